"""The commands on a room's file: each does its work, says so in a sentence, and ends with the status for it."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from dutyroom.__main__ import main
from dutyroom.bootstrap import House, Place, open_house, open_with_recovery_key
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.log.tables import entries
from tests.conftest import Template
from tests.factories import EVENING, LOGIN, PASSWORD
from tests.journal.tampering import behind_the_back

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-21"


class Room:
    """A worked room on the disk and the commands on it."""

    def __init__(self, place: Place, template: Template, capfd: pytest.CaptureFixture[str]) -> None:
        self.place = place
        self.file = str(place.data_file)
        self._template = template
        self._capfd = capfd
        self.out = ""
        self.err = ""

    def run(self, command: str, *arguments: str, login: str = LOGIN) -> int:
        """Run a command on the file as the founder and return its status; what it said is in ``out`` and ``err``."""
        return self.say([command, self.file, *arguments, "--account", login])

    def say(self, arguments: list[str]) -> int:
        """Run a command as it stands."""
        self._capfd.readouterr()
        try:
            status = main(arguments)
        except SystemExit as leaving:
            status = int(str(leaving.code))
        self.out, self.err = self._capfd.readouterr()
        return status

    def last_words(self) -> str:
        """Return the last line that was said."""
        return [line for line in (self.out + self.err).splitlines() if line.strip()][-1]

    def open(self) -> House:
        return open_house(self.place, self._template.data_key, SetClock(EVENING))


@pytest.fixture
def room(worked: Template, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.setenv("DUTYROOM_PASSWORD", PASSWORD)
    return Room(worked.copy_to(tmp_path / "room"), worked, capfd)


# --- verify ------------------------------------------------------------------


@pytest.mark.req("R204")
def test_a_whole_file_is_called_whole(room: Room) -> None:
    assert room.run("verify") == 0
    assert re.fullmatch(r"完整：\d+ 行日志、\d+ 条数据逐一相符，链首 \d+·[0-9a-f ]+。", room.last_words())


def test_checking_a_file_leaves_it_as_it_was(room: Room) -> None:
    assert room.run("verify") == 0
    first = room.out
    before = room.place.data_file.read_bytes()
    assert room.run("verify") == 0
    assert room.out == first
    assert room.place.data_file.read_bytes() == before


@pytest.mark.req("R204")
def test_a_changed_word_is_found_and_its_line_named(room: Room) -> None:
    house = room.open()
    with behind_the_back(house) as connection:
        seq = connection.execute(text("SELECT min(seq) FROM entries")).scalar_one()
        connection.execute(entries.update().where(entries.c.seq == seq).values(text="暂无异常"))
        line = connection.execute(text("SELECT min(seq) FROM journal WHERE act = 'matter.opened'")).scalar_one()
    house.close()
    assert room.run("verify") == 1
    words = room.last_words()
    assert words.startswith(f"不完整：第 {line} 行（2026-11-21 ")
    assert "登记的数据被改动" in words
    assert "matter.opened" in words or "登记事项" in words
    assert words.endswith("。")


@pytest.mark.req("R204")
def test_a_changed_byte_is_found(room: Room) -> None:
    whole = bytearray(room.place.data_file.read_bytes())
    whole[len(whole) // 2] ^= 1
    room.place.data_file.write_bytes(whole)
    assert room.run("verify") == 1
    assert "损坏" in room.last_words()
    assert room.last_words().endswith("。")


@pytest.mark.req("R204")
def test_the_verdict_as_json_names_the_line_too(room: Room) -> None:
    assert room.run("verify", "--json") == 0
    verdict = json.loads(room.out)
    assert verdict["whole"] is True
    assert verdict["lines"] > 20
    assert verdict["rows"] > verdict["lines"]
    assert "break" not in verdict
    assert room.err.strip().endswith("。")
    house = room.open()
    with behind_the_back(house) as connection:
        connection.execute(text("DELETE FROM journal WHERE seq = 5"))
    house.close()
    assert room.run("verify", "--json") == 1
    verdict = json.loads(room.out)
    assert verdict["whole"] is False
    assert (verdict["break"]["reason"], verdict["break"]["line"]) == ("line_missing", 5)


@pytest.mark.req("R084", "R204")
def test_a_head_printed_on_paper_is_held_against_the_chain(room: Room) -> None:
    house = room.open()
    head = house.journal.head().short()
    house.close()
    assert room.run("verify", "--head", head) == 0
    typed_by_hand = head.replace("·", ".").upper()
    assert room.run("verify", "--head", typed_by_hand) == 0
    wrong = head[:-1] + ("0" if head[-1] != "0" else "1")
    assert room.run("verify", "--head", wrong) == 1
    assert "纸上" in room.last_words()
    assert room.run("verify", "--head", "四百一十七") == 1
    assert "不是日志链的写法" in room.last_words()


# --- backup and restore --------------------------------------------------------


def test_a_backup_is_a_whole_room_of_its_own(room: Room, tmp_path: Path) -> None:
    assert room.run("backup", str(tmp_path / "usb")) == 0
    (copy,) = (tmp_path / "usb").glob("*.dutyroom")
    assert str(copy) in room.out
    assert copy.with_suffix(".keys").exists()
    assert room.say(["verify", str(copy), "--account", LOGIN]) == 0


def test_a_restored_room_holds_what_the_backup_held_and_the_old_one_is_kept(room: Room, tmp_path: Path) -> None:
    assert room.run("backup", str(tmp_path / "usb")) == 0
    (copy,) = (tmp_path / "usb").glob("*.dutyroom")
    target = tmp_path / "new computer"
    assert room.say(["restore", str(copy), str(target), "--account", LOGIN]) == 0
    restored = Place.in_folder(target)
    assert room.say(["verify", str(restored.data_file), "--account", LOGIN]) == 0
    assert room.say(["restore", str(copy), str(target), "--account", LOGIN]) == 0
    assert "保留为" in room.last_words()
    kept = [file for file in target.iterdir() if file.name.startswith("room.dutyroom") and file != restored.data_file]
    assert kept


def test_a_damaged_backup_is_not_put_in_the_place_of_a_room(room: Room, tmp_path: Path) -> None:
    assert room.run("backup", str(tmp_path / "usb")) == 0
    (copy,) = (tmp_path / "usb").glob("*.dutyroom")
    torn = bytearray(copy.read_bytes())
    torn[len(torn) // 2] ^= 1
    copy.write_bytes(torn)
    before = room.place.data_file.read_bytes()
    assert room.say(["restore", str(copy), str(room.place.data_file.parent), "--account", LOGIN]) == 1
    assert room.last_words().endswith("。")
    assert room.place.data_file.read_bytes() == before


# --- export and import -----------------------------------------------------------


@pytest.mark.req("R018")
@pytest.mark.parametrize(("what", "title"), [(DAY, "值班记录"), (f"{DAY}/night", "值班工作日志")])
def test_the_papers_are_written_as_word_and_excel_files(room: Room, tmp_path: Path, what: str, title: str) -> None:
    out = tmp_path / "new folder"
    assert room.run("export", what, "--out", str(out)) == 0
    files = sorted(out.iterdir())
    assert [file.suffix for file in files] == [".docx", ".xlsx"]
    assert all(file.name.startswith(f"{title}-2026-11-21") for file in files)
    assert all(str(file) in room.out for file in files)
    house = room.open()
    with house.store.read() as connection:
        acts = [row[0] for row in connection.execute(text("SELECT act FROM journal ORDER BY seq"))]
    house.close()
    assert "paper.put_out" in acts[-2:]


@pytest.mark.parametrize("what", ["gestern", "2026-02-30", f"{DAY}/noon", "2026-11", ""])
def test_a_day_or_watch_that_is_none_is_refused_in_a_sentence(room: Room, tmp_path: Path, what: str) -> None:
    assert room.run("export", what, "--out", str(tmp_path / "out")) == 1
    assert "不是班次" in room.last_words()
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True


def test_a_lost_recovery_key_is_replaced_and_the_old_one_is_void(room: Room, recovery_key: str) -> None:
    assert room.run("recovery-key") == 0
    made = room.out.splitlines()[0]
    assert re.fullmatch(r"([0-9A-Z]{4}-){7}[0-9A-Z]{4}", made)
    assert "旧密钥已作废" in room.last_words()
    assert not Path(f"{room.place.key_file}.previous").exists(), "no older ring that it would still open"
    house = open_with_recovery_key(room.place, made, SetClock(EVENING))
    assert house.journal.newest(limit=1)[0].act == "room.recovery_key_replaced"
    assert house.verify().whole
    house.close()
    with pytest.raises(Refused):
        open_with_recovery_key(room.place, recovery_key, SetClock(EVENING))


def test_a_table_of_units_and_people_is_read_in_and_its_bad_rows_are_named(room: Room, tmp_path: Path) -> None:
    table = tmp_path / "directory.csv"
    table.write_text("单位,值班电话\n南川县应急管理局,0999-8000201\n北屏区应急管理局,一二三\n", "utf-8")
    assert room.run("import", str(table)) == 0
    assert "第 3 行" in room.err
    assert re.fullmatch(r"已导入 \d+ 条，1 处问题。", room.out.strip())
    house = room.open()
    names = [unit.name for unit in house.directory.book(house.accounts.sign_in(house.accounts.all()[0].id)).units]
    house.close()
    assert "南川县应急管理局" in names
    assert "北屏区应急管理局" not in names


def test_a_table_that_is_not_there_is_refused_in_a_sentence(room: Room, tmp_path: Path) -> None:
    assert room.run("import", str(tmp_path / "nothing.xlsx")) == 1
    assert room.last_words().endswith("。")


# --- who opens it --------------------------------------------------------------


def test_the_password_comes_from_a_file_a_variable_or_the_standard_input(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DUTYROOM_PASSWORD")
    secret = tmp_path / "password"
    for ending in ("", "\n", "\r\n"):
        secret.write_bytes((PASSWORD + ending).encode())
        assert room.run("verify", "--password-file", str(secret)) == 0, repr(ending)
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    assert room.run("verify", "--password-file", "-") == 0
    monkeypatch.setenv("DUTYROOM_PASSWORD", PASSWORD)
    assert room.run("verify") == 0


def test_a_wrong_password_is_refused_and_counted(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUTYROOM_PASSWORD", "wrong-1-Wrong")
    for _ in range(5):
        assert room.run("verify") == 1
    assert room.run("verify") == 1
    assert "分钟" in room.last_words()


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"], ids=["no such file", "not a text"])
def test_a_password_file_that_cannot_be_read_is_told_in_a_sentence(
    room: Room, tmp_path: Path, content: bytes | None
) -> None:
    secret = tmp_path / "password"
    if content is not None:
        secret.write_bytes(content)
    assert room.run("verify", "--password-file", str(secret)) == 1
    assert room.last_words().endswith("。")
    assert "Traceback" not in room.err


def test_without_a_terminal_nobody_is_asked(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DUTYROOM_PASSWORD")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert room.say(["verify", room.file]) in (1, 2)
    assert room.last_words().endswith("。")


def test_an_empty_name_is_a_file_that_is_not_there(room: Room) -> None:
    for command in (["verify", ""], ["export", "", DAY, "--out", "papers"], ["restore", "", "room"]):
        assert room.say(command) == 1
        assert room.last_words()


def test_a_file_that_is_not_there_is_told_in_a_sentence(room: Room, tmp_path: Path) -> None:
    for command in (["verify"], ["backup"], ["restore"]):
        arguments = [*command, str(tmp_path / "nowhere.dutyroom"), *([str(tmp_path)] if command != ["verify"] else [])]
        assert room.say([*arguments, "--account", LOGIN]) == 1
        assert room.last_words().endswith("。")


# --- the contract ----------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [[], ["nonsense"], ["verify"], ["backup", "x"], ["export", "x", DAY], ["calendar"], ["calendar", "tomorrow"]],
    ids=" ".join,
)
def test_wrong_use_ends_with_status_two(room: Room, arguments: list[str]) -> None:
    assert room.say(arguments) == 2
    assert room.out + room.err


def test_help_lists_every_command(room: Room) -> None:
    assert room.say(["--help"]) == 0
    for command in ("verify", "backup", "restore", "export", "import", "recovery-key", "calendar", "grade"):
        assert command in room.out


def test_every_command_ends_with_a_sentence(room: Room, tmp_path: Path) -> None:
    table = tmp_path / "directory.csv"
    table.write_text("单位,值班电话\n南川县应急管理局,0999-8000201\n", "utf-8")
    said = {}
    for command in (
        ["verify"],
        ["backup", str(tmp_path / "usb")],
        ["export", DAY, "--out", str(tmp_path)],
        ["import", str(table)],
        ["recovery-key"],
    ):
        assert room.run(*command) == 0
        said[command[0]] = room.last_words()
    (copy,) = (tmp_path / "usb").glob("*.dutyroom")
    assert room.say(["restore", str(copy), str(tmp_path / "new"), "--account", LOGIN]) == 0
    said["restore"] = room.last_words()
    assert room.say(["calendar", "2026-02-14"]) == 0
    said["calendar"] = room.last_words()
    assert {command for command, words in said.items() if not words.endswith("。")} == set()


def test_the_calendar_answers_through_the_same_door(room: Room) -> None:
    assert room.say(["calendar", "2026-10-01", "--json"]) == 0
    assert json.loads(room.out)["day_type"] == "statutory_holiday"


def test_a_real_process_says_and_ends_the_same(room: Room) -> None:
    environment = {**os.environ, "DUTYROOM_PASSWORD": PASSWORD, "PYTHONIOENCODING": "utf-8"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "dutyroom", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            check=False,
        )

    done = run("verify", room.file, "--account", LOGIN)
    assert (done.returncode, done.stdout[:3], done.stderr) == (0, "完整：", "")
    wrong = run("nonsense")
    assert wrong.returncode == 2
    assert "Traceback" not in wrong.stderr
