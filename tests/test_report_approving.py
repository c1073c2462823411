"""The sign-off page of a report that somebody is to approve: a block and a place for each, drawn before anybody signed."""

import io
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest

from tests.report_samples import SAMPLES, THREE, TWELVE, laid_out, plain_content, rendered
from wizard.core import approval
from wizard.report.book import lay_out
from wizard.report.paper import PAPERS
from wizard.report.sections.approving import told
from wizard.report.sheet import Words
from wizard.report.view import View


def fields(name):
    with pikepdf.open(io.BytesIO(rendered(name))) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        return [
            (str(each.T), str(each.TU), pages.index(each.P.objgen), [float(side) for side in each.Rect])
            for each in pdf.Root.AcroForm.Fields
        ]


def words_of(flow, number):
    return [
        "".join(piece.text for piece in item.line.pieces)
        for item in flow.pages[number].items
        if isinstance(item, Words)
    ]


@pytest.mark.parametrize(("name", "asked"), [("three approvers", THREE), ("twelve approvers", TWELVE)])
def test_each_approver_has_a_place_of_their_own_in_the_order_of_the_record(name, asked):
    assert approval.problem(asked) == ""
    found = fields(name)
    assert [field for field, _, _, _ in found] == [
        "Assessor",
        *(approval.field_name(number + 1) for number in range(len(asked.expected))),
    ]
    assert [tip for _, tip, _, _ in found][1:] == [approval.tip(each) for each in asked.expected]
    down = [(page, -box[3]) for _, _, page, box in found]
    assert down == sorted(down)
    for (_, _, page, upper), (_, _, following, lower) in pairwise(found):
        assert page != following or upper[1] > lower[3], "places lie over each other"


def test_a_place_can_be_locked_by_nobody_else():
    with pikepdf.open(io.BytesIO(rendered("three approvers"))) as pdf:
        locked = [(str(each.T), [str(name) for name in each.Lock.Fields]) for each in pdf.Root.AcroForm.Fields]
    assert locked == [(name, [name]) for name, _ in locked]


def test_the_role_and_name_of_each_stand_beside_the_place():
    flow = laid_out("twelve approvers")
    for number, (_, _, page, *_) in enumerate(fields("twelve approvers")[1:], 1):
        said = " ".join(words_of(flow, page))
        assert f"{number} " in said
        assert TWELVE.expected[number - 1].role.split()[-1] in said


def test_the_page_says_how_many_are_needed_and_never_how_many_have_signed():
    assert told(THREE).startswith("2 of the 3 approvers below are needed. ")
    assert told(replace(THREE, needed=3)).startswith("All 3 approvers below are needed. ")
    assert told(TWELVE).startswith("All 12 approvers below are needed, in the order in which they stand here. ")
    assert told(replace(THREE, expected=THREE.expected[:1], needed=1)).startswith("The approver below is asked. ")


def test_whose_certificate_is_expected_is_said_in_the_place():
    flow = laid_out("three approvers")
    said = [line for number in range(len(flow.pages)) for line in words_of(flow, number)]
    assert said.count("Only the certificate abababababababab… may sign here.") == 1


def test_a_report_without_approvers_is_as_it_was():
    assert [name for name, *_ in fields("one scenario")] == ["Assessor"]
    said = " ".join(words_of(laid_out("one scenario"), -1))
    assert "Approvals" not in said
    assert "twelve approvers" in SAMPLES


def test_both_papers_break_where_the_other_does():
    content = plain_content(approvals=TWELVE)
    assert View(content).content.approvals == TWELVE
    both = [lay_out(content, PAPERS[paper]) for paper in ("A4", "Letter")]
    assert both[0].places == both[1].places
    assert [place[2:7] for place in both[0].fields] == [place[2:7] for place in both[1].fields]
