"""What is asked at a gate: who decides and signs how; who is told directly, and why; a leader's exact words."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from dutyroom.errors import DutyroomError, Refused
from dutyroom.log.model import Draft
from dutyroom.reports.model import Gate, ReportFile
from ui import theme
from ui.incidents.kept_dialog import KEPT, KeptDialog
from ui.log.choices import Choice
from ui.log.dialogs import Acting, MatterDialog
from ui.log.draft_keeper import DraftKeeper, draft_id_of
from ui.reports.report_desk import ReportDesk
from ui.sign_in.password_field import PasswordField
from ui.terms import label
from ui.widgets.date_time_field import DateTimeField
from ui.workplace import Workplace


class SignDialog(MatterDialog):
    """Clears or returns a report at its gate, signed with an own password; the opinion is kept, the password never."""

    def __init__(self, workplace: Workplace, desk: ReportDesk, gate: Gate, parent: QWidget) -> None:
        report = desk.file.report
        super().__init__(
            workplace,
            self.tr("{gate}: {number}").format(gate=label(gate), number=report.number),
            self.tr("Whoever decides signs with their own password at this desk. The desk stays with who sits here."),
            self.tr("Sign"),
            parent,
        )
        self._report, self._gate = report, gate
        self.who = QComboBox()
        for one in desk.signing[gate]:
            for_whom = self.tr("{name} for {away}").format(name=one.name, away=one.instead_of)
            self.who.addItem(for_whom if one.instead_of else one.name, one.account_id)
        self.clear_it = QRadioButton(self.tr("&Clear it"))
        self.give_back = QRadioButton(self.tr("&Return it with remarks"))
        self.clear_it.setChecked(True)
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setMaximumHeight(theme.px(88))
        self.password = PasswordField()
        self._lay_out_form()
        draft_id = draft_id_of(f"gate {gate} {report.id}", workplace.session.account_id)
        self.keeper = DraftKeeper(workplace, draft_id, KEPT, self._payload, self, words=self.words.toPlainText)
        self.keeper.begin()
        self.keeper.refused.connect(self.refuse)
        self.words.textChanged.connect(self.keeper.touched)
        self.give_back.toggled.connect(self._decision_changed)
        self.words.setFocus()
        self._ask_for_kept(draft_id)

    def acting(self) -> Acting:
        """Return the decision with its signature; Refused ``accounts.wrong_name_or_password`` and as at the gate."""
        house, session, report, gate = self._workplace.house, self._workplace.session, self._report, self._gate
        who, password = str(self.who.currentData() or ""), self.password.text()
        words, back = self.words.toPlainText(), self.give_back.isChecked()

        def do() -> ReportFile:
            signer = house.accounts.signer(who, password)
            if back:
                return house.reports.give_back(session, report.id, gate, report.version, words, signer=signer)
            return house.reports.approve(session, report.id, gate, report.version, words, signer=signer)

        return do

    def refuse(self, error: DutyroomError) -> None:
        """Say why not; a wrong password is asked for again."""
        super().refuse(error)
        if error.code == "accounts.wrong_name_or_password":
            self.password.ask_again()

    def reject(self) -> None:
        """Leave, and keep the opinion for the next time."""
        self.keeper.keep_now()
        super().reject()

    def _done(self, file: object) -> None:
        self.keeper.drop()
        super()._done(file)

    def _ask_for_kept(self, draft_id: str) -> None:
        house, session = self._workplace.house, self._workplace.session

        def question() -> list[Draft]:
            return [draft for draft in house.drafts.of(session, KEPT) if draft.id == draft_id]

        def take(drafts: list[Draft]) -> None:
            for draft in drafts if self.keeper.untouched() else ():
                self.words.setPlainText(str(json.loads(draft.payload).get("words", "")))

        self._workplace.read(question, self, take)

    def _payload(self) -> dict[str, str]:
        return {"words": self.words.toPlainText()}

    @Slot(bool)
    def _decision_changed(self, back: bool) -> None:
        self.ok.setText(self.tr("Return") if back else self.tr("Sign"))

    def _lay_out_form(self) -> None:
        decision = QHBoxLayout()
        decision.addWidget(self.clear_it)
        decision.addWidget(self.give_back)
        decision.addStretch(1)
        form = QFormLayout()
        form.addRow(self.tr("Who decides"), self.who)
        form.addRow("", decision)
        form.addRow(self.tr("Opinion or remarks"), self.words)
        form.addRow(self.tr("Own password"), self.password)
        for text, field in (
            (self.tr("Who decides"), self.who),
            (self.tr("Opinion or remarks"), self.words),
            (self.tr("Own password"), self.password),
        ):
            field.setAccessibleName(text)
        self.words.setPlaceholderText(self.tr("Nothing written means: agreed."))
        self.body.addLayout(form)


class BypassDialog(KeptDialog):
    """Asks which gate is passed by, who is told directly, and why."""

    def __init__(self, workplace: Workplace, desk: ReportDesk, parent: QWidget) -> None:
        super().__init__(
            workplace,
            self.tr("Pass a gate by"),
            self.tr("Only for the most urgent. It is noted by name, and the gate has to be cleared afterwards."),
            self.tr("Pass by"),
            parent,
        )
        self._report = desk.file.report
        self.gate = Choice([one.gate for one in desk.file.gates if not one.state.opens])
        self.leader = QLineEdit()
        self.reason = QPlainTextEdit()
        _form(
            self, ((self.tr("Gate"), self.gate), (self.tr("Leader told"), self.leader), (self.tr("Why"), self.reason))
        )
        self.leader.setFocus()
        self.keep("bypass", self._report.id)

    def payload(self) -> dict[str, Any]:
        """Return who and why."""
        return {"leader": self.leader.text(), "reason": self.reason.toPlainText()}

    def restore(self, payload: dict[str, Any]) -> None:
        """Show what was kept."""
        self.leader.setText(payload["leader"])
        self.reason.setPlainText(payload["reason"])

    def acting(self) -> Acting:
        """Return the act."""
        house, session, report = self._workplace.house, self._workplace.session, self._report
        gate, leader, reason = self.gate.value() or Gate.LEADERS, self.leader.text(), self.reason.toPlainText()

        def do() -> ReportFile:
            return house.reports.bypass(session, report.id, gate, report.version, leader, reason)

        return do


class OrderDialog(KeptDialog):
    """Asks for a leader's word on a report."""

    def __init__(self, workplace: Workplace, desk: ReportDesk, parent: QWidget) -> None:
        super().__init__(
            workplace,
            self.tr("A leader's word on this report"),
            self.tr("Write the words as they were said. By them a report may go up that the rules do not ask for."),
            self.tr("Note"),
            parent,
        )
        self._report = desk.file.report
        self.leader = QLineEdit()
        self.words = QPlainTextEdit()
        self.at = DateTimeField(workplace.house.clock, zone=workplace.zone)
        self.at.set_value(workplace.house.clock.now())
        _form(self, ((self.tr("Leader"), self.leader), (self.tr("Words"), self.words), (self.tr("When"), self.at)))
        self.leader.setFocus()
        self.keep("order", self._report.id)

    def payload(self) -> dict[str, Any]:
        """Return who, and the words."""
        return {"leader": self.leader.text(), "words": self.words.toPlainText()}

    def restore(self, payload: dict[str, Any]) -> None:
        """Show what was kept."""
        self.leader.setText(payload["leader"])
        self.words.setPlainText(payload["words"])

    def acting(self) -> Acting:
        """Return the act; Refused where the time cannot be read."""
        if not self.at.is_valid():
            raise Refused("log.bad_value", value=self.at.text())
        house, session, report = self._workplace.house, self._workplace.session, self._report
        leader, words, at = self.leader.text(), self.words.toPlainText(), self.at.value()

        def do() -> ReportFile:
            return house.reports.note_order(session, report.id, leader, words, at)

        return do


def _form(dialog: MatterDialog, rows: tuple[tuple[str, QWidget], ...]) -> None:
    form = QFormLayout()
    for text, field in rows:
        field.setAccessibleName(text)
        if isinstance(field, QPlainTextEdit):
            field.setTabChangesFocus(True)
            field.setMaximumHeight(theme.px(96))
        form.addRow(text, field)
    dialog.body.addLayout(form)
