"""The papers of the handover out of an open room: the sheet of one, the review of a range.

Sheets go to the preview, which notes every output in the journal; what is written here is noted before it is.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House
from dutyroom.documents.docx import write_docx
from dutyroom.documents.files import file_name
from dutyroom.documents.handover_review import HandoverRange, handover_review
from dutyroom.documents.handover_sheet import handover_sheet
from dutyroom.documents.model import Sheet
from dutyroom.errors import Refused
from dutyroom.papers import printing_of
from dutyroom.texts import Language

_LONGEST = timedelta(days=2)
"""A watch that was relieved late was due within this time after its shift."""


def handover_paper(house: House, session: Session, handover_id: str, language: Language = "zh_CN") -> Sheet:
    """Return the sheet of a handover; Refused ``accounts.not_allowed`` and ``handover.no_such_handover``."""
    session.require(Right.PRINT)
    return handover_sheet(printing_of(house, session, language), house.handover_reader.sheet(session, handover_id))


def read_range(house: House, session: Session, first: date, last: date) -> HandoverRange:
    """Return the handovers whose time falls on the days ``first`` to ``last``, and what was counted in them.

    Raises Refused ``accounts.not_allowed``.
    """
    since, until = house.calendar.day_span(first)[0], house.calendar.day_span(last)[1]
    reader = house.handover_reader
    return HandoverRange(
        first=first,
        last=last,
        lines=reader.lines(session, since, until),
        figures=reader.figures(session, since, until),
        officers=reader.officers(session, since, until),
    )


def range_paper(house: House, session: Session, first: date, last: date, language: Language = "zh_CN") -> Sheet:
    """Return the review of a range of days; Refused ``accounts.not_allowed``."""
    session.require(Right.PRINT)
    return handover_review(printing_of(house, session, language), read_range(house, session, first, last))


def export_handover(house: House, session: Session, watch: str, folder: Path) -> tuple[Sheet, list[Path]]:
    """Write the sheet by which ``watch`` (2026-11-21/night) was handed over as docx and xlsx.

    Returns the sheet, for the PDF beside it, and the files. The journal notes it before a file is written. Raises
    Refused ``calendar.bad_watch``, ``handover.no_such_handover``, ``accounts.not_allowed``, and Environment.
    """
    from dutyroom.documents.xlsx import write_xlsx

    span = house.calendar.watch_span(watch)
    lines = house.handover_reader.lines(session, span.start, span.end + _LONGEST)
    handed = [one.handover.id for one in lines if one.handover.watch == watch]
    if not handed:
        raise Refused("handover.no_such_handover")
    sheet = handover_paper(house, session, handed[-1])
    folder.mkdir(parents=True, exist_ok=True)
    house.journal.note(session.actor, "paper.put_out", handed[-1], {"how": "files", "title": sheet.title})
    docx, xlsx = (
        folder / file_name(f"{sheet.title}-{watch.replace('/', '-')}", ending) for ending in (".docx", ".xlsx")
    )
    write_docx(sheet, docx)
    write_xlsx(sheet, xlsx)
    return sheet, [docx, xlsx]
