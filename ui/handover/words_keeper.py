"""Keeps what is typed on the sheet, each text at its place, within a second of the last key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from dutyroom.errors import DutyroomError
from dutyroom.handover.model import Place
from ui.workplace import Workplace

PAUSE_MS = 400


class WordsKeeper(QObject):
    """One for a sheet: ``typed`` starts a short pause, then every text that changed is kept."""

    refused = Signal(object)
    """A DutyroomError: what stands there cannot be kept now; it is tried again with the next key."""

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._handover_id = ""
        self._waiting: dict[Place, str] = {}
        self._on_the_way: dict[Place, str] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep_now)

    def begin(self, handover_id: str) -> None:
        """Keep the texts of another sheet from now on; those of the one before go there, and never on this one."""
        if handover_id != self._handover_id:
            self.keep_now()
            self._on_the_way = {}
            self._handover_id = handover_id

    def typed(self, place: Place, text: str) -> None:
        """Somebody typed at a place."""
        self._waiting[place] = text
        if not self._pause.isActive():
            self._pause.start()

    def newest(self, place: Place, kept: str) -> str:
        """Return the text of a place: what was typed here, where the file does not have it yet, else ``kept``."""
        return self._waiting.get(place, self._on_the_way.get(place, kept))

    @Slot()
    def keep_now(self) -> None:
        """Keep what waits."""
        self._pause.stop()
        waiting, self._waiting = self._waiting, {}
        handovers, session, handover_id = self._workplace.house.handovers, self._workplace.session, self._handover_id
        for place, text in waiting.items():
            self._on_the_way[place] = text
            on_the_way = self._on_the_way
            self._workplace.write(
                partial(handovers.keep_words, session, handover_id, place, text),
                self,
                partial(_kept, on_the_way, place, text),
                partial(self._not_kept, handover_id, place, text),
            )

    def _not_kept(self, handover_id: str, place: Place, text: str, error: DutyroomError) -> None:
        if handover_id == self._handover_id:
            _kept(self._on_the_way, place, text, None)
            self._waiting.setdefault(place, text)
        self.refused.emit(error)


def _kept(on_the_way: dict[Place, str], place: Place, text: str, _nothing: object) -> None:
    if on_the_way.get(place) == text:
        del on_the_way[place]
