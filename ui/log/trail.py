"""The steps of a matter, oldest first: one is marked, and what is done to a step is done to that one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from dutyroom.log.model import STEPS_BY_HAND, Entry, MatterFile
from ui import theme
from ui.log.entry_row import EntryRow
from ui.terms import label
from ui.widgets.relative_time import standard_time
from ui.workplace import Workplace


class Trail(QScrollArea):
    """Rows of entries; ``narrow`` ones have their words below time and kind."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None, *, narrow: bool = False) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._narrow = narrow
        self._marked = ""
        self._file: MatterFile | None = None
        self._rows: list[EntryRow] = []
        steps = QWidget()
        self._column = QVBoxLayout(steps)
        above = theme.current().sizes.space_1 if narrow else 0
        self._column.setContentsMargins(0, above, 0, above)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(steps)
        self.setWidgetResizable(True)
        if narrow:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.mark(steps, area="plain")
        theme.mark(self, area="card")

    def rows(self) -> list[EntryRow]:
        """Return the rows, oldest first."""
        return self._rows

    def text(self) -> str:
        """Return the steps as lines of text, for copying."""
        zone = self._workplace.zone
        lines = []
        for row in self._rows:
            when = standard_time(row.entry.received_at, zone)
            lines.append(f"{when}\t{label(row.entry.kind)}\t{row.text()}\t{row.entry.account_name}")
        return "\n".join(lines)

    def show_file(self, file: MatterFile) -> None:
        """Show the steps of a matter; the keys of the page go on working while the rows are made anew."""
        if any(row.hasFocus() for row in self._rows):
            self.setFocus()
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._file = file
        self._rows = []
        for entry in file.entries:
            row = EntryRow(self._workplace, file, entry, narrow=self._narrow)
            row.marked.connect(self.mark)
            self._column.insertWidget(self._column.count() - 1, row)
            self._rows.append(row)

    @Slot(str)
    def mark(self, entry_id: str) -> None:
        """Let a step be the one that is meant; empty: none."""
        self._marked = entry_id

    def marked(self) -> Entry | None:
        """Return the step that somebody marked, whatever it is."""
        entries = self._file.entries if self._file is not None else ()
        return next((entry for entry in entries if entry.id == self._marked), None)

    def meant(self) -> Entry | None:
        """Return the step by hand that is marked, else the last one."""
        entries = self._file.entries if self._file is not None else ()
        by_hand = [entry for entry in entries if entry.kind in STEPS_BY_HAND]
        return next((entry for entry in by_hand if entry.id == self._marked), by_hand[-1] if by_hand else None)

    def go_to_end(self) -> None:
        """Show the last step."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
