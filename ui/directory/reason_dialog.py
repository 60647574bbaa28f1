"""Why somebody wants to see a masked number: asked before, kept in the journal (R088)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from dutyroom.directory.model import PhoneNumber
from dutyroom.directory.rules import masked
from ui import theme
from ui.directory.form_dialog import FormDialog
from ui.terms import label
from ui.widgets.flow_layout import FlowLayout
from ui.workplace import Workplace

_WIDTH = 440


class ReasonDialog(FormDialog):
    """Asks for the reason; ``revealed`` carries the whole number once it stands in the journal."""

    revealed = Signal(str)

    def __init__(self, workplace: Workplace, number: PhoneNumber, owner: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._number = number
        self._reason = QLineEdit(self)
        self._text = QLabel(f"{owner} · {label(number.label)} {masked(number)}", self)
        self._build_form()
        self._connect_reasons()

    def _build_form(self) -> None:
        self.set_title(self.tr("Show a masked number"))
        self.set_save_text(self.tr("&Show for 30 seconds"))
        theme.mark(self._text, type="strong")
        self._reason.setPlaceholderText(self.tr("For example: the leader asked to be called back"))
        self.body.addWidget(self._text)
        hint = QLabel(self.tr("The reason is written into the journal with your name."), self)
        theme.mark(hint, type="secondary")
        self.body.addWidget(hint)
        self.add_field(self.tr("&Reason"), self._reason)
        self._chips = QWidget(self)
        row = FlowLayout(self._chips, gap=theme.current().sizes.space_2)
        for text in (self.tr("Report an incident"), self.tr("Call back"), self.tr("Instruction of a leader")):
            chip = QPushButton(text, self._chips)
            chip.setAutoDefault(False)
            theme.mark(chip, kind="chip")
            row.addWidget(chip)
        self.add_field("", self._chips)
        self.set_width(_WIDTH)
        self._reason.setFocus()

    def _connect_reasons(self) -> None:
        for chip in self._chips.findChildren(QPushButton):
            chip.clicked.connect(self._take_reason)

    @Slot()
    def _take_reason(self) -> None:
        chip = self.sender()
        assert isinstance(chip, QPushButton)
        self._reason.setText(chip.text())
        self._reason.setFocus()

    @Slot(object)
    def _shown(self, plain: str) -> None:
        self.revealed.emit(plain)
        self.accept()

    def snapshot(self) -> object:
        """Return nothing: a reason is not worth a question when the dialog is left."""
        return None

    def save(self) -> None:
        """Ask for the number; the answer closes the dialog, a refusal is shown in it."""
        directory, session = self._workplace.house.directory, self._workplace.session
        self.set_busy(True)
        call = partial(directory.reveal, session, self._number.id, self._reason.text())
        self._workplace.write(call, self, self._shown, self.refuse)
