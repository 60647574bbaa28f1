"""The rules of grading as forms use them: read on the reader's lane with the first form, and again once they change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from dutyroom.changes import Changes, Topic
from dutyroom.frozen import dataclass
from dutyroom.incidents.kinds import KindFinder
from dutyroom.incidents.model import Assessment, EventType, FactSheet, GradingBook
from dutyroom.incidents.rules import grade
from ui.workplace import Workplace


@dataclass(frozen=True)
class _Rules:
    book: GradingBook
    kinds: KindFinder


class RulesSource(QObject):
    """Holds the rules for all forms of the desk; ``renewed`` says that they have arrived."""

    renewed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._workplace = workplace
        self._rules: _Rules | None = None
        workplace.changed.connect(self._changed)

    def renew(self) -> None:
        """Read the rules unless they are those in force; it takes half a second, beside the screen."""
        house, held = self._workplace.house, self._rules

        def read() -> _Rules | None:
            book = house.incidents.book
            return None if held is not None and held.book is book else _Rules(book, KindFinder(book))

        self._workplace.read(read, self, self._take, key="rules")

    @property
    def book(self) -> GradingBook | None:
        """Return the rules; None before they have arrived."""
        return self._rules.book if self._rules else None

    def kind(self, type_id: str) -> EventType | None:
        """Return a kind of event by its id."""
        return self._rules.book.types.get(type_id) if self._rules else None

    def find(self, typed: str) -> tuple[EventType, ...]:
        """Return the kinds that ``typed`` may mean."""
        return self._rules.kinds.find(typed) if self._rules else ()

    def assess(self, sheet: FactSheet) -> Assessment | None:
        """Return what the rules make of a sheet; None without rules or without a kind. It takes a millisecond."""
        if self._rules is None or sheet.type_id not in self._rules.book.types:
            return None
        return grade(self._rules.book, sheet)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if self._rules is not None and changes.touches(Topic.RULES):
            self.renew()

    def _take(self, rules: _Rules | None) -> None:
        if rules is not None:
            self._rules = rules
            self.renewed.emit()
