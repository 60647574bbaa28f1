"""The desk opens when its person signs in to the computer: what is written for the desktop, systemd and Windows."""

from __future__ import annotations

import configparser
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dutyroom.autostart import UNIT, Autostart, Folders
from dutyroom.errors import Environment, Refused

PLAIN = ("/opt/dutyroom/dutyroom",)
AWKWARD = ("/opt/值班室 100%/python $3", '/opt/值班室 100%/the "main".py')


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path / "config", tmp_path / "data")


class Asked:
    """Takes commands in place of the system, and answers with ``status``."""

    def __init__(self, status: int = 0) -> None:
        self.status = status
        self.commands: list[Sequence[str]] = []
        self.task = ""

    def __call__(self, command: Sequence[str]) -> int:
        self.commands.append(command)
        if "/XML" in command:
            self.task = Path(command[command.index("/XML") + 1]).read_text("utf-16")
        return self.status


def value(file: Path, section: str, key: str) -> str:
    """Return a value of a desktop entry or a unit."""
    read = configparser.ConfigParser(interpolation=None, strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string(file.read_text("utf-8"))
    return read[section][key]


def unquoted(exec_value: str) -> list[str]:
    """Return the words of an Exec value, read as the specification of desktop entries says."""
    plain = exec_value.replace("\\\\", "\\").replace("\\$", "$")  # shlex knows no escaped dollar
    return [word.replace("%%", "%") for word in shlex.split(plain)]


@pytest.mark.parametrize("desk", [PLAIN, AWKWARD])
def test_the_desktop_starts_the_unit_and_without_systemd_the_desk(folders: Folders, desk: tuple[str, ...]) -> None:
    asked = Asked()
    autostart = Autostart(folders, desk, asked, windows=False)
    assert not autostart.is_on()
    autostart.turn_on()
    assert autostart.is_on()
    shell, option, script = unquoted(value(folders.autostart, "Desktop Entry", "Exec"))
    assert (shell, option) == ("/bin/sh", "-c")
    service, alone = script.split(" || exec ")
    assert service.endswith(f"systemctl --user start {UNIT}")
    assert "DISPLAY XAUTHORITY WAYLAND_DISPLAY" in service
    assert shlex.split(alone) == list(desk)
    assert unquoted(value(folders.menu, "Desktop Entry", "Exec")) == list(desk)
    assert folders.icon.read_text("utf-8").startswith("<svg")


def test_the_unit_opens_the_desk_again_at_once_and_holds_its_key(folders: Folders) -> None:
    Autostart(folders, PLAIN, Asked(), windows=False).turn_on()
    said = {
        key: value(folders.unit, "Service", key)
        for key in ("ExecStart", "Restart", "RestartSec", "FileDescriptorStoreMax", "NotifyAccess")
    }
    assert said == {
        "ExecStart": PLAIN[0],
        "Restart": "on-failure",
        "RestartSec": "100ms",
        "FileDescriptorStoreMax": "1",
        "NotifyAccess": "main",
    }


def test_turned_off_it_stays_in_the_menu_only(folders: Folders) -> None:
    autostart = Autostart(folders, PLAIN, Asked(), windows=False)
    autostart.turn_on()
    autostart.turn_off()
    assert not autostart.is_on()
    assert not folders.unit.exists()
    assert folders.menu.exists()
    autostart.turn_off()


def test_what_cannot_be_done_is_said(tmp_path: Path, folders: Folders) -> None:
    with pytest.raises(Refused, match=r"autostart\.no_desk"):
        Autostart(folders, (), Asked(), windows=False).turn_on()
    (tmp_path / "config").write_text("in the way", "utf-8")
    with pytest.raises(Environment, match=r"autostart\.failed"):
        Autostart(folders, PLAIN, Asked(), windows=False).turn_on()


def test_on_windows_a_task_opens_it_at_sign_in_and_after_a_crash(
    folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMP", str(tmp_path))
    asked = Asked()
    desk = (r"C:\Program Files\A&B\python.exe", r"C:\值班室\main.py")
    Autostart(folders, desk, asked, windows=True).turn_on()
    assert asked.commands[-1][:4] == ("schtasks", "/Create", "/TN", "Dutyroom")
    names = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    task = ElementTree.fromstring(asked.task.encode("utf-16"))
    assert task.findtext(".//t:Command", namespaces=names) == desk[0]
    assert task.findtext(".//t:Arguments", namespaces=names) == desk[1]
    assert task.findtext(".//t:RestartOnFailure/t:Interval", namespaces=names) == "PT1M"
    assert not list(tmp_path.glob("*.xml"))
    with pytest.raises(Environment, match=r"autostart\.failed"):
        Autostart(folders, desk, Asked(1), windows=True).turn_on()
    Autostart(folders, desk, asked, windows=True).turn_off()
    assert asked.commands[-1] == ("schtasks", "/Delete", "/TN", "Dutyroom", "/F")


def test_systemd_and_the_desktop_read_what_was_written_where_they_are_installed(folders: Folders) -> None:
    Autostart(folders, ("/bin/true",), Asked(), windows=False).turn_on()
    for command in (
        ("desktop-file-validate", folders.menu),
        ("desktop-file-validate", folders.autostart),
        ("systemd-analyze", "verify", "--user", "--man=no", folders.unit),
    ):
        try:
            done = subprocess.run([*map(str, command)], capture_output=True, encoding="utf-8", check=False)
        except FileNotFoundError:
            assert folders.menu.is_file()
            continue
        assert "dutyroom" not in done.stderr + done.stdout, done.stderr + done.stdout
