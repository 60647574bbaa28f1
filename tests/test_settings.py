"""Settings: checked before they are kept, never overwritten, and never such that the room cannot be opened."""

from __future__ import annotations

import json
from datetime import time, timedelta
from pathlib import Path

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, open_house
from dutyroom.clock import SetClock
from dutyroom.errors import Environment, Refused
from dutyroom.settings import (
    CLOSE_OF_DAY,
    COMPACT,
    LANGUAGE,
    LOCK_AFTER_MINUTES,
    MORNING_HANDOVER,
    ROOM_OPTIONS,
    SEAT_OPTIONS,
    TEXT_PERCENT,
    WINDOW,
    ZONE,
    Option,
    SeatSettings,
)
from tests.conftest import Template


@pytest.mark.parametrize("option", [*ROOM_OPTIONS, *SEAT_OPTIONS], ids=lambda option: option.name)
def test_what_holds_by_default_passes_its_own_check(option: Option) -> None:
    assert option.check(option.default)


def test_an_option_holds_its_default_until_somebody_sets_it(house: House, session: Session) -> None:
    assert house.settings.all() == {}
    assert house.settings.get(LOCK_AFTER_MINUTES) == "10"
    house.settings.put(session, LOCK_AFTER_MINUTES, " 15 ")
    assert house.settings.get(LOCK_AFTER_MINUTES) == "15"


def test_every_change_stays_and_says_who_and_when(house: House, session: Session, clock: SetClock) -> None:
    for minutes in ("15", "20", "20", "15"):
        clock.advance(timedelta(minutes=1))
        house.settings.put(session, LOCK_AFTER_MINUTES, minutes)
    history = house.settings.history(LOCK_AFTER_MINUTES)
    assert [(change.value, change.account_name) for change in history] == [
        ("15", "陈予"),
        ("20", "陈予"),
        ("15", "陈予"),
    ]
    assert history[0].changed_at == clock.now()
    assert [(line.act, line.subject) for line in house.journal.newest(limit=3)] == [
        ("setting.changed", "lock_after_minutes")
    ] * 3


@pytest.mark.parametrize(
    ("option", "value"),
    [
        (MORNING_HANDOVER, "8:00"),
        (MORNING_HANDOVER, "25:00"),
        (MORNING_HANDOVER, "24:00"),
        (MORNING_HANDOVER, ""),
        (MORNING_HANDOVER, "0800Z"),
        (MORNING_HANDOVER, "T0800"),
        (MORNING_HANDOVER, "08+08"),
        (CLOSE_OF_DAY, ""),
        (CLOSE_OF_DAY, "17:30"),
        (CLOSE_OF_DAY, "10-01"),
        (CLOSE_OF_DAY, "10-01 17:30,"),
        (CLOSE_OF_DAY, "13-01 17:30"),
        (CLOSE_OF_DAY, "02-30 17:30"),
        (CLOSE_OF_DAY, "10-01 17:30, 10-01 18:00"),
        (ZONE, "Shanghai"),
        (ZONE, ""),
        (ZONE, "../etc/passwd"),
        (ZONE, "Factory"),
        (ZONE, "localtime"),
        (LOCK_AFTER_MINUTES, "0"),
        (LOCK_AFTER_MINUTES, "-5"),
        (LOCK_AFTER_MINUTES, "121"),
        (LOCK_AFTER_MINUTES, "ten"),
        (LOCK_AFTER_MINUTES, "1.5"),
        (LOCK_AFTER_MINUTES, "9" * 5000),
    ],
)
def test_a_value_that_cannot_be_is_refused(house: House, session: Session, option: Option, value: str) -> None:
    head = house.journal.head()
    with pytest.raises(Refused) as told:
        house.settings.put(session, option, value)
    assert (told.value.code, told.value.params) == ("settings.bad_value", {"option": option.name, "value": value})
    assert house.journal.head() == head


@pytest.mark.parametrize(
    ("option", "value"),
    [
        (MORNING_HANDOVER, "16:00"),
        (MORNING_HANDOVER, "23:00"),
        (CLOSE_OF_DAY, "01-01 09:00"),
        (CLOSE_OF_DAY, "01-01 05:00"),
    ],
)
def test_hours_of_handover_that_do_not_fit_each_other_are_refused_before_they_are_kept(
    house: House, session: Session, founded: Template, clock: SetClock, option: Option, value: str
) -> None:
    head = house.journal.head()
    with pytest.raises(Refused) as told:
        house.settings.put(session, option, value)
    assert told.value.code == "calendar.handover_order"
    assert house.journal.head() == head
    house.close()
    open_house(house.place, founded.data_key, clock).close()  # a setting never locks the room


