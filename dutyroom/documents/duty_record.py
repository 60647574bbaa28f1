"""《值班记录》: the matters of a day, each with its steps and its result (R018, R019)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dutyroom.documents.model import (
    Align,
    Column,
    Row,
    Run,
    Sheet,
    Signature,
    SignatureLine,
    Spacer,
    Table,
    Text,
    row,
    text,
)
from dutyroom.documents.paper import Orientation
from dutyroom.documents.words import Printing, entry_text, source_text, subject_text
from dutyroom.log.model import EntryKind, Field, Matter, MatterFile, MatterState
from dutyroom.texts import term


def duty_record(printing: Printing, day: date, files: Sequence[MatterFile]) -> Sheet:
    """Return the sheet of the matters received on ``day``, oldest first."""
    say = printing.say
    columns = (
        Column(say("number"), 1.3, Align.CENTER),
        Column(say("received"), 1.5, Align.CENTER),
        Column(say("from"), 2.6),
        Column(say("matter"), 5.2),
        Column(say("steps"), 7.0),
        Column(say("result"), 3.0),
        Column(say("logged_by"), 1.3, Align.CENTER),
    )
    table = Table(columns, tuple(_row(printing, file) for file in files), empty=say("none_day"))
    count = sum(not file.matter.drill for file in files)  # a drill is shown, and counts nowhere
    places = (Signature(say("duty_officer")), Signature(say("leader_in_charge")))
    return Sheet(
        title=say("duty_record"),
        subtitle=say("day_line", room=printing.room_name, date=day.isoformat(), count=count),
        blocks=(table, Spacer(6), SignatureLine(places)),
        orientation=Orientation.LANDSCAPE,
        foot=printing.foot(),
        marks=printing.marks(),
        author=printing.name,
        made_at=printing.at,
    )


def _row(printing: Printing, file: MatterFile) -> Row:
    matter = file.matter
    withdrawn = matter.state is MatterState.WITHDRAWN
    first = file.entries[0]
    subject = subject_text(printing, matter)
    head = text(Run(subject, bold=True, struck=withdrawn))
    words = entry_text(printing, file, first)
    if matter.classified is not None:
        words = text(printing.say("received_by", name=matter.classified.received_by))
    body = head if words == text(matter.subject or subject) else (*head, Run("\n"), *words)
    if matter.happened_at is not None and matter.happened_at != matter.received_at:
        happened = term("field", Field.HAPPENED_AT, printing.language)
        body = (*body, Run(f"\n{happened} {printing.time(matter.happened_at)}"))
    return row(
        matter.number,
        printing.time(matter.received_at),
        source_text(printing, matter),
        body,
        _steps(printing, file),
        _result(printing, matter),
        matter.account_name,
    )


def _steps(printing: Printing, file: MatterFile) -> Text:
    runs: list[Run] = []
    for entry in file.entries[1:]:
        last_closing = entry.kind is EntryKind.CLOSED and entry.text == file.matter.result
        if last_closing or (entry.kind is EntryKind.CORRECTED and entry.field is None):
            continue  # the result has a column of its own, corrected words stand where they belong
        kind = term("entry_kind", entry.kind, printing.language)
        if runs:
            runs.append(Run("\n"))
        runs.append(Run(f"{printing.time(entry.received_at)} {kind} "))
        runs += entry_text(printing, file, entry)
    return tuple(runs)


def _result(printing: Printing, matter: Matter) -> str:
    state = term("matter_state", matter.state, printing.language)
    return f"{state}\n{matter.result}" if matter.result else state
