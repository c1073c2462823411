"""Findings in, a file (or a folder of files) in the chosen form out: read back, compared, and only then in its place."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import time

from wizard.core.findings import Findings, Read
from wizard.disk import LONG_AGO, PARTIAL, partial_of, sweep_partials, sync_folder, write_private_file
from wizard.dossier.record import read_record
from wizard.errors import UserError
from wizard.exchange import oscal, separated, sheets, word

Progress = Callable[[str], None]
ONE = ""
"""The name of the one file of a form that is no folder."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of export: how to write it, how another reader reads it, and what that has to find.

    `write` gives the bytes of each file by its name in the folder; a form without a folder has one file with no name.
    """

    id: str
    title: str
    ending: str
    write: Callable[[Findings], Mapping[str, bytes]]
    read: Callable[[Mapping[str, bytes]], tuple[Read, ...]]
    expected: Callable[[Findings], tuple[Read, ...]]

    @property
    def is_folder(self) -> bool:
        """Tell whether it is a folder of files."""
        return not self.ending


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished export: where it is, how many bytes and how many rows were read back."""

    path: Path
    size: int
    rows: int


def _one(
    key: str,
    title: str,
    ending: str,
    write: Callable[[Findings], bytes],
    read: Callable[[bytes], tuple[Read, ...]],
    expected: Callable[[Findings], tuple[Read, ...]],
) -> Form:
    return Form(key, title, ending, lambda found: {ONE: write(found)}, lambda files: read(files[ONE]), expected)


FORMS: Mapping[str, Form] = {
    "xlsx": _one("xlsx", "Workbook (XLSX)", ".xlsx", sheets.write, sheets.read, sheets.expected),
    "csv": Form("csv", "Folder of CSV files", "", separated.write, separated.read, separated.expected),
    "docx": _one("docx", "Document to edit (DOCX)", ".docx", word.write, word.read, word.expected),
    "oscal": _one("oscal", "OSCAL assessment results (JSON)", ".json", oscal.write, oscal.read, oscal.expected),
}


def _silent(_step: str) -> None:
    """Do nothing: nobody watches the progress."""


def export(findings: Findings, form: Form, target: Path, progress: Progress = _silent) -> Exported:
    """Write, read back, compare and only then rename to `target`. Raises UserError; then nothing was left behind.

    A file that stands there is replaced, a folder never.
    """
    if form.is_folder and os.path.lexists(target):
        raise UserError(f"{target} exists already. Nothing was written.", "Choose another name or move it away.")
    progress("Writing")
    return _kept(target, form.write(findings), lambda files: _compared(findings, form, files), progress)


def export_record(record: bytes, target: Path, progress: Progress = _silent) -> Exported:
    """Do the same with the record itself: the bytes that travel in a report."""

    def compared(files: Mapping[str, bytes]) -> int:
        if files[ONE] != record:
            raise _differs("it holds other bytes than were written")
        return len(read_record(files[ONE]).assessment.answers)

    progress("Writing")
    return _kept(target, {ONE: record}, compared, progress)


def _compared(findings: Findings, form: Form, files: Mapping[str, bytes]) -> int:
    """Read every value back and count the rows. Raises UserError with the first place that differs."""
    try:
        found, expected = form.read(files), form.expected(findings)
    except ValueError as error:
        raise _differs(str(error)) from error
    if found != expected:
        raise _differs(_first_difference(found, expected))
    return sum(len(rows) for _, rows in found)


def _first_difference(found: tuple[Read, ...], expected: tuple[Read, ...]) -> str:
    for (name, rows), (other, others) in zip(found, expected, strict=False):
        if name != other or len(rows) != len(others):
            return f"{other} has {len(rows)} rows where {len(others)} were written"
        for number, (row, wanted) in enumerate(zip(rows, others, strict=True), 1):
            if row != wanted:
                return f"row {number} of {other} reads otherwise than it was written"
    return f"it has {len(found)} tables where {len(expected)} were written"


def _differs(how: str) -> UserError:
    return UserError(
        f"Not exported. The file was read back and compared: {how}. Nothing was left.",
        "Try again; if it happens twice, please report it with the details of this message.",
    )


def _kept(
    target: Path, files: Mapping[str, bytes], compared: Callable[[Mapping[str, bytes]], int], progress: Progress
) -> Exported:
    partial = partial_of(target)
    sweep_partials(target.parent)
    _sweep_folders(target.parent)
    try:
        _take_away(partial)
        _write(partial, files)
        progress("Reading back")
        rows = compared({name: (partial / name).read_bytes() for name in files})
        _rename(partial, target, folder=ONE not in files)
        sync_folder(target.parent)
    except OSError as error:
        raise UserError(
            f"Not exported. {target} cannot be written: {error.strerror or error}. No half file was left.",
            "Choose another folder, or free some space, and export again.",
        ) from error
    finally:
        with suppress(OSError):
            _take_away(partial)
    return Exported(target, sum(map(len, files.values())), rows)


def _write(partial: Path, files: Mapping[str, bytes]) -> None:
    if ONE not in files:
        partial.mkdir(mode=0o700)
    for name, data in files.items():
        write_private_file(partial / name, data)
    if ONE not in files:
        sync_folder(partial)


def _rename(partial: Path, target: Path, *, folder: bool) -> None:
    """Put it in its place; a folder replaces nothing, not even what came there meanwhile."""
    if folder and os.path.lexists(target):
        raise UserError(f"{target} exists already. Nothing was written.", "Choose another name or move it away.")
    partial.replace(target)


def _sweep_folders(parent: Path) -> None:
    """Take away half folders as `sweep_partials` takes half files: those that have lain for an hour."""
    with suppress(OSError):
        for half in parent.glob(f".*{PARTIAL}"):
            if half.is_dir() and half.lstat().st_mtime < time() - LONG_AGO:
                _take_away(half)


def _take_away(partial: Path) -> None:
    """Take away what is half written; of a folder the files that lie in it, and no folder within."""
    if partial.is_dir() and not partial.is_symlink():
        for file in partial.iterdir():
            file.unlink()
        partial.rmdir()
    else:
        partial.unlink(missing_ok=True)
