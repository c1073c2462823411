"""The crosswalks: every link leads from one entry to another, with a reason, and can be followed from both ends."""

import re
import shutil
import subprocess
import sys
import time
from collections import Counter

import pytest

from tests import shipped
from tests.test_library import SHIPPED
from wizard import library
from wizard.core.crosswalk import INVERSE, MATCHES, Crosswalk, Link, links_by_entry
from wizard.errors import UserError

CROSSWALKS, SHELF = shipped.crosswalks()
NAMED = {crosswalk.id: crosswalk for crosswalk in CROSSWALKS}
OURS = NAMED["mit-owasp"]
BAD = (SHIPPED / "crosswalks" / "known-bad.tsv").read_text(encoding="utf-8")
SUBDOMAINS = [entry.id for entry in SHELF.entries.values() if entry.id.startswith("mit@") and entry.kind == "subdomain"]
LISTS = ["owasp-llm@2026", "owasp-asi@2026", "owasp-aix@2026", "owasp-aisvs@1.0"]
HEAD = """\
#crosswalk: example
#title: An example
#version: 1
#licence: CC BY 4.0
#provenance: ours-unreviewed
#author: Ada
#source: written for this test
subject\trelation\tobject\treason
"""
ROW = "mit@v3:2.2\tnarrow\towasp-llm@2026:LLM01\tOne vulnerability of many\n"


def problems(text, *more):
    found, said = library.read_crosswalks((("example.tsv", text), *more), SHELF)
    assert bool(found) != bool(said)
    return [(problem.line, problem.message) for problem in said]


def test_every_subdomain_has_a_link_to_each_list_or_a_word_on_why_not():
    linked = Counter((link.subject, link.object.partition(":")[0]) for link in OURS.links)
    missing = Counter((gap.subject, gap.catalogue) for gap in OURS.gaps)
    wanted = {(subdomain, name) for subdomain in SUBDOMAINS for name in LISTS}
    assert len(SUBDOMAINS) == 24
    assert wanted == linked.keys() | missing.keys()
    assert not linked.keys() & missing.keys()
    assert set(missing.values()) == {1}


def test_no_risk_of_the_short_lists_and_no_section_is_passed_over():
    reached = {link.object for link in OURS.links}
    for name in ("owasp-llm@2026", "owasp-asi@2026"):
        assert {entry for entry in SHELF.entries if entry.startswith(f"{name}:")} <= reached
    sections = {entry.id for entry in SHELF.entries.values() if entry.kind == "section"}
    assert len(sections) == 44
    assert sections <= reached
    assert len(OURS.links) == 273


def test_every_link_of_ours_ends_at_the_kind_of_entry_it_speaks_of():
    kinds = Counter(SHELF.entries[link.object].kind for link in OURS.links)
    assert set(kinds) == {"risk", "threat", "control", "section"}
    assert {link.subject for link in OURS.links} <= set(SUBDOMAINS)


def test_a_control_is_never_a_larger_or_smaller_risk():
    for link in OURS.links:
        if SHELF.entries[link.object].kind in ("control", "section"):
            assert link.relation == "related", link


def test_what_lies_wholly_in_a_subdomain_lies_wholly_in_no_other_domain():
    larger = {}
    for link in OURS.links:
        if link.relation == "narrow":
            larger.setdefault(link.object, set()).add(link.subject)
    shared = {entry: found for entry, found in larger.items() if len(found) > 1}
    assert shared == {
        "owasp-asi@2026:ASI07": {"mit@v3:2.2", "mit@v3:7.6"},
        "owasp-aix@2026:agentmessagestructuremanipulation": {"mit@v3:2.2", "mit@v3:7.6"},
    }, "security flaws of agents among themselves are both; anything else is a slip"


def test_every_reason_is_a_sentence_of_its_own():
    reasons = [item.reason for item in (*OURS.links, *OURS.gaps)]
    assert [reason for reason in reasons if not 5 <= len(reason.split()) <= 30] == []
    assert [reason for reason, count in Counter(map(str.casefold, reasons)).items() if count > 1] == []
    assert [reason for reason in reasons if not reason[0].isupper() or reason.endswith(".")] == []


def test_ours_says_that_it_is_ours_and_that_nobody_has_reviewed_it():
    assert OURS.provenance == "ours-unreviewed"
    assert {link.provenance for link in OURS.links} == {"ours-unreviewed"}


