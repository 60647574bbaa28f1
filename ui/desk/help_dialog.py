"""Every key of the desk, on one sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.actions import PLACES, SPECS, Spec, name_of_place, plain_text_of, tip_of
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
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, sizes.space_4)
        column_box.setSpacing(sizes.space_3)
        column_box.addWidget(title)
        column_box.addWidget(FittingArea(_keys_by_place(), self), 1)
        column_box.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _keys_by_place() -> QWidget:
    """Return every key under the place where it works, in two columns: one letter means another thing elsewhere."""
    content, sizes = QWidget(), theme.current().sizes
    grid = QGridLayout(content)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(sizes.space_4)
    grid.setVerticalSpacing(sizes.space_1)
    half = (len(SPECS) + len(PLACES)) // 2
    row = column = 0
    for where in PLACES:
        specs = [spec for spec in SPECS.values() if spec.where is where]
        if row and row + len(specs) > half and not column:
            row, column = 0, 3
        place = QLabel(name_of_place(where))
        theme.mark(place, type="section")
        grid.addWidget(place, row, column, 1, 3)
        for spec in specs:
            row += 1
            _add_key(grid, row, column, spec)
        row += 1
    return content


def _add_key(grid: QGridLayout, row: int, column: int, spec: Spec) -> None:
    keys = QKeySequence(spec.key).toString(QKeySequence.SequenceFormat.NativeText)
    name, tip = QLabel(plain_text_of(spec.act)), QLabel(tip_of(spec.act))
    theme.mark(name, type="strong")
    theme.mark(tip, type="secondary")
    grid.addWidget(KeyHint(keys), row, column, Qt.AlignmentFlag.AlignRight)
    grid.addWidget(name, row, column + 1)
    grid.addWidget(tip, row, column + 2)
