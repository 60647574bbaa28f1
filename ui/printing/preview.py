"""A sheet before it leaves the program: looked at, printed, saved as PDF, docx or xlsx."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dutyroom.documents.files import file_name
from dutyroom.documents.model import Sheet
from dutyroom.errors import DutyroomError
from ui import icons, theme
from ui.icons import Role
from ui.printing.outlets import Delivery, Outlet, save
from ui.printing.page_view import PageView
from ui.printing.pages import Pages, pages_of
from ui.printing.render import prepared_printer, print_pages
from ui.terms import explain
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.hairline import Hairline
from ui.widgets.inline_message import InlineMessage, MessageKind

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

Gate = Callable[[Outlet], None]
"""Asked when all is chosen, just before a sheet goes out; raises a DutyroomError to keep it in."""

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHARE_OF_SCREEN = (0.6, 0.9)


def _open_gate(_outlet: Outlet) -> None:
    """Let everything out."""


class PreviewPage(QWidget):
    """Shows a sheet as it will be printed, with the ways out above it."""

    closed = Signal()
    delivered = Signal(object)
    """A ``Delivery``, after the sheet went out."""

    def __init__(
        self, sheet: Sheet, *, gate: Gate = _open_gate, folder: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pages: Pages = pages_of(sheet)
        self._gate = gate
        self._folder = folder or Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        self._saving = Outlet.PDF
        self._printer: QPrinter | None = None
        self._print_dialog: QPrintDialog | None = None
        self._view = PageView(self._pages, self)
        self._message = InlineMessage(self)
        self._print = QPushButton(icons.icon("print", Role.ON_ACCENT), self.tr("&Print…"), self)
        self._pdf = QPushButton(icons.icon("pdf"), self.tr("Save as P&DF…"), self)
        self._docx = QPushButton(icons.icon("docx"), self.tr("Save as &Word…"), self)
        self._xlsx = QPushButton(icons.icon("xlsx"), self.tr("Save as &Excel…"), self)
        self._previous = self._small("chevron-left", self.tr("Previous page (Page Up)"))
        self._next = self._small("chevron-right", self.tr("Next page (Page Down)"))
        self._number = QLabel(self)
        self._smaller = QToolButton(self)
        self._larger = QToolButton(self)
        self._zoom = QLabel(self)
        self._fit = QPushButton(self.tr("&Fit width"), self)
        self._close = QPushButton(self.tr("&Close"), self)
        self._build()
        self._connect_signals()
        self._show_page(0)
        self._show_zoom(self._view.zoom())

    def view(self) -> PageView:
        """Return the view of the pages."""
        return self._view

    def pages(self) -> Pages:
        """Return the pages shown."""
        return self._pages

    def message(self) -> str:
        """Return what is being said about the last way out, or nothing."""
        return self._message.text()

    def _small(self, icon: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(icon))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _build(self) -> None:
        theme.mark(self._print, kind="primary")
        theme.mark(self._fit, kind="quiet")
        theme.mark(self._close, kind="quiet")
        for tool, sign, tip in (
            (self._smaller, "–", self.tr("Smaller (Ctrl+-)")),
            (self._larger, "+", self.tr("Larger (Ctrl++)")),
        ):
            tool.setText(sign)
            tool.setToolTip(tip)
            tool.setAccessibleName(tip)
        self._fit.setToolTip(self.tr("Show pages as wide as the window (Ctrl+0)"))
        self._print.setToolTip(self.tr("Choose a printer and print (Ctrl+P)"))
        self._pdf.setToolTip(self.tr("Save what is shown as a PDF file (Ctrl+S)"))
        for label in (self._number, self._zoom):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom.setMinimumWidth(self._zoom.fontMetrics().horizontalAdvance("0000%"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(Hairline(parent=self))
        column.addWidget(self._message)
        column.addWidget(self._view, 1)
        self.setFocusProxy(self._view)

    def _bar(self) -> QHBoxLayout:
        sizes = theme.current().sizes
        bar = QHBoxLayout()
        bar.setContentsMargins(sizes.space_3, sizes.space_2, sizes.space_3, sizes.space_2)
        bar.setSpacing(sizes.space_1)
        ways_out: tuple[QWidget, ...] = (self._print, self._pdf, self._docx, self._xlsx)
        turning: tuple[QWidget, ...] = (self._previous, self._number, self._next)
        zooming: tuple[QWidget, ...] = (self._smaller, self._zoom, self._larger, self._fit)
        out = FlowLayout(gap=sizes.space_2)  # two lines where letters are large
        for widget in ways_out:
            out.addWidget(widget)
        bar.addLayout(out, 1)
        for widget in turning:
            bar.addWidget(widget)
        bar.addSpacing(sizes.space_3)
        for widget in zooming:
            bar.addWidget(widget)
        bar.addSpacing(sizes.space_3)
        bar.addWidget(self._close)
        return bar

    def _connect_signals(self) -> None:
        self._print.clicked.connect(self.print_sheet)
        self._pdf.clicked.connect(self.save_pdf)
        self._docx.clicked.connect(self.save_docx)
        self._xlsx.clicked.connect(self.save_xlsx)
        self._previous.clicked.connect(self._view.previous_page)
        self._next.clicked.connect(self._view.next_page)
        self._smaller.clicked.connect(self._view.zoom_out)
        self._larger.clicked.connect(self._view.zoom_in)
        self._fit.clicked.connect(self._view.fit_width)
        self._close.clicked.connect(self.closed)
        self._view.page_changed.connect(self._show_page)
        self._view.zoom_changed.connect(self._show_zoom)

    @Slot()
    def save_pdf(self) -> None:
        """Ask where to, and save as PDF."""
        self._ask_where(Outlet.PDF, self.tr("PDF document (*.pdf)"))

    @Slot()
    def save_docx(self) -> None:
        """Ask where to, and save as docx."""
        self._ask_where(Outlet.DOCX, self.tr("Word document (*.docx)"))

    @Slot()
    def save_xlsx(self) -> None:
        """Ask where to, and save as xlsx."""
        self._ask_where(Outlet.XLSX, self.tr("Excel workbook (*.xlsx)"))

    def _may_leave(self, outlet: Outlet) -> bool:
        try:
            self._gate(outlet)
        except DutyroomError as refusal:
            self._message.say(MessageKind.REFUSAL, explain(refusal))
            return False
        return True

    def _ask_where(self, outlet: Outlet, kinds: str) -> None:
        self._saving = outlet
        suffix = f".{outlet.value}"
        name = file_name(self._pages.sheet.title, suffix)
        dialog = QFileDialog(self, self.tr("Save"), str(self._folder / name), kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix[1:])
        dialog.selectFile(name)
        dialog.fileSelected.connect(self._save_to)
        dialog.open()

    @Slot(str)
    def _save_to(self, target: str) -> None:
        path = Path(target)
        self._folder = path.parent
        if not self._may_leave(self._saving):
            return
        try:
            delivery = save(self._pages, self._saving, path)
        except DutyroomError as trouble:
            self._message.say(MessageKind.WARNING, explain(trouble))
            return
        self._message.say(MessageKind.SUCCESS, self.tr("Saved: {file}").format(file=target))
        self.delivered.emit(delivery)

    @Slot()
    def print_sheet(self) -> None:
        """Ask for a printer, and print."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog  # only who prints pays for it

        self._printer = prepared_printer(self._pages)
        dialog = QPrintDialog(self._printer, self)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, len(self._pages))
        dialog.setFromTo(1, len(self._pages))
        dialog.finished.connect(self._print_answered)
        self._print_dialog = dialog
        QDialog.open(dialog)  # QPrintDialog hides it behind one that wants a receiver and a member

    @Slot(int)
    def _print_answered(self, answer: int) -> None:
        if self._print_dialog is not None:
            self._print_dialog.deleteLater()
            self._print_dialog = None
        printer, self._printer = self._printer, None
        if answer == QDialog.DialogCode.Accepted and printer is not None:
            self.print_to(printer)

    def print_to(self, printer: QPrinter) -> None:
        """Print what ``printer`` is set to, and say how it went."""
        if not self._may_leave(Outlet.PRINTER):
            return
        try:
            count = print_pages(self._pages, printer)
        except DutyroomError as trouble:
            self._message.say(MessageKind.WARNING, explain(trouble))
            return
        name = printer.printerName() or printer.outputFileName()
        said = self.tr("Sent to {printer}: %n page(s)", "", count).format(printer=name)
        self._message.say(MessageKind.SUCCESS, said)
        self.delivered.emit(Delivery(Outlet.PRINTER, self._pages.sheet.title, name, count))

    @Slot(int)
    def _show_page(self, page: int) -> None:
        total = self._view.page_count()
        self._number.setText(self.tr("Page {page} of {total}").format(page=page + 1, total=total))
        self._previous.setEnabled(page > 0)
        self._next.setEnabled(page < total - 1)

    @Slot(float)
    def _show_zoom(self, zoom: float) -> None:
        self._zoom.setText(f"{round(zoom * 100)}%")

    def _keys(self) -> dict[int, Callable[[], None]]:
        keys = {
            (Qt.Key.Key_P, _CTRL): self.print_sheet,
            (Qt.Key.Key_S, _CTRL): self.save_pdf,
            (Qt.Key.Key_Plus, _CTRL): self._view.zoom_in,
            (Qt.Key.Key_Equal, _CTRL): self._view.zoom_in,
            (Qt.Key.Key_Minus, _CTRL): self._view.zoom_out,
            (Qt.Key.Key_0, _CTRL): self._view.fit_width,
            (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier): self.closed.emit,
        }
        return {QKeyCombination(modifier, key).toCombined(): act for (key, modifier), act in keys.items()}

    def event(self, event: QEvent) -> bool:
        """Claim the keys of this page before the window takes them for its own: Ctrl+P prints this sheet here."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.keyCombination().toCombined() in self._keys()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Print, save, zoom and close from the keyboard."""
        act = self._keys().get(event.keyCombination().toCombined())
        if act is None:
            super().keyPressEvent(event)
        else:
            act()


class PreviewDialog(QDialog):
    """A preview in a window of its own; shown with ``open()``."""

    delivered = Signal(object)
    """A ``Delivery``, after the sheet went out."""

    def __init__(
        self, sheet: Sheet, *, gate: Gate = _open_gate, folder: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._page = PreviewPage(sheet, gate=gate, folder=folder, parent=self)
        self.setWindowTitle(sheet.title.replace("\n", " ") or self.tr("Preview"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setSizeGripEnabled(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        screen = self.screen().availableSize()
        self.resize(round(screen.width() * _SHARE_OF_SCREEN[0]), round(screen.height() * _SHARE_OF_SCREEN[1]))
        self._page.closed.connect(self.reject)
        self._page.delivered.connect(self.delivered)
        self._page.setFocus()

    def page(self) -> PreviewPage:
        """Return the page inside."""
        return self._page
