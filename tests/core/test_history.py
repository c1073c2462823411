"""What a number meant in every edition: one that meant four things, one that stayed, one that was renumbered."""

import pytest

from tests import shipped
from tests.test_library import SHIPPED
from wizard import library
from wizard.core.crosswalk import gaps_of, links_by_entry, refusals
from wizard.core.history import heading, history, natural, sentence, told, which_edition
from wizard.core.mentions import asking
from wizard.core.search import by_code, index

CROSSWALKS, SHELF = shipped.crosswalks()
LINKS = links_by_entry(CROSSWALKS)
QUESTIONNAIRE, _ = shipped.whole()


def seen(identity):
    return history(SHELF, LINKS, identity)


def test_one_number_meant_four_things_and_each_is_followed():
    found = seen("owasp-llm@2026:LLM07")
    assert found.editions == ("0.1", "1.1", "2025", "2026")
    assert found.numbers == ("03", "06", "07", "08", "09")
    assert found.meanings == 4
    assert [(box.title, box.dropped) for box in found.boxes if box.here] == [
        ("Inadequate AI Alignment", True),
        ("Insecure Plugin Design", False),
        ("System Prompt Leakage", False),
        ("Misinformation", False),
    ]
    lines = {(old.removeprefix("owasp-llm@"), new.removeprefix("owasp-llm@")) for old, new in found.lines}
    assert lines == {
        ("0.1:LLM06", "1.1:LLM09"),
        ("1.1:LLM07", "2025:LLM06"),
        ("1.1:LLM09", "2025:LLM09"),
        ("2025:LLM06", "2026:LLM03"),
        ("2025:LLM07", "2026:LLM08"),
        ("2025:LLM09", "2026:LLM07"),
    }
    assert heading(found) == "One number, four meanings"
    assert sentence(found).startswith("The number stayed, the subject changed with every edition.")


def test_an_older_number_has_the_same_history_as_the_current_one():
    assert seen("owasp-llm@1.1:LLM07") == seen("owasp-llm@2026:LLM07")


@pytest.mark.parametrize(
    ("identity", "words", "said"),
    [
        ("owasp-llm@2026:LLM01", "One number, one meaning", "Number and subject stayed together in every edition."),
        ("owasp-asi@2026:ASI01", "", "Same meaning since 2026, the only edition here."),
        ("finos@v2:AIR-SEC-024", "", "New in v2: no earlier edition has it."),
        ("finos@v2:AIR-OP-014", "One meaning, three numbers", "The subject stayed, the number changed. An old"),
    ],
)
def test_what_stayed_is_said_in_a_sentence(identity, words, said):
    found = seen(identity)
    assert sentence(found).startswith(said)
    assert found.is_picture == bool(words)
    assert not words or heading(found) == words


def test_another_spelling_in_the_same_edition_is_no_box():
    found = seen("finos@v2:AIR-OP-014")
    assert found.also == ("ri-14",)
    assert [box.id for box in found.boxes if box.column == 1] == ["finos@v2:AIR-OP-014"]


def test_every_id_has_a_history_in_which_each_line_joins_two_boxes_and_goes_on():
    for identity in (*SHELF.entries, *SHELF.aliases):
        if not identity.startswith(("owasp-llm", "finos")):
            continue
        found = seen(identity)
        columns = {box.id: box.column for box in found.boxes}
        assert all(columns[old] < columns[new] for old, new in found.lines)
        assert len({(box.column, box.row) for box in found.boxes}) == len(found.boxes)


def test_a_code_without_an_edition_asks_which_and_says_how_many_things_it_meant():
    over = index(SHELF)
    ids = [getattr(item, "old", None) or item.id for item in by_code(over, "llm07")]
    assert ids == [f"owasp-llm@{edition}:LLM07" for edition in ("0.1", "1.1", "2025", "2026")]
    assert which_edition(SHELF, "LLM07", ids) == "LLM07 of which edition? It meant four things."
    ids = [getattr(item, "old", None) or item.id for item in by_code(over, "LLM01")]
    assert which_edition(SHELF, "LLM01", ids) == "LLM01 of which edition? It kept its meaning."
    assert by_code(over, "ASI06") == by_code(over, "owasp-llm@2026:LLM07") == ()
    assert which_edition(SHELF, "1", ["a@1:1", "b@1:1"]) == "1 of which list? It stands in two lists."


def test_an_older_number_tells_what_became_of_it():
    assert told(SHELF, SHELF.aliases["owasp-llm@0.1:LLM07"]) == "Dropped, no successor."
    assert told(SHELF, SHELF.aliases["owasp-llm@1.1:LLM07"]) == "Merged into 2026 LLM03 Excessive Agency."


def test_ten_comes_after_nine():
    assert sorted(["LLM10", "LLM9", "A1"], key=natural) == ["A1", "LLM9", "LLM10"]


def test_a_pair_that_is_refused_is_found_from_both_ends():
    refused = library.known_bad(library.tables_in(SHIPPED / "crosswalks"))
    others = [other for other, reason in refusals(refused, "owasp-llm@2026:LLM07") if reason]
    assert others == ["finos@v2:AIR-OP-014", "mit@v3:7.1"]
    assert "owasp-llm@2026:LLM07" in [other for other, _ in refusals(refused, "mit@v3:7.1")]


def test_a_list_without_a_counterpart_is_named_with_the_reason():
    gaps = gaps_of(CROSSWALKS, "mit@v3:1.1")
    assert "owasp-asi@2026" in [gap.catalogue for gap in gaps]
    assert all(gap.reason for gap in gaps)


def test_what_asks_about_an_entry_names_it_or_its_causal_value():
    named = asking(QUESTIONNAIRE, SHELF.entries["mit@v3:7.1"])
    assert named
    assert all("mit@v3:7.1" in question.references for question in named)
    meant = asking(QUESTIONNAIRE, SHELF.entries["mit-causal@v3:intent-intentional"])
    assert meant
    assert all(any(cause.split("/")[1] == "intentional" for cause in question.causal) for question in meant)
    assert asking(QUESTIONNAIRE, SHELF.entries["mit-risks@v3:01.01.00"]) == ()
