"""Noting where a leader is and who acts for them, or correcting what was noted (R026, R113, R139)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from dutyroom.directory.matching import Completer
from dutyroom.roster.model import NoticeChannel
from dutyroom.whereabouts.model import NewNotice, Notice, WhereaboutsKind
from dutyroom.whereabouts.rules import away
from ui.directory.form_dialog import FormDialog
from ui.roster.person_field import PersonField
from ui.terms import label
from ui.widgets.date_time_field import DateTimeField
from ui.widgets.inline_message import MessageKind
from ui.widgets.quick_time import Lean
from ui.workplace import Workplace

_WIDTH = 560
_CHANNELS = (NoticeChannel.PHONE, NoticeChannel.IN_PERSON, NoticeChannel.SMS, NoticeChannel.PAPER)


class WhereaboutsDialog(FormDialog):
    """``saved`` carries the ``Notice``; with ``known`` it corrects that one, and asks why."""

    saved = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None, *, known: Notice | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._known = known
        self._without_deputy: object = None
        clock, zone = workplace.house.clock, workplace.zone
        self.person = PersonField(self)
        self.kind = QComboBox(self)
        self.since = DateTimeField(clock, zone=zone, lean=Lean.NEAR, parent=self)
        self.until = DateTimeField(clock, zone=zone, lean=Lean.FUTURE, parent=self)
        self.place = QLineEdit(self)
        self.reach = QLineEdit(self)
        self.deputy = PersonField(self)
        self.passed_on = QLineEdit(self)
        self.told_by = QLineEdit(self)
        self.channel = QComboBox(self)
        self.reason = QLineEdit(self)
        self._build_form()
        self._fill()
        self._show_fitting()
        self.kind.currentIndexChanged.connect(self._show_fitting)
        self.begin()
        self._ask_for_people()

    def _build_form(self) -> None:
        for kind in WhereaboutsKind:
            self.kind.addItem(label(kind), kind)
        for channel in _CHANNELS:
            self.channel.addItem(label(channel), channel)
        for field, words in (
            (self.until, self.tr("may stay empty: until further notice")),
            (self.place, self.tr("For example: the provincial capital, Railway Hotel")),
            (self.reach, self.tr("A number there; it will be shown masked")),
            (self.passed_on, self.tr("Sections that were told of the deputy")),
            (self.told_by, self.tr("Empty: the leader")),
        ):
            field.setPlaceholderText(words)
        self.add_field(self.tr("&Leader"), self.person)
        self.add_field(self.tr("&Kind"), self.kind)
        self.add_field(self.tr("&From"), self.since)
        self.add_field(self.tr("&Until"), self.until)
        self.add_field(self.tr("&Where"), self.place)
        self.add_field(self.tr("&Number"), self.reach)
        self.add_field(self.tr("&Deputy"), self.deputy)
        self.add_field(self.tr("Passed &on to"), self.passed_on)
        self.add_field(self.tr("Told &by"), self.told_by)
        self.add_field(self.tr("&How told"), self.channel)
        self.set_width(_WIDTH)

    def _fill(self) -> None:
        known = self._known
        if known is None:
            self.reason.hide()
            self.set_title(self.tr("Note where a leader is"))
            self.set_save_text(self.tr("No&te it"))
            self.since.set_value(self._workplace.house.clock.now().replace(second=0, microsecond=0))
            self.person.setFocus()
            return
        self.set_title(self.tr("Correct where {name} is").format(name=known.person_name))
        self.set_save_text(self.tr("&Correct"))
        self.add_field(self.tr("&Reason"), self.reason)
        self.person.set_person(known.person_id, known.person_name)
        self.person.setReadOnly(True)
        self.kind.setCurrentIndex(self.kind.findData(known.kind))
        self.since.set_value(known.since)
        self.until.set_value(known.until)
        self.place.setText(known.place)
        self.reach.setText(known.reach)
        self.deputy.set_person(known.deputy_id, known.deputy_name)
        self.passed_on.setText(known.passed_on)
        self.told_by.setText(known.told_by)
        self.channel.setCurrentIndex(max(0, self.channel.findData(known.channel)))
        self.place.setFocus()

    @Slot()
    def _show_fitting(self) -> None:
        """Show the fields that the kind asks for: no deputy in the city, no place for a standing deputy."""
        kind = WhereaboutsKind(self.kind.currentData())
        for field in (self.deputy, self.passed_on):
            self.form.setRowVisible(field, kind is not WhereaboutsKind.IN_CITY)
        for field in (self.place, self.reach):
            self.form.setRowVisible(field, kind is not WhereaboutsKind.STANDING_DEPUTY)
        self.grow()

    def for_person(self, person_id: str, name: str) -> None:
        """Begin with a leader who has not told yet."""
        self.person.set_person(person_id, name)
        self.begin()
        self.place.setFocus()

    def _ask_for_people(self) -> None:
        call = partial(self._workplace.house.directory.completer, self._workplace.session)
        self._workplace.read(call, self, self._take_people, self.refuse)

    def _take_people(self, completer: Completer) -> None:
        self.person.set_completer(completer)
        self.deputy.set_completer(completer)

    def snapshot(self) -> object:
        """Return everything that is typed."""
        lines = (self.person, self.since, self.until, self.place, self.reach, self.deputy, self.passed_on)
        more = (self.told_by.text(), self.reason.text(), self.kind.currentIndex(), self.channel.currentIndex())
        return tuple(line.text() for line in lines), more

    def save(self) -> None:
        """Note or correct; whoever is away without a deputy is asked about once."""
        wrong = self._wrong()
        if wrong is not None:
            field, words = wrong
            self.say(MessageKind.REFUSAL, words)
            field.setFocus()
            return
        new = self._typed()
        if away(new.kind, new.deputy_id) and not new.deputy_id and self._without_deputy != self.snapshot():
            self._without_deputy = self.snapshot()
            words = self.tr("No deputy is named. Name one, or save again: the standing deputy acts, if there is one.")
            self.say(MessageKind.WARNING, words)
            self.deputy.setFocus()
            return
        self.set_busy(True)
        register, session = self._workplace.house.whereabouts, self._workplace.session
        call = partial(register.note, session, new)
        if self._known is not None:
            call = partial(register.correct, session, self._known.id, new, self.reason.text())
        self._workplace.write(call, self, self._saved, self.refuse)

    def _wrong(self) -> tuple[QWidget, str] | None:
        """Return the first field that cannot be read, with what to do about it."""
        for field in (self.person, self.deputy):
            if field.is_unknown():
                return field, self.tr("The directory does not know this person. Choose one of those offered.")
        if not self.person.person_id():
            return self.person, self.tr("Say whose whereabouts these are.")
        for moment in (self.since, self.until):
            if not moment.is_valid():
                return moment, self.tr("This is no time. Type 1730, or 11-25 08:00.")
        if self.since.value() is None:
            return self.since, self.tr("Say from when.")
        return None

    def _typed(self) -> NewNotice:
        since, kind = self.since.value(), WhereaboutsKind(self.kind.currentData())
        assert since is not None
        stands, here = kind is WhereaboutsKind.STANDING_DEPUTY, kind is WhereaboutsKind.IN_CITY
        return NewNotice(
            person_id=self.person.person_id(),
            kind=kind,
            since=since,
            until=self.until.value(),
            place="" if stands else self.place.text(),
            reach="" if stands else self.reach.text(),
            deputy_id="" if here else self.deputy.person_id(),
            told_by=self.told_by.text(),
            told_at=self._known.told_at if self._known is not None else None,
            channel=NoticeChannel(self.channel.currentData()),
            passed_on="" if here else self.passed_on.text(),
        )

    @Slot(object)
    def _saved(self, notice: Notice) -> None:
        self.saved.emit(notice)
        self.accept()
