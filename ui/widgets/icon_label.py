"""An icon standing by itself; it follows the look and says what it means."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.icons import Role


class IconLabel(QWidget):
    """Shows one icon of ``side`` logical pixels; ``meaning`` is what a screen reader says."""

    def __init__(
        self,
        name: str,
        *,
        role: Role = Role.SECONDARY,
        side: int = 16,
        meaning: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._role = role
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_meaning(meaning)

    def set_icon(self, name: str, role: Role | None = None) -> None:
        """Show another icon, in another role where one is named."""
        self._name = name
        self._role = self._role if role is None else role
        self.update()

    def set_meaning(self, meaning: str) -> None:
        """Say what the icon means, to screen readers and on hover."""
        self.setAccessibleName(meaning)
        self.setToolTip(meaning)

    def sizeHint(self) -> QSize:
        """Return the size of the icon."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon in the colour its role has now."""
        painter = QPainter(self)
        ink = icons.colour(self._role) if self.isEnabled() else theme.current().disabled
        icons.paint(painter, QRect(0, 0, self._side, self._side), self._name, ink)
        painter.end()
