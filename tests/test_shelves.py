"""The large lists: counts as their publishers give them, nothing described, nothing read before somebody asks."""

import re
import runpy
import subprocess
import sys
import time
from collections import Counter

import pytest

from tests import shipped
from tests.test_library import SHELF, SHIPPED
from wizard import library
from wizard.core.catalogue import ancestors, children, complaint, lineage, older_numbers
from wizard.errors import UserError

TEXTS = dict(library.tables_in(SHIPPED / "shelves"))
LISTS = shipped.lists()
RISKS = [entry for entry in LISTS.entries.values() if entry.id.startswith("mit-risks@v3:")]
HEAD = """\
#catalogue: example
#edition: 1
#title: An example
#publisher: Nobody
#licence: CC0 1.0
#source: written for this test
"""
COLUMNS = "id\tkind\ttitle\tparent\tlevel\tsubdomain\tentity\trow\turl\n"
ROW = "a\trisk\tAlpha\t\t1\t7.1\tai\t5\thttps://example.org/a\n"


def problems(text, *more):
    shelf, said = library.read_shelves((("example.tsv", text), *more), SHELF)
    assert bool(shelf.catalogues) != bool(said)
    return [(problem.line, problem.message) for problem in said]


@pytest.mark.parametrize(
    ("catalogue", "kind", "count"),
    [
        ("mit-risks@v3", "risk-category", 515),
        ("mit-risks@v3", "risk-subcategory", 1097),
        ("mit-documents@v3", "document", 65),
        ("mit-mitigations@v1", "category", 4),
        ("mit-mitigations@v1", "subcategory", 23),
        ("mit-mitigations@v1", "mitigation", 831),
        ("owasp-aisvs@1.0", "chapter", 12),
        ("owasp-aisvs@1.0", "section", 44),
        ("owasp-aisvs@1.0", "requirement", 191),
        ("owasp-agentic-threats@1.1", "threat", 17),
        ("owasp-ml@2023", "risk", 10),
        ("owasp-dsgai@1.0", "risk", 21),
        ("owasp-mcp@2025", "risk", 10),
        ("owasp-ast@2026", "risk", 10),
        ("owasp-nhi@2025", "risk", 10),
    ],
)
def test_a_list_has_all_its_entries(catalogue, kind, count):
    found = [entry for entry in LISTS.entries.values() if entry.id.startswith(f"{catalogue}:") and entry.kind == kind]
    assert len(found) == count


def test_no_list_has_an_entry_of_another_kind():
    assert {catalogue.id: len(catalogue.entries) for catalogue in LISTS.catalogues[-10:]} == {
        "mit-documents@v3": 65,
        "mit-mitigations@v1": 858,
        "mit-risks@v3": 1612,
        "owasp-agentic-threats@1.1": 17,
        "owasp-aisvs@1.0": 247,
        "owasp-ast@2026": 10,
        "owasp-dsgai@1.0": 21,
        "owasp-mcp@2025": 10,
        "owasp-ml@2023": 10,
        "owasp-nhi@2025": 10,
    }
    assert len(LISTS.entries) == 2860 + len(SHELF.entries)


def test_lists_under_share_alike_stand_in_files_of_their_own():
    licences = {catalogue.name: catalogue.licence for catalogue in LISTS.catalogues}
    for name, text in TEXTS.items():
        assert licences[name.removesuffix(".tsv")] == ("CC BY-SA 4.0" if name.startswith("owasp") else "CC BY 4.0")
        assert ("CC BY-SA" in text) == name.startswith("owasp")
        assert re.search(r"^#source: .*https://", text, re.MULTILINE)


def test_no_text_is_long_enough_to_be_a_description():
    texts = [entry.title for catalogue in LISTS.catalogues for entry in catalogue.entries]
    assert max(map(len, texts)) == 156
    assert not [text for text in texts if text != text.strip()]


