"""How a command ends: one family of codes, a sentence for every mishap, never a traceback."""

import argparse
import os
import signal
import subprocess
import sys

import pytest

from tests.cli.test_command_line import ROOT, plimsoll
from wizard import cli, places
from wizard.dossier.verdict import EXIT_CODES
from wizard.errors import UserError

FULL = "/dev/full"
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="this device is Linux's")


def started(*arguments, program=("-m", "wizard"), **options):
    """Start a command without waiting for it, in a group of its own as a shell does."""
    command = [sys.executable, *program, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, stderr=subprocess.PIPE, env=environment, start_new_session=True, text=True, **options
    )


@on_linux
@pytest.mark.parametrize("arguments", [("verify", "nowhere.pdf"), ("check", "--json"), ("--help",), ("--version",)])
def test_a_full_disk_behind_the_output_is_a_sentence_and_no_verdict(arguments):
    with open(FULL, "w") as full:  # noqa: PTH123 - a device
        done = started(*arguments, stdout=full)
        said = done.communicate()[1].splitlines()
    assert said[-1] == "plimsoll: the output cannot be written: No space left on device."
    assert done.returncode == 74
    assert 74 not in EXIT_CODES.values()


def test_help_that_cannot_be_printed_is_told_where_an_older_python_fails_at_once(monkeypatch, capsys):
    def full(*_rest):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(argparse.ArgumentParser, "_print_message", full)
    assert cli.main(["--version"]) == 74
    assert capsys.readouterr().err == "plimsoll: the output cannot be written: No space left on device.\n"


def test_a_reader_that_has_heard_enough_ends_a_command_quietly():
    read, write = os.pipe()
    os.close(read)
    done = started("verify", "nowhere.pdf", stdout=write)
    os.close(write)
    assert (done.communicate()[1], done.returncode) == ("", 74)


def test_ctrl_c_ends_with_a_sentence_and_leaves_nothing_behind(tmp_path, few_questions, monkeypatch):
    program = f"""
import sys
from pathlib import Path
from wizard import places
from wizard.__main__ import main
places.questionnaires, places.example = (lambda: Path({str(few_questions.parent)!r})), (lambda: Path({str(few_questions)!r}))
sys.exit(main())
"""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setenv("TMPDIR", str(work))
    heard = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # noqa: E731 - whatever started the tests may ignore it
    done = started("self-test", program=("-c", program), stdout=subprocess.PIPE, preexec_fn=heard)
    assert [done.stdout.readline()[:2] for _ in range(2)] == ["ok", "ok"]  # in the middle of its work, in its folder
    os.killpg(done.pid, signal.SIGINT)
    assert done.communicate()[1] == "plimsoll: stopped. Nothing half-written was left.\n"
    assert done.returncode in (130, -signal.SIGINT)  # a shell says 130 for both
    assert list(work.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["verfy"], 2),
        ([], 2),
        (["verify"], 2),
        (["verify", "nowhere.pdf"], 6),
        (["check", "nowhere.yaml"], 1),
        (["assess", "nowhere.yaml"], 1),
        (["export", "nowhere.pdf", "--json"], 1),
        (["--demo", "nowhere/report.pdf"], 1),
    ],
)
def test_two_is_for_wrong_usage_and_a_missing_file_is_something_to_mend(arguments, code, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == code
    said = capsys.readouterr()
    assert said.out + said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"words, and no certificate", b"-----BEGIN CERTIFICATE-----\nnothing\n"])
def test_a_file_to_trust_that_holds_no_certificate_is_named_and_nothing_is_judged(data, tmp_path, capsys):
    (tmp_path / "ada.pem").write_bytes(data)
    assert cli.main(["verify", str(tmp_path / "r.pdf"), "--trust", str(tmp_path / "ada.pem")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{tmp_path / 'ada.pem'} holds no certificate. Nothing was judged." in said.err


def test_a_fault_of_ours_is_told_without_a_traceback_and_is_no_verdict(monkeypatch, capsys, tmp_path):
    def broken(*_arguments):
        raise KeyError("an answer")

    monkeypatch.setattr("wizard.dossier.open_file", broken)
    assert cli.main(["verify", str(tmp_path / "r.pdf")]) == 70
    said = capsys.readouterr().err
    assert "KeyError" in said
    assert "Traceback" not in said
    assert "an answer" not in said


def test_what_the_system_refuses_is_a_sentence(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "none"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    assert cli.main(["self-test"]) == 1
    assert "No such file or directory" in capsys.readouterr().err


def test_no_output_at_all_is_said_and_nothing_is_done(tmp_path):
    done = plimsoll("--demo", tmp_path / "r.pdf", preexec_fn=lambda: os.close(1))
    assert done.returncode == 74
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("there.pdf", "exists already. Nothing was written."),
        (".", "is a folder. Nothing was written."),
        ("none/r.pdf", "There is no folder"),
    ],
)
def test_a_place_that_cannot_take_a_report_is_refused_before_the_work(name, sentence, tmp_path, capsys, monkeypatch):
    (tmp_path / "there.pdf").write_bytes(b"mine")
    monkeypatch.setattr("wizard.cli.scripted.answered", None)  # any work would fail
    assert cli.main(["--demo", str(tmp_path / name)]) == 1
    assert sentence in capsys.readouterr().err
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"mine"]


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["--seal", "r.pdf", "--certificate", "there.pem"], 1, "there.pem exists already. Nothing was written."),
        (["--seal", "r.pdf", "--certificate", "link.pem"], 1, "link.pem exists already. Nothing was written."),
        (["--seal", "r.pdf", "--certificate", "."], 1, "is a folder. Nothing was written."),
        (["--seal", "r.pdf", "--certificate", "./r.pdf"], 2, "name the same file. Nothing was written."),
        (["--certificate", "mine.pem"], 2, "needs --seal. Nothing was written."),
    ],
)
def test_a_certificate_takes_the_place_of_no_file(options, code, sentence, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.pem").write_bytes(b"mine")
    (tmp_path / "link.pem").symlink_to("nowhere")
    before = sorted(tmp_path.iterdir())
    assert cli.main(["assess", str(places.example()), *options]) == code
    assert sentence in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "there.pem").read_bytes() == b"mine"


def test_a_certificate_goes_where_the_sealing_failed(tmp_path, monkeypatch, capsys):
    words = tmp_path / "passphrase"
    words.write_text("a long passphrase\n", encoding="utf-8")

    def fail(*_arguments):
        assert (tmp_path / "ada.pem").read_text(encoding="ascii").startswith("-----BEGIN CERTIFICATE-----")
        raise UserError("Not sealed.", "Try again.")

    monkeypatch.setattr("wizard.cli.scripted.seal", fail)
    paths = ("--seal", tmp_path / "r.pdf", "--certificate", tmp_path / "ada.pem", "--passphrase-file", words)
    assert cli.main(["assess", str(places.example()), "--name", "Ada L.", *map(str, paths)]) == 1
    assert "Not sealed." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [words]
