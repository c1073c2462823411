"""Files of FINOS as they were between the first version and the current one, and what a reader should be told."""

import pytest

from tests import shipped
from wizard import library, places
from wizard.core.imports import told
from wizard.errors import UserError
from wizard.session import importing

LISTS = shipped.lists()
REFUSED = library.known_bad(library.tables_in(places.questionnaires() / "crosswalks"))


def put(folder, name, front, body="Made up for a test."):
    folder.mkdir(exist_ok=True, parents=True)
    (folder / name).write_text(f"---\n{front}\n---\n{body}\n", "utf-8")


def read(path):
    (found,) = importing.read_import(path, LISTS, REFUSED)
    return found


def said(found):
    return [f"{remark.where}: {remark.sentence}" for remark in found.remarks]


def links(found):
    return {(link.subject, link.object) for crosswalk in found.crosswalks for link in crosswalk.links}


def test_a_text_that_begins_with_a_list_keeps_its_first_dash(tmp_path):
    put(
        tmp_path,
        "ri-22.md",
        "sequence: 22\nlayout: risk\ntype: RC\ntitle: Regulatory Compliance and Oversight\n",
        "\n- One\n- Two",
    )
    assert read(tmp_path).texts == {"finos@v2:AIR-RC-022": "- One\n- Two"}


@pytest.mark.parametrize(
    ("kind", "id_"),
    [
        ("type:\n  - Preventative", "finos@v2:AIR-PREV-002"),
        ("type: Preventive", "finos@v2:AIR-PREV-002"),
        ("type: prev", "finos@v2:AIR-PREV-002"),
        ("type: Strange", "finos@v2:AIR-PREV-002"),
        ("type: []", "finos@v2:AIR-PREV-002"),
        ("type: Detective", "finos@v2:AIR-PREV-002"),
    ],
)
def test_a_mitigation_is_found_by_its_type_as_a_word_or_by_its_title(tmp_path, kind, id_):
    title = LISTS.entries["finos@v2:AIR-PREV-002"].title
    put(tmp_path, "mi-2.md", f"sequence: 2\ntitle: {title}\nlayout: mitigation\n{kind}\nmitigates: ri-1")
    found = read(tmp_path)
    assert list(found.texts) == [id_]
    assert links(found) == {(id_, "finos@v2:AIR-RC-001")}
    assert found.remarks == ()


@pytest.mark.parametrize(("kind", "code"), [("type: 'Bi: as'", "AIR-BIAS-024"), ("type: []", "AIR-024")])
def test_a_number_with_another_meaning_is_an_entry_of_its_own(tmp_path, kind, code):
    put(tmp_path, "ri-24.md", f"sequence: 24\ntitle: Something That Was Given Up\nlayout: risk\n{kind}")
    assert [entry.id for entry in read(tmp_path).catalogues[0].entries] == [f"finos@imported:{code}"]


def test_links_by_number_alone_are_said_with_the_title_here(tmp_path):
    refers = "external_risks:\n  - OWASP-LLM_2025_LLM0{}\n  - OWASP-LLM_2025_LLM77\n  - MITRE_1"
    put(
        tmp_path,
        "ri-14.md",
        f"sequence: 14\ntitle: Inadequate System Alignment\nlayout: risk\ntype: OP\n{refers.format(7)}",
    )
    put(tmp_path, "ri-9.md", f"sequence: 9\ntitle: Data Poisoning\nlayout: risk\ntype: SEC\n{refers.format(4)}")
    found = read(tmp_path)
    assert links(found) == {("finos@v2:AIR-SEC-009", "owasp-llm@2025:LLM04")}
    assert said(found) == [
        (
            "ri-14.md:7: finos@v2:AIR-OP-014 and owasp-llm@2025:LLM07 do not fit: "
            "LLM07 was alignment only in draft 0.1; in 2025 it is System Prompt Leakage"
        ),
        "ri-14.md:7: owasp-llm@2025:LLM77 is in no list here",
        ("ri-9.md:7: owasp-llm@2025:LLM04 is taken by its number alone; the list calls it 'Data and Model Poisoning'"),
        "ri-9.md:7: owasp-llm@2025:LLM77 is in no list here",
        "external_risks: 2 references to a list that is not here",
    ]


def test_a_title_beside_a_reference_is_compared_with_the_one_here(tmp_path):
    related = "related_risks:\n  - ri-10  # Prompt Injection\n  - ri-26   # Something Else"
    put(tmp_path, "ri-9.md", f"sequence: 9\ntitle: Data Poisoning\nlayout: risk\ntype: SEC\n{related}")
    found = read(tmp_path)
    assert len(links(found)) == 2
    assert said(found) == [
        "ri-9.md:7: the file calls finos@v2:AIR-SEC-026 'Something Else', the list 'MCP Server Supply Chain Compromise'"
    ]


def test_what_a_first_control_mitigates_is_not_dropped_in_silence(tmp_path):
    put(
        tmp_path,
        "ct-5.md",
        "sequence: 5\ntitle: System acceptance testing\ntype:\n - Detective\nmitigates:\n - TR-99: Ghosts",
    )
    found = read(tmp_path)
    assert list(found.texts) == ["finos@v1:CT-5"]
    assert said(found)[-1] == "ct-5.md:7: 'TR-99' is no entry of FINOS here"


def test_two_files_of_one_entry_and_a_page_are_said_by_name(tmp_path):
    front = "sequence: 9\ntitle: Data Poisoning\nlayout: risk\ntype: SEC"
    put(tmp_path / "_risks", "ri-9.md", front)
    put(tmp_path / "_risks", "ri-9_data-poisoning.md", front)
    put(tmp_path, "page.md", "sequence: 1\ntitle: About\nlayout: page")
    (tmp_path / "README.md").write_text("# FINOS\n")
    assert list(told(read(tmp_path)))[1:] == [
        "1 risk",
        "0 links",
        "_risks/ri-9_data-poisoning.md: skipped: finos@v2:AIR-SEC-009 was read from _risks/ri-9.md already",
        "page.md:4: skipped: its layout 'page' is no risk or mitigation",
        (
            "README.md: skipped: no risk or mitigation of FINOS: "
            "it lacks lines like 'sequence: 14' between two lines of dashes"
        ),
    ]


def test_only_a_page_is_refused(tmp_path):
    put(tmp_path, "page.md", "sequence: 1\ntitle: About\nlayout: page")
    with pytest.raises(UserError, match="its layout 'page' is no risk or mitigation"):
        read(tmp_path / "page.md")


def test_what_became_of_a_number_of_the_first_version_is_said_in_words(tmp_path):
    put(tmp_path, "tr-4.md", "sequence: 4\ntitle: Hallucination\ntype:\n - Integrity")
    put(tmp_path, "tr-3.md", "sequence: 3\ntitle: Lack of source data access controls")
    assert said(read(tmp_path)) == [
        "tr-3.md: finos@v1:TR-3 (Lack of source data access controls) was dropped without a successor",
        "tr-4.md: finos@v1:TR-4 (Hallucination) has another title as finos@v2:AIR-OP-004",
    ]
