"""A short word on a tinted ground: a state, a count, a mark."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme
from ui.theme import Tone


class Pill(QLabel):
    """A word in a tone. Grades have a mark of their own: ``GradeMark``."""

    def __init__(self, text: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._tone = tone
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.mark(self, type="pill", tone=tone.value)

    def tone(self) -> Tone:
        """Return the tone the pill speaks in."""
        return self._tone

    def set_tone(self, tone: Tone) -> None:
        """Speak in another tone."""
        if tone is not self._tone:
            self._tone = tone
            theme.mark(self, tone=tone.value)
