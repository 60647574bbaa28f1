"""The register of situation reports: by state, stage and gate; rows and counts by one set of conditions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from dutyroom.changes import Changes, Topic
from dutyroom.reports.model import (
    Gate,
    Report,
    ReportFile,
    ReportFilter,
    ReportKind,
    ReportPage,
    ReportStage,
    ReportState,
)
from ui import theme
from ui.incidents.sections import REPORTS, EventSections
from ui.reports.report_model import LOOKS, PAGE, Column, ReportModel
from ui.terms import label
from ui.widgets.empty_page import EmptyPage
from ui.widgets.filter_bar import FilterBar
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.widgets.quiet_table import QuietTable
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace

MOST_SORTED = 500
_STATES = {state.value: ReportFilter(state=state) for state in ReportState}
_KINDS = {
    **{gate.value: ReportFilter(gate=gate) for gate in Gate},
    "owing": ReportFilter(owing=True),
    **{stage.value: ReportFilter(stage=stage) for stage in ReportStage},
    "significant": ReportFilter(significant=True),
    "notice": ReportFilter(kind=ReportKind.NOTICE),
}
_KEYS: dict[Column, Callable[[Report], object]] = {
    Column.STATE: lambda one: list(ReportState).index(one.state),
    Column.NUMBER: lambda one: one.number,
    Column.STAGE: lambda one: (list(ReportStage).index(one.stage), one.ordinal),
    Column.TITLE: lambda one: one.title,
    Column.GRADE: lambda one: one.grade.weight if one.grade else 0,
    Column.EVENT: lambda one: one.matter_number,
    Column.WAITING: lambda one: one.waiting_since.timestamp() if one.waiting_since else float("inf"),
    Column.DRAFTED: lambda one: one.seq,
    Column.DRAFTER: lambda one: one.holder_name or one.drafter_name,
}


class ReportsPage(QWidget):
    """The half 直报 of the page 事件."""

    opened = Signal(str)
    incidents_wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._stale = False
        self._order: tuple[Column, bool] | None = None
        self.model = ReportModel(workplace, self)
        self.table = QuietTable()
        self.table.setAccessibleName(self.tr("Situation reports"))
        self.sections = EventSections(REPORTS)
        self.message = InlineMessage()
        self.state = FilterBar(single=True)
        self.kind = FilterBar(single=True)
        self.number = QLineEdit()
        self._count = QLabel()
        self.empty = EmptyPage(
            icon="send",
            title=self.tr("No situation report was drafted yet"),
            text=self.tr("Open an event file and press T: its first report is drafted from what is known there."),
            action=self.tr("Event files"),
        )
        self.no_match = EmptyPage(
            icon="filter",
            title=self.tr("Nothing matches this choice"),
            text=self.tr("Take away one of the conditions above."),
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect_signals()
        self.refresh()

    def wanted(self) -> ReportFilter:
        """Return the conditions that are chosen."""
        return _both(self._chosen_state(), self._chosen_kind())

    @Slot()
    def refresh(self) -> None:
        """Read the rows in sight and the counts again."""
        if not self._workplace.reads_log:
            return
        house, session, wanted, order = self._workplace.house, self._workplace.session, self.wanted(), self._order
        top = max(self.table.rowAt(0), 0) // PAGE * PAGE

        def question() -> ReportPage:
            reader = house.report_reader
            if order is None:
                page = reader.page(session, wanted, offset=top, limit=2 * PAGE)
                return page if page.reports or not top else reader.page(session, wanted, limit=2 * PAGE)
            page = reader.page(session, wanted, limit=MOST_SORTED)
            return replace(page, reports=_sorted(page.reports, order)) if page.total <= MOST_SORTED else page

        state, kind = self._chosen_state(), self._chosen_kind()
        asked = {key: _both(one, kind) for key, one in _STATES.items()}
        asked |= {key: _both(state, one) for key, one in _KINDS.items()}

        def counting() -> dict[str, int]:
            return {key: house.report_reader.count(session, one) for key, one in asked.items()}

        self._workplace.read(question, self, self._show_page, key="reports")
        self._workplace.read(counting, self, self._show_counts, key="report counts")

    def marked(self) -> Report | None:
        """Return the report that is marked."""
        return self.model.report(self.table.currentIndex().row())

    def time_passed(self) -> None:
        """A minute passed: somebody waits a minute longer."""
        self.model.refresh_times()

    # --- showing -----------------------------------------------------------

    def _chosen_state(self) -> ReportFilter:
        return _STATES.get(next(iter(self.state.chosen()), ""), ReportFilter())

    def _chosen_kind(self) -> ReportFilter:
        return _KINDS.get(next(iter(self.kind.chosen()), ""), ReportFilter())

    def _show_page(self, page: ReportPage) -> None:
        marked, top = self.marked(), self.table.verticalScrollBar().value()
        self.model.show_page(page.reports, page.offset, page.total)
        self._count.setText(self.tr("{count} reports").format(count=f"{page.total:,}"))
        empty = self.empty if self.wanted() == ReportFilter() else self.no_match
        self._stack.setCurrentWidget(self.table if page.total else empty)
        if page.total:
            row = self.model.row_of(marked.id) if marked else -1
            if row >= 0 or not self.table.currentIndex().isValid():
                self.table.setCurrentIndex(self.model.index(max(row, 0), 0))
            self.table.verticalScrollBar().setValue(top)
        if self._order is not None and page.total > MOST_SORTED:
            self._unsort()
            self.message.say(
                MessageKind.INFO,
                self.tr("Lists of up to {count} reports can be sorted. Narrow this one first.").format(
                    count=MOST_SORTED
                ),
            )

    def _show_counts(self, counts: dict[str, int]) -> None:
        for key, count in counts.items():
            (self.state if key in _STATES else self.kind).set_count(key, count)

    @Slot(int)
    def _fetch(self, offset: int) -> None:
        house, session, wanted = self._workplace.house, self._workplace.session, self.wanted()

        def question() -> ReportPage:
            return house.report_reader.page(session, wanted, offset=offset, limit=PAGE)

        def take(page: ReportPage) -> None:
            if self.wanted() == wanted and self._order is None:
                self.model.add_page(page.reports, page.offset)

        self._workplace.read(question, self, take)

    @Slot(int)
    def _sort(self, section: int) -> None:
        column = Column(section)
        if self._order == (column, False):
            self._order = (column, True)
        elif self._order == (column, True):
            self._unsort()
        else:
            self._order = (column, False)
        self._show_order()
        self.refresh()

    def _unsort(self) -> None:
        self._order = None
        self._show_order()

    def _show_order(self) -> None:
        head = self.table.horizontalHeader()
        head.setSortIndicatorShown(self._order is not None)
        if self._order is not None:
            column, falling = self._order
            order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(column, order)

    # --- doing -------------------------------------------------------------

    @Slot(QModelIndex)
    def _activated(self, _index: QModelIndex) -> None:
        report = self.marked()
        if report is not None:
            self.opened.emit(report.id)

    @Slot()
    def _find_number(self) -> None:
        house, session, number = self._workplace.house, self._workplace.session, self.number.text().strip()
        if not number:
            return

        def question() -> ReportFile:
            return house.report_reader.by_number(session, number)

        self._workplace.read(question, self, self._found, key="report number")

    def _found(self, file: ReportFile) -> None:
        self.number.clear()
        self.opened.emit(file.report.id)

    def _refresh_when_seen(self) -> None:
        self._stale = not self.isVisible()
        if not self._stale:
            self.refresh()

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.REPORTS):
            self._workplace.reread(self, self._refresh_when_seen)

    # --- building ----------------------------------------------------------

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="page")
        title = QLabel(self.tr("Incidents"))
        theme.mark(title, type="title")
        theme.mark(self._count, type="secondary")
        for state in ReportState:
            self.state.add(state.value, label(state))
        for gate in Gate:
            self.kind.add(gate.value, self.tr("Waits: {gate}").format(gate=label(gate)))
        self.kind.add("owing", self.tr("Clearing owed"))
        for stage in ReportStage:
            self.kind.add(stage.value, label(stage))
        self.kind.add("significant", self.tr("Significant or sensitive"))
        self.kind.add("notice", label(ReportKind.NOTICE))
        self.number.setPlaceholderText(self.tr("Go to a number: 2026-7"))
        self.number.setAccessibleName(self.tr("Number of a report"))
        self.number.setFixedWidth(theme.px(190))
        head = QHBoxLayout()
        head.setSpacing(sizes.space_3)
        for widget in (title, self.sections, self._count):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.number)
        self.setFocusProxy(self.table)
        self.table.setModel(self.model)
        self.table.set_columns([LOOKS[column] for column in sorted(LOOKS)])
        self.table.horizontalHeader().setSectionsClickable(True)
        Remembered(self._workplace.seat, "reports", self.table)
        for page in (self.table, self.empty, self.no_match):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, 0)
        column.setSpacing(sizes.space_3)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self.state)
        column.addWidget(self.kind)
        column.addWidget(self._stack, 1)

    def _connect_signals(self) -> None:
        self.model.page_wanted.connect(self._fetch)
        self.table.activated.connect(self._activated)
        self.table.horizontalHeader().sectionClicked.connect(self._sort)
        self.state.changed.connect(self.refresh)
        self.kind.changed.connect(self.refresh)
        self.number.returnPressed.connect(self._find_number)
        self.empty.acted.connect(self.incidents_wanted)
        self.sections.elsewhere.connect(self.incidents_wanted)
        self._workplace.changed.connect(self._hear)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring up to date what changed behind another page."""
        super().showEvent(event)
        if self._stale:
            self._refresh_when_seen()


def _both(state: ReportFilter, kind: ReportFilter) -> ReportFilter:
    return replace(kind, state=state.state)


def _sorted(reports: tuple[Report, ...], order: tuple[Column, bool]) -> tuple[Report, ...]:
    column, falling = order
    key = _KEYS[column]
    return tuple(sorted(reports, key=key, reverse=falling))  # type: ignore[arg-type]