@pytest.mark.parametrize(
    ("crosswalk", "count", "licence", "provenance"),
    [
        ("llm-2025-to-2026", 10, "CC BY-SA 4.0", "official"),
        ("llm-2026-asi", 31, "CC BY-SA 4.0", "reviewed"),
        ("asi-aisvs", 83, "CC BY-SA 4.0", "unreviewed"),
        ("aix-threats-controls", 152, "CC0 1.0", "official"),
        ("asi-llm-2025-ibm", 23, "Apache 2.0", "reviewed"),
        ("finos-llm-2025", 18, "CC BY 4.0", "official"),
        ("finos-mitigations-risks", 81, "CC BY 4.0", "official"),
        ("llm-1-1-to-2025", 11, "CC BY-SA 4.0", "ours-unreviewed"),
    ],
)
def test_the_links_of_others_keep_their_licence_and_who_stands_behind_them(crosswalk, count, licence, provenance):
    found = NAMED[crosswalk]
    assert (len(found.links), found.licence, found.provenance) == (count, licence, provenance)
    assert all(link.source == found.source for link in found.links)


def test_relations_of_others_keep_their_direction():
    def relation(crosswalk, subject, target):
        return {(link.subject, link.object): link.relation for link in NAMED[crosswalk].links}[subject, target]

    assert relation("llm-2025-to-2026", "owasp-llm@2025:LLM07", "owasp-llm@2026:LLM08") == "broad"
    assert relation("asi-llm-2025-ibm", "owasp-asi@2026:ASI04", "owasp-llm@2025:LLM03") == "narrow"
    assert relation("llm-1-1-to-2025", "owasp-llm@1.1:LLM03", "owasp-llm@2025:LLM04") == "broad"


def test_a_table_is_called_like_its_crosswalk():
    names = {name.removesuffix(".tsv") for name, _ in library.tables_in(SHIPPED / "crosswalks")}
    assert names == {*NAMED, "known-bad"}


