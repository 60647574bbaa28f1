"""The window of the desk: strip above, rail at the left, the page, the due panel, call slips below."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dutyroom.accounts.model import Right
from dutyroom.errors import DutyroomError, Refused
from dutyroom.log.model import MatterFile
from dutyroom.settings import THEME, WINDOW
from ui import icons, theme
from ui.actions import SPECS, Act, Where, make
from ui.alerts.alarm import Alarm
from ui.alerts.tray import Tray
from ui.copies import CopyKeeper
from ui.desk.due_panel import DuePanel
from ui.desk.top_strip import TopStrip
from ui.first_size import least_size, open_in_first_size
from ui.handover.away import AwayKey
from ui.handover.words_keeper import WordsKeeper
from ui.idle import IdleWatch
from ui.incidents.drill_banner import DrillBanner
from ui.incidents.form_sources import FormSources
from ui.log.caller_fields import CompleterSource
from ui.log.draft_keeper import DraftKeeper
from ui.log.slip_dock import SlipDock
from ui.log.slip_form import SlipForm
from ui.pages import Pages
from ui.rail import Rail
from ui.terms import explain
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.workplace import Workplace

if TYPE_CHECKING:
    from ui.handover.paper import HandoverPaperRoom
    from ui.handover.paper_wish import HandoverWish
    from ui.incidents.event_form import EventForm
    from ui.incidents.event_view import SavedEvent
    from ui.instructions.instruction_form import InstructionForm
    from ui.instructions.paper import SlipRoom
    from ui.instructions.paper_form import PaperForm
    from ui.instructions.paper_wish import PaperWish as SlipWish
    from ui.log.paper import PaperRoom
    from ui.reports.paper import ReportPaperRoom
    from ui.roster.paper import RosterPaperRoom
    from ui.roster.paper_wish import PaperWish
    from ui.sign_in.lock import LockPage

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
        self.notice = InlineMessage()
        self.pages = Pages(workplace, FormSources(self.source, self.slips.rules))
        self.drills = DrillBanner(workplace)
        self._outer = QStackedWidget()
        self._lock: LockPage | None = None
        self._papers: PaperRoom | None = None
        self._roster_papers: RosterPaperRoom | None = None
        self._slip_papers: SlipRoom | None = None
        self._report_papers: ReportPaperRoom | None = None
        self._handover_papers: HandoverPaperRoom | None = None
        self._saved_matter = ""
        self._sign_in_offered = False
        self._resting: list[QAction] = []
        self._hidden_dialogs: list[QDialog] = []
        self._typed_in: QWidget | None = None
        self._actions = {act: make(act, self) for act, spec in SPECS.items() if spec.where is Where.WINDOW}
        self.rail = Rail({act: self._actions[act] for act in _RAIL})
        self.idle = IdleWatch(workplace, self)
        self._lay_out()
        self._connect_signals()
        self._start_clock()
        self._restore_size()
        self._show_what_is_allowed()
        self.slips.restore_drafts()
        self._say_what_is_lost()

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

    @Slot()
    def new_slip(self) -> SlipForm:
        """Open a call slip with the time in it."""
        return self.slips.open_slip(self.workplace.house.clock.now())

    @Slot()
    def new_emergency(self) -> EventForm:
        """Open an event form with the time in it."""
        return self.slips.open_event(self.workplace.house.clock.now())

    @Slot(object)
    def new_event_of(self, file: MatterFile) -> None:
        """Open the event form of a logged call."""
        self.slips.open_event_of(file)

    @Slot()
    def new_instruction(self) -> InstructionForm:
        """Open the form of an instruction with the time in it."""
        return self.slips.open_instruction(self.workplace.house.clock.now())

    @Slot(object)
    def new_instruction_on(self, file: MatterFile) -> None:
        """Open the form of an instruction on a matter, an event or a paper."""
        self.slips.open_instruction(self.workplace.house.clock.now(), file.matter)

    @Slot()
    def new_paper(self) -> PaperForm:
        """Open the form of a paper with the time in it."""
        return self.slips.open_paper(self.workplace.house.clock.now())

    @Slot(str, str)
    def _call_somebody(self, unit_id: str, person_id: str) -> None:
        form = self.new_slip()
        candidate = self.source.completer.find(person_id or unit_id)
        if candidate is not None:
            form.caller.fill_from(candidate)
            form.content.setFocus()

    # --- what happened -----------------------------------------------------

    @Slot(object)
    def _slip_saved(self, file: MatterFile) -> None:
        self._sign_in_offered = False
        self._saved_matter = file.matter.id
        self.notice.say(
            MessageKind.SUCCESS,
            self.tr("{number} is logged: {subject}").format(number=file.matter.number, subject=file.matter.subject),
            action=self.tr("Open"),
        )
        self.due.show_logged(file)
        self.workplace.reread(self.slips, self.slips.make_spare)

    @Slot(object)
    def _event_saved(self, saved: SavedEvent) -> None:
        incident = saved.file.incident
        self._sign_in_offered = False
        self._saved_matter = incident.id
        told = self.tr("{number} has its event file: {subject}")
        if saved.joined:
            told = self.tr("The call stands with {number} now: {subject}")
        self.notice.say(
            MessageKind.SUCCESS,
            told.format(number=incident.number, subject=incident.title),
            action=self.tr("Open"),
        )

    @Slot()
    def _slips_put_away(self) -> None:
        count = len(self.slips.all_forms())
        if count:
            self._sign_in_offered = False
            self._saved_matter = ""
            kept = self.tr("One form is kept as a draft")
            if count > 1:
                kept = self.tr("{count} forms are kept as drafts").format(count=count)
            self.notice.say(MessageKind.INFO, kept, action=self.tr("Go on writing"))
        self.pages.take_focus()

    @Slot()
    def _notice_acted(self) -> None:
        self.notice.clear()
        if self._sign_in_offered:
            self.switch_wanted.emit()
        elif self._saved_matter:
            self.open_matter(self._saved_matter)
        else:
            self.slips.show_slips()

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self.notice.say(MessageKind.SUCCESS, sentence)

    @Slot(object)
    def _refused(self, error: DutyroomError) -> None:
        kind = MessageKind.REFUSAL if isinstance(error, Refused) else MessageKind.WARNING
        self.notice.say(kind, explain(error))

    @Slot(object)
    def _broken(self, error: BaseException) -> None:
        self.notice.say(
            MessageKind.REFUSAL,
            self.tr(
                "The program made a mistake ({kind}). What you typed is kept. "
                "Tell the maintainer what you did; the details are in the program's log."
            ).format(kind=type(error).__name__),
        )

    @Slot()
    def _say_rights_changed(self) -> None:
        self._saved_matter = ""
        self._sign_in_offered = True
        self.notice.say(
            MessageKind.WARNING,
            self.tr("You have other roles now, which count at once. Sign in again so that the pages show them."),
            action=self.tr("Sign in again"),
        )

    @Slot(object)
    def _say_copy_failed(self, error: DutyroomError) -> None:
        self._saved_matter = ""
        words = self.tr("The copy of this hour was not made. {why}").format(why=explain(error))
        self.notice.say(MessageKind.WARNING, words)

    def _say_what_is_lost(self) -> None:
        """Say that acts are missing which this seat has seen in the file."""
        lost = self.workplace.house.lost_lines
        if lost:
            words = self.tr(
                "The data file lacks {count} acts that had been written: lines {first} to {last} of the journal. "
                "Its log was deleted or damaged, or the file was replaced. "
                "Compare with paper, and enter again what is missing."
            )
            self.notice.say(MessageKind.WARNING, words.format(count=len(lost), first=lost[0], last=lost[-1]))

    # --- lock --------------------------------------------------------------

    @property
    def locked(self) -> bool:
        """Return whether the desk is hidden."""
        return self._outer.currentIndex() == 1

    @Slot()
    def lock(self) -> None:
        """Hide the desk until the password is given."""
        if self.locked:
            return
        from ui.sign_in.lock import LockPage

        self._keep_everything()
        self._typed_in = QApplication.focusWidget()
        self._hidden_dialogs = [dialog for dialog in self.findChildren(QDialog) if dialog.isVisible()]
        for dialog in self._hidden_dialogs:  # they show names and words, and would still act
            dialog.hide()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self.alarm.set_locked(True)
        self.drills.set_locked(True)
        lock = LockPage(self.workplace)
        lock.show_time(self.workplace.now())
        lock.unlocked.connect(self._unlock)
        lock.switch_wanted.connect(self.switch_wanted)
        self._lock = lock
        self._outer.addWidget(lock)
        self._outer.setCurrentWidget(lock)
        self._enable_actions(False)
        house, session = self.workplace.house, self.workplace.session

        def note() -> None:
            house.accounts.note_locked(session)

        self.workplace.write(note, self)
        lock.setFocus()

    def lock_and_tell(self, words: str) -> None:
        """Hide the desk, and say why above the password."""
        self.lock()
        if self._lock is not None:
            self._lock.tell(words)

    @Slot()
    def _unlock(self) -> None:
        if self._lock is not None:
            self._outer.setCurrentIndex(0)
            self._outer.removeWidget(self._lock)
            self._lock.deleteLater()
            self._lock = None
        self.alarm.set_locked(False)
        self.drills.set_locked(False)
        self._enable_actions(True)
        for dialog in self._hidden_dialogs:
            if shiboken6.isValid(dialog):
                dialog.open()
        self._hidden_dialogs = []
        self.idle.somebody_is_here()
        if self._typed_in is not None and shiboken6.isValid(self._typed_in) and self._typed_in.isVisible():
            self._typed_in.setFocus()
        else:
            self.pages.take_focus()

    def _keep_everything(self) -> None:
        """Keep every word that stands in a slip, a step or a dialog."""
        for keeper in self.findChildren(DraftKeeper):
            keeper.keep_now()
        for words in self.findChildren(WordsKeeper):
            words.keep_now()

    def _enable_actions(self, on: bool) -> None:
        if not on:
            self._resting = [action for action in self._actions.values() if action.isEnabled()]
        for action in self._resting:
            action.setEnabled(on)

    # --- time --------------------------------------------------------------

    @Slot()
    def tick(self) -> None:
        """A second passed: show it."""
        now = self.workplace.now()
        self.strip.tick()
        self.alarm.tick()
        self.due.alerts.tick()
        if self._lock is not None:
            self._lock.show_time(now)
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

    # --- paper -------------------------------------------------------------

    @Slot()
    def print_today(self) -> None:
        """Preview the duty record of today."""
        self.print_day(self.workplace.now().date())

    @Slot(object)
    def print_day(self, day: date) -> None:
        """Preview 《值班记录》 of a day."""
        self._paper_room().preview_day(day)

    @Slot(int, bool)
    def print_summary(self, year: int, drills: bool) -> None:
        """Preview the summary of the events of a year."""
        self._paper_room().preview_summary(year, drills)

    @Slot()
    def print_watch(self) -> None:
        """Preview 《值班工作日志》 of the present watch."""
        house = self.workplace.house
        self._paper_room().preview_watch(house.watch_time.watch_at(house.clock.now()))

    @Slot(object)
    def print_roster(self, wish: PaperWish) -> None:
        """Preview a paper of a plan."""
        from ui.roster.paper import RosterPaperRoom  # loaded, like the papers of the log, when somebody prints

        if self._roster_papers is None:
            self._roster_papers = RosterPaperRoom(self.workplace, self, self.pages.show_preview)
        self._roster_papers.preview(wish)

    @Slot(object)
    def print_slip(self, wish: SlipWish) -> None:
        """Preview a slip of an instruction or a paper, or the receipt register."""
        from ui.instructions.paper import SlipRoom

        if self._slip_papers is None:
            self._slip_papers = SlipRoom(self.workplace, self, self.pages.show_preview)
        self._slip_papers.preview(wish)

    @Slot(str)
    def print_report(self, report_id: str) -> None:
        """Preview a situation report."""
        from ui.reports.paper import ReportPaperRoom

        if self._report_papers is None:
            self._report_papers = ReportPaperRoom(self.workplace, self, self.pages.show_preview)
        self._report_papers.preview(report_id)

    @Slot(object)
    def print_handover(self, wish: HandoverWish) -> None:
        """Preview the sheet of a handover, or the review of a range."""
        from ui.handover.paper import HandoverPaperRoom

        if self._handover_papers is None:
            self._handover_papers = HandoverPaperRoom(self.workplace, self, self.pages.show_preview)
        self._handover_papers.preview(wish)

    def _paper_room(self) -> PaperRoom:
        from ui.log.paper import PaperRoom  # the writers of documents are loaded when somebody prints

        if self._papers is None:
            self._papers = PaperRoom(self.workplace, self, self.pages.show_preview)
        return self._papers

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
        slots = {
            Act.HELP: self.show_help,
            Act.NEW_SLIP: self.new_slip,
            Act.NEW_EMERGENCY: self.new_emergency,
            Act.SEARCH: self._go_search,
            Act.LOCK: self.lock,
            Act.BACK: self.back,
            Act.GO_DESK: self._go_desk,
            Act.GO_LOG: self._go_log,
            Act.GO_INCIDENTS: self._go_incidents,
            Act.NEW_INSTRUCTION: self.new_instruction,
            Act.NEW_PAPER: self.new_paper,
            Act.GO_SUPERVISION: self._go_supervision,
            Act.GO_REPORTS: self._go_reports,
            Act.GO_HANDOVER: self._go_handover,
            Act.STEP_AWAY: self.away.toggle,
            Act.GO_DIRECTORY: self._go_directory,
            Act.GO_ROSTER: self._go_roster,
            Act.GO_SETTINGS: self._go_settings,
            Act.PRINT: self.print_today,
            Act.PRINT_WATCH: self.print_watch,
            Act.SWITCH_THEME: self.switch_theme,
            Act.GO_ALERT: self._go_alert,
        }
        for act, slot in slots.items():
            action: QAction = self._actions[act]
            action.triggered.connect(slot)
        self.strip.lock_wanted.connect(self.lock)
        self.idle.idle.connect(self.lock)
        self.strip.theme_wanted.connect(self.switch_theme)
        self.drills.opened.connect(self.open_matter)
        self.drills.standing_changed.connect(self._name_window)
        self.due.opened.connect(self.open_matter)
        self.due.alert_wanted.connect(self.alarm.open)
        self.alarm.changed.connect(self.due.show_alerts)
        self.alarm.changed.connect(self.tray.show_alerts)
        self.tray.desk_wanted.connect(self._come_to_front)
        self.alarm.matter_wanted.connect(self._open_alarmed)
        self.alarm.desk_wanted.connect(self._come_to_front)
        self.pages.matter_wanted.connect(self.open_matter)
        self.pages.slip_wanted.connect(self.new_slip)
        self.pages.emergency_wanted.connect(self.new_emergency)
        self.pages.whereabouts_wanted.connect(self._note_whereabouts)
        self.pages.event_wanted.connect(self.new_event_of)
        self.pages.instruction_wanted.connect(self.new_instruction)
        self.pages.instruction_on_wanted.connect(self.new_instruction_on)
        self.pages.paper_wanted.connect(self.new_paper)
        self.pages.slip_print_wanted.connect(self.print_slip)
        self.pages.print_wanted.connect(self.print_day)
        self.pages.summary_print_wanted.connect(self.print_summary)
        self.pages.roster_print_wanted.connect(self.print_roster)
        self.pages.report_print_wanted.connect(self.print_report)
        self.pages.page_wanted.connect(self.go_to)
        self.due.report_wanted.connect(self.pages.show_report)
        self.pages.handover_print_wanted.connect(self.print_handover)
        self.away.said.connect(self._say)
        self.strip.handover.handover_wanted.connect(self._go_handover)
        self.strip.handover.away_wanted.connect(self.away.toggle)
        self.pages.call_wanted.connect(self._call_somebody)
        self.pages.language_chosen.connect(self.language_chosen)
        self.pages.theme_chosen.connect(self.theme_chosen)
        self.pages.left.connect(self.back)
        self.slips.logged.connect(self.pages.show_logged)
        self.slips.saved.connect(self._slip_saved)
        self.slips.event_saved.connect(self._event_saved)
        self.slips.sheet_saved.connect(self._slip_saved)
        self.slips.put_away.connect(self._slips_put_away)
        self.notice.acted.connect(self._notice_acted)
        self.copies.failed.connect(self._say_copy_failed)
        self.workplace.refused.connect(self._refused)
        self.workplace.broken.connect(self._broken)
        self.workplace.ended.connect(self.ended, Qt.ConnectionType.QueuedConnection)  # it ends the lane that told it
        self.workplace.rights_changed.connect(self._say_rights_changed)

    @Slot(bool)
    def _name_window(self, drill: bool) -> None:
        """Say in the title, too, that a drill is open: the list of windows shows nothing else."""
        name = self.tr("Duty room") + f" · {self.workplace.house.room.name}"
        self.setWindowTitle(self.tr("DRILL · {name}").format(name=name) if drill else name)

    @Slot()
    def _go_alert(self) -> None:
        if not self.alarm.open():
            self.notice.say(MessageKind.INFO, self.tr("No alert stands."))

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

    @Slot()
    def _go_desk(self) -> None:
        self.go_to(Act.GO_DESK)

    @Slot()
    def _go_log(self) -> None:
        self.go_to(Act.GO_LOG)

    @Slot()
    def _go_incidents(self) -> None:
        self.go_to(Act.GO_INCIDENTS)

    @Slot()
    def _go_supervision(self) -> None:
        self.go_to(Act.GO_SUPERVISION)

    def _go_reports(self) -> None:
        self.go_to(Act.GO_REPORTS)

    @Slot()
    def _go_handover(self) -> None:
        self.go_to(Act.GO_HANDOVER)

    @Slot()
    def _go_search(self) -> None:
        self.go_to(Act.SEARCH)

    @Slot()
    def _go_directory(self) -> None:
        self.go_to(Act.GO_DIRECTORY)

    @Slot()
    def _go_roster(self) -> None:
        self.go_to(Act.GO_ROSTER)

    @Slot()
    def _note_whereabouts(self) -> None:
        self.go_to(Act.GO_ROSTER)
        self.pages.roster.note_whereabouts()

    @Slot()
    def _go_settings(self) -> None:
        self.go_to(Act.GO_SETTINGS)

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

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep every draft and the size of the window."""
        self._keep_everything()
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
