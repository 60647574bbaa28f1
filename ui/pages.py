"""The pages of the desk: made when they are first asked for, and the way back from one to the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from dutyroom.log.model import MatterFile
from ui.actions import Act
from ui.desk.page import DeskPage
from ui.incidents.form_sources import FormSources
from ui.log.account_names import AccountNames
from ui.workplace import Workplace

if TYPE_CHECKING:
    from ui.handover.page import HandoverPage
    from ui.incidents.event_page import EventPage
    from ui.incidents.page import IncidentPage
    from ui.incidents.summary_page import SummaryPage
    from ui.instructions.instruction_page import InstructionPage
    from ui.instructions.page import SupervisionPage
    from ui.instructions.paper_page import PaperPage
    from ui.log.matter_page import MatterPage
    from ui.log.page import LogPage
    from ui.log.search_page import SearchPageView
    from ui.printing.preview import PreviewPage
    from ui.reports.page import ReportsPage
    from ui.reports.report_page import ReportFilePage
    from ui.roster.page import RosterPage
    from ui.settings.page import SettingsPage


_LEAST_HEIGHT = 300


class Pages(QStackedWidget):
    """Shows one page; what its pages ask for comes out as signals of its own."""

    matter_wanted = Signal(str)
    slip_wanted = Signal()
    emergency_wanted = Signal()
    whereabouts_wanted = Signal()
    event_wanted = Signal(object)
    instruction_wanted = Signal()
    instruction_on_wanted = Signal(object)
    paper_wanted = Signal()
    slip_print_wanted = Signal(object)
    print_wanted = Signal(object)
    roster_print_wanted = Signal(object)
    report_print_wanted = Signal(str)
    page_wanted = Signal(object)
    summary_print_wanted = Signal(int, bool)
    handover_print_wanted = Signal(object)
    call_wanted = Signal(str, str)
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    left = Signal()

    def __init__(self, workplace: Workplace, forms: FormSources, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._forms = forms
        self._names = AccountNames(workplace)
        self._log: LogPage | None = None
        self._search: SearchPageView | None = None
        self._matter: MatterPage | None = None
        self._incidents: IncidentPage | None = None
        self._summary: SummaryPage | None = None
        self._event: EventPage | None = None
        self._supervision: SupervisionPage | None = None
        self._instruction: InstructionPage | None = None
        self._paper: PaperPage | None = None
        self._reports: ReportsPage | None = None
        self._report: ReportFilePage | None = None
        self._directory: QWidget | None = None
        self._roster: RosterPage | None = None
        self._handover: HandoverPage | None = None
        self._settings: SettingsPage | None = None
        self._preview: PreviewPage | None = None
        self._before: list[QWidget] = []
        self.desk = DeskPage(workplace, self._names)
        self.desk.opened.connect(self.matter_wanted)
        self.desk.slip_wanted.connect(self.slip_wanted)
        self.desk.emergency_wanted.connect(self.emergency_wanted)
        self.desk.whereabouts_wanted.connect(self.whereabouts_wanted)
        self.addWidget(self.desk)

    def go(self, act: Act) -> QWidget:
        """Show the page of an action; the way back is forgotten."""
        self._leave_report()
        self._before.clear()
        page = self._page_of(act)
        self._show(page)
        if page is self._search:
            self.search.begin()
        return page

    def show_logged(self, file: MatterFile) -> None:
        """Show a matter that was just logged in the list that is in front."""
        page = self.current()
        if page is self.desk:
            self.desk.show_logged(file)
        elif page is self._log:
            self.log.show_logged(file)

    def show_matter(self, matter_id: str) -> None:
        """Show a matter; going back shows the page before."""
        if self.current() not in (self._matter, self._event, self._instruction, self._paper):
            self._before.append(self.current())
        self.matter.show_matter(matter_id)
        self._show(self.matter)

    @Slot(str)
    def show_event(self, matter_id: str) -> None:
        """Show a matter that has an event file, in place of its plain page."""
        self._show_instead(lambda: self.event_page, matter_id)

    @Slot(str)
    def show_instruction(self, matter_id: str) -> None:
        """Show a matter that has the sheet of an instruction, in place of its plain page."""
        self._show_instead(lambda: self.instruction_page, matter_id)

    @Slot(str)
    def show_paper(self, matter_id: str) -> None:
        """Show a matter that stands in the receipt register, in place of its plain page."""
        self._show_instead(lambda: self.paper_page, matter_id)

    def _show_instead(self, page_of: Callable[[], MatterPage], matter_id: str) -> None:
        """Show a page of its own in place of the plain page of a matter; nobody who types elsewhere is disturbed."""
        if self.current() is not self._matter:
            return
        focus = QApplication.focusWidget()
        page = page_of()
        page.show_matter(matter_id)
        self.setCurrentWidget(page)
        if focus is None or self.isAncestorOf(focus):
            self.take_focus()

    @Slot(str)
    def show_report(self, report_id: str) -> None:
        """Show a situation report; going back shows the page before."""
        if self.current() is not self._report:
            self._before.append(self.current())
        self.report_page.show_report(report_id)
        self._show(self.report_page)

    def _leave_report(self) -> None:
        if self._report is not None and self.current() is self._report:
            self._report.leave()

    @Slot()
    def show_summary(self) -> None:
        """Show the summary of events; going back shows the page before."""
        if self._summary is None:
            from ui.incidents.summary_page import SummaryPage

            self._summary = SummaryPage(self._workplace)
            self._summary.left.connect(self.left)
            self._summary.print_wanted.connect(self.summary_print_wanted)
            self.addWidget(self._summary)
        else:
            self._summary.refresh()
        self._before.append(self.current())
        self._show(self._summary)

    def show_preview(self, preview: PreviewPage) -> None:
        """Show a sheet in place of any other; going back shows the page before."""
        self._take_preview_away()
        self._preview = preview
        preview.closed.connect(self.left)
        self.addWidget(preview)
        self._before.append(self.current())
        self._show(preview)

    def back(self) -> bool:
        """Put away what the page has opened, or show the page before; return whether there was either."""
        if self._roster is not None and self._roster.close_day():
            return True
        self._leave_report()
        if not self._before:
            return False
        self._show(self._before.pop())
        self._take_preview_away()
        return True

    def current(self) -> QWidget:
        """Return the page that is shown."""
        page = self.currentWidget()
        assert page is not None
        return page

    def minimumSizeHint(self) -> QSize:
        """Ask for the page in front only, and for no more height than leaves a form below it whole."""
        least = self.current().minimumSizeHint()
        return QSize(least.width(), min(least.height(), _LEAST_HEIGHT))

    def hasHeightForWidth(self) -> bool:
        """Return False: a wrapped line on a page that is not in front must not push a form out of the window."""
        return False

    def take_focus(self) -> None:
        """Put the keyboard where the page begins."""
        page = self.current()
        (page.focusProxy() or page).setFocus()

    def tick(self) -> None:
        """A minute passed."""
        self.desk.time_passed()
        if self._log is not None:
            self._log.time_passed()
        followed = (self._matter, self._event, self._incidents, self._roster, self._instruction, self._paper)
        for page in (*followed, self._supervision, self._reports, self._report, self._handover):
            if page is not None:
                page.time_passed()

    def stop(self) -> None:
        """End long work before the room is closed."""
        if self._settings is not None:
            self._settings.stop_work()

    @property
    def log(self) -> LogPage:
        """Return the page of the log."""
        if self._log is None:
            from ui.log.page import LogPage

            self._log = LogPage(self._workplace, self._names)
            self._log.opened.connect(self.matter_wanted)
            self._log.slip_wanted.connect(self.slip_wanted)
            self._log.print_wanted.connect(self.print_wanted)
            self.addWidget(self._log)
        return self._log

    @property
    def search(self) -> SearchPageView:
        """Return the page of the search."""
        if self._search is None:
            from ui.log.search_page import SearchPageView

            self._search = SearchPageView(self._workplace)
            self._search.opened.connect(self.matter_wanted)
            self.addWidget(self._search)
        return self._search

    @property
    def matter(self) -> MatterPage:
        """Return the page of one matter."""
        if self._matter is None:
            from ui.log.matter_page import MatterPage

            self._matter = MatterPage(self._workplace, self._names)
            self._matter.left.connect(self.left)
            self._matter.event_wanted.connect(self.event_wanted)
            self._matter.is_event.connect(self.show_event)
            self._matter.is_instruction.connect(self.show_instruction)
            self._matter.is_paper.connect(self.show_paper)
            self._matter.instruction_wanted.connect(self.instruction_on_wanted)
            self.addWidget(self._matter)
        return self._matter

    @property
    def roster(self) -> RosterPage:
        """Return the page of the roster."""
        if self._roster is None:
            from ui.roster.page import RosterPage

            self._roster = RosterPage(self._workplace)
            self._roster.print_wanted.connect(self.roster_print_wanted)
            self.addWidget(self._roster)
        return self._roster

    @property
    def handover(self) -> HandoverPage:
        """Return the page of the handover."""
        if self._handover is None:
            from ui.handover.page import HandoverPage

            self._handover = HandoverPage(self._workplace)
            self._handover.opened.connect(self.matter_wanted)
            self._handover.print_wanted.connect(self.handover_print_wanted)
            self.addWidget(self._handover)
        return self._handover

    @property
    def event_page(self) -> EventPage:
        """Return the page of one event."""
        if self._event is None:
            from ui.incidents.event_page import EventPage

            self._event = EventPage(self._workplace, self._names, self._forms)
            self._event.left.connect(self.left)
            self._event.matter_wanted.connect(self.matter_wanted)
            self._event.instruction_wanted.connect(self.instruction_on_wanted)
            self._event.report_wanted.connect(self.show_report)
            self.addWidget(self._event)
        return self._event

    @property
    def incidents(self) -> IncidentPage:
        """Return the list of events."""
        if self._incidents is None:
            from ui.incidents.page import IncidentPage

            self._incidents = IncidentPage(self._workplace)
            self._incidents.opened.connect(self.matter_wanted)
            self._incidents.emergency_wanted.connect(self.emergency_wanted)
            self._incidents.reports_wanted.connect(self._ask_for_reports)
            self._incidents.summary_wanted.connect(self.show_summary)
            self.addWidget(self._incidents)
        return self._incidents

    @property
    def supervision(self) -> SupervisionPage:
        """Return the page of supervision."""
        if self._supervision is None:
            from ui.instructions.page import SupervisionPage

            self._supervision = SupervisionPage(self._workplace)
            self._supervision.opened.connect(self.matter_wanted)
            self._supervision.instruction_wanted.connect(self.instruction_wanted)
            self._supervision.paper_wanted.connect(self.paper_wanted)
            self._supervision.print_wanted.connect(self.slip_print_wanted)
            self.addWidget(self._supervision)
        return self._supervision

    @property
    def instruction_page(self) -> InstructionPage:
        """Return the page of one instruction."""
        if self._instruction is None:
            from ui.instructions.instruction_page import InstructionPage

            self._instruction = InstructionPage(self._workplace, self._names, self._forms)
            self._instruction.left.connect(self.left)
            self._instruction.matter_wanted.connect(self.matter_wanted)
            self._instruction.instruction_wanted.connect(self.instruction_on_wanted)
            self._instruction.print_wanted.connect(self.slip_print_wanted)
            self.addWidget(self._instruction)
        return self._instruction

    @property
    def paper_page(self) -> PaperPage:
        """Return the page of one paper."""
        if self._paper is None:
            from ui.instructions.paper_page import PaperPage

            self._paper = PaperPage(self._workplace, self._names)
            self._paper.left.connect(self.left)
            self._paper.matter_wanted.connect(self.matter_wanted)
            self._paper.instruction_wanted.connect(self.instruction_on_wanted)
            self._paper.print_wanted.connect(self.slip_print_wanted)
            self.addWidget(self._paper)
        return self._paper

    @property
    def reports(self) -> ReportsPage:
        """Return the register of situation reports."""
        if self._reports is None:
            from ui.reports.page import ReportsPage

            self._reports = ReportsPage(self._workplace)
            self._reports.opened.connect(self.show_report)
            self._reports.incidents_wanted.connect(self._ask_for_incidents)
            self.addWidget(self._reports)
        return self._reports

    @property
    def report_page(self) -> ReportFilePage:
        """Return the page of one situation report."""
        if self._report is None:
            from ui.reports.report_page import ReportFilePage

            self._report = ReportFilePage(self._workplace, self._forms.completer)
            self._report.left.connect(self.left)
            self._report.opened.connect(self.show_report)
            self._report.event_wanted.connect(self.matter_wanted)
            self._report.print_wanted.connect(self.report_print_wanted)
            self.addWidget(self._report)
        return self._report

    @Slot()
    def _ask_for_reports(self) -> None:
        self.page_wanted.emit(Act.GO_REPORTS)

    @Slot()
    def _ask_for_incidents(self) -> None:
        self.page_wanted.emit(Act.GO_INCIDENTS)

    def _page_of(self, act: Act) -> QWidget:
        match act:
            case Act.GO_SUPERVISION:
                return self.supervision
            case Act.GO_LOG:
                return self.log
            case Act.GO_INCIDENTS:
                return self.incidents
            case Act.GO_REPORTS:
                return self.reports
            case Act.SEARCH:
                return self.search
            case Act.GO_DIRECTORY:
                return self._directory_page()
            case Act.GO_HANDOVER:
                return self.handover
            case Act.GO_ROSTER:
                return self.roster
            case Act.GO_SETTINGS:
                return self._settings_page()
            case _:
                return self.desk

    def _directory_page(self) -> QWidget:
        if self._directory is None:
            from ui.directory.page import DirectoryPage

            page = DirectoryPage(self._workplace)
            page.call_wanted.connect(self.call_wanted)
            self._directory = page
            self.addWidget(page)
        return self._directory

    def _settings_page(self) -> QWidget:
        if self._settings is None:
            from ui.settings.page import SettingsPage

            self._settings = SettingsPage(self._workplace)
            self._settings.language_chosen.connect(self.language_chosen)
            self._settings.theme_chosen.connect(self.theme_chosen)
            self.addWidget(self._settings)
        return self._settings

    def _show(self, page: QWidget) -> None:
        self.setCurrentWidget(page)
        self.take_focus()

    def _take_preview_away(self) -> None:
        preview, self._preview = self._preview, None
        if preview is not None:
            self._before = [page for page in self._before if page is not preview]
            self.removeWidget(preview)
            preview.deleteLater()
