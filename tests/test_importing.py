"""Other people's files: what is read, what is skipped and why, and that nothing hostile gets anywhere."""

import io
import json
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from tests import shipped
from wizard import cli, library, places, store
from wizard.core.imports import told
from wizard.errors import UserError
from wizard.session import importing

SAMPLES = Path(__file__).parent / "foreign_files"
LISTS = shipped.lists()
REFUSED = library.known_bad(library.tables_in(places.questionnaires() / "crosswalks"))
HEAD = (
    *("Title", "QuickRef", "Ev_ID", "Paper_ID", "Cat_ID", "SubCat_ID", "AddEv_ID", "Category level", "Risk category"),
    *("Risk subcategory", "Description", "Additional ev.", "P.Def", "p.AddEv", "Entity", "Intent", "Timing", "Domain"),
    "Sub-domain",
)
PAPER = {"Title": "A paper", "QuickRef": "Critch2023", "Ev_ID": "01.00.00", "Category level": "Paper"}
CODES = {"Entity": "1 - Human", "Intent": "2 - Unintentional", "Timing": "3 - Other"}
RISK = {
    "QuickRef": "Critch2023",
    "Ev_ID": "01.01.00",
    "Category level": "Risk Category",
    "Risk category": "Type 1: Diffusion of responsibility",
    "Description": "A text of the test.",
    "P.Def": 3,
    **CODES,
    "Sub-domain": "6.5 > Governance failure",
}


def workbook(*rows, sheet="AI Risk Database v3", head=HEAD):
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    page.append(["This page is not mobile-friendly"])
    page.append(["AI Risk Database"])
    page.append(list(head))
    for row in rows:
        page.append([row.get(name) for name in head])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(path):
    return importing.read_import(path, LISTS, REFUSED)


def read_book(tmp_path, data):
    (tmp_path / "book.xlsx").write_bytes(data)
    (found,) = read(tmp_path / "book.xlsx")
    return found


def sentences(imported):
    return [(remark.sentence, remark.skipped) for remark in imported.remarks]


# --- the workbook


def test_a_workbook_gives_its_risks_with_codes_texts_and_evidence(tmp_path):
    evidence = {"Ev_ID": "01.01.00.a", "Category level": "Additional evidence", "Additional ev.": "Seen", "p.AddEv": 4}
    found = read_book(tmp_path, workbook(PAPER, RISK, evidence))
    assert dict(found.counts) == {
        "rows": 3,
        "documents": 1,
        "with a description": 1,
        "risks": 1,
        "pieces of evidence": 1,
    }
    assert found.texts == {"mit-risks@v3:01.01.00": "A text of the test.\n\nSeen (page 4)"}
    assert found.catalogues == (), "what ships already is not made anew"
    missing = [sentence for sentence, _ in sentences(found) if "are not in it" in sentence]
    assert missing == [
        "1,611 risks of the index that ships are not in it: mit-risks@v3:01.02.00, mit-risks@v3:01.03.00, mit-risks@v3:01.04.00 …"
    ]


def test_another_release_brings_entries_of_its_own(tmp_path):
    odd = {**RISK, "Ev_ID": "90.02.01", "Category level": "Risk Sub-Category", "Risk subcategory": "A new one"}
    odd |= {
        "Sub-domain": "2.0 > Privacy & Security",
        "Entity": "4 - Not coded",
        "P.Def": datetime(2025, 8, 9, tzinfo=UTC).replace(tzinfo=None),
    }
    (made,) = read_book(tmp_path, workbook(RISK, odd, sheet="AI Risk Database v4")).catalogues
    assert made.id == "mit-risks@v4"
    assert [(entry.id, entry.title) for entry in made.entries][1] == ("mit-risks@v4:90.02.01", "A new one")
    assert made.entries[1].page == "8-9", "a spreadsheet had made a date of it"
    coding = made.entries[1].coding
    assert (coding.subdomain, coding.entity, coding.intent) == ("mit@v3:2", "", "unintentional")


