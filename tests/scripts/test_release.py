"""What a frozen build is made from: pinned like everything else, nothing in it that the desk does not run with."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from dutyroom import __version__
from dutyroom.self_check import WITHOUT_ROOM
from scripts.release import PINNED, ROOT, size_of

BUILDERS = {
    *("altgraph", "macholib", "packaging", "pefile", "pyinstaller", "pyinstaller-hooks-contrib", "pywin32-ctypes"),
    "setuptools",
}


def pinned_in(file: Path) -> dict[str, str]:
    """Return the packages of a requirement file with their versions and conditions."""
    lines = [line.rstrip(" \\") for line in file.read_text("utf-8").splitlines() if not line.startswith(" ")]
    return {name: rest for name, _equals, rest in (line.partition("==") for line in lines)}


def test_a_build_has_the_versions_that_run_and_beside_them_only_what_builds() -> None:
    runtime, build = pinned_in(PINNED.with_name("runtime.txt")), pinned_in(PINNED)
    assert {name: build[name] for name in runtime} == runtime
    assert set(build) - set(runtime) == BUILDERS


def test_no_requirement_file_names_a_registry() -> None:
    for file in PINNED.parent.glob("*.txt"):
        words = file.read_text("utf-8")
        assert "://" not in words, file.name
        assert not re.search(r"^\s*(-i|--index-url|--extra-index-url|--find-links|-f)\b", words, re.MULTILINE), (
            file.name
        )


def test_the_version_of_the_build_is_that_of_the_program() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == __version__
    assert WITHOUT_ROOM, "and the build is tried by checks"


def test_the_size_of_a_folder_counts_each_file_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "library").write_bytes(bytes(1000))
    (tmp_path / "link").symlink_to(tmp_path / "in" / "library")
    assert size_of(tmp_path) == 1000
