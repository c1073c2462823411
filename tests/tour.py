"""A folder in; a picture of every screen, light and dark, in three sizes, and of every page of the example report out.

`python -m tests.tour OUTDIR` starts the real window without a display, over the example that ships with the program.
"""

import argparse
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage

from tests.changed_samples import redrawn
from tests.ui.rooms import NOON, application, example_session, noon, settle, until
from wizard import dossier, signing, store
from wizard.cli import scripted
from wizard.core.assessment import Answer
from wizard.pages import page_images
from wizard.ui import theme
from wizard.ui.library_places import At
from wizard.ui.trusting import trust
from wizard.ui.window import Window

SIZES = ((1024, 640), (1280, 800), (1600, 1000))
MODES = (theme.LIGHT, theme.DARK)
PAGE_WIDTH = 1000
FOREIGN = Path(__file__).parent / "foreign_files"
MISTAKES = """module: own-module
title: Our own
version: 1
reson: We want to know
questions:
  - id: who-watches
    text: Who watches it?
    kind: chioce
    references: ["owasp-llm@2025:LLM07", LLM07]
    choices:
      - {id: nobody, text: Nobody}
"""
Screen = Callable[[Window, Path], None]


def home(window: Window, _report: Path) -> None:
    window.go("Home")
    until(lambda: bool(window.place.table.rows))


def system_what(window: Window, _report: Path) -> None:
    window.go("System", page="what")


def system_shape(window: Window, _report: Path) -> None:
    window.go("System", page="shape")


def system_far(window: Window, _report: Path) -> None:
    window.go("System", page="far")


def questions(window: Window, _report: Path) -> None:
    window.go("Questions", question=window.session.score.open[0])
    until(lambda: bool(window.place.side.promise.text()))


def risks(window: Window, _report: Path) -> None:
    window.go("Risks")


def matrix(window: Window, _report: Path) -> None:
    window.go("Risks")
    window.place.letter("m")


def trace(window: Window, _report: Path) -> None:
    window.go("Risks", scenario=window.session.score.scenarios[0].scenario.id)


def coverage(window: Window, _report: Path) -> None:
    window.go("Risks")
    window.place.back()
    window.place.tabs.tabs[2].setFocus()
    window.place.tabs.tabs[2].click()
    until(lambda: bool(window.place.coverage.table.rows))


def coverage_causes(window: Window, _report: Path) -> None:
    window.place.coverage.tabs.tabs[1].click()


def coverage_owasp(window: Window, _report: Path) -> None:
    window.place.coverage.tabs.tabs[2].click()


def coverage_gaps(window: Window, _report: Path) -> None:
    window.answer("gaps", Answer("7.3 Letters written by a carer for somebody else\nGarages that agree on prices"))
    window.place.coverage.tabs.tabs[3].click()


def plan(window: Window, _report: Path) -> None:
    window.go("Plan")


def plan_accepted(window: Window, _report: Path) -> None:
    window.go("Plan", scenario="input-made-to-fool")


def report(window: Window, _report: Path) -> None:
    window.go("Report")
    until(lambda: len(window.place.preview.thumbs.pictures) == window.place.preview.count > 0)


def verify_empty(window: Window, _report: Path) -> None:
    window.go("Verify")


def verify_good(window: Window, sealed: Path) -> None:
    _check(window, sealed)


def verify_changed(window: Window, sealed: Path) -> None:
    changed = sealed.with_name("changed.pdf")
    changed.write_bytes(redrawn(sealed.read_bytes(), 2))
    _check(window, changed)
    until(lambda: window.place.difference is not None)


def verify_both(window: Window, sealed: Path) -> None:
    verify_changed(window, sealed)
    window.place.rows[0].link.click()


def verify_stranger(window: Window, sealed: Path) -> None:
    verify_good(window, sealed)
    window.place.identity.forget.click()
    until(lambda: not window.place.checked.verdict.judgement.signers[0].known)
    window.place.rows[1].link.click()
    signer = window.place.checked.verdict.judgement.signers[0]
    trust(signer.certificate_pem, signer.fingerprint)


def report_seal(window: Window, _report: Path) -> None:
    report(window, _report)
    if window.place.is_narrow:
        window.place.toggle_panel()


def library_list(window: Window, _report: Path) -> None:
    _library(window, At("list", "mit-risks@v3"))


def library_search(window: Window, _report: Path) -> None:
    _library(window, At("list", "owasp-llm@2026"))
    window.place.list.search.setText("LLM07")


def library_entry(window: Window, _report: Path) -> None:
    _library(window, At("entry", "owasp-llm@2026:LLM07"))


def library_risk(window: Window, _report: Path) -> None:
    _library(window, At("entry", "mit-risks@v3:01.01.00"))


def library_module(window: Window, _report: Path) -> None:
    _library(window, At("module", "mit-7-goals"))


def library_problems(window: Window, sealed: Path) -> None:
    _library(window, At("problems"))
    module = sealed.with_name("own-module.yaml")
    module.write_text(MISTAKES, "utf-8")
    window.place.pages["problems"].check(module)
    until(lambda: window.place.checked is not None)


def library_text(window: Window, sealed: Path) -> None:
    library_problems(window, sealed)
    window.place.pages["problems"].table.opened.emit(2)


def library_import(window: Window, _report: Path) -> None:
    _library(window, At("problems"))
    window.place.importing.read(FOREIGN)
    until(lambda: not window.place.importing.reading)


