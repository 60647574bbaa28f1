"""The window of the desk: strip above, rail at the left, the page, the due panel, call slips below."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QWindow
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dutyroom.accounts.model import Right
from dutyroom.errors import DutyroomError, Refused
from dutyroom.log.model import Category, MatterFile
from dutyroom.settings import LOCK_AFTER_MINUTES, THEME, WINDOW
from ui import icons, theme
from ui.actions import SPECS, Act, make, plain_text_of
from ui.desk.due_panel import DuePanel
from ui.desk.page import DeskPage
from ui.desk.top_strip import TopStrip
from ui.log.account_names import AccountNames
from ui.log.caller_fields import CompleterSource
from ui.log.slip_dock import SlipDock
from ui.log.slip_form import SlipForm
from ui.terms import explain
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.workplace import Workplace

if TYPE_CHECKING:
    from ui.log.matter_page import MatterPage
    from ui.log.page import LogPage
    from ui.log.paper import PaperRoom
    from ui.log.search_page import SearchPageView
    from ui.printing.preview import PreviewPage
    from ui.sign_in.lock import LockPage

_IDLE_CHECK_MS = 5000
_ACTIVITY = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel)
_RAIL = (Act.GO_DESK, Act.GO_LOG, Act.SEARCH, Act.GO_DIRECTORY, Act.GO_SETTINGS)


class DeskWindow(QMainWindow):
    """The main window of somebody who has signed in."""

    switch_wanted = Signal()
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    closing = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workplace = workplace
        self._last_activity = workplace.house.clock.steady()
        self._minute = -1
        self.names = AccountNames(workplace)
        self.source = CompleterSource(workplace)
        self.strip = TopStrip(workplace)
        self.due = DuePanel(workplace)
        self.slips = SlipDock(workplace, self.source)
        self.notice = InlineMessage()
        self.pages = QStackedWidget()
        self.desk = DeskPage(workplace, self.names)
        self._later: dict[Act, QWidget] = {}
        self._before: list[QWidget] = []
        self._outer = QStackedWidget()
        self._lock: LockPage | None = None
        self._matter: MatterPage | None = None
        self._papers: PaperRoom | None = None
        self._preview: PreviewPage | None = None
        self._saved_matter = ""
        self._resting: list[QAction] = []
        self._rail_buttons: dict[Act, QToolButton] = {}
        self._actions = {act: make(act, self) for act, spec in SPECS.items() if spec.where.value in ("window", "slip")}
        self._lay_out()
        self._connect_signals()
        self._start_clocks()
        self._restore_size()
        self._show_what_is_allowed()
        self.slips.restore_drafts()

    # --- going about -------------------------------------------------------

    def go_to(self, act: Act) -> None:
        """Show the page of a rail button."""
        page = self._page_of(act)
        self._before.clear()
        self._show_page(page)
        for known, button in self._rail_buttons.items():
            button.setChecked(known is act)
        if act is Act.SEARCH:
            self.search.begin()

    @Slot(str)
    def open_matter(self, matter_id: str) -> None:
        """Show a matter; going back shows the page before."""
        current = self.current_page()
        if current is not self.matter:
            self._before.append(current)
        self.matter.show_matter(matter_id)
        self._show_page(self.matter)
        self.matter.setFocus()

    @Slot()
    def back(self) -> None:
        """Put the slips away, close the message, or go back to the page before."""
        if self.slips.isVisible():
            self.slips.hide_slips()
            self._focus_page()
        elif self.notice.isVisible():
            self.notice.clear()
        elif self._before:
            self._show_page(self._before.pop())
            self._take_preview_away()
        elif self.workplace.reads_log:
            self.go_to(Act.GO_DESK)

    @Slot()
    def new_slip(self) -> SlipForm:
        """Open a call slip with the time in it."""
        return self._open_slip(None)

    @Slot()
    def new_emergency(self) -> SlipForm:
        """Open a call slip for an emergency."""
        return self._open_slip(Category.EMERGENCY)

    def current_page(self) -> QWidget:
        """Return the page that is shown."""
        page = self.pages.currentWidget()
        assert page is not None
        return page

    def _open_slip(self, category: Category | None) -> SlipForm:
        return self.slips.open_slip(self.workplace.house.clock.now(), category)

    def _page_of(self, act: Act) -> QWidget:
        if act is Act.GO_DESK:
            return self.desk
        if act not in self._later:
            self._later[act] = self._make_later(act)
            self.pages.addWidget(self._later[act])
        return self._later[act]

    @property
    def log(self) -> LogPage:
        """Return the page of the log."""
        from ui.log.page import LogPage

        page = self._page_of(Act.GO_LOG)
        assert isinstance(page, LogPage)
        return page

    @property
    def search(self) -> SearchPageView:
        """Return the page of the search."""
        from ui.log.search_page import SearchPageView

        page = self._page_of(Act.SEARCH)
        assert isinstance(page, SearchPageView)
        return page

    @property
    def matter(self) -> MatterPage:
        """Return the page of one matter."""
        if self._matter is None:
            from ui.log.matter_page import MatterPage

            self._matter = MatterPage(self.workplace, self.names)
            self._matter.left.connect(self.back)
            self.pages.addWidget(self._matter)
        return self._matter

    def _make_later(self, act: Act) -> QWidget:
        """Make a page when it is first asked for: a desk has to start quickly."""
        if act is Act.GO_LOG:
            from ui.log.page import LogPage

            log = LogPage(self.workplace, self.names)
            log.opened.connect(self.open_matter)
            log.slip_wanted.connect(self.new_slip)
            log.print_wanted.connect(self.print_day)
            return log
        if act is Act.SEARCH:
            from ui.log.search_page import SearchPageView

            search = SearchPageView(self.workplace)
            search.opened.connect(self.open_matter)
            return search
        if act is Act.GO_DIRECTORY:
            from ui.directory.page import DirectoryPage

            directory = DirectoryPage(self.workplace)
            directory.call_wanted.connect(self._call_somebody)
            return directory
        from ui.settings.page import SettingsPage

        settings = SettingsPage(self.workplace)
        settings.language_chosen.connect(self.language_chosen)
        settings.theme_chosen.connect(self.theme_chosen)
        return settings

    def _show_page(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self._focus_page()

    def _focus_page(self) -> None:
        page = self.current_page()
        (page.focusProxy() or page).setFocus()

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
        self.notice.say(
            MessageKind.SUCCESS,
            self.tr("{number} is logged: {subject}").format(number=file.matter.number, subject=file.matter.subject),
            action=self.tr("Open"),
        )
        self._saved_matter = file.matter.id
        self.slips.make_spare()
        if not self.slips.isVisible():
            self._focus_page()

    @Slot()
    def _open_saved(self) -> None:
        self.notice.clear()
        self.open_matter(self._saved_matter)

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

        for form in self.slips.forms():
            form.keeper.keep_now()
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

    @Slot()
    def _unlock(self) -> None:
        if self._lock is not None:
            self._outer.setCurrentIndex(0)
            self._outer.removeWidget(self._lock)
            self._lock.deleteLater()
            self._lock = None
        self._enable_actions(True)
        self._last_activity = self.workplace.house.clock.steady()
        self._focus_page()

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
        if self._lock is not None:
            self._lock.show_time(now)
        if now.minute != self._minute:
            self._minute = now.minute
            self.due.tick()
            self.desk.model.refresh_times()
            if Act.GO_LOG in self._later:
                self.log.model.refresh_times()

    @Slot()
    def check_idle(self) -> None:
        """Lock when nobody has touched anything for as long as the room says."""
        minutes = int(self.workplace.house.settings.get(LOCK_AFTER_MINUTES))
        if self.workplace.house.clock.steady() - self._last_activity >= minutes * 60:
            self.lock()

    def _start_clocks(self) -> None:
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self.tick)
        self._second.start()
        self._idle = QTimer(self)
        self._idle.setInterval(_IDLE_CHECK_MS)
        self._idle.timeout.connect(self.check_idle)
        self._idle.start()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusWindowChanged.connect(self._watch)

    @Slot(object)
    def _watch(self, window: QWindow | None) -> None:
        """Watch the window that is used now. One filter per window: a filter on the application hears every repaint."""
        if window is not None and not window.property("watched"):
            window.setProperty("watched", True)
            window.installEventFilter(self)
        self._last_activity = self.workplace.house.clock.steady()

    # --- paper -------------------------------------------------------------

    @Slot()
    def print_today(self) -> None:
        """Preview the duty record of today."""
        self.print_day(self.workplace.now().date())

    @Slot(object)
    def print_day(self, day: date) -> None:
        """Preview 《值班记录》 of a day."""
        self._paper_room().preview_day(day)

    @Slot()
    def print_watch(self) -> None:
        """Preview 《值班工作日志》 of the present watch."""
        house = self.workplace.house
        self._paper_room().preview_watch(house.calendar.watch_at(house.clock.now()))

    def _paper_room(self) -> PaperRoom:
        from ui.log.paper import PaperRoom  # the writers of documents are loaded when somebody prints

        if self._papers is None:
            self._papers = PaperRoom(self.workplace, self, self._show_preview)
        return self._papers

    def _show_preview(self, preview: PreviewPage) -> None:
        self._take_preview_away()
        self._preview = preview
        preview.closed.connect(self.back)
        self.pages.addWidget(preview)
        self._before.append(self.current_page())
        self._show_page(preview)

    def _take_preview_away(self) -> None:
        preview, self._preview = self._preview, None
        if preview is not None:
            self._before = [page for page in self._before if page is not preview]
            self.pages.removeWidget(preview)
            preview.deleteLater()

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
        self.setWindowTitle(self.tr("Duty room") + f" · {self.workplace.house.room.name}")
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(1024, 680)
        self.pages.addWidget(self.desk)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.notice)
        middle.addWidget(self.pages, 1)
        middle.addWidget(self.slips)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self._make_rail())
        below.addLayout(middle, 1)
        below.addWidget(self.due)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addLayout(below, 1)
        self._outer.addWidget(whole)
        self.setCentralWidget(self._outer)

    def _make_rail(self) -> QFrame:
        rail = QFrame()
        theme.mark(rail, area="rail")
        column = QVBoxLayout(rail)
        column.setContentsMargins(0, theme.current().sizes.space_2, 0, theme.current().sizes.space_2)
        column.setSpacing(0)
        for act in _RAIL:
            if act is Act.GO_SETTINGS:
                column.addStretch(1)
            button = QToolButton()
            button.setText(plain_text_of(act))
            button.setIcon(icons.icon(SPECS[act].icon, icons.Role.RAIL))
            button.setIconSize(QSize(22, 22))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setCheckable(True)
            button.setToolTip(self._actions[act].toolTip())
            theme.mark(button, kind="rail")
            button.clicked.connect(self._actions[act].trigger)
            self._rail_buttons[act] = button
            column.addWidget(button)
        rail.setFixedWidth(theme.current().sizes.rail)
        return rail

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
            Act.GO_DIRECTORY: self._go_directory,
            Act.GO_SETTINGS: self._go_settings,
            Act.SAVE: self.slips.save_current,
            Act.NEXT_SLIP: self.slips.next_slip,
            Act.PRINT: self.print_today,
            Act.PRINT_WATCH: self.print_watch,
            Act.SWITCH_THEME: self.switch_theme,
        }
        for act, slot in slots.items():
            action: QAction = self._actions[act]
            action.triggered.connect(slot)
        self.strip.lock_wanted.connect(self.lock)
        self.strip.theme_wanted.connect(self.switch_theme)
        self.desk.opened.connect(self.open_matter)
        self.due.opened.connect(self.open_matter)
        self.desk.slip_wanted.connect(self.new_slip)
        self.desk.emergency_wanted.connect(self.new_emergency)
        self.slips.saved.connect(self._slip_saved)
        self.notice.acted.connect(self._open_saved)
        self.workplace.refused.connect(self._refused)
        self.workplace.broken.connect(self._broken)

    @Slot()
    def _go_desk(self) -> None:
        self.go_to(Act.GO_DESK)

    @Slot()
    def _go_log(self) -> None:
        self.go_to(Act.GO_LOG)

    @Slot()
    def _go_search(self) -> None:
        self.go_to(Act.SEARCH)

    @Slot()
    def _go_directory(self) -> None:
        self.go_to(Act.GO_DIRECTORY)

    @Slot()
    def _go_settings(self) -> None:
        self.go_to(Act.GO_SETTINGS)

    def _show_what_is_allowed(self) -> None:
        """Begin on the desk, or, for an administrator who may not read the log, in the settings and nowhere else."""
        session = self.workplace.session
        if not session.may(Right.WRITE_LOG):
            for act in (Act.NEW_SLIP, Act.NEW_EMERGENCY):
                self._actions[act].setEnabled(False)
            self.desk.new_call.hide()
            self.desk.emergency.hide()
        if self.workplace.reads_log:
            self.go_to(Act.GO_DESK)
            return
        for act in (Act.GO_DESK, Act.GO_LOG, Act.SEARCH, Act.GO_DIRECTORY):
            self._actions[act].setEnabled(False)
            self._rail_buttons[act].hide()
        for act in (Act.PRINT, Act.PRINT_WATCH):
            self._actions[act].setEnabled(False)
        self.due.hide()
        self.go_to(Act.GO_SETTINGS)

    def _restore_size(self) -> None:
        kept = self.workplace.seat.get(WINDOW)
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))
        else:
            self.resize(1366, 768)

    # --- Qt ----------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note that somebody is there."""
        if event.type() in _ACTIVITY:
            self._last_activity = self.workplace.house.clock.steady()
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep every draft and the size of the window."""
        for form in self.slips.forms():
            form.keeper.keep_now()
        geometry = self.saveGeometry().toBase64().data()
        self.workplace.seat.put(WINDOW, bytes(geometry).decode())
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusWindowChanged.disconnect(self._watch)
        self._second.stop()
        self._idle.stop()
        settings = self._later.get(Act.GO_SETTINGS)
        if settings is not None:
            settings.stop_work()  # type: ignore[attr-defined]
        self.closing.emit()
        super().closeEvent(event)