def test_five_ids_of_mit_are_there_twice_and_are_told_apart_by_their_row():
    rows = Counter(entry.code.partition("/")[0] for entry in RISKS)
    twice = sorted(code for code, count in rows.items() if count > 1)
    assert twice == ["49.01.02", "62.31.00", "62.31.01", "62.31.02", "62.31.03"]
    assert len({entry.row for entry in RISKS}) == 1612
    for entry in RISKS:
        code, _, row = entry.code.partition("/")
        assert row == (str(entry.row) if code in twice else "")


def test_a_row_stands_under_the_category_above_it():
    finance = LISTS.entries["mit-risks@v3:62.31.02/1948"]
    assert [entry.title for entry in ancestors(LISTS, finance)] == ["Impacts of AI (Financial Impacts)"]
    society = LISTS.entries["mit-risks@v3:62.31.02/1932"]
    assert [entry.title for entry in ancestors(LISTS, society)] == ["Impacts of AI (Societal Impacts)"]
    without = [entry.code for entry in RISKS if entry.kind == "risk-subcategory" and not entry.parent]
    assert len(without) == 16
    assert all(code.startswith(("62.15.", "62.35.", "62.36.", "62.38.")) for code in without)


def test_what_was_not_coded_or_was_excluded_has_no_value():
    assert sum(not entry.coding.subdomain for entry in RISKS) == 203
    assert sum(not entry.coding.entity for entry in RISKS) == 219 + 3
    assert sum(not entry.coding.timing for entry in RISKS) == 214 + 3
    assert sum(not entry.described for entry in RISKS) == 204
    assert all(LISTS.entries[entry.coding.subdomain] for entry in RISKS if entry.coding.subdomain)


@pytest.mark.parametrize(
    ("entry", "count"),
    [
        ("mit@v3:7.1", 90),
        ("mit@v3:7.6", 46),
        ("mit@v3:7.5", 3),
        ("mit@v3:7", 370),
        ("mit@v3:3", 64),
        ("mit-causal@v3:entity-ai", 573),
        ("mit-causal@v3:timing-pre-deployment", 179),
        ("owasp-llm@2026:LLM01", 0),
    ],
)
def test_the_lineage_of_an_entry_is_every_risk_with_its_code(entry, count):
    assert len(lineage(LISTS, LISTS.entries[entry])) == count


def test_the_domains_and_the_excluded_make_up_the_index():
    domains = [entry for entry in LISTS.entries.values() if entry.kind == "domain"]
    assert sum(len(lineage(LISTS, domain)) for domain in domains) + 203 == 1612


def test_pages_that_a_spreadsheet_took_for_dates_are_pages():
    assert LISTS.entries["mit-risks@v3:59.02.00"].page == "8-9"
    assert not [entry.page for entry in RISKS if ":" in entry.page or entry.page == "NA"]


def test_every_risk_names_a_document_that_is_on_the_shelf():
    known = {entry.document: entry for entry in LISTS.entries.values() if entry.kind == "document"}
    assert {entry.document for entry in RISKS} == set(known)
    for entry in RISKS:
        assert known[entry.document].code == entry.code.partition(".")[0]


def test_requirements_have_levels_and_stand_in_sections():
    requirements = [entry for entry in LISTS.entries.values() if entry.kind == "requirement"]
    assert Counter(entry.level for entry in requirements) == {1: 51, 2: 95, 3: 45}
    for entry in requirements:
        section, chapter = ancestors(LISTS, entry)
        assert (section.kind, chapter.kind) == ("section", "chapter")
        assert entry.code.startswith(section.code + ".")
        assert section.code.startswith(chapter.code + ".")


