"""Duties as an iCalendar file, for a telephone or a mail program (RFC 5545, RFC 7986).

Written here and not by a library: what is needed are three components and nine properties, all moments are UTC, so
that no rules of time zones are carried along, and the libraries bring a parser, recurrences and a zone database that
the program would have to keep safe for nothing.

No number of a person is in it, and whoever receives it is asked to keep it private: CLASS says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from dutyroom.calendar.model import Shift
from dutyroom.calendar.shifts import shifts_of
from dutyroom.documents.characters import legible
from dutyroom.documents.roster_facts import AT_THE_DESK, RosterFacts
from dutyroom.documents.roster_words import roster_name
from dutyroom.documents.words import Printing
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.roster.model import Assignment, Post, Slot, Turn
from dutyroom.texts import term

_LONGEST_LINE = 75  # octets, without the line end (RFC 5545, 3.1)
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_PRODUCT = "-//Dutyroom//Roster//ZH"


@dataclass(frozen=True)
class _Event:
    """One duty: what the calendar says of it."""

    uid: str
    start: datetime
    end: datetime
    summary: str
    description: str
    cancelled: bool = False


def duties_ics(
    printing: Printing,
    facts: RosterFacts,
    member_id: str,
    *,
    room_id: str,
    cancelled: Sequence[Slot] = (),
) -> bytes:
    """Return the duties of a member as the content of an ``.ics`` file.

    A slot keeps its identity over all versions, and the sequence counts versions, so that a newer file replaces what an
    older one put into a calendar. ``cancelled`` are slots that an earlier version had given to the member. Raises
    Refused ``documents.no_duties`` where there is nothing to say: the standard has no calendar without an event.
    """
    events = [_event(printing, facts, duty, room_id) for duty in facts.of(member_id)]
    events += [_cancellation(printing, facts, slot, room_id) for slot in cancelled]
    if not events:
        raise Refused("documents.no_duties", name=facts.name_of(member_id))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(printing.say('ics_calendar', name=roster_name(printing, facts)))}",
    ]
    for event in events:
        lines += _lines_of(event, stamp=printing.at, sequence=facts.version - 1)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def _lines_of(event: _Event, *, stamp: datetime, sequence: int) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_moment(stamp)}"
    yield f"DTSTART:{_moment(event.start)}"
    yield f"DTEND:{_moment(event.end)}"
    yield f"SEQUENCE:{sequence}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "CLASS:PRIVATE"
    yield f"TRANSP:{'TRANSPARENT' if event.cancelled else 'OPAQUE'}"
    yield "END:VEVENT"


def _event(printing: Printing, facts: RosterFacts, duty: Assignment, room_id: str) -> _Event:
    start, end = slot_span(printing, facts, duty.slot)
    return _Event(
        uid_of(duty.slot, room_id), start, end, _summary(printing, duty.slot), _description(printing, facts, duty)
    )


def _cancellation(printing: Printing, facts: RosterFacts, slot: Slot, room_id: str) -> _Event:
    start, end = slot_span(printing, facts, slot)
    return _Event(uid_of(slot, room_id), start, end, _summary(printing, slot), "", cancelled=True)


def uid_of(slot: Slot, room_id: str) -> str:
    """Return the identity of a slot's event: the same in every file that this room ever makes."""
    return f"{slot.id.replace('/', '-')}@{room_id}.dutyroom"


def slot_span(printing: Printing, facts: RosterFacts, slot: Slot) -> tuple[datetime, datetime]:
    """Return when a slot begins and ends, in UTC; the whole day goes from one morning's handover to the next."""
    periods = {period.shift: period for period in shifts_of(slot.date, printing.zone, facts.times)}
    first = periods[Shift.NIGHT if slot.turn is Turn.NIGHT else Shift.DAY]
    last = periods[Shift.DAY if slot.turn is Turn.DAY else Shift.NIGHT]
    return first.start, last.end


def _summary(printing: Printing, slot: Slot) -> str:
    turn, post = (term(kind, value, printing.language) for kind, value in (("turn", slot.turn), ("post", slot.post)))
    return printing.say("ics_summary", turn=turn, post=post)


def _description(printing: Printing, facts: RosterFacts, duty: Assignment) -> str:
    slot, say = duty.slot, printing.say
    turn = None if slot.turn is Turn.WHOLE_DAY else slot.turn
    beside = facts.on(slot.date, *AT_THE_DESK, turn=turn) if slot.post in AT_THE_DESK else ()
    leaders = facts.on(slot.date, Post.LEADER_IN_CHARGE, turn=turn)
    lines = [
        _names(printing, "ics_with", (one for one in beside if one.member_id != duty.member_id)),
        _names(printing, "ics_leader", (one for one in leaders if one.member_id != duty.member_id)),
        say("roster_note_phone", phones=say("roster_and").join(facts.duty_phones)) if facts.duty_phones else "",
        say("roster_provisional").strip(" （）()") if facts.provisional else "",
    ]
    return "\n".join(line for line in lines if line)


def _names(printing: Printing, word: str, assignments: Iterable[Assignment]) -> str:
    names = printing.say("roster_and").join(one.name for one in assignments if not one.empty)
    return printing.say(word, names=names) if names else ""


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(words: str) -> str:
    """Return ``words`` as the text of a property (RFC 5545, 3.3.11)."""
    return legible(words).translate(_ESCAPES)


def folded(line: str) -> Iterator[str]:
    """Yield a line in parts of at most 75 octets, each but the first with its blank; no character is cut in two."""
    part, length = "", 0
    for char in line:
        size = len(char.encode())
        if length + size > _LONGEST_LINE:
            yield part
            part, length = " ", 1
        part += char
        length += size
    yield part
