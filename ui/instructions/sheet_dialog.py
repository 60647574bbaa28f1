"""Asks for the sheet of an instruction as it should be; the words and the tasks have dialogs of their own."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from dutyroom.accounts.model import Session
from dutyroom.directory.model import Candidate, CandidateKind
from dutyroom.instructions.model import GivenHow, InstructionFile, InstructionKind
from dutyroom.instructions.service import Instructions
from ui.instructions.instruction_dialogs import InstructionDialog, Known, checked_moment
from ui.instructions.name_field import NameField
from ui.log.caller_fields import CompleterSource
from ui.log.choices import Choice
from ui.log.dialogs import Acting
from ui.workplace import Workplace


class CorrectSheetDialog(InstructionDialog):
    """Who gave it, how, when, from what it was transcribed, who hears of it; the entry says what stood before."""

    def __init__(self, workplace: Workplace, file: InstructionFile, source: CompleterSource, parent: QWidget) -> None:
        super().__init__(
            workplace,
            file,
            self.tr("Correct the sheet"),
            self.tr(
                "What stood before stays in the steps. What it is about, and whether it is a draft, stays as it is."
            ),
            self.tr("Correct"),
            parent,
        )
        self._before = sheet = file.instruction.sheet
        self.leader = NameField(source, CandidateKind.PERSON)
        self.leader.show_name(sheet.leader_name, sheet.leader_id)
        self.post = QLineEdit(sheet.leader_post)
        self.how, self.kind = Choice(GivenHow), Choice(InstructionKind)
        self.how.choose(sheet.how)
        self.kind.choose(sheet.kind)
        self.given = self.time_field()
        self.given.set_value(sheet.given_at)
        self.source, self.transcriber = QLineEdit(sheet.source), QLineEdit(sheet.transcriber)
        self.section, self.forwarder = QLineEdit(sheet.section), QLineEdit(sheet.forwarder)
        self.forwarder_number = QLineEdit(sheet.forwarder_number)
        self.notes = QPlainTextEdit(sheet.notes)
        self.reason = QLineEdit()
        for key, text, field in self._fields():
            self.add(key, text, field)
        self.leader.picked.connect(self._leader_picked)
        self.reason.setFocus()
        self.keep("instruction sheet", self.instruction_id)

    def acting(self) -> Acting:
        """Return the act; Refused ``log.bad_value`` for a time that cannot be read."""
        reason = self.reason.text()
        sheet = replace(
            self._before,
            leader_id=self.leader.chosen_id,
            leader_name=self.leader.text(),
            leader_post=self.post.text(),
            how=self.how.value() or self._before.how,
            kind=self.kind.value() or self._before.kind,
            given_at=checked_moment(self.given),
            source=self.source.text(),
            transcriber=self.transcriber.text(),
            section=self.section.text(),
            forwarder=self.forwarder.text(),
            forwarder_number=self.forwarder_number.text(),
            notes=self.notes.toPlainText(),
        )

        def act(verbs: Instructions, session: Session, known: Known) -> InstructionFile:
            return verbs.change_sheet(session, *known, sheet, reason)

        return self.doing(act)

    @Slot(object)
    def _leader_picked(self, candidate: Candidate) -> None:
        self.post.setText(self.leader.post_of(candidate))

    def _fields(self) -> tuple[tuple[str, str, QWidget], ...]:
        return (
            ("leader", self.tr("Leader"), self.leader),
            ("post", self.tr("Post"), self.post),
            ("how", self.tr("How it was given"), self.how),
            ("kind", self.tr("Kind"), self.kind),
            ("given", self.tr("Given"), self.given),
            ("source", self.tr("Transcribed from"), self.source),
            ("transcriber", self.tr("Transcribed by"), self.transcriber),
            ("section", self.tr("Section that gets a copy"), self.section),
            ("forwarder", self.tr("Office that forwarded it"), self.forwarder),
            ("forwarder_number", self.tr("Number of the forwarding"), self.forwarder_number),
            ("notes", self.tr("Notes of the officer"), self.notes),
            ("reason", self.tr("Reason"), self.reason),
        )
