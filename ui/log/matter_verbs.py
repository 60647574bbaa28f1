"""What can be done to a matter on its page; everything but what the page looks like."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from dutyroom.errors import DutyroomError, Refused
from dutyroom.log.model import STEPS_BY_HAND, Draft, MatterFile, MatterState
from ui.log.dialogs import WORDS, DueDialog, FieldDialog, MatterDialog, OwnerDialog, TextDialog
from ui.log.draft_keeper import draft_id_of
from ui.log.trail import Trail
from ui.terms import explain
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.widgets.relative_time import standard_time
from ui.workplace import Workplace


class MatterVerbs(QWidget):
    """The verbs of one matter; ``MatterPage`` shows it."""

    event_wanted = Signal(object)
    """The file of a call that somebody wants to make an event file of."""
    instruction_wanted = Signal(object)
    """The file of a matter on which a leader has instructed something."""
    narrow_trail = False

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._file: MatterFile | None = None
        self._wanted = ""
        self.message = InlineMessage()
        self.trail = Trail(workplace, narrow=self.narrow_trail)

    def _take(self, file: MatterFile) -> None:
        """Show what became of the matter."""
        raise NotImplementedError

    def _acted(self, file: object) -> None:
        self.message.clear()
        self.trail.setFocus()  # the row that had the keyboard is made anew, and the keys go on working
        if isinstance(file, MatterFile):
            self._take(file)

    def _refuse(self, error: DutyroomError) -> None:
        self.message.say(MessageKind.REFUSAL if isinstance(error, Refused) else MessageKind.WARNING, explain(error))

    def _open(self, dialog: MatterDialog) -> None:
        dialog.acted.connect(self._acted)
        dialog.open()

    def _ask_words(
        self, name: str, title: str, why: str, ok: str, act: Callable[[str], object], text: str = ""
    ) -> None:
        """Open a dialog for words, with what was typed in it before and never sent off."""
        workplace, matter_id = self._workplace, self._wanted
        house, session = workplace.house, workplace.session
        draft_id = draft_id_of(f"{name} {matter_id}", session.account_id)

        def question() -> list[Draft]:
            return house.drafts.of(session, WORDS)

        def show(drafts: list[Draft]) -> None:
            kept = next((str(json.loads(draft.payload)["words"]) for draft in drafts if draft.id == draft_id), "")
            if self._wanted == matter_id:
                self._open(TextDialog(workplace, title, why, ok, act, self, text=kept or text, draft_id=draft_id))

        workplace.read(question, self, show, key="words")

    @Slot()
    def hand_to(self) -> None:
        """Ask to whom; of a classified item, who signed for it."""
        if self._file is None:
            return
        if self._file.matter.classified is None:
            self._open(OwnerDialog(self._workplace, self._file.matter, self))
            return
        house, session, matter_id = self._workplace.house, self._workplace.session, self._wanted

        def act(words: str) -> MatterFile:
            return house.log.hand_over_item(session, matter_id, words)

        self._ask_words(
            "hand",
            self.tr("Hand on the classified item"),
            self.tr("Write who signed for it on paper. Nothing else is noted here."),
            self.tr("Note"),
            act,
        )

    @Slot()
    def set_due(self) -> None:
        """Ask for the due time."""
        if self._file is not None:
            self._open(DueDialog(self._workplace, self._file.matter, self))

    @Slot()
    def close_matter(self) -> None:
        """Ask for the result."""
        house, session, matter_id = self._workplace.house, self._workplace.session, self._wanted

        def act(words: str) -> MatterFile:
            return house.log.close(session, matter_id, words)

        self._ask_words(
            "close",
            self.tr("Close the matter"),
            self.tr("Write the result: what came of it, who confirmed it. Without a result a matter stays open."),
            self.tr("Close"),
            act,
        )

    @Slot()
    def reopen(self) -> None:
        """Ask why a closed matter is taken up, or a withdrawal undone."""
        if self._file is None:
            return
        house, session, matter_id = self._workplace.house, self._workplace.session, self._wanted
        withdrawn = self._file.matter.state is MatterState.WITHDRAWN

        def act(words: str) -> MatterFile:
            if withdrawn:
                return house.log.reinstate(session, matter_id, words)
            return house.log.reopen(session, matter_id, words)

        self._ask_words(
            "reinstate" if withdrawn else "reopen",
            self.tr("Undo the withdrawal") if withdrawn else self.tr("Take the matter up again"),
            self.tr("Write why. The matter keeps its number and all its steps."),
            self.tr("Take up"),
            act,
        )

    @Slot()
    def correct(self) -> None:
        """Ask for the right words of the marked entry."""
        if self._file is None:
            return
        marked, entry = self.trail.marked(), self.trail.meant()
        if marked is not None and marked.kind not in STEPS_BY_HAND:
            self._refuse(Refused("log.not_correctable"))
            return
        if entry is None:
            return
        house, session, matter_id, entry_id = self._workplace.house, self._workplace.session, self._wanted, entry.id

        def act(words: str) -> MatterFile:
            return house.log.correct_entry(session, matter_id, entry_id, words)

        self._ask_words(
            f"correct {entry_id}",
            self.tr("Correct the entry of {time}").format(time=standard_time(entry.received_at, self._workplace.zone)),
            self.tr("What stood before stays visible, struck through."),
            self.tr("Correct"),
            act,
            self._file.standing_text(entry),
        )

    @Slot()
    def correct_field(self) -> None:
        """Ask which field is wrong."""
        if self._file is not None:
            self._open(FieldDialog(self._workplace, self._file.matter, self))

    @Slot()
    def withdraw(self) -> None:
        """Ask why the matter is withdrawn."""
        house, session, matter_id = self._workplace.house, self._workplace.session, self._wanted

        def act(words: str) -> MatterFile:
            return house.log.withdraw(session, matter_id, words)

        self._ask_words(
            "withdraw",
            self.tr("Withdraw the matter"),
            self.tr("Write why. It stays in the log, struck through, and can be taken up again."),
            self.tr("Withdraw"),
            act,
        )

    @Slot()
    def note_outcome(self) -> None:
        """Ask what becomes of this information."""
        from ui.reports.outcome_dialog import OutcomeDialog  # few matters need it

        self._open(OutcomeDialog(self._workplace, self._wanted, self))

    @Slot()
    def make_event(self) -> None:
        """Ask for an event file of this call."""
        if self._file is not None:
            self.event_wanted.emit(self._file)

    @Slot()
    def make_instruction(self) -> None:
        """Ask for the form of an instruction on this matter."""
        if self._file is not None:
            self.instruction_wanted.emit(self._file)
