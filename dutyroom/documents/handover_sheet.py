"""《值班交接单》: done and pending apart, what was read back, who signed, what was appended (R084, R085, R193)."""

from __future__ import annotations

from datetime import datetime

from dutyroom.accounts.model import Signature as Signed
from dutyroom.calendar.model import Shift
from dutyroom.documents.handover_tables import SIZE, section_table
from dutyroom.documents.model import (
    Align,
    Block,
    Column,
    Field,
    FieldGrid,
    Heading,
    Mark,
    MarkKind,
    Paragraph,
    Sheet,
    Signature,
    SignatureLine,
    Spacer,
    Table,
    row,
    text,
)
from dutyroom.documents.roster_words import WALL
from dutyroom.documents.words import Printing
from dutyroom.handover.model import Handover, HandoverKind, HandoverStep, HandoverStepKind, SheetSection
from dutyroom.handover.views import HandoverSheet
from dutyroom.texts import term

_HEADING = 12.0
_NOTE = 10.5
_FINE = 8.5
_REVIEW = (HandoverStepKind.REMARKED, HandoverStepKind.ORDERED, HandoverStepKind.REVIEWED)
_ONLY_WORDS = (SheetSection.REMARKS, SheetSection.WEATHER)


def handover_sheet(printing: Printing, sheet: HandoverSheet) -> Sheet:
    """Return the sheet of a handover; one that is not sealed carries the mark of a draft on every page.

    The parts stand in the order of ``SheetSection``, each with the words typed beside it; corrections, remarks and
    orders that came after acceptance are appended, never worked in.
    """
    blocks: list[Block] = [_head(printing, sheet)]
    for section in SheetSection:
        blocks += _section(printing, sheet, section)
    blocks += _appended(printing, sheet)
    blocks += _signatures(printing, sheet)
    return Sheet(
        title=printing.say("handover_sheet"),
        subtitle=_subtitle(printing, sheet.handover),
        blocks=tuple(blocks),
        foot=printing.foot(),
        marks=_marks(printing, sheet),
        margins=WALL,
        author=printing.name,
        made_at=printing.at,
    )


def watch_words(printing: Printing, watch: str) -> str:
    """Return the name of a watch in words: ``2026-11-21 夜班``; one outside the calendar's names stands as it is."""
    day, _, shift = watch.partition("/")
    known = {one.value for one in Shift}
    return f"{day} {term('shift', shift, printing.language)}" if shift in known else watch


def _subtitle(printing: Printing, handover: Handover) -> str:
    return printing.say(
        "handover_line",
        room=printing.room_name,
        before=watch_words(printing, handover.watch),
        after=watch_words(printing, handover.next_watch),
    )


def _marks(printing: Printing, sheet: HandoverSheet) -> tuple[Mark, ...]:
    if sheet.sealed:
        return printing.marks()
    return (*printing.marks(), Mark(MarkKind.DRAFT, term("mark_kind", MarkKind.DRAFT, printing.language)))


def _head(printing: Printing, sheet: HandoverSheet) -> FieldGrid:
    say, one = printing.say, sheet.handover
    leader = sheet.outgoing.leader
    on_watch = say("roster_and").join(dict.fromkeys(person.name for person in sheet.outgoing.on_now))
    arrived = f"{one.arrived_name} {_time(printing, one.arrived_at)}".strip()
    fields = [
        Field(say("handover_outgoing"), text(one.outgoing_name or on_watch)),
        Field(say("handover_incoming"), text(one.incoming_name or "—")),
        Field(say("handover_time"), text(_time(printing, one.due_at))),
        Field(say("handover_arrived"), text(arrived or "—")),
        Field(say("handover_cut_off"), text(_time(printing, one.cut_off.at if one.cut_off else None))),
        Field(say("handover_accepted"), text(_time(printing, one.accepted_at))),
        Field(say("leader_in_charge"), text(leader.name if leader else "—")),
        Field(say("handover_counts"), text(say("handover_counted", calls=sheet.calls, entries=sheet.entries))),
    ]
    if one.kind is not HandoverKind.ORDINARY:
        fields.append(Field(term("handover_kind", one.kind, printing.language), text(one.reason), span=2))
    away = [
        say(
            "handover_away",
            name=absence.name,
            since=printing.time(absence.since),
            until=printing.time(absence.until) if absence.until else "—",
            reason=absence.reason,
        )
        for absence in sheet.outgoing.absences
    ]
    if away:
        fields.append(Field(say("handover_absences"), text("\n".join(away)), span=2))
    return FieldGrid(tuple(fields), size=SIZE, label_share=0.26)


def _time(printing: Printing, moment: datetime | None) -> str:
    return "—" if moment is None else f"{moment.astimezone(printing.zone):%Y-%m-%d %H:%M}"


def _section(printing: Printing, sheet: HandoverSheet, section: SheetSection) -> list[Block]:
    typed, table = sheet.text(section), section_table(printing, sheet, section)
    if section in _ONLY_WORDS and not typed:
        return []
    name = term("sheet_section", section, printing.language)
    count = len(table.rows) if table is not None else 0
    counted = printing.say("handover_section", name=name, count=count) if count else name
    blocks: list[Block] = [Heading(text(counted), size=_HEADING)]
    if table is not None:
        blocks.append(table)
    if typed:
        blocks.append(_note(typed))
    return blocks


def _note(words: str, size: float = _NOTE) -> Paragraph:
    return Paragraph(text(words), align=Align.LEFT, size=size, first_indent=0)


def _appended(printing: Printing, sheet: HandoverSheet) -> list[Block]:
    """Return what was appended after acceptance: corrections, then what the officer in charge wrote."""
    review = tuple(one for one in sheet.history if one.kind in _REVIEW)
    blocks: list[Block] = []
    for word, steps in (("handover_corrections", sheet.corrections), ("handover_review", review)):
        if steps:
            blocks += [Heading(text(printing.say(word)), size=_HEADING), _steps(printing, steps)]
    return blocks


def _steps(printing: Printing, steps: tuple[HandoverStep, ...]) -> Table:
    say = printing.say
    columns = (
        Column(say("time"), 2.0, Align.CENTER),
        Column(say("kind"), 1.6, Align.CENTER),
        Column(say("words"), 8.5),
        Column(say("entered_by"), 1.6, Align.CENTER),
    )
    rows = (
        row(
            printing.time(one.at),
            term("handover_step_kind", one.kind, printing.language),
            one.text,
            one.account_name,
        )
        for one in steps
    )
    return Table(columns, tuple(rows), size=SIZE)


def _signatures(printing: Printing, sheet: HandoverSheet) -> list[Block]:
    """Return two lines to sign on, and below them what each electronic signature covers."""
    say, one = printing.say, sheet.handover
    places = (
        Signature(say("handover_outgoing"), one.outgoing_name if one.signed_at else ""),
        Signature(say("handover_incoming"), one.incoming_name if one.accepted_at else ""),
    )
    signed = [_note(_signed_words(printing, signature), _FINE) for signature in sheet.signatures]
    return [Spacer(4), SignatureLine(places), *signed]


def _signed_words(printing: Printing, signature: Signed) -> str:
    at = f"{signature.at.astimezone(printing.zone):%Y-%m-%d %H:%M:%S}"
    digest = " ".join(signature.digest[start : start + 4] for start in range(0, 16, 4))
    return printing.say(
        "handover_signed", name=signature.account_name, at=at, digest=digest, head=signature.head.short()
    )
