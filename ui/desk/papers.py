"""The papers of the desk: what each page wants printed, in the preview."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from ui.pages import Pages
from ui.workplace import Workplace

if TYPE_CHECKING:
    from ui.handover.paper import HandoverPaperRoom
    from ui.handover.paper_wish import HandoverWish
    from ui.instructions.paper import SlipRoom
    from ui.instructions.paper_wish import PaperWish as SlipWish
    from ui.log.paper import PaperRoom
    from ui.reports.paper import ReportPaperRoom
    from ui.roster.paper import RosterPaperRoom
    from ui.roster.paper_wish import PaperWish


class DeskPapers(QObject):
    """Makes papers ready and shows them; the writers of documents are loaded when somebody prints."""

    def __init__(self, workplace: Workplace, pages: Pages, window: QWidget) -> None:
        super().__init__(window)
        self._workplace = workplace
        self._window = window
        self._pages = pages
        self._log: PaperRoom | None = None
        self._roster: RosterPaperRoom | None = None
        self._slips: SlipRoom | None = None
        self._reports: ReportPaperRoom | None = None
        self._handovers: HandoverPaperRoom | None = None
        self._connect_signals()

    @Slot()
    def print_today(self) -> None:
        """Preview the duty record of today."""
        self.print_day(self._workplace.now().date())

    @Slot(object)
    def print_day(self, day: date) -> None:
        """Preview 《值班记录》 of a day."""
        self._of_log().preview_day(day)

    @Slot()
    def print_watch(self) -> None:
        """Preview 《值班工作日志》 of the present watch."""
        house = self._workplace.house
        self._of_log().preview_watch(house.watch_time.watch_at(house.clock.now()))

    @Slot(int, bool)
    def print_summary(self, year: int, drills: bool) -> None:
        """Preview the summary of the events of a year."""
        self._of_log().preview_summary(year, drills)

    @Slot(object)
    def print_roster(self, wish: PaperWish) -> None:
        """Preview a paper of a plan."""
        from ui.roster.paper import RosterPaperRoom

        if self._roster is None:
            self._roster = RosterPaperRoom(self._workplace, self._window, self._pages.show_preview)
        self._roster.preview(wish)

    @Slot(object)
    def print_slip(self, wish: SlipWish) -> None:
        """Preview a slip of an instruction or a paper, or the receipt register."""
        from ui.instructions.paper import SlipRoom

        if self._slips is None:
            self._slips = SlipRoom(self._workplace, self._window, self._pages.show_preview)
        self._slips.preview(wish)

    @Slot(str)
    def print_report(self, report_id: str) -> None:
        """Preview a situation report."""
        from ui.reports.paper import ReportPaperRoom

        if self._reports is None:
            self._reports = ReportPaperRoom(self._workplace, self._window, self._pages.show_preview)
        self._reports.preview(report_id)

    @Slot(object)
    def print_handover(self, wish: HandoverWish) -> None:
        """Preview the sheet of a handover, or the review of a range."""
        from ui.handover.paper import HandoverPaperRoom

        if self._handovers is None:
            self._handovers = HandoverPaperRoom(self._workplace, self._window, self._pages.show_preview)
        self._handovers.preview(wish)

    def _of_log(self) -> PaperRoom:
        from ui.log.paper import PaperRoom

        if self._log is None:
            self._log = PaperRoom(self._workplace, self._window, self._pages.show_preview)
        return self._log

    def _connect_signals(self) -> None:
        self._pages.print_wanted.connect(self.print_day)
        self._pages.summary_print_wanted.connect(self.print_summary)
        self._pages.roster_print_wanted.connect(self.print_roster)
        self._pages.slip_print_wanted.connect(self.print_slip)
        self._pages.report_print_wanted.connect(self.print_report)
        self._pages.handover_print_wanted.connect(self.print_handover)
