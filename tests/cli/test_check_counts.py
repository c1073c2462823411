"""Counting on the command line: what there is, in words and as JSON, and how long the paths of given answers are."""

import io
import json
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from tests.ten_systems import DESCRIBED, file_of, write_files
from wizard import cli
from wizard.core.questionnaire import DEPTHS

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "questionnaires" / "README.md").read_text("utf-8")


@pytest.fixture
def ten(tmp_path):
    write_files(tmp_path / "ten")
    return tmp_path / "ten"


@pytest.fixture(scope="module")
def shipped():
    """Count what ships once for all tests here."""
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")) as out:
        assert cli.main(["check", "--stats", "--json"]) == 0
    return json.loads(out.buffer.getvalue())


def run(capsys, *arguments):
    code = cli.main(["check", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_stats_are_tables_in_which_a_gap_is_seen_and_as_json_have_the_same_numbers(capsys, shipped):
    code, out, err = run(capsys, "--stats")
    assert (code, err) == (0, "")
    titles = [part.splitlines()[0] for part in out.split("\n\n")]
    assert titles[:3] == [
        "By module and depth",
        "By MIT subdomain: what moves its scenarios",
        "By causal cell: who, whether meant, when",
    ]
    assert titles[-1] == "By who knows"
    assert len(titles) == 8
    module = next(line for line in out.splitlines() if line.startswith("mit-7-goals"))
    assert module.endswith("Goals and abilities")
    cell = next(line for line in out.splitlines() if line.startswith("other/other/other"))
    assert cell.split() == ["other/other/other", "·", "·", "·", "·"]

    line = next(line for line in out.splitlines() if line.startswith("mit-7-limits"))
    figures = [int(word) for word in line.split()[1:6]]
    assert list(shipped["modules"]["mit-7-limits"].values()) == figures
    assert list(shipped["modules"]["mit-7-limits"]) == [*DEPTHS, "questions", "scenarios"]
    assert "paths" not in shipped


def test_paths_tell_the_shortest_the_middle_and_the_longest(capsys, ten):
    code, out, err = run(capsys, "--stats", "--paths", ten)
    assert (code, err) == (0, "")
    told = out.splitlines()[-3:]
    found = json.loads(run(capsys, "--stats", "--json", "--paths", ten)[1])
    assert set(found["paths"]) == set(DESCRIBED)
    for line, depth in zip(told, DEPTHS, strict=True):
        lengths = sorted(path[depth] for path in found["paths"].values())
        ends = [found["lengths"][depth][end] for end in ("shortest", "typical", "longest")]
        assert [length for _, length in ends] == [lengths[0], lengths[4], lengths[-1]]
        (few, first), (some, second), (most, third) = ends
        assert line == f"{depth}: {first} ({few}) at least, {second} ({some}) in the middle, {third} ({most}) at most"


def test_stats_count_an_author_s_own_module_among_the_others(capsys, tmp_path, shipped):
    before = shipped["subdomains"]["mit@v3:3.1"]
    module = tmp_path / "price-promises.yaml"
    module.write_text(GUIDE.split("```yaml\n", 1)[1].split("```", 1)[0], "utf-8")
    code, out, _ = run(capsys, module, "--stats", "--json")
    assert code == 0
    counted = json.loads(out)
    assert counted["modules"]["price-promises"] == {
        "quick": 1,
        "standard": 1,
        "deep": 1,
        "questions": 3,
        "scenarios": 1,
    }
    own = {"exposure": 1, "control": 2, "written": 0, "scenarios": 1}
    assert counted["subdomains"]["mit@v3:3.1"] == {name: before[name] + own[name] for name in own}


def test_nothing_is_counted_where_something_is_wrong(capsys, tmp_path, ten):
    module = tmp_path / "mine.yaml"
    module.write_text("module: mine\ntitle: Mine\n", "utf-8")
    code, out, _ = run(capsys, module, "--stats")
    assert code == 1
    assert all(line.startswith(f"{module}:") for line in out.splitlines())
    (ten / "tutor.yaml").write_text(file_of("tutor").replace("users: customers", "users: children"), "utf-8")
    code, out, _ = run(capsys, "--stats", "--paths", ten)
    assert code == 1
    assert out.startswith(f"{ten / 'tutor.yaml'}:")
    assert len(out.splitlines()) == 1


def test_paths_without_stats_are_wrong_usage(capsys, ten):
    code, out, err = run(capsys, "--paths", ten)
    assert (code, out) == (2, "")
    assert "--stats" in err


def test_one_of_the_ten_is_assessed_from_its_file(capsys, ten):
    assert cli.main(["assess", str(ten / "search.yaml"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["scenarios"]
