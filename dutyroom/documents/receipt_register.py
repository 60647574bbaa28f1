"""《收文登记簿》: every paper received in a span, with what the register asks for (R159, R162, R164)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dutyroom.documents.model import Align, Column, Row, Sheet, Table, row
from dutyroom.documents.paper import Orientation
from dutyroom.documents.paper_words import full_time, secrecy_of, title_of
from dutyroom.documents.words import Printing
from dutyroom.receipts.model import Paper
from dutyroom.texts import term


def receipt_register(printing: Printing, since: date, until: date, papers: Sequence[Paper]) -> Sheet:
    """Return the register of the papers received from ``since`` to ``until``, both included, in their order."""
    say = printing.say
    columns = (
        Column(say("number"), 1.4, Align.CENTER),
        Column(say("flow_received_at"), 2.2, Align.CENTER),
        Column(say("flow_issuer"), 2.4),
        Column(say("flow_document_number"), 2.4),
        Column(say("flow_title"), 5),
        Column(say("flow_secrecy"), 1, Align.CENTER),
        Column(say("flow_copies"), 0.9, Align.RIGHT),
        Column(say("flow_pages"), 0.9, Align.RIGHT),
        Column(say("kind"), 1.8, Align.CENTER),
        Column(say("flow_signed_by"), 1.4, Align.CENTER),
        Column(say("flow_whereabouts"), 2.2),
    )
    table = Table(columns, tuple(_row(printing, paper) for paper in papers), empty=say("flow_no_paper"))
    first, last = since.isoformat(), until.isoformat()
    return Sheet(
        title=say("receipt_register"),
        subtitle=say("flow_span", room=printing.room_name, since=first, until=last, count=len(papers)),
        blocks=(table,),
        orientation=Orientation.LANDSCAPE,
        foot=printing.foot(),
        marks=printing.marks(),
        author=printing.name,
        made_at=printing.at,
    )


def _row(printing: Printing, paper: Paper) -> Row:
    return row(
        paper.number,
        full_time(printing, paper.received_at),
        paper.issuer,
        paper.document_number,
        title_of(printing, paper),
        secrecy_of(printing, paper),
        str(paper.copies),
        str(paper.pages) if paper.pages is not None else "—",
        term("paper_kind", paper.kind, printing.language),
        paper.signed_by,
        paper.whereabouts,
    )
