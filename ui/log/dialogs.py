"""Small dialogs of a matter. A refusal is shown in the dialog, and what was typed stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dutyroom.errors import DutyroomError, Refused
from dutyroom.log.model import Category, Channel, Direction, Field, Handling, Matter, MatterFile, Urgency
from ui import theme
from ui.actions import Act, make
from ui.log.choices import Choice
from ui.log.draft_keeper import DraftKeeper
from ui.log.people_choice import OwnerChoice
from ui.terms import explain, label
from ui.widgets.date_time_field import DateTimeField
from ui.widgets.fitting_area import FittingArea
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.widgets.quick_time import Lean
from ui.workplace import Workplace

Acting = Callable[[], object]
WORDS = "words"
"""The kind of the drafts that dialogs keep."""


class MatterDialog(QDialog):
    """A dialog that does one act on a matter; ``acted`` carries what the act returned: the matter's file afterwards."""

    acted = Signal(object)

    def __init__(self, workplace: Workplace, title: str, explanation: str, ok: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.message = InlineMessage()
        self.ok = QPushButton(ok)
        self.cancel = QPushButton(self.tr("Cancel"))
        content = QWidget()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._area = FittingArea(content, self)
        self._lay_out(title, explanation)
        self.ok.clicked.connect(self.act)
        self.cancel.clicked.connect(self.reject)
        save = make(Act.SAVE, self)
        save.triggered.connect(self.act)

    def acting(self) -> Acting:
        """Return the act; subclasses read their fields here."""
        raise NotImplementedError

    @Slot()
    def act(self) -> None:
        """Do the act; close on success."""
        if not self.ok.isEnabled():
            return
        try:
            acting = self.acting()
        except DutyroomError as error:
            self.refuse(error)
            return
        self.ok.setEnabled(False)
        self._workplace.write(acting, self, self._done, self.refuse)

    def refuse(self, error: DutyroomError) -> None:
        """Say why not."""
        self.ok.setEnabled(True)
        self.message.say(MessageKind.REFUSAL if isinstance(error, Refused) else MessageKind.WARNING, explain(error))
        self.adjustSize()

    def _done(self, file: object) -> None:
        self.acted.emit(file)
        self.accept()

    def _lay_out(self, title: str, explanation: str) -> None:
        sizes = theme.current().sizes
        heading = QLabel(title)
        theme.mark(heading, type="section")
        theme.mark(self.ok, kind="primary")
        self.ok.setDefault(True)
        self.cancel.setAutoDefault(False)
        why = QLabel(explanation)
        why.setWordWrap(True)
        theme.mark(why, type="secondary")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, sizes.space_4)
        column.setSpacing(sizes.space_3)
        column.addWidget(heading)
        column.addWidget(why)
        column.addWidget(self.message)
        column.addWidget(self._area, 1)
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(520))


class TextDialog(MatterDialog):
    """Asks for words: a result, a reason, a correction. They are kept as a draft until the act is done."""

    def __init__(
        self,
        workplace: Workplace,
        title: str,
        explanation: str,
        ok: str,
        act: Callable[[str], object],
        parent: QWidget,
        *,
        text: str = "",
        draft_id: str = "",
    ) -> None:
        super().__init__(workplace, title, explanation, ok, parent)
        self._act = act
        self.words = QPlainTextEdit(text)
        self.words.setTabChangesFocus(True)
        self.words.setMinimumHeight(theme.px(120))
        self.words.setAccessibleName(title)
        self.body.addWidget(self.words)
        words = self.words.toPlainText
        self.keeper = DraftKeeper(workplace, draft_id, WORDS, self._payload, self, words=words) if draft_id else None
        if self.keeper is not None:
            self.keeper.begin()
            self.keeper.refused.connect(self.refuse)
            self.words.textChanged.connect(self.keeper.touched)
        self.words.setFocus()
        self.words.selectAll()

    def acting(self) -> Acting:
        """Return the act with the words as they stand."""
        words, act = self.words.toPlainText(), self._act

        def do() -> object:
            return act(words)

        return do

    def _done(self, file: object) -> None:
        if self.keeper is not None:
            self.keeper.drop()
        super()._done(file)

    def reject(self) -> None:
        """Leave, and keep what was typed for the next time."""
        if self.keeper is not None:
            self.keeper.keep_now()
        super().reject()

    def _payload(self) -> dict[str, str]:
        return {"words": self.words.toPlainText()}


