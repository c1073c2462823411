"""Two revisions of a file: the first page that looks different, drawn elsewhere, whatever the bytes."""

import io
import time

import pikepdf
import pytest

from tests import sealed_samples
from tests.changed_samples import redrawn, renumbered
from wizard.dossier.comparing import READ, WIDTH, compare, words_that_differ
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
    assert found.words == ()


def test_words_that_were_written_over_a_page_are_told():
    found = compare(sealed_samples.sealed(), renumbered(sealed_samples.sealed(), 1, "Moderate 9"))
    assert found.words == (("", "Moderate 9"),)


@pytest.mark.parametrize(
    ("now", "places"),
    [
        ("Worst case 12 of 50", (("26", "12"),)),
        ("Worst 26 of 50", (("case", ""),)),
        ("Best case 26 of 49 and more", (("Worst", "Best"), ("50", "49 and more"))),
        ("Worst case 26 of 50", ()),
    ],
)
def test_words_are_compared_place_by_place(now, places):
    assert words_that_differ("Worst case 26 of 50", now) == places


def test_a_long_page_tells_its_first_differences_and_none_that_its_length_makes():
    words = [str(number) for number in range(3 * READ)]
    assert words_that_differ(" ".join(words), " ".join(["new", *words])) == (("", "new"),)
    changed = " ".join("x" if number % 10 == 5 else word for number, word in enumerate(words))
    assert [now for _signed, now in words_that_differ(" ".join(words), changed)] == ["x"] * 5


def test_a_page_that_repeats_itself_is_compared_in_no_time():
    begun = time.perf_counter()
    words_that_differ("a b " * 5000, "b a c " * 5000)
    words_that_differ(
        " ".join(f"w{at % 100}" for at in range(5000)), " ".join(f"w{at * 7 % 100}" for at in range(5000))
    )
    assert time.perf_counter() - begun < 5


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
