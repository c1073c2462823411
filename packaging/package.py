"""The checkout goes in, a built application in build/application/plimsoll comes out; it proves itself before it is kept."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
APPLICATION = BUILD / "application" / "plimsoll"

LEFT_OUT = (
    "aiohttp",  # pyHanko would fetch with it; nothing here opens a connection
    "requests",
    "pip",
    "tkinter",
    "pytest",
    "hypothesis",
    "PySide6.QtNetwork",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtOpenGL",
)


def main() -> int:
    """Build, then run the built application's own self-test; a failed build leaves nothing behind."""
    shutil.rmtree(APPLICATION, ignore_errors=True)
    built = subprocess.run(_command(), cwd=ROOT, check=False)
    if built.returncode:
        return built.returncode
    program = APPLICATION / ("plimsoll.exe" if sys.platform == "win32" else "plimsoll")
    tested = subprocess.run([str(program), "self-test"], cwd=BUILD, check=False)
    if tested.returncode:
        shutil.rmtree(APPLICATION, ignore_errors=True)
        print("The built application failed its own self-test and was removed.", file=sys.stderr)
        return tested.returncode
    size = sum(path.stat().st_size for path in APPLICATION.rglob("*") if path.is_file() and not path.is_symlink())
    print(f"Built and tested: {APPLICATION.relative_to(ROOT)}, {size / 2**20:.0f} MB")
    return 0


def _command() -> list[str]:
    separator = ";" if sys.platform == "win32" else ":"
    data = [f"{ROOT / name}{separator}{name}" for name in ("questionnaires", "assets")]
    options = ["--noconfirm", "--clean", "--onedir", "--name", "plimsoll", "--log-level", "WARN"]
    folders = ["--distpath", str(BUILD / "application"), "--workpath", str(BUILD / "work"), "--specpath", str(BUILD)]
    return [
        *(sys.executable, "-m", "PyInstaller", *options, *folders),
        *(part for item in data for part in ("--add-data", item)),
        *(part for name in LEFT_OUT for part in ("--exclude-module", name)),
        *(
            "--collect-submodules",
            "wizard",
            "--collect-submodules",
            "pkcs11",
            "--collect-data",
            "pikepdf",
            "--collect-data",
            "reportlab",
        ),
        str(ROOT / "wizard" / "__main__.py"),
    ]


if __name__ == "__main__":
    sys.exit(main())
