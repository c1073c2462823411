"""A child's calls to the disk come out in their order, and from them what a power cut at any moment could have left.

`disk.c` is built on the fly and preloaded into the child, so it is the real sqlite3 and the real files that are seen.
A cut may lose, reorder and tear (at 512 bytes) whatever no sync has followed, names in folders included.
"""

import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).parent
SECTOR = 512
READ, WRITE, SYNC, NAME, OPEN, CUT = 1, 2, 4, 8, 16, 32  # kinds of calls, as disk.c knows them
KINDS = {"read": READ, "write": WRITE, "sync": SYNC, "name": NAME, "open": OPEN, "truncate": CUT}
MARKS = "marks"
_HEAD = struct.Struct("<ciqII")


def missing() -> str:
    """Say why calls cannot be recorded here; empty when they can."""
    if not sys.platform.startswith("linux"):
        return "calls to the disk are recorded by a preloaded library, which is made for Linux alone"
    return (
        "" if shutil.which("cc") else "calls to the disk are recorded by a library that wants a C compiler: no cc here"
    )


def built(folder: Path) -> Path:
    """Put the library into a folder."""
    made = folder / "disk.so"
    made.write_bytes(_compiled())
    return made


@cache
def _compiled() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "disk.so"
        command = ["cc", "-shared", "-fPIC", "-O1", "-o", str(made), str(HERE / "disk.c"), "-lpthread"]
        subprocess.run(command, check=True, capture_output=True)
        return made.read_bytes()


