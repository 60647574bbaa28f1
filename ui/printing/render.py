"""Pages on their way out of the program: as PDF, and to a printer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from dutyroom.documents.characters import legible
from dutyroom.documents.files import write_whole
from dutyroom.documents.paper import Orientation
from dutyroom.errors import Environment
from ui.printing.pages import Pages
from ui.printing.pdf_text import with_true_text
from ui.printing.typesetting import UNIT

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_RESOLUTION = 72 * UNIT  # dots to the inch: one dot is one unit


def page_layout(pages: Pages) -> QPageLayout:
    """Return A4 the right way up and without margins: the pages bring their own."""
    turned = pages.sheet.orientation is Orientation.LANDSCAPE
    orientation = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    size = QPageSize(QPageSize.PageSizeId.A4)
    layout = QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def pdf_bytes(pages: Pages) -> bytes:
    """Return ``pages`` as the content of a PDF file with its faces inside."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(page_layout(pages))
    writer.setResolution(_RESOLUTION)
    writer.setTitle(legible(pages.sheet.title))
    writer.setCreator("Dutyroom")
    painter = QPainter(writer)
    for number in range(len(pages)):
        if number:
            writer.newPage()
        pages.paint(painter, number)
    painter.end()
    typed = frozenset(char for box in pages.boxes() for char in box.layout.text())
    fonts = {font.key(): font for box in pages.boxes() for font in box.fonts()}
    return with_true_text(bytes(buffer.data().data()), typed, fonts.values())


def write_pdf(pages: Pages, path: Path) -> None:
    """Write ``pages`` as PDF to ``path``; raises Environment (see ``dutyroom.documents.files.write_whole``)."""
    write_whole(path, pdf_bytes(pages))


def prepared_printer(pages: Pages) -> QPrinter:
    """Return a printer set to the paper of ``pages`` and to their title, for a print dialog."""
    from PySide6.QtPrintSupport import QPrinter  # only who prints pays for it, and for asking the spooler

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(page_layout(pages))
    printer.setFullPage(True)
    printer.setDocName(legible(pages.sheet.title).replace("\n", " "))
    printer.setCreator("Dutyroom")
    return printer


def print_pages(pages: Pages, printer: QPrinter) -> int:
    """Print what ``printer`` is set to (pages, copies) and return how many pages that were.

    Raises Environment ``documents.printer_failed`` if the printer takes none or stops on the way.
    """
    name = printer.printerName()
    painter = QPainter()
    if not painter.begin(printer):
        raise Environment("documents.printer_failed", printer=name)
    count = 0
    try:
        for number in _wanted(pages, printer):
            if count and not printer.newPage():
                raise Environment("documents.printer_failed", printer=name)
            painter.resetTransform()
            painter.scale(printer.resolution() / _RESOLUTION, printer.resolution() / _RESOLUTION)
            pages.paint(painter, number)
            count += 1
    finally:
        painter.end()
    return count


def _wanted(pages: Pages, printer: QPrinter) -> Iterable[int]:
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
    numbers = list(range(max(first, 1) - 1, min(last, len(pages))))
    if printer.pageOrder() is type(printer).PageOrder.LastPageFirst:
        numbers.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    if printer.collateCopies():
        return numbers * copies
    return [number for number in numbers for _ in range(copies)]
