"""What can be done on the page of a report; everything but what it looks like."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTabWidget, QWidget

from dutyroom.accounts.model import Right
from dutyroom.errors import DutyroomError, Refused
from dutyroom.log.model import Draft
from dutyroom.reports.model import ReportFile, Sending
from dutyroom.reports.rules import held_by_other
from ui.log.caller_fields import CompleterSource
from ui.log.dialogs import WORDS, MatterDialog, TextDialog
from ui.log.draft_keeper import draft_id_of
from ui.reports.gate_dialogs import BypassDialog, OrderDialog, SignDialog
from ui.reports.recipient_dialog import RecipientDialog
from ui.reports.report_desk import ReportDesk
from ui.reports.sending_part import SendingPart
from ui.reports.words_part import WordsPart
from ui.terms import explain
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.workplace import Workplace


class Tab(IntEnum):
    """The parts of the page, in their order."""

    WORDS = 0
    GATES = 1
    SENDING = 2
    REGISTER = 3
    HISTORY = 4


class ReportVerbs(QWidget):
    """The verbs of one report; ``ReportFilePage`` shows it."""

    left = Signal()
    event_wanted = Signal(str)
    opened = Signal(str)
    print_wanted = Signal(str)

    def __init__(self, workplace: Workplace, source: CompleterSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._source = source
        self._desk: ReportDesk | None = None
        self._wanted = ""
        self._on_action: Callable[[], None] | None = None
        self.message = InlineMessage()
        self.tabs = QTabWidget()
        self.words = WordsPart(workplace)
        self.sending = SendingPart(workplace)

    def desk(self) -> ReportDesk | None:
        """Return what is shown."""
        return self._desk

    def shown_id(self) -> str:
        """Return the identity of the report that is shown."""
        return self._wanted

    def _ask(self) -> None:
        """Read the report again."""
        raise NotImplementedError

    def _writes(self) -> bool:
        return self._workplace.session.may(Right.WRITE_LOG)

    def _held(self) -> bool:
        """Return whether somebody else has the draft in hand."""
        assert self._desk is not None
        now = self._workplace.house.clock.now()
        return held_by_other(self._desk.file.report, self._workplace.session.account_id, now)

    def _may_edit(self) -> bool:
        assert self._desk is not None
        return self._writes() and self._desk.file.report.state.editable and not self._held()

    def _say(self, kind: MessageKind, words: str, action: str = "", do: Callable[[], None] | None = None) -> None:
        self._on_action = do
        self.message.say(kind, words, action=action)

    def _refuse(self, error: DutyroomError) -> None:
        kind = MessageKind.REFUSAL if isinstance(error, Refused) else MessageKind.WARNING
        if error.code == "reports.held":
            self._say(kind, explain(error), self.tr("Take over"), self.take_over)
        elif error.code == "reports.overtaken":
            self._ask()
            self._say(kind, explain(error), self.tr("Go on from mine"), self._go_on)
        else:
            self._say(kind, explain(error))

    @Slot()
    def _act_on_message(self) -> None:
        do, self._on_action = self._on_action, None
        self.message.clear()
        if do is not None:
            do()

    def _go_on(self) -> None:
        self.words.go_on_from_newest()
        self.tabs.setCurrentIndex(Tab.WORDS)

    def leave(self) -> None:
        """Put the draft down where nothing is left to save, so that others may take it in hand."""
        desk = self._desk
        if desk is None or self.words.changed() or desk.file.report.holder_id != self._workplace.session.account_id:
            return
        house, session, report_id = self._workplace.house, self._workplace.session, self._wanted

        def do() -> ReportFile:
            return house.reports.let_go(session, report_id)

        self._workplace.write(do, self)

    # --- doing -------------------------------------------------------------

    def _do(self, act: Callable[[], ReportFile], done: Callable[[ReportFile], None] | None = None) -> None:
        self._workplace.write(act, self, done or self._acted, self._refuse)

    def _acted(self, file: object) -> None:
        self.message.clear()
        if isinstance(file, ReportFile) and file.report.id == self._wanted:
            self._ask()

    @Slot()
    def save(self) -> None:
        """Save the words as a new version."""
        if self._desk is None or not self._may_edit():
            return
        self._do(self._saving(), self._saved)

    def _saving(self) -> Callable[[], ReportFile]:
        house, session, report_id = self._workplace.house, self._workplace.session, self._wanted
        version, text = self.words.version(), self.words.editor.text()

        def do() -> ReportFile:
            return house.reports.save(session, report_id, version, text)

        return do

    def _saved(self, file: ReportFile) -> None:
        if file.report.id == self._wanted:
            self.words.saved(file.text, file.report.version)
        self._acted(file)
        self._say(
            MessageKind.SUCCESS,
            self.tr("Version {version} of {number} is saved.").format(
                version=file.report.version, number=file.report.number
            ),
        )

    @Slot()
    def submit(self) -> None:
        """Hand the report to the gates; words that are not saved yet are saved first."""
        if self._desk is None:
            return
        house, session, report_id = self._workplace.house, self._workplace.session, self._wanted
        saving = self._saving() if self.words.changed() and self._may_edit() else None
        version = self.words.version()

        def do() -> ReportFile:
            number = saving().report.version if saving is not None else version
            return house.reports.submit(session, report_id, number)

        self._do(do, self._submitted)

    def _submitted(self, file: ReportFile) -> None:
        if file.report.id == self._wanted:
            self.words.saved(file.text, file.report.version)
            self.tabs.setCurrentIndex(Tab.GATES)
        self._acted(file)

    @Slot()
    def sign(self) -> None:
        """Ask for the decision at the gate where the report waits."""
        desk = self._desk
        if desk is not None and desk.file.report.gate is not None:
            self.tabs.setCurrentIndex(Tab.GATES)
            self._open(SignDialog(self._workplace, desk, desk.file.report.gate, self))

    @Slot()
    def pass_by(self) -> None:
        """Ask who is told directly."""
        if self._desk is not None:
            self.tabs.setCurrentIndex(Tab.GATES)
            self._open(BypassDialog(self._workplace, self._desk, self))

    @Slot()
    def note_order(self) -> None:
        """Ask for a leader's word."""
        if self._desk is not None:
            self.tabs.setCurrentIndex(Tab.GATES)
            self._open(OrderDialog(self._workplace, self._desk, self))

    @Slot()
    def take_back(self) -> None:
        """Ask why the report comes back from the gates."""
        house, session, report_id = self._workplace.house, self._workplace.session, self._wanted

        def act(words: str) -> ReportFile:
            return house.reports.take_back(session, report_id, words)

        self._ask_words(
            "take back",
            self.tr("Take the report back"),
            self.tr("Write why. It can be changed then, and goes through its gates anew."),
            act,
        )

    @Slot()
    def take_over(self) -> None:
        """Take the draft from whoever has it in hand; what they have not saved stays kept for them."""
        house, session, report_id = self._workplace.house, self._workplace.session, self._wanted

        def do() -> ReportFile:
            return house.reports.hold(session, report_id, take_over=True)

        self._do(do)

    @Slot()
    def _begin(self) -> None:
        """Somebody began to write: others see who has the draft in hand."""
        desk = self._desk
        if desk is None or desk.file.report.holder_id == self._workplace.session.account_id:
            return
        house, session, report_id = self._workplace.house, self._workplace.session, self._wanted

        def do() -> ReportFile:
            return house.reports.hold(session, report_id)

        self._do(do)

    @Slot()
    def show_sending(self) -> None:
        """Show to whom it goes."""
        self.tabs.setCurrentIndex(Tab.SENDING)
        self.sending.table.setFocus()

    @Slot(object)
    def _send(self, lines: list[Sending]) -> None:
        desk = self._desk
        if desk is None:
            return
        house, session, report = self._workplace.house, self._workplace.session, desk.file.report

        def do() -> ReportFile:
            return house.reports.send(session, report.id, report.version, lines)

        self._do(do, self._sent)

    def _sent(self, file: ReportFile) -> None:
        self.sending.box.noted()
        self._acted(file)
        self._say(MessageKind.SUCCESS, self.tr("It is noted in the outbound register of the event."))

    @Slot(str, str, str)
    def _note_receipt(self, dispatch_id: str, received_by: str, read_back: str) -> None:
        house, session = self._workplace.house, self._workplace.session

        def do() -> ReportFile:
            return house.reports.note_receipt(session, dispatch_id, received_by, read_back)

        self._do(do, self._sent)

    @Slot()
    def add_recipient(self) -> None:
        """Ask who else is told."""
        if self._desk is not None:
            self.tabs.setCurrentIndex(Tab.SENDING)
            self._open(RecipientDialog(self._workplace, self._source, self._desk, self))

    @Slot()
    def remove_recipient(self) -> None:
        """Ask why the marked recipient is not told, or put one back who was taken off."""
        marked = self.sending.marked()
        if not marked:
            self.show_sending()
            return
        house, session, report_id, one = self._workplace.house, self._workplace.session, self._wanted, marked[0]
        if one.removed_by:

            def put_back() -> ReportFile:
                return house.reports.add_recipient(session, report_id, one)

            self._do(put_back)
            return

        def act(words: str) -> ReportFile:
            return house.reports.remove_recipient(session, report_id, one.key, words)

        self._ask_words(
            f"off the list {one.key}",
            self.tr("Take {name} off the list").format(name=one.called),
            self.tr("Write why. It can be undone by the same key."),
            act,
        )

    @Slot()
    def correct(self) -> None:
        """Ask what was wrong, and begin the report that stands in for this one."""
        house, session, report_id = self._workplace.house, self._workplace.session, self._wanted

        def act(words: str) -> ReportFile:
            return house.reports.correct(session, report_id, words)

        self._ask_words(
            "correct",
            self.tr("Correct by a new report"),
            self.tr("Write what was wrong. The new report names this one and goes to everybody who was told."),
            act,
        )

    @Slot()
    def withdraw(self) -> None:
        """Ask why the report is withdrawn."""
        house, session, report_id = self._workplace.house, self._workplace.session, self._wanted

        def act(words: str) -> ReportFile:
            return house.reports.withdraw(session, report_id, words)

        self._ask_words(
            "withdraw",
            self.tr("Withdraw the report"),
            self.tr("Write why. Its words stay; whoever was told of it has to hear this."),
            act,
        )

    @Slot()
    def _to_event(self) -> None:
        if self._desk is not None:
            self.event_wanted.emit(self._desk.file.report.matter_id)

    @Slot()
    def _print(self) -> None:
        self.print_wanted.emit(self._wanted)

    def _open(self, dialog: MatterDialog) -> None:
        dialog.acted.connect(self._done)
        dialog.open()

    def _ask_words(self, name: str, title: str, why: str, act: Callable[[str], object]) -> None:
        """Open a dialog for words, with what was typed in it before and never sent off."""
        workplace, report_id = self._workplace, self._wanted
        house, session = workplace.house, workplace.session
        draft_id = draft_id_of(f"{name} {report_id}", session.account_id)

        def question() -> list[Draft]:
            return house.drafts.of(session, WORDS)

        def show(drafts: list[Draft]) -> None:
            kept = next((str(json.loads(draft.payload)["words"]) for draft in drafts if draft.id == draft_id), "")
            if self._wanted == report_id:
                self._open(TextDialog(workplace, title, why, title, act, self, text=kept, draft_id=draft_id))

        workplace.read(question, self, show, key="words")

    @Slot(object)
    def _done(self, file: object) -> None:
        if isinstance(file, ReportFile) and file.report.id != self._wanted:
            self.opened.emit(file.report.id)  # the correction that was begun
            return
        self._acted(file)
