"""The window of the desk: strip above, rail at the left, the page, the due panel, call slips below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dutyroom.accounts.model import Right
from dutyroom.log.model import MatterFile
from dutyroom.settings import THEME, WINDOW
from ui import icons, theme
from ui.actions import SPECS, Act, Where, make
from ui.alerts.alarm import Alarm
from ui.alerts.tray import Tray
from ui.copies import CopyKeeper
from ui.desk.due_panel import DuePanel
from ui.desk.locking import DeskLock, keep_everything
from ui.desk.new_forms import NewForms
from ui.desk.notice import DeskNotice
from ui.desk.papers import DeskPapers
from ui.desk.top_strip import TopStrip
from ui.first_size import least_size, open_in_first_size
from ui.handover.away import AwayKey
from ui.idle import IdleWatch
from ui.incidents.drill_banner import DrillBanner
from ui.incidents.form_sources import FormSources
from ui.log.caller_fields import CompleterSource
from ui.log.slip_dock import SlipDock
from ui.pages import Pages
from ui.rail import Rail
from ui.workplace import Workplace

if TYPE_CHECKING:
    from ui.incidents.event_view import SavedEvent

_WIDE = 1200
_LEAST_PAGE = 96  # what a form below leaves of a page, however low the window
_RAIL = (
    Act.GO_DESK,
    Act.GO_LOG,
    Act.GO_INCIDENTS,
    Act.GO_SUPERVISION,
    Act.GO_HANDOVER,
    Act.SEARCH,
    Act.GO_ROSTER,
    Act.GO_DIRECTORY,
    Act.GO_SETTINGS,
)


class DeskWindow(QMainWindow):
    """The main window of somebody who has signed in."""

    switch_wanted = Signal()
    ended = Signal(object)
    """A Refused: whoever sits here has to leave the desk."""
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    closing = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workplace = workplace
        self._minute = -1
        self.source = CompleterSource(workplace)
        self.strip = TopStrip(workplace)
        self.due = DuePanel(workplace)
        self.alarm = Alarm(workplace, self)
        self.tray = Tray(self)
        self.copies = CopyKeeper(workplace, self)
        self.slips = SlipDock(workplace, self.source)
        self.away = AwayKey(workplace, self)
        self.notice = DeskNotice()
        self.pages = Pages(workplace, FormSources(self.source, self.slips.rules))
        self.drills = DrillBanner(workplace)
        self.papers = DeskPapers(workplace, self.pages, self)
        self.forms = NewForms(workplace, self.slips, self.source, self.pages, self)
        self._outer = QStackedWidget()
        self.locking = DeskLock(workplace, self._outer, self)
        self._resting: list[QAction] = []
        self._actions = {act: make(act, self) for act, spec in SPECS.items() if spec.where is Where.WINDOW}
        self.rail = Rail({act: self._actions[act] for act in _RAIL})
        self.idle = IdleWatch(workplace, self)
        self._lay_out()
        self._connect_signals()
        self._start_clock()
        self._restore_size()
        self._show_what_is_allowed()
        self.slips.restore_drafts()
        if workplace.house.lost_lines:
            self.notice.say_lost(workplace.house.lost_lines)

    # --- going about -------------------------------------------------------

    def go_to(self, act: Act) -> None:
        """Show the page of a rail button."""
        self.pages.go(act)
        self.rail.choose(Act.GO_INCIDENTS if act is Act.GO_REPORTS else act)  # the other half of the same page

    @Slot(str)
    def open_matter(self, matter_id: str) -> None:
        """Show a matter; going back shows the page before."""
        self.pages.show_matter(matter_id)

    @Slot()
    def back(self) -> None:
        """Put the slips away, close the message, or go back to the page before."""
        if self.slips.isVisible():
            self.slips.hide_slips()
        elif self.notice.isVisible():
            self.notice.clear()
        elif not self.pages.back() and self.workplace.reads_log:
            self.go_to(Act.GO_DESK)

    # --- what happened -----------------------------------------------------

    @Slot(object)
    def _slip_saved(self, file: MatterFile) -> None:
        self.notice.say_logged(file)
        self.due.show_logged(file)
        self.workplace.reread(self.slips, self.slips.make_spare)

    @Slot(object)
    def _event_saved(self, saved: SavedEvent) -> None:
        self.notice.say_event(saved.file, joined=saved.joined)

    @Slot()
    def _slips_put_away(self) -> None:
        count = len(self.slips.all_forms())
        if count:
            self.notice.say_kept(count)
        self.pages.take_focus()

    # --- lock --------------------------------------------------------------

    @property
    def locked(self) -> bool:
        """Return whether the desk is hidden."""
        return self.locking.locked

    @Slot()
    def lock(self) -> None:
        """Hide the desk until the password is given."""
        self.locking.lock()

    def lock_and_tell(self, words: str) -> None:
        """Hide the desk, and say why above the password."""
        self.lock()
        if self.locking.page is not None:
            self.locking.page.tell(words)

    @Slot(bool)
    def _lock_turned(self, locked: bool) -> None:
        self.alarm.set_locked(locked)
        self.drills.set_locked(locked)
        if locked:
            self._resting = [action for action in self._actions.values() if action.isEnabled()]
        else:
            self.idle.somebody_is_here()
        for action in self._resting:
            action.setEnabled(not locked)

    # --- time --------------------------------------------------------------

    @Slot()
    def tick(self) -> None:
        """A second passed: show it."""
        now = self.workplace.now()
        self.strip.tick()
        self.alarm.tick()
        self.due.alerts.tick()
        self.locking.tick()
        if now.minute != self._minute:
            self._minute = now.minute
            self.workplace.look_who_sits()  # no act need follow for a closed account to be signed out
            self.due.tick()
            self.drills.tick()
            self.pages.tick()
            self.copies.look()

    def _start_clock(self) -> None:
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self.tick)
        self._second.start()

    # --- look and help ------------------------------------------------------

    @Slot()
    def switch_theme(self) -> None:
        """Switch between light and dark."""
        name = "light" if theme.current().dark else "dark"
        self.workplace.seat.put(THEME, name)
        self.theme_chosen.emit(name)

    @Slot()
    def show_help(self) -> None:
        """Show every key."""
        from ui.desk.help_dialog import HelpDialog

        HelpDialog(self).open()

    # --- building ----------------------------------------------------------

    def _lay_out(self) -> None:
        self._name_window(drill=False)
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(least_size(self, QSize(1024, 680)))
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.notice)
        self.pages.setMinimumHeight(_LEAST_PAGE)
        middle.addWidget(self.pages, 1)
        middle.addWidget(self.slips)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.rail)
        below.addLayout(middle, 1)
        below.addWidget(self.due)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addLayout(below, 1)
        self._outer.addWidget(whole)
        under = QWidget()
        over_all = QVBoxLayout(under)
        over_all.setContentsMargins(0, 0, 0, 0)
        over_all.setSpacing(0)
        over_all.addWidget(self.drills)  # over the lock, too
        over_all.addWidget(self._outer, 1)
        self.setCentralWidget(under)

    def _connect_signals(self) -> None:
        self._connect_actions()
        self._connect_strips()
        self._connect_pages()
        self.slips.logged.connect(self.pages.show_logged)
        self.slips.saved.connect(self._slip_saved)
        self.slips.event_saved.connect(self._event_saved)
        self.slips.sheet_saved.connect(self._slip_saved)
        self.slips.put_away.connect(self._slips_put_away)
        self.notice.matter_wanted.connect(self.open_matter)
        self.notice.forms_wanted.connect(self.slips.show_slips)
        self.notice.sign_in_wanted.connect(self.switch_wanted)
        self.copies.failed.connect(self.notice.say_copy_failed)
        self.away.said.connect(self.notice.say_done)
        self.idle.idle.connect(self.lock)
        self.locking.turned.connect(self._lock_turned)
        self.locking.switch_wanted.connect(self.switch_wanted)
        self.locking.focus_wanted.connect(self.pages.take_focus)
        self.workplace.refused.connect(self.notice.say_refused)
        self.workplace.broken.connect(self.notice.say_broken)
        self.workplace.ended.connect(self.ended, Qt.ConnectionType.QueuedConnection)  # it ends the lane that told it
        self.workplace.rights_changed.connect(self.notice.say_rights_changed)

    def _connect_actions(self) -> None:
        slots = {
            Act.HELP: self.show_help,
            Act.NEW_SLIP: self.forms.new_slip,
            Act.NEW_EMERGENCY: self.forms.new_emergency,
            Act.NEW_INSTRUCTION: self.forms.new_instruction,
            Act.NEW_PAPER: self.forms.new_paper,
            Act.LOCK: self.lock,
            Act.BACK: self.back,
            Act.STEP_AWAY: self.away.toggle,
            Act.PRINT: self.papers.print_today,
            Act.PRINT_WATCH: self.papers.print_watch,
            Act.SWITCH_THEME: self.switch_theme,
            Act.GO_ALERT: self._go_alert,
        }
        for act, slot in slots.items():
            action: QAction = self._actions[act]
            action.triggered.connect(slot)
        goes = QActionGroup(self)
        goes.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        for act in (*_RAIL, Act.GO_REPORTS):
            goes.addAction(self._actions[act])
        goes.triggered.connect(self._go_by)

    def _connect_strips(self) -> None:
        self.strip.lock_wanted.connect(self.lock)
        self.strip.theme_wanted.connect(self.switch_theme)
        self.strip.handover.handover_wanted.connect(self._go_handover)
        self.strip.handover.away_wanted.connect(self.away.toggle)
        self.drills.opened.connect(self.open_matter)
        self.drills.standing_changed.connect(self._name_window)
        self.due.opened.connect(self.open_matter)
        self.due.alert_wanted.connect(self.alarm.open)
        self.due.report_wanted.connect(self.pages.show_report)
        self.alarm.changed.connect(self.due.show_alerts)
        self.alarm.changed.connect(self.tray.show_alerts)
        self.alarm.matter_wanted.connect(self._open_alarmed)
        self.alarm.desk_wanted.connect(self._come_to_front)
        self.tray.desk_wanted.connect(self._come_to_front)

    def _connect_pages(self) -> None:
        self.pages.matter_wanted.connect(self.open_matter)
        self.pages.page_wanted.connect(self.go_to)
        self.pages.whereabouts_wanted.connect(self._note_whereabouts)
        self.pages.language_chosen.connect(self.language_chosen)
        self.pages.theme_chosen.connect(self.theme_chosen)
        self.pages.left.connect(self.back)

    @Slot(bool)
    def _name_window(self, drill: bool) -> None:
        """Say in the title, too, that a drill is open: the list of windows shows nothing else."""
        name = self.tr("Duty room") + f" · {self.workplace.house.room.name}"
        self.setWindowTitle(self.tr("DRILL · {name}").format(name=name) if drill else name)

    @Slot()
    def _go_alert(self) -> None:
        if not self.alarm.open():
            self.notice.say_no_alert()

    @Slot(str)
    def _open_alarmed(self, matter_id: str) -> None:
        self._come_to_front()
        self.open_matter(matter_id)

    @Slot()
    def _come_to_front(self) -> None:
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    @Slot(QAction)
    def _go_by(self, action: QAction) -> None:
        self.go_to(Act(action.objectName()))

    @Slot()
    def _go_handover(self) -> None:
        self.go_to(Act.GO_HANDOVER)

    @Slot()
    def _note_whereabouts(self) -> None:
        self.go_to(Act.GO_ROSTER)
        self.pages.roster.note_whereabouts()

    def _show_what_is_allowed(self) -> None:
        """Begin on the desk, or, for an administrator who may not read the log, in the settings and nowhere else."""
        session = self.workplace.session
        if not session.may(Right.WRITE_LOG):
            for act in (Act.NEW_SLIP, Act.NEW_EMERGENCY, Act.NEW_INSTRUCTION, Act.NEW_PAPER, Act.STEP_AWAY):
                self._actions[act].setEnabled(False)
            self.pages.desk.new_call.hide()
            self.pages.desk.emergency.hide()
        if not session.may(Right.PRINT):
            for act in (Act.PRINT, Act.PRINT_WATCH):
                self._actions[act].setEnabled(False)
        if self.workplace.reads_log:
            self.go_to(Act.GO_DESK)
            return
        hidden = [act for act in _RAIL if act is not Act.GO_SETTINGS]
        for act in hidden:
            self._actions[act].setEnabled(False)
        self._actions[Act.GO_REPORTS].setEnabled(False)
        self.rail.hide_pages(*hidden)
        self.due.hide()
        self.go_to(Act.GO_SETTINGS)

    def _restore_size(self) -> None:
        kept = self.workplace.seat.get(WINDOW)
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))
        else:
            open_in_first_size(self)

    # --- Qt ----------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide a small window so that the foot of a form stays in it."""
        super().resizeEvent(event)
        self.due.set_narrow(event.size().width() < _WIDE)
        self.slips.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep every draft and the size of the window."""
        keep_everything(self)
        geometry = self.saveGeometry().toBase64().data()
        self.workplace.seat.put(WINDOW, bytes(geometry).decode())
        self._second.stop()
        self.idle.stop()
        self.pages.stop()
        self.alarm.stop()
        self.tray.stop()
        self.copies.stop()
        self.closing.emit()
        super().closeEvent(event)
