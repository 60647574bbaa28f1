"""The call slip: one form for everything that reaches the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from dutyroom.clock import from_micros, to_micros
from dutyroom.errors import DutyroomError, Refused
from dutyroom.log.model import (
    Caller,
    Category,
    Channel,
    Direction,
    Handling,
    MatterFile,
    Slip,
    Urgency,
)
from dutyroom.log.service import usual_for
from ui.log.caller_fields import CallerFields, CompleterSource
from ui.log.choices import Choice
from ui.log.classified_fields import ClassifiedFields
from ui.log.kept_form import KeptForm
from ui.log.people_choice import OwnerChoice
from ui.log.slip_layout import SlipLayout
from ui.widgets.date_time_field import DateTimeField
from ui.widgets.quick_time import Lean
from ui.workplace import Workplace

DRAFT_KIND = "slip"


class SlipForm(KeptForm):
    """One call slip. ``saved`` carries the new matter's file, ``left`` says that the draft was left for later."""

    def __init__(
        self, workplace: Workplace, source: CompleterSource, draft_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(workplace, parent)
        clock, zone = workplace.house.clock, workplace.zone
        self.direction = Choice(Direction)
        self.channel = Choice(Channel)
        self.category = Choice(Category)
        self.urgency = Choice(Urgency)
        self.handling = Choice(Handling)
        self.happened = DateTimeField(clock, zone=zone)
        self.caller = CallerFields(source, self)
        self.subject = QLineEdit()
        self.content = QPlainTextEdit()
        self.done = QPlainTextEdit()
        self.result = QLineEdit()
        self.owner = OwnerChoice(workplace)
        self.due = DateTimeField(clock, zone=zone, lean=Lean.FUTURE)
        self.classified = ClassifiedFields(workplace)
        self._by_hand: set[QObject] = set()
        self.category.choose(Category.OTHER)
        self.urgency.choose(Urgency.ROUTINE)
        self.classified_button = QPushButton(self.tr("Classified"))
        self.keep_as(draft_id, DRAFT_KIND)
        self._name_fields()
        self._rows = SlipLayout(self)
        self._connect_signals()
        self._set_classified(False)
        self.keeper.begin()

    def start(self, moment: datetime, category: Category | None = None) -> None:
        """Begin an empty slip received at ``moment``; a ``category`` brings its usual urgency and handling."""
        self.received.set_value(moment)
        if category is not None:
            self.category.choose(category)
            self._category_chosen()
        self.keeper.begin()
        self.take_focus()

    def take_focus(self) -> None:
        """Put the cursor where a slip begins."""
        self.caller.unit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def title(self) -> str:
        """Return what the slip is called in its tab: its unit or subject, or the time."""
        text = self.caller.unit.text() or self.subject.text() or self.classified.sent_by.text()
        return text[:12] or self.received.text()[-5:]

    def slip(self) -> Slip:
        """Return what was typed; Refused ``log.bad_value`` when a time cannot be read."""
        for field in (self.received, self.happened, self.due):
            if not field.is_valid():
                field.setFocus()
                raise Refused("log.bad_value", value=field.text())
        received = self.received.value() or self._workplace.house.clock.now()
        classified = self.classified.item() if self.classified_button.isChecked() else None
        return Slip(
            received_at=received,
            direction=self.direction.value() or Direction.INBOUND,
            channel=self.channel.value() or Channel.PHONE,
            category=self.category.value() or Category.OTHER,
            urgency=self.urgency.value() or Urgency.ROUTINE,
            handling=self.handling.value() or Handling.HANDLE,
            happened_at=self.happened.value(),
            unit_id=self.caller.unit_id,
            unit_name=self.caller.unit.text(),
            caller=Caller(self.caller.person.text(), self.caller.post.text(), self.caller.phone.text()),
            subject=self.subject.text(),
            content=self.content.toPlainText(),
            done=self.done.toPlainText(),
            result=self.result.text(),
            owner_id=self.owner.account_id(),
            due_at=self.due.value(),
            classified=classified,
        )

    def payload(self) -> dict[str, Any]:
        """Return everything on the form, as it is kept in a draft."""
        received = self.received.value()
        return {
            "received": to_micros(received) if received else None,
            "received_text": self.received.text(),
            "happened": self.happened.text(),
            "due": self.due.text(),
            "choices": [
                box.value() or "" for box in (self.direction, self.channel, self.category, self.urgency, self.handling)
            ],
            "unit_id": self.caller.unit_id,
            "texts": [field.text() for field in self._lines()],
            "content": self.content.toPlainText(),
            "done": self.done.toPlainText(),
            "owner": self.owner.account_id(),
            "classified": self.classified.payload() if self.classified_button.isChecked() else None,
        }

    def restore(self, payload: dict[str, Any]) -> None:
        """Fill the form from a draft."""
        if payload["received"]:
            self.received.set_value(from_micros(int(payload["received"])))
        else:
            self.received.setText(payload["received_text"])
        boxes: tuple[Choice[Any], ...] = (self.direction, self.channel, self.category, self.urgency, self.handling)
        for box, value in zip(boxes, payload["choices"], strict=True):
            box.choose_value(value)
        for field, text in zip(self._lines(), payload["texts"], strict=True):
            field.setText(text)
        self.caller.unit_id = payload["unit_id"]
        self.happened.setText(payload["happened"])
        self.due.setText(payload["due"])
        self.content.setPlainText(payload["content"])
        self.done.setPlainText(payload["done"])
        self.owner.choose(payload["owner"])
        if payload["classified"]:
            self.classified_button.setChecked(True)
            self.classified.restore(payload["classified"])

    def acting(self) -> Callable[[], MatterFile]:
        """Return the act with the slip as it stands."""
        house, session = self._workplace.house, self._workplace.session
        return partial(house.log.open_matter, session, self.slip(), self.draft_id)

    def places(self) -> dict[str, QWidget]:
        """Return which field the code of a refusal means."""
        return {
            "log.nothing_written": self.content,
            "log.secrecy_mark": self.content,
            "log.classified_no_content": self.content,
            "log.order_missing": self.result,
        }

    @Slot(object)
    def show_refusal(self, error: DutyroomError) -> None:
        """Say why not; words that a classified item must not have are shown, since they have to be cleared."""
        if error.code == "log.classified_no_content":
            self.classified_button.setChecked(False)
        super().show_refusal(error)

    @Slot()
    def _category_chosen(self) -> None:
        category = self.category.value()
        if category is not None:
            urgency, handling = usual_for(category)
            if self.urgency not in self._by_hand:
                self.urgency.choose(urgency)
            if self.handling not in self._by_hand:
                self.handling.choose(handling)

    @Slot()
    def _chosen_by_hand(self) -> None:
        self._by_hand.add(self.sender())

    @Slot(bool)
    def _set_classified(self, classified: bool) -> None:
        self._rows.open_part.setVisible(not classified)
        self._rows.classified_part.setVisible(classified)
        if classified:
            self.classified.take_focus()
        self.keeper.touched()

    def words(self) -> str:
        """Return every word on the slip."""
        return "\n".join(
            (self.content.toPlainText(), self.done.toPlainText(), *(line.text() for line in self._lines()))
        )

    def _lines(self) -> tuple[QLineEdit, ...]:
        caller = self.caller
        return (caller.unit, caller.person, caller.post, caller.phone, self.subject, self.result)

    def _name_fields(self) -> None:
        names: dict[QWidget, str] = {
            self.direction: self.tr("Direction"),
            self.channel: self.tr("Channel"),
            self.category: self.tr("Category"),
            self.urgency: self.tr("Urgency"),
            self.handling: self.tr("Handling level"),
            self.received: self.tr("Received"),
            self.happened: self.tr("Happened"),
            self.subject: self.tr("Subject"),
            self.content: self.tr("What was said"),
            self.done: self.tr("What was done"),
            self.result: self.tr("Result"),
            self.owner: self.tr("Owner"),
            self.due: self.tr("Due"),
        }
        for field, name in names.items():
            field.setAccessibleName(name)
        self.content.setPlaceholderText(self.tr("Time, place, what happened, how it stands, who is there"))
        self.done.setPlaceholderText(self.tr("Whom did you tell, and what did they say?"))
        self.subject.setPlaceholderText(self.tr("Left empty, the first sentence becomes the subject"))
        self.result.setPlaceholderText(self.tr("Only when it is settled already: the matter is closed at once"))
        self.happened.setPlaceholderText(self.tr("if it differs"))
        for text in (self.content, self.done):
            text.setTabChangesFocus(True)
            text.setMinimumHeight(64)

    def _connect_signals(self) -> None:
        self.category.activated.connect(self._category_chosen)
        self.urgency.activated.connect(self._chosen_by_hand)
        self.handling.activated.connect(self._chosen_by_hand)
        self.classified_button.toggled.connect(self._set_classified)
        self.caller.changed.connect(self.touched)
        self.classified.changed.connect(self.touched)
        for text in (self.content, self.done):
            text.textChanged.connect(self.touched)
        for line in (self.subject, self.result, self.received, self.happened, self.due):
            line.textChanged.connect(self.touched)
        for box in (self.direction, self.channel, self.category, self.urgency, self.handling, self.owner):
            box.currentIndexChanged.connect(self.touched)

    def fold(self, width: int) -> None:
        """Stand in a dock of ``width`` pixels."""
        self._rows.fold(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in a narrow window, too."""
        super().resizeEvent(event)
        self.fold(event.size().width())
