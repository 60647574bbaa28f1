"""What the window says about what has just happened, with the one thing that can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from dutyroom.errors import DutyroomError, Refused
from dutyroom.incidents.events import EventFile
from dutyroom.log.model import MatterFile
from ui.terms import explain
from ui.widgets.inline_message import InlineMessage, MessageKind


class DeskNotice(InlineMessage):
    """The message over the pages; its action opens what was saved, the forms, or the way to sign in again."""

    matter_wanted = Signal(str)
    forms_wanted = Signal()
    sign_in_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved_matter = ""
        self._sign_in_offered = False
        self.acted.connect(self._act)

    def say_logged(self, file: MatterFile) -> None:
        """Say that a matter is logged; the action opens it."""
        told = self.tr("{number} is logged: {subject}").format(number=file.matter.number, subject=file.matter.subject)
        self._say_saved(file.matter.id, told)

    def say_event(self, file: EventFile, *, joined: bool) -> None:
        """Say that a matter has its event file, or that a call ``joined`` one; the action opens it."""
        told = self.tr("{number} has its event file: {subject}")
        if joined:
            told = self.tr("The call stands with {number} now: {subject}")
        incident = file.incident
        self._say_saved(incident.id, told.format(number=incident.number, subject=incident.title))

    def say_kept(self, count: int) -> None:
        """Say how many forms are kept as drafts; the action shows them again."""
        self._sign_in_offered = False
        self._saved_matter = ""
        kept = self.tr("One form is kept as a draft")
        if count > 1:
            kept = self.tr("{count} forms are kept as drafts").format(count=count)
        self.say(MessageKind.INFO, kept, action=self.tr("Go on writing"))

    def say_lost(self, lines: Sequence[int]) -> None:
        """Say that acts are missing which this seat has seen in the file: their lines of the journal."""
        words = self.tr(
            "The data file lacks {count} acts that had been written: lines {first} to {last} of the journal. "
            "Its log was deleted or damaged, or the file was replaced. "
            "Compare with paper, and enter again what is missing."
        )
        self.say(MessageKind.WARNING, words.format(count=len(lines), first=lines[0], last=lines[-1]))

    def say_no_alert(self) -> None:
        """Say that there is nothing to go to."""
        self.say(MessageKind.INFO, self.tr("No alert stands."))

    @Slot(str)
    def say_done(self, sentence: str) -> None:
        """Say what was done."""
        self.say(MessageKind.SUCCESS, sentence)

    @Slot(object)
    def say_refused(self, error: DutyroomError) -> None:
        """Say why not."""
        kind = MessageKind.REFUSAL if isinstance(error, Refused) else MessageKind.WARNING
        self.say(kind, explain(error))

    @Slot(object)
    def say_broken(self, error: BaseException) -> None:
        """Say that the program made a mistake."""
        self.say(
            MessageKind.REFUSAL,
            self.tr(
                "The program made a mistake ({kind}). What you typed is kept. "
                "Tell the maintainer what you did; the details are in the program's log."
            ).format(kind=type(error).__name__),
        )

    @Slot()
    def say_rights_changed(self) -> None:
        """Say that other roles count now; the action leads to signing in."""
        self._saved_matter = ""
        self._sign_in_offered = True
        self.say(
            MessageKind.WARNING,
            self.tr("You have other roles now, which count at once. Sign in again so that the pages show them."),
            action=self.tr("Sign in again"),
        )

    @Slot(object)
    def say_copy_failed(self, error: DutyroomError) -> None:
        """Say that the copy of this hour was not made, and why."""
        self._saved_matter = ""
        words = self.tr("The copy of this hour was not made. {why}").format(why=explain(error))
        self.say(MessageKind.WARNING, words)

    def _say_saved(self, matter_id: str, told: str) -> None:
        self._sign_in_offered = False
        self._saved_matter = matter_id
        self.say(MessageKind.SUCCESS, told, action=self.tr("Open"))

    @Slot()
    def _act(self) -> None:
        self.clear()
        if self._sign_in_offered:
            self.sign_in_wanted.emit()
        elif self._saved_matter:
            self.matter_wanted.emit(self._saved_matter)
        else:
            self.forms_wanted.emit()
