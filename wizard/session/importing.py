"""Somebody else's file or folder in; what was understood of it, kept in a workspace, out.

It lies among the workspace's settings, so it is in every backup and a flipped bit in it shows. No report carries it.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from wizard.core.catalogue import Shelf, shelve
from wizard.core.crosswalk import Crosswalk
from wizard.core.imports import Imported, Remark, joined
from wizard.core.telling import heard, told
from wizard.errors import UserError
from wizard.store import Workspace

ENTRY, WHOLE = "import:", "import-whole:"
MAGIC = b"PK\x03\x04"
WORKBOOK_LIMIT, TEXT_LIMIT = 50_000_000, 2_000_000
FILE_LIMIT, TOTAL_LIMIT = 2_000, 20_000_000
ENDINGS = (".md", ".markdown", ".txt", ".tsv")
FORMS = (
    "Plimsoll imports the MIT AI Risk Repository as a workbook (.xlsx), files or a folder of the FINOS AI Governance "
    "Framework or of OWASP AISVS as Markdown, and crosswalks as SSSOM TSV."
)

LINKS = (
    "A link is taken when both of its ends stand in lists that are here. Ids need a prefix or an edition that says "
    "which list they are from."
)

JOINING = ("finos", "aisvs")
"""Forms that come as many files, which people may import one by one."""

Texts = tuple[tuple[str, str], ...]
Refused = Mapping[frozenset[str], str]


@dataclass(frozen=True, slots=True)
class Kept:
    """One import as a list shows it: what it is, the name of the file it came from, and when (UTC, ISO 8601)."""

    id: str
    title: str
    file: str
    at: str


def read_import(path: Path, shelf: Shelf, refused: Refused) -> tuple[Imported, ...]:
    """Understand a file or a folder. Raises UserError when there is nothing in it that can be taken.

    `shelf` holds the lists that are here; `refused` the pairs of ids that are known not to fit, with the reason.
    """
    try:
        found = _of_folder(path, shelf, refused) if path.is_dir() else (_of_file(path, shelf, refused),)
    except OSError as error:
        raise UserError(
            f"{path} cannot be read: {error.strerror or error}.", "Check the name and your rights."
        ) from error
    taken = [imported for imported in found if imported.texts or imported.catalogues or imported.crosswalks]
    if not taken:
        hint = LINKS if all(imported.form == "sssom" for imported in found) else FORMS
        raise UserError(f"Nothing in {path} could be taken. Nothing was imported. {_why(found)}", hint)
    left = tuple(remark for imported in found if imported not in taken for remark in imported.remarks)
    return (replace(taken[0], remarks=(*taken[0].remarks, *left)), *taken[1:])


def _why(found: tuple[Imported, ...]) -> str:
    """Give the first place of each kind of reason, three at most."""
    kinds: dict[str, Remark] = {}
    for remark in (remark for imported in found for remark in imported.remarks):
        kinds.setdefault(remark.sentence.rpartition("' ")[2], remark)
    return "; ".join(f"{remark.where}: {remark.sentence}" for remark in islice(kinds.values(), 3)).rstrip(".") + "."


def _of_file(path: Path, shelf: Shelf, refused: Refused) -> Imported:
    with path.open("rb") as file:
        data = file.read(WORKBOOK_LIMIT + 1)
    if data.startswith(MAGIC):
        if len(data) > WORKBOOK_LIMIT:
            raise UserError(f"{path} is larger than 50 MB. Nothing was imported.", "Leave out what is not needed.")
        from wizard.exchange.workbook import read_workbook

        return read_workbook(data, shelf)
    text, why = _decoded(data)
    if why:
        raise UserError(f"{path} cannot be imported: {why}. Nothing was imported.", FORMS)
    imported = _of_texts(((path.name, text),), shelf, refused, path.parent)
    if not imported:
        raise UserError(f"{path} is in no form that is known here. Nothing was imported.", FORMS)
    return imported[0]


def _decoded(data: bytes) -> tuple[str, str]:
    """Give a text, or why there is none."""
    if len(data) > TEXT_LIMIT:
        return "", "it is larger than 2 MB"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", "it is UTF-16; save it as UTF-8"
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        return "", f"the byte {error.start + 1:,} is not UTF-8"
    return text, "there is a NUL character in it; it is no text" if "\0" in text else ""


def _of_folder(folder: Path, shelf: Shelf, refused: Refused) -> tuple[Imported, ...]:
    texts: list[tuple[str, str]] = []
    skipped: list[Remark] = []
    for path in _files(folder, skipped):
        with path.open("rb") as file:
            text, why = _decoded(file.read(TEXT_LIMIT + 1))
        name = path.relative_to(folder).as_posix()
        if why:
            skipped.append(Remark(name, why, skipped=True))
        elif sum(len(text) for _, text in texts) + len(text) > TOTAL_LIMIT:
            raise UserError(f"{folder} holds more than 20 MB of text. Nothing was imported.", "Import a folder inside.")
        else:
            texts.append((name, text))
    found = _of_texts(tuple(texts), shelf, refused, folder)
    if not found:
        raise UserError(f"No file in {folder} is in a form that is known here. Nothing was imported.", FORMS)
    why = _unknown({imported.form for imported in found})
    unknown = [Remark(name, why, skipped=True) for name, _ in _others(tuple(texts))]
    return (replace(found[0], remarks=(*found[0].remarks, *unknown, *skipped)), *found[1:])


def _unknown(forms: set[str]) -> str:
    """Say why a text beside others was not read: what it lacks where all others are of one framework."""
    from wizard import library

    if forms == {"aisvs"}:
        return library.NO_CHAPTER
    if forms == {"finos"}:
        return "no risk or mitigation of FINOS: it lacks lines like 'sequence: 14' between two lines of dashes"
    return "it is in no form that is known here"


def _files(folder: Path, skipped: list[Remark]) -> Iterator[Path]:
    """Give the files with text below a folder, by name; what is hidden or a link is left alone.

    What ends in another way than texts do is counted by its ending and said in `skipped`.
    """
    count = 0
    others: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if any(part.startswith(".") for part in parts) or path.is_symlink() or not path.is_file():
            continue
        if path.suffix.lower() not in ENDINGS:
            others.setdefault(path.suffix.lower(), []).append("/".join(parts))
            continue
        count += 1
        if count > FILE_LIMIT:
            raise UserError(
                f"{folder} holds more than {FILE_LIMIT:,} texts. Nothing was imported.", "Import a folder inside."
            )
        yield path
    skipped += [Remark(names[0], _unread(ending, len(names)), skipped=True) for ending, names in others.items()]


def _unread(ending: str, count: int) -> str:
    if ending == ".xlsx":
        return "a workbook is not read in a folder; import it by itself"
    what = f"files ending in {ending}" if ending else "files without an ending"
    return f"{what} are not read" + (f"; there are {count:,} of them" if count > 1 else "")


def _sorted(texts: Texts) -> tuple[Texts, Texts, Texts]:
    """Part texts by form: FINOS, AISVS, SSSOM."""
    from wizard import library

    forms = (library.is_finos, library.is_aisvs, library.is_sssom)
    parted: tuple[list[tuple[str, str]], ...] = ([], [], [])
    for name, text in texts:
        form = next((place for place, is_it in enumerate(forms) if is_it(text)), None)
        if form is not None:
            parted[form].append((name, text))
    return tuple(parted[0]), tuple(parted[1]), tuple(parted[2])


def _others(texts: Texts) -> Texts:
    known = {name for part in _sorted(texts) for name, _ in part}
    return tuple((name, text) for name, text in texts if name not in known)


def _of_texts(texts: Texts, shelf: Shelf, refused: Refused, folder: Path) -> tuple[Imported, ...]:
    from wizard import library

    finos, aisvs, sssom = _sorted(texts)
    found: list[tuple[str, Imported]] = []
    if finos:
        found.append((finos[0][0], library.read_finos(finos, shelf, refused)))
    for part in library.part_aisvs(aisvs):
        place = part[0][0].rpartition("/")[0] or part[0][0]
        found.append((place, library.read_aisvs(part, shelf, folder.absolute().as_posix())))
    found += [(name, library.read_sssom(name, text, shelf, refused)) for name, text in sssom]
    return _once(found)


def _once(found: list[tuple[str, Imported]]) -> tuple[Imported, ...]:
    """Keep the first of those with one id, which would take each other's place, and let it say where others are."""
    kept: dict[str, tuple[str, Imported]] = {}
    for place, imported in found:
        if imported.id not in kept:
            kept[imported.id] = place, imported
            continue
        where, first = kept[imported.id]
        again = Remark(place, f"{first.title} was read from {where} already; import this by itself", skipped=True)
        kept[imported.id] = where, replace(first, remarks=(*first.remarks, again))
    return tuple(imported for _, imported in kept.values())


