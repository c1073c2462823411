"""The architecture, as a document that runs: who may import whom, and which library lives in which room."""

import ast
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

CORE = {"core", "errors"}
EDGES = {"exchange", "library", "store", "report", "signing", "pages"}
HALLS = {"session", "dossier"}

PRIVATE = {"_sha2", "_sha256"}
"""Python's own modules without a promise that they stay; which of them there are depends on its version."""

BEHIND_THE_RULE = "importlib"
"""Imports by a name that no reader of the source sees."""

MAY_IMPORT = {
    "errors": set(),
    "places": {"errors", "platformdirs"},
    "disk": set(),
    "clock": set(),
    "core": {"core"},
    "library": {"core", "errors", "library", "yaml"},
    "exchange": {"core", "docx", "errors", "exchange", "openpyxl"},
    "store": {"core", "disk", "errors", "store", "sqlite_utils", *PRIVATE},
    "report": {"core", "errors", "report", "reportlab", "pikepdf", "bidi", "uharfbuzz", "fontTools", "PIL"},
    "signing": {
        "core",
        "disk",
        "errors",
        "signing",
        "pyhanko",
        "pyhanko_certvalidator",
        "asn1crypto",
        "cryptography",
        "argon2",
        "pkcs11",
    },
    "pages": {"core", "errors", "pages", "pypdfium2"},
    "session": CORE | {"session", "exchange", "library", "store", "clock"},
    "dossier": CORE | EDGES | {"session", "dossier", "clock", "disk"},
    "cli": CORE | EDGES | HALLS | {"cli", "places", "clock"},
    "ui": CORE | EDGES | HALLS | {"ui", "places", "clock", "disk", "PySide6"},
    "__main__": {"cli", "ui"},
    "__init__": set(),
}
"""Room -> rooms of ours and libraries of others that it may import. The standard library is free, but for core."""

NO_CLOCK_NO_CHANCE = {"random", "os", "pathlib", "time", "secrets", "uuid", "io", "tempfile"}
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "aiohttp", "requests", "httpx"}


def imports(text):
    """Give every (line, dotted name) that a text imports, wherever in it."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{node.lineno}: imports are absolute here, and not {ast.unparse(node)}"
            nested = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from ((node.lineno, name) for name in (nested if node.module == "wizard" else (node.module,)))


@cache
def imported(text):
    """Read a text once for all trees that it stands in."""
    return tuple(imports(text))


def violations(root):
    """Give a sentence for every import that the rule forbids."""
    for path in sorted((root / "wizard").rglob("*.py")):
        room = path.relative_to(root / "wizard").parts[0].removesuffix(".py")
        allowed = MAY_IMPORT[room]
        for line, name in imported(path.read_text(encoding="utf-8")):
            parts = name.split(".")
            ours = parts[0] == "wizard"
            target = parts[1] if ours and len(parts) > 1 else parts[0]
            where = f"{path.relative_to(root)}:{line}: {room} imports {name}"
            if (
                (ours and target not in allowed and target not in ("wizard", "__version__"))
                or (not ours and target in NETWORK)
                or (not ours and (target in PRIVATE or target not in sys.stdlib_module_names) and target not in allowed)
                or target == BEHIND_THE_RULE
                or (room == "core" and (target in NO_CLOCK_NO_CHANCE or name.startswith("datetime.now")))
            ):
                yield where


def test_every_room_imports_only_what_it_may():
    assert list(violations(ROOT)) == []


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("core/catalogue.py", "import yaml"),
        ("core/catalogue.py", "import random"),
        ("core/catalogue.py", "from _sha2 import sha256"),
        ("dossier/record.py", "from _sha256 import sha256"),
        ("store/hashing.py", "from importlib import import_module"),
        ("core/catalogue.py", "from wizard.errors import UserError"),
        ("library", "from wizard.store import Workspace"),
        ("errors.py", "import urllib.request"),
        ("cli/__init__.py", "from PySide6 import QtCore"),
        ("session/answering.py", "from wizard import ui"),
    ],
)
def test_the_rule_bites(tmp_path, room, line):
    shutil.copytree(ROOT / "wizard", tmp_path / "wizard", ignore=shutil.ignore_patterns("__pycache__"))
    target = tmp_path / "wizard" / room
    if room == "library":
        target = target / "__init__.py" if target.is_dir() else target.with_suffix(".py")
    target.write_text(f"{line}\n{target.read_text(encoding='utf-8')}", encoding="utf-8")
    assert len(list(violations(tmp_path))) == 1


def test_core_reads_no_clock():
    for path in (ROOT / "wizard" / "core").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node, "attr", "")
            assert name not in ("now", "utcnow", "today"), f"{path}:{node.lineno} reads the clock"


def test_every_file_is_small_enough_to_hold_one_idea():
    for path in (ROOT / "wizard").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, f"{path} is over 400 lines"
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = node.end_lineno - node.lineno + 1
                assert length <= 40, f"{path}:{node.lineno} {node.name} has {length} lines"


def test_core_is_imported_without_any_library():
    code = "import sys, wizard.core.scoring; print([m for m in ('yaml', 'PySide6', 'sqlite3', 'reportlab') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
