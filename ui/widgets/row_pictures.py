"""Pictures of the rows that a table has painted, so that only a row that changed is painted again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Slot
from PySide6.QtGui import QPixmap

Look = TypeVar("Look", bound=Hashable)
_MOST = 60  # rows; a high screen shows some forty


class RowPictures(QObject):
    """Keeps one picture a row while what it shows stays the same; the signals of the model say when it does not."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model: QAbstractItemModel | None = None
        self._kept: dict[int, tuple[Hashable, QPixmap]] = {}

    def follow(self, model: QAbstractItemModel) -> None:
        """Hear from ``model`` from now on, and from no other."""
        if self._model is not None:
            self._model.disconnect(self)
        self._model = model
        self.forget()
        model.dataChanged.connect(self._changed)
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        for signal in (
            model.modelReset,
            model.layoutChanged,
            model.rowsMoved,
            model.columnsInserted,
            model.columnsRemoved,
            model.columnsMoved,
        ):
            signal.connect(self.forget)

    def picture(self, row: int, look: Look, draw: Callable[[int, Look], QPixmap]) -> QPixmap:
        """Return the picture of a row that looks as ``look`` says, drawn now where it is not known."""
        known = self._kept.get(row)
        if known is not None and known[0] == look:
            return known[1]
        if len(self._kept) >= _MOST:
            self._kept.clear()
        made = draw(row, look)
        self._kept[row] = (look, made)
        return made

    @Slot()
    def forget(self) -> None:
        """Draw every row anew when it is next seen."""
        self._kept.clear()

    @Slot(QModelIndex, QModelIndex)
    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        for row in range(first.row(), last.row() + 1) if last.row() - first.row() < _MOST else list(self._kept):
            self._kept.pop(row, None)

    @Slot(QModelIndex, int, int)
    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._shift(first, last - first + 1)

    @Slot(QModelIndex, int, int)
    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        for row in range(first, last + 1):
            self._kept.pop(row, None)
        self._shift(first, first - last - 1)

    def _shift(self, first: int, by: int) -> None:
        self._kept = {row + by if row >= first else row: kept for row, kept in self._kept.items()}
