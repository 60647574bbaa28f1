"""A form whose unit or person can be taken out of use, with a second press to confirm it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from ui import theme
from ui.directory.form_dialog import FormDialog
from ui.widgets.inline_message import MessageKind


class RetiringDialog(FormDialog):
    """Adds the button to a form; nothing is ever deleted."""

    retired = Signal(object)
    """The unit or person as it was stored, out of use."""

    def __init__(self, known: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sure = False
        self._retire = QPushButton(self.tr("&Take out of use"), self)
        theme.mark(self._retire, kind="danger")
        self._retire.setAutoDefault(False)
        self._retire.setVisible(known)
        self.buttons.insertWidget(0, self._retire)
        self._retire.clicked.connect(self._ask)

    def retiring_text(self) -> str:
        """Return a sentence that says what it means."""
        raise NotImplementedError

    def retire(self) -> None:
        """Do it; ends in ``retire_done`` or ``refuse``."""
        raise NotImplementedError

    @Slot()
    def _ask(self) -> None:
        if self._sure:
            self.set_busy(True)
            self.retire()
            return
        self._sure = True
        self._retire.setText(self.tr("Yes, &take out of use"))
        self.say(MessageKind.WARNING, self.retiring_text())

    def retire_done(self, owner: object) -> None:
        """Close, and say what went out of use."""
        self.retired.emit(owner)
        self.accept()
