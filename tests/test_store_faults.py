"""The power is cut, the program is killed, a call to the disk fails: what was reported as done is there, all opens by itself.

The long forms of these are `poe storm`.
"""

import pytest

from tests import disk, storm, storm_cuts, storm_faults, storm_identities, storm_seals, storm_store
from tests.disk_jobs import CARELESS, FAILING, JOBS

recorded = pytest.mark.skipif(bool(disk.missing()), reason=disk.missing())


def test_kills_lose_nothing_that_was_reported():
    assert storm_store.run(4, 1, ("saving", "migrating", "backing up", "attaching")) == []


@recorded
@pytest.mark.parametrize("name", [*JOBS, *FAILING])
def test_cuts_of_the_power_lose_nothing_that_was_reported(name):
    assert storm_cuts.run(6, 1, [name]) == []


@recorded
@pytest.mark.parametrize("name", CARELESS)
def test_a_program_that_does_not_sync_is_found_out(name):
    assert storm_cuts.run(12, 1, [name])


@recorded
def test_the_book_of_calls_holds_all_that_reached_the_disk(tmp_path):
    now, book = storm_cuts.recorded("backing up", tmp_path, disk.built(tmp_path))
    for call in book:
        now.follow(call)
    real = tmp_path / "real"
    assert now.whole() == {str(path.relative_to(real)): path.read_bytes() for path in real.rglob("*") if path.is_file()}
    assert len(now.marks()) == 14


@recorded
def test_a_call_to_the_disk_that_fails_is_told_loses_nothing_and_trying_again_works():
    assert storm_faults.run(1, seed=1, every=20) == []


@recorded
def test_a_seal_in_which_a_call_to_the_disk_fails_is_whole_and_noted_or_not_there():
    assert storm_seals.run(2, seed=1) == []


@recorded
def test_an_identity_whose_disk_fails_is_as_it_was_or_as_it_was_wanted_and_that_is_what_is_said():
    assert storm_identities.run(60, seed=1) == []


def test_storms_name_count_and_seed_and_end_with_1_when_one_finds_something(capsys, monkeypatch):
    others = {name: run for name, run in storm.STORMS.items() if name.startswith(("verdict", "library"))}
    monkeypatch.setattr(storm, "STORMS", others)
    assert storm.main(["--count", "2", "--seed", "5"]) == 0
    assert capsys.readouterr().out.count("count 2, seed 5, 0 failed") == len(others) == 2
    monkeypatch.setitem(storm.STORMS, "a storm", lambda _count, _seed: ["a finding"])
    assert storm.main(["--count", "0"]) == 1
