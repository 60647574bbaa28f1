"""What can be done with a row of any table: open it, copy it as text."""

from __future__ import annotations

from PySide6.QtCore import SIGNAL, QModelIndex, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QTableView

from ui import icons


def rows_as_text(table: QTableView) -> str:
    """Return the chosen rows, a line each: the columns that are seen, from left to right, with tabs between them."""
    head = table.horizontalHeader()
    shown = [column for column in map(head.logicalIndex, range(head.count())) if not head.isSectionHidden(column)]
    rows = sorted(index.row() for index in table.selectionModel().selectedRows())
    cells = ((table.model().index(row, column).data() for column in shown) for row in rows)
    return "\n".join("\t".join(str(cell or "") for cell in row) for row in cells)


def copy_rows(table: QTableView) -> None:
    """Put the chosen rows on the clipboard, if there are any; a spreadsheet takes them as cells."""
    text = rows_as_text(table)
    if text:
        QGuiApplication.clipboard().setText(text)


class RowMenu(QMenu):
    """The menu of the row under the mouse; a row that nothing opens can be copied all the same."""

    def __init__(self, table: QTableView, index: QModelIndex) -> None:
        super().__init__(table)
        self._table = table
        self._index = index
        if table.receivers(SIGNAL("activated(QModelIndex)")):
            opens = self.addAction(icons.icon("forward"), self.tr("Open"))
            opens.setShortcut(QKeySequence("Return"))
            opens.triggered.connect(self._open)
        copies = self.addAction(icons.icon("copy"), self.tr("Copy the row"))
        copies.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copies.triggered.connect(self._copy)
        self.aboutToHide.connect(self.deleteLater)

    @Slot()
    def _open(self) -> None:
        self._table.activated.emit(self._index)

    @Slot()
    def _copy(self) -> None:
        copy_rows(self._table)
