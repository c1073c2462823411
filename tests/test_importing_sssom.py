"""Crosswalks as others write them: about other vocabularies, quoted or not, with cells missing, several in a folder."""

import pytest

from wizard import library, places
from wizard.core.imports import told
from wizard.errors import UserError
from wizard.session import importing

LISTS = library.load_lists(places.questionnaires())
NAMES = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tobject_source\tcomment"
BY = "semapv:ManualMappingCuration"
GOOD = ("mit_v3:7.1", "skos:relatedMatch", "owasp_asi_2026:ASI10", BY, "", "")


def put(path, *rows, head="", names=NAMES):
    text = "\n".join((*head.splitlines(), names, *("\t".join(row) for row in rows)))
    path.write_text(text + "\n", "utf-8")


def read(path):
    return importing.read_import(path, LISTS, {})


def said(*found):
    return [f"{remark.where}: {remark.sentence}" for imported in found for remark in imported.remarks]


def test_a_crosswalk_of_other_vocabularies_is_refused_with_one_reason_of_each_kind(tmp_path):
    rows = [("HP:1", "skos:exactMatch", f"MP:{number}", BY) for number in range(23)]
    put(tmp_path / "a.sssom.tsv", *rows, ("HP:1", "ro:0018033", "MP:1", BY))
    with pytest.raises(UserError) as refused:
        read(tmp_path / "a.sssom.tsv")
    assert refused.value.sentence.partition("Nothing was imported. ")[2].startswith(
        "a.sssom.tsv:2: 'HP:1' is in no list here; a.sssom.tsv:25: the relation 'ro:0018033' is none of "
    )
    assert refused.value.sentence.endswith("a.sssom.tsv: the same holds for 3 more rows: … is in no list here.")
    assert refused.value.hint.startswith("A link is taken when both of its ends stand in lists that are here.")


def test_what_nobody_here_knows_does_not_keep_the_rest_of_a_folder_from_being_read(tmp_path):
    put(tmp_path / "a.sssom.tsv", ("HP:1", "skos:exactMatch", "MP:1", BY))
    put(tmp_path / "b.sssom.tsv", GOOD)
    put(tmp_path / "c.sssom.tsv", GOOD, names=NAMES.replace("mapping_justification", "match_type"))
    put(tmp_path / "d.sssom.tsv", GOOD, head="#mapping_set_id: https://example.org/b")
    (found,) = read(tmp_path)
    assert found.id == "sssom:b", "without an id of its own a set is known by its file"
    assert len(found.crosswalks[0].links) == 1
    assert said(found) == [
        "d.sssom.tsv: b was read from b.sssom.tsv already; import this by itself",
        "a.sssom.tsv:2: 'HP:1' is in no list here",
        "c.sssom.tsv:1: there is no column mapping_justification, which SSSOM asks for",
    ]


def test_two_sets_of_a_folder_are_both_kept(tmp_path):
    put(tmp_path / "a.sssom.tsv", GOOD)
    put(tmp_path / "b.sssom.tsv", GOOD)
    assert [found.id for found in read(tmp_path)] == ["sssom:a", "sssom:b"]


def test_cells_with_quotes_tabs_and_line_ends_are_read_and_lines_are_counted_by_where_rows_begin(tmp_path):
    quoted = (*GOOD[:5], '"Said ""so""\nover two lines\tand a tab"')
    put(tmp_path / "a.tsv", quoted, ("HP:1", "skos:exactMatch", "MP:1", BY), head="#comment: x")
    (found,) = read(tmp_path / "a.tsv")
    assert found.crosswalks[0].links[0].reason == 'Said "so"\nover two lines\tand a tab'
    assert said(found) == ["a.tsv:5: 'HP:1' is in no list here"]


@pytest.mark.parametrize("comment", ['"a" word in quotes', '"never closed', 'a "word" inside'])
def test_a_file_that_does_not_quote_loses_no_row_to_a_quote(tmp_path, comment):
    other = ("mit_v3:7.2", *GOOD[1:])
    put(tmp_path / "a.tsv", ("mit_v3:7.3", *GOOD[1:]), (*GOOD[:5], comment), other, ("HP:1", *GOOD[1:]))
    (found,) = read(tmp_path / "a.tsv")
    assert [(link.subject, link.reason) for link in found.crosswalks[0].links] == [
        ("mit@v3:7.3", ""),
        ("mit@v3:7.1", comment),
        ("mit@v3:7.2", ""),
    ]
    assert said(found) == ["a.tsv:5: 'HP:1' is in no list here"]


def test_a_line_that_no_reader_can_part_is_said(tmp_path):
    put(tmp_path / "a.tsv", GOOD, (*GOOD[:5], "cut\rhere"), GOOD)
    (found,) = read(tmp_path / "a.tsv")
    assert len(found.crosswalks[0].links) == 1
    assert said(found) == ["a.tsv:3: nothing is read from here on: the line is too long, or its end is damaged"]


def test_what_is_missing_or_too_much_in_a_row_is_named(tmp_path):
    rows = (
        GOOD,
        ("mit_v3:7.2", "skos:relatedMatch"),
        ("", "", "owasp_asi_2026:ASI10", BY),
        (*GOOD, "", " "),
        (*GOOD, "too much"),
        ("mit_v3:7.3", "skos:relatedMatch", "sssom:NoTermFound", BY),
        ("mit_v3:7.3", "skos:relatedMatch", "sssom:NoTermFound", BY, "obo:mp"),
    )
    put(tmp_path / "a.tsv", *rows)
    (found,) = read(tmp_path / "a.tsv")
    assert said(found) == [
        "a.tsv:3: the row has no object_id",
        "a.tsv:4: the row has no subject_id and no predicate_id",
        "a.tsv:5: mit@v3:7.1 and owasp-asi@2026:ASI10 are there twice",
        "a.tsv:6: the row has more cells than there are columns",
        "a.tsv:7: mit@v3:7.3 has no counterpart, but the row has no object_source that says in which list",
        "a.tsv:8: 'obo:mp' is no list here",
    ]


def test_the_list_without_a_counterpart_may_be_named_above_the_columns(tmp_path):
    put(
        tmp_path / "a.tsv",
        ("mit_v3:7.3", "skos:relatedMatch", "sssom:NoTermFound", BY),
        head="#object_source: x:owasp_asi_2026",
    )
    (found,) = read(tmp_path / "a.tsv")
    assert list(told(found))[1:] == ["0 links", "1 entry without a counterpart"]
    assert [(gap.subject, gap.catalogue) for gap in found.crosswalks[0].gaps] == [("mit@v3:7.3", "owasp-asi@2026")]