def test_a_mitigation_stands_in_its_subcategory():
    assert len(children(LISTS, LISTS.entries["mit-mitigations@v1:3.1"])) == 127
    assert len(children(LISTS, LISTS.entries["mit-mitigations@v1:1"])) == 7 + 2
    loose = [entry for entry in LISTS.entries.values() if entry.id.startswith("mit-mitigations") and not entry.parent]
    assert len(loose) == 4 + 11


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("owasp-aisvs@1.0:C11.2.1", ""),
        ("mit-risks@v3:62.31.00", "is there 2 times; did you mean mit-risks@v3:62.31.00/1930 or"),
        ("62.31.00", "names no edition; did you mean mit-risks@v3:62.31.00/1930 or mit-risks@v3:62.31.00/1945?"),
        ("1.1", "did you mean mit-mitigations@v1:1.1 or mit@v3:1.1?"),
        ("ASI04", "did you mean owasp-asi@2026:ASI04?"),
        ("owasp-agentic-threats@1.0:T7", "did you mean owasp-agentic-threats@1.1:T7?"),
        ("owasp-ml@2023:ML1", "did you mean owasp-ml@2023:ML1"),
        ("owasp-ml@2023:ML011", "did you mean owasp-ml@2023:ML01?"),
        ("owasp-llm@2025:LLM07", "it meant System Prompt Leakage; did you mean owasp-llm@2026:LLM08?"),
    ],
)
def test_a_reference_resolves_or_says_what_was_meant(reference, said):
    found = complaint(LISTS, reference)
    assert said in found
    assert bool(found) == bool(said)


def test_older_numbers_are_found_from_the_new_one():
    found = [alias.old for alias in older_numbers(LISTS, LISTS.entries["owasp-llm@2026:LLM08"])]
    assert found == ["owasp-llm@2025:LLM07"]


def test_a_small_table_of_our_own_reads():
    assert problems(HEAD + COLUMNS + ROW) == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (HEAD + COLUMNS + ROW + ROW, 9, "the entry 'a' is there twice; the first is on line 8"),
        (HEAD + COLUMNS + ROW + ROW.replace("a\trisk", "b\trisk"), 9, "the row 5 of the sheet is there twice"),
        (HEAD + COLUMNS + ROW.replace("Alpha\t", "Alpha\tb"), 8, "there is no entry 'b' above this one"),
        (HEAD + COLUMNS + ROW.replace("Alpha\t", "Alpha\ta"), 8, "there is no entry 'a' above this one"),
        (HEAD + COLUMNS + ROW.replace("\t1\t", "\t4\t"), 8, "level cannot be '4'; use 1, 2, 3"),
        (HEAD + COLUMNS + ROW.replace("7.1", "7.7"), 8, "mit@v3 has no entry '7.7'; did you mean 7"),
        (HEAD + COLUMNS + ROW.replace("\tai\t", "\thumen\t"), 8, "did you mean human?"),
        (HEAD + COLUMNS + ROW.replace("\t5\t", "\t05\t"), 8, "row has to be a number like 1930"),
        (HEAD + COLUMNS + ROW.replace("https:", "javascript:"), 8, "is no link"),
        (HEAD + COLUMNS + ROW.replace("Alpha", ""), 8, "title is empty"),
        (HEAD + COLUMNS + ROW.replace("Alpha", "A" * 301), 8, "at most 300"),
        (HEAD + COLUMNS + ROW.replace("a\trisk", "a b\trisk"), 8, "'a b' is no id"),
        (HEAD + COLUMNS + ROW.replace("risk", "Risk"), 8, "'Risk' is no kind"),
        (HEAD + COLUMNS + "a\trisk\tAlpha\n", 8, "this row has 3 cells"),
        (HEAD + COLUMNS.replace("level", "levle") + ROW, 7, "there is no column 'levle'; did you mean level?"),
        (HEAD + COLUMNS.replace("level", "row") + ROW, 7, "one is there twice"),
        (HEAD + COLUMNS, 1, "there are no entries"),
        (HEAD + "title\tid\nAlpha\ta\n", 7, "the columns have to be id, kind, title"),
        (HEAD.replace("edition: 1", "edition: a b") + COLUMNS + ROW, 2, "is no edition"),
        (HEAD.replace("#licence", "#license") + COLUMNS + ROW, 5, "did you mean licence?"),
        (HEAD.replace("example", "mit").replace(": 1", ": v3") + COLUMNS + ROW, 1, "'mit@v3' is there twice"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_keeps_the_list_off_the_shelf(text, line, message):
    assert [said for where, said in problems(text) if where == line and message in said]


def test_the_same_list_is_taken_once():
    text = HEAD + COLUMNS + ROW
    shelf, said = library.read_shelves((("a.tsv", text), ("b.tsv", text)), SHELF)
    assert [catalogue.id for catalogue in shelf.catalogues] == ["example@1"]
    assert [(problem.file, problem.line) for problem in said] == [("b.tsv", 1)]
    assert "the first is in a.tsv" in said[0].message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        HEAD + COLUMNS + 20_001 * "\n",
        HEAD + COLUMNS + 2_000_001 * "a",
        HEAD + "\t".join(f"c{place}" for place in range(100_000)) + "\n" + ROW,
        HEAD + "id\tkind\ttitle" + 500_000 * "\t" + "\n" + ROW,
        HEAD + COLUMNS + "x" + "\t" * 1_000_000,
        HEAD + COLUMNS + "".join(f"n{n}\trisk\tx\tp{n}\t\t\t\t\t\n" for n in range(19_000)),
        HEAD + COLUMNS + "".join(f"n{n}\trisk\tx\t\t\t9.{n}\tx{n}\t\t\n" for n in range(19_000)),
        "#x" * 900_000,
        "# \n" * 19_000,
    ],
    ids=[
        "empty",
        "nul",
        "lines",
        "size",
        "columns",
        "empty columns",
        "cells",
        "parents",
        "codes",
        "head",
        "remarks",
    ],
)
def test_a_hostile_table_is_refused_soon(text):
    started = time.monotonic()
    assert 1 <= len(problems(text)) <= 500
    assert time.monotonic() - started < 5


