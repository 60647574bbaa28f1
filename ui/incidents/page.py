"""The list of events: by open, grade and significance; rows and counts by one set of conditions."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from dutyroom.changes import Changes, Topic
from dutyroom.frozen import dataclass
from dutyroom.incidents.events import EventFilter, Incident
from dutyroom.incidents.model import Grade
from ui import theme
from ui.incidents.incident_model import LOOKS, IncidentModel
from ui.incidents.sections import FILES, EventSections
from ui.terms import label
from ui.widgets.empty_page import EmptyPage
from ui.widgets.filter_bar import FilterBar
from ui.widgets.quiet_table import QuietTable
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace

_STATES: dict[str, EventFilter] = {"open": EventFilter(open=True), "closed": EventFilter(open=False)}
_OVERDUE = "overdue"
_KINDS: dict[str, EventFilter] = {
    "significant": EventFilter(significant=True),
    **{grade.value: EventFilter(grade=grade) for grade in Grade},
    "drill": EventFilter(drill=True),
}


@dataclass(frozen=True)
class _Answer:
    """The rows of a choice, and how many rows each chip would leave."""

    incidents: tuple[Incident, ...]
    overdue: frozenset[str]
    total: int
    counts: dict[str, int]


class IncidentPage(QWidget):
    """The page 事件."""

    opened = Signal(str)
    emergency_wanted = Signal()
    reports_wanted = Signal()
    summary_wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._stale = False
        self.model = IncidentModel(workplace, self)
        self.table = QuietTable()
        self.sections = EventSections(FILES)
        self.table.setAccessibleName(self.tr("Incidents"))
        self.state = FilterBar(single=True)
        self.kind = FilterBar(single=True)
        self._count = QLabel()
        self.summary = QPushButton(self.tr("&Summary of the year"))
        self.empty = EmptyPage(
            icon="incident",
            title=self.tr("No event has a file here yet"),
            text=self.tr("Press F4 when an emergency is reported, or M on the page of a call that was logged already."),
            action=self.tr("New event"),
        )
        self._no_match = EmptyPage(
            icon="filter",
            title=self.tr("Nothing matches this choice"),
            text=self.tr("Take away one of the conditions above."),
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self.state.choose(frozenset({"open"}))
        self._connect_signals()
        self.refresh()

    def wanted(self) -> EventFilter:
        """Return the conditions that are chosen."""
        state = _STATES.get(next(iter(self.state.chosen()), ""), EventFilter())
        return _both(state, self._kinds().get(next(iter(self.kind.chosen()), ""), EventFilter()))

    def _kinds(self) -> dict[str, EventFilter]:
        """Return what the chips of the second bar ask; what is overdue is overdue now."""
        return {**_KINDS, _OVERDUE: EventFilter(overdue_at=self._workplace.house.clock.now())}

    @Slot()
    def refresh(self) -> None:
        """Read rows and counts again."""
        if not self._workplace.reads_log:
            return
        house, session, wanted = self._workplace.house, self._workplace.session, self.wanted()
        state = _STATES.get(next(iter(self.state.chosen()), ""), EventFilter())
        kinds, now = self._kinds(), house.clock.now()
        kind = kinds.get(next(iter(self.kind.chosen()), ""), EventFilter())
        asked = {key: _both(one, kind) for key, one in _STATES.items()}
        asked |= {key: _both(state, one) for key, one in kinds.items()}

        def question() -> _Answer:
            reader = house.event_reader
            counts = {key: reader.count(session, one) for key, one in asked.items()}
            rows = tuple(reader.all(session, wanted))
            return _Answer(rows, reader.overdue(session, now), reader.count(session, wanted), counts)

        self._workplace.read(question, self, self._show_answer, key="incidents")

    def marked(self) -> Incident | None:
        """Return the event that is marked."""
        return self.model.incident(self.table.currentIndex().row())

    def time_passed(self) -> None:
        """A minute passed: something may be overdue now."""
        self.model.refresh_times()
        self._refresh_when_seen()

    def _show_answer(self, answer: _Answer) -> None:
        marked = self.marked()
        self.model.show_all(answer.incidents, answer.overdue)
        for key, count in answer.counts.items():
            (self.state if key in _STATES else self.kind).set_count(key, count)
        self._count.setText(self.tr("{count} events").format(count=f"{answer.total:,}"))
        nothing_at_all = not any(answer.counts[key] for key in _STATES) and not self.kind.chosen()
        empty = self.empty if nothing_at_all else self._no_match
        self._stack.setCurrentWidget(self.table if answer.incidents else empty)
        row = self.model.row_of(marked.id) if marked else 0
        if answer.incidents:
            self.table.setCurrentIndex(self.model.index(max(row, 0), 0))

    @Slot(QModelIndex)
    def _activated(self, _index: QModelIndex) -> None:
        incident = self.marked()
        if incident is not None:
            self.opened.emit(incident.id)

    def _refresh_when_seen(self) -> None:
        self._stale = not self.isVisible()
        if not self._stale:
            self.refresh()

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.INCIDENTS, Topic.MATTERS):
            self._workplace.reread(self, self._refresh_when_seen)

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="page")
        title = QLabel(self.tr("Incidents"))
        theme.mark(title, type="title")
        theme.mark(self._count, type="secondary")
        self.state.add("open", self.tr("Open"))
        self.state.add("closed", self.tr("Closed"))
        self.kind.add(_OVERDUE, self.tr("Overdue"))
        self.kind.add("significant", self.tr("Significant or sensitive"))
        for grade in Grade:
            self.kind.add(grade.value, label(grade))
        self.kind.add("drill", self.tr("Drills"))
        head = QHBoxLayout()
        head.setSpacing(sizes.space_3)
        head.addWidget(title)
        head.addWidget(self.sections)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.summary)
        bars = QHBoxLayout()
        bars.setSpacing(sizes.space_5)
        bars.addWidget(self.state, 1)
        bars.addWidget(self.kind, 4)
        self.setFocusProxy(self.table)
        self.table.setModel(self.model)
        self.table.set_columns([LOOKS[column] for column in sorted(LOOKS)])
        Remembered(self._workplace.seat, "incidents", self.table)
        for page in (self.table, self.empty, self._no_match):
            self._stack.addWidget(page)
        self.empty.button().setVisible(self._workplace.session.may(Right.WRITE_LOG))
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, 0)
        column.setSpacing(sizes.space_3)
        column.addLayout(head)
        column.addLayout(bars)
        column.addWidget(self._stack, 1)

    def _connect_signals(self) -> None:
        self.summary.clicked.connect(self.summary_wanted)
        self.table.activated.connect(self._activated)
        self.state.changed.connect(self.refresh)
        self.kind.changed.connect(self.refresh)
        self.empty.acted.connect(self.emergency_wanted)
        self.sections.elsewhere.connect(self.reports_wanted)
        self._workplace.changed.connect(self._hear)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring up to date what changed behind another page."""
        super().showEvent(event)
        if self._stale:
            self._refresh_when_seen()


def _both(state: EventFilter, kind: EventFilter) -> EventFilter:
    return replace(kind, open=state.open)
