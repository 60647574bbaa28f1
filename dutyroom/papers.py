"""Writes the papers of the log as files, for the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House
from dutyroom.documents.docx import write_docx
from dutyroom.documents.duty_record import duty_record
from dutyroom.documents.event_summary import event_summary
from dutyroom.documents.files import file_name
from dutyroom.documents.model import Sheet
from dutyroom.documents.words import Printing
from dutyroom.documents.work_log import work_log
from dutyroom.errors import Refused
from dutyroom.texts import Language


def printing_of(house: House, session: Session, language: Language = "zh_CN") -> Printing:
    """Return who prints when, with the journal's head of this moment."""
    return Printing(
        room_name=house.room.name,
        drill=house.room.drill,
        name=session.name,
        at=house.clock.now(),
        zone=house.calendar.zone,
        head=house.journal.head(),
        language=language,
    )


def day_sheet(house: House, session: Session, day: date, language: Language = "zh_CN") -> Sheet:
    """Return the duty record of a day; Refused ``accounts.not_allowed``."""
    session.require(Right.PRINT)
    files = house.log_reader.files_received(session, *house.calendar.day_span(day))
    return duty_record(printing_of(house, session, language), day, files)


def watch_sheet(house: House, session: Session, watch: str, language: Language = "zh_CN") -> Sheet:
    """Return the work log of a watch; Refused ``accounts.not_allowed`` and ``calendar.bad_watch``."""
    session.require(Right.PRINT)
    hits = house.log_reader.watch_entries(session, watch)
    files = {matter_id: house.log_reader.file(session, matter_id) for matter_id in {hit.matter.id for hit in hits}}
    return work_log(printing_of(house, session, language), house.calendar.watch_span(watch), hits, files)


def summary_sheet(
    house: House, session: Session, year: int, language: Language = "zh_CN", *, drills: bool = False
) -> Sheet:
    """Return the summary of the events of a year; Refused ``accounts.not_allowed``."""
    session.require(Right.PRINT)
    today = house.calendar.local_date(house.clock.now())
    summary = house.event_summary.of_year(session, year, today, drills=drills)
    return event_summary(printing_of(house, session, language), summary)


def export_paper(house: House, session: Session, what: str, folder: Path) -> list[Path]:
    """Write the duty record of a day or the work log of a watch as docx and xlsx; return the files.

    ``what`` is ``2026-11-21`` or ``2026-11-21/day``. The journal notes it before a file is written.
    """
    from dutyroom.documents.xlsx import write_xlsx

    if "/" in what:
        sheet = watch_sheet(house, session, what)
    else:
        try:
            sheet = day_sheet(house, session, date.fromisoformat(what))
        except ValueError as error:
            raise Refused("calendar.bad_watch", watch=what) from error
    folder.mkdir(parents=True, exist_ok=True)
    house.journal.note(session.actor, "paper.put_out", what, {"how": "files", "title": sheet.title})
    stem = f"{sheet.title}-{what.replace('/', '-')}"
    docx, xlsx = (folder / file_name(stem, ending) for ending in (".docx", ".xlsx"))
    write_docx(sheet, docx)
    write_xlsx(sheet, xlsx)
    return [docx, xlsx]
