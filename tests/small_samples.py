"""Nothing in, a small assessment out, for whom the size of the example is not the point: texts, answers, its sealed report."""

from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import sealed_samples
from wizard import dossier, library, places, store
from wizard.cli import scripted
from wizard.core.assessment import Answer
from wizard.core.questionnaire import Texts
from wizard.session import Session, new_assessment, open_assessment

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
FOLDER = Path(__file__).parent / "questionnaires_by_feature"
ANSWERS = {
    **{f"appetite-{harm}": Answer(Decimal(10)) for harm in ("people", "rights", "money", "operations", "society")},
    "system-name": Answer("Price teller"),
    "system-version": Answer("2.3"),
    "looked-up": Answer("partial", assurance="tested", note="Only for what is in stock.", flagged=True),
}


@cache
def texts() -> Texts:
    """Give the small module, the questions that the method needs, and the method that ships."""
    names, method = ("appetite.yaml", "small.yaml"), dict(library.shipped_texts(places.questionnaires()))["native.yaml"]
    return (*((name, (FOLDER / name).read_text(encoding="utf-8")) for name in names), ("native.yaml", method))


@cache
def shelf():
    """Read the shipped catalogues once for all tests."""
    return scripted.shelf()


def answered(workspace: store.Workspace, now=lambda: NOON, who: str = "Katrin Aalto", key: str = "0" * 32) -> Session:
    """Answer the small questions."""
    questionnaire, problems = library.read(texts())
    assert questionnaire is not None, problems
    session = new_assessment(workspace, texts(), questionnaire, now, who, key)
    session.play(ANSWERS)
    return session


def answered_before(folder: Path) -> Session:
    """Answer the small questions once for all tests, and open a copy of that workspace in a folder; the test closes it."""
    (folder / "w.plimsoll").write_bytes(_workspace())
    workspace = store.open_workspace(folder / "w.plimsoll")
    return open_assessment(workspace, workspace.assessments()[0].id, lambda: NOON)


@cache
def _workspace() -> bytes:
    """Give the file of the workspace in which the small questions are answered."""
    with TemporaryDirectory() as name:
        path = Path(name) / "w.plimsoll"
        with closing(store.open_workspace(path)) as workspace:
            answered(workspace)
        return path.read_bytes()


@cache
def sealed() -> bytes:
    """Seal the small assessment once for all tests, as somebody whom nobody knows yet."""
    who = sealed_samples.signer()
    with TemporaryDirectory() as name, closing(store.open_workspace(Path(name) / "w.plimsoll")) as workspace:
        stated = dossier.Sealing(who.name, "Product owner", NOON, who.fingerprint)
        dossier.seal(answered(workspace), who, stated, Path(name) / "r.pdf", shelf())
        return (Path(name) / "r.pdf").read_bytes()
