"""《值班工作日志》: the entries of a watch, in the order in which they were made (R018, R020)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dutyroom.calendar.model import ShiftPeriod
from dutyroom.documents.model import Align, Column, Row, Run, Sheet, Signature, SignatureLine, Spacer, Table, row
from dutyroom.documents.words import Printing, entry_text, subject_text
from dutyroom.log.model import Hit, MatterFile
from dutyroom.texts import term


def work_log(printing: Printing, period: ShiftPeriod, hits: Sequence[Hit], files: Mapping[str, MatterFile]) -> Sheet:
    """Return the sheet of the entries of a watch; ``files`` holds the matters they belong to, by identity."""
    say = printing.say
    columns = (
        Column(say("time"), 1.6, Align.CENTER),
        Column(say("number"), 1.7, Align.CENTER),
        Column(say("matter"), 3.2),
        Column(say("kind"), 1.2, Align.CENTER),
        Column(say("words"), 6.2),
        Column(say("entered_by"), 1.4, Align.CENTER),
    )
    places = (Signature(say("duty_officer")), Signature(say("leader_in_charge")))
    since, until = (moment.astimezone(printing.zone) for moment in (period.start, period.end))
    return Sheet(
        title=say("work_log"),
        subtitle=say(
            "watch_line",
            room=printing.room_name,
            date=period.date.isoformat(),
            shift=term("shift", period.shift, printing.language),
            since=f"{since:%H:%M}",
            until=f"{until:%H:%M}",
            count=len(hits),
        ),
        blocks=(
            Table(columns, tuple(_row(printing, hit, files[hit.matter.id]) for hit in hits), empty=say("none_watch")),
            Spacer(6),
            SignatureLine(places),
        ),
        foot=printing.foot(),
        marks=printing.marks(),
        author=printing.name,
        made_at=printing.at,
    )


def _row(printing: Printing, hit: Hit, file: MatterFile) -> Row:
    entry = hit.entry
    return row(
        printing.time(entry.entered_at),
        hit.matter.number,
        (Run(subject_text(printing, hit.matter)),),
        term("entry_kind", entry.kind, printing.language),
        entry_text(printing, file, entry),
        entry.account_name,
    )