class OwnerDialog(MatterDialog):
    """Asks to whom a matter is handed."""

    def __init__(self, workplace: Workplace, matter: Matter, parent: QWidget) -> None:
        super().__init__(
            workplace,
            self.tr("Hand the matter to somebody"),
            self.tr("The owner sees it first on the desk. It stays visible to the whole watch."),
            self.tr("Hand over"),
            parent,
        )
        self._matter = matter
        self.owner = OwnerChoice(workplace)
        self.owner.choose(matter.owner_id)
        self.owner.setAccessibleName(self.tr("Owner"))
        self.body.addWidget(self.owner)
        self.owner.setFocus()

    def acting(self) -> Acting:
        """Return the act."""
        house, session, matter_id = self._workplace.house, self._workplace.session, self._matter.id
        owner_id, name = self.owner.account_id(), self.owner.account_name()

        def do() -> MatterFile:
            return house.log.assign(session, matter_id, owner_id, name)

        return do


class DueDialog(MatterDialog):
    """Asks until when a matter has to be done."""

    def __init__(self, workplace: Workplace, matter: Matter, parent: QWidget) -> None:
        super().__init__(
            workplace,
            self.tr("Set the due time"),
            self.tr("Write 1730 for today, 11-25 1200 for a day, +30 for half an hour from now. Empty takes it away."),
            self.tr("Set"),
            parent,
        )
        self._matter = matter
        self.due = DateTimeField(workplace.house.clock, zone=workplace.zone, lean=Lean.FUTURE)
        self.due.setAccessibleName(self.tr("Due"))
        self.due.set_value(matter.due_at)
        self.body.addWidget(self.due)
        self.due.setFocus()
        self.due.selectAll()

    def acting(self) -> Acting:
        """Return the act; Refused when the time cannot be read."""
        if not self.due.is_valid():
            raise Refused("log.bad_value", value=self.due.text())
        house, session, matter_id = self._workplace.house, self._workplace.session, self._matter.id
        moment: datetime | None = self.due.value()

        def do() -> MatterFile:
            return house.log.set_due(session, matter_id, moment)

        return do


class FieldDialog(MatterDialog):
    """Asks which field of a matter is wrong and what it should be."""

    def __init__(self, workplace: Workplace, matter: Matter, parent: QWidget) -> None:
        super().__init__(
            workplace,
            self.tr("Correct a field"),
            self.tr("What stood before stays visible in the steps."),
            self.tr("Correct"),
            parent,
        )
        self._matter = matter
        self.field = QComboBox()
        for field in Field:
            self.field.addItem(label(field), field)
        self.field.setAccessibleName(self.tr("Field"))
        self.text = QLineEdit()
        self.moment = DateTimeField(workplace.house.clock, zone=workplace.zone)
        self.choices: dict[
            Field, Choice[Direction] | Choice[Channel] | Choice[Category] | Choice[Urgency] | Choice[Handling]
        ] = {
            Field.DIRECTION: Choice(Direction),
            Field.CHANNEL: Choice(Channel),
            Field.CATEGORY: Choice(Category),
            Field.URGENCY: Choice(Urgency),
            Field.HANDLING: Choice(Handling),
        }
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Why, if it needs saying"))
        self.reason.setAccessibleName(self.tr("Reason"))
        for widget in (self.field, self.text, self.moment, *self.choices.values(), self.reason):
            self.body.addWidget(widget)
        self.field.currentIndexChanged.connect(self._show_field)
        self._show_field()
        self.field.setFocus()

    def acting(self) -> Acting:
        """Return the act; Refused when a time cannot be read."""
        house, session, matter_id = self._workplace.house, self._workplace.session, self._matter.id
        field, value, reason = self._field(), self._value(), self.reason.text()

        def do() -> MatterFile:
            return house.log.correct_field(session, matter_id, field, value, reason)

        return do

    def _field(self) -> Field:
        return Field(self.field.currentData())

    def _value(self) -> str:
        field = self._field()
        if field in self.choices:
            return self.choices[field].value() or ""
        if field in (Field.RECEIVED_AT, Field.HAPPENED_AT):
            moment = self.moment.value()
            if moment is None:
                raise Refused("log.bad_value", value=self.moment.text())
            return moment.isoformat()
        return self.text.text()

    @Slot()
    def _show_field(self) -> None:
        field, matter = self._field(), self._matter
        is_moment = field in (Field.RECEIVED_AT, Field.HAPPENED_AT)
        for known, box in self.choices.items():
            box.setVisible(known is field)
        self.moment.setVisible(is_moment)
        self.text.setVisible(not is_moment and field not in self.choices)
        if field in self.choices:
            self.choices[field].choose_value(getattr(matter, field.value))
        elif is_moment:
            self.moment.set_value(matter.received_at if field is Field.RECEIVED_AT else matter.happened_at)
        else:
            self.text.setText(_text_now(matter, field))
        self.text.setAccessibleName(label(field))


def _text_now(matter: Matter, field: Field) -> str:
    caller = matter.caller
    return {
        Field.SUBJECT: matter.subject,
        Field.UNIT: matter.unit_name,
        Field.PERSON: caller.name,
        Field.POST: caller.post,
        Field.PHONE: caller.phone,
    }[field]
