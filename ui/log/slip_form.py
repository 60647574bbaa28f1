"""The call slip: one form for everything that reaches the room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
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
from ui import theme
from ui.actions import Act, plain_text_of
from ui.log.caller_fields import CallerFields, CompleterSource
from ui.log.choices import Choice
from ui.log.classified_fields import ClassifiedFields
from ui.log.draft_keeper import DraftKeeper
from ui.log.people_choice import OwnerChoice
from ui.terms import explain
from ui.widgets.date_time_field import DateTimeField
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.widgets.key_hint import KeyHint
from ui.widgets.quick_time import Lean
from ui.workplace import Workplace

DRAFT_KIND = "slip"


class SlipForm(QWidget):
    """One call slip. ``saved`` carries the new matter's file, ``left`` says that the draft was left for later."""

    saved = Signal(object)
    left = Signal()
    discarded = Signal()
    title_changed = Signal(str)

    def __init__(
        self, workplace: Workplace, source: CompleterSource, draft_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        clock, zone = workplace.house.clock, workplace.zone
        self.direction = Choice(Direction)
        self.channel = Choice(Channel)
        self.category = Choice(Category)
        self.urgency = Choice(Urgency)
        self.handling = Choice(Handling)
        self.received = DateTimeField(clock, zone=zone)
        self.happened = DateTimeField(clock, zone=zone)
        self.caller = CallerFields(source, self)
        self.subject = QLineEdit()
        self.content = QPlainTextEdit()
        self.done = QPlainTextEdit()
        self.result = QLineEdit()
        self.owner = OwnerChoice(workplace)
        self.due = DateTimeField(clock, zone=zone, lean=Lean.FUTURE)
        self.classified = ClassifiedFields(workplace)
        self.message = InlineMessage()
        self.save_button = QPushButton(plain_text_of(Act.SAVE))
        self.later_button = QPushButton(self.tr("Draft"))
        self.discard_button = QPushButton(self.tr("Discard…"))
        self.keeper = DraftKeeper(workplace, draft_id, DRAFT_KIND, self.payload, self, words=self._words)
        self._saving = False
        self._by_hand: set[QObject] = set()
        self.category.choose(Category.OTHER)
        self.urgency.choose(Urgency.ROUTINE)
        self._name_fields()
        self._lay_out()
        self._connect_signals()
        self._set_classified(False)
        self.keeper.begin()

    @property
    def draft_id(self) -> str:
        """Return the identity of the draft, which becomes that of the matter."""
        return self.keeper.draft_id

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

    @Slot()
    def save(self) -> None:
        """Save the slip; a refusal is shown and everything typed stays."""
        if self._saving:
            return
        try:
            slip = self.slip()
        except DutyroomError as error:
            self._show_refusal(error)
            return
        self._saving = True
        self.save_button.setEnabled(False)
        self.keeper.finish()
        house, session, draft_id = self._workplace.house, self._workplace.session, self.draft_id

        def act() -> MatterFile:
            return house.log.open_matter(session, slip, draft_id)

        self._workplace.write(act, self, self._saved, self._refused)

    def _saved(self, file: MatterFile) -> None:
        self.saved.emit(file)

    def _refused(self, error: DutyroomError) -> None:
        self._saving = False
        self.save_button.setEnabled(True)
        self.keeper.resume()
        self._show_refusal(error)

    def _show_refusal(self, error: DutyroomError) -> None:
        kind = MessageKind.REFUSAL if isinstance(error, Refused) else MessageKind.WARNING
        self.message.say(kind, explain(error))
        places: dict[str, QWidget] = {
            "log.nothing_written": self.content,
            "log.secrecy_mark": self.content,
            "log.classified_no_content": self.content,
            "log.order_missing": self.result,
        }
        if error.code == "log.classified_no_content":
            self.classified_button.setChecked(False)  # what has to be cleared must be seen
        place = places.get(error.code)
        if place is not None:
            place.setFocus()

    def untouched(self) -> bool:
        """Return whether nothing was typed."""
        return self.keeper.untouched()

    @Slot()
    def _ask_to_discard(self) -> None:
        self.message.say(
            MessageKind.WARNING, self.tr("What was typed here goes away for good."), action=self.tr("Throw it away")
        )

    @Slot()
    def _discard(self) -> None:
        self.keeper.drop()
        self.discarded.emit()

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
        self._open_part.setVisible(not classified)
        self.classified.setVisible(classified)
        if classified:
            self.classified.take_focus()
        self.keeper.touched()

    @Slot()
    def _touched(self) -> None:
        self.keeper.touched()
        self.title_changed.emit(self.title())

    @Slot()
    def _leave(self) -> None:
        self.keeper.keep_now()
        self.left.emit()

    def _words(self) -> str:
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

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        self.classified_button = QPushButton(self.tr("Classified"))
        self.classified_button.setCheckable(True)
        theme.mark(self.classified_button, kind="quiet")
        theme.mark(self.save_button, kind="primary")
        theme.mark(self.later_button, kind="quiet")
        theme.mark(self.discard_button, kind="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_4, sizes.space_2, sizes.space_4, sizes.space_3)
        column.setSpacing(sizes.space_2)
        column.addWidget(self.message)
        column.addLayout(self._head_row())
        self._open_part = QWidget()
        self._lay_out_open_part(self._open_part)
        column.addWidget(self._open_part, 1)
        column.addWidget(self.classified, 1)
        column.addLayout(self._foot_row())

    def _head_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().sizes.space_2)
        self.received.setMinimumWidth(144)
        self.happened.setMinimumWidth(136)
        for text, field in (
            (self.tr("Received"), self.received),
            (self.tr("Happened"), self.happened),
            ("", self.direction),
            ("", self.channel),
            (self.tr("Category"), self.category),
        ):
            if text:
                row.addWidget(_caption(text))
            row.addWidget(field)
        row.addStretch(1)
        row.addWidget(self.classified_button)
        return row

    def _lay_out_open_part(self, part: QWidget) -> None:
        sizes = theme.current().sizes
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(sizes.space_2)
        grid.setVerticalSpacing(sizes.space_2)
        caller = self.caller
        for column, (text, field) in enumerate(
            (
                (self.tr("Unit"), caller.unit),
                (self.tr("Person"), caller.person),
                (self.tr("Post"), caller.post),
                (self.tr("Number"), caller.phone),
            )
        ):
            grid.addWidget(_caption(text), 0, column * 2)
            grid.addWidget(field, 0, column * 2 + 1)
        for column, stretch in ((1, 4), (3, 2), (5, 2), (7, 2)):
            grid.setColumnStretch(column, stretch)
        grid.addWidget(_caption(self.tr("Subject")), 1, 0)
        grid.addWidget(self.subject, 1, 1, 1, 7)
        grid.addWidget(_caption(self.tr("Said"), top=True), 2, 0)
        texts = QHBoxLayout()
        texts.setSpacing(sizes.space_2)
        texts.addWidget(self.content, 3)
        texts.addWidget(_caption(self.tr("Done"), top=True))
        texts.addWidget(self.done, 2)
        grid.addLayout(texts, 2, 1, 1, 7)
        grid.setRowStretch(2, 1)
        grid.addWidget(_caption(self.tr("Result")), 3, 0)
        grid.addWidget(self.result, 3, 1, 1, 7)

    def _foot_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().sizes.space_2)
        self.due.setMinimumWidth(150)
        for text, field in (
            (self.tr("Urgency"), self.urgency),
            ("", self.handling),
            (self.tr("Owner"), self.owner),
            (self.tr("Due"), self.due),
        ):
            if text:
                row.addWidget(_caption(text))
            row.addWidget(field)
        row.addStretch(1)
        row.addWidget(self.discard_button)
        row.addWidget(KeyHint("Esc"))
        row.addWidget(self.later_button)
        row.addWidget(KeyHint("Ctrl+Enter"))
        row.addWidget(self.save_button)
        return row

    def _connect_signals(self) -> None:
        self.category.activated.connect(self._category_chosen)
        self.urgency.activated.connect(self._chosen_by_hand)
        self.handling.activated.connect(self._chosen_by_hand)
        self.classified_button.toggled.connect(self._set_classified)
        self.keeper.refused.connect(self._show_refusal)
        self.save_button.clicked.connect(self.save)
        self.later_button.clicked.connect(self._leave)
        self.discard_button.clicked.connect(self._ask_to_discard)
        self.message.acted.connect(self._discard)
        self.caller.changed.connect(self._touched)
        self.classified.changed.connect(self._touched)
        for text in (self.content, self.done):
            text.textChanged.connect(self._touched)
        for line in (self.subject, self.result, self.received, self.happened, self.due):
            line.textChanged.connect(self._touched)
        for box in (self.direction, self.channel, self.category, self.urgency, self.handling, self.owner):
            box.currentIndexChanged.connect(self._touched)


def _caption(text: str, *, top: bool = False) -> QLabel:
    made = QLabel(text)
    theme.mark(made, type="caption")
    if top:
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        made.setContentsMargins(0, theme.current().sizes.space_2, 0, 0)
    return made
