"""A row of two halves, which stand one below the other where the window is too narrow for both."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from ui import theme


class FoldingRow(QBoxLayout):
    """Puts ``left`` and ``right`` side by side; whoever lays it out asks it to ``fold`` to the width there is."""

    def __init__(self, left: QHBoxLayout, right: QHBoxLayout) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self._halves = (left, right)
        self.setSpacing(theme.current().sizes.space_2)
        self.addLayout(left)
        self.addLayout(right, 1)

    def fold(self, width: int) -> None:
        """Stand in ``width`` pixels, in one row or in two."""
        wanted = sum(half.minimumSize().width() for half in self._halves) + self.spacing()
        one = wanted <= width
        self.setDirection(QBoxLayout.Direction.LeftToRight if one else QBoxLayout.Direction.TopToBottom)
