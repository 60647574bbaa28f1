"""The fields of an event's sheet: when, which unit, where, what is sensitive about it, whom to call there, a drill."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from dutyroom.directory.model import CandidateKind
from dutyroom.errors import Refused
from dutyroom.incidents.events import Contact, EventSheet
from dutyroom.incidents.model import SensitiveFlag
from ui.incidents.kind_field import KindField
from ui.incidents.rules_source import RulesSource
from ui.log.caller_fields import CompleterSource
from ui.terms import label
from ui.widgets.completion import CompletionPopup, CompletionRow
from ui.widgets.date_time_field import DateTimeField
from ui.workplace import Workplace


class SheetFields(QObject):
    """Makes the fields and reads them; whoever holds it lays them out. ``changed`` says that something was typed."""

    changed = Signal()
    drill_wanted = Signal()
    """Somebody ticked the drill; it stays unticked until that was asked about."""

    def __init__(self, workplace: Workplace, source: CompleterSource, rules: RulesSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self.unit_id = ""
        self.kind = KindField(rules, parent)
        self.happened = DateTimeField(workplace.house.clock, zone=workplace.zone)
        self.unit = QLineEdit(parent)
        self.place = QLineEdit(parent)
        self.flags = {flag: QCheckBox(label(flag), parent) for flag in SensitiveFlag}
        self.why = QLineEdit(parent)
        self.name = QLineEdit(parent)
        self.post = QLineEdit(parent)
        self.phone = QLineEdit(parent)
        self.drill = QCheckBox(self.tr("Drill"), parent)
        self._units = CompletionPopup(self.unit)
        self._name_fields()
        self._connect_signals()

    def sheet(self) -> EventSheet:
        """Return what was typed; Refused ``incidents.kind_not_chosen``, ``log.bad_value`` for a time."""
        if not self.kind.type_id:
            self.kind.setFocus()
            raise Refused("incidents.kind_not_chosen")
        if not self.happened.is_valid():
            self.happened.setFocus()
            raise Refused("log.bad_value", value=self.happened.text())
        return self.so_far()

    def so_far(self) -> EventSheet:
        """Return what can be read of what stands here, without a kind if need be."""
        return EventSheet(
            type_id=self.kind.type_id,
            happened_at=self.happened.value(),
            unit_id=self.unit_id,
            unit_name=self.unit.text().strip(),
            place=self.place.text().strip(),
            sensitive=self.sensitive(),
            sensitive_why=self.why.text(),
            contact=Contact(self.name.text(), self.post.text(), self.phone.text()),
            drill=self.drill.isChecked(),
        )

    def sensitive(self) -> frozenset[SensitiveFlag]:
        """Return the flags that are ticked."""
        return frozenset(flag for flag, box in self.flags.items() if box.isChecked())

    def show_sheet(self, sheet: EventSheet) -> None:
        """Show what stands in a file."""
        self.kind.choose(sheet.type_id)
        self.happened.set_value(sheet.happened_at)
        self.unit.setText(sheet.unit_name)
        self.unit_id = sheet.unit_id
        self.place.setText(sheet.place)
        for flag, box in self.flags.items():
            box.setChecked(flag in sheet.sensitive)
        self.why.setText(sheet.sensitive_why)
        self.name.setText(sheet.contact.name)
        self.post.setText(sheet.contact.post)
        self.phone.setText(sheet.contact.phone)
        self.drill.setChecked(sheet.drill)

    def payload(self) -> dict[str, Any]:
        """Return everything, as it is kept in a draft."""
        return {
            "kind": self.kind.type_id,
            "kind_text": self.kind.text(),
            "unit_id": self.unit_id,
            "texts": [field.text() for field in self.lines()],
            "happened": self.happened.text(),
            "sensitive": sorted(flag.value for flag in self.sensitive()),
            "drill": self.drill.isChecked(),
        }

    def restore(self, payload: dict[str, Any]) -> None:
        """Show what a draft held."""
        self.kind.choose(payload["kind"])
        if not payload["kind"]:
            self.kind.setText(payload["kind_text"])
        for field, text in zip(self.lines(), payload["texts"], strict=True):
            field.setText(text)
        self.unit_id = payload["unit_id"]
        self.happened.setText(payload["happened"])
        for flag, box in self.flags.items():
            box.setChecked(flag.value in payload["sensitive"])
        self.drill.setChecked(payload["drill"])

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return the plain lines, in the order in which a draft keeps them."""
        return (self.unit, self.place, self.why, self.name, self.post, self.phone)

    def _name_fields(self) -> None:
        names: dict[QWidget, str] = {
            self.happened: self.tr("Happened"),
            self.unit: self.tr("Unit"),
            self.place: self.tr("Place"),
            self.why: self.tr("Why it is sensitive"),
            self.name: self.tr("Contact at the scene"),
            self.post: self.tr("Post"),
            self.phone: self.tr("Number"),
        }
        for field, name in names.items():
            field.setAccessibleName(name)
        self.unit.setPlaceholderText(self.tr("Name, initials such as szfb, or number"))
        self.place.setPlaceholderText(self.tr("Road, village, building; as exact as it was said"))
        self.why.setPlaceholderText(self.tr("Why: which place, which date, which people"))
        self.name.setPlaceholderText(self.tr("Name"))
        self.post.setPlaceholderText(self.tr("Post"))
        self.phone.setPlaceholderText(self.tr("Number"))
        self.drill.clicked.connect(self._drill_clicked)
        self.drill.setToolTip(self.tr("An exercise: marked everywhere, never counted as real"))

    def _connect_signals(self) -> None:
        self._units.wanted.connect(self._offer_units)
        self._units.chosen.connect(self._take_unit)
        self.unit.textEdited.connect(self._unit_typed)
        self.kind.chosen.connect(self.changed)
        for field in (self.kind, self.happened, *self.lines()):
            field.textChanged.connect(self.changed)
        for box in (*self.flags.values(), self.drill):
            box.toggled.connect(self.changed)

    @Slot(bool)
    def _drill_clicked(self, wanted: bool) -> None:
        """Let nobody make a drill by one slip of the hand: it is asked about first."""
        if wanted:
            self.drill.setChecked(False)
            self.drill_wanted.emit()

    @Slot(str)
    def _unit_typed(self, _text: str) -> None:
        self.unit_id = ""

    @Slot(str)
    def _offer_units(self, text: str) -> None:
        found = self._source.completer.complete(text, kind=CandidateKind.UNIT)
        rows = [
            CompletionRow(
                key=match.candidate.id,
                title=match.candidate.name,
                secondary=match.candidate.short_name,
                right=self._source.number_of(match.candidate),
                icon="users",
            )
            for match in found
        ]
        self._units.show_rows(text, rows)

    @Slot(object)
    def _take_unit(self, row: CompletionRow) -> None:
        self.unit_id = row.key
        self.changed.emit()
