"""Builds the frozen desk and tries it: ``python -m scripts.release``; see docs/release.md.

Makes an environment of its own below ``build/`` from ``requirements/build.txt``, lets PyInstaller make
``dist/dutyroom`` from it, holds the size against the promise, and lets both programs of the folder say that they work.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINNED = ROOT / "requirements" / "build.txt"
ENVIRONMENT = ROOT / "build" / "environment"
BUILT = ROOT / "dist" / "dutyroom"
PROMISED_MEGABYTES = 190
_PROGRAM_FOLDER, _END = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")


def main() -> int:
    """Build and try; return the exit status: 0 when the folder may be handed out."""
    python = _environment()
    _run(
        *(python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"),
        *("--workpath", str(ROOT / "build" / "pyinstaller"), "--distpath", str(BUILT.parent), "pyinstaller.spec"),
    )
    megabytes = size_of(BUILT) / 1_000_000
    print(f"dist/dutyroom: {megabytes:.0f} MB", flush=True)
    if os.name != "nt" and megabytes > PROMISED_MEGABYTES:
        print(f"more than the {PROMISED_MEGABYTES} MB that were promised")
        return 1
    _run(str(BUILT / f"dutyroom{_END}"), "--self-test")
    _run(str(BUILT / f"dutyroom-admin{_END}"), "calendar", "2026-10-01")
    return 0


def size_of(folder: Path) -> int:
    """Return the bytes of all files below ``folder``; a link costs nothing."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def _environment() -> str:
    """Return the Python of an environment that holds what is pinned and nothing else."""
    python = ENVIRONMENT / _PROGRAM_FOLDER / f"python{_END}"
    stamp = ENVIRONMENT / "built-from.txt"
    if not stamp.exists() or stamp.read_bytes() != PINNED.read_bytes():
        venv.EnvBuilder(with_pip=True, clear=True).create(ENVIRONMENT)
        _run(str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(PINNED))
        stamp.write_bytes(PINNED.read_bytes())
    return str(python)


def _run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, check=False).returncode
    if done:
        print(f"ended with {done}: {' '.join(command)}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    sys.exit(main())
