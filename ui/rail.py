"""The rail at the left: one button for each page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from ui import icons, theme
from ui.actions import SPECS, Act, plain_text_of

_ICON = 22
_ROUND = 20  # what the style sheet leaves around icon and word, and between them


class Rail(QFrame):
    """Buttons that trigger the actions of the pages; settings stand apart at the foot."""

    def __init__(self, pages: dict[Act, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = {act: self._button(act, action) for act, action in pages.items()}
        sizes = theme.current().sizes
        theme.mark(self, area="rail")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, sizes.space_2, 0, sizes.space_2)
        column.setSpacing(0)
        for act, button in self._buttons.items():
            if act is Act.GO_SETTINGS:
                column.addStretch(1)
            column.addWidget(button)
        self.setFixedWidth(sizes.rail)

    def choose(self, act: Act) -> None:
        """Show which page is open."""
        for known, button in self._buttons.items():
            button.setChecked(known is act)

    def hide_pages(self, *acts: Act) -> None:
        """Take the buttons of pages away that this person may not see."""
        for act in acts:
            self._buttons[act].hide()

    def _button(self, act: Act, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setText(plain_text_of(act))
        button.setIcon(icons.icon(SPECS[act].icon, icons.Role.RAIL))
        button.setIconSize(QSize(_ICON, _ICON))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setCheckable(True)
        button.setToolTip(action.toolTip())
        theme.mark(button, kind="rail")
        button.clicked.connect(action.trigger)
        return button

    def _whole_height(self) -> int:
        shown = [button for button in self._buttons.values() if not button.isHidden()]
        button = _ICON + theme.metrics(theme.current().sizes.small).lineSpacing() + _ROUND
        return len(shown) * button + 2 * theme.current().sizes.space_2

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show words alone where there is no height for icons as well."""
        super().resizeEvent(event)
        low = event.size().height() < self._whole_height()
        style = Qt.ToolButtonStyle.ToolButtonTextOnly if low else Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        for button in self._buttons.values():
            button.setToolButtonStyle(style)
