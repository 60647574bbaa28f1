"""The ways a sheet leaves the program, and a record of one that did."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from dutyroom.documents.docx import write_docx
from dutyroom.documents.xlsx import write_xlsx
from dutyroom.frozen import dataclass
from ui.printing.pages import Pages
from ui.printing.render import write_pdf


class Outlet(StrEnum):
    """Where a sheet goes."""

    PRINTER = "printer"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"


@dataclass(frozen=True)
class Delivery:
    """A sheet that went out: the way, its title, the file or the printer, and how many pages."""

    outlet: Outlet
    title: str
    target: str
    pages: int


def save(pages: Pages, outlet: Outlet, path: Path) -> Delivery:
    """Write ``pages``, or the sheet they were made from, to ``path``; raises Environment where the disk says no."""
    match outlet:
        case Outlet.PDF:
            write_pdf(pages, path)
        case Outlet.DOCX:
            write_docx(pages.sheet, path)
        case Outlet.XLSX:
            write_xlsx(pages.sheet, path)
        case Outlet.PRINTER:
            raise ValueError("a printer is no file")
    return Delivery(outlet, pages.sheet.title, str(path), len(pages))
