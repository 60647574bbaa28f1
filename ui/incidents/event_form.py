"""The event form: an emergency as it is told, with what the rules make of it beside it while one types."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from dutyroom.clock import from_micros, to_micros
from dutyroom.errors import Refused
from dutyroom.incidents.events import EventFile, EventSheet, NewFact, SameEvent
from dutyroom.incidents.model import FactSheet
from dutyroom.log.model import Caller, Category, Matter, Slip
from dutyroom.log.service import usual_for
from dutyroom.texts import term
from ui.actions import Act, plain_text_of
from ui.incidents.drill_dialog import DrillDialog
from ui.incidents.event_layout import lay_out_event_form
from ui.incidents.event_view import SavedEvent
from ui.incidents.figure_fields import FigureFields
from ui.incidents.question_fields import QuestionFields
from ui.incidents.rules_source import RulesSource
from ui.incidents.same_event_box import SameEventBox
from ui.incidents.sheet_fields import SheetFields
from ui.incidents.suggestion import SuggestionPanel
from ui.log.caller_fields import CompleterSource
from ui.log.kept_form import KeptForm
from ui.terms import language
from ui.workplace import Workplace

EVENT_DRAFT = "event"
_LOOK_MS = 350  # after the last key, for events that may be the same


class EventForm(KeptForm):
    """One event being told. ``saved`` carries a ``SavedEvent``; ``left`` says that the draft was left for later."""

    def __init__(
        self,
        workplace: Workplace,
        source: CompleterSource,
        rules: RulesSource,
        draft_id: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workplace, parent)
        self._rules = rules
        self._matter_id = ""
        self.fields = SheetFields(workplace, source, rules, self)
        self.person = QLineEdit()
        self.caller_post = QLineEdit()
        self.phone = QLineEdit()
        self.content = QPlainTextEdit()
        self.figures = FigureFields()
        self.said_by = QLineEdit()
        self.questions = QuestionFields()
        self.suggestion = SuggestionPanel()
        self.same = SameEventBox(workplace)
        self.head = QLabel()
        self.drill_note = QLabel(self.tr("This is a drill. It is marked everywhere and counted nowhere."))
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_LOOK_MS)
        self.keep_as(draft_id, EVENT_DRAFT)
        self._name_fields()
        self._caller_row = lay_out_event_form(self)
        self._connect_signals()
        rules.renew()
        self.keeper.begin()

    @property
    def matter_id(self) -> str:
        """Return the logged matter that is given an event file; empty for a new one."""
        return self._matter_id

    def start_from(self, matter: Matter, said: str) -> None:
        """Begin with what a logged call holds: its unit, time and words (``said``)."""
        self.received.set_value(matter.received_at)
        self.fields.happened.set_value(matter.happened_at)
        self.fields.unit.setText(matter.unit_name)
        self.fields.unit_id = matter.unit_id
        self.content.setPlainText(said)
        self.fields.drill.setChecked(matter.drill)
        self._take_matter(matter.id, self.tr("Event file of {number}").format(number=matter.number))
        self.keeper.begin()
        self._look.start()
        self.take_focus()

    def take_focus(self) -> None:
        """Put the cursor where an event begins."""
        self.fields.kind.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def title(self) -> str:
        """Return what the form is called in its tab."""
        text = self.fields.place.text() or self.fields.unit.text() or self.fields.kind.text()
        return text[:12] or self.received.text()[-5:]

    def subject(self) -> str:
        """Return what the event is called: the first sentence of what happened, else place and kind."""
        told = self.content.toPlainText().strip()
        if told:
            return told.splitlines()[0].split("。")[0][:60]
        kind = term("event_type", self.fields.kind.type_id, language()) if self.fields.kind.type_id else ""
        return " ".join(part for part in (self.fields.place.text(), kind) if part)

    def facts(self) -> tuple[NewFact, ...]:
        """Return the figures and answers as somebody said them; Refused for a figure that cannot be."""
        said_by = self.said_by.text() or self.fields.unit.text() or self.person.text()
        figures = [NewFact(name, value, said_by) for name, value in self.figures.checked().items()]
        return (*figures, *(NewFact(name, value, said_by) for name, value in self.questions.answers().items()))

    def slip(self) -> Slip:
        """Return the call that brought the event; Refused ``log.bad_value`` for a time that cannot be read."""
        if not self.received.is_valid():
            self.received.setFocus()
            raise Refused("log.bad_value", value=self.received.text())
        urgency, handling = usual_for(Category.EMERGENCY)
        told = self.content.toPlainText()
        return Slip(
            received_at=self.received.value() or self._workplace.house.clock.now(),
            category=Category.EMERGENCY,
            urgency=urgency,
            handling=handling,
            happened_at=self.fields.happened.value(),
            unit_id=self.fields.unit_id,
            unit_name=self.fields.unit.text(),
            caller=Caller(self.person.text(), self.caller_post.text(), self.phone.text()),
            subject="" if told.strip() else self.subject(),
            content=told,
        )

    def payload(self) -> dict[str, Any]:
        """Return everything on the form, as it is kept in a draft."""
        received = self.received.value()
        return {
            "matter": self._matter_id,
            "head": self.head.text(),
            "received": to_micros(received) if received else None,
            "received_text": self.received.text(),
            "sheet": self.fields.payload(),
            "texts": [line.text() for line in self._lines()],
            "content": self.content.toPlainText(),
            "figures": self.figures.payload(),
            "answers": self.questions.answers(),
        }

    def restore(self, payload: dict[str, Any]) -> None:
        """Fill the form from a draft."""
        if payload["received"]:
            self.received.set_value(from_micros(int(payload["received"])))
        else:
            self.received.setText(payload["received_text"])
        if payload["matter"]:
            self._take_matter(payload["matter"], payload["head"])
        self.content.setPlainText(payload["content"])
        for line, text in zip(self._lines(), payload["texts"], strict=True):
            line.setText(text)
        self.figures.restore(payload["figures"])
        self.questions.restore({str(name): bool(value) for name, value in payload["answers"].items()})
        self.fields.restore(payload["sheet"])

    def acting(self) -> Callable[[], EventFile]:
        """Return the act that makes the event file of what stands here."""
        house, session = self._workplace.house, self._workplace.session
        sheet, facts, slip = self.fields.sheet(), self.facts(), self.slip()
        if self._matter_id:
            return partial(house.incidents.make_event, session, self._matter_id, sheet, facts)
        return partial(house.incidents.open_event, session, slip, sheet, facts, self.draft_id)

    @Slot(object, str)
    def join(self, offer: SameEvent, reason: str) -> None:
        """Let this call be another source of a known event, with the figures that it brought."""
        self.send(partial(self._joining, offer.incident.id, reason), self._joined)

    def _joining(self, event_id: str, reason: str) -> Callable[[], EventFile]:
        house, session = self._workplace.house, self._workplace.session
        facts = tuple(fact for fact in self.facts() if not isinstance(fact.value, bool))
        slip = self.slip()
        if self._matter_id:
            return partial(house.incidents.join, session, event_id, self._matter_id, reason, facts)
        return partial(house.incidents.join_call, session, event_id, slip, reason, facts, self.draft_id)

    def _done(self, file: EventFile) -> None:
        self._end(SavedEvent(file, joined=False))

    def _joined(self, file: EventFile) -> None:
        self._end(SavedEvent(file, joined=True))

    def _end(self, saved: SavedEvent) -> None:
        if self._matter_id:
            self.keeper.drop()  # the draft of a new matter went away in the act
        self.saved.emit(saved)

    def _let_save(self, *, possible: bool) -> None:
        super()._let_save(possible=possible)
        self.same.join.setEnabled(possible)

    def places(self) -> dict[str, QWidget]:
        """Return which field the code of a refusal means."""
        return {
            "log.nothing_written": self.content,
            "log.secrecy_mark": self.content,
            "incidents.sensitive_without_why": self.fields.why,
            "incidents.in_the_future": self.fields.happened,
            "incidents.reason_missing": self.same.reason,
        }

    def _take_matter(self, matter_id: str, head: str) -> None:
        self._matter_id = matter_id
        self.head.setText(head)
        self.head.setVisible(bool(head))
        self.received.setEnabled(False)
        self.fields.drill.setEnabled(False)  # whether a logged call is a drill was fixed with its number
        self._caller_row.hide()

    @Slot()
    def _assess(self) -> None:
        """Show what the rules make of what stands here now; it takes a millisecond and is done at every key."""
        book, sheet = self._rules.book, self._sheet()
        found = self._rules.assess(sheet)
        if book is None or found is None:
            self.suggestion.show_nothing()
            return
        self.questions.show_questions(found)
        self.suggestion.show_assessment(book, found)

    def _sheet(self) -> FactSheet:
        return FactSheet(
            type_id=self.fields.kind.type_id,
            figures=self.figures.figures(),
            sensitive=self.fields.sensitive(),
            answers=self.questions.answers(),
        )

    @Slot()
    def _kind_chosen(self) -> None:
        book, event = self._rules.book, self._rules.kind(self.fields.kind.type_id)
        if book is not None and event is not None:
            self.figures.show_kind(book, event)
        self._assess()

    @Slot()
    def look_now(self) -> None:
        """Look for events that may be the same."""
        house, session, but = self._workplace.house, self._workplace.session, self._matter_id
        sheet: EventSheet = self.fields.so_far()
        title, moment = self.subject(), self.received.value() or house.clock.now()
        if not (title or sheet.unit_name or sheet.place):
            self.same.show_offers(())
            return

        def question() -> tuple[SameEvent, ...]:
            return house.event_reader.offers(session, sheet, title, moment, but)

        self._workplace.read(question, self, self.same.show_offers, key=f"offers {self.draft_id}")

    @Slot()
    def touched(self) -> None:
        """Something was typed: events that may be the same are looked for a little later."""
        super().touched()
        self._look.start()

    @Slot()
    def _counted(self) -> None:
        self._assess()
        self.touched()

    @Slot()
    def _ask_for_drill(self) -> None:
        """Ask whether it is meant to be a drill."""
        dialog = DrillDialog(self)
        dialog.accepted.connect(self._make_drill)
        dialog.open()

    @Slot()
    def _make_drill(self) -> None:
        self.fields.drill.setChecked(True)

    @Slot(bool)
    def _drill_chosen(self, drill: bool) -> None:
        self.drill_note.setVisible(drill)
        self.save_button.setText(self.tr("Save the drill") if drill else plain_text_of(Act.SAVE))
        self._look.start()  # drills are offered for drills only

    def _lines(self) -> tuple[QLineEdit, ...]:
        return (self.person, self.caller_post, self.phone, self.said_by)

    def words(self) -> str:
        """Return every word on the form."""
        lines = (*self._lines(), *self.fields.lines())
        return "\n".join((self.content.toPlainText(), *(line.text() for line in lines)))

    def _name_fields(self) -> None:
        names: dict[QWidget, str] = {
            self.received: self.tr("Received"),
            self.person: self.tr("Caller"),
            self.caller_post: self.tr("Post of the caller"),
            self.phone: self.tr("Number of the caller"),
            self.content: self.tr("What happened"),
            self.said_by: self.tr("Source of the figures"),
        }
        for field, name in names.items():
            field.setAccessibleName(name)
        self.content.setPlaceholderText(
            self.tr("Time, place, what happened, how it stands; the first sentence is its title")
        )
        self.content.setTabChangesFocus(True)
        self.person.setPlaceholderText(self.tr("Caller"))
        self.caller_post.setPlaceholderText(self.tr("Post"))
        self.phone.setPlaceholderText(self.tr("Number"))
        self.said_by.setPlaceholderText(self.tr("Who says so; empty: the unit or caller above"))

    def _connect_signals(self) -> None:
        self.fields.kind.chosen.connect(self._kind_chosen)
        self.fields.drill_wanted.connect(self._ask_for_drill)
        self.fields.drill.toggled.connect(self._drill_chosen)
        self._rules.renewed.connect(self._kind_chosen)
        self.fields.changed.connect(self.touched)
        for box in self.fields.flags.values():
            box.toggled.connect(self._assess)
        self.figures.changed.connect(self._counted)
        self.questions.changed.connect(self._counted)
        self.content.textChanged.connect(self.touched)
        for line in (*self._lines(), self.received):
            line.textChanged.connect(self.touched)
        self._look.timeout.connect(self.look_now)
        self.same.joined.connect(self.join)