def test_what_is_odd_in_a_workbook_is_said_and_nothing_is_dropped_in_silence(tmp_path):
    twice = {**RISK, "Risk category": "Type 1 again", "Sub-domain": "X.1 > Excluded"}
    rows = (
        *(RISK, twice, {**RISK, "Ev_ID": "=1+1"}, {**RISK, "Ev_ID": "01.05.00", "Category level": "Chapter"}),
        {**RISK, "Ev_ID": "01.06.00", "Risk category": None},
        {**RISK, "Ev_ID": "01.02.00", "Entity": "5 - Ghosts", "Risk category": "Type 2: Bigger than expected"},
        {"Ev_ID": "77.01.00.a", "Category level": "Additional evidence", "Additional ev.": "Of what?"},
    )
    found = read_book(tmp_path, workbook(*rows))
    assert {"mit-risks@v3:01.01.00/4", "mit-risks@v3:01.01.00/5"} <= {entry.id for entry in found.catalogues[0].entries}
    said = dict(sentences(found))
    assert said["the row has no id; a formula counts only with its saved value"]
    assert said["the category level 'Chapter' is none that is known"]
    assert said["the risk 01.06.00 has no title"]
    assert said["the evidence 77.01.00.a belongs to no risk above it"]
    assert said["the id is there 2 times, in the rows 4 and 5; each is kept"] is False
    assert said["the entity '5 - Ghosts' is none that is known; it counts as not coded"] is False
    assert found.counts["rows"] == len(rows)
    assert found.counts["excluded by MIT"] == 1


def test_labels_that_differ_between_tabs_are_counted(tmp_path):
    found = read_book(tmp_path, workbook({**RISK, "Sub-domain": "6.5 > Failing governance"}))
    assert found.counts["that call 6.5 'Failing governance'"] == 1


