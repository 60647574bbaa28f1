"""A copy every hour in a second place; a room brought back from the last good one, with what its file still holds."""

from __future__ import annotations

import random
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dutyroom.__main__ import main
from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, Place, open_house, unlock
from dutyroom.clock import SetClock
from dutyroom.errors import Environment, Refused
from dutyroom.log.model import EntryKind, Field, MatterFilter, NewEntry, Urgency
from dutyroom.safekeeping import (
    BroughtBack,
    Copy,
    KeepingRule,
    bring_room_back,
    copies_in,
    is_due,
    keep_copy,
    newest_good,
    surplus,
)
from dutyroom.storage.mark import mark_file
from tests.conftest import Template
from tests.factories import LOGIN, OTHER_PASSWORD, PASSWORD, SHANGHAI, a_slip


def nobody(_done: int, _all: int) -> None:
    """Tell nobody."""


@pytest.fixture
def rule(tmp_path: Path) -> KeepingRule:
    return KeepingRule(tmp_path / "second place", hourly=3, daily=2)


def crash(house: House, folder: Path) -> Place:
    """Copy the room as a crash leaves it: the data file, its log, ring and mark."""
    folder.mkdir()
    for file in house.place.data_file.parent.iterdir():
        if file.is_file() and not file.name.endswith("-shm"):
            shutil.copy(file, folder)
    return Place.in_folder(folder)


def a_busy_hour(house: House, session: Session, clock: SetClock, count: int = 4) -> None:
    """Log calls, follow them up and close some, so that rows are added and rows move."""
    for number in range(count):
        clock.advance(timedelta(minutes=3))
        matter = house.log.open_matter(session, a_slip(clock, subject=f"东湖区来电{number}")).matter
        house.log.add_entry(session, matter.id, NewEntry(EntryKind.TOLD, "已报告带班领导"))
        house.log.correct_field(session, matter.id, Field.URGENCY, Urgency.FLASH.value)
        if number % 2:
            house.log.close(session, matter.id, "已办")


def back_from(copy: Path, target: Place, founded: Template, clock: SetClock) -> BroughtBack:
    return bring_room_back(copy, target, founded.data_key, clock, nobody)


# --- copies ------------------------------------------------------------------


@pytest.mark.req("R001")
def test_a_copy_is_due_every_hour_is_whole_and_is_noted(
    house: House, session: Session, clock: SetClock, rule: KeepingRule, founded: Template
) -> None:
    assert is_due(house, rule)
    house.log.open_matter(session, a_slip(clock))
    copy = keep_copy(house, rule, nobody)
    assert copies_in(rule.folder, house.calendar.zone) == [Copy(copy, clock.now().astimezone(SHANGHAI))]
    assert house.journal.newest(limit=1)[0].act == "room.backed_up"
    assert not is_due(house, rule)
    clock.advance(timedelta(minutes=59))
    assert not is_due(house, rule)
    clock.advance(timedelta(minutes=1))
    assert is_due(house, rule)
    clock.jump(clock.now() - timedelta(days=2))
    assert is_due(house, rule), "a copy from the future puts none off"
    opened = open_house(Place(copy), founded.data_key, clock)
    assert opened.verify().whole
    opened.close()


def test_the_newest_copies_stay_and_the_last_of_each_newest_day() -> None:
    def at(day: int, hour: int) -> Copy:
        made = datetime(2026, 11, day, hour, tzinfo=SHANGHAI)
        return Copy(Path(f"{day}-{hour}"), made)

    copies = [at(day, hour) for day in (18, 19, 20, 21) for hour in (6, 12, 18)]
    kept = set(copies) - set(surplus(copies, hourly=2, daily=3))
    assert kept == {at(21, 18), at(21, 12), at(20, 18), at(19, 18)}
    assert surplus(copies[:2], hourly=2, daily=1) == []


def test_copies_that_the_rule_no_longer_keeps_go_with_their_rings_and_nothing_else_does(
    house: House, clock: SetClock, rule: KeepingRule
) -> None:
    rule.folder.mkdir()
    stranger = rule.folder / "dutyroom-notes.dutyroom"
    stranger.write_bytes(b"not ours")
    for _ in range(6):
        keep_copy(house, rule, nobody)
        clock.advance(timedelta(hours=1))
    kept = copies_in(rule.folder, house.calendar.zone)
    assert len(kept) == 3, "the last of the day before is among the newest three"
    assert {file.suffix for file in rule.folder.iterdir()} == {".dutyroom", ".keys"}
    assert len(list(rule.folder.glob("*.keys"))) == len(kept)
    assert stranger.exists()


