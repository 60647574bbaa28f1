"""The page 值班: wall calendar, my duties, planner, swaps, people, whereabouts, one beside the other under tabs."""

from __future__ import annotations

from enum import IntEnum
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from dutyroom.changes import Changes, Topic
from dutyroom.errors import DutyroomError
from dutyroom.roster.model import Slot as RosterSlot
from ui import theme
from ui.roster.month_view import MonthView
from ui.roster.my_duties_view import MyDutiesView
from ui.roster.people_view import PeopleView
from ui.roster.planner_view import PlannerView
from ui.roster.swaps_view import SwapsView
from ui.roster.waiting import Waiting, read_waiting
from ui.roster.whereabouts_view import WhereaboutsView
from ui.terms import explain
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.workplace import Workplace


class Tab(IntEnum):
    """The tabs, in their order."""

    CALENDAR = 0
    MINE = 1
    PLANNER = 2
    SWAPS = 3
    PEOPLE = 4
    WHEREABOUTS = 5


class RosterPage(QWidget):
    """Six views; each reads again when the roster has changed and it is to be seen."""

    print_wanted = Signal(object)
    """The ``PaperWish`` of what is to be put on paper."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._day = workplace.now().date()
        self._title = QLabel(self.tr("Roster"), self)
        self.message = InlineMessage(self)
        self.tabs = QTabWidget(self)
        self.month = MonthView(workplace)
        self.mine = MyDutiesView(workplace)
        self.planner = PlannerView(workplace)
        self.swaps = SwapsView(workplace)
        self.people = PeopleView(workplace)
        self.whereabouts = WhereaboutsView(workplace)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="page")
        theme.mark(self._title, type="title")
        for view, words in zip(self._views(), self._names(), strict=True):
            inner = QWidget()
            column = QVBoxLayout(inner)
            column.setContentsMargins(0, sizes.space_3, 0, 0)
            column.addWidget(view)
            inner.setFocusProxy(view)
            self.tabs.addTab(inner, words)
        self.tabs.setDocumentMode(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_3, sizes.space_5, sizes.space_3)
        column.setSpacing(sizes.space_2)
        column.addWidget(self._title)
        column.addWidget(self.message)
        column.addWidget(self.tabs, 1)
        self.setFocusProxy(self.month)

    def _connect_signals(self) -> None:
        self._workplace.changed.connect(self._hear)
        for view in self._views():
            view.refused.connect(self._say_refused)
        for talking in (self.month, self.mine, self.planner, self.swaps, self.people, self.whereabouts):
            talking.said.connect(self._say)
        self.month.begin_wanted.connect(self._begin)
        for printing in (self.month, self.mine, self.planner):
            printing.print_wanted.connect(self.print_wanted)
        self.mine.swap_wanted.connect(self._ask_swap)
        self.tabs.currentChanged.connect(self._tab_changed)
        for keys, step in (("Ctrl+PgUp", self._tab_before), ("Ctrl+PgDown", self._tab_after)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(step)

    def show_tab(self, tab: Tab) -> None:
        """Go to a tab and put the keyboard there."""
        self.tabs.setCurrentIndex(tab)
        self._views()[tab].setFocus()

    def show_plan(self, plan_id: str) -> None:
        """Go to a plan."""
        self.show_tab(Tab.PLANNER)
        self.planner.show_plan(plan_id)

    def note_whereabouts(self) -> None:
        """Go to the whereabouts, and note where the leader in charge is who has not told."""
        self.show_tab(Tab.WHEREABOUTS)
        self.whereabouts.ask_missing()

    def close_day(self) -> bool:
        """Put the opened day of the calendar away; return whether there was one to be seen."""
        return self.month.panel.isVisible() and self.month.close_day()

    def time_passed(self) -> None:
        """A minute passed: mark another day as today."""
        today = self._workplace.now().date()
        if today != self._day:
            self._day = today
            self._refresh()
        self.whereabouts.refresh()

    def _views(self) -> tuple[MonthView, MyDutiesView, PlannerView, SwapsView, PeopleView, WhereaboutsView]:
        return self.month, self.mine, self.planner, self.swaps, self.people, self.whereabouts

    def _names(self) -> tuple[str, ...]:
        return (
            self.tr("Wall &calendar"),
            self.tr("&My duties"),
            self.tr("P&lanner"),
            self.tr("&Swaps"),
            self.tr("Peopl&e"),
            self.tr("&Whereabouts"),
        )

    def _refresh(self) -> None:
        for view in self._views():
            view.refresh()
        self._ask_waiting()

    def _ask_waiting(self) -> None:
        """Count what waits for whoever has signed in, when the page can be seen."""
        if self.isVisible():
            call = partial(read_waiting, self._workplace.house, self._workplace.session)
            self._workplace.read(call, self, self._show_waiting, self._say_refused, key="waiting")

    def _show_waiting(self, waiting: Waiting) -> None:
        names = self._names()
        for tab, count in ((Tab.PLANNER, waiting.plans), (Tab.SWAPS, waiting.swaps)):
            words = self.tr("{name} · {count}").format(name=names[tab], count=count)
            self.tabs.setTabText(tab, words if count else names[tab])

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.ROSTER, Topic.CALENDAR, Topic.SETTINGS, Topic.ACCOUNTS):
            self._refresh()
        elif changes.touches(Topic.WHEREABOUTS, Topic.DIRECTORY):
            self.whereabouts.refresh()

    @Slot(object)
    def _say_refused(self, error: DutyroomError) -> None:
        self.message.say(MessageKind.REFUSAL, explain(error))

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self.message.say(MessageKind.SUCCESS, sentence)

    @Slot(int)
    def _tab_changed(self, _at: int) -> None:
        self.message.clear()

    @Slot()
    def _tab_before(self) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() - 1) % self.tabs.count())

    @Slot()
    def _tab_after(self) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % self.tabs.count())

    @Slot()
    def _begin(self) -> None:
        self.show_tab(Tab.PEOPLE)

    @Slot(object)
    def _ask_swap(self, slot: RosterSlot) -> None:
        self.show_tab(Tab.SWAPS)
        self.swaps.ask_for(slot)

    def showEvent(self, event: QShowEvent) -> None:
        """Count what waits when one comes to the page."""
        super().showEvent(event)
        self._ask_waiting()