def hostile(name, data):
    """Put another part into a good workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(RISK))) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad:
        for part in good.infolist():
            if part.filename != name:
                bad.writestr(part, good.read(part))
        bad.writestr(name, data)
    return out.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><sst>&c;</sst>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (hostile("xl/sharedStrings.xml", BOMB), "defines entities"),
        (hostile("xl/sharedStrings.xml", BOMB.decode().encode("utf-16")), "is not UTF-8"),
        (hostile("xl/media/zeros.bin", bytes(41_000_000)), "unpacked it has more than 40 MB"),
        (hostile("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"), "a part of it is damaged"),
        (workbook(RISK)[:900], "cannot be unpacked"),
        (b"PK\x03\x04" + bytes(500), "cannot be unpacked"),
        (workbook(RISK, sheet="Sheet1"), "has no sheet 'AI Risk Database'; it has 'Sheet1'"),
        (workbook(RISK, head=("Ev_ID", "Colour")), "has no row of columns with id, kind"),
    ],
    ids=["entities", "entities in UTF-16", "zip bomb", "cut sheet", "cut file", "no archive", "wrong sheet", "columns"],
)
def test_a_hostile_or_wrong_workbook_is_refused_with_a_sentence(tmp_path, data, why):
    with pytest.raises(UserError) as refused:
        read_book(tmp_path, data)
    assert why in refused.value.sentence
    assert "Nothing was imported" in refused.value.sentence
    assert refused.value.hint


def test_a_gigantic_cell_is_skipped(tmp_path):
    sheet = b"".join(
        (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">',
            *(b'<c t="inlineStr"><is><t>%s</t></is></c>' % name.encode() for name in HEAD),
            b'</row><row r="2">',
            *(
                b'<c t="inlineStr"><is><t>%s</t></is></c>'
                % (b"x" * 40_000 if name == "Description" else str(RISK.get(name, "")).encode())
                for name in HEAD
            ),
            b'</row><row r="1048576"><c t="inlineStr"><is><t>far away</t></is></c></row></sheetData></worksheet>',
        )
    )
    with pytest.raises(UserError, match="40,000 letters"):
        read_book(tmp_path, hostile("xl/worksheets/sheet1.xml", sheet))


# --- Markdown


def test_a_finos_risk_brings_its_text_and_links_and_its_lost_meaning_is_told():
    (found,) = read(SAMPLES / "finos-risk.md")
    assert list(found.texts) == ["finos@v2:AIR-OP-014"]
    assert found.texts["finos@v2:AIR-OP-014"].endswith("made up for a test.")
    links = {link.object for link in found.crosswalks[0].links}
    assert links == {"finos@v2:AIR-OP-004", "owasp-llm@2025:LLM06", "owasp-ml@2023:ML08"}
    said = [f"{remark.where}: {remark.sentence}" for remark in found.remarks]
    place = "finos-risk.md"
    assert said == [
        f"{place}:9: 'ri-99' is no entry of FINOS here",
        (
            f"{place}:12: finos@v2:AIR-OP-014 and owasp-llm@2025:LLM07 do not fit: "
            "LLM07 was alignment only in draft 0.1; in 2025 it is System Prompt Leakage"
        ),
        f"{place}:12: the file calls owasp-llm@2025:LLM06 'Too Much Freedom', the list 'Excessive Agency'",
        f"{place}:12: owasp-llm@2025:LLM77 is in no list here",
        "eu-ai-act: 1 reference to a list that is not here",
    ]


def test_the_first_form_of_finos_is_read_under_its_old_number_and_by_the_title_of_its_reference():
    (found,) = read(SAMPLES / "finos-first-form.md")
    assert list(found.texts) == ["finos@v1:TR-14"]
    (link,) = found.crosswalks[0].links
    assert (link.subject, link.object) == ("finos@v1:TR-14", "owasp-llm@0.1:LLM07")


def test_a_finos_entry_that_no_list_has_is_kept_as_imported():
    (found,) = read(SAMPLES / "finos-new-mitigation.md")
    assert [entry.id for entry in found.catalogues[0].entries] == ["finos@imported:AIR-DET-077"]
    assert [link.object for link in found.crosswalks[0].links] == ["finos@v2:AIR-OP-014"]


def test_an_aisvs_chapter_brings_texts_and_levels():
    (found,) = read(SAMPLES / "aisvs-chapter.md")
    assert found.id == "owasp-aisvs@1.0"
    assert dict(found.counts) == {"chapters": 1, "sections": 1, "requirements": 3}
    assert found.texts["owasp-aisvs@1.0:C11.2.1"] == "Verify that a made-up text | with a bar stands here."
    assert [sentence for sentence, skipped in sentences(found) if skipped] == [
        "C11.2.5 is there twice; the first is kept",
        "the requirement '**11.2.9**' has no level of 1, 2 or 3",
        "the row '| a row without a number | says so | 1 |' has no number like 11.1.1",
    ]


def test_a_chapter_of_another_edition_is_kept_beside_the_list(tmp_path):
    text = (SAMPLES / "aisvs-chapter.md").read_text("utf-8").replace("with a bar stands here. | 1", "moved. | 3")
    (tmp_path / "c11.md").write_text(text, "utf-8")
    (found,) = read(tmp_path / "c11.md")
    assert found.id == "owasp-aisvs@imported"
    assert {entry.id: entry.level for entry in found.catalogues[0].entries}["owasp-aisvs@imported:C11.2.1"] == 3


def test_a_draft_of_aisvs_with_the_level_above_the_text_is_read(tmp_path):
    (tmp_path / "c1.md").write_text(
        "# C1 Training Data Governance\n\n## C1.1 Where It Comes From\n\n"
        "**#1.1.1**    **Level: 1**    **Role: D/V**\n Verify that a made-up sentence is read.\n\n"
        "**#1.1.2**    **Level: 3**    **Role: D**\n\n Verify that another is.\n"
    )
    (found,) = read(tmp_path / "c1.md")
    assert [(entry.id, entry.level) for entry in found.catalogues[0].entries][2:] == [
        ("owasp-aisvs@imported:C1.1.1", 1),
        ("owasp-aisvs@imported:C1.1.2", 3),
    ]
    assert found.texts["owasp-aisvs@imported:C1.1.2"] == "Verify that another is."
    assert found.remarks == ()


def test_a_folder_is_read_whole_and_what_is_in_no_known_form_is_named(tmp_path):
    (tmp_path / "docs").mkdir()
    for path in SAMPLES.iterdir():
        (tmp_path / "docs" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "README.md").write_text("# Something else\n")
    (tmp_path / "wide.md").write_bytes("# C1 Wide\n".encode("utf-16"))
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "hidden.md").write_text("hidden")
    finos, aisvs = read(tmp_path)
    assert (finos.form, aisvs.form) == ("finos", "aisvs")
    assert dict(finos.counts) == {"risks": 2, "mitigations": 1, "links": 5}
    assert {remark.where for remark in finos.remarks if remark.sentence.startswith("it is ")} == {
        "README.md",
        "wide.md",
    }


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "in no form that is known"),
        (b"\xff\xfe#\0 \0C\0", "UTF-16"),
        (b"---\nsequence: 1\ntitle: \xe9\n---\n", "is not UTF-8"),
        (b"---\nsequence: 1\n\0---\n", "NUL"),
        (b"---\nsequence: 1\ntitle: &a [*a]\nlayout: risk\n---\n", "anchor"),
        (b"---\nsequence: one\ntitle: A\n---\n", "no sequence that is a number"),
        (b"---\nsequence: 1\n" + b"a: " + b"[" * 5000 + b"\n---\n", "nested deeper"),
        (b"---\nsequence: 1\n---\n" + b"x" * 2_000_001, "larger than 2 MB"),
        (b"subject_id\tpredicate_id\tobject_id\nA:1\tskos:exactMatch\tB:2\n", "no column mapping_justification"),
    ],
)
def test_a_hostile_or_foreign_text_is_refused_with_a_sentence(tmp_path, data, why):
    (tmp_path / "a.md").write_bytes(data)
    with pytest.raises(UserError) as refused:
        read(tmp_path / "a.md")
    assert why in refused.value.sentence
    assert "Nothing was imported" in refused.value.sentence


# --- SSSOM


def sssom(*rows, head=""):
    names = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tpredicate_modifier\tobject_source\tcomment"
    return "\n".join((head, names, *("\t".join(row) for row in rows), "")).lstrip("\n")


def test_what_we_export_comes_back_as_it_was(tmp_path):
    assert cli.main(["catalogue", "export", "--sssom", str(tmp_path / "ours.tsv")]) == 0
    (found,) = read(tmp_path / "ours.tsv")
    ours = next(item for item in shipped.crosswalks()[0] if item.id == "mit-owasp")
    assert found.remarks == ()
    (made,) = found.crosswalks
    assert {(link.subject, link.relation, link.object, link.reason) for link in made.links} == {
        (link.subject, link.relation, link.object, link.reason) for link in ours.links
    }
    assert set(made.gaps) == set(ours.gaps)
    assert made.provenance == "unreviewed", "whoever gives a file may call it ours"


def test_links_of_others_are_understood_by_prefix_and_by_version_and_the_rest_is_told(tmp_path):
    by = "semapv:ManualMappingCuration"
    rows = (
        ("mit_v3:7.1", "skos:relatedMatch", "owasp_asi_2026:ASI10", by, "", "", "=cmd()"),
        ("x:7.2", "skos:closeMatch", "OWASP-LLM:LLM03", by, "", "", ""),
        ("mit_v3:7.1", "skos:exactMatch", "owasp_llm_2026:LLM07", by, "", "", ""),
        ("mit_v3:7.3", "skos:exactMatch", "owasp_llm_2026:LLM07", by, "Not", "", ""),
        ("mit_v3:7.3", "ex:likes", "owasp_llm_2026:LLM07", by, "", "", ""),
        *(("MONDO:1", "skos:exactMatch", f"DOID:{number}", by, "", "", "") for number in range(30)),
    )
    head = '#curie_map:\n#  x: "https://airisk.mit.edu/#mit@v3:"\n#object_source_version: "2026"'
    (tmp_path / "a.tsv").write_text(sssom(*rows, head=head))
    (found,) = read(tmp_path / "a.tsv")
    assert [(link.subject, link.relation, link.object) for link in found.crosswalks[0].links] == [
        ("mit@v3:7.1", "related", "owasp-asi@2026:ASI10"),
        ("mit@v3:7.2", "close", "owasp-llm@2026:LLM03"),
    ]
    said = list(told(found))
    assert any("do not fit: the number of alignment in draft 0.1" in line for line in said)
    assert any("are said not to match" in line for line in said)
    assert any("the relation 'ex:likes' is none of" in line for line in said)
    assert said[-1].endswith("the same holds for 10 more rows: … is in no list here")


# --- kept


def test_an_import_is_kept_in_the_workspace_and_files_of_one_framework_join(tmp_path):
    with closing(store.open_workspace(tmp_path / "w.plimsoll")) as workspace:
        for name in ("finos-risk.md", "finos-first-form.md", "aisvs-chapter.md"):
            for imported in read(SAMPLES / name):
                importing.keep_import(workspace, imported, name, "2026-11-25T12:00:00Z")
        kept = importing.kept_imports(workspace)
        assert [(item.id, item.file) for item in kept] == [
            ("finos", "finos-first-form.md"),
            ("owasp-aisvs@1.0", "aisvs-chapter.md"),
        ]
        finos = importing.kept_import(workspace, "finos")
        assert list(finos.texts) == ["finos@v2:AIR-OP-014", "finos@v1:TR-14"]
        assert len(finos.crosswalks[0].links) == 4
        shelf, crosswalks, texts = importing.with_imports(LISTS, (), (finos,))
        assert len(crosswalks) == 1
        assert set(texts) <= {*shelf.entries, *shelf.aliases}
        importing.drop_import(workspace, "finos")
        assert [item.id for item in importing.kept_imports(workspace)] == ["owasp-aisvs@1.0"]
        with pytest.raises(KeyError):
            importing.kept_import(workspace, "finos")


def test_the_command_prints_the_report_and_show_gives_the_text(tmp_path, capsys):
    into = tmp_path / "w.plimsoll"
    assert cli.main(["import", str(SAMPLES / "finos-risk.md"), "--workspace", str(into)]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("FINOS AI Governance Framework\n1 risk\n3 links\n")
    assert "skipped: finos@v2:AIR-OP-014 and owasp-llm@2025:LLM07 do not fit" in printed.out
    assert printed.err == f"Kept in {into}.\n"
    shown = ["catalogue", "show", "finos@v2:AIR-OP-014", "--workspace", str(into)]
    assert cli.main(shown) == 0
    assert "A file in the current form" in capsys.readouterr().out
    assert cli.main([*shown, "--json"]) == 0
    assert "A file in the current form" in json.loads(capsys.readouterr().out)["text"]


def test_the_command_can_only_look(tmp_path, capsys, own_data_folder):
    assert cli.main(["import", str(SAMPLES / "aisvs-chapter.md"), "--report-only", "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)[0]["counts"]["requirements"] == 3
    assert printed.err == "Nothing was kept.\n"
    assert not list(own_data_folder.rglob("*.plimsoll"))
    assert cli.main(["import", str(tmp_path / "none.xlsx")]) == 1
    assert "cannot be read" in capsys.readouterr().err
