"""Facts in columns: a small name above each value, the whole value under the mouse."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui import theme

Fact = tuple[str, str, str]
"""Name, value, tip."""


class FactGrid(QWidget):
    """Shows facts from left to right in ``columns`` that are ``gap`` pixels apart."""

    def __init__(self, columns: int, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(2)
        for place in range(columns):
            self._grid.setColumnStretch(place, 1)

    def show_facts(self, facts: Iterable[Fact]) -> None:
        """Show ``facts`` in place of those before."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for place, (name, value, tip) in enumerate(facts):
            caption, text = QLabel(name), QLabel(value)
            theme.mark(caption, type="caption")
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
            text.setToolTip(tip)
            text.setAccessibleName(f"{name} {value}")
            row, column = divmod(place, self._columns)
            self._grid.addWidget(caption, row * 2, column)
            self._grid.addWidget(text, row * 2 + 1, column)
