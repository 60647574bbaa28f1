"""Chips that narrow a list: one of them, or any of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui import theme
from ui.widgets.flow_layout import FlowLayout

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class _Chip(QPushButton):
    """A button that leaves the arrow keys to its bar."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            event.ignore()
            return
        super().keyPressEvent(event)


class FilterBar(QWidget):
    """A row of chips; ``changed`` carries the keys of the chosen ones as a frozenset.

    With ``single`` at most one is chosen and choosing it again lets go of it, unless one is ``required``.
    Tab reaches the bar once; arrow keys go from chip to chip, Space chooses.
    """

    changed = Signal(object)

    def __init__(self, *, single: bool = False, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._single = single
        self._required = required
        self._chips: dict[str, QPushButton] = {}
        self._words: dict[str, str] = {}
        self._row = FlowLayout(self, gap=theme.current().sizes.space_2)

    def add(self, key: str, text: str, *, count: int | None = None) -> None:
        """Add a chip; ``count`` stands behind its words."""
        chip = _Chip(self)
        chip.setCheckable(True)
        chip.setAutoDefault(False)
        chip.setProperty("key", key)
        chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus if self._chips else Qt.FocusPolicy.StrongFocus)
        theme.mark(chip, kind="chip")
        chip.clicked.connect(self._chip_clicked)
        self._chips[key] = chip
        self._words[key] = text
        self._row.addWidget(chip)
        self.set_count(key, count)

    def set_count(self, key: str, count: int | None) -> None:
        """Show how many things a chip would leave; None shows nothing."""
        words = self._words[key]
        self._chips[key].setText(words if count is None else f"{words} {count}")
        self._chips[key].setAccessibleName(self._chips[key].text())

    def chosen(self) -> frozenset[str]:
        """Return the keys of the chosen chips."""
        return frozenset(key for key, chip in self._chips.items() if chip.isChecked())

    def choose(self, keys: frozenset[str]) -> None:
        """Choose exactly these chips, without a signal; an unknown key is a KeyError."""
        for key in keys:
            self._chips[key]
        for key, chip in self._chips.items():
            chip.setChecked(key in keys)

    @Slot()
    def _chip_clicked(self) -> None:
        chip = self.sender()
        assert isinstance(chip, QPushButton)
        if self._single and chip.isChecked():
            self.choose(frozenset({str(chip.property("key"))}))
        elif self._required and not self.chosen():
            chip.setChecked(True)
            return
        self.changed.emit(self.chosen())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from chip to chip."""
        step = _STEPS.get(Qt.Key(event.key()))
        chips = list(self._chips.values())
        at = next((place for place, chip in enumerate(chips) if chip.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        chips[(at + step) % len(chips)].setFocus(Qt.FocusReason.TabFocusReason)
