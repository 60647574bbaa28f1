"""《突发事件汇总》: the events of a year against the year before, for screen and paper alike (R014)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dutyroom.documents.model import Align, Column, Sheet, Table, group, row
from dutyroom.documents.words import Printing
from dutyroom.incidents.events import SummaryPart
from dutyroom.incidents.summary import Summary, Tally
from dutyroom.texts import Language, term


def event_summary(printing: Printing, summary: Summary) -> Sheet:
    """Return the sheet of a summary; one of drills is marked as such on every page."""
    printing = replace(printing, drill=printing.drill or summary.drills)
    say, language = printing.say, printing.language
    columns = (
        Column(say("counted_by"), 5.0),
        Column(str(summary.year), 2.0, Align.RIGHT),
        Column(str(summary.year - 1), 2.0, Align.RIGHT),
        Column(say("change"), 2.0, Align.RIGHT),
    )
    lines = [row(say("total"), str(summary.total), str(summary.before), f"{summary.total - summary.before:+d}")]
    for part in SummaryPart:
        tallies = [tally for tally in summary.tallies if tally.part is part]
        if tallies:
            lines.append(group(term("summary_part", part, language)))
        lines += [row(key_words(one, language), str(one.count), str(one.before), f"{one.change:+d}") for one in tallies]
    return Sheet(
        title=say("event_summary"),
        subtitle=say(
            "summary_line",
            room=printing.room_name,
            year=summary.year,
            until=(summary.until - timedelta(days=1)).isoformat(),
        ),
        blocks=(Table(columns, tuple(lines)),),
        foot=printing.foot(),
        marks=printing.marks(),
        author=printing.name,
        made_at=printing.at,
    )


def key_words(tally: Tally, language: Language) -> str:
    """Return what a line of the summary is called."""
    match tally.part:
        case SummaryPart.GRADE:
            return term("paper", "no_grade", language) if tally.key == "none" else term("grade", tally.key, language)
        case SummaryPart.EVENT_CLASS:
            return term("event_class", tally.key, language)
        case SummaryPart.MONTH:
            return term("paper", "month_number", language).format(month=tally.key)
        case SummaryPart.UNIT:
            rest = {"": "no_unit", "…": "other_units"}
            return term("paper", rest[tally.key], language) if tally.key in rest else tally.key
