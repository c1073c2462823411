"""The command line as people and scripts use it: real commands, real files, exit codes."""

import io
import json
import os
import re
import stat
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from tests import token_samples
from tests.small_samples import sealed
from wizard import cli, dossier, places
from wizard.clock import utc_now
from wizard.dossier import worker
from wizard.signing import certificates

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "questionnaires" / "examples" / "claims-triage.yaml"


def plimsoll(*arguments, **options):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "wizard", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, **options)


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    target = tmp_path_factory.mktemp("demo") / "a report, é 漢 # 'so'.pdf"
    return target, plimsoll("--demo", target)


def test_the_demonstration_prints_the_level_with_its_range_and_the_path(demo):
    target, done = demo
    assert done.returncode == 0, done.stderr
    level, path = done.stdout.splitlines()
    assert ", at best " in level
    assert str(target) in path
    assert target.read_bytes().startswith(b"%PDF-")


def test_a_second_demonstration_overwrites_nothing(demo, capsys):
    target, _ = demo
    before = target.read_bytes()
    assert cli.main(["--demo", str(target)]) == 1
    assert "exists already" in capsys.readouterr().err
    assert target.read_bytes() == before


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    target = tmp_path_factory.mktemp("small") / "report.pdf"
    target.write_bytes(sealed())
    return target