def test_the_calendar_follows_a_change_at_once(house: House, session: Session, clock: SetClock) -> None:
    assert house.calendar.watch_at(clock.now()) == "2026-11-21/night"
    house.settings.put(session, CLOSE_OF_DAY, "05-01 18:00, 10-01 21:00")
    assert house.calendar.watch_at(clock.now()) == "2026-11-21/day"
    house.settings.put(session, MORNING_HANDOVER, "07:30")
    assert house.calendar.local(house.calendar.next_handover(clock.now())).time() == time(21, 0)
    house.settings.put(session, ZONE, "Europe/London")
    assert house.calendar.zone.key == "Europe/London"


@pytest.mark.req("R080")
def test_a_change_of_the_close_of_day_is_dated_ahead_and_leaves_the_days_before_alone(
    house: House, session: Session
) -> None:
    house.settings.put(session, CLOSE_OF_DAY, "05-01 18:00, 10-01 17:30; 2027-03-01: 01-01 17:00")
    before, after = house.calendar.watch_span("2027-02-28/night"), house.calendar.watch_span("2027-03-01/night")
    assert (house.calendar.local(before.start).time(), house.calendar.local(after.start).time()) == (
        time(17, 30),
        time(17, 0),
    )
    with pytest.raises(Refused) as told:
        house.settings.put(session, CLOSE_OF_DAY, "05-01 18:00; 2027-03-01: 01-01 11:00")
    assert told.value.code == "calendar.handover_order"


@pytest.fixture
def seat_file(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "seat.json"


def test_the_settings_of_a_seat_are_kept_in_a_small_file(seat_file: Path) -> None:
    seat = SeatSettings(seat_file)
    assert seat.get(LANGUAGE) == "system"
    seat.put(LANGUAGE, "zh_CN")
    seat.put(WINDOW, '{"宽": 1280}')
    assert SeatSettings(seat_file).get(LANGUAGE) == "zh_CN"
    assert SeatSettings(seat_file).get(WINDOW) == '{"宽": 1280}'


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'"x"', b"\xff", b'{"language": 5, "compact": null, "text_percent": []}', b"[" * 99999],
    ids=lambda content: content[:9],
)
def test_a_broken_file_of_a_seat_starts_with_the_defaults_and_is_mended(seat_file: Path, content: bytes) -> None:
    seat_file.parent.mkdir()
    seat_file.write_bytes(content)
    seat = SeatSettings(seat_file)
    assert [seat.get(option) for option in (LANGUAGE, COMPACT, TEXT_PERCENT)] == ["system", "no", "100"]
    seat.put(COMPACT, "yes")
    assert SeatSettings(seat_file).get(COMPACT) == "yes"


def test_a_value_of_another_release_is_read_as_the_default(seat_file: Path) -> None:
    seat_file.parent.mkdir()
    seat_file.write_text(json.dumps({"language": "fr", "unknown": "kept"}))
    seat = SeatSettings(seat_file)
    assert seat.get(LANGUAGE) == "system"
    seat.put(COMPACT, "yes")
    assert json.loads(seat_file.read_text())["unknown"] == "kept"


def test_a_seat_refuses_what_an_option_does_not_know(seat_file: Path) -> None:
    with pytest.raises(Refused) as told:
        SeatSettings(seat_file).put(TEXT_PERCENT, "110")
    assert told.value.code == "settings.bad_value"
    assert not seat_file.exists()


def test_a_seat_whose_disk_says_no_goes_on_with_what_it_had(seat_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = SeatSettings(seat_file)
    seat.put(LANGUAGE, "en")

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dutyroom.storage.files.os.fsync", fail)
    with pytest.raises(Environment):
        seat.put(LANGUAGE, "zh_CN")
    assert seat.get(LANGUAGE) == SeatSettings(seat_file).get(LANGUAGE) == "en"


def test_no_word_of_the_room_goes_into_the_file_of_the_seat(seat_file: Path) -> None:
    assert {option.name for option in SEAT_OPTIONS}.isdisjoint(option.name for option in ROOM_OPTIONS)
