"""Words that the slips of papers and instructions share: the head of a paper, opinions, tables of steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from dutyroom.documents.model import Align, Block, Column, Field, FieldGrid, Row, Sheet, Table, row, text
from dutyroom.documents.words import Printing
from dutyroom.log.model import Channel
from dutyroom.receipts.model import OpinionRole, Paper, PaperStep
from dutyroom.texts import term

SIZE = 12.0


def full_time(printing: Printing, moment: datetime | None) -> str:
    """Return ``2026-11-21 20:38`` in the room's zone, nothing for None."""
    return f"{moment.astimezone(printing.zone):%Y-%m-%d %H:%M}" if moment is not None else ""


def channel_name(printing: Printing, channel: Channel | None) -> str:
    """Return by what means something was told."""
    return term("channel", channel, printing.language) if channel is not None else ""


def title_of(printing: Printing, paper: Paper) -> str:
    """Return what a paper is about; of a classified one its number, level and copies, of a sealed one for whom."""
    if paper.classified is not None:
        item = paper.classified
        level = term("secrecy_level", item.level, printing.language)
        return printing.say("classified", number=item.document_number, level=level, copies=item.copies)
    if paper.addressee:
        return printing.say("flow_sealed", name=paper.addressee)
    return paper.title


def secrecy_of(printing: Printing, paper: Paper) -> str:
    """Return the level a paper is marked with, or that it is open."""
    if paper.classified is None:
        return term("secrecy", "open", printing.language)
    return term("secrecy_level", paper.classified.level, printing.language)


def head_of(printing: Printing, paper: Paper) -> FieldGrid:
    """Return the form at the head of a slip: every item of the register (R162)."""
    say = printing.say

    def field(label: str, value: str, span: int = 1) -> Field:
        return Field(say(label), text(value), span)

    pages = str(paper.pages) if paper.pages is not None else ""
    return FieldGrid(
        (
            field("flow_issuer", paper.issuer),
            field("flow_document_number", paper.document_number),
            field("number", paper.number),
            field("flow_received_at", full_time(printing, paper.received_at)),
            field("flow_channel", channel_name(printing, paper.channel)),
            field("flow_urgency", term("urgency", paper.urgency, printing.language)),
            field("flow_secrecy", secrecy_of(printing, paper)),
            field("flow_count", say("flow_copies_pages", copies=paper.copies, pages=pages or "—")),
            field("flow_title", title_of(printing, paper), 2),
            field("flow_signed_by", paper.signed_by),
            field("flow_delivered_by", paper.delivered_by),
        ),
        size=SIZE,
    )


def opinions_table(
    printing: Printing, opinions: Sequence[PaperStep], waiting: Iterable[OpinionRole] = (), blank: int = 0
) -> Table:
    """Return opinions with name and time, a line for each that is waited for, and ``blank`` ones to write on."""
    say = printing.say
    columns = (
        Column(say("flow_part"), 1.2, Align.CENTER),
        Column(say("flow_person"), 2, Align.CENTER),
        Column(say("flow_opinion"), 5),
        Column(say("time"), 2, Align.CENTER),
    )
    rows = [_opinion(printing, step) for step in opinions]
    rows += [row(term("opinion_role", role, printing.language), "", "\n", "") for role in waiting]
    rows += [row("", "", "\n", "") for _line in range(blank)]
    return Table(columns, tuple(rows), size=SIZE, empty=say("flow_none"), middle=True)


def _opinion(printing: Printing, step: PaperStep) -> Row:
    role = term("opinion_role", step.role, printing.language) if step.role is not None else ""
    source = "\n" + printing.say("flow_transcribed", name=step.account_name, source=step.source) if step.source else ""
    person = "\n".join(part for part in (step.person, step.post) if part)
    return row(role, person, step.text + source, full_time(printing, step.given_at))


def slip_sheet(printing: Printing, title: str, number: str, blocks: Sequence[Block]) -> Sheet:
    """Return a slip: title, number, blocks, the foot that says who printed it."""
    return Sheet(
        title=title,
        subtitle=printing.say("flow_line", room=printing.room_name, number=number),
        blocks=tuple(blocks),
        foot=printing.foot(),
        marks=printing.marks(),
        author=printing.name,
        made_at=printing.at,
    )
