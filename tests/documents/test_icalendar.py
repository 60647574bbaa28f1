"""Duties in a calendar file, read back as RFC 5545 says."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyroom.documents.characters import legible
from dutyroom.documents.icalendar import duties_ics, escaped, folded, uid_of
from dutyroom.errors import Refused
from dutyroom.roster.model import Slot
from tests.documents.rosters import MEMBERS, holiday_facts, month_facts, printing

ROOM = "0199a2f4-0000-7000-8000-000000000001"
NIGHT = Slot.of_id("2026-10-01/night/section_officer/1")


def unfolded(content: bytes) -> list[str]:
    """Return the lines of a file, parts put together again, after a look at what the standard asks of them."""
    assert content.endswith(b"\r\n")
    raw = content.removesuffix(b"\r\n").split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line or len(line) > 75 for line in raw)
    return b"\r\n".join(raw).replace(b"\r\n ", b"").decode().split("\r\n")


def events_of(content: bytes) -> list[dict[str, str]]:
    events: list[dict[str, str]] = []
    for line in unfolded(content):
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and line != "END:VEVENT":
            name, _, value = line.partition(":")
            assert name not in events[-1]
            events[-1][name] = value
    return events


def test_each_duty_is_an_event_in_universal_time_that_is_kept_private() -> None:
    content = duties_ics(printing(), holiday_facts(2026, "national_day"), "section-4", room_id=ROOM)
    first, *others = events_of(content)
    assert first == {
        "UID": f"2026-10-01-night-section_officer-1@{ROOM}.dutyroom",
        "DTSTAMP": "20260924T023000Z",
        "DTSTART": "20261001T093000Z",
        "DTEND": "20261002T000000Z",
        "SEQUENCE": "0",
        "SUMMARY": "值班：夜班 科室值班人员",
        "DESCRIPTION": "同班人员：方禾\\n带班领导：贺知微\\n值班电话：0999-8000001、0999-8000002。",
        "STATUS": "CONFIRMED",
        "CLASS": "PRIVATE",
        "TRANSP": "OPAQUE",
    }
    assert [event["DTSTART"][:8] for event in others] == ["20261003", "20261005", "20261007"]
    lines = unfolded(content)
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dutyroom//Roster//ZH"]
    assert lines[3:5] == ["CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    assert lines[-1] == "END:VCALENDAR"


def test_the_close_of_day_of_each_season_counts_and_a_leader_is_on_from_morning_to_morning() -> None:
    summer = events_of(duties_ics(printing(), month_facts(2026, 9), "duty-1", room_id=ROOM))
    assert summer[0]["DTEND"].endswith("T100000Z")  # 18:00 in Beijing
    (leader,) = events_of(duties_ics(printing(), holiday_facts(2026, "national_day"), "city-3", room_id=ROOM))
    assert (leader["DTSTART"], leader["DTEND"]) == ("20261007T000000Z", "20261008T000000Z")


def test_a_newer_version_replaces_and_takes_back_what_an_older_one_put_there() -> None:
    facts = replace(holiday_facts(2026, "national_day"), version=3)
    kept, *_others, gone = events_of(duties_ics(printing(), facts, "section-4", room_id=ROOM, cancelled=(NIGHT,)))
    assert (kept["UID"], kept["SEQUENCE"]) == (uid_of(NIGHT, ROOM), "2")
    assert (gone["UID"], gone["STATUS"], gone["SEQUENCE"]) == (uid_of(NIGHT, ROOM), "CANCELLED", "2")


def test_nobodys_number_leaves_with_it_and_a_provisional_year_says_so() -> None:
    for member_id in ("section-4", "city-1", "office-1"):
        words = "".join(
            unfolded(duties_ics(printing(), holiday_facts(2027, "spring_festival"), member_id, room_id=ROOM))
        )
        assert not [member.id for member in MEMBERS.values() if member.phone and member.phone in words]
        assert "暂定" in words


def test_for_whoever_has_no_duty_there_is_no_file() -> None:
    with pytest.raises(Refused, match=r"documents\.no_duties"):
        duties_ics(printing(), holiday_facts(2026, "national_day"), "head-1", room_id=ROOM)


@given(st.text(max_size=300))
def test_whatever_a_name_holds_a_line_stays_one_line_and_comes_back(words: str) -> None:
    parts = list(folded(f"SUMMARY:{escaped(words)}"))
    assert all(len(part.encode()) <= 75 and not re.search("[\r\n]", part) for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    line = parts[0] + "".join(part[1:] for part in parts[1:])
    plain = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], line.removeprefix("SUMMARY:"))
    assert plain == legible(words)