def keep_import(workspace: Workspace, imported: Imported, file: str, at: str) -> None:
    """Keep what was understood. Files of one framework join those that were read before; all else makes room."""
    if imported.form in JOINING:
        with suppress(KeyError):
            imported = joined(kept_import(workspace, imported.id), imported)
    entry = {"title": imported.title, "file": file, "at": at}
    workspace.set_setting(WHOLE + imported.id, json.dumps(told(imported)))
    workspace.set_setting(ENTRY + imported.id, json.dumps(entry))


def drop_import(workspace: Workspace, import_id: str) -> None:
    """Let an import go; what ships stays."""
    for beginning in (ENTRY, WHOLE):
        workspace.set_setting(beginning + import_id, "")


def kept_imports(workspace: Workspace) -> tuple[Kept, ...]:
    """List what was imported, by title."""
    found = (
        Kept(name, **{key: str(value) for key, value in json.loads(text).items()})
        for name, text in workspace.settings(ENTRY).items()
        if text
    )
    return tuple(sorted(found, key=lambda kept: kept.title))


def kept_import(workspace: Workspace, import_id: str) -> Imported:
    """Give one import whole. Raises KeyError when there is none."""
    text = workspace.setting(WHOLE + import_id)
    if not text:
        raise KeyError(import_id)
    return heard(Imported, json.loads(text))


def with_imports(
    shelf: Shelf, crosswalks: tuple[Crosswalk, ...], imports: tuple[Imported, ...]
) -> tuple[Shelf, tuple[Crosswalk, ...], Mapping[str, str]]:
    """Put what was imported beside what ships: one shelf, all crosswalks, and the texts by full id."""
    more = tuple(catalogue for imported in imports for catalogue in imported.catalogues)
    links = tuple(crosswalk for imported in imports for crosswalk in imported.crosswalks)
    texts = {code: text for imported in imports for code, text in imported.texts.items()}
    return shelve((*shelf.catalogues, *more)), (*crosswalks, *links), texts
