"""The recovery key, seen once: it is printed and put into the safe before the desk opens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QWidget,
)

from dutyroom.documents.files import file_name
from dutyroom.errors import DutyroomError
from ui import theme
from ui.printing.pages import Pages, pages_of
from ui.printing.render import prepared_printer, print_pages, write_pdf
from ui.sign_in.card import CardPage, keyboard_order, primary, with_icon
from ui.sign_in.recovery_sheet import RecoveryFacts, recovery_sheet
from ui.sign_in.short_copy import ShortCopy
from ui.terms import explain
from ui.theme import Tone
from ui.widgets.inline_message import MessageKind

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_COLUMNS = 4


class RecoveryKeyPage(CardPage):
    """Shows the key; ``put_away`` says that it is in the safe, ``left`` that somebody closes without it.

    ``go_on`` are the words of the button after that, where it does not open the desk.
    """

    put_away = Signal()
    left = Signal()

    def __init__(
        self, facts: RecoveryFacts, copier: ShortCopy, parent: QWidget | None = None, *, go_on: str = ""
    ) -> None:
        super().__init__(parent)
        self._facts = facts
        self._copier = copier
        self._printer: QPrinter | None = None
        self._print = with_icon("print", self.tr("&Print…"), self)
        self._save = with_icon("pdf", self.tr("Save as P&DF…"), self)
        self._copy = with_icon("copy", self.tr("&Copy"), self)
        self._safe = QCheckBox(self.tr("I have printed it and put it into the &safe."), self)
        self._go = primary(go_on or self.tr("&Open the desk"))
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        self.set_words(
            self.tr("The recovery key"),
            self.tr(
                "It opens the data when a password is forgotten, and it is shown only now. Print it and put it "
                "into the safe, apart from this computer."
            ),
        )
        row = QHBoxLayout()
        row.setSpacing(theme.current().sizes.space_2)
        for button in (self._print, self._save, self._copy):
            button.setAutoDefault(True)
            row.addWidget(button)
        row.addStretch(1)
        self.add_widget(self._key_block())
        self.add_layout(row)
        self.add_widget(self._safe)
        self._go.setEnabled(False)
        self.add_buttons((), (self._go,))
        self.setFocusProxy(self._print)
        keyboard_order(self._print, self._save, self._copy, self._safe, self._go)

    def _key_block(self) -> QFrame:
        sizes = theme.current().sizes
        block = QFrame(self)
        theme.mark(block, area="message", tone=Tone.NEUTRAL.value)
        block.setAccessibleName(self.tr("Recovery key {key}").format(key=" ".join(self._facts.key.replace("-", " "))))
        grid = QGridLayout(block)
        grid.setContentsMargins(sizes.space_4, sizes.space_3, sizes.space_4, sizes.space_3)
        grid.setHorizontalSpacing(sizes.space_4)
        grid.setVerticalSpacing(sizes.space_2)
        for place, group in enumerate(self._facts.key.split("-")):
            label = QLabel(group, block)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            theme.mark(label, type="clock")
            grid.addWidget(label, place // _COLUMNS, place % _COLUMNS)
        return block

    def _connect_signals(self) -> None:
        self._print.clicked.connect(self.print_it)
        self._save.clicked.connect(self.choose_file)
        self._copy.clicked.connect(self.copy_it)
        self._safe.toggled.connect(self._go.setEnabled)
        self._go.clicked.connect(self.put_away)
        self.message.acted.connect(self.left)

    @Slot()
    def print_it(self) -> None:
        """Ask for a printer and print the paper."""
        from PySide6.QtPrintSupport import QPrintDialog  # asks the spooler, which only printing may wait for

        self._printer = prepared_printer(self._pages())
        dialog = QPrintDialog(self._printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._send_to_printer)
        QDialog.open(dialog)  # that of QPrintDialog wants a receiver

    @Slot()
    def choose_file(self) -> None:
        """Ask where to save the paper as PDF."""
        title = self.tr("Recovery key")
        name = file_name(f"{self._facts.room_name} {title}", ".pdf")
        dialog = QFileDialog(self, self.tr("Save as PDF"), name, self.tr("PDF (*.pdf)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    @Slot(str)
    def save_to(self, file: str) -> None:
        """Write the paper as PDF to ``file``."""
        try:
            write_pdf(self._pages(), Path(file))
        except DutyroomError as error:
            self.say_refusal(explain(error))
            return
        self.message.say(
            MessageKind.SUCCESS,
            self.tr("Saved as {file}. Print it from there, then delete the file.").format(file=Path(file).name),
        )

    @Slot()
    def copy_it(self) -> None:
        """Copy the key for a short time."""
        self._copier.copy(self._facts.key)
        self.message.say(
            MessageKind.INFO,
            self.tr("Copied. The clipboard is emptied in {count} seconds.").format(count=self._copier.seconds()),
        )

    def warn(self) -> None:
        """Say what closing now would mean, and offer it."""
        self.message.say(
            MessageKind.WARNING,
            self.tr("The key cannot be shown again. Print it or write it down first."),
            action=self.tr("Close without the key"),
        )

    @Slot()
    def _send_to_printer(self) -> None:
        assert self._printer is not None
        try:
            print_pages(self._pages(), self._printer)
        except DutyroomError as error:
            self.say_refusal(explain(error))

    def _pages(self) -> Pages:
        return pages_of(recovery_sheet(self._facts))
