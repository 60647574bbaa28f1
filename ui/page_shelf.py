"""The pages of the desk: each is made when it is first asked for, and what it asks for comes out as a signal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

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
    from ui.reports.page import ReportsPage
    from ui.reports.report_page import ReportFilePage
    from ui.roster.page import RosterPage
    from ui.settings.page import SettingsPage


class PageShelf(QStackedWidget):
    """Makes pages and keeps them; which one is in front is the matter of whoever inherits."""

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
        self.desk = DeskPage(workplace, self._names)
        self.desk.opened.connect(self.matter_wanted)
        self.desk.slip_wanted.connect(self.slip_wanted)
        self.desk.emergency_wanted.connect(self.emergency_wanted)
        self.desk.whereabouts_wanted.connect(self.whereabouts_wanted)
        self.desk.list_wanted.connect(self.show_list)
        self.addWidget(self.desk)

    def show_list(self, key: str) -> None:
        """Show the matters of the log that a count of the desk counts."""
        raise NotImplementedError

    def show_event(self, matter_id: str) -> None:
        """Show a matter that has an event file."""
        raise NotImplementedError

    def show_instruction(self, matter_id: str) -> None:
        """Show a matter that has the sheet of an instruction."""
        raise NotImplementedError

    def show_paper(self, matter_id: str) -> None:
        """Show a matter that stands in the receipt register."""
        raise NotImplementedError

    def show_report(self, report_id: str) -> None:
        """Show a situation report."""
        raise NotImplementedError

    def show_summary(self) -> None:
        """Show the summary of events."""
        raise NotImplementedError

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
    def summary(self) -> SummaryPage:
        """Return the summary of events."""
        if self._summary is None:
            from ui.incidents.summary_page import SummaryPage

            self._summary = SummaryPage(self._workplace)
            self._summary.left.connect(self.left)
            self._summary.print_wanted.connect(self.summary_print_wanted)
            self.addWidget(self._summary)
        return self._summary

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
