"""Makes three papers as PDF, docx and xlsx, and the same words the plainest way: the duty record of a hundred matters,
the schedule of the longest holiday with its leaders' numbers, and the handover sheet of sixty pending matters.

``paper_child.py TIMES FOLDER KEY NOW ACCOUNT``; prints milliseconds as JSON.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QPainter, QPdfWriter, QTextOption

from dutyroom.bootstrap import House, Place, open_house
from dutyroom.clock import DEFAULT_ZONE, ShiftedClock, SystemClock
from dutyroom.documents.docx import docx_bytes
from dutyroom.documents.duty_record import duty_record
from dutyroom.documents.handover_sheet import handover_sheet
from dutyroom.documents.model import Sheet, Table
from dutyroom.documents.roster_schedule import holiday_schedule
from dutyroom.documents.words import Printing
from dutyroom.documents.xlsx import xlsx_bytes
from dutyroom.log.model import MatterFilter
from tests.documents.handovers import sealed_sheet
from tests.documents.rosters import holiday_facts, printing
from ui.app import make_application
from ui.printing.pages import pages_of
from ui.printing.render import pdf_bytes

MATTERS = 100
_SEALED = sealed_sheet(60)


def sheet_of(house: House, account_id: str) -> Sheet:
    """Return the duty record of the newest hundred matters."""
    session = house.accounts.sign_in(account_id)
    page = house.log_reader.page(session, MatterFilter(), limit=MATTERS)
    files = [house.log_reader.file(session, matter.id) for matter in page.matters]
    now, head = house.clock.now(), house.journal.head()
    printing = Printing(house.room.name, house.room.drill, session.name, now, DEFAULT_ZONE, head)
    return duty_record(printing, now.astimezone(DEFAULT_ZONE).date(), files)


def texts_of(sheet: Sheet) -> list[list[str]]:
    """Return the words of the sheet's longest table, cell by cell."""
    tables = [block for block in sheet.blocks if isinstance(block, Table)]
    table = max(tables, key=lambda one: len(one.rows))
    return [["".join(run.text for run in cell) for cell in row.cells] for row in table.rows]


def plain_pdf(texts: list[list[str]]) -> bytes:
    """Return the words drawn by QPdfWriter in boxes of one size."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    wide, high = writer.width() / len(texts[0]), writer.height() / 8
    wrapped = QTextOption()
    wrapped.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
    wrapped.setAlignment(Qt.AlignmentFlag.AlignLeft)
    for number, row in enumerate(texts):
        if number and number % 8 == 0:
            writer.newPage()
        for place, words in enumerate(row):
            painter.drawText(QRectF(place * wide, number % 8 * high, wide, high), words, wrapped)
    painter.end()
    return bytes(buffer.data().data())


def plain_docx(texts: list[list[str]]) -> bytes:
    """Return the words in a table of python-docx."""
    document, target = docx.Document(), io.BytesIO()
    table = document.add_table(0, len(texts[0]))
    for row in texts:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.save(target)
    return target.getvalue()


def plain_xlsx(texts: list[list[str]]) -> bytes:
    """Return the words in a sheet of openpyxl."""
    book, target = openpyxl.Workbook(), io.BytesIO()
    for row in texts:
        book.active.append(row)
    book.save(target)
    return target.getvalue()


def _milliseconds(act: Callable[[], bytes]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def measured(make: Callable[[], Sheet], times: int) -> dict[str, object]:
    """Return how long each kind of file takes of what ``make`` makes, alternately with the plain one."""
    texts = texts_of(make())
    makers: dict[str, tuple[Callable[[], bytes], Callable[[], bytes]]] = {
        "pdf": (lambda: pdf_bytes(pages_of(make())), lambda: plain_pdf(texts)),
        "docx": (lambda: docx_bytes(make()), lambda: plain_docx(texts)),
        "xlsx": (lambda: xlsx_bytes(make()), lambda: plain_xlsx(texts)),
    }
    found: dict[str, object] = {}
    for name, (ours, plain) in makers.items():
        first, _bare = _milliseconds(ours), _milliseconds(plain)
        taken = [(_milliseconds(ours), _milliseconds(plain)) for _time in range(times)]
        found[name] = {
            "first": first,
            "ours": [one for one, _plain in taken],
            "plain": [plain for _one, plain in taken],
        }
    found["pages"] = len(pages_of(make()))
    return found


def longest_holiday() -> Sheet:
    """Return the restricted schedule of the nine days of Spring Festival 2026, made from the plan."""
    return holiday_schedule(printing(), holiday_facts(2026, "spring_festival"), restricted=True)


def handed_over() -> Sheet:
    """Return the handover sheet of sixty pending matters, made from what was sealed."""
    return handover_sheet(printing(), _SEALED)


def main(times: str, folder: str, key: str, now: str, account_id: str) -> None:
    """Make every paper ``times`` times, alternately with the plain one."""
    app = make_application(["dutyroom"])
    clock = ShiftedClock(SystemClock(), datetime.fromisoformat(now))
    house = open_house(Place.in_folder(Path(folder)), bytes.fromhex(key), clock)
    sheet = sheet_of(house, account_id)
    house.close()
    found = {
        "duty record of 100 matters": measured(lambda: sheet, int(times)),
        "holiday schedule": measured(longest_holiday, int(times)),
        "handover sheet of 60": measured(handed_over, int(times)),
    }
    app.processEvents()
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
