"""A higher room follows an act of the log within it: both are on the disk, or neither is."""

from __future__ import annotations

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.log.model import EntryKind, MatterFile, MatterFilter, NewEntry
from dutyroom.log.service import Log
from dutyroom.storage.store import UnitOfWork
from tests.factories import a_slip


def test_every_act_is_followed_with_the_matter_as_it_then_stands(
    house: House, session: Session, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, str]] = []

    def follow(_unit: UnitOfWork, _session: Session, act: str, file: MatterFile) -> None:
        heard.append((act, file.matter.state.value))

    monkeypatch.setattr(house.log, "_consequences", (follow,))
    matter = house.log.open_matter(session, a_slip(clock)).matter
    house.log.add_entry(session, matter.id, NewEntry(EntryKind.TOLD, "已报告"))
    house.log.close(session, matter.id, "已办")
    house.log.reopen(session, matter.id, "又有来电")
    assert heard == [
        ("matter.opened", "open"),
        ("matter.step_added", "open"),
        ("matter.closed", "closed"),
        ("matter.reopened", "open"),
    ]


def test_a_consequence_that_is_refused_undoes_the_act(
    house: House, session: Session, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_unit: UnitOfWork, _session: Session, _act: str, _file: MatterFile) -> None:
        raise Refused("log.nothing_changed")

    monkeypatch.setattr(house.log, "_consequences", (refuse,))
    with pytest.raises(Refused):
        house.log.open_matter(session, a_slip(clock))
    assert house.log_reader.page(session, MatterFilter()).matters == ()


def test_a_step_that_follows_from_a_higher_room_is_an_entry_and_is_not_followed_again(
    house: House, session: Session, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = house.log.open_matter(session, a_slip(clock)).matter

    def fail(*_told: object) -> None:
        pytest.fail("the room that acts knows")

    monkeypatch.setattr(house.log, "_consequences", (fail,))
    log: Log = house.log
    with house.store.write() as unit:
        entry = log.note_step(unit, session, matter.id, EntryKind.TOLD, "电话报告带班领导：已接通")
        unit.commit()
    assert house.log_reader.file(session, matter.id).entries[-1] == entry
    assert house.verify().whole
