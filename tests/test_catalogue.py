"""The catalogues: every id with its edition, every old number with what it meant and where it went."""

import pytest

from tests.test_library import SHELF, SHELF_PROBLEMS, SHIPPED
from wizard import library
from wizard.core.catalogue import Shelf, complaint

TEXTS = dict(library.texts_in(SHIPPED / "catalogues"))


def test_all_shipped_catalogues_read_without_a_problem():
    assert SHELF_PROBLEMS == ()
    assert sorted(catalogue.id for catalogue in SHELF.catalogues) == [
        "finos@v2",
        "mit-causal@v3",
        "mit@v3",
        "owasp-aix@2026",
        "owasp-asi@2026",
        "owasp-llm@2026",
    ]


@pytest.mark.parametrize(
    ("catalogue", "kind", "count"),
    [
        ("mit@v3", "domain", 7),
        ("mit@v3", "subdomain", 24),
        ("mit-causal@v3", "entity", 3),
        ("mit-causal@v3", "intent", 3),
        ("mit-causal@v3", "timing", 3),
        ("owasp-llm@2026", "risk", 10),
        ("owasp-asi@2026", "risk", 10),
        ("owasp-aix@2026", "threat", 26),
        ("owasp-aix@2026", "control", 55),
        ("finos@v2", "risk", 23),
        ("finos@v2", "mitigation", 23),
    ],
)
def test_a_catalogue_has_all_its_entries(catalogue, kind, count):
    found = [entry for entry in SHELF.entries.values() if entry.id.startswith(f"{catalogue}:") and entry.kind == kind]
    assert len(found) == count


def test_every_subdomain_stands_under_its_domain():
    for entry in SHELF.entries.values():
        if entry.kind == "subdomain":
            assert entry.parent == f"mit@v3:{entry.code.partition('.')[0]}"


def test_every_list_names_its_publisher_licence_and_source():
    licences = {catalogue.name: catalogue.licence for catalogue in SHELF.catalogues}
    assert licences["mit"] == licences["mit-causal"] == licences["finos"] == "CC BY 4.0"
    assert licences["owasp-llm"] == licences["owasp-asi"] == "CC BY-SA 4.0"
    assert licences["owasp-aix"] == "CC0 1.0"
    assert all(catalogue.publisher and "://" in catalogue.source for catalogue in SHELF.catalogues)


def test_lists_under_share_alike_stand_in_files_of_their_own():
    for name, text in TEXTS.items():
        assert ("CC BY-SA" in text) == name.startswith(("owasp-llm", "owasp-asi"))


def test_llm07_has_meant_four_things():
    old = {edition: SHELF.aliases[f"owasp-llm@{edition}:LLM07"] for edition in ("0.1", "1.1", "2025")}
    assert [old[edition].title for edition in old] == [
        "Inadequate AI Alignment",
        "Insecure Plugin Design",
        "System Prompt Leakage",
    ]
    assert [(old[edition].relation, old[edition].new) for edition in old] == [
        ("removed", ""),
        ("merged", "owasp-llm@2026:LLM03"),
        ("retitled", "owasp-llm@2026:LLM08"),
    ]
    assert SHELF.entries["owasp-llm@2026:LLM07"].title == "Misinformation"


def test_an_id_without_an_edition_is_refused_with_all_it_has_meant():
    said = complaint(SHELF, "LLM07")
    assert said.startswith("'LLM07' names no edition; did you mean")
    assert all(f"owasp-llm@{edition}:LLM07" in said for edition in ("0.1", "1.1", "2025", "2026"))


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("mit@v3:7.6", ""),
        ("owasp-llm@2025:LLM07", "it meant System Prompt Leakage; did you mean owasp-llm@2026:LLM08?"),
        ("owasp-llm@0.1:LLM07", "it meant Inadequate AI Alignment and was dropped without a successor"),
        ("finos@v1:TR-14", "it meant Inadequate system alignment; did you mean finos@v2:AIR-OP-014?"),
        ("finos@v1:TR-11", "it meant Lack of foundation model versioning; did you mean finos@v2:AIR-OP-005?"),
        ("finos@v1:TR-3", "was dropped without a successor"),
        ("finos@v2:ri-27", "did you mean finos@v2:AIR-SEC-027?"),
        ("finos@v1:mi-4", "did you mean finos@v2:AIR-DET-004?"),
        ("finos@v2:AIR-OP-27", "is not in any catalogue; did you mean finos@v2:AIR-OP-0"),
        ("mit@v2:7.1", "did you mean mit@v3:7.1?"),
    ],
)
def test_a_reference_resolves_or_says_what_became_of_it(reference, said):
    found = complaint(SHELF, reference)
    assert said in found
    assert bool(found) == bool(said)


