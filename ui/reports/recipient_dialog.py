"""Asks who else is told: a kind of recipient, a name or unit from the directory, by what means."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from dutyroom.directory.model import Candidate, CandidateKind
from dutyroom.reports.model import DispatchAct, DispatchChannel, Gate, Recipient, ReportFile, WhyTold
from dutyroom.reports.recipients import HAND_CLASS
from ui.log.caller_fields import CompleterSource
from ui.log.choices import Choice
from ui.log.dialogs import Acting, MatterDialog
from ui.reports.report_desk import ReportDesk
from ui.terms import language
from ui.widgets.completion import CompletionPopup, CompletionRow
from ui.workplace import Workplace


class RecipientDialog(MatterDialog):
    """Puts somebody on the list of a report."""

    def __init__(self, workplace: Workplace, source: CompleterSource, desk: ReportDesk, parent: QWidget) -> None:
        super().__init__(
            workplace,
            self.tr("Add a recipient"),
            self.tr("Act and gate follow from the kind. Initials find people and units of the directory."),
            self.tr("Add"),
            parent,
        )
        self._report = desk.file.report
        self._source = source
        self._chosen: Candidate | None = None
        self.kind = QComboBox()
        for id_, rule in workplace.house.reports.book.classes.items():
            self.kind.addItem(rule.kind.names[language()], id_)
        self.kind.setCurrentIndex(self.kind.findData(HAND_CLASS))
        self.name = QLineEdit()
        self.post = QLineEdit()
        self.channel = Choice(DispatchChannel)
        form = QFormLayout()
        for text, field in (
            (self.tr("Kind"), self.kind),
            (self.tr("Name"), self.name),
            (self.tr("Post"), self.post),
            (self.tr("By"), self.channel),
        ):
            field.setAccessibleName(text)
            form.addRow(text, field)
        self.body.addLayout(form)
        self._popup = CompletionPopup(self.name)
        self._popup.wanted.connect(self._offer)
        self._popup.chosen.connect(self._take)
        self.name.textEdited.connect(self._forget)
        self.kind.currentIndexChanged.connect(self._propose_channel)
        self.name.setFocus()

    def acting(self) -> Acting:
        """Return the act."""
        house, session, report_id = self._workplace.house, self._workplace.session, self._report.id
        found = self._chosen
        person = found is not None and found.kind is CandidateKind.PERSON
        one = Recipient(
            key="",
            name=self.name.text(),
            post=self.post.text(),
            class_id=str(self.kind.currentData()),
            act=DispatchAct.NOTIFY,  # of the kind, as the rules say
            gate=Gate.LEADERS,
            channel=self.channel.value() or DispatchChannel.PHONE,
            why=WhyTold.BY_HAND,
            unit_id=found.id if found is not None and not person else "",
            person_id=found.id if found is not None and person else "",
        )

        def do() -> ReportFile:
            return house.reports.add_recipient(session, report_id, one)

        return do

    @Slot()
    def _propose_channel(self) -> None:
        rule = self._workplace.house.reports.book.classes[str(self.kind.currentData())]
        self.channel.choose(rule.kind.channel)

    @Slot(str)
    def _offer(self, typed: str) -> None:
        rows = [
            CompletionRow(
                key=match.candidate.id,
                title=match.candidate.name,
                secondary=match.candidate.detail or match.candidate.short_name,
                icon="user" if match.candidate.kind is CandidateKind.PERSON else "users",
                fill=match.candidate.name,
            )
            for match in self._source.completer.complete(typed)
        ]
        self._popup.show_rows(typed, rows)

    @Slot(object)
    def _take(self, row: CompletionRow) -> None:
        self._chosen = self._source.completer.find(row.key)
        if self._chosen is not None and self._chosen.kind is CandidateKind.PERSON:
            unit = self._source.completer.unit_of(self._chosen)
            called = (unit.short_name or unit.name) if unit else ""
            self.post.setText(self._chosen.detail.removeprefix(called).strip())

    @Slot()
    def _forget(self) -> None:
        self._chosen = None
