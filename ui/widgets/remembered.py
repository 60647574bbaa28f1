"""The widths of a table, or the halves of a page, as this seat had them last."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, QTimer, Slot
from PySide6.QtWidgets import QHeaderView, QSplitter

from dutyroom.settings import Option, SeatSettings

_PAUSE_MS = 500


class Remembered(QObject):
    """Puts a header or a splitter as it was, and keeps every later change of a person."""

    def __init__(self, part: QHeaderView | QSplitter, seat: SeatSettings, option: Option) -> None:
        super().__init__(part)
        self._part = part
        self._seat = seat
        self._option = option
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        kept = seat.get(option)
        if kept:
            part.restoreState(QByteArray.fromBase64(kept.encode()))
        if isinstance(part, QSplitter):
            part.splitterMoved.connect(self._changed)
        else:
            part.sectionResized.connect(self._changed)
            part.sectionMoved.connect(self._changed)

    @Slot()
    def keep(self) -> None:
        """Write down how it stands now."""
        self._pause.stop()
        state = self._part.saveState().toBase64().data()
        self._seat.put(self._option, bytes(state).decode())

    @Slot()
    def _changed(self) -> None:
        if self._part.isVisible():  # what a layout does while a page is built is nobody's wish
            self._pause.start()
