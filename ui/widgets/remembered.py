"""How a table or the halves of a page were left: kept on this seat, given back when they are made again."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QHeaderView, QSplitter

from dutyroom.settings import COLUMNS, SeatSettings
from ui.widgets.quiet_table import QuietTable

_PAUSE_MS = 500  # after the last pixel somebody drew
_Form = dict[str, list[int]]


class Remembered(QObject):
    """Keeps widths, places and sorting of a table's columns, or the sizes of halves; ``name`` is the part's among all.

    Made after the columns of a table are set, or the halves of a splitter are in it.
    """

    def __init__(self, seat: SeatSettings, name: str, part: QuietTable | QSplitter) -> None:
        super().__init__(part)
        self._seat = seat
        self.name = name
        self._part = part
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep_now)
        self._restore()
        if isinstance(part, QSplitter):
            part.splitterMoved.connect(self._changed)
        else:
            head = part.horizontalHeader()
            head.sectionResized.connect(self._resized)
            head.sectionMoved.connect(self._changed)
            head.sortIndicatorChanged.connect(self._changed)

    @Slot()
    def keep_now(self) -> None:
        """Keep it as it is; a hidden column keeps the width it had, one that takes what is left has none."""
        self._pause.stop()
        kept = _read(self._seat)
        before = kept.get(self.name, {})
        if isinstance(self._part, QSplitter):
            kept[self.name] = {"sizes": self._part.sizes()}
        else:
            kept[self.name] = _form_of(self._part, before.get("widths", []))
        self._seat.put(COLUMNS, json.dumps(kept, sort_keys=True))

    def _restore(self) -> None:
        form = _read(self._seat).get(self.name, {})
        if isinstance(self._part, QuietTable):
            _give_back(self._part, form)
        elif len(form.get("sizes", [])) == self._part.count():
            self._part.setSizes(form["sizes"])

    @Slot(int, int, int)
    def _resized(self, column: int, _before: int, _after: int) -> None:
        head = self._part.horizontalHeader() if isinstance(self._part, QuietTable) else None
        if head is not None and _is_drawn(head, column):
            self._changed()

    @Slot()
    def _changed(self) -> None:
        if self._part.isVisible():  # what a layout does while a page is built is nobody's wish
            self._pause.start()


def _is_drawn(head: QHeaderView, column: int) -> bool:
    """Return whether a person may draw the width of a column that is seen."""
    return head.sectionResizeMode(column) is QHeaderView.ResizeMode.Interactive and not head.isSectionHidden(column)


def _form_of(table: QuietTable, before: list[int]) -> _Form:
    head = table.horizontalHeader()
    columns = range(head.count())
    known = before if len(before) == head.count() else [0] * head.count()
    form = {
        "widths": [table.wanted_width(column) if _is_drawn(head, column) else known[column] for column in columns],
        "places": [head.visualIndex(column) for column in columns],
    }
    if head.isSortIndicatorShown() and head.sortIndicatorSection() in columns:
        form["sort"] = [head.sortIndicatorSection(), int(head.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder)]
    return form


def _give_back(table: QuietTable, form: _Form) -> None:
    head = table.horizontalHeader()
    widths, places = form.get("widths", []), form.get("places", [])
    if len(widths) != head.count():
        return  # a table of another release
    for column, width in enumerate(widths):
        if width and head.sectionResizeMode(column) is QHeaderView.ResizeMode.Interactive:
            head.resizeSection(column, width)
    if sorted(places) == list(range(head.count())):
        for column in sorted(range(head.count()), key=places.__getitem__):
            head.moveSection(head.visualIndex(column), places[column])
    if head.isSortIndicatorShown() and len(form.get("sort", [])) == 2 and form["sort"][0] in range(head.count()):
        column, falls = form["sort"]
        head.setSortIndicator(column, Qt.SortOrder.DescendingOrder if falls else Qt.SortOrder.AscendingOrder)


def _read(seat: SeatSettings) -> dict[str, _Form]:
    """Return what is kept of all parts; what somebody else wrote, or an earlier release, counts as nothing."""
    try:
        loaded: Any = json.loads(seat.get(COLUMNS) or "{}")
        return {
            str(name): {str(key): [int(value) for value in values] for key, values in form.items()}
            for name, form in loaded.items()
            if isinstance(form, dict)
        }
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}
