"""What is planned stands in the exports: a row for each step, and one for each decision that needs none."""

import pytest

from tests import golden_files
from wizard import dossier
from wizard.dossier import findings as making
from wizard.dossier.exporting import FORMS, export


@pytest.fixture(scope="module")
def planned():
    (golden,) = (one for one in golden_files.reports() if one.path.parent.name == "0.1.0-plan")
    verdict = dossier.examine(golden.data, golden.known, golden.now)
    return verdict, making.of_verdict(verdict, golden.data, golden.path.name)


def test_every_step_and_every_acceptance_has_its_row_in_the_order_of_the_findings(planned):
    verdict, found = planned
    treatments = verdict.record.assessment.plan.treatments
    rows = list(found.plan.by_key())
    assert len(rows) == sum(max(1, len(one.steps)) for one in treatments.values())
    assert [row["number"] for row in rows] == sorted(row["number"] for row in rows)
    titles = {row["scenario"]: row["title"] for row in found.findings.by_key()}
    for row in rows:
        assert row["title"] == titles[row["scenario"]]
        assert row["decision"] == treatments[row["scenario"]].decision
    steps = {(key, step.what): step for key, one in treatments.items() for step in one.steps}
    for row in (row for row in rows if row["step"]):
        step = steps.pop((row["scenario"], row["step"]))
        assert (row["owner"], row["due"], row["cost"], row["proof"]) == (step.owner, step.due, step.cost, step.proof)
        assert row["question_id"] == step.question
    assert not steps
    accepted = [row for row in rows if row["decision"] == "accept"]
    assert accepted
    for row in accepted:
        one = treatments[row["scenario"]]
        assert (row["accepted_by"], row["role"], row["until"]) == (one.by, one.role, one.until)


@pytest.mark.parametrize("form", [form for form in FORMS.values() if form.id != "oscal"], ids=lambda form: form.id)
def test_the_plan_reads_back_from_every_form_with_tables(planned, form, tmp_path):
    _, found = planned
    export(found, form, tmp_path / "out")
    assert (tmp_path / "out").exists()
    assert found.plan in found.tables


def test_where_nothing_is_planned_there_is_no_table():
    golden = next(one for one in golden_files.reports() if (one.path.parent.name, one.path.stem) == ("0.1.0", "small"))
    verdict = dossier.examine(golden.data, golden.known, golden.now)
    assert making.of_verdict(verdict, golden.data, "small.pdf").plan is None
