"""The wall calendar with its month at the head, and the day that was opened beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House
from dutyroom.calendar.lunar import lunar_day
from dutyroom.calendar.model import Day
from dutyroom.calendar.rules import FIRST_YEAR, LAST_YEAR
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.roster.model import Assignment
from dutyroom.roster.views import ActualDuty, PlanHead
from ui import icons, theme
from ui.actions import Act, keys_of, tip_of
from ui.roster.day_panel import DayPanel
from ui.roster.month import Month, month_of, moved, span_of
from ui.roster.noting import Noting
from ui.roster.paper_wish import PaperKind, PaperWish
from ui.roster.wall_calendar import WallCalendar
from ui.roster.words import month_text
from ui.terms import label
from ui.theme import Tone
from ui.widgets.empty_page import EmptyPage
from ui.widgets.pill import Pill
from ui.workplace import Workplace


@dataclass(frozen=True)
class WallPage:
    """A month, what the roster calls whoever has signed in, and whether there is anybody on the roster at all."""

    month: Month
    own_name: str
    members: int
    draft_title: str = ""
    plan_id: str = ""
    """The plan that reaches furthest into the month, to be printed."""


def read_wall(house: House, session: Session, year: int, month: int, today: date) -> WallPage:
    """Return a month with the duties that hold; days that no plan in force reaches show the draft of them."""
    first, last = span_of(year, month)
    actual = house.roster.actual(session, first, last)
    duties = [_as_it_was(one) for one in actual]
    covered = {one.slot.date for one in actual}
    heads = house.roster.plans(session)
    draft, title = _draft_of(house, session, heads, first, last, covered)
    members = house.roster.members(session)
    own = next((one.name for one in members if one.account_id == session.account_id), "")
    made = month_of(
        year,
        month,
        today=today,
        day_of=partial(_day_of, house),
        lunar_of=lunar_day,
        assignments=(*duties, *draft),
        draft_days=frozenset(one.slot.date for one in draft),
        noted=(one for one in actual if one.noted),
    )
    return WallPage(made, own, len(members), title, _plan_to_print(heads, year, month))


def _as_it_was(duty: ActualDuty) -> Assignment:
    """Return a duty with who really sat where that was noted, and with who is planned otherwise."""
    if duty.noted or duty.planned is None:
        return Assignment(duty.slot, duty.member_id, duty.name)
    return duty.planned


def _plan_to_print(heads: Sequence[PlanHead], year: int, month: int) -> str:
    """Return the plan with the most days in a month, one in force before a draft; an empty text where none reaches."""
    first = date(year, month, 1)
    last = moved(first, 1) - timedelta(days=1)

    def reach(head: PlanHead) -> tuple[bool, int]:
        return head.in_force, (min(head.last, last) - max(head.first, first)).days

    reaching = [head for head in heads if (head.in_force or head.open) and head.first <= last and head.last >= first]
    return max(reaching, key=reach).id if reaching else ""


def _draft_of(
    house: House, session: Session, heads: Sequence[PlanHead], first: date, last: date, covered: set[date]
) -> tuple[tuple[Assignment, ...], str]:
    """Return the slots of the newest open plan on days that nothing in force covers, and its title."""
    reaching = [head for head in heads if head.open and head.first <= last and head.last >= first]
    for head in sorted(reaching, key=lambda each: each.created_at, reverse=True):
        ones = house.roster.plan(session, head.id).assignments
        open_ones = tuple(one for one in ones if one.slot.date not in covered and first <= one.slot.date <= last)
        if open_ones:
            return open_ones, head.title
    return (), ""


def _day_of(house: House, day: date) -> Day | None:
    try:
        return house.calendar.day(day)
    except Refused:  # beyond the years of the calendar
        return None


class MonthView(QWidget):
    """Shows one month. ``refused`` carries an error, ``said`` a sentence, ``print_wanted`` a ``PaperWish``."""

    refused = Signal(object)
    said = Signal(str)
    print_wanted = Signal(object)
    begin_wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._first = workplace.now().date().replace(day=1)
        self._stale = True
        self._plan_id = ""
        self._kept: dict[date, WallPage] = {}
        self._generation = 0
        self.wall = WallCalendar(self)
        self.panel = DayPanel(self)
        self._title = QLabel(self)
        self._status = Pill("", Tone.WARNING, self)
        self._draft = Pill("", Tone.NEUTRAL, self)
        self._empty_slots = Pill("", Tone.DANGER, self)
        self._hint = QLabel(self)
        self.back = QToolButton(self)
        self.forward = QToolButton(self)
        self.today = QPushButton(self.tr("&Today"), self)
        self.print = QPushButton(icons.icon("print"), self.tr("P&rint month"), self)
        may = workplace.session.may(Right.PLAN_ROSTER)
        self._begin = EmptyPage(
            icon="roster",
            title=self.tr("No roster has been made yet"),
            text=self.tr("Enter who takes turns under “People”; then let the planner make the first month.")
            if may
            else self.tr("The duty officers and the head of the duty room make it; it will hang here."),
            action=self.tr("Go to “People”") if may else "",
        )
        self._stack = QStackedWidget(self)
        self.noting = Noting(workplace, self)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self._title, type="section")
        theme.mark(self._hint, type="secondary")
        for button, icon, act in (
            (self.back, "chevron-left", Act.PREVIOUS_MONTH),
            (self.forward, "chevron-right", Act.NEXT_MONTH),
        ):
            button.setIcon(icons.icon(icon))
            button.setIconSize(QSize(sizes.icon, sizes.icon))
            button.setToolTip(f"{tip_of(act)} ({keys_of(act)[0].toString()})")
            button.setAccessibleName(tip_of(act))
        for quiet in (self.today, self.print):
            theme.mark(quiet, kind="quiet")
        self.print.setVisible(self._workplace.session.may(Right.PRINT))
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        head.addWidget(self.back)
        head.addWidget(self._title)
        head.addWidget(self.forward)
        head.addWidget(self.today)
        for pill in (self._status, self._draft, self._empty_slots):
            head.addWidget(pill)
        head.addWidget(self._hint, 1)
        head.addWidget(self.print)
        full = QWidget(self)
        body = QHBoxLayout()
        body.setSpacing(sizes.space_3)
        body.addWidget(self.wall, 1)
        body.addWidget(self.panel)
        self.panel.hide()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_2)
        column.addLayout(head)
        column.addLayout(body, 1)
        self._stack.addWidget(full)
        self._stack.addWidget(self._begin)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.setFocusProxy(self.wall)

    def _connect_signals(self) -> None:
        self.wall.month_wanted.connect(self.go)
        self.wall.today_wanted.connect(self.go_today)
        self.wall.opened.connect(self.open_day)
        self.wall.chosen.connect(self._chosen)
        self.panel.closed.connect(self._close_day)
        self.panel.note_wanted.connect(self.ask_actual)
        self.noting.noted.connect(self.refresh)
        self.noting.refused.connect(self.refused)
        self.noting.said.connect(self.said)
        self.back.clicked.connect(self._go_back)
        self.forward.clicked.connect(self._go_forward)
        self.today.clicked.connect(self.go_today)
        self.print.clicked.connect(self._print)
        self._begin.acted.connect(self.begin_wanted)

    @Slot(int)
    def go(self, months: int) -> None:
        """Go some months on, or back; the calendar ends with its years."""
        first = moved(self._first, months)
        if FIRST_YEAR <= first.year <= LAST_YEAR:
            self._first = first
            self._show_or_ask()

    @Slot()
    def go_today(self) -> None:
        """Go back to today."""
        today = self._workplace.now().date()
        self._first = today.replace(day=1)
        month = self.wall.month()
        if month is not None and (month.year, month.month) == (today.year, today.month):
            self.wall.choose(today)
        self.refresh()

    @Slot(object)
    def open_day(self, day: date) -> None:
        """Show who is on that day, and why."""
        month = self.wall.month()
        cell = month.cell(day) if month is not None else None
        if cell is not None:
            begun = day <= self._workplace.now().date()
            self.panel.show_cell(cell, may_note=begun and self._workplace.session.may(Right.WRITE_LOG))
            self.panel.show()

    @Slot()
    def ask_actual(self) -> None:
        """Ask who really was on, on the day that is open."""
        day = self.panel.day()
        if day is not None:
            self.noting.ask(day)

    @Slot()
    def refresh(self) -> None:
        """Read the month again."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._generation += 1  # an answer to an older question is not kept
        self._kept.clear()
        self._ask(self._first)

    def _show_or_ask(self) -> None:
        """Show a month that was read ahead at once, and any other when it was read."""
        page = self._kept.get(self._first)
        if page is None:
            self._ask(self._first)
        else:
            self._show(page)
            self._read_ahead()

    def _ask(self, first: date) -> None:
        house, session, today = self._workplace.house, self._workplace.session, self._workplace.now().date()
        call = partial(read_wall, house, session, first.year, first.month, today)
        taken = partial(self._take, self._generation, first)
        self._workplace.read(call, self, taken, self.refused.emit, key=f"month {first}")

    def _take(self, generation: int, first: date, page: WallPage) -> None:
        if generation != self._generation:
            return
        self._kept[first] = page
        if first == self._first:
            self._show(page)
            self._read_ahead()

    def _read_ahead(self) -> None:
        """Read the months beside the one that is shown, for whoever leafs through them."""
        for months in (1, -1):
            first = moved(self._first, months)
            if FIRST_YEAR <= first.year <= LAST_YEAR and first not in self._kept:
                self._ask(first)

    def _show(self, page: WallPage) -> None:
        month = page.month
        self.wall.show_month(month, page.own_name)
        self._plan_id = page.plan_id
        self.print.setEnabled(bool(page.plan_id))
        self._title.setText(month_text(month.year, month.month))
        self._status.setText("  ".join(f"{year} {label(status)}" for year, status in month.statuses.items()))
        self._status.setVisible(bool(month.statuses))
        self._draft.setText(self.tr("Draft: {title}").format(title=page.draft_title))
        self._draft.setVisible(bool(page.draft_title))
        self._empty_slots.setText(self.tr("Places without a name: {count}").format(count=month.empty))
        self._empty_slots.setVisible(month.empty > 0)
        self._hint.setText("" if month.planned else self.tr("No plan reaches this month yet."))
        self._stack.setCurrentIndex(0 if page.members or month.planned else 1)
        day = self.wall.day()
        if self.panel.isVisible() and day is not None:
            self.open_day(day)

    @Slot(object)
    def _chosen(self, day: date) -> None:
        if self.panel.isVisible():
            self.open_day(day)

    @Slot()
    def _close_day(self) -> None:
        self.panel.hide()
        self.wall.setFocus()

    def close_day(self) -> bool:
        """Put the opened day away; return whether one was open."""
        was_open = self.panel.isVisible()
        self._close_day()
        return was_open

    @Slot()
    def _go_back(self) -> None:
        self.go(-1)

    @Slot()
    def _go_forward(self) -> None:
        self.go(1)

    @Slot()
    def _print(self) -> None:
        self.print_wanted.emit(PaperWish(PaperKind.SCHEDULE, self._plan_id))

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was changed while the view was out of sight."""
        super().showEvent(event)
        if self._stale:
            self.refresh()
