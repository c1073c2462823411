"""How many questions there are: by module, by entry, by role; how long paths are."""

from dataclasses import replace

import pytest

from tests import shipped
from tests.test_library import SHELF
from wizard.core import census
from wizard.core.assessment import Answer
from wizard.core.census import PathLength, Row
from wizard.core.questionnaire import DEPTHS, Questionnaire

ALL, _ = shipped.whole()
assert ALL


def rows(name: str, questionnaire: Questionnaire = ALL) -> dict[str, Row]:
    tally = next(item for item in census.tallies(questionnaire, SHELF) if item.id == name)
    assert all(len(row.counts) == len(tally.columns) for row in tally.rows)
    return {row.id: row for row in tally.rows}


def test_each_module_is_counted_by_depth_and_all_together():
    found = rows("modules")
    assert list(found) == [*(module.id for module in ALL.modules), "all"]
    for module in ALL.modules:
        *depths, questions, scenarios = found[module.id].counts
        assert (sum(depths), questions, scenarios) == (questions, len(module.questions), len(module.scenarios))
    assert found["all"].counts[-2:] == (len(ALL.questions), len(ALL.scenarios))


def test_a_question_moves_to_another_column_with_its_depth():
    module = ALL.modules[1]
    first = next(item for item in module.questions if item.depth == "deep")
    questions = tuple(replace(item, depth="quick") if item is first else item for item in module.questions)
    changed = replace(ALL, modules=(ALL.modules[0], replace(module, questions=questions), *ALL.modules[2:]))
    before, after = rows("modules")[module.id].counts, rows("modules", changed)[module.id].counts
    assert (after[0] - before[0], after[2] - before[2], after[3] - before[3]) == (1, -1, 0)


def test_every_subdomain_has_a_row_also_where_nothing_is_asked():
    found = rows("subdomains")
    assert len(found) == 24
    assert found["mit@v3:7.1"].title
    exposure, control, _written, scenarios = found["mit@v3:7.6"].counts
    own = {key for key, item in ALL.scenarios.items() if item.subdomain == "mit@v3:7.6"}
    assert scenarios == len(own)
    assert exposure == sum(bool(own & {weight.scenario for weight in item.weights}) for item in ALL.questions.values())
    assert control == sum(bool(own & {part.scenario for part in item.barriers}) for item in ALL.questions.values())
    assert rows("subdomains", replace(ALL, modules=ALL.modules[:1]))["mit@v3:7.6"].counts == (0, 0, 0, 0)


def test_every_cell_and_every_entry_has_a_row():
    assert len(rows("causal")) == 27
    for name in ("owasp-llm", "owasp-asi", "owasp-aix", "finos"):
        catalogue = next(item for item in SHELF.catalogues if item.name == name)
        assert [*rows(name)] == [entry.id for entry in catalogue.entries]
    named = [item for item in ALL.questions.values() if "owasp-asi@2026:ASI10" in item.references]
    assert sum(rows("owasp-asi")["owasp-asi@2026:ASI10"].counts[:3]) == len(named) > 0
    told = [item for item in ALL.questions.values() if "human/unintentional/post-deployment" in item.causal]
    assert sum(rows("causal")["human/unintentional/post-deployment"].counts[:3]) == len(told) > 0


def test_each_question_is_counted_once_among_the_roles():
    assert sum(sum(row.counts) for row in rows("roles").values()) == len(ALL.questions)


def test_a_path_counts_what_is_asked_after_the_intake_down_to_each_depth():
    counts = census.path_length(ALL, "none", {}).counts
    assert counts == tuple(sorted(counts))
    without = [item for item in ALL.questions.values() if not (item.page or item.when or ALL.module_of[item.id].when)]
    assert counts[-1] == len(without)
    more = census.path_length(ALL, "some", {"carry-over": Answer(value="some"), "depth": Answer(value="quick")}).counts
    assert more[-1] > counts[-1], "the depth that the answers choose makes no path shorter"


@pytest.mark.parametrize(("lengths", "middle"), [((9,), "a"), ((9, 1), "b"), ((9, 1, 5), "c"), ((9, 1, 5, 6), "c")])
def test_paths_are_compared_by_their_ends_and_their_middle(lengths, middle):
    paths = [PathLength(name, (length, 20, 30)) for name, length in zip("abcd", lengths, strict=False)]
    quick, *_, deep = census.compare(paths)
    assert (quick.depth, deep.depth) == (DEPTHS[0], DEPTHS[-1])
    assert (quick.shortest[1], quick.longest) == (min(lengths), ("a", 9))
    assert quick.typical[0] == middle
    assert census.compare(()) == ()
