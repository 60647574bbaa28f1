"""What the forms in the dock share: kept as they are typed, saved once, refused without losing a word, thrown away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from dutyroom.errors import DutyroomError, Refused
from ui.actions import Act, plain_text_of
from ui.log.draft_keeper import DraftKeeper
from ui.terms import explain
from ui.widgets.date_time_field import DateTimeField
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.workplace import Workplace


class KeptForm(QWidget):
    """One form. ``saved`` carries what came of it; ``left``: the draft was left for later.

    Whoever inherits builds the fields, calls ``keep_as`` and connects each field to ``touched``.
    """

    saved = Signal(object)
    left = Signal()
    discarded = Signal()
    title_changed = Signal(str)
    keeper: DraftKeeper

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._saving = False
        self.received = DateTimeField(workplace.house.clock, zone=workplace.zone)
        self.message = InlineMessage()
        self.save_button = QPushButton(plain_text_of(Act.SAVE))
        self.later_button = QPushButton(self.tr("Draft"))
        self.discard_button = QPushButton(self.tr("Discard…"))

    def keep_as(self, draft_id: str, kind: str) -> None:
        """Keep what is typed as a draft of a kind."""
        self.keeper = DraftKeeper(self._workplace, draft_id, kind, self.payload, self, words=self.words)
        self.keeper.refused.connect(self.show_refusal)
        self.save_button.clicked.connect(self.save)
        self.later_button.clicked.connect(self._leave)
        self.discard_button.clicked.connect(self._ask_to_discard)
        self.message.acted.connect(self._discard)

    @property
    def draft_id(self) -> str:
        """Return the identity of the draft, which becomes that of what is saved."""
        return self.keeper.draft_id

    def start(self, moment: datetime) -> None:
        """Begin an empty form received at ``moment``."""
        self.received.set_value(moment)
        self.keeper.begin()
        self.take_focus()

    def take_focus(self) -> None:
        """Put the cursor where the form begins."""
        raise NotImplementedError

    def title(self) -> str:
        """Return what the form is called in its tab."""
        raise NotImplementedError

    def payload(self) -> dict[str, Any]:
        """Return everything on the form, as it is kept in a draft."""
        raise NotImplementedError

    def words(self) -> str:
        """Return every word on the form, in which a mark of secrecy is looked for."""
        raise NotImplementedError

    def acting(self) -> Callable[[], object]:
        """Return the act with the form as it stands; Refused where a field cannot be read."""
        raise NotImplementedError

    def places(self) -> dict[str, QWidget]:
        """Return which field the code of a refusal means."""
        raise NotImplementedError

    def untouched(self) -> bool:
        """Return whether nothing was typed."""
        return self.keeper.untouched()

    @Slot()
    def save(self) -> None:
        """Save the form; a refusal is shown and everything typed stays."""
        self.send(self.acting, self._done)

    def send(self, made: Callable[[], Callable[[], Any]], done: Callable[[Any], None]) -> None:
        """Carry out the act that ``made`` returns, once, and hand what comes of it to ``done``."""
        if self._saving:
            return
        try:
            act = made()
        except DutyroomError as error:
            self.show_refusal(error)
            return
        self._saving = True
        self._let_save(possible=False)
        self.keeper.finish()
        self._workplace.write(act, self, done, self._refused)

    def _let_save(self, *, possible: bool) -> None:
        self.save_button.setEnabled(possible)

    def _done(self, result: Any) -> None:
        self.saved.emit(result)

    def _refused(self, error: DutyroomError) -> None:
        self._saving = False
        self._let_save(possible=True)
        self.keeper.resume()
        self.show_refusal(error)

    @Slot(object)
    def show_refusal(self, error: DutyroomError) -> None:
        """Say why not, with the keyboard in the field that is meant."""
        self.message.say(MessageKind.REFUSAL if isinstance(error, Refused) else MessageKind.WARNING, explain(error))
        place = self.places().get(error.code)
        if place is not None:
            place.setFocus()

    @Slot()
    def touched(self) -> None:
        """Something was typed."""
        self.keeper.touched()
        self.title_changed.emit(self.title())

    @Slot()
    def _leave(self) -> None:
        self.keeper.keep_now()
        self.left.emit()

    @Slot()
    def _ask_to_discard(self) -> None:
        self.message.say(
            MessageKind.WARNING, self.tr("What was typed here goes away for good."), action=self.tr("Throw it away")
        )

    @Slot()
    def _discard(self) -> None:
        self.keeper.drop()
        self.discarded.emit()
