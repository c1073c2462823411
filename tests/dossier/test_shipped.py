"""Whether the questions and the method inside a report are those that ship: a signer can seal kinder ones.

That those of the example are is seen where the example is sealed (test_dossier).
"""

from contextlib import closing
from datetime import UTC, datetime

import pytest

from tests import sealed_samples as samples
from tests import small_samples
from wizard import dossier, library, places, store
from wizard.core.assessment import Answer
from wizard.dossier import shipped
from wizard.session import new_assessment

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
OURS = library.shipped_texts(places.questionnaires())
FEW = small_samples.texts()


def sealed_over(folder, texts):
    """Seal an assessment of other texts, and judge it as the worker does, in this process and as if few questions shipped."""
    who = samples.signer()
    questionnaire, problems = library.read(texts)
    assert not problems
    with closing(store.open_workspace(folder / "w.plimsoll")) as workspace:
        session = new_assessment(workspace, texts, questionnaire, lambda: NOON, "Katrin Aalto")
        for question in ("system-name", "system-version"):
            session.answer(question, Answer("Claims triage"))
        stated = dossier.Sealing(who.name, "Product owner", NOON, who.fingerprint)
        dossier.seal(session, who, stated, folder / "r.pdf", small_samples.shelf())
    return dossier.examine((folder / "r.pdf").read_bytes(), (who.certificate,), NOON, FEW)


def edited(name, old, new, ours=FEW):
    texts = tuple((each, text.replace(old, new) if each == name else text) for each, text in ours)
    assert texts != ours
    return texts


def test_kinder_weights_are_named(tmp_path):
    verdict = sealed_over(tmp_path, edited("small.yaml", "frequency: 1.0", "frequency: -1.0"))
    assert verdict.outcome == "sealed-trusted"
    assert verdict.questions.sentence == "Questions: not the ones this program ships: small.yaml."
    assert verdict.method.status == "shipped"
    assert verdict.as_json()["questions"]["names"] == ["small.yaml"]


def test_another_parameter_of_the_method_is_named(tmp_path):
    verdict = sealed_over(tmp_path, edited("native.yaml", "floor: 0.001", "floor: 0.0001"))
    assert (verdict.questions.status, verdict.questions.names) == ("other", ("native.yaml",))
    assert verdict.method.status == "other"
    assert "not the ones this program ships" in verdict.as_json()["method"]["sentence"]


def test_a_method_with_another_remark_has_the_same_parameters():
    texts = edited("native.yaml", "\n", "\n# a remark\n", OURS)
    method = library.read(texts)[0].method
    assert shipped.questions(texts, OURS).status == "other"
    assert shipped.method(method, OURS).status == "shipped"


@pytest.mark.parametrize("gone", [name for name, _ in OURS])
def test_what_is_left_out_is_named(gone):
    rest = tuple(pair for pair in OURS if pair[0] != gone)
    found = shipped.questions(rest, OURS)
    assert (found.status, found.names) == ("other", (gone,))
    assert f"left out: {gone}" in found.sentence


def test_a_text_that_stands_there_twice_or_under_a_shipped_name_is_no_shipped_one():
    assert shipped.questions((*OURS, OURS[0]), OURS).status == "other"
    planted = ((OURS[0][0], "module: kind"), *OURS[1:])
    assert shipped.questions(planted, OURS).names == (OURS[0][0],)


def test_a_long_list_of_other_texts_stays_one_sentence():
    many = tuple((f"{number}.yaml" * 50, str(number)) for number in range(40))
    assert len(shipped.questions(many, OURS).sentence) < 600


def test_where_nothing_is_at_hand_to_compare_with_nothing_is_claimed():
    assert dossier.examine(samples.unsigned(), (), NOON).questions.status == "unknown"
