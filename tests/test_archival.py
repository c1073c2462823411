"""The long test that asks another validator: what it says when that validator says yes to all, nothing, or is not there."""

from tests import storm_archival


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
