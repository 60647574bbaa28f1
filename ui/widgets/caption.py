"""The name of a field as it stands before it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ui import theme


def caption(text: str, *, top: bool = False) -> QLabel:
    """Return the name of a field; ``top``: the field is high, and the name stands at its upper edge."""
    made = QLabel(text)
    theme.mark(made, type="caption")
    if top:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        made.setContentsMargins(0, theme.current().sizes.space_2, 0, 0)
    return made
