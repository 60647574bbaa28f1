"""What happened to a report, who did it and when; its versions, each with the lines that were new in it."""

from __future__ import annotations

from difflib import SequenceMatcher

from PySide6.QtCore import Slot
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from dutyroom.reports.model import StepTaken, Version
from ui import theme
from ui.reports.report_desk import ReportDesk
from ui.settings.rows_model import RowsModel, WordRow
from ui.terms import label
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.widgets.relative_time import full_time, relative_time
from ui.workplace import Workplace


class HistoryPart(QWidget):
    """Steps at the left, the words of a version at the right."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._desk: ReportDesk | None = None
        self.steps = RowsModel((self.tr("Time"), self.tr("Step"), self.tr("By"), self.tr("Words")), self)
        self.table = QuietTable()
        self.version = QComboBox()
        self.words = QPlainTextEdit()
        self._lay_out()
        self.version.currentIndexChanged.connect(self._show_version)
        theme.signals().changed.connect(self._show_version)

    def show_desk(self, desk: ReportDesk) -> None:
        """Show steps and versions of a report, the newest first."""
        before, self._desk = self._desk, desk
        if before is not None and before.file == desk.file:
            return
        self.steps.set_rows([self._row(one) for one in reversed(desk.file.steps)])
        self.version.blockSignals(True)
        self.version.clear()
        for one in reversed(desk.file.versions):
            at = relative_time(one.at, self._workplace.now(), self._workplace.zone)
            words = self.tr("Version {number} · {name} · {time}")
            self.version.addItem(words.format(number=one.version, name=one.account_name, time=at))
        self.version.blockSignals(False)
        self._show_version()

    def _row(self, one: StepTaken) -> WordRow:
        zone = self._workplace.zone
        where = label(one.gate) if one.gate is not None else ""
        words = " · ".join(part for part in (where, one.for_whom, one.words) if part)
        cells = (relative_time(one.at, self._workplace.now(), zone), label(one.step), one.account_name, words)
        return WordRow(str(one.seq), cells, f"{full_time(one.at, zone)}\n{words}".strip())

    @Slot()
    def _show_version(self) -> None:
        desk, place = self._desk, self.version.currentIndex()
        if desk is None or place < 0:
            return
        newest_first = desk.file.versions[::-1]
        shown = newest_first[place]
        before = newest_first[place + 1] if place + 1 < len(newest_first) else None
        self.words.setPlainText(_whole(shown))
        self._mark_new(shown, before)

    def _mark_new(self, shown: Version, before: Version | None) -> None:
        """Mark the lines that the version before did not have."""
        selections, lines = [], new_lines(before, shown) if before is not None else []
        for line in lines:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.words.document().findBlockByNumber(line))
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            look.setBackground(QColor(theme.current().accent_soft.ground))
            selection.cursor = cursor
            selection.format = look
            selections.append(selection)
        self.words.setExtraSelections(selections)
        if lines:
            first = self.words.document().findBlockByNumber(lines[0])
            self.words.setTextCursor(QTextCursor(first))  # and with it the first new line is in sight

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        self.table.setModel(self.steps)
        looks = (ColumnLook(width=92), ColumnLook(width=92, strong=True), ColumnLook(width=70), ColumnLook())
        self.table.set_columns(looks)
        self.table.setAccessibleName(self.tr("Steps"))
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(self.tr("Words of the version"))
        self.version.setAccessibleName(self.tr("Version"))
        right = QVBoxLayout()
        right.setSpacing(sizes.space_2)
        right.addWidget(self.version)
        right.addWidget(self.words, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.space_3)
        row.addWidget(self.table, 1)
        row.addLayout(right, 1)
        self.setFocusProxy(self.table)


def _whole(version: Version) -> str:
    return f"{version.text.title}\n{version.text.body}"


def new_lines(before: Version, shown: Version) -> list[int]:
    """Return the numbers of the lines of ``shown`` (title first) that ``before`` did not have."""
    old, new = _whole(before).split("\n"), _whole(shown).split("\n")
    found: list[int] = []
    for kind, _a, _b, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind in ("insert", "replace"):
            found += range(start, end)
    return found
