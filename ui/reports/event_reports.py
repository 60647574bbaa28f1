"""The reports of one event on its page, and the key that drafts the next one or goes on with what is open."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dutyroom.reports.model import Report, ReportFile, ReportStage
from ui import theme
from ui.incidents.event_view import EventView
from ui.reports.report_desk import final_report, next_report
from ui.reports.word_link import WordLink
from ui.reports.words import stage_text, waiting_text
from ui.terms import label
from ui.widgets.relative_time import relative_time
from ui.workplace import Workplace


class EventReports(QWidget):
    """``opened`` carries the identity of a report, ``refused`` a DutyroomError."""

    opened = Signal(str)
    refused = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._view: EventView | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_view(self, view: EventView) -> None:
        """Show the reports of an event, oldest first."""
        self._view = view
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in view.reports:
            link = WordLink(self._words(one), one.id, tip=one.title)
            link.chosen.connect(self._open)
            self._column.addWidget(link)
        if not view.reports:
            none = QLabel(self.tr("No report was drafted yet. T drafts the first from what is known here."))
            none.setWordWrap(True)
            theme.mark(none, type="secondary")
            self._column.addWidget(none)

    def links(self) -> list[WordLink]:
        """Return the reports as they can be chosen."""
        return [one for one in self.findChildren(WordLink) if not one.isHidden()]

    @Slot()
    def make_next(self) -> None:
        """Draft the first report or the next follow-up, or go on with one that is not out yet."""
        if self._view is not None:
            self._make(next_report(self._view.reports))

    @Slot()
    def make_final(self) -> None:
        """Draft the final report, or go on with one that is not out yet."""
        if self._view is not None:
            self._make(final_report(self._view.reports))

    def _make(self, wanted: Report | ReportStage) -> None:
        if isinstance(wanted, Report):
            self.opened.emit(wanted.id)
            return
        assert self._view is not None
        house, session, incident_id = self._workplace.house, self._workplace.session, self._view.file.incident.id

        def act() -> ReportFile:
            return house.reports.draft(session, incident_id, wanted)

        self._workplace.write(act, self, self._made, self._not_made)

    def _made(self, file: ReportFile) -> None:
        self.opened.emit(file.report.id)

    def _not_made(self, error: object) -> None:
        self.refused.emit(error)

    @Slot(object)
    def _open(self, report_id: str) -> None:
        self.opened.emit(report_id)

    def _words(self, one: Report) -> str:
        now, zone = self._workplace.now(), self._workplace.zone
        when = relative_time(one.sent_at or one.drafted_at, now, zone)
        parts = (one.number, stage_text(one.stage, one.ordinal), label(one.state), when, waiting_text(one, now))
        return " · ".join(part for part in parts if part)
