"""Whole copies as people have them: several editions, translations, notes and pictures in one folder."""

import pytest

from tests import shipped
from wizard import library, places
from wizard.core.imports import counted, told
from wizard.errors import UserError
from wizard.session import importing

LISTS = shipped.lists()
REFUSED = library.known_bad(library.tables_in(places.questionnaires() / "crosswalks"))
PUBLISHED = {entry.code: entry for entry in LISTS.entries.values() if entry.id.startswith("owasp-aisvs@1.0:")}


def read(path):
    return importing.read_import(path, LISTS, REFUSED)


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def lines(imported):
    return list(told(imported))


# --- AISVS


def chapter(code, *, rule="| :---: | --- | :---: |", head="| # | Description | Level |"):
    """Write a chapter with the numbers, levels and titles of the list here; the sentences are made up."""
    out = [f"# {code} {PUBLISHED[code].title}", ""]
    sections = [entry for entry in PUBLISHED.values() if entry.parent == f"owasp-aisvs@1.0:{code}"]
    for section in sections:
        out += [f"## {section.code} {section.title}", "", "Made up.", "", head, rule]
        out += [
            f"| **{entry.code[1:]}** | **Verify that** {entry.code} is made up. | {entry.level} |"
            for entry in PUBLISHED.values()
            if entry.parent == section.id
        ]
        out += ["", "---", ""]
    return "\n".join(out)


def put_edition(folder):
    for code, entry in PUBLISHED.items():
        if entry.kind == "chapter":
            put(folder / f"0x10-C{int(code[1:]):02}.md", chapter(code))


SMALL = """# C6 Supply Chain Security for Models

## C6.1 Model Artifact Integrity

| # | Description | Level |
| :---: | --- | :---: |
| **6.1.1** | **Verify that** a made-up thing holds. | 1 |
"""


def test_the_whole_edition_is_read_and_every_other_file_is_named(tmp_path):
    put_edition(tmp_path)
    put(
        tmp_path / "0x03-Using.md", "# Using\n\n| Column | Meaning |\n| --- | --- |\n| **#** | A number like 1.1.1. |\n"
    )
    put(
        tmp_path / "0x92-Appendix-C.md",
        "# Appendix C\n\n| # | Description | Level |\n| - | - | - |\n| **AC.1.1** | x | 1 |\n",
    )
    put(tmp_path / "0x00-Header.yaml", "title: x\n")
    put(tmp_path / "cover.png", "")
    put(tmp_path / "pictures" / "logo.png", "")
    put(tmp_path / "LICENSE", "")
    put(tmp_path / "book.xlsx", "")
    (found,) = read(tmp_path)
    assert found.id == "owasp-aisvs@1.0"
    assert dict(found.counts) == {"chapters": 12, "sections": 44, "requirements": 191}
    assert found.texts == {
        f"owasp-aisvs@1.0:{code}": f"**Verify that** {code} is made up.".replace("**", "")
        for code, entry in PUBLISHED.items()
        if entry.kind == "requirement"
    }
    assert found.catalogues == ()
    assert sorted(lines(found)[4:]) == [
        "0x00-Header.yaml: skipped: files ending in .yaml are not read",
        f"0x03-Using.md: skipped: {library.NO_CHAPTER}",
        f"0x92-Appendix-C.md: skipped: {library.NO_CHAPTER}",
        "LICENSE: skipped: files without an ending are not read",
        "book.xlsx: skipped: a workbook is not read in a folder; import it by itself",
        "cover.png: skipped: files ending in .png are not read; there are 2 of them",
    ]


def test_a_translation_beside_the_english_is_counted_and_changes_nothing(tmp_path):
    text = SMALL.replace(
        "# C6 Supply Chain Security for Models", "# C6 Supply Chain Security for Models\n# C੬ ਸਪਲਾਈ ਚੇਨ"
    )
    text = text.replace("Model Artifact Integrity", "Model Artifact Integrity\n## C੬.੧ ਅਖੰਡਤਾ")
    put(
        tmp_path / "c6.md", text + "\n| # | ਵੇਰਵਾ | ਪੱਧਰ |\n| - | - | - |\n| **੬.੧.੧** | x | ੧ |\n| **੬.੧.੨** | x | ੧ |\n"
    )
    (found,) = read(tmp_path / "c6.md")
    assert (found.id, found.catalogues) == ("owasp-aisvs@1.0", ())
    assert lines(found)[1:] == [
        "1 chapter",
        "1 section",
        "1 requirement",
        "c6.md:13: skipped: 2 rows with a number in other digits than 0 to 9: a translation",
    ]