def test_the_readme_names_every_table():
    readme = (SHIPPED / "crosswalks" / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`([a-z0-9-]+)\.tsv`", readme)) == {*NAMED, "known-bad"}


def test_a_link_is_found_from_both_ends():
    assert {INVERSE[INVERSE[match]] == match for match in MATCHES} == {True}
    assert [match for match in MATCHES if INVERSE[match] != match] == ["broad", "narrow"]
    link = Link("mit@v3:2.2", "narrow", "owasp-llm@2026:LLM01", "ours-unreviewed", "here", "One of many")
    assert link.turned().relation == "broad"
    assert link.turned().turned() == link
    found = links_by_entry([Crosswalk("a", "A", "1", "CC BY 4.0", "ours-unreviewed", "Ada", "here", (link,))])
    assert found == {link.subject: (link,), link.object: (link.turned(),)}


def test_official_links_come_first():
    for links in links_by_entry(CROSSWALKS).values():
        ranks = [["official", "reviewed", "unreviewed", "ours-unreviewed"].index(link.provenance) for link in links]
        assert ranks == sorted(ranks)


def test_no_link_says_what_is_known_to_be_wrong():
    refused = {frozenset(line.split("\t")[:2]) for line in BAD.splitlines()[2:]}
    assert len(refused) == 9
    stated = {frozenset((link.subject, link.object)) for crosswalk in CROSSWALKS for link in crosswalk.links}
    assert not refused & stated


@pytest.mark.parametrize(
    "pair",
    ["finos@v2:AIR-OP-014\trelated\towasp-llm@2025:LLM07", "owasp-llm@2025:LLM07\trelated\tfinos@v2:AIR-OP-014"],
)
def test_a_pair_known_to_be_wrong_is_refused_in_both_directions(pair):
    ((line, message),) = problems(f"{HEAD}{pair}\tBoth are about alignment\n", ("known-bad.tsv", BAD))
    assert line == 9
    assert "known not to fit: LLM07 was alignment only in draft 0.1" in message


def test_a_table_without_a_mistake_is_read():
    assert problems(HEAD + ROW) == []
    assert problems(HEAD.replace("\n", "\r\n") + "\r\n# a remark\r\n" + ROW) == []


@pytest.mark.parametrize(
    ("there", "instead", "line", "message"),
    [
        ("LLM01", "LLM11", 9, "'owasp-llm@2026:LLM11' is not in any catalogue; did you mean owasp-llm@2026:LLM"),
        ("owasp-llm@2026:LLM01", "LLM01", 9, "'LLM01' names no edition; did you mean"),
        ("mit@v3:2.2", "mit@v3:2.22", 9, "did you mean mit@v3:2.2?"),
        ("narrow", "narower", 9, "relation cannot be 'narower'; use exact, close, broad, narrow, related or none"),
        ("narrow", "narower", 9, "did you mean narrow?"),
        ("One vulnerability of many", "", 9, "the reason is missing"),
        ("One vulnerability", '"One vulnerability', 9, "begins with a quote"),
        ("One vulnerability", "=cmd()", 9, "which a spreadsheet would run"),
        ("One vulnerability", 501 * "x", 9, "is 509 characters long; at most 500 are allowed"),
        ("\tOne vulnerability of many", "", 9, "this row has 3 cells; it has to have 4"),
        ("owasp-llm@2026:LLM01", "mit@v3:2.2", 9, "cannot be linked with itself"),
        ("narrow\towasp-llm@2026:LLM01", "none\towasp-llm@2025", 9, "no catalogue 'owasp-llm@2025'"),
        ("#version: 1\n", "", 1, "the field #version: is missing"),
        ("#version: 1", "#versoin: 1", 3, "there is no field 'versoin'; did you mean version?"),
        ("#version: 1", "#title: 1", 3, "'title' is there twice; the first is on line 2"),
        ("#version: 1", "#version:", 3, "version has to have 1 to 500 characters"),
        ("CC BY 4.0", "CC BY-NC 4.0", 4, "licence cannot be 'CC BY-NC 4.0'"),
        ("ours-unreviewed", "oficial", 5, "did you mean official?"),
        ("crosswalk: example", "crosswalk: My Example", 1, "is not a good id"),
        ("subject\trelation", "relation\tsubject", 8, "the columns have to be subject, relation, object, reason"),
    ],
)
def test_a_mistake_is_named_on_its_line(there, instead, line, message):
    text = HEAD + ROW
    assert there in text
    assert [item for item in problems(text.replace(there, instead)) if item[0] == line and message in item[1]]


def test_all_mistakes_are_named_at_once():
    text = f"{HEAD}mit@v3:9.9\tnarrow\towasp-llm@2026:LLM01\tx\n{ROW}mit@v3:2.2\tnone\towasp-llm@2026\tNothing fits\n"
    turned = "owasp-llm@2026:LLM01\tbroad\tmit@v3:2.2\tThe same pair, seen from the other end\n"
    assert [line for line, _ in problems(text + turned)] == [9, 11, 12]
    assert "has a counterpart in owasp-llm@2026, on line 10" in problems(text + turned)[1][1]
    assert problems(text + turned)[2][1] == "this pair is there twice; the first is on line 10"


def test_two_tables_cannot_have_one_id():
    found, said = library.read_crosswalks((("a.tsv", HEAD + ROW), ("b.tsv", HEAD + ROW)), SHELF)
    assert len(found) == 1
    assert [(item.file, item.message) for item in said] == [("b.tsv", "the crosswalk 'example' is there twice")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "there are no rows"),
        ("\n" * 30_000, "more than 20,000 lines"),
        (HEAD + 2_000_001 * "x", "larger than 2 MB"),
        (HEAD + "mit\0", "U+0000 cannot stand here"),
        (HEAD + "mit\udcff", "U+DCFF cannot stand here"),
        (HEAD + "x" + "\t" * 1_000_000, "this row has 1000001 cells"),
        (HEAD + 15_000 * "mit@v3:2.3\tnarrow\towasp-llm@2026:LLM00\tWrong\n", "did you mean"),
        (HEAD + "".join(f"mit@v3:{n}\tnarow\tx{n}:LLM00\tWrong\n" for n in range(15_000)), "is not in any catalogue"),
        (HEAD + f"{400 * 'a'}\tnarrow\t{400 * 'b'}\tWrong\n", "is not in any catalogue"),
    ],
    ids=["empty", "lines", "size", "nul", "not utf-8", "tabs", "the same mistake", "other mistakes", "long ids"],
)
def test_a_hostile_table_is_refused_soon(text, message):
    started = time.monotonic()
    said = [said for _, said in problems(text)]
    assert len(said) <= 500
    assert [one for one in said if message in one]
    assert time.monotonic() - started < 5


def test_a_folder_with_a_mistake_is_told_with_file_and_line(tmp_path):
    (tmp_path / "catalogues").mkdir()
    (tmp_path / "crosswalks").mkdir()
    (tmp_path / "crosswalks" / "example.tsv").write_text(HEAD + ROW, encoding="utf-8")
    with pytest.raises(UserError, match=r"example\.tsv:9: 'mit@v3:2\.2' is not in any catalogue"):
        library.load_crosswalks(tmp_path)


def test_a_link_to_a_list_that_is_not_on_the_shelf_is_told(tmp_path):
    for name in ("catalogues", "crosswalks", "shelves"):
        shutil.copytree(SHIPPED / name, tmp_path / name)
    (tmp_path / "shelves" / "owasp-ml.tsv").unlink()
    with pytest.raises(UserError, match=r"aix-ml\.tsv:\d+: 'owasp-ml@2023:ML01' is not in any catalogue"):
        library.load_crosswalks(tmp_path)


def test_nothing_of_it_is_read_for_an_assessment():
    code = (
        "import wizard.library as library; from wizard import places\n"
        "from wizard.library import folders\n"
        "folders.tables_in = folders.read_crosswalks = None\n"
        "library.load(places.questionnaires())\n"
        "print(any('crosswalk:' in text for _, text in library.shipped_texts(places.questionnaires())))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=SHIPPED.parent, check=True)
    assert done.stdout.strip() == "False"
