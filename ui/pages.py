"""Which page of the desk is in front, and the way back from one to the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QApplication, QWidget

from dutyroom.log.model import MatterFile
from ui.actions import Act
from ui.incidents.form_sources import FormSources
from ui.page_shelf import PageShelf
from ui.workplace import Workplace

if TYPE_CHECKING:
    from ui.log.matter_page import MatterPage
    from ui.printing.preview import PreviewPage


_LEAST_HEIGHT = 300


class Pages(PageShelf):
    """Shows one page; what its pages ask for comes out as signals of its own."""

    def __init__(self, workplace: Workplace, forms: FormSources, parent: QWidget | None = None) -> None:
        super().__init__(workplace, forms, parent)
        self._preview: PreviewPage | None = None
        self._before: list[QWidget] = []

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
    def show_list(self, key: str) -> None:
        """Show the matters of the log that are open, overdue or of today, in place of the page."""
        self.page_wanted.emit(Act.GO_LOG)
        self.log.show_only(key)

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
        if self._summary is not None:
            self._summary.refresh()
        self._before.append(self.current())
        self._show(self.summary)

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

    def _show(self, page: QWidget) -> None:
        self.setCurrentWidget(page)
        self.take_focus()

    def _take_preview_away(self) -> None:
        preview, self._preview = self._preview, None
        if preview is not None:
            self._before = [page for page in self._before if page is not preview]
            self.removeWidget(preview)
            preview.deleteLater()
