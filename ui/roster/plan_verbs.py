"""The buttons of a plan: those that its state and one's rights allow, and no others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from dutyroom.accounts.model import Right
from dutyroom.roster.model import PlanState
from dutyroom.roster.views import PlanFile
from ui import icons, theme
from ui.roster.form_files import FormFiles
from ui.roster.paper_wish import PaperKind
from ui.roster.plan_acts import PlanActs
from ui.workplace import Workplace


class PlanVerbs(QWidget):
    """A row of buttons beside the name of the plan."""

    paper_wanted = Signal(object)
    """A ``PaperKind`` of the plan that is shown."""

    def __init__(self, workplace: Workplace, acts: PlanActs, files: FormFiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = workplace.session
        self.files = files
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.current().sizes.space_1)
        self.differences = self._button("log", self.tr("&Differences"), acts.show_differences)
        self.notices = self._button("bell", self.tr("N&otices"), acts.show_notices)
        self.withdraw = self._button("withdraw", self.tr("&Withdraw"), acts.withdraw)
        self.revise = self._button("correct", self.tr("New &version"), acts.revise)
        self.again = self._button("refresh", self.tr("Plan a&gain"), acts.plan_again)
        self.send_back = self._button("back", self.tr("Send &back"), acts.send_back)
        self.recall = self._button("back", self.tr("Ta&ke back"), acts.recall)
        self.submit = self._button("send", self.tr("S&ubmit"), acts.submit, kind="primary")
        self.approve = self._button("done", self.tr("&Approve"), acts.approve, kind="primary")
        self.print = self._button("print", self.tr("P&rint"), None)
        self.menu = QMenu(self.print)
        self.schedule = self._entry("paper", self.tr("&Schedule"), self._want_schedule)
        self.restricted = self._entry("eye", self.tr("Schedule with leaders' &numbers"), self._want_restricted)
        self.slip = self._entry("user", self.tr("Duty slip of the &marked person"), self._want_slip)
        self.changes = self._entry("log", self.tr("&Changes against the version before"), self._want_changes)
        self.menu.addSeparator()
        self.form_out = self._entry("xlsx", self.tr("Save the &form (Excel)…"), self.files.ask_where)
        self.form_in = self._entry("import", self.tr("&Read a filled-in form…"), self.files.ask_which)
        self.print.setMenu(self.menu)
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
        moved = file is not None and bool(file.missing or file.needless or file.published)
        self.again.setVisible(may_plan and moved and (state is PlanState.DRAFT or in_force))
        self.submit.setVisible(may_plan and state is PlanState.DRAFT)
        self.recall.setVisible(may_plan and not may_approve and state is PlanState.SUBMITTED)
        self.send_back.setVisible(may_approve and state is PlanState.SUBMITTED)
        self.approve.setVisible(may_approve and state is PlanState.SUBMITTED)
        self.print.setVisible(file is not None and self._session.may(Right.PRINT))
        draft = state is PlanState.DRAFT
        self.restricted.setVisible(self._session.may(Right.REVEAL_NUMBERS))
        self.changes.setVisible(file is not None and file.head.previous_id is not None)
        self.form_out.setVisible(may_plan and draft)
        self.form_in.setVisible(may_plan and draft)
        if file is not None:
            hint = "" if file.approvable else self.tr("First settle what stands at the right.")
            for verb in (self.submit, self.approve):
                verb.setEnabled(file.approvable)
                verb.setToolTip(hint)

    @Slot()
    def _want_schedule(self) -> None:
        self.paper_wanted.emit(PaperKind.SCHEDULE)

    @Slot()
    def _want_restricted(self) -> None:
        self.paper_wanted.emit(PaperKind.RESTRICTED)

    @Slot()
    def _want_slip(self) -> None:
        self.paper_wanted.emit(PaperKind.SLIP)

    @Slot()
    def _want_changes(self) -> None:
        self.paper_wanted.emit(PaperKind.CHANGES)

    def _entry(self, icon: str, text: str, slot: Callable[[], None]) -> QAction:
        action = self.menu.addAction(icons.icon(icon), text)
        action.triggered.connect(slot)
        return action

    def _button(self, icon: str, text: str, slot: Callable[[], None] | None, *, kind: str = "quiet") -> QPushButton:
        role = icons.Role.ON_ACCENT if kind == "primary" else icons.Role.TEXT
        button = QPushButton(icons.icon(icon, role), text, self)
        theme.mark(button, kind=kind)
        if slot is not None:
            button.clicked.connect(slot)
        self._row.addWidget(button)
        return button