def test_verify_says_sealed_by_somebody_unknown_and_the_same_numbers(small):
    done = plimsoll("verify", small, "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert found["outcome"] == "sealed-unknown-signer"
    assert found["recomputed"]["status"] == "same"
    assert {"outcome", "reason", "signers", "recomputed"} <= set(found)
    assert len(found["signers"][0]["fingerprint"]) == 64


def typed(monkeypatch, text):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


@pytest.fixture
def judged_once(monkeypatch):
    """Have the real worker judge the same bytes only once for all tests here."""
    monkeypatch.setattr(worker, "open_report", judged)


@cache
def verdict_of(data, trusted):
    return dossier.open_report(data, trusted, utc_now())


def judged(data, trusted, _now):
    return verdict_of(data, trusted)


@pytest.mark.usefixtures("judged_once")
def test_verify_tells_the_time_as_people_write_it_and_the_fingerprint_once(small, capsys):
    assert cli.main(["verify", str(small)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert re.search(r", \d{4}-\d\d-\d\d \d\d:\d\d UTC, stated by", lines[1])
    assert len(re.findall(r"(?:[0-9A-F]{4} ){15}[0-9A-F]{4}", "\n".join(lines))) == 1
    groups = re.findall(r"\b[0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4} ", "\n".join(lines))
    assert not [each for each in groups if re.search("[a-f]", each)]  # digits alone can stand in the one above


@pytest.mark.usefixtures("judged_once")
def test_the_record_inside_can_be_written_out(small, capsysbinary):
    assert cli.main(["export", str(small), "--json"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["format"] == "plimsoll-record/1"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.pdf", b"", 6),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(2000), 6),
        ("text.pdf", b"%PDF-1.7\nnothing more\n%%EOF\n", 6),
    ],
)
def test_whatever_the_bytes_there_is_an_outcome_and_no_traceback(tmp_path, capsys, name, data, code):
    (tmp_path / name).write_bytes(data)
    assert cli.main(["verify", str(tmp_path / name)]) == code
    said = capsys.readouterr()
    assert said.out.startswith("unreadable: ")
    assert said.err == ""


def test_one_flipped_byte_a_cut_and_an_addition_are_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(worker, "open_report", dossier.examine)  # it says the same
    data = sealed()
    third = len(data) // 3
    variants = {
        "flipped.pdf": data[:third] + bytes([data[third] ^ 1]) + data[third + 1 :],
        "cut.pdf": data[: third * 2],
        "longer.pdf": data + b"\n% and one thing more\n%%EOF\n",
    }
    for name, changed in variants.items():
        (tmp_path / name).write_bytes(changed)
        assert cli.main(["verify", str(tmp_path / name)]) in (3, 6), name


def test_check_finds_nothing_in_what_we_ship_and_says_how_many_files_it_read():
    done = plimsoll("check")
    folders = ("catalogues/*.yaml", "shelves/*.tsv", "m*/*.yaml")
    shipped = [path for folder in folders for path in (ROOT / "questionnaires").glob(folder)]
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"{len(shipped)} files read, no problem found.\n"


def test_check_reads_the_files_of_a_folder_and_names_them_by_their_path(tmp_path, capsys):
    for name in ("first.yaml", "second.yml"):
        (tmp_path / name).write_text("modul: mine\n")
    (tmp_path / "notes.txt").write_text("none of it")
    assert cli.main(["check", str(tmp_path)]) == 1
    assert [line.split(": ")[0] for line in capsys.readouterr().out.splitlines()] == [
        f"{tmp_path / name}:1" for name in ("first.yaml", "second.yml")
    ]
    assert cli.main(["check", str(ROOT / "questionnaires" / "modules"), str(tmp_path / "none")]) == 1
    (tmp_path / "empty").mkdir()
    assert cli.main(["check", str(tmp_path / "empty")]) == 1
    assert "holds no YAML files" in capsys.readouterr().err
    assert cli.main(["check", str(ROOT / "questionnaires" / "methods")]) == 0
    assert capsys.readouterr().err == "1 file read, no problem found.\n"


def test_check_names_file_line_and_sentence(tmp_path, capsys):
    file = tmp_path / "mine.yaml"
    file.write_text("module: mine\ntitle: Mine\nversion: '1'\nquestoins: []\n")
    assert cli.main(["check", str(file)]) == 1
    said = capsys.readouterr().out
    assert f"{file}:4: " in said
    assert "did you mean" in said


def test_assess_scores_without_sealing():
    done = plimsoll("assess", EXAMPLE, "--json")
    assert done.returncode == 0, done.stderr
    assert {"best", "worst", "scenarios"} <= set(json.loads(done.stdout))


def test_assess_names_every_mistake_in_the_answers(tmp_path, capsys):
    file = tmp_path / "answers.yaml"
    file.write_text("answers:\n  autonmy: suggests\n  autonomy: sometimes\n")
    assert cli.main(["assess", str(file)]) == 1
    first, second, last = capsys.readouterr().err.splitlines()
    assert first.startswith(f"{file}:2: ")
    assert second.startswith(f"{file}:3: ")
    assert last == "plimsoll: no assessment was made."


@pytest.mark.usefixtures("kept_secrets")
def test_assess_makes_an_identity_on_first_use_and_verify_knows_it_here_and_elsewhere_when_told(
    few_questions, tmp_path, own_data_folder, monkeypatch, capsys
):
    target, certificate = tmp_path / "report.pdf", tmp_path / "ada.pem"
    as_ada = ["assess", str(few_questions), "--name", "Ada L."]
    typed(monkeypatch, "a long passphrase\n")
    assert cli.main([*as_ada, "--seal", str(target), "--certificate", str(certificate)]) == 0
    (tmp_path / "p").write_text("wrong\n")
    wrong = ["--passphrase-file", str(tmp_path / "p")]
    assert cli.main([*as_ada, "--seal", str(tmp_path / "other.pdf"), *wrong]) == 1
    assert "That is not the passphrase" in capsys.readouterr().err
    assert not (tmp_path / "other.pdf").exists()
    made = own_data_folder / "Plimsoll"
    assert {stat.S_IMODE(path.stat().st_mode) for path in (made, *made.iterdir())} == {0o700}
    monkeypatch.setattr(worker, "open_report", dossier.examine)  # it says the same
    assert cli.main(["verify", str(target)]) == 0
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    assert cli.main(["verify", str(target)]) == 1
    assert cli.main(["verify", str(target), "--trust", str(certificate)]) == 0


@pytest.mark.usefixtures("kept_secrets")
def test_assess_seals_with_a_key_of_the_users_own_and_verify_knows_it_here(
    few_questions, tmp_path, monkeypatch, own_data_folder
):
    made = certificates.issue("Ada L.", utc_now())
    lock = BestAvailableEncryption(b"open sesame")
    own, target = tmp_path / "own.p12", tmp_path / "report.pdf"
    own.write_bytes(pkcs12.serialize_key_and_certificates(b"own", made.key, made.certificate, None, lock))
    typed(monkeypatch, "open sesame\n")
    assert cli.main(["assess", str(few_questions), "--seal", str(target), "--pkcs12", str(own)]) == 0
    monkeypatch.setattr(worker, "open_report", dossier.examine)  # it says the same
    assert cli.main(["verify", str(target)]) == 0
    monkeypatch.setenv("XDG_DATA_HOME", str(own_data_folder / "elsewhere"))
    assert cli.main(["verify", str(target)]) == 1


@pytest.mark.usefixtures("kept_secrets")
@pytest.mark.skipif(bool(token_samples.MISSING), reason=token_samples.MISSING)
def test_assess_seals_with_a_key_on_a_token_whose_pin_comes_from_standard_input(
    few_questions, tmp_path, monkeypatch, capsys
):
    made = certificates.issue("Ada L.", utc_now())
    token_samples.configure(tmp_path, monkeypatch)
    token_samples.make_token("work", token_samples.Item(made.certificate, made.key))
    target = tmp_path / "report.pdf"
    on_token = ["--token", str(token_samples.MODULE), "--token-label", "work"]
    sealing = ["assess", str(few_questions), "--seal", str(target)]
    for pin, code, words in (("4321", 1, "That is not the PIN"), ("", 1, "few tries left")):
        typed(monkeypatch, f"{pin}\n")
        assert cli.main([*sealing, *on_token]) == code
        assert words in capsys.readouterr().err
        assert not target.exists()
    typed(monkeypatch, f"{token_samples.PIN}\n")
    assert cli.main([*sealing, *on_token]) == 0
    monkeypatch.setattr(worker, "open_report", dossier.examine)  # it says the same
    assert cli.main(["verify", str(target)]) == 0
    assert "Signed by Ada L." in capsys.readouterr().out


@pytest.mark.parametrize("more", [["--token-label", "work"], ["--token", "m.so", "--pkcs12", "own.p12"]])
def test_ways_to_sign_that_do_not_fit_together_are_wrong_usage(few_questions, tmp_path, capsys, more):
    target = tmp_path / "report.pdf"
    assert cli.main(["assess", str(few_questions), "--seal", str(target), *more]) == 2
    assert "Nothing was signed." in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.usefixtures("few_questions", "kept_secrets")
def test_self_test_does_the_whole_job(capsys):
    code, said = cli.main(["self-test"]), capsys.readouterr().out
    assert code == 0, said
    assert [line.split()[0] for line in said.splitlines()] == 7 * ["ok"]


@pytest.mark.usefixtures("few_questions", "kept_secrets")
def test_self_test_fails_where_the_process_that_draws_pages_does_not_work(monkeypatch, capsys):
    monkeypatch.setattr("wizard.dossier.comparing.COMMAND", "no-such-worker")
    monkeypatch.setattr(dossier, "open_report", dossier.examine)  # it says the same
    assert cli.main(["self-test"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line for line in told if not line.startswith("ok")] == [
        "FAILED  a page that looks different is found and drawn"
    ]


def test_the_version_is_the_packages():
    assert plimsoll("--version").stdout.startswith("Plimsoll 0.")


def test_the_example_lies_where_the_program_looks():
    assert places.example().is_file()
