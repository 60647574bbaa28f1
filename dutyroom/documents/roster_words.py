"""Words that the papers of the roster share: names, dates, hours, what a cell of the schedule says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from dutyroom.documents.model import Align, Mark, MarkKind, Paragraph, Run, Text, text
from dutyroom.documents.paper import Margins
from dutyroom.documents.roster_facts import Hours, RosterFacts
from dutyroom.documents.words import Printing
from dutyroom.roster.model import Assignment, Post, Slot, Turn
from dutyroom.texts import term

WALL = Margins(top=15, right=20, bottom=16, left=22)  # a sheet for the wall, no letter: millimetres of the upright page
_WIDE_SPACE = "　"


def spaced(name: str) -> str:
    """Return a name as it stands in a column: two characters as wide as three (张　三)."""
    return _WIDE_SPACE.join(name) if len(name) == 2 and all("一" <= char <= "鿿" for char in name) else name


def full_date(printing: Printing, day: date) -> str:
    """Return ``2026年10月1日``."""
    return printing.say("date", year=day.year, month=day.month, day=day.day)


def short_date(printing: Printing, day: date) -> str:
    """Return ``10月1日``."""
    return printing.say("date_short", month=day.month, day=day.day)


def weekday(printing: Printing, day: date) -> str:
    """Return ``四`` for a Thursday."""
    return term("weekday", str(day.isoweekday()), printing.language)


def dated(printing: Printing, day: date) -> str:
    """Return ``2026年10月1日（星期四）``."""
    return printing.say("date_weekday", date=full_date(printing, day), weekday=weekday(printing, day))


def period(printing: Printing, facts: RosterFacts) -> str:
    """Return the first and the last day and how many there are, with what a reader must know of a provisional year."""
    if facts.first == facts.last:
        words = dated(printing, facts.first)
    else:
        first, last = dated(printing, facts.first), dated(printing, facts.last)
        words = printing.say("roster_period", first=first, last=last, count=len(facts.days))
    parts = [words]
    if facts.version > 1:
        parts.append(printing.say("roster_version", version=facts.version))
    return (_WIDE_SPACE * 2).join(parts) + (printing.say("roster_provisional") if facts.provisional else "")


def roster_name(printing: Printing, facts: RosterFacts) -> str:
    """Return what a plan is called, without the word for the paper: ``云岭市人民政府2026年国庆节``."""
    if facts.holiday is not None:
        year = facts.holiday.statutory[-1].year if facts.holiday.statutory else facts.last.year
        return printing.say("roster_of_holiday", city=facts.city, year=year, holiday=facts.holiday.name)
    if (facts.first.year, facts.first.month) == (facts.last.year, facts.last.month):
        return printing.say("roster_of_month", city=facts.city, year=facts.first.year, month=facts.first.month)
    first, last = full_date(printing, facts.first), full_date(printing, facts.last)
    return printing.say("roster_of_period", city=facts.city, first=first, last=last)


def marks(printing: Printing, facts: RosterFacts, *, internal: bool = False) -> tuple[Mark, ...]:
    """Return the marks of every page: drill, draft, internal."""
    kinds = [kind for kind, holds in ((MarkKind.DRAFT, facts.draft), (MarkKind.INTERNAL, internal)) if holds]
    return (*printing.marks(), *(Mark(kind, term("mark_kind", kind, printing.language)) for kind in kinds))


def vacancy(printing: Printing) -> Run:
    """Return what stands where nobody is on: it must be seen."""
    return Run(printing.say("roster_vacant"), bold=True)


def name_run(printing: Printing, assignment: Assignment) -> Run:
    """Return the name of whoever is on."""
    return vacancy(printing) if assignment.empty else Run(spaced(assignment.name))


def listed(printing: Printing, assignments: Iterable[Assignment]) -> Text:
    """Return names one behind the other."""
    runs: list[Run] = []
    for assignment in assignments:
        if runs:
            runs.append(Run(printing.say("roster_and")))
        runs.append(name_run(printing, assignment))
    return tuple(runs)


def officers_cell(printing: Printing, facts: RosterFacts, assignments: Sequence[Assignment]) -> Text:
    """Return who sits at the desk; officers of a section stand below its name (R074)."""
    runs: list[Run] = []
    for section, group in groupby(assignments, key=lambda one: _section(facts, one)):
        if runs:
            runs.append(Run("\n"))
        if section:
            runs.append(Run(f"{section}\n"))
        runs += listed(printing, group)
    return tuple(runs)


def _section(facts: RosterFacts, assignment: Assignment) -> str:
    member = facts.members.get(assignment.member_id or "")
    return member.section if member is not None and assignment.slot.post is Post.SECTION_OFFICER else ""


def leaders_cell(
    printing: Printing, facts: RosterFacts, assignments: Sequence[Assignment], *, numbers: bool = False
) -> Text:
    """Return leaders with their posts, one to a line, and with ``numbers`` each one's number below."""
    runs: list[Run] = []
    for assignment in assignments:
        if runs:
            runs.append(Run("\n"))
        if assignment.slot.turn is not Turn.WHOLE_DAY:
            runs.append(Run(f"{term('turn', assignment.slot.turn, printing.language)} "))
        runs.append(name_run(printing, assignment))
        member = facts.members.get(assignment.member_id or "")
        if member is not None and member.post_title:
            runs.append(Run(printing.say("roster_post", post=member.post_title)))
        if numbers and member is not None and member.phone:
            runs.append(Run(f"\n{member.phone}"))
    return tuple(runs)