def test_every_number_of_every_older_edition_is_there():
    for edition in ("0.1", "1.1", "2025"):
        assert all(f"owasp-llm@{edition}:LLM{place:02}" in SHELF.aliases for place in range(1, 11))
    assert all(f"finos@v1:TR-{place}" in SHELF.aliases for place in range(1, 16))
    assert all(f"finos@v1:CT-{place}" in SHELF.aliases for place in range(1, 18))
    current = [entry.id for entry in SHELF.entries.values() if entry.id.startswith("finos@v2:")]
    renamed = {alias.new for alias in SHELF.aliases.values() if alias.old.startswith(("finos@v2:ri-", "finos@v2:mi-"))}
    assert set(current) == renamed


def test_every_old_number_leads_to_an_entry_or_says_that_it_was_removed():
    for alias in SHELF.aliases.values():
        assert (alias.relation == "removed") == (alias.new == "")
        assert alias.new == "" or alias.new in SHELF.entries
        assert alias.old not in SHELF.entries


@pytest.mark.parametrize(
    ("name", "there", "instead", "message"),
    [
        ("mit.yaml", 'id: "1.2"', 'id: "1.1"', "the entry '1.1' is there twice"),
        ("mit.yaml", 'parent: "7"', 'parent: "8"', "there is no entry '8'"),
        ("mit.yaml", "publisher:", "publishr:", "did you mean publisher?"),
        ("finos.yaml", 'finos@v2:AIR-OP-014"', 'finos@v2:AIR-OP-041"', "did you mean finos@v2:AIR-OP-0"),
        (
            "finos.yaml",
            "title: Prompt injection, relation: same",
            "title: Injection, relation: same",
            "write retitled or changed",
        ),
        ("owasp-llm.yaml", "relation: removed", "relation: merged", "merged needs the field new"),
        ("owasp-llm.yaml", "relation: merged", "relation: removed", "what was removed has nothing new"),
        ("owasp-llm.yaml", "relation: merged", "relation: mergd", "did you mean merged?"),
        (
            "owasp-llm.yaml",
            '"owasp-llm@0.1:LLM02"',
            '"owasp-llm@0.1:LLM01"',
            "the alias 'owasp-llm@0.1:LLM01' is there twice",
        ),
        ("owasp-llm.yaml", '"owasp-llm@0.1:LLM02"', '"owasp-llm@2026:LLM02"', "cannot be an older number too"),
        ("owasp-llm.yaml", '"owasp-llm@0.1:LLM02"', '"LLM02"', "'LLM02' names no edition"),
    ],
)
def test_a_mistake_in_a_catalogue_is_named_and_keeps_it_off_the_shelf(name, there, instead, message):
    assert there in TEXTS[name]
    text = TEXTS[name].replace(there, instead, 1)
    shelf, problems = library.read_catalogues(((name, text),))
    assert shelf.catalogues == ()
    assert any(message in problem.message for problem in problems), problems
    changed = [
        place
        for place, pair in enumerate(zip(text.split("\n"), TEXTS[name].split("\n"), strict=True), 1)
        if len(set(pair)) > 1
    ]
    assert changed[0] in [problem.line for problem in problems] or "lacks" in problems[0].message


def test_the_same_catalogue_twice_is_refused():
    shelf, problems = library.read_catalogues((("a.yaml", TEXTS["mit.yaml"]), ("b.yaml", TEXTS["mit.yaml"])))
    assert [catalogue.id for catalogue in shelf.catalogues] == ["mit@v3"]
    assert [(problem.file, "is there twice" in problem.message) for problem in problems] == [("b.yaml", True)]


def test_an_empty_shelf_resolves_nothing():
    assert "names no edition" in complaint(Shelf(), "7.1")
    assert "is not in any catalogue" in complaint(Shelf(), "mit@v3:7.1")
