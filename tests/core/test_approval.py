"""Who is to approve, and what was decided: one form each, and the way back from it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.core import approval
from wizard.core.approval import Approvals, Approver, Decision

TODAY = date(2026, 11, 25)
TWO = Approvals((Approver("Head of Claims", "Jonas Ek", "ab" * 32), Approver("Model Risk")), 1, "given")


def test_nobody_expected_is_the_empty_list_that_records_have_always_held():
    assert approval.plain(Approvals()) == []
    assert approval.from_plain([]) == Approvals()


def test_a_list_of_approvers_comes_back_as_it_was_written():
    assert approval.problem(TWO) == ""
    assert approval.from_plain(approval.plain(TWO)) == TWO


@pytest.mark.parametrize(
    "value",
    [
        {},
        None,
        "",
        0,
        {"expected": [], "needed": 0, "order": "any"},
        {"expected": [{"role": "A", "name": "", "fingerprint": ""}], "needed": 2, "order": "any"},
        {"expected": [{"role": "A", "name": "", "fingerprint": ""}], "needed": 0, "order": "any"},
        {"expected": [{"role": "A", "name": "", "fingerprint": ""}], "needed": True, "order": "any"},
        {"expected": [{"role": "A", "name": "", "fingerprint": ""}], "needed": 1, "order": "backwards"},
        {"expected": [{"role": "A", "name": ""}], "needed": 1, "order": "any"},
        {"expected": [{"role": "A", "name": 7, "fingerprint": ""}], "needed": 1, "order": "any"},
        {"expected": [{"role": "A", "name": "", "fingerprint": "", "more": ""}], "needed": 1, "order": "any"},
        {"expected": [{"role": "A", "name": "", "fingerprint": ""}], "needed": 1, "order": "any", "more": 1},
        {"expected": [{"role": "A\u202e", "name": "", "fingerprint": ""}], "needed": 1, "order": "any"},
        {"expected": [{"role": "A: B", "name": "", "fingerprint": ""}], "needed": 1, "order": "any"},
        {"expected": [{"role": "", "name": "", "fingerprint": ""}], "needed": 1, "order": "any"},
        {"expected": [{"role": "A", "name": "", "fingerprint": "AB" * 32}], "needed": 1, "order": "any"},
        {"expected": [{"role": "A", "name": "", "fingerprint": "ab" * 32}] * 2, "needed": 1, "order": "any"},
        {"expected": [{"role": "A", "name": "", "fingerprint": ""}] * 13, "needed": 1, "order": "any"},
        {"expected": ["A"], "needed": 1, "order": "any"},
    ],
)
def test_a_list_in_any_other_form_is_refused(value):
    with pytest.raises(ValueError, match="list of approvers"):
        approval.from_plain(value)


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        (Decision("approve"), "Approved as Model Risk."),
        (Decision("approve", "", "Well done."), "Approved as Model Risk: Well done."),
        (
            Decision("conditions", "2027-03-01", "Rerun the red team."),
            "Approved as Model Risk, with conditions until 2027-03-01: Rerun the red team.",
        ),
        (Decision("reject", "", "No rollback."), "Rejected as Model Risk: No rollback."),
    ],
)
def test_a_decision_is_one_sentence_that_is_read_back(decision, sentence):
    assert approval.decision_problem(decision, TODAY) == ""
    assert approval.said(decision, "Model Risk") == sentence
    assert approval.heard(sentence, "Model Risk") == decision


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Approved",
        "Approved.",
        "approved as Model Risk.",
        "Approved as Model Risk",
        "Approved as Model Risk and Board.",
        "Approved as Model Riskier.",
        "Approved as Head of Claims.",
        "Approved as Model Risk..",
        "Approved as Model Risk: ",
        "Approved as Model Risk:  Well done.",
        "Approved as Model Risk: Well done. ",
        "Approved as Model Risk.\nRejected as Model Risk: No.",
        "Approved as Model Risk: a\u202eb",
        "Approved as Model Risk: a\u200bb",
        "Approved as Model Risk: a\u200db",
        "Approved as Model Risk: e\u0301",
        "Approved as Model Risk: " + "a" * 501,
        "\u0410pproved as Model Risk.",
        "\ufeffApproved as Model Risk.",
        "Approved as Model Risk, with conditions until 2027-03-01.",
        "Approved as Model Risk, with conditions until 2027-13-01: Soon.",
        "Approved as Model Risk, with conditions until \u0662\u0660\u0662\u0667-03-01: Soon.",
        "Rejected as Model Risk.",
        "Rejected as Model Risk, with conditions until 2027-03-01: Soon.",
    ],
)
def test_any_other_sentence_is_no_decision(sentence):
    with pytest.raises(ValueError, match="not a decision"):
        approval.heard(sentence, "Model Risk")


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        (Decision("conditions", "", "Soon."), "until a day"),
        (Decision("conditions", "1 March", "Soon."), "until a day"),
        (Decision("conditions", "2027-03-01"), "must be said"),
        (Decision("conditions", "2026-11-24", "Soon."), "passed"),
        (Decision("approve", "2027-03-01"), "Only conditions"),
        (Decision("reject"), "say why"),
        (Decision("approve", "", "a" * 501), "500"),
        (Decision("approve", "", "a\u202e"), "cannot be seen"),
    ],
)
def test_a_decision_that_cannot_be_read_back_is_not_made(decision, says):
    assert says in approval.decision_problem(decision, TODAY)


@given(st.text(max_size=200), st.sampled_from(["approve", "conditions", "reject"]))
def test_whatever_is_typed_is_kept_so_that_it_is_read_back(typed, kind):
    until = "2027-03-01" if kind == "conditions" else ""
    decision = Decision(kind, until, approval.tidied(typed))
    if not approval.decision_problem(decision, TODAY):
        assert approval.heard(approval.said(decision, "Model Risk"), "Model Risk") == decision
    else:
        assert not decision.because
