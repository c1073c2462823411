"""Two revisions of a file: the first page that looks different, drawn elsewhere, whatever the bytes."""

import io

import pikepdf
import pytest

from tests import sealed_samples
from tests.changed_samples import redrawn
from wizard.dossier.comparing import WIDTH, compare
from wizard.errors import UserError


def with_pages(pdf, change):
    opened = pikepdf.open(io.BytesIO(pdf))
    change(opened.pages)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def test_the_first_page_that_differs_is_found_and_what_differs_is_framed():
    found = compare(sealed_samples.sealed(), redrawn(sealed_samples.sealed(), 1))
    assert found.number == 1
    assert found.signed[0] == found.now[0] == WIDTH
    assert found.signed[2] != found.now[2]
    scale = WIDTH / 595
    left, _top, right, _bottom = (side / scale for side in found.box)
    assert (round(left), round(right)) == (120, 140)
    assert found.texts[0].strip() == "Sign-off"


def test_what_only_follows_the_pages_makes_no_difference():
    assert compare(sealed_samples.sealed(), sealed_samples.sealed() + b"\n% more") is None


def test_a_page_that_was_added_or_taken_away_has_no_other_half():
    pdf = sealed_samples.sealed()
    added = compare(pdf, with_pages(pdf, lambda pages: pages.append(pages[0])))
    assert (added.number, added.signed) == (2, None)
    gone = compare(pdf, with_pages(pdf, lambda pages: pages.__delitem__(1)))
    assert (gone.number, gone.now) == (1, None)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"\x00" * 5000])
def test_what_cannot_be_drawn_is_said(data):
    with pytest.raises(UserError, match="cannot be drawn"):
        compare(sealed_samples.sealed(), data)
