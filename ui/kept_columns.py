"""How wide the columns of a table were left, kept on this seat until somebody draws them anew."""

from __future__ import annotations

import json

from PySide6.QtCore import QObject, QTimer, Slot

from dutyroom.settings import COLUMNS, SeatSettings
from ui.widgets.quiet_table import QuietTable

_PAUSE_MS = 500  # after the last pixel somebody drew


class KeptColumns(QObject):
    """Gives a table the widths it was left with, and keeps every change; ``name`` is the table's among all."""

    def __init__(self, seat: SeatSettings, name: str, table: QuietTable) -> None:
        super().__init__(table)
        self._seat = seat
        self._name = name
        self._table = table
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep_now)
        self._restore()
        table.horizontalHeader().sectionResized.connect(self._resized)

    @Slot()
    def keep_now(self) -> None:
        """Keep the widths as they are; a hidden column keeps the one it had, one that takes what is left has none."""
        self._pause.stop()
        head = self._table.horizontalHeader()
        before = _read(self._seat)
        widths = before.get(self._name, [])
        widths = widths if len(widths) == head.count() else [0] * head.count()
        for column in range(head.count()):
            if self._table.look(column).width and not head.isSectionHidden(column):
                widths[column] = head.sectionSize(column)
        kept = {**before, self._name: widths}
        self._seat.put(COLUMNS, json.dumps(kept, sort_keys=True))

    def _restore(self) -> None:
        head = self._table.horizontalHeader()
        widths = _read(self._seat).get(self._name, [])
        if len(widths) != head.count():
            return  # a table of another release
        for column, width in enumerate(widths):
            if width:
                head.resizeSection(column, width)

    @Slot(int, int, int)
    def _resized(self, column: int, _before: int, _after: int) -> None:
        if self._table.look(column).width and not self._table.isColumnHidden(column):
            self._pause.start()


def _read(seat: SeatSettings) -> dict[str, list[int]]:
    try:
        loaded = json.loads(seat.get(COLUMNS) or "{}")
        return {str(name): [int(width) for width in widths] for name, widths in loaded.items()}
    except (ValueError, TypeError, AttributeError):
        return {}  # written by somebody else
