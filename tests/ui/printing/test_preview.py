"""The preview: pages are looked at, turned, made larger, printed and saved, by mouse and by keyboard."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from dutyroom.errors import Refused
from tests.documents.sheets import day_record
from ui import theme
from ui.printing import preview
from ui.printing.outlets import Delivery, Outlet
from ui.printing.page_view import PageView
from ui.printing.preview import PreviewDialog, PreviewPage
from ui.printing.render import prepared_printer

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply_theme(qapp, "light")


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> PreviewPage:
    made = PreviewPage(day_record(60), folder=tmp_path)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def saved(page: PreviewPage, path: Path) -> None:
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(path))
    dialog.accept()


def test_the_preview_opens_at_the_first_page_as_wide_as_the_window(page: PreviewPage) -> None:
    view = page.view()
    assert view.page() == 0
    assert view.fits_width()
    before = view.zoom()
    page.resize(1400, 700)
    assert view.zoom() > before


def test_pages_are_turned_from_the_keyboard(page: PreviewPage, qtbot: QtBot) -> None:
    view = page.view()
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page() == 1
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page() == view.page_count() - 1
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page() == view.page_count() - 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page() == 0


def test_scrolling_tells_which_page_is_in_view(page: PreviewPage) -> None:
    bar = page.view().verticalScrollBar()
    bar.setValue(bar.maximum())
    assert page.view().page() == page.view().page_count() - 1


def test_pages_become_larger_and_smaller_and_fit_again(page: PreviewPage, qtbot: QtBot) -> None:
    view = page.view()
    fitting = view.zoom()
    qtbot.keyClick(view, Qt.Key.Key_Plus, CTRL)
    assert view.zoom() > fitting
    assert not view.fits_width()
    qtbot.keyClick(view, Qt.Key.Key_Minus, CTRL)
    qtbot.keyClick(view, Qt.Key.Key_Minus, CTRL)
    assert view.zoom() < fitting
    qtbot.keyClick(view, Qt.Key.Key_0, CTRL)
    assert view.zoom() == pytest.approx(fitting)


def test_zooming_keeps_the_page_one_was_reading(page: PreviewPage) -> None:
    view = page.view()
    view.go_to(3)
    view.zoom_in()
    assert view.page() == 3


@pytest.mark.parametrize("look", ["light", "dark"])
def test_paper_is_white_by_day_and_by_night(page: PreviewPage, qapp: QApplication, look: theme.Name) -> None:
    theme.apply_theme(qapp, look)
    picture = page.view().viewport().grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 40).name() == "#ffffff"


def test_the_sheet_is_saved_as_pdf_docx_and_xlsx(page: PreviewPage, tmp_path: Path) -> None:
    went_out: list[Delivery] = []
    page.delivered.connect(went_out.append)
    page.save_pdf()
    saved(page, tmp_path / "day.pdf")
    page.save_docx()
    saved(page, tmp_path / "day.docx")
    page.save_xlsx()
    saved(page, tmp_path / "day.xlsx")
    assert len(PdfReader(tmp_path / "day.pdf").pages) == page.view().page_count()
    assert len(docx.Document(str(tmp_path / "day.docx")).tables[0].rows) == 61
    assert openpyxl.load_workbook(io.BytesIO((tmp_path / "day.xlsx").read_bytes())).worksheets[0].max_row > 60
    assert [delivery.outlet for delivery in went_out] == [Outlet.PDF, Outlet.DOCX, Outlet.XLSX]
    assert went_out[0].target == str(tmp_path / "day.pdf")


def test_the_name_of_the_file_is_the_title_of_the_sheet(page: PreviewPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.view(), Qt.Key.Key_S, CTRL)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert [Path(name).name for name in dialog.selectedFiles()] == ["云岭市人民政府办公室值班记录.pdf"]
    dialog.reject()


def test_a_sheet_that_could_not_be_saved_says_why_and_nothing_went_out(
    page: PreviewPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "explain", str)
    went_out: list[Delivery] = []
    page.delivered.connect(went_out.append)
    page.save_pdf()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "gone" / "day.pdf"))
    dialog.reject()
    assert page.message().startswith("documents.folder_missing")
    assert went_out == []


@pytest.mark.req("R092", "R204")
def test_a_sheet_does_not_leave_when_the_gate_says_no(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "explain", str)
    asked: list[Outlet] = []

    def gate(outlet: Outlet) -> None:
        asked.append(outlet)
        raise Refused("accounts.not_allowed")

    made = PreviewPage(day_record(2), gate=gate, folder=tmp_path)
    qtbot.addWidget(made)
    made.save_docx()
    assert asked == []
    saved(made, tmp_path / "day.docx")
    printer = prepared_printer(made.pages())
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    made.print_to(printer)
    assert asked == [Outlet.DOCX, Outlet.PRINTER]
    assert list(tmp_path.iterdir()) == []
    assert made.message().startswith("accounts.not_allowed")


def test_printing_asks_for_a_printer_and_says_what_was_sent(page: PreviewPage, qtbot: QtBot, tmp_path: Path) -> None:
    went_out: list[Delivery] = []
    page.delivered.connect(went_out.append)
    qtbot.keyClick(page.view(), Qt.Key.Key_P, CTRL)
    dialog = page.findChild(QPrintDialog)
    assert dialog is not None
    assert (dialog.fromPage(), dialog.toPage()) == (1, page.view().page_count())
    dialog.reject()
    assert went_out == []
    printer = prepared_printer(page.pages())
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    page.print_to(printer)
    assert [(delivery.outlet, delivery.pages) for delivery in went_out] == [(Outlet.PRINTER, page.view().page_count())]


def test_esc_closes_the_preview(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = PreviewDialog(day_record(2), folder=tmp_path)
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.windowTitle() == "云岭市人民政府办公室值班记录"
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog.page().view(), Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_only_pages_in_view_are_drawn(page: PreviewPage) -> None:
    view: PageView = page.view()
    view.viewport().grab()
    assert 1 <= view.drawn_pages() < view.page_count()
