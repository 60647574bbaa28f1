"""The tasks under supervision: by due time, leader, unit or age; chips and rows by one set of conditions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from dutyroom.changes import Changes, Topic
from dutyroom.frozen import dataclass
from dutyroom.instructions.model import SupervisionOrder, TaskStanding
from dutyroom.instructions.views import (
    GroupCount,
    SupervisionFilter,
    SupervisionPage,
    SupervisionRow,
)
from ui import theme
from ui.instructions.group_model import GROUP_LOOKS, GroupModel
from ui.instructions.supervision_model import LOOKS, ORDERS, Column, SupervisionModel
from ui.terms import label
from ui.widgets.empty_page import EmptyPage
from ui.widgets.filter_bar import FilterBar
from ui.widgets.quiet_table import QuietTable
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace

_GROUPED = (SupervisionOrder.LEADER, SupervisionOrder.UNIT)
_STANDINGS = (TaskStanding.TO_RELAY, TaskStanding.UNDER_WAY, TaskStanding.AWAITING_FEEDBACK)
_GROUPS_WIDTH = 272
_COUNTED = SupervisionOrder.LEADER  # the groups by which a choice is counted; their index makes it quick
_QUICK = (*(one.value for one in _STANDINGS), "overdue", "due_today", "unowned", "mine")
_LONG = ("moved", "closed")  # these may be long, so that rows do not wait for them


@dataclass(frozen=True)
class _Answer:
    """The first rows, the groups, how many tasks are open in all, and how many each chip would leave."""

    page: SupervisionPage
    groups: tuple[GroupCount, ...]
    whole: GroupCount
    total: int
    chips: dict[str, int]


class TasksView(QWidget):
    """The list of tasks with its chips and groups."""

    opened = Signal(str)
    instruction_wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._stale = False
        self._group: str | None = None
        self._grouped_by: SupervisionOrder | None = None
        self.model = SupervisionModel(workplace, self)
        self.table = QuietTable()
        self.groups = GroupModel(self)
        self.group_table = QuietTable()
        self.order = FilterBar(single=True, required=True)
        self.state = FilterBar(single=True)
        self._count = QLabel()
        self.empty = EmptyPage(
            icon="supervise",
            title=self.tr("No instruction is under supervision"),
            text=self.tr("Press F6 when a leader gives an instruction, or I on the page of the matter it is about."),
            action=self.tr("New instruction"),
        )
        self._no_match = EmptyPage(
            icon="filter",
            title=self.tr("Nothing matches this choice"),
            text=self.tr("Take away the condition above, or choose another leader or unit."),
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect_signals()
        self.refresh()

    def ordered_by(self) -> SupervisionOrder:
        """Return the chosen order."""
        return SupervisionOrder(next(iter(self.order.chosen())))

    def wanted(self) -> SupervisionFilter:
        """Return the conditions that are chosen."""
        chosen = next(iter(self.state.chosen()), "")
        return self._by_chip(self._narrowed(), chosen, self._workplace.house.clock.now())

    @Slot()
    def refresh(self) -> None:
        """Read rows, groups and counts again."""
        if not self._workplace.reads_log:
            return
        house, session = self._workplace.house, self._workplace.session
        now, today = house.clock.now(), house.calendar.day_span(self._workplace.now().date())
        order, base, wanted = self.ordered_by(), self._narrowed(), self.wanted()
        ungrouped = self._by_chip(SupervisionFilter(), next(iter(self.state.chosen()), ""), now)
        asked = {key: self._by_chip(base, key, now) for key in _QUICK}
        rows = max(50, min(self.model.rowCount(), 400))

        def question() -> _Answer:
            reader = house.instruction_reader
            groups = reader.groups(session, ungrouped, order, now) if order in _GROUPED else ()
            chips = {key: _count(reader.groups(session, one, _COUNTED, now)) for key, one in asked.items()}
            whole = GroupCount("", _count(groups), sum(one.overdue for one in groups))
            total = _count(reader.groups(session, base, _COUNTED, now))
            return _Answer(reader.page(session, wanted, order, limit=rows), groups, whole, total, chips)

        def counting() -> dict[str, int]:
            reader = house.instruction_reader
            long = {key: self._by_chip(base, key, now) for key in _LONG}
            return {key: reader.counts(session, one, now, today).total for key, one in long.items()}

        self._workplace.read(question, self, self._show_answer, key="supervision")
        self._workplace.read(counting, self, self._show_counts, key="supervision counts")

    def marked(self) -> SupervisionRow | None:
        """Return the task that is marked."""
        return self.model.row(self.table.currentIndex().row())

    def choose_order(self, order: SupervisionOrder) -> None:
        """Order the page otherwise."""
        self.order.choose(frozenset({order.value}))
        self._order_chosen()

    def time_passed(self) -> None:
        """A minute passed: something may be late now."""
        self._refresh_when_seen()

    def _narrowed(self) -> SupervisionFilter:
        order = self.ordered_by()
        if self._group is None or order not in _GROUPED:
            return SupervisionFilter()
        if order is SupervisionOrder.LEADER:
            return SupervisionFilter(leader_name=self._group)
        return SupervisionFilter(unit_name=self._group, ourselves=not self._group)

    def _by_chip(self, base: SupervisionFilter, chip: str, now: datetime) -> SupervisionFilter:
        since, until = self._workplace.house.calendar.day_span(self._workplace.now().date())
        match chip:
            case "overdue":
                return replace(base, overdue_at=now)
            case "due_today":
                return replace(base, due_since=since, due_until=until)
            case "unowned":
                return replace(base, unowned=True)
            case "mine":
                return replace(base, owner_id=self._workplace.session.account_id)
            case "moved":
                return replace(base, moved_since=since)
            case "closed":
                return replace(base, open=False)
            case "":
                return base
            case _:
                return replace(base, standing=TaskStanding(chip))

    def _show_answer(self, answer: _Answer) -> None:
        marked, group = self.marked(), self._group
        self.groups.show_all(answer.whole, answer.groups)
        self._make_room_for_groups()
        self.group_table.selectRow(self.groups.row_of(group))
        self.model.show_first(answer.page)
        self._show_counts(answer.chips)
        self._count.setText(self.tr("{count} tasks").format(count=f"{answer.total:,}"))
        nothing = not self.state.chosen() and group is None
        empty = self.empty if nothing else self._no_match
        self._stack.setCurrentWidget(self.table if answer.page.rows else empty)
        self.setFocusProxy(self.table if answer.page.rows else empty.button())
        row = self.model.row_of(marked.task.id) if marked else 0
        if answer.page.rows:
            self.table.setCurrentIndex(self.model.index(max(row, 0), 0))

    def _show_counts(self, chips: dict[str, int]) -> None:
        for key, count in chips.items():
            self.state.set_count(key, count)

    def _make_room_for_groups(self) -> None:
        """Show the groups where they order the page, and hide what they say already or have no room for."""
        order = self.ordered_by()
        grouped = order in _GROUPED
        self.group_table.setVisible(grouped)
        for column in (Column.AGE, Column.OWNER, Column.NUMBER):
            self.table.setColumnHidden(column, grouped)
        for column in (Column.LEADER, Column.UNIT):
            self.table.setColumnHidden(column, self._group is not None and ORDERS[column] is order)

    @Slot()
    def _fetch_more(self) -> None:
        house, session = self._workplace.house, self._workplace.session
        wanted, order, after = self.wanted(), self.ordered_by(), self.model.after

        def question() -> SupervisionPage:
            return house.instruction_reader.page(session, wanted, order, after)

        self._workplace.read(question, self, self.model.add, key="supervision")

    @Slot()
    def _order_chosen(self) -> None:
        order = self.ordered_by()
        if order is not self._grouped_by:
            self._group = None
        self._grouped_by = order
        column = next(column for column, known in ORDERS.items() if known is order)
        self.table.horizontalHeader().setSortIndicator(column, Qt.SortOrder.AscendingOrder)
        self.refresh()

    @Slot(int)
    def _head_clicked(self, section: int) -> None:
        order = ORDERS.get(Column(section))
        if order is not None:
            self.choose_order(order)
        else:
            self._order_chosen()  # the mark goes back to the column that orders

    @Slot(QModelIndex)
    def _group_chosen(self, index: QModelIndex) -> None:
        name = self.groups.name(index.row())
        if name != self._group:
            self._group = name
            self.refresh()

    @Slot(QModelIndex)
    def _activated(self, _index: QModelIndex) -> None:
        row = self.marked()
        if row is not None:
            self.opened.emit(row.task.instruction_id)

    def _refresh_when_seen(self) -> None:
        self._stale = not self.isVisible()
        if not self._stale:
            self.refresh()

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.INSTRUCTIONS, Topic.MATTERS, Topic.CALENDAR):
            self._workplace.reread(self, self._refresh_when_seen)

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        for order in SupervisionOrder:
            self.order.add(order.value, label(order))
        self.order.choose(frozenset({SupervisionOrder.DUE.value}))
        for standing in _STANDINGS:
            self.state.add(standing.value, label(standing))
        for key, text in (
            ("overdue", self.tr("Late")),
            ("due_today", self.tr("Due today")),
            ("unowned", self.tr("Nobody answers")),
            ("mine", self.tr("Mine")),
            ("moved", self.tr("Moved today")),
            ("closed", self.tr("Closed")),
        ):
            self.state.add(key, text)
        theme.mark(self._count, type="secondary")
        bars = QHBoxLayout()
        bars.setSpacing(sizes.space_5)
        bars.addWidget(self.order, 2)
        bars.addWidget(self._count)
        self._lay_out_tables()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self.group_table)
        self._split.addWidget(self._stack)
        self._split.setStretchFactor(1, 1)
        self._split.setCollapsible(1, False)
        self._split.setSizes([_GROUPS_WIDTH, 4 * _GROUPS_WIDTH])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_2)
        column.addLayout(bars)
        column.addWidget(self.state)
        column.addWidget(self._split, 1)

    def _lay_out_tables(self) -> None:
        self.table.setModel(self.model)
        self.table.set_columns([LOOKS[column] for column in sorted(LOOKS)])
        self.table.setAccessibleName(self.tr("Tasks under supervision"))
        head = self.table.horizontalHeader()
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(Column.DUE, Qt.SortOrder.AscendingOrder)
        self.group_table.setModel(self.groups)
        self.group_table.set_columns(GROUP_LOOKS)
        self.group_table.setAccessibleName(self.tr("Leaders or units"))
        self.group_table.hide()
        Remembered(self._workplace.seat, "supervision", self.table)
        kept = ORDERS.get(Column(head.sortIndicatorSection()))
        if kept is not None:
            self.order.choose(frozenset({kept.value}))
        for page in (self.table, self.empty, self._no_match):
            self._stack.addWidget(page)
        self.setFocusProxy(self.table)
        self.empty.button().setVisible(self._workplace.session.may(Right.WRITE_LOG))

    def _connect_signals(self) -> None:
        self.table.activated.connect(self._activated)
        self.table.horizontalHeader().sectionClicked.connect(self._head_clicked)
        self.group_table.selectionModel().currentRowChanged.connect(self._group_chosen)
        self.model.more_wanted.connect(self._fetch_more)
        self.order.changed.connect(self._order_chosen)
        self.state.changed.connect(self.refresh)
        self.empty.acted.connect(self.instruction_wanted)
        self._workplace.changed.connect(self._hear)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring up to date what changed behind another page."""
        super().showEvent(event)
        if self._stale:
            self._refresh_when_seen()


def _count(groups: Iterable[GroupCount]) -> int:
    return sum(one.total for one in groups)