def test_a_list_with_a_mistake_is_told_with_file_and_line(tmp_path):
    (tmp_path / "catalogues").mkdir()
    assert library.load_lists(tmp_path).catalogues == ()
    (tmp_path / "shelves").mkdir()
    (tmp_path / "shelves" / "example.tsv").write_text(HEAD + COLUMNS + ROW + ROW, encoding="utf-8")
    with pytest.raises(UserError, match=r"example\.tsv:9: the entry 'a' is there twice"):
        library.load_lists(tmp_path)


def test_nothing_of_it_is_read_for_an_assessment():
    code = (
        "import wizard.library as library; from wizard import places\n"
        "from wizard.library import folders\n"
        "folders.tables_in = folders.read_shelves = None\n"
        "shelf = library.load(places.questionnaires())[1]\n"
        "print([item.id for item in shelf.catalogues if item.name in ('mit-risks', 'owasp-aisvs')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=SHIPPED.parent, check=True)
    assert done.stdout.strip() == "[]"


def test_the_tables_are_made_of_facts(tmp_path):
    made = runpy.run_path(str(SHIPPED.parent / "packaging" / "shelves.py"))
    facts = tmp_path / "mit_risks_v3_index.csv"
    facts.write_text(
        "ev_id,paper_id,level,risk_category,risk_subcategory,page,entity,intent,timing,subdomain,has_description,sheet_row\n"
        "01.02.00,1,category,Ours,A long text,2025-08-09 00:00:00,1,2,4,7.0,1,5\n"
        "01.02.01,1,subcategory,Ours,First,NA,4,4,4,X.1,0,6\n"
        "01.02.01,1,subcategory,Ours,Second,9,2,1,2,7.1,1,7\n",
        encoding="utf-8",
    )
    rows = list(made["risks"](made["table"](facts), {"1": "Ada2026"}))
    assert [list(row.values()) for row in rows] == [
        ["01.02.00", "risk-category", "Ours", "", "7", "human", "unintentional", "", "Ada2026", "8-9", "5", "yes"],
        ["01.02.01/6", "risk-subcategory", "First", "01.02.00", "", "", "", "", "Ada2026", "", "6", "no"],
        [
            *("01.02.01/7", "risk-subcategory", "Second", "01.02.00", "7.1"),
            *("ai", "intentional", "post-deployment", "Ada2026", "9", "7", "yes"),
        ],
    ]
