"""What a page shows when it has nothing to show: why, and what to do now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.icons import Role
from ui.widgets.icon_label import IconLabel

_ICON = 40
_TEXT_WIDTH = 420


class EmptyPage(QWidget):
    """An icon, a title, a sentence that says what to do, and the button that does it (where ``action`` is named)."""

    acted = Signal()

    def __init__(self, *, icon: str, title: str, text: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(icon, role=Role.SECONDARY, side=_ICON, parent=self)
        self._title = QLabel(title, self)
        self._text = QLabel(text, self)
        self._button = QPushButton(action, self)
        self._build()
        self._button.clicked.connect(self.acted)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self._title, type="section")
        theme.mark(self._text, type="secondary")
        self._text.setWordWrap(True)
        self._text.setFixedWidth(theme.px(_TEXT_WIDTH))
        self._text.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._button.setVisible(bool(self._button.text()))
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_5, sizes.space_5, sizes.space_5)
        column.setSpacing(sizes.space_2)
        column.addStretch(2)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(sizes.space_1)
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(sizes.space_2)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        # The layout asks for the height at its own width, which is not that of the text.
        self._text.setMinimumHeight(max(0, self._text.heightForWidth(_TEXT_WIDTH)))

    def say(self, title: str, text: str) -> None:
        """Show another title and another sentence."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setMinimumHeight(max(0, self._text.heightForWidth(_TEXT_WIDTH)))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def button(self) -> QPushButton:
        """Return the button, so that a shortcut or a focus can be set on it."""
        return self._button
