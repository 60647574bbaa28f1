"""Where the words of a report are written: title, urgency, body; figures that differ are marked in the text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from dutyroom.reports.model import ReportText, UrgencyMark
from dutyroom.reports.views import FigureDifference
from ui import theme
from ui.log.choices import Choice


class WordsEditor(QWidget):
    """``edited`` tells of every change by hand, ``touched`` of any change of the words."""

    edited = Signal()
    touched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self._differences: tuple[FigureDifference, ...] = ()
        self.title = QLineEdit()
        self.urgency = Choice(UrgencyMark)
        self.body = QPlainTextEdit()
        self._lay_out()
        self._connect_signals()

    def text(self) -> ReportText:
        """Return the words as they stand."""
        return ReportText(self.title.text(), self.body.toPlainText(), self.urgency.value() or UrgencyMark.NONE)

    def show_text(self, text: ReportText, *, undoable: bool = False) -> None:
        """Show words; what stands there already is left alone. ``undoable``: Ctrl+Z brings back what stood before."""
        self._showing = True
        if self.title.text() != text.title:
            self.title.setText(text.title)
        self.urgency.choose(text.urgency)
        if self.body.toPlainText() != text.body:
            if undoable:
                self._replace_body(text.body)
            else:
                self.body.setPlainText(text.body)
        self._showing = False
        self.touched.emit()

    def set_editable(self, editable: bool) -> None:
        """Let the words be changed, or only be read and copied."""
        self.title.setReadOnly(not editable)
        self.body.setReadOnly(not editable)
        self.urgency.setEnabled(editable)

    def editable(self) -> bool:
        """Return whether the words may be changed."""
        return not self.body.isReadOnly()

    def mark(self, differences: Sequence[FigureDifference]) -> None:
        """Mark the figures that differ from the file."""
        if tuple(differences) == self._differences:
            return
        self._differences = tuple(differences)
        self._paint_marks()

    def marked(self) -> tuple[FigureDifference, ...]:
        """Return the figures that are marked."""
        return self._differences

    def go_to(self, words: str) -> None:
        """Put the cursor on ``words``, selected."""
        place = self.body.toPlainText().find(words)
        if words and place >= 0:
            self.select(place, place + len(words))

    def select(self, start: int, end: int) -> None:
        """Put the cursor on a part of the body, selected, and the keyboard there."""
        cursor = self.body.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.body.setTextCursor(cursor)
        self.body.setFocus()

    def insert(self, words: str) -> None:
        """Write ``words`` where the cursor is; Ctrl+Z takes them away."""
        if self.editable():
            cursor = self.body.textCursor()
            cursor.beginEditBlock()  # else Ctrl+Z takes away with it what was typed just before
            cursor.insertText(words)
            cursor.endEditBlock()
            self.body.setFocus()

    @Slot()
    def _changed(self) -> None:
        if not self._showing:
            self.touched.emit()
            self.edited.emit()

    @Slot()
    def _paint_marks(self) -> None:
        tokens = theme.current()
        selections = []
        for one in self._differences:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.body.document())
            cursor.setPosition(one.start)
            cursor.setPosition(one.end, QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            look.setBackground(QColor(tokens.danger.ground))
            look.setUnderlineColor(QColor(tokens.danger.ink))
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            selection.cursor = cursor
            selection.format = look
            selections.append(selection)
        self.body.setExtraSelections(selections)

    def _replace_body(self, words: str) -> None:
        cursor = self.body.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(words)

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        self.title.setAccessibleName(self.tr("Title"))
        self.urgency.setAccessibleName(self.tr("Urgency"))
        self.body.setAccessibleName(self.tr("Text of the report"))
        self.body.setTabChangesFocus(True)
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        head.addWidget(self.title, 1)
        head.addWidget(self.urgency)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_2)
        column.addLayout(head)
        column.addWidget(self.body, 1)
        self.setFocusProxy(self.body)

    def _connect_signals(self) -> None:
        self.title.textChanged.connect(self._changed)
        self.body.textChanged.connect(self._changed)
        self.urgency.currentIndexChanged.connect(self._changed)
        theme.signals().changed.connect(self._paint_marks, Qt.ConnectionType.AutoConnection)
