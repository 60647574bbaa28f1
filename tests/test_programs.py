"""Where the programs are, and that a frozen desk lends its libraries to nobody."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dutyroom.programs import desk_command, free_children, is_frozen


def test_in_a_checkout_the_desk_is_opened_by_main() -> None:
    assert not is_frozen()
    python, screen = desk_command()
    assert python == sys.executable
    assert Path(screen).name == "main.py"
    assert Path(screen).is_file()


def test_in_a_frozen_build_the_desk_stands_beside_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "dutyroom-admin"))
    assert desk_command() == (), "the commands alone can open no desk"
    (tmp_path / "dutyroom").touch()
    assert desk_command() == (str(tmp_path / "dutyroom"),)


def test_a_player_started_from_a_frozen_desk_gets_the_systems_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    inherited = {"LD_LIBRARY_PATH": "/opt/dutyroom/_internal", "LD_LIBRARY_PATH_ORIG": "/opt/site", "HOME": "/home/x"}
    free_children(inherited)
    assert inherited == {"LD_LIBRARY_PATH": "/opt/site", "HOME": "/home/x"}
    inherited = {"LD_LIBRARY_PATH": "/opt/dutyroom/_internal"}
    free_children(inherited)
    assert inherited == {}


def test_a_desk_from_a_checkout_leaves_the_path_of_libraries_alone() -> None:
    inherited = {"LD_LIBRARY_PATH": "/opt/site"}
    free_children(inherited)
    assert inherited == {"LD_LIBRARY_PATH": "/opt/site"}
