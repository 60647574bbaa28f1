"""An editor for the close of day by season, with changes dated ahead."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dutyroom.seasons import DatedSeasons, read_close_of_day, write_close_of_day
from ui import theme
from ui.settings.season_block import SeasonBlock, SeasonRow
from ui.sign_in.card import with_icon


class CloseOfDayEditor(QWidget):
    """The seasons that hold, and below them those of later dates; ``changed`` after every edit."""

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._blocks: list[SeasonBlock] = []
        self._read_only = False
        self._add = with_icon("calendar", self.tr("Change from a &date on"), self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().sizes.space_2)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self._add.clicked.connect(self.add_change)

    def set_read_only(self) -> None:
        """Only show, from now on."""
        self._read_only = True
        self._add.hide()
        for block in self._blocks:
            block.set_read_only()

    def value(self) -> str:
        """Return the seasons as the setting writes them."""
        return write_close_of_day(tuple(block.value() for block in self._blocks))

    def set_value(self, text: str) -> None:
        """Show the seasons of the setting, without a signal."""
        for block in self._blocks:
            self._take_out(block)
        self._blocks = []
        for change in read_close_of_day(text):
            self._put_in(change)

    def has_doubles(self) -> bool:
        """Return whether two seasons begin on one day, or two changes on one date."""
        dates = [block.value().begins for block in self._blocks]
        return len(set(dates)) < len(dates) or any(block.has_doubles() for block in self._blocks)

    def rows(self) -> tuple[SeasonRow, ...]:
        """Return the rows of the seasons without a date, from top to bottom."""
        return self._blocks[0].rows()

    def blocks(self) -> tuple[SeasonBlock, ...]:
        """Return the blocks from top to bottom; the first has no date."""
        return tuple(self._blocks)

    @Slot()
    def add_change(self) -> None:
        """Add seasons that begin after today and after every other change, with the keyboard in their date."""
        last = self._blocks[-1].value()
        begins = max(self._today, last.begins) + timedelta(days=1)
        block = self._put_in(DatedSeasons(begins, last.seasons))
        block.date_field().setFocus()
        self.changed.emit()

    @Slot(object)
    def _drop(self, block: SeasonBlock) -> None:
        self._blocks.remove(block)
        self._take_out(block)
        self.changed.emit()

    def _put_in(self, change: DatedSeasons) -> SeasonBlock:
        block = SeasonBlock(change.begins, self)
        block.set_seasons(change.seasons)
        block.changed.connect(self.changed)
        block.dropped.connect(self._drop)
        if self._read_only:
            block.set_read_only()
        self._column.insertWidget(len(self._blocks), block)
        self._blocks.append(block)
        return block

    def _take_out(self, block: SeasonBlock) -> None:
        self._column.removeWidget(block)
        block.hide()
        block.deleteLater()
