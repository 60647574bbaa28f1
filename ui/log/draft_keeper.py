"""Keeps what is being typed in the encrypted file, within a second of the last key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from dutyroom.errors import DutyroomError
from ui.workplace import Workplace

PAUSE_MS = 400


class DraftKeeper(QObject):
    """Watches one form: ``touched`` starts a short pause, then what ``content`` returns is kept."""

    refused = Signal(object)
    """A DutyroomError: what stands there cannot be kept."""

    def __init__(
        self,
        workplace: Workplace,
        draft_id: str,
        kind: str,
        content: Callable[[], dict[str, Any]],
        parent: QObject,
        *,
        words: Callable[[], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.draft_id = draft_id
        self._kind = kind
        self._content = content
        self._words = words
        self._begun = ""
        self._kept = ""
        self._over = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep_now)

    def begin(self) -> None:
        """Take what stands there now as nothing typed: it is not worth keeping."""
        self._begun = self._kept = self._packed()

    def untouched(self) -> bool:
        """Return whether nothing was typed since ``begin``, and nothing is kept."""
        return self._packed() == self._begun

    @Slot()
    def touched(self) -> None:
        """Something was typed."""
        if not self._over and not self._pause.isActive():
            self._pause.start()

    @Slot()
    def keep_now(self) -> None:
        """Keep what stands there, unless it is kept already."""
        self._pause.stop()
        if self._over:
            return
        payload = self._packed()
        if payload == self._kept:
            return
        before, self._kept = self._kept, payload
        house, session, draft_id, kind = self._workplace.house, self._workplace.session, self.draft_id, self._kind
        words = self._words() if self._words else ""

        def keep() -> None:
            house.drafts.keep(session, draft_id, kind, payload, words)

        def not_kept(error: DutyroomError) -> None:
            if self._kept == payload:
                self._kept = before  # so that the next pause, the lock or closing tries again
            self.refused.emit(error)

        self._workplace.write(keep, self, failed=not_kept)

    def _packed(self) -> str:
        return json.dumps(self._content(), ensure_ascii=False, sort_keys=True)

    def drop(self) -> None:
        """Forget the draft: it was saved as something better, or thrown away on purpose."""
        self.finish()
        house, session, draft_id = self._workplace.house, self._workplace.session, self.draft_id

        def drop() -> None:
            house.drafts.drop(session, draft_id)

        self._workplace.write(drop, self._workplace)

    def finish(self) -> None:
        """Keep nothing more; the draft went away in the act that saved it."""
        self._over = True
        self._pause.stop()

    def resume(self) -> None:
        """Go on keeping, after an act that was refused."""
        self._over = False
        self._kept = ""
        self.touched()


def draft_id_of(matter_id: str, account_id: str) -> str:
    """Return the identity of the draft in which this account writes the next step of this matter."""
    return hashlib.sha256(f"step {matter_id} {account_id}".encode()).hexdigest()[:32]
