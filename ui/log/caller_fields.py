"""Unit, person, post and number of a caller: each completes, and they fill each other in."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from dutyroom.changes import Changes, Topic
from dutyroom.directory.model import Candidate, CandidateKind
from dutyroom.directory.service import Completer, Match, MatchedText
from dutyroom.frozen import dataclass
from ui.widgets.completion import CompletionPopup, CompletionRow
from ui.workplace import Workplace


@dataclass(frozen=True)
class Offers:
    """What the directory offers to forms: the completer, and by owner the first number that anybody may see."""

    completer: Completer
    numbers: dict[str, str]


class CompleterSource(QObject):
    """Holds the newest completer of the directory for all forms of the desk."""

    renewed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._workplace = workplace
        self._offers = Offers(Completer(()), {})
        workplace.changed.connect(self._hear)
        workplace.settled(self, self.renew)  # the slip takes letters first; nobody has typed a name before that

    def renew(self) -> None:
        """Read the directory again, on the reader's lane."""
        if not self._workplace.reads_log:
            return
        house, session = self._workplace.house, self._workplace.session

        def build() -> Offers:
            numbers: dict[str, str] = {}
            for number in house.directory.book(session).numbers:
                if not number.private:
                    numbers.setdefault(number.owner_id, number.digits)
            return Offers(house.directory.completer(session), numbers)

        self._workplace.read(build, self, self._take, key="completer")

    @property
    def completer(self) -> Completer:
        """Return what offers units and people."""
        return self._offers.completer

    def number_of(self, candidate: Candidate) -> str:
        """Return a number of a unit or person as the directory writes it; empty when there is none to show."""
        return self._offers.numbers.get(candidate.id, "")

    def _take(self, offers: Offers) -> None:
        self._offers = offers
        self.renewed.emit()

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.DIRECTORY):
            self.renew()


class CallerFields(QObject):
    """Joins four line edits to the directory; ``unit_id`` is known when a unit was chosen."""

    changed = Signal()

    def __init__(self, source: CompleterSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self.unit_id = ""
        self._offered: dict[str, Candidate] = {}
        self.unit = QLineEdit(parent)
        self.person = QLineEdit(parent)
        self.post = QLineEdit(parent)
        self.phone = QLineEdit(parent)
        self._units = CompletionPopup(self.unit)
        self._people = CompletionPopup(self.person)
        self._phones = CompletionPopup(self.phone, preselect=False)
        self._name_fields()
        self._connect_signals()

    def _name_fields(self) -> None:
        self.unit.setPlaceholderText(self.tr("Name, initials such as szfb, or number"))
        self.unit.setAccessibleName(self.tr("Unit"))
        self.person.setAccessibleName(self.tr("Person"))
        self.post.setAccessibleName(self.tr("Post"))
        self.phone.setAccessibleName(self.tr("Number"))

    def _connect_signals(self) -> None:
        for field in (self.unit, self.person, self.post, self.phone):
            field.textChanged.connect(self.changed)
        self.unit.textEdited.connect(self._unit_typed)
        self._units.wanted.connect(self._offer_units)
        self._people.wanted.connect(self._offer_people)
        self._phones.wanted.connect(self._offer_numbers)
        self._units.chosen.connect(self._fill)
        self._people.chosen.connect(self._fill)
        self._phones.chosen.connect(self._fill)

    def fill_from(self, candidate: Candidate) -> None:
        """Fill in a unit, or a person with the unit, leaving alone what was typed elsewhere."""
        if candidate.kind is CandidateKind.UNIT:
            self._fill_unit(candidate)
            return
        unit = self._source.completer.unit_of(candidate)
        if unit is not None and not self.unit_id:
            self._fill_unit(unit, with_phone=not candidate.numbers)
        self.person.setText(candidate.name)
        self.post.setText(self._post_of(candidate))
        number = self._source.number_of(candidate)
        if number and not self.phone.text():
            self.phone.setText(number)

    @Slot(str)
    def _unit_typed(self, _text: str) -> None:
        self.unit_id = ""

    @Slot(str)
    def _offer_units(self, text: str) -> None:
        self._units.show_rows(text, self._rows(self._source.completer.complete(text)))

    @Slot(str)
    def _offer_people(self, text: str) -> None:
        completer = self._source.completer
        if self.unit_id:
            completer = completer.within(self.unit_id)
        self._people.show_rows(text, self._rows(completer.complete(text, kind=CandidateKind.PERSON)))

    @Slot(str)
    def _offer_numbers(self, text: str) -> None:
        if sum(character.isdigit() for character in text) >= 3:
            rows = self._rows(self._source.completer.complete(text))
            self._phones.show_rows(text, [replace(row, fill=self._number_in(row)) for row in rows])
        else:
            self._phones.close()

    @Slot(object)
    def _fill(self, row: CompletionRow) -> None:
        candidate = self._offered.get(row.key)
        if candidate is not None:
            self.fill_from(candidate)

    def _fill_unit(self, unit: Candidate, *, with_phone: bool = True) -> None:
        self.unit.setText(unit.name)
        self.unit_id = unit.id
        number = self._source.number_of(unit)
        if with_phone and number and not self.phone.text():
            self.phone.setText(number)

    def _rows(self, matches: tuple[Match, ...]) -> list[CompletionRow]:
        self._offered = {match.candidate.id: match.candidate for match in matches}
        return [self._row(match) for match in matches]

    def _row(self, match: Match) -> CompletionRow:
        candidate = match.candidate
        person = candidate.kind is CandidateKind.PERSON
        return CompletionRow(
            key=candidate.id,
            title=candidate.name,
            secondary=candidate.detail or candidate.short_name,
            right=match.text if match.matched is MatchedText.NUMBER else self._source.number_of(candidate),
            hits=tuple((a, b - a) for a, b in match.spans) if match.matched is MatchedText.NAME else (),
            icon="user" if person else "users",
            fill=candidate.name,
        )

    def _number_in(self, row: CompletionRow) -> str:
        candidate = self._offered.get(row.key)
        return (self._source.number_of(candidate) if candidate else "") or row.right

    def _post_of(self, candidate: Candidate) -> str:
        unit = self._source.completer.unit_of(candidate)
        called = (unit.short_name or unit.name) if unit else ""
        return candidate.detail.removeprefix(called).strip()
