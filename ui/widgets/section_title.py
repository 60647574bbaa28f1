"""The heading of a section: words, a quiet count, a hairline, and room for a button at the end."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui import theme
from ui.widgets.hairline import Hairline


class SectionTitle(QWidget):
    """A heading of 15 pixels with an optional count beside it."""

    def __init__(self, text: str, *, count: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(text, self)
        self._count = QLabel(self)
        theme.mark(self._label, type="section")
        theme.mark(self._count, type="secondary")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.current().sizes.space_2)
        self._row.addWidget(self._label)
        self._row.addWidget(self._count)
        self._row.addWidget(Hairline(parent=self), 1)
        self.set_count(count)

    def set_text(self, text: str) -> None:
        """Change the words."""
        self._label.setText(text)
        self.setAccessibleName(text)

    def set_count(self, count: int | None) -> None:
        """Show how many things the section holds; None shows nothing."""
        self._count.setText("" if count is None else str(count))
        self._count.setVisible(count is not None)
        self.setAccessibleName(f"{self._label.text()} {self._count.text()}".strip())

    def add(self, widget: QWidget) -> None:
        """Put a widget, such as a quiet button, at the end of the line."""
        self._row.addWidget(widget)
