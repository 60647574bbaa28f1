"""The buttons of a plan: those that its state and one's rights allow, and no others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from dutyroom.accounts.model import Right
from dutyroom.roster.model import PlanState
from dutyroom.roster.views import PlanFile
from ui import icons, theme
from ui.roster.plan_acts import PlanActs
from ui.workplace import Workplace


class PlanVerbs(QWidget):
    """A row of buttons beside the name of the plan."""

    print_wanted = Signal()

    def __init__(self, workplace: Workplace, acts: PlanActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = workplace.session
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.current().sizes.space_1)
        self.differences = self._button("log", self.tr("&Differences"), acts.show_differences)
        self.notices = self._button("bell", self.tr("N&otices"), acts.show_notices)
        self.withdraw = self._button("withdraw", self.tr("&Withdraw"), acts.withdraw)
        self.revise = self._button("correct", self.tr("New &version"), acts.revise)
        self.send_back = self._button("back", self.tr("Send &back"), acts.send_back)
        self.submit = self._button("send", self.tr("S&ubmit"), acts.submit, kind="primary")
        self.approve = self._button("done", self.tr("&Approve"), acts.approve, kind="primary")
        self.print = self._button("print", self.tr("P&rint"), self.print_wanted.emit)
        self.show_plan(None)

    def show_plan(self, file: PlanFile | None) -> None:
        """Show what may be done with a plan now."""
        state = file.head.state if file is not None else None
        may_plan = self._session.may(Right.PLAN_ROSTER)
        may_approve = self._session.may(Right.APPROVE_ROSTER)
        in_force = state in (PlanState.APPROVED, PlanState.NOTIFIED)
        self.differences.setVisible(file is not None and file.head.previous_id is not None)
        self.notices.setVisible(in_force)
        self.withdraw.setVisible(may_plan and state in (PlanState.DRAFT, PlanState.SUBMITTED))
        self.revise.setVisible(may_plan and in_force)
        self.submit.setVisible(may_plan and state is PlanState.DRAFT)
        self.send_back.setVisible(may_approve and state is PlanState.SUBMITTED)
        self.approve.setVisible(may_approve and state is PlanState.SUBMITTED)
        self.print.setVisible(file is not None and self._session.may(Right.PRINT))
        if file is not None:
            self.approve.setEnabled(file.approvable)
            hint = "" if file.approvable else self.tr("First settle what stands at the right.")
            self.approve.setToolTip(hint)

    def _button(self, icon: str, text: str, slot: Callable[[], None], *, kind: str = "quiet") -> QPushButton:
        role = icons.Role.ON_ACCENT if kind == "primary" else icons.Role.TEXT
        button = QPushButton(icons.icon(icon, role), text, self)
        theme.mark(button, kind=kind)
        button.clicked.connect(slot)
        self._row.addWidget(button)
        return button