def test_a_copy_that_fails_is_told_and_noted_and_the_desk_goes_on(
    house: House, session: Session, clock: SetClock, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "stick"
    in_the_way.write_bytes(b"a file where the folder should be")
    with pytest.raises(Environment):
        keep_copy(house, KeepingRule(in_the_way), nobody)
    assert house.journal.newest(limit=1)[0].act == "room.backup_failed"
    with pytest.raises(Refused) as told:
        keep_copy(house, KeepingRule(house.place.data_file.parent), nobody)
    assert told.value.code == "backup.same_folder"
    house.log.open_matter(session, a_slip(clock))


# --- the way back ------------------------------------------------------------


@pytest.mark.req("R001", "R204")
def test_a_room_comes_back_with_every_act_that_its_damaged_file_can_prove(
    house: House, session: Session, clock: SetClock, rule: KeepingRule, founded: Template, tmp_path: Path
) -> None:
    a_busy_hour(house, session, clock)
    copy = keep_copy(house, rule, nobody)
    a_busy_hour(house, session, clock)
    house.drafts.keep(session, "d" * 32, "slip", "正在通话")
    head = house.journal.head()
    target = crash(house, tmp_path / "crashed")
    back = back_from(copy, target, founded, clock)
    assert back.salvaged.lost == 0
    assert back.salvaged.brought > 10
    opened, signed_in = unlock(target, LOGIN, PASSWORD, clock)
    try:
        assert opened.verify().whole
        assert not opened.lost_lines
        assert opened.log_reader.counts(signed_in, MatterFilter(), clock.now()).total == 8
        assert [draft.payload for draft in opened.drafts.of(signed_in, "slip")] == ["正在通话"]
        assert len(opened.log_reader.search(signed_in, "东湖区来电").hits) >= 8
        lines = {line.seq: line.hash for line in opened.journal.newest(limit=100)}
        assert lines[head.seq] == head.hash, "the chain goes on where it stood"
        assert opened.journal.newest(before=head.seq + 2, limit=1)[0].act == "room.restored"
        opened.log.open_matter(signed_in, a_slip(clock))
        assert opened.verify().whole
    finally:
        opened.close()
    assert back.kept is not None
    assert back.kept.exists()
    assert not (target.data_file.parent / "coming-back").exists()


def test_wherever_the_file_is_damaged_the_room_comes_back_whole_with_no_less_than_the_copy(
    house: House, session: Session, clock: SetClock, rule: KeepingRule, founded: Template, tmp_path: Path
) -> None:
    a_busy_hour(house, session, clock, 2)
    copy = keep_copy(house, rule, nobody)
    a_busy_hour(house, session, clock, 2)
    house.close()
    file = house.place.data_file
    whole = file.read_bytes()
    draw = random.Random(20261122)
    brought = []
    for number in range(12):
        torn = bytearray(whole)
        for _ in range(1 + number % 3):
            torn[draw.randrange(len(whole))] ^= 1
        folder = tmp_path / f"torn-{number}"
        shutil.copytree(file.parent, folder)
        target = Place.in_folder(folder)
        target.data_file.write_bytes(torn if number else b"")
        back = back_from(copy, target, founded, clock)
        brought.append(back.salvaged.brought)
        opened = open_house(target, founded.data_key, clock)
        assert opened.verify().whole
        assert not opened.lost_lines
        found = opened.log_reader.counts(opened.accounts.sign_in(founded.account_id), MatterFilter(), clock.now())
        assert found.total >= 2
        opened.close()
    assert brought[0] == 0, "an empty file gives nothing"
    assert max(brought) > 5


def test_a_password_changed_since_the_copy_still_opens_after_it(
    house: House, session: Session, clock: SetClock, rule: KeepingRule, founded: Template, tmp_path: Path
) -> None:
    copy = keep_copy(house, rule, nobody)
    house.accounts.change_password(session, PASSWORD, OTHER_PASSWORD)
    target = crash(house, tmp_path / "crashed")
    back_from(copy, target, founded, clock)
    opened, _session = unlock(target, LOGIN, OTHER_PASSWORD, clock)
    assert opened.verify().whole
    opened.close()
    target.key_file.write_bytes(b"torn")
    back_from(copy, target, founded, clock)
    opened, _session = unlock(target, LOGIN, PASSWORD, clock)
    opened.close()


def test_a_copy_that_is_damaged_is_passed_over_for_the_one_before(
    house: House, clock: SetClock, rule: KeepingRule, founded: Template
) -> None:
    older = keep_copy(house, rule, nobody)
    clock.advance(timedelta(hours=1))
    newer = keep_copy(house, rule, nobody)
    assert newest_good([newer, older], founded.data_key) == newer
    torn = bytearray(newer.read_bytes())
    torn[9000] ^= 1
    newer.write_bytes(torn)
    assert newest_good([newer, older], founded.data_key) == older
    with pytest.raises(Environment) as told:
        back_from(newer, house.place, founded, clock)
    assert told.value.code == "backup.not_whole"


def test_one_command_brings_the_room_back_from_a_folder_of_copies(
    house: House,
    session: Session,
    clock: SetClock,
    rule: KeepingRule,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    keep_copy(house, rule, nobody)
    a_busy_hour(house, session, clock, 2)
    target = crash(house, tmp_path / "crashed")
    torn = bytearray(target.data_file.read_bytes())
    torn[4096 * 3 + 7] ^= 1
    target.data_file.write_bytes(torn)
    monkeypatch.setenv("DUTYROOM_PASSWORD", PASSWORD)
    assert main(["restore", str(rule.folder), str(target.data_file.parent), "--account", LOGIN]) == 0
    said = capsys.readouterr().out
    assert "已恢复到" in said
    assert "原来的文件保留为" in said
    assert main(["verify", str(target.data_file), "--account", LOGIN]) == 0
    assert not mark_file(target.data_file).exists(), "it spoke of the old file"
    (tmp_path / "empty").mkdir()
    assert main(["restore", str(tmp_path / "empty"), str(target.data_file.parent), "--account", LOGIN]) == 1
