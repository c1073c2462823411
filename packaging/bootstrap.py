"""A fresh machine with only Python 3.11 goes in; the running program or its test result comes out.

    python3 packaging/bootstrap.py run [ARGUMENTS]    set up, then the window, or the command line with ARGUMENTS
    python3 packaging/bootstrap.py test [ARGUMENTS]   set up, then the tests, ARGUMENTS for pytest

Standard library only. Everything is installed from the locks beside this file, with hashes, into `.venv`.
"""

from __future__ import annotations  # a Python of 3.7 reads this file far enough to say that it is too old

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMP = VENV / "plimsoll-setup"
LOCKS = {
    "run": ROOT / "packaging" / "requirements.txt",
    "test": ROOT / "packaging" / "requirements-dev.txt",
}

NEEDED = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What importing Qt needs: shared library -> Debian package."""

NEEDED_BY_A_WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WANTED_BY_TESTS = {"softhsm2-util": "softhsm2"}
"""What some tests are skipped without: program -> Debian package. SoftHSM is the token that is signed on."""

RENAMED_SINCE_TIME64 = {"libglib2.0-0": "libglib2.0-0t64"}


def main(arguments: list[str]) -> int:
    """Set up what the command needs, then run it."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets a sentence, not a traceback
        return _complain("Plimsoll needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
    if arguments[:1] in (["--help"], ["-h"]):
        print(__doc__)
        return 0
    if not arguments or arguments[0] not in LOCKS:
        return _complain(str(__doc__), 2)
    command, rest = arguments[0], arguments[1:]
    shows = command == "run" and (not rest or rest[0] == "--workspace")
    if not _machine_is_whole(qt=shows or command == "test", window=shows):
        return 1
    if command == "test":
        _install_for_tests()
    if not _is_set_up(command) and not _set_up(command):
        return 1
    module = ["wizard"] if command == "run" else ["pytest", "-n", "2", "--dist", "loadfile", "-q"]
    return _become([str(_python()), "-m", *module, *rest], here=command == "test")


def _python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _fingerprint(command: str) -> str:
    return f"{command} {sys.version_info[0]}.{sys.version_info[1]} {hashlib.sha256(LOCKS[command].read_bytes()).hexdigest()}"


def _is_set_up(command: str) -> bool:
    if not (STAMP.exists() and _python().exists()):
        return False
    done = STAMP.read_text(encoding="utf-8").splitlines()
    return any(_fingerprint(lock) in done for lock in ((command, "test") if command == "run" else (command,)))


def _set_up(command: str) -> bool:
    print("Setting up, once; this takes a minute.", file=sys.stderr)
    if not (_python().exists() or _make_venv()) or not _has_pip():
        return False
    pip = [str(_python()), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    done = subprocess.run([*pip, "--require-hashes", "--no-deps", "-r", str(LOCKS[command])], check=False)
    if done.returncode:
        _complain("The libraries could not be installed (see above). Nothing outside .venv was changed; try again.")
        return False
    lines = STAMP.read_text(encoding="utf-8").splitlines() if STAMP.exists() else []
    kept = [line for line in lines if not line.startswith(command + " ")]
    STAMP.write_text("\n".join([*kept, _fingerprint(command)]) + "\n", encoding="utf-8")
    return True


def _make_venv() -> bool:
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        _complain(f"The environment could not be made in {VENV}. Is the folder writable, and is there space?")
    return done.returncode == 0


def _has_pip() -> bool:
    """Whether the environment can install; one that was stopped while it was made lacks pip and gets it now."""
    for module in (["pip", "--version"], ["ensurepip", "--default-pip"]):
        if subprocess.run([str(_python()), "-m", *module], check=False, capture_output=True).returncode == 0:
            return True
    _complain(f"The environment in {VENV} is not whole. Remove that folder and start again.")
    return False


def _has_ensurepip() -> bool:
    return (
        subprocess.run([sys.executable, "-c", "import ensurepip"], check=False, stderr=subprocess.DEVNULL).returncode
        == 0
    )


def _machine_is_whole(*, qt: bool, window: bool) -> bool:
    """Tell whether the system has all that it must bring; what it lacks is asked for in one command."""
    reasons, packages = [], []
    if not (_python().exists() or _has_ensurepip()):
        reasons.append("Python's own tool for environments is missing.")
        packages.append("python3-venv")
    wanted = _missing_for_qt(window=window) if qt else []
    if wanted:
        reasons.append("Qt misses these shared libraries: " + ", ".join(wanted) + ".")
        packages += _packages(wanted)
    return not packages or _install(packages, " ".join(reasons))


def _missing_for_qt(*, window: bool) -> list[str]:
    if not sys.platform.startswith("linux"):
        return []
    missing = _missing(NEEDED)
    return [*missing, *(_missing(NEEDED_BY_A_WINDOW) if window or missing else [])]


def _missing(libraries: Iterable[str]) -> list[str]:
    missing = []
    for library in libraries:
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(library)
    return missing


def _packages(libraries: list[str]) -> list[str]:
    packages = [{**NEEDED, **NEEDED_BY_A_WINDOW}[library] for library in libraries]
    return [RENAMED_SINCE_TIME64.get(name, name) if _has_time64_names() else name for name in packages]


def _has_time64_names() -> bool:
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    facts = dict(line.replace('"', "").split("=", 1) for line in lines if "=" in line)
    version = facts.get("VERSION_ID", "0").split(".")[0]
    least = {"debian": 13, "ubuntu": 24}.get(facts.get("ID", ""), 10**6)
    return version.isdigit() and int(version) >= least


def _install(packages: list[str], reason: str) -> bool:
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        _complain(f"{reason} Install what your system calls: {' '.join(packages)}")
        return False
    if os.geteuid() != 0:
        _complain(f"{reason} This installs them:\n\n    sudo {' '.join(command)}\n")
        return False
    print(f"{reason} Installing {' '.join(packages)}.", file=sys.stderr)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], check=False, stdout=subprocess.DEVNULL, env=quiet)
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=quiet)
    if done.returncode:
        _complain(f"They could not be installed (see above). The command was:\n\n    {' '.join(command)}\n")
    return done.returncode == 0


def _install_for_tests() -> None:
    """Install what tests can do without, where this user may; nothing is asked for and nothing ends if it fails."""
    lacking = {name: package for name, package in WANTED_BY_TESTS.items() if not shutil.which(name)}
    if lacking and shutil.which("apt-get") and os.geteuid() == 0:
        _install(list(lacking.values()), f"Some tests would be skipped without {', '.join(lacking)}.")


def _become(command: list[str], *, here: bool) -> int:
    folders = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(folder for folder in folders if folder)}
    if here:
        os.chdir(ROOT)
    if os.name == "nt":
        return subprocess.run(command, check=False, env=environment).returncode
    sys.stdout.flush()
    return os.execve(command[0], command, environment)


def _complain(sentence: str, code: int = 1) -> int:
    print(sentence, file=sys.stderr)
    return code


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(_complain("Stopped. Start it again to go on from here.", 130))
