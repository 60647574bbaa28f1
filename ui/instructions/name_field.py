"""A field for a unit or a person, completed from the directory by name, pinyin initials or number."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from dutyroom.directory.model import Candidate, CandidateKind
from ui.log.caller_fields import CompleterSource
from ui.widgets.completion import CompletionPopup, CompletionRow


class NameField(QLineEdit):
    """``chosen_id`` is known while what was chosen still stands there; what is typed freely has none."""

    picked = Signal(object)
    """The ``Candidate`` that was chosen."""

    def __init__(self, source: CompleterSource, kind: CandidateKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._kind = kind
        self._offered: dict[str, Candidate] = {}
        self.chosen_id = ""
        self._popup = CompletionPopup(self)
        self._popup.wanted.connect(self._offer)
        self._popup.chosen.connect(self._take)
        self.textEdited.connect(self._typed)

    def show_name(self, name: str, chosen_id: str) -> None:
        """Show a name that was chosen before."""
        self.setText(name)
        self.chosen_id = chosen_id

    def ask(self) -> None:
        """Offer at once what fits what stands here."""
        self._popup.ask()

    def post_of(self, candidate: Candidate) -> str:
        """Return the post of a person as the directory says it, without the unit in front of it."""
        unit = self._source.completer.unit_of(candidate)
        called = (unit.short_name or unit.name) if unit else ""
        return candidate.detail.removeprefix(called).strip()

    @Slot(str)
    def _offer(self, text: str) -> None:
        found = self._source.completer.complete(text, kind=self._kind)
        self._offered = {match.candidate.id: match.candidate for match in found}
        icon = "user" if self._kind is CandidateKind.PERSON else "users"
        rows = [
            CompletionRow(
                key=match.candidate.id,
                title=match.candidate.name,
                secondary=match.candidate.detail or match.candidate.short_name,
                right=self._source.number_of(match.candidate),
                icon=icon,
            )
            for match in found
        ]
        self._popup.show_rows(text, rows)

    @Slot(object)
    def _take(self, row: CompletionRow) -> None:
        self.chosen_id = row.key
        candidate = self._offered.get(row.key)
        if candidate is not None:
            self.picked.emit(candidate)

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self.chosen_id = ""
