"""A dialog of an event whose fields are kept as a draft until its act is done."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from dutyroom.log.model import Draft
from ui.log.dialogs import MatterDialog
from ui.log.draft_keeper import DraftKeeper, draft_id_of

KEPT = "event words"
"""The kind of these drafts."""


class KeptDialog(MatterDialog):
    """``keep`` begins the keeping; leaving keeps what stands there for the next time, acting drops it."""

    keeper: DraftKeeper | None = None

    def keep(self, name: str, incident_id: str) -> None:
        """Keep the fields of this dialog about this event, and show what was kept before."""
        workplace = self._workplace
        house, session = workplace.house, workplace.session
        draft_id = draft_id_of(f"{name} {incident_id}", session.account_id)
        keeper = DraftKeeper(workplace, draft_id, KEPT, self.payload, self, words=self._words)
        keeper.begin()
        keeper.refused.connect(self.refuse)
        self.keeper = keeper
        for line in self.findChildren(QLineEdit):
            line.textChanged.connect(keeper.touched)
        for text in self.findChildren(QPlainTextEdit):
            text.textChanged.connect(keeper.touched)

        def question() -> list[Draft]:
            return [draft for draft in house.drafts.of(session, KEPT) if draft.id == draft_id]

        workplace.read(question, self, self._take_drafts)

    def payload(self) -> dict[str, Any]:
        """Return what stands in the fields."""
        raise NotImplementedError

    def restore(self, payload: dict[str, Any]) -> None:
        """Show what was kept."""
        raise NotImplementedError

    def reject(self) -> None:
        """Leave, and keep what was typed for the next time."""
        if self.keeper is not None:
            self.keeper.keep_now()
        super().reject()

    def _done(self, file: object) -> None:
        if self.keeper is not None:
            self.keeper.drop()
        super()._done(file)

    def _words(self) -> str:
        lines = [line.text() for line in self.findChildren(QLineEdit)]
        return "\n".join([*lines, *(text.toPlainText() for text in self.findChildren(QPlainTextEdit))])

    def _take_drafts(self, drafts: list[Draft]) -> None:
        if self.keeper is None or not self.keeper.untouched():
            return  # somebody types already
        for draft in drafts:
            try:
                self.restore(json.loads(draft.payload))
            except (ValueError, KeyError, TypeError):  # damaged, or of another release
                continue
