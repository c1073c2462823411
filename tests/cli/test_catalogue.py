"""The lists on the command line: named, searched, shown; what is not there is told in a sentence."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from wizard import cli

ROOT = Path(__file__).parents[2]


def run(capsys, *arguments):
    code = cli.main(["catalogue", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_list_names_each_list_with_edition_entries_and_licence(capsys):
    code, out, err = run(capsys, "list")
    assert (code, err) == (0, "")
    assert "mit-risks              v3    1,612  CC BY 4.0     MIT AI Risk Repository, risk index" in out.splitlines()
    listed = json.loads(run(capsys, "list", "--json")[1])
    assert [row["catalogue"] for row in listed] == [line.split()[0] for line in out.splitlines()]
    assert {row["catalogue"]: row["entries"] for row in listed}["owasp-aisvs"] == 247
    assert all(row["licence"].startswith("CC") and row["source"] for row in listed)


def test_search_finds_entries_and_older_numbers(capsys):
    code, out, err = run(capsys, "search", "prompt", "leak", "system")
    assert (code, err) == (0, "")
    assert out == (
        "owasp-llm@2025:LLM07  older number  System Prompt Leakage  "
        "retitled: owasp-llm@2026:LLM08  Hidden Context Exposure\n"
    )
    found = json.loads(run(capsys, "search", "LLM07", "--json")[1])
    assert found[0] == {"id": "owasp-llm@2026:LLM07", "title": "Misinformation", "kind": "risk"}
    removed = {"id": "owasp-llm@0.1:LLM07", "title": "Inadequate AI Alignment", "relation": "removed", "new": None}
    assert removed in found
    assert "owasp-llm@0.1:LLM07  older number  Inadequate AI Alignment  removed\n" in run(capsys, "search", "LLM07")[1]


def test_search_that_finds_nothing_says_so(capsys):
    assert run(capsys, "search", "zebra", "\x1b[31m") == (
        *(1, ""),
        "plimsoll: nothing in 16 lists has zebra and \\x1b[31m.\n",
    )
    assert run(capsys, "search", "zebra", "--json")[:2] == (1, "[]\n")


def test_show_tells_where_a_risk_stands(capsys):
    code, out, err = run(capsys, "show", "mit-risks@v3:62.31.02/1948")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[:1] == ["mit-risks@v3:62.31.02/1948  Financial instability due to model homogeneity"]
    for line in (
        "Under: mit-risks@v3:62.31.00/1945  Impacts of AI (Financial Impacts)",
        "Subdomain: mit@v3:7.6  Multi-agent risks",
        "Causal codes: entity other, intent other, timing post-deployment",
        "Source: Gipiškis2024, page 49, row 1948 of the sheet",
        "Described by MIT: yes (descriptions are not carried here)",
    ):
        assert line in lines
    assert "Subdomain: excluded by MIT" in run(capsys, "show", "mit-risks@v3:62.31.00/1930")[1]


def test_show_tells_lineage_parents_children_levels_and_older_numbers(capsys):
    assert "MIT risk rows with this code: 90\n" in run(capsys, "show", "mit@v3:7.1")[1]
    assert "Entries right below it: 6\n" in run(capsys, "show", "mit@v3:7")[1]
    assert "Kind: requirement, level 3\n" in run(capsys, "show", "owasp-aisvs@1.0:C1.1.5")[1]
    assert "Link: https://doi.org/10.48550/arXiv.2306.06924\n" in run(capsys, "show", "mit-documents@v3:01")[1]
    older = "Older number: owasp-llm@2025:LLM07  System Prompt Leakage (retitled)\n"
    assert older in run(capsys, "show", "owasp-llm@2026:LLM08")[1]


def test_show_tells_a_script_the_same(capsys):
    shown = json.loads(run(capsys, "show", "mit-risks@v3:62.31.02/1948", "--json")[1])
    assert shown["parents"] == [
        {
            "id": "mit-risks@v3:62.31.00/1945",
            "title": "Impacts of AI (Financial Impacts)",
            "kind": "risk-category",
        }
    ]
    assert (shown["subdomain"], shown["entity"], shown["timing"]) == ("mit@v3:7.6", "other", "post-deployment")
    assert (shown["page"], shown["row"], shown["described"]) == ("49", 1948, True)
    assert (shown["document"], shown["document_id"]) == ("Gipiškis2024", "mit-documents@v3:62")
    plain = json.loads(run(capsys, "show", "mit@v3:7", "--json")[1])
    assert (plain["children"], plain["risks"], plain["described"], plain["level"]) == (6, 370, None, None)
    assert set(plain) == set(shown)
    older = json.loads(run(capsys, "show", "owasp-llm@2026:LLM08", "--json")[1])["older"]
    assert [alias["id"] for alias in older] == ["owasp-llm@2025:LLM07"]


def test_show_of_an_older_number_says_what_became_of_it(capsys):
    code, out, err = run(capsys, "show", "owasp-llm@2025:LLM07", "--json")
    assert (code, json.loads(out)["new"], err) == (0, "owasp-llm@2026:LLM08", "")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("LLM08", "'LLM08' names no edition; did you mean owasp-llm@0.1:LLM08 or"),
        ("owasp-ml@2022:ML01", "is not in any catalogue; did you mean owasp-ml@2023:ML01?"),
        ("mit-risks@v3:62.31.02", "is there 2 times; did you mean mit-risks@v3:62.31.02/1932 or"),
        ("zzzz@9:9", "'zzzz@9:9' is not in any catalogue."),
    ],
)
def test_show_of_what_is_not_there_says_what_was_meant(capsys, name, said):
    code, out, err = run(capsys, "show", name)
    assert (code, out) == (1, "")
    assert said in err
    assert err.endswith("\nLook for it with plimsoll catalogue search.\n")


def test_a_command_without_an_action_is_wrong_usage(capsys):
    assert run(capsys)[0] == 2
    assert run(capsys, "search")[0] == 2


def test_no_other_command_loads_what_looks_things_up():
    code = "import sys, wizard.cli; wizard.cli.command_names(); print([m for m in ('difflib', 'wizard.library', 'wizard.cli.lists') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