def run(library: Path, module: str, *arguments: object, root: Path, book: Path | None = None) -> str:
    """Run a module of the tests with its calls below `root` watched, and give what it printed."""
    watched = {"LD_PRELOAD": str(library), "DISK_ROOT": str(root), "DISK_BOOK": str(book or "")}
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=HERE.parent, env={**os.environ, **watched}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssertionError(f"{module} {arguments[:1]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def mark(folder: Path, text: str) -> None:
    """Report something as done, in the order of the calls around it."""
    with (folder / MARKS).open("a", encoding="utf-8") as file:
        file.write(f"{text}\n")


@dataclass(frozen=True, slots=True)
class Call:
    """One call: c create, o open, x close, w write, t truncate, s sync, r rename, l link, u unlink, m make a folder."""

    what: str
    handle: int
    at: int
    first: bytes
    second: bytes


def calls(book: Path) -> list[Call]:
    """Read a book of calls."""
    data, found, at = book.read_bytes(), [], 0
    while at < len(data):
        what, handle, place, first, second = _HEAD.unpack_from(data, at)
        start = at + _HEAD.size
        at = start + first + second
        found.append(Call(what.decode(), handle, place, data[start : start + first], data[start + first : at]))
    return found


@dataclass(eq=False, slots=True)
class Node:
    """One file: what surely is on disk, and what was done since; or a folder, where `is_folder`."""

    sure: bytes = b""
    since: list[tuple[int, bytes | None]] = field(default_factory=list)  # (at, data), or (size, None) for a truncation
    is_folder: bool = False


@dataclass(frozen=True, slots=True)
class _Named:
    """A name that came to lead to a node, or was taken away; a rename is both at once."""

    put: str
    node: Node | None
    taken: str = ""


class Disk:
    """The files below a folder, as they are for programs and as they surely are on disk."""

    def __init__(self, root: Path) -> None:
        """Begin with what lies in the folder, all of it on disk."""
        self.root = root
        self.names: dict[str, Node] = {str(root): Node(is_folder=True)}
        for path in sorted(root.rglob("*")):
            self.names[str(path)] = Node(is_folder=True) if path.is_dir() else Node(path.read_bytes())
        self.sure = dict(self.names)
        self.since: dict[str, list[_Named]] = {}
        self._handles: dict[int, tuple[str, Node]] = {}

    def marks(self) -> list[str]:
        """Give what was reported as done by now."""
        node = self.names.get(str(self.root / MARKS))
        return _content(node, node.since).decode().splitlines() if node else []

    def follow(self, call: Call) -> None:
        """Let a call happen."""
        if call.what in "cruml":
            self._name(call)
        if call.what in "co":
            name = os.fsdecode(call.first).rstrip("/")
            node = self.names[name]
            self._handles[call.handle] = (name, node)
            if call.at:
                node.since.append((0, None))
        elif call.what == "x":
            self._handles.pop(call.handle, None)
        elif call.what in "wt":
            self._handles[call.handle][1].since.append((call.at, call.first if call.what == "w" else None))
        elif call.what == "s":
            self._sync(*self._handles[call.handle])

    def _name(self, call: Call) -> None:
        one, two = os.fsdecode(call.first), os.fsdecode(call.second)
        change = {
            "c": lambda: _Named(one, Node()),
            "m": lambda: _Named(one, Node(is_folder=True)),
            "u": lambda: _Named("", None, one),
            "r": lambda: _Named(two, self.names[one], one),
            "l": lambda: _Named(two, self.names[one]),
        }[call.what]()
        _apply(self.names, change)
        self.since.setdefault(str(Path(two or one).parent), []).append(change)

    def _sync(self, name: str, node: Node) -> None:
        if node.is_folder:
            for change in self.since.pop(name, []):
                _apply(self.sure, change)
        else:
            node.sure, node.since = _content(node, node.since), []

    def whole(self) -> dict[str, bytes]:
        """Give every file as it is after a kill: nothing of what was done is lost."""
        return _files(self.root, self.names, lambda node: node.since)

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Give files as a power cut may leave them: of all that no sync followed, some is there and some is not."""
        names = dict(self.sure)
        for changes in self.since.values():
            for change in _some(changes, chance):
                _apply(names, change)
        return _files(self.root, names, lambda node: _torn(_some(node.since, chance), chance))


def _apply(names: dict[str, Node], change: _Named) -> None:
    if change.taken and (change.node is None or names.get(change.taken) is change.node):
        names.pop(change.taken, None)
    if change.node is not None:
        names[change.put] = change.node


def _some(done: list, chance: random.Random) -> list:
    """Choose what reached the disk: nothing, all, all up to a moment, or each by its own luck."""
    luck = chance.random()
    if luck < 0.2:
        return []
    if luck < 0.35:
        return list(done)
    if luck < 0.6:
        return done[: chance.randint(0, len(done))]
    return [each for each in done if chance.random() < 0.5]


def _torn(done: list[tuple[int, bytes | None]], chance: random.Random) -> list[tuple[int, bytes | None]]:
    """Let some writes reach the disk only in some of their sectors."""
    found: list[tuple[int, bytes | None]] = []
    for at, data in done:
        if data is None or chance.random() < 0.6:
            found.append((at, data))
            continue
        edges = [at, *range((at // SECTOR + 1) * SECTOR, at + len(data), SECTOR), at + len(data)]
        for start, end in pairwise(edges):
            if chance.random() < 0.5:
                found.append((start, data[start - at : end - at]))
    return found


def _content(node: Node, done: list[tuple[int, bytes | None]]) -> bytes:
    content = bytearray(node.sure)
    for at, data in done:
        size = at if data is None else at + len(data)
        content.extend(bytes(max(0, size - len(content))))
        if data is None:
            del content[at:]
        else:
            content[at:size] = data
    return bytes(content)


def _files(root: Path, names: dict[str, Node], done) -> dict[str, bytes]:
    """Give the files whose folders are there too, by their path below the root."""
    found = {}
    for name, node in names.items():
        folders = (str(folder) for folder in Path(name).parents if folder.is_relative_to(root))
        if not node.is_folder and all(folder in names for folder in folders):
            found[os.path.relpath(name, root)] = _content(node, done(node))
    return found


def written(files: dict[str, bytes], folder: Path) -> Path:
    """Write an image into an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def moments(begun: Disk, book: list[Call], chance: random.Random, count: int) -> Iterator[tuple[int, Disk]]:
    """Stop at about so many moments: just before and after syncs and changes of names, and between by chance."""
    edges = {at + after for at, call in enumerate(book) if call.what in "srulc" for after in (0, 1)}
    chosen = set(chance.sample(sorted(edges), min(len(edges), count * 2 // 3)))
    chosen |= {chance.randint(0, len(book)) for _ in range(count - len(chosen))}
    for at, call in enumerate(book):
        if at in chosen:
            yield at, begun
        begun.follow(call)
    yield len(book), begun
