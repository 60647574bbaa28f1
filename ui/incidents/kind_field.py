"""A field for the kind of an event: thirty of them, found by name, pinyin or initials, listed by class."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from dutyroom.incidents.model import EventType
from dutyroom.texts import term
from ui import theme
from ui.incidents.rules_source import RulesSource
from ui.terms import label, language
from ui.widgets.completion import CompletionPopup, CompletionRow


class KindField(QLineEdit):
    """``chosen`` says that another kind stands there, or none."""

    chosen = Signal()

    def __init__(self, rules: RulesSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules = rules
        self._type_id = ""
        self._popup = CompletionPopup(self)
        self.setPlaceholderText(self.tr("Name or initials, such as dljt; Down lists all"))
        self.setAccessibleName(self.tr("Kind of event"))
        self._popup.wanted.connect(self._offer)
        self._popup.chosen.connect(self._take)
        self.textEdited.connect(self._typed)
        rules.renewed.connect(self._rules_arrived)

    @property
    def type_id(self) -> str:
        """Return the id of the kind, empty where none is chosen."""
        return self._type_id

    def choose(self, type_id: str) -> None:
        """Show a kind."""
        self._type_id = type_id
        self.setText(term("event_type", type_id, language()) if type_id else "")
        if not self.hasFocus():
            self.setCursorPosition(0)
        theme.mark(self, invalid=False)
        self.chosen.emit()

    def list_all(self) -> None:
        """Show every kind by class, or those that what stands here may mean."""
        self._popup.ask()

    @Slot(str)
    def _offer(self, typed: str) -> None:
        self._popup.show_rows(typed, [_row(event) for event in self._rules.find(typed)])

    @Slot(object)
    def _take(self, row: CompletionRow) -> None:
        self.choose(row.key)

    @Slot(str)
    def _typed(self, _text: str) -> None:
        if self._type_id:
            self._type_id = ""
            self.chosen.emit()

    @Slot()
    def _rules_arrived(self) -> None:
        if self.hasFocus() and self.text() and not self._type_id:
            self._popup.ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """List every kind with Down."""
        if event.key() == Qt.Key.Key_Down and not self._popup.is_open():
            self.list_all()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """List every kind with a click into the empty field."""
        super().mousePressEvent(event)
        if not self.text():
            self.list_all()


def _row(event: EventType) -> CompletionRow:
    return CompletionRow(
        key=event.id, title=term("event_type", event.id, language()), right=label(event.event_class), icon="incident"
    )
