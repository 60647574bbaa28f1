"""The room cannot be opened: what happened, where, and the ways out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from dutyroom.bootstrap import Place
from dutyroom.errors import DutyroomError
from ui import theme
from ui.sign_in.card import CardPage, primary
from ui.terms import explain
from ui.widgets.inline_message import MessageKind


class TroublePage(CardPage):
    """Says why the room stays closed; ``again_wanted``, ``other_file_wanted`` and ``backup_wanted`` lead out."""

    again_wanted = Signal()
    other_file_wanted = Signal()
    backup_wanted = Signal()

    def __init__(self, error: DutyroomError, place: Place, *, can_restore: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._where = QLabel(str(place.data_file), self)
        self._again = primary(self.tr("&Try again"))
        self._other = QPushButton(self.tr("&Other file…"), self)
        self._backup = QPushButton(self.tr("&Restore a backup…"), self)
        self._build(error, can_restore=can_restore)
        self._connect_signals()
        self._error = error

    def _build(self, error: DutyroomError, *, can_restore: bool) -> None:
        self.set_words(self.tr("The duty room cannot be opened"), explain(error))
        self._where.setWordWrap(True)
        self._where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.add_fields((self.tr("Data file"), self._where))
        code = QLabel(self.tr("For your maintainer: {code}").format(code=error.code), self)
        theme.mark(code, type="caption")
        self.add_widget(code)
        self._backup.setVisible(can_restore)
        for button in (self._other, self._backup):
            button.setAutoDefault(True)
        left = (self._other, self._backup) if can_restore else (self._other,)
        self.add_buttons(left, (self._again,))
        self.setFocusProxy(self._again)

    def _connect_signals(self) -> None:
        self._again.clicked.connect(self.again_wanted)
        self._other.clicked.connect(self.other_file_wanted)
        self._backup.clicked.connect(self.backup_wanted)

    def error(self) -> DutyroomError:
        """Return what is told here."""
        return self._error

    def set_busy(self, busy: bool) -> None:
        """Show that a backup is being put back."""
        for button in (self._again, self._other, self._backup):
            button.setEnabled(not busy)
        if busy:
            self.message.say(MessageKind.INFO, self.tr("Putting the backup back…"))