def test_editions_in_folders_of_their_own_are_not_mixed(tmp_path):
    put_edition(tmp_path / "1.0" / "en")
    put(tmp_path / "1.0" / "pa-IN" / "c6.md", SMALL)
    put(tmp_path / "1.01-dev" / "en" / "c6.md", SMALL.replace("6.1.1", "6.1.77"))
    put(tmp_path / "2.0-dev" / "en" / "c6.md", SMALL.replace("| 1 |", "| 3 |"))
    put(tmp_path / "2.0-dev" / "en" / "c7.md", SMALL.replace("C6", "C7").replace("6.1.1", "7.1.88"))
    published, minor, major = read(tmp_path)
    assert [found.id for found in (published, minor, major)] == [
        "owasp-aisvs@1.0",
        "owasp-aisvs@1.01-dev",
        "owasp-aisvs@2.0-dev",
    ]
    assert published.counts["requirements"] == 191
    assert published.texts["owasp-aisvs@1.0:C6.1.1"] == "Verify that C6.1.1 is made up."
    assert lines(published)[4:] == [
        (
            "1.0/pa-IN: skipped: OWASP AI Security Verification Standard, 1.0 was read from 1.0/en already; "
            "import this by itself"
        )
    ]
    assert list(minor.texts) == ["owasp-aisvs@1.01-dev:C6.1.77"]
    assert list(major.texts) == ["owasp-aisvs@2.0-dev:C6.1.1", "owasp-aisvs@2.0-dev:C7.1.88"]
    (again,) = read(tmp_path / "2.0-dev" / "en" / "c7.md")
    assert again.id == "owasp-aisvs@2.0-dev", "a file imported by itself is told by its folder"


def test_a_draft_in_the_folder_of_a_published_edition_is_none_of_it(tmp_path):
    put(tmp_path / "1.0" / "en" / "c6.md", SMALL.replace("| 1 |", "| 3 |"))
    (found,) = read(tmp_path)
    assert found.id == "owasp-aisvs@imported"


def test_notes_about_a_chapter_are_no_chapter(tmp_path):
    put(tmp_path / "c6.md", SMALL)
    notes = "# C06: Supply Chain\n\n| Section | Title |\n| --- | --- |\n| C6.1 | x |\n\n| # | Requirement | Level | Threat |\n"
    put(tmp_path / "notes.md", notes + "| - | - | - | - |\n| 6.1.1 | Verify that a note stands here. | 1 | None. |\n")
    (found,) = read(tmp_path)
    assert found.texts == {"owasp-aisvs@1.0:C6.1.1": "Verify that a made-up thing holds."}
    assert lines(found)[4:] == [f"notes.md: skipped: {library.NO_CHAPTER}"]


@pytest.mark.parametrize("rule", ["| - | - | - |", "| :---: | --- | :---: "])
def test_rows_are_read_with_other_columns_behind_and_without_the_last_bar(tmp_path, rule):
    text = SMALL.replace("| :---: | --- | :---: |", rule).replace("holds. | 1 |", "holds. | 1 ")
    put(tmp_path / "c6.md", text + "\n| # | Description | Level | Role |\n|--|--|--|--|\n| 6.1.2 | Role. | 1 | D/V |\n")
    (found,) = read(tmp_path / "c6.md")
    assert list(found.texts) == ["owasp-aisvs@1.0:C6.1.1", "owasp-aisvs@1.0:C6.1.2"]
    assert found.remarks == ()


def test_a_bar_in_a_text_does_not_cut_it_in_silence(tmp_path):
    put(
        tmp_path / "c6.md",
        SMALL + "| **6.1.2** | **Verify that** this | that holds. | 1 |\n\n| Other | Table |\n| - | - |\n",
    )
    (found,) = read(tmp_path / "c6.md")
    assert lines(found)[4:] == [
        (
            "c6.md:8: skipped: the row of 6.1.2 has more cells than the table has columns; "
            r"write a bar that is part of a text as \|"
        )
    ]


# --- what is said


@pytest.mark.parametrize(
    ("what", "count", "said"),
    [
        ("links", 1, "1 link"),
        ("links", 2_000, "2,000 links"),
        ("sections", 0, "0 sections"),
        ("entries without a counterpart", 1, "1 entry without a counterpart"),
        ("entries without a counterpart", 2, "2 entries without a counterpart"),
        ("pieces of evidence", 1, "1 piece of evidence"),
        ("with a description", 1, "1 with a description"),
    ],
)
def test_counts_are_said_in_the_right_number(what, count, said):
    assert counted(what, count) == said


def test_a_folder_without_anything_known_is_refused(tmp_path):
    put(tmp_path / "a.md", "# A\n")
    with pytest.raises(UserError, match="No file in"):
        read(tmp_path)
