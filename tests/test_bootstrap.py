"""The two commands as a newcomer meets them: before anything is set up, and when it is stopped on the way."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "packaging" / "bootstrap.py"
on_posix = pytest.mark.skipif(os.name == "nt", reason="Windows starts and stops programs in other ways")


@pytest.fixture
def bootstrap(tmp_path, monkeypatch):
    """Give the script as a module whose environment lies in a folder of its own."""
    spec = importlib.util.spec_from_file_location("bootstrap", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    return module


def bare(*arguments):
    """Run the script as a machine does that has Python and nothing else."""
    return subprocess.run(
        [sys.executable, "-I", str(SCRIPT), *arguments], capture_output=True, text=True, check=False, timeout=20
    )


@pytest.mark.parametrize("word", ["--help", "-h"])
def test_help_is_an_answer_and_no_error(word):
    done = bare(word)
    assert (done.returncode, done.stderr) == (0, "")
    assert "bootstrap.py run [ARGUMENTS]" in done.stdout


@pytest.mark.parametrize("words", [(), ("rnu",)])
def test_any_other_word_is_wrong_usage(words):
    done = bare(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "bootstrap.py run [ARGUMENTS]" in done.stderr


@on_posix
@pytest.mark.parametrize(("ensurepip", "whole"), [(0, True), (1, False)])
def test_an_environment_that_was_stopped_while_it_was_made_gets_its_pip_or_is_named(
    bootstrap, capsys, ensurepip, whole
):
    python = bootstrap._python()
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\ntest $2 = ensurepip && exit {ensurepip}\nexit 1\n")
    python.chmod(0o700)
    assert bootstrap._has_pip() is whole
    assert (f"{bootstrap.VENV} is not whole" in capsys.readouterr().err) is not whole


@pytest.fixture
def bare_debian(bootstrap, monkeypatch):
    """Let the system lack what a fresh Debian lacks, for a user who may not install."""
    monkeypatch.setattr(bootstrap, "_has_ensurepip", lambda: False)
    monkeypatch.setattr(bootstrap, "_has_time64_names", lambda: False)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: "/usr/bin/apt-get")
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(bootstrap.sys, "platform", "linux")
    for table in ("NEEDED", "NEEDED_BY_A_WINDOW"):
        libraries = {f"libnowhere-{package}.so": package for package in getattr(bootstrap, table).values()}
        monkeypatch.setattr(bootstrap, table, libraries)
    monkeypatch.setattr(bootstrap, "STAMP", bootstrap.VENV / "plimsoll-setup")
    return bootstrap


@on_posix
@pytest.mark.parametrize("words", [["test"], ["run"]])
def test_a_bare_debian_is_asked_for_everything_in_one_command(bare_debian, capsys, words):
    assert bare_debian.main(words) == 1
    told = capsys.readouterr().err
    (command,) = [line.split() for line in told.splitlines() if "apt-get" in line]
    assert command[:5] == ["sudo", "apt-get", "install", "-y", "--no-install-recommends"]
    packages = {*bare_debian.NEEDED.values(), *bare_debian.NEEDED_BY_A_WINDOW.values()}
    assert (command[5], set(command[6:])) == ("python3-venv", packages)
    assert "Setting up" not in told


@on_posix
def test_the_command_line_asks_for_no_library_of_windows(bare_debian, capsys):
    assert bare_debian.main(["run", "list"]) == 1
    told = capsys.readouterr().err
    assert told.rstrip().endswith("--no-install-recommends python3-venv")
    assert "Qt" not in told


@on_posix
@pytest.mark.parametrize(("user", "asked"), [(0, [["softhsm2"]]), (1000, [])])
def test_what_tests_can_do_without_is_installed_where_that_is_allowed_and_else_not_asked_for(
    bootstrap, monkeypatch, user, asked
):
    commands = []
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: (name == "apt-get" and "/usr/bin/apt-get") or None)
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: user)
    monkeypatch.setattr(bootstrap, "_install", lambda packages, _reason: commands.append(packages))
    bootstrap._install_for_tests()
    assert commands == asked
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    bootstrap._install_for_tests()
    assert commands == asked


@on_posix
def test_ctrl_c_while_setting_up_is_a_sentence():
    code = f"""
import runpy, subprocess, sys
def stopped(*_arguments, **_settings): raise KeyboardInterrupt
subprocess.run = stopped
sys.argv = [{str(SCRIPT)!r}, "test"]
import pathlib
pathlib.Path.exists = lambda _path: False
runpy.run_path({str(SCRIPT)!r}, run_name="__main__")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 130
    assert done.stderr.splitlines()[-1] == "Stopped. Start it again to go on from here."
    assert "Traceback" not in done.stderr
