"""The page of one report: its words with what is found in them, its gates, to whom it goes, what went out, its past."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from dutyroom.changes import Changes, Topic
from dutyroom.reports.model import ReportState, UrgencyMark
from ui import theme
from ui.actions import Act, make, plain_text_of, text_with_keys
from ui.log.caller_fields import CompleterSource
from ui.reports.gates_part import GatesPart
from ui.reports.head import ReportHead
from ui.reports.history_part import HistoryPart
from ui.reports.register_part import RegisterPart
from ui.reports.report_desk import ReportDesk, read_desk
from ui.reports.report_verbs import ReportVerbs, Tab
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.inline_message import MessageKind
from ui.workplace import Workplace

_BUTTONS = (
    Act.SAVE,
    Act.SUBMIT_REPORT,
    Act.SIGN_GATE,
    Act.PASS_GATE,
    Act.SEND_REPORT,
    Act.NOTE_ORDER,
    Act.TAKE_BACK,
    Act.TAKE_OVER,
    Act.CORRECT_REPORT,
    Act.WITHDRAW_REPORT,
    Act.PRINT_REPORT,
    Act.TO_EVENT,
)


class ReportFilePage(ReportVerbs):
    """Shows one report, with the keys that carry it on."""

    def __init__(self, workplace: Workplace, source: CompleterSource, parent: QWidget | None = None) -> None:
        super().__init__(workplace, source, parent)
        self._stale = False
        self.head = ReportHead(workplace)
        self.title = QLabel()
        self.corrects = QPushButton()
        self.corrected_by = QPushButton()
        self.back = QPushButton(plain_text_of(Act.BACK))
        self.gates = GatesPart(workplace)
        self.register = RegisterPart(workplace)
        self.history = HistoryPart(workplace)
        self._actions: dict[Act, QAction] = {}
        self._buttons: dict[Act, QPushButton] = {}
        self._lay_out()
        self._connect_signals()

    def show_report(self, report_id: str) -> None:
        """Show a report and keep it up to date."""
        if report_id != self._wanted:
            self.message.clear()
            self.tabs.setCurrentIndex(Tab.WORDS)
        self._wanted = report_id
        self._ask()

    def time_passed(self) -> None:
        """A minute passed: somebody waits a minute longer."""
        if self._desk is not None and self.isVisible():
            self.head.show_desk(self._desk, self._workplace.now())
            self.gates.time_passed()
            self.sending.box.time_passed()

    # --- showing -----------------------------------------------------------

    def _ask(self) -> None:
        house, session, report_id = self._workplace.house, self._workplace.session, self._wanted

        def question() -> ReportDesk:
            return read_desk(house, session, report_id)

        self._workplace.read(question, self, self._take, self._refuse, key="report")

    def _take(self, desk: ReportDesk) -> None:
        if desk.file.report.id != self._wanted:
            return
        self._desk = desk
        self.head.show_desk(desk, self._workplace.now())
        self.title.setText(desk.file.report.title)
        self._show_beside(desk)
        self.words.show_desk(desk, editable=self._may_edit())
        self.gates.show_desk(desk)
        self.sending.show_desk(desk)
        self.register.show_desk(desk)
        self.history.show_desk(desk)
        self._enable()
        self._tell_holder()

    def _show_beside(self, desk: ReportDesk) -> None:
        """Name the report that this one corrects, and the one by which it is corrected."""
        report = desk.file.report
        for button, report_id, words in (
            (self.corrects, report.corrects_id, self.tr("Corrects {number}")),
            (self.corrected_by, report.corrected_by_id, self.tr("Corrected by {number}")),
        ):
            other = desk.beside(report_id) if report_id else None
            button.setVisible(other is not None)
            button.setText(words.format(number=other.number) if other is not None else "")
            button.setProperty("report", report_id)

    @Slot()
    def _open_beside(self) -> None:
        button = self.sender()
        assert isinstance(button, QPushButton)
        self.opened.emit(str(button.property("report")))

    @Slot(int)
    def _tab_changed(self, _place: int) -> None:
        if self.message.isVisible() and self.message.kind() is MessageKind.SUCCESS:
            self.message.clear()

    def _may_sign(self) -> bool:
        """Return whether the report waits at a gate for somebody who comes to this desk, or for whoever sits here."""
        assert self._desk is not None
        gate = self._desk.file.report.gate
        if gate is None:
            return False
        here = self._workplace.session.account_id
        return self._writes() or any(one.account_id == here for one in self._desk.signing[gate])

    def _enable(self) -> None:
        desk = self._desk
        assert desk is not None
        report, writes = desk.file.report, self._writes()
        on = writes and not report.state.over
        state = report.state
        shut = any(not one.state.opens for one in desk.file.gates)
        possible = {
            Act.SAVE: self._may_edit(),
            Act.SUBMIT_REPORT: on and report.gate is None and shut and not self._held(),
            Act.SIGN_GATE: not state.over and self._may_sign(),
            Act.PASS_GATE: on and shut and desk.file.text.urgency is UrgencyMark.MOST_URGENT,
            Act.SEND_REPORT: on,
            Act.NOTE_ORDER: on,
            Act.TAKE_BACK: on and state in (ReportState.REVIEW, ReportState.CLEARED) and report.sent_at is None,
            Act.TAKE_OVER: on and state.editable and self._held(),
            Act.CORRECT_REPORT: on and state is ReportState.SENT,
            Act.WITHDRAW_REPORT: on,
            Act.PRINT_REPORT: self._workplace.session.may(Right.PRINT),
            Act.TO_EVENT: True,
        }
        for act, can in possible.items():
            self._actions[act].setEnabled(can)
            self._buttons[act].setVisible(can)
        for act in (Act.ADD_RECIPIENT, Act.REMOVE_RECIPIENT):
            self._actions[act].setEnabled(on)

    def _tell_holder(self) -> None:
        desk = self._desk
        assert desk is not None
        if not (desk.file.report.state.editable and self._held()):
            return
        self._say(
            MessageKind.INFO,
            self.tr("{name} has this draft in hand. You can read along, or take it over.").format(
                name=desk.file.report.holder_name
            ),
            self.tr("Take over"),
            self.take_over,
        )

    @Slot()
    def _overtaken(self) -> None:
        desk = self._desk
        if desk is None:
            return
        newest = desk.file.versions[-1]
        self.tabs.setCurrentIndex(Tab.HISTORY)
        self._say(
            MessageKind.WARNING,
            self.tr(
                "{name} has saved version {version}, shown here. What you wrote is kept in the text: read both first."
            ).format(name=newest.account_name, version=newest.version),
            self.tr("Go on from mine"),
            self._go_on,
        )

    def _hear(self, changes: Changes) -> None:
        if self._desk is not None and changes.touches(Topic.REPORTS, Topic.INCIDENTS, Topic.WHEREABOUTS):
            self._workplace.reread(self, self._refresh_when_seen)

    def _refresh_when_seen(self) -> None:
        self._stale = not self.isVisible()
        if not self._stale:
            self._ask()

    @Slot()
    def _tab_before(self) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() - 1) % self.tabs.count())

    @Slot()
    def _tab_after(self) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % self.tabs.count())

    # --- building ----------------------------------------------------------

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="page")
        theme.mark(self.title, type="title")
        theme.mark(self.back, kind="quiet")
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        head.addWidget(self.back)
        head.addWidget(self.head, 1)
        for beside in (self.corrects, self.corrected_by):
            theme.mark(beside, kind="link")
            beside.hide()
            beside.clicked.connect(self._open_beside)
            head.addWidget(beside)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=sizes.space_1)
        for act in _BUTTONS:
            flow.addWidget(self._button(act))
        for act in (Act.ADD_RECIPIENT, Act.REMOVE_RECIPIENT):
            self._actions[act] = make(act, self.sending, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for part, name in (
            (self.words, self.tr("&Text")),
            (self.gates, self.tr("&Gates")),
            (self.sending, self.tr("&Sending")),
            (self.register, self.tr("&Outbound register")),
            (self.history, self.tr("&History")),
        ):
            inner = QWidget()
            column = QVBoxLayout(inner)
            column.setContentsMargins(0, sizes.space_3, 0, 0)
            column.addWidget(part)
            inner.setFocusProxy(part)
            self.tabs.addTab(inner, name)
        self.tabs.setDocumentMode(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_3, sizes.space_4, sizes.space_3)
        column.setSpacing(sizes.space_2)
        column.addLayout(head)
        column.addWidget(self.title)
        column.addWidget(self.message)
        column.addWidget(buttons)
        column.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs.tabBar())  # letters are keys here; Tab goes on into the text

    def _button(self, act: Act) -> QPushButton:
        owner = self.words if act is Act.SAVE else self
        action = make(act, owner, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        button = QPushButton(action.icon(), text_with_keys(act, action))
        button.setToolTip(action.toolTip())
        theme.mark(button, kind="quiet")
        button.clicked.connect(action.trigger)
        self._actions[act] = action
        self._buttons[act] = button
        return button

    def _connect_signals(self) -> None:
        for act, slot in (
            (Act.SAVE, self.save),
            (Act.SUBMIT_REPORT, self.submit),
            (Act.SIGN_GATE, self.sign),
            (Act.PASS_GATE, self.pass_by),
            (Act.SEND_REPORT, self.show_sending),
            (Act.NOTE_ORDER, self.note_order),
            (Act.TAKE_BACK, self.take_back),
            (Act.TAKE_OVER, self.take_over),
            (Act.CORRECT_REPORT, self.correct),
            (Act.WITHDRAW_REPORT, self.withdraw),
            (Act.PRINT_REPORT, self._print),
            (Act.TO_EVENT, self._to_event),
            (Act.ADD_RECIPIENT, self.add_recipient),
            (Act.REMOVE_RECIPIENT, self.remove_recipient),
        ):
            self._actions[act].triggered.connect(slot)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.back.clicked.connect(self.left)
        self.message.acted.connect(self._act_on_message)
        self.words.begun.connect(self._begin)
        self.words.overtaken.connect(self._overtaken)
        self.words.refused.connect(self._refuse)
        self.sending.add_wanted.connect(self.add_recipient)
        self.sending.remove_wanted.connect(self.remove_recipient)
        self.sending.box.send_wanted.connect(self._send)
        self.sending.box.receipt_wanted.connect(self._note_receipt)
        self.sending.box.refused.connect(self._refuse)
        self._workplace.changed.connect(self._hear)
        for keys, step in (("Ctrl+PgUp", self._tab_before), ("Ctrl+PgDown", self._tab_after)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(step)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring up to date what changed behind another page."""
        super().showEvent(event)
        if self._stale:
            self._refresh_when_seen()