def _library(window: Window, at: At) -> None:
    window.go("Library")
    until(lambda: window.place.modules is not None)
    window.place.list.search.clear()
    window.place.go_to(at)


def settings(window: Window, _report: Path) -> None:
    window.go("Settings")


SCREENS: tuple[Screen, ...] = (
    home,
    system_what,
    system_shape,
    system_far,
    questions,
    risks,
    matrix,
    coverage,
    coverage_causes,
    coverage_owasp,
    coverage_gaps,
    trace,
    plan,
    plan_accepted,
    report,
    report_seal,
    verify_empty,
    verify_good,
    verify_stranger,
    verify_changed,
    verify_both,
    library_list,
    library_search,
    library_entry,
    library_risk,
    library_module,
    library_problems,
    library_text,
    library_import,
    settings,
)


def _check(window: Window, path: Path) -> None:
    before = getattr(window.places.get("Verify"), "checked", None)
    window.go("Verify", file=str(path))
    until(lambda: window.place.checked is not before and window.place.checked.name == path.name)


def tour(
    folder: Path,
    screens: tuple[Screen, ...] = SCREENS,
    sizes: tuple[tuple[int, int], ...] = SIZES,
    modes: tuple[theme.Theme, ...] = MODES,
) -> Iterator[Path]:
    """Save the pictures and give their paths as they come."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as name:
        os.environ["XDG_DATA_HOME"] = name
        application()
        sealed = _seal(Path(name))
        with closing(store.open_workspace(Path(name) / "tour.plimsoll", "Katrin Aalto")) as workspace:
            _fill(workspace)
            for mode in modes:
                for size in sizes:
                    yield from _pictures(folder, workspace, sealed, screens, mode, size)
        with closing(store.open_workspace(Path(name) / "empty.plimsoll")) as workspace:
            for mode in modes:
                yield from _first_run(folder, workspace, mode, sizes[0])
        yield from pages(folder, sealed.read_bytes())


def _pictures(
    folder: Path,
    workspace: store.Workspace,
    sealed: Path,
    screens: tuple[Screen, ...],
    mode: theme.Theme,
    size: tuple[int, int],
) -> Iterator[Path]:
    window = _window(workspace, mode, size)
    window.open(workspace.assessments()[0].id, "Risks")
    until(lambda: window.session is not None)
    for screen in screens:
        if screen in (matrix, report_seal) and size[0] > SIZES[0][0]:
            continue  # it stands beside the table there
        screen(window, sealed)
        yield _grab(window, folder / f"{screen.__name__}-{size[0]}-{mode.name}.png")
    _close(window)


def _first_run(folder: Path, workspace: store.Workspace, mode: theme.Theme, size: tuple[int, int]) -> Iterator[Path]:
    window = _window(workspace, mode, size)
    window.go("Home")
    until(lambda: window.place.pages.currentWidget() is window.place.first)
    yield _grab(window, folder / f"first_run-{size[0]}-{mode.name}.png")
    _close(window)


def _window(workspace: store.Workspace, mode: theme.Theme, size: tuple[int, int]) -> Window:
    application(mode)
    window = Window(workspace, noon)
    window.resize(*size)
    window.show()
    window.activateWindow()
    until(window.isActiveWindow)
    return window


def _grab(window: Window, path: Path) -> Path:
    settle()
    if not window.grab().save(str(path)):
        raise OSError(f"{path} could not be written")
    return path


def _close(window: Window) -> None:
    window.close()
    window.take(None)
    window.deleteLater()
    settle()


def _seal(folder: Path) -> Path:
    target, passphrase = folder / "claims-triage-agent-2.3.pdf", secrets.token_hex()
    identity = signing.make_identity(folder / "i", "Katrin Aalto", passphrase, NOON)
    trust(identity.certificate_pem, identity.fingerprint)
    signer = signing.unlock(identity, passphrase)
    with closing(store.open_workspace(folder / "sealed.plimsoll")) as workspace:
        sealing = dossier.Sealing(signer.name, "Product owner, claims", NOON, signer.fingerprint)
        dossier.seal(example_session(workspace), signer, sealing, target, scripted.shelf())
    return target


def _fill(workspace: store.Workspace) -> None:
    """Add a second and a third assessment, so that Home has something to sort."""
    example_session(workspace)
    for name, version in (("Hail damage from photos", "0.9"), ("Fraud signal model", "5.0")):
        other = example_session(workspace)
        other.answer("system-name", Answer(name))
        other.answer("system-version", Answer(version))
    other.seal("2026-11-12T10:00:00Z", "0" * 64)


def pages(folder: Path, pdf: bytes) -> Iterator[Path]:
    """Save every page of a report as a picture."""
    for number, (width, height, rows) in enumerate(page_images(pdf, PAGE_WIDTH)):
        path = folder / f"page-{number + 1:02}.png"
        QImage(rows, width, height, width * 4, QImage.Format.Format_RGBA8888).save(str(path))
        yield path


def main(arguments: list[str]) -> int:
    """Run the whole tour into one folder."""
    parser = argparse.ArgumentParser(description="Pictures of every screen and of every page of the report.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/tour"))
    folder = parser.parse_args(arguments).folder
    count = sum(1 for _path in tour(folder))
    print(f"{count} pictures in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
