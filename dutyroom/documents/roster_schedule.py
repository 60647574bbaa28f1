"""《××市人民政府20××年××节值班安排表》 and 《××年×月值班表》: who is on, for the wall (R034, R074 to R079).

There are two versions of each. The public one says names and posts and the number of the duty room, the restricted
one has another name, a mark on every page, and the leaders' own numbers.
"""

from __future__ import annotations

from dataclasses import replace

from dutyroom.calendar.model import Day, DayType
from dutyroom.documents.fitting import on_one_page, unbroken_size, weighed
from dutyroom.documents.model import Align, Block, Column, Row, Sheet, Table, Text, row, text
from dutyroom.documents.paper import Orientation, page_box
from dutyroom.documents.roster_facts import AT_THE_DESK, RosterFacts
from dutyroom.documents.roster_words import (
    WALL,
    hours_note,
    issuer_line,
    leaders_cell,
    marks,
    numbered,
    officers_cell,
    period,
    roster_name,
    short_date,
    swap_notes,
    weekday,
)
from dutyroom.documents.words import Printing
from dutyroom.roster.model import Post, Turn
from dutyroom.roster.slots import HOLIDAYS
from dutyroom.texts import term

_SIZES = (14.0, 12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5)  # the last holds a month of 31 days
_OTHERWISE = 10.5
_LARGEST_NOTE = 12.0


def holiday_schedule(printing: Printing, facts: RosterFacts, *, restricted: bool = False) -> Sheet:
    """Return the schedule of a holiday, lying across, on one page if 8.5 points are small enough for it."""
    title = printing.say("roster_schedule", name=roster_name(printing, facts))
    return _schedule(printing, facts, title, Orientation.LANDSCAPE, restricted=restricted)


def month_schedule(printing: Printing, facts: RosterFacts, *, restricted: bool = False) -> Sheet:
    """Return the schedule of a month or of any other days, upright where its columns allow."""
    title = printing.say("roster_month", name=roster_name(printing, facts))
    return _schedule(printing, facts, title, None, restricted=restricted)


def _schedule(
    printing: Printing, facts: RosterFacts, title: str, wanted: Orientation | None, *, restricted: bool
) -> Sheet:
    table = _table(printing, facts, restricted=restricted)
    upright = unbroken_size(table.columns, page_box(Orientation.PORTRAIT, WALL).content_width) >= _SIZES[-1]
    orientation = wanted or (Orientation.PORTRAIT if upright else Orientation.LANDSCAPE)
    blank = Sheet(
        title=printing.say("roster_restricted", title=title) if restricted else title,
        subtitle=period(printing, facts),
        orientation=orientation,
        margins=WALL,
        foot=printing.foot(),
        marks=marks(printing, facts, internal=restricted),
        author=printing.name,
        made_at=printing.at,
    )

    def make(size: float) -> Sheet:
        below = _below(printing, facts, min(size, _LARGEST_NOTE))
        return replace(blank, blocks=(replace(table, size=size), *below))

    sizes = _sizes(table, orientation)
    return on_one_page(make, sizes, next((size for size in sizes if size <= _OTHERWISE), sizes[-1]))


def _sizes(table: Table, orientation: Orientation) -> list[float]:
    """Return the sizes in which no name is broken, the largest first; the smallest where there is none."""
    largest = unbroken_size(table.columns, page_box(orientation, WALL).content_width)
    return [size for size in _SIZES if size <= largest] or [_SIZES[-1]]


def _table(printing: Printing, facts: RosterFacts, *, restricted: bool) -> Table:
    say = printing.say
    city_leaders = facts.has(Post.LEADER_AT_HOME)
    columns = [Column(say("roster_date"), align=Align.CENTER), Column(say("roster_weekday"), align=Align.CENTER)]
    if city_leaders:
        columns.append(Column(say("roster_city_leaders"), align=Align.CENTER, joined=True))
    leads = "roster_office_leaders" if city_leaders else "leader_in_charge"
    columns += [
        Column(say(leads), align=Align.CENTER, joined=True),
        Column(say("roster_day_officers"), align=Align.CENTER),
        Column(say("roster_night_officers"), align=Align.CENTER),
    ]
    if facts.holiday is not None:
        columns.append(Column(say("roster_phone"), align=Align.CENTER, joined=True))
    columns.append(Column(say("roster_remark"), align=Align.CENTER, joined=True))
    rows = tuple(_row(printing, facts, day, restricted=restricted) for day in facts.days)
    return Table(weighed(columns, rows), rows, middle=True)


def _row(printing: Printing, facts: RosterFacts, day: Day, *, restricted: bool) -> Row:
    cells: list[str | Text] = [short_date(printing, day.date), weekday(printing, day.date)]
    for post in (Post.LEADER_AT_HOME, Post.LEADER_IN_CHARGE):
        if post is Post.LEADER_IN_CHARGE or facts.has(post):
            cells.append(leaders_cell(printing, facts, facts.on(day.date, post), numbers=restricted))
    for turn in (Turn.DAY, Turn.NIGHT):
        cells.append(officers_cell(printing, facts, facts.on(day.date, *AT_THE_DESK, turn=turn)))
    if facts.holiday is not None:
        cells.append("\n".join(facts.duty_phones))
    cells.append(text(_remark(printing, facts, day)))
    return row(*cells)


def _remark(printing: Printing, facts: RosterFacts, day: Day) -> str:
    """Return what is special on a day: on the schedule of a holiday its statutory days, on others its name."""
    said = facts.remarks.get(day.date, "")
    kind = ""
    if day.day_type is DayType.MAKE_UP_WORKDAY or (facts.holiday and day.day_type is DayType.STATUTORY_HOLIDAY):
        kind = term("day_type", day.day_type, printing.language)
    elif facts.holiday is None and day.day_type in HOLIDAYS:
        kind = day.holiday_name or ""
    return "\n".join(part for part in (kind, said) if part)


def _below(printing: Printing, facts: RosterFacts, size: float) -> tuple[Block, ...]:
    """Return the notes: hours, number, how to swap; who issues it, and of which day."""
    say = printing.say
    holidays = any(day.day_type in HOLIDAYS for day in facts.days)
    ordinary = any(day.day_type not in HOLIDAYS for day in facts.days)
    notes = [hours_note(printing, facts)]
    if facts.duty_phones:
        notes.append(say("roster_note_phone", phones=say("roster_and").join(facts.duty_phones)))
    notes += swap_notes(printing, holidays=holidays, ordinary=ordinary)
    notes.append(say("roster_note_reachable"))
    return (*numbered(printing, notes, size), *issuer_line(printing, facts, size))
