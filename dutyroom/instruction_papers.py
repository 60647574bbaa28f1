"""The slips of instructions and papers as sheets, for screen and command line; each needs the right to print."""

from __future__ import annotations

from datetime import date

from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House
from dutyroom.documents.circulation_slip import circulation_slip
from dutyroom.documents.model import Sheet
from dutyroom.documents.reading_slip import reading_slip
from dutyroom.documents.receipt_register import receipt_register
from dutyroom.documents.routing_slip import routing_slip
from dutyroom.papers import printing_of
from dutyroom.receipts.model import RegisterFilter
from dutyroom.texts import Language


def routing_sheet(house: House, session: Session, instruction_id: str, language: Language = "zh_CN") -> Sheet:
    """Return 公文运转单 of an instruction, with the paper it was given on where there is one (R124).

    Raises Refused ``accounts.not_allowed``, ``instructions.no_such_instruction``.
    """
    session.require(Right.PRINT)
    file = house.instruction_reader.file(session, instruction_id)
    linked = file.instruction.sheet.linked_id
    paper = None
    if linked and house.receipt_reader.is_paper(session, linked):
        paper = house.receipt_reader.file(session, linked)
    return routing_slip(printing_of(house, session, language), file, paper)


def circulation_sheet(house: House, session: Session, paper_id: str, language: Language = "zh_CN") -> Sheet:
    """Return 传真电报传阅单 of a fax or telegram (R144); Refused ``receipts.no_such_paper``."""
    session.require(Right.PRINT)
    return circulation_slip(printing_of(house, session, language), house.receipt_reader.file(session, paper_id))


def reading_sheet(house: House, session: Session, paper_id: str, language: Language = "zh_CN") -> Sheet:
    """Return 阅文单 of a registered paper (R163); Refused ``receipts.no_such_paper``."""
    session.require(Right.PRINT)
    file, route = house.receipt_reader.file(session, paper_id), house.receipts.route(session, paper_id)
    return reading_slip(printing_of(house, session, language), file, route)


def register_sheet(house: House, session: Session, since: date, until: date, language: Language = "zh_CN") -> Sheet:
    """Return 收文登记簿 from ``since`` to ``until``, both included (R162)."""
    session.require(Right.PRINT)
    wanted = RegisterFilter(since=house.calendar.day_span(since)[0], until=house.calendar.day_span(until)[1])
    papers = house.receipt_reader.received(session, wanted)
    return receipt_register(printing_of(house, session, language), since, until, papers)