def shift_hours(printing: Printing, facts: RosterFacts, slot: Slot) -> str:
    """Return when a slot begins and ends: ``17:30—次日08:00``."""
    morning, close = facts.times.on(slot.date)
    return _span(printing, slot.turn, Hours(slot.date, slot.date, morning, close))


def _span(printing: Printing, turn: Turn, hours: Hours) -> str:
    start = hours.close if turn is Turn.NIGHT else hours.morning
    end = hours.close if turn is Turn.DAY else hours.morning
    word = "hours" if turn is Turn.DAY else "hours_over_night"
    return printing.say(word, start=f"{start:%H:%M}", end=f"{end:%H:%M}")


def hours_note(printing: Printing, facts: RosterFacts) -> str:
    """Return the hours of both shifts and of whoever leads; several where they change within the period."""
    parts = []
    spans = list(facts.hours())
    for hours in spans:
        words = printing.say(
            "roster_hours",
            day=_span(printing, Turn.DAY, hours),
            night=_span(printing, Turn.NIGHT, hours),
            whole=_span(printing, Turn.WHOLE_DAY, hours),
        )
        since = short_date(printing, hours.first)
        parts.append(words if len(spans) == 1 else printing.say("roster_hours_from", date=since, hours=words))
    return printing.say("roster_note_hours", hours=printing.say("roster_hours_join").join(parts))


def swap_notes(printing: Printing, *, holidays: bool, ordinary: bool) -> list[str]:
    """Return how duties are swapped, in our words: on holidays (R079), on other days (R071, R072)."""
    words = []
    if holidays:
        words.append(printing.say("roster_swap_holiday"))
    if ordinary:
        words.append(printing.say("roster_swap_ordinary"))
    return words


def numbered(printing: Printing, notes: Sequence[str], size: float) -> tuple[Paragraph, ...]:
    """Return notes below a table, each with its number."""
    return tuple(
        Paragraph(text(printing.say("roster_note", number=number, words=words)), Align.LEFT, size=size, first_indent=0)
        for number, words in enumerate(notes, start=1)
    )


def issuer_line(printing: Printing, facts: RosterFacts, size: float) -> tuple[Paragraph, ...]:
    """Return who issues the paper and of which day, at the right."""
    issuer = printing.say("roster_issuer", city=facts.city)
    date_words = f"{_WIDE_SPACE * 2}{full_date(printing, facts.issued_on)}" if facts.issued_on else ""
    return (Paragraph(text(issuer + date_words), Align.RIGHT, size=size, first_indent=0, right_indent=1),)
