"""Every key of the desk, on one sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.actions import SPECS, plain_text_of, tip_of
from ui.widgets.fitting_area import FittingArea
from ui.widgets.key_hint import KeyHint


class HelpDialog(QDialog):
    """Shows what ``ui.actions`` holds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sizes = theme.current().sizes
        title = QLabel(self.tr("Keys"))
        theme.mark(title, type="section")
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(sizes.space_4)
        grid.setVerticalSpacing(sizes.space_1)
        half = (len(SPECS) + 1) // 2
        for place, spec in enumerate(SPECS.values()):
            row, column = place % half, place // half * 3
            keys = QKeySequence(spec.key).toString(QKeySequence.SequenceFormat.NativeText)
            grid.addWidget(KeyHint(keys), row, column, Qt.AlignmentFlag.AlignRight)
            name, tip = QLabel(plain_text_of(spec.act)), QLabel(tip_of(spec.act))
            theme.mark(name, type="strong")
            theme.mark(tip, type="secondary")
            grid.addWidget(name, row, column + 1)
            grid.addWidget(tip, row, column + 2)
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, sizes.space_4)
        column_box.setSpacing(sizes.space_3)
        column_box.addWidget(title)
        column_box.addWidget(FittingArea(content, self), 1)
        column_box.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
