"""Writes situation reports as files, for the screen and the command line."""

from __future__ import annotations

from pathlib import Path

from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House
from dutyroom.documents.docx import write_docx
from dutyroom.documents.files import file_name
from dutyroom.documents.model import Sheet
from dutyroom.documents.situation_report import situation_report
from dutyroom.log.rules import check_unclassified
from dutyroom.papers import printing_of
from dutyroom.texts import Language


def report_sheet(house: House, session: Session, report_id: str, language: Language = "zh_CN") -> Sheet:
    """Return a report as it goes out; Refused ``accounts.not_allowed``, ``reports.no_such_report``.

    Its words are looked through for marks of secrecy once more before they leave (R092).
    """
    session.require(Right.PRINT)
    file = house.report_reader.file(session, report_id)
    check_unclassified(file.text.title, file.text.body)
    event = house.event_reader.file(session, file.report.matter_id)
    return situation_report(printing_of(house, session, language), file, event)


def export_report(house: House, session: Session, number: str, folder: Path) -> tuple[Sheet, list[Path]]:
    """Write the report of a number as docx; return its sheet, for the PDF beside it, and the files.

    ``number`` is 直报2026-0007 or 2026-7. The journal notes it before a file is written. Raises Refused
    ``reports.bad_number``, ``reports.no_such_report``, and Environment.
    """
    file = house.report_reader.by_number(session, number)
    sheet = report_sheet(house, session, file.report.id)
    folder.mkdir(parents=True, exist_ok=True)
    house.journal.note(session.actor, "paper.put_out", file.report.id, {"how": "files", "title": sheet.title})
    docx = folder / file_name(f"{file.report.number}-{sheet.title}", ".docx")
    write_docx(sheet, docx)
    return sheet, [docx]
