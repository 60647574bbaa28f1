"""Asks whether an event is meant to be a drill, before it can be one; nothing is chosen by Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Tone


class DrillDialog(QDialog):
    """Says what becomes of a drill; ``accepted`` when somebody means it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A drill?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.real = QPushButton(self.tr("No, it is real"))
        self.drill = QPushButton(self.tr("Yes, it is a drill"))
        self._lay_out()
        self.real.clicked.connect(self.reject)
        self.drill.clicked.connect(self.accept)
        self.real.setFocus()

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        head = QLabel(self.tr("Is this an exercise?"))
        theme.mark(head, type="section", tone=Tone.DRILL.value)
        words = QLabel(
            self.tr(
                "A drill has a number of its own (演2026-001), is marked in violet everywhere and counted nowhere; its "
                "alerts never sound above a real one. It cannot be turned into a real event later, nor the other way."
            )
        )
        words.setWordWrap(True)
        self.real.setDefault(True)
        self.drill.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(sizes.space_2)
        buttons.addStretch(1)
        buttons.addWidget(self.drill)
        buttons.addWidget(self.real)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, sizes.space_4)
        column.setSpacing(sizes.space_3)
        column.addWidget(head)
        column.addWidget(words)
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(460))
