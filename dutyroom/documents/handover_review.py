"""《交接班情况汇总》: the handovers of a range, and what officers did in it; for the officer in charge (R084, R209)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dutyroom.documents.handover_sheet import watch_words
from dutyroom.documents.handover_tables import SIZE
from dutyroom.documents.model import Align, Block, Column, Heading, Row, Run, Sheet, Table, row, text
from dutyroom.documents.paper import Orientation
from dutyroom.documents.roster_words import WALL, weekday
from dutyroom.documents.words import Printing
from dutyroom.frozen import dataclass
from dutyroom.handover.model import Punctuality
from dutyroom.handover.views import HandoverLine, OfficerFigures, ReviewFigures
from dutyroom.texts import term

_HEADING = 12.0
_PUNCTUAL = (Punctuality.ON_TIME, Punctuality.UNPLANNED)
_PARTS_OF_DAY = ((0, 4), (4, 8), (8, 12), (12, 16), (16, 20), (20, 24))
_MONDAY = date(2026, 1, 5)


@dataclass(frozen=True, kw_only=True)
class HandoverRange:
    """What the paper of a range says: its days, its handovers and what was counted."""

    first: date
    last: date
    lines: Sequence[HandoverLine]
    figures: ReviewFigures
    officers: Sequence[OfficerFigures]


def handover_review(printing: Printing, found: HandoverRange) -> Sheet:
    """Return the sheet of a range: one row for each handover, then officers, calls by weekday and hour, ages."""
    say = printing.say
    blocks: list[Block] = [
        _lines(printing, found.lines),
        Heading(text(say("review_officers")), size=_HEADING),
        _officers(printing, found.officers),
        Heading(text(say("review_calls")), size=_HEADING),
        _calls(printing, found.figures),
        Heading(text(say("review_ages")), size=_HEADING),
        _ages(printing, found.figures),
    ]
    return Sheet(
        title=say("review_title"),
        subtitle=say(
            "review_line",
            room=printing.room_name,
            first=found.first.isoformat(),
            last=found.last.isoformat(),
            count=len(found.lines),
            on_time=found.figures.on_time,
            late=found.figures.late,
        ),
        blocks=tuple(blocks),
        orientation=Orientation.LANDSCAPE,
        foot=printing.foot(),
        marks=printing.marks(),
        margins=WALL,
        author=printing.name,
        made_at=printing.at,
    )


def age_words(printing: Printing, first: int, end: int | None) -> str:
    """Return a span of days, ``end`` not included, in words: ``2—3 天``, ``31 天以上``."""
    if end is None:
        return printing.say("review_age_over", first=first)
    if end - first == 1:
        return printing.say("review_age_one", first=first)
    return printing.say("review_age", first=first, last=end - 1)


def _columns(printing: Printing, *columns: tuple[str, float, Align]) -> tuple[Column, ...]:
    return tuple(Column(printing.say(title), weight, align) for title, weight, align in columns)


def _lines(printing: Printing, lines: Sequence[HandoverLine]) -> Table:
    center, right = Align.CENTER, Align.RIGHT
    columns = _columns(
        printing,
        ("handover_time", 2.2, center),
        ("review_watch", 2.4, center),
        ("handover_outgoing", 1.6, center),
        ("handover_incoming", 1.6, center),
        ("leader_in_charge", 1.6, center),
        ("review_punctual", 2.2, center),
        ("review_done", 1.0, right),
        ("review_pending", 1.0, right),
        ("review_oldest", 1.2, right),
        ("review_no_owner", 1.2, right),
        ("review_no_next", 1.2, right),
        ("review_remarks", 1.2, right),
        ("review_reviewed", 2.0, center),
    )
    return Table(columns, tuple(_line(printing, one) for one in lines), size=SIZE, empty=printing.say("review_none"))


def _line(printing: Printing, line: HandoverLine) -> Row:
    one, say = line.handover, printing.say
    punctual = term("punctuality", line.punctuality, printing.language)
    minutes = round(line.late.total_seconds() / 60)
    if line.punctuality not in _PUNCTUAL and minutes > 0:
        punctual = say("review_late_by", words=punctual, minutes=minutes)
    kind = "" if one.kind.value == "ordinary" else f"\n{term('handover_kind', one.kind, printing.language)}"
    return row(
        printing.time(one.due_at),
        watch_words(printing, one.watch) + kind,
        one.outgoing_name or "—",
        one.incoming_name or term("handover_state", one.state, printing.language),
        line.leader or "—",
        text(Run(punctual, bold=line.punctuality not in _PUNCTUAL)),
        str(one.done),
        str(one.pending),
        say("review_days", count=line.oldest_age.days) if one.pending else "—",
        str(one.without_owner),
        str(one.without_next_step),
        str(line.remarks + line.corrections),
        one.reviewed_by or "—",
    )


def _officers(printing: Printing, officers: Sequence[OfficerFigures]) -> Table:
    right = Align.RIGHT
    columns = _columns(
        printing,
        ("review_name", 2.0, Align.LEFT),
        ("review_watches", 1.0, right),
        ("review_hours", 1.0, right),
        ("review_on_time", 1.0, right),
        ("review_late", 1.0, right),
        ("review_matters", 1.0, right),
        ("review_entries", 1.0, right),
        ("review_late_entries", 1.2, right),
        ("review_absences", 1.2, right),
    )
    rows = tuple(
        row(
            one.name,
            str(one.watches),
            f"{one.hours:.1f}",
            str(one.on_time),
            str(one.late),
            str(one.matters),
            str(one.entries),
            str(one.late_entries),
            str(one.absences),
        )
        for one in officers
    )
    return Table(columns, rows, size=SIZE, empty=printing.say("review_none"))


def _calls(printing: Printing, figures: ReviewFigures) -> Table:
    parts = tuple(Column(f"{first:02d}–{last:02d}", 1.0, Align.RIGHT) for first, last in _PARTS_OF_DAY)
    columns = (
        Column(printing.say("roster_weekday"), 1.0, Align.CENTER),
        *parts,
        Column(printing.say("review_sum"), 1.0, Align.RIGHT),
    )
    rows = tuple(
        row(
            weekday(printing, date.fromordinal(_MONDAY.toordinal() + day)),
            *(str(sum(hours[first:last])) for first, last in _PARTS_OF_DAY),
            str(sum(hours)),
        )
        for day, hours in enumerate(figures.calls)
    )
    return Table(columns, rows, size=SIZE)


def _ages(printing: Printing, figures: ReviewFigures) -> Table:
    columns = tuple(Column(age_words(printing, first, end), 1.0, Align.RIGHT) for first, end, _ in figures.ages)
    counts = row(*(str(count) for _, _, count in figures.ages))
    return Table(columns or (Column(printing.say("review_sum"), 1.0),), (counts,) if columns else (), size=SIZE)
