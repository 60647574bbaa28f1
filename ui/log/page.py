"""The log: every matter, newest first, narrowed by what one chooses; rows and counts by one set of conditions."""

from __future__ import annotations

from bisect import bisect
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from dutyroom.changes import Changes, Topic
from dutyroom.log.model import (
    Category,
    Channel,
    Matter,
    MatterCounts,
    MatterFile,
    MatterFilter,
    MatterPage,
    MatterState,
    Urgency,
)
from dutyroom.log.service import counted, fits
from ui import icons, theme
from ui.actions import Act, plain_text_of
from ui.log.account_names import AccountNames
from ui.log.choices import Choice
from ui.log.matter_model import LOOKS, MatterModel
from ui.widgets.calendar_popup import CalendarPopup
from ui.widgets.empty_page import EmptyPage
from ui.widgets.filter_bar import FilterBar
from ui.widgets.quiet_table import QuietTable
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace


class LogPage(QWidget):
    """The page 记录."""

    opened = Signal(str)
    slip_wanted = Signal()
    print_wanted = Signal(object)

    def __init__(self, workplace: Workplace, names: AccountNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._stale = False
        self._shown = self._asked_after = 0  # first pages shown so far, and when older rows were asked for
        self._day: date | None = None
        self._counts: MatterCounts | None = None
        self.model = MatterModel(workplace, self)
        self.table = QuietTable()
        self.table.setAccessibleName(self.tr("Log"))
        self.state = FilterBar(single=True)
        self.channel = Choice(Channel, any_text=self.tr("Every channel"))
        self.category = Choice(Category, any_text=self.tr("Every category"))
        self.urgency = Choice(Urgency, any_text=self.tr("Every urgency"))
        self.day_button = QPushButton(self.tr("Every day"))
        self.watch_button = QPushButton(self.tr("This watch"))
        self._print_button = QToolButton()
        self._count = QLabel()
        self._empty = EmptyPage(
            icon="log",
            title=self.tr("Nothing is logged here yet"),
            text=self.tr("Press F2 when the phone rings. Every matter gets a record, no matter how small."),
            action=self.tr("New call"),
        )
        self._no_match = EmptyPage(
            icon="search",
            title=self.tr("Nothing matches this choice"),
            text=self.tr("Take away one of the conditions above, or search for a word in every entry (F3)."),
        )
        self._stack = QStackedWidget()
        self._popup: CalendarPopup | None = None
        self._lay_out()
        self._connect_signals(names)
        self.refresh()

    def wanted(self) -> MatterFilter:
        """Return the conditions that are chosen."""
        chosen = next(iter(self.state.chosen()), "")
        house = self._workplace.house
        since, until = house.calendar.day_span(self._day) if self._day else (None, None)
        watch = house.watch_time.watch_at(house.clock.now()) if self.watch_button.isChecked() else ""
        wanted = MatterFilter(
            since=since,
            until=until,
            watch=watch,
            channel=self.channel.value(),
            category=self.category.value(),
            urgency=self.urgency.value(),
        )
        if chosen == "overdue":
            return replace(wanted, overdue_at=house.clock.now())
        return replace(wanted, state=MatterState(chosen) if chosen else None)

    def show_only(self, key: str) -> None:
        """Choose what is open or overdue, or of today (``key``), and nothing beside it."""
        for box in (self.channel, self.category, self.urgency):
            box.setCurrentIndex(0)
        self.watch_button.setChecked(False)
        today = key == "today"
        self.state.choose(frozenset() if today else frozenset({key}))
        self._pick_day(self._workplace.now().date() if today else None)

    @Slot()
    def refresh(self) -> None:
        """Read the first page and the counts again."""
        if not self._workplace.reads_log:
            return
        house, session, wanted, now = (
            self._workplace.house,
            self._workplace.session,
            self.wanted(),
            self._workplace.house.clock.now(),
        )
        rows = max(50, min(self.model.rowCount(), 400))

        def question() -> MatterPage:
            return house.log_reader.page(session, wanted, limit=rows)

        def counting() -> MatterCounts:
            return house.log_reader.counts(session, replace(wanted, state=None, overdue_at=None), now)

        self._workplace.read(question, self, self._show_first, key="page")
        self._workplace.read(counting, self, self._show_counts, key="counts")

    def show_watch(self, *, only: bool) -> None:
        """Narrow the list to the present watch, or not."""
        self.watch_button.setChecked(only)
        self.refresh()

    def show_logged(self, file: MatterFile) -> None:
        """Show a matter that was just logged where the choice fits it, and paint it; the file is asked again behind."""
        matter, wanted = file.matter, self.wanted()
        if not self.isVisible():
            return
        if fits(wanted, matter) and self.model.row_of(matter.id) < 0:
            self._put(matter)
        if self._counts is not None and fits(replace(wanted, state=None, overdue_at=None), matter):
            self._counts = counted(self._counts, matter, self._workplace.house.clock.now())
            self._workplace.next(self, self._draw_counts)

    def _put(self, matter: Matter) -> None:
        top = self._first_seen()
        self.model.put(bisect(self.model.matters(), -matter.seq, key=_newest_first), matter)
        self._stack.setCurrentWidget(self.table)
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._keep_in_sight(top)
        self.table.paint_now()

    def marked(self) -> Matter | None:
        """Return the matter that is marked."""
        return self.model.matter(self.table.currentIndex().row())

    def _show_first(self, page: MatterPage) -> None:
        marked, top = self.marked(), self._first_seen()
        self._shown += 1
        self.model.show_first(page)
        self._stack.setCurrentWidget(self.table if page.matters else self._empty_page())
        row = self.model.row_of(marked.id) if marked else 0
        if page.matters and self.table.currentIndex().row() != max(row, 0):
            self.table.setCurrentIndex(self.model.index(max(row, 0), 0))
        self._keep_in_sight(top)

    def _keep_in_sight(self, top: Matter | None) -> None:
        if top is not None and self.model.row_of(top.id) >= 0:
            here = self.model.index(self.model.row_of(top.id), 0)
            self.table.scrollTo(here, QuietTable.ScrollHint.PositionAtTop)

    def _first_seen(self) -> Matter | None:
        """Return the uppermost matter somebody scrolled down to, None at the top of the list."""
        if self.table.verticalScrollBar().value() == 0:
            return None
        return self.model.matter(self.table.rowAt(0))

    def _empty_page(self) -> EmptyPage:
        return self._empty if self.wanted() == MatterFilter() else self._no_match

    def _show_counts(self, counts: MatterCounts) -> None:
        self._counts = counts
        self._draw_counts()

    @Slot()
    def _draw_counts(self) -> None:
        counts = self._counts
        if counts is None:
            return
        for key, count in (
            ("open", counts.open),
            ("overdue", counts.overdue),
            ("closed", counts.closed),
            ("withdrawn", counts.withdrawn),
        ):
            self.state.set_count(key, count)
        self._count.setText(self.tr("{count} matters").format(count=f"{counts.total:,}"))

    @Slot()
    def _fetch_older(self) -> None:
        house, session, wanted = self._workplace.house, self._workplace.session, self.wanted()
        before = self.model.oldest_seq()

        def question() -> MatterPage:
            return house.log_reader.page(session, wanted, before=before)

        self._asked_after = self._shown
        self._workplace.read(question, self, self._add_older, key="older")

    def _add_older(self, page: MatterPage) -> None:
        if self._asked_after == self._shown:  # else the rows these continue are no longer shown
            self.model.add_older(page)

    @Slot()
    def _open_marked(self) -> None:
        matter = self.marked()
        if matter is not None:
            self.opened.emit(matter.id)

    @Slot(QModelIndex)
    def _activated(self, _index: QModelIndex) -> None:
        self._open_marked()

    @Slot()
    def _choose_day(self) -> None:
        if self._day is not None:
            self._pick_day(None)
            return
        if self._popup is None:
            self._popup = CalendarPopup(self)
            self._popup.picked.connect(self._pick_day)
        self._popup.set_day(self._workplace.now().date())
        self._popup.popup(self.day_button.mapToGlobal(self.day_button.rect().bottomLeft()))

    @Slot(object)
    def _pick_day(self, day: date | None) -> None:
        self._day = day
        self.day_button.setText(day.isoformat() if day else self.tr("Every day"))
        self.day_button.setIcon(icons.icon("close" if day else "calendar"))
        self.refresh()

    @Slot()
    def _ask_to_print(self) -> None:
        self.print_wanted.emit(self._day or self._workplace.now().date())

    def time_passed(self) -> None:
        """A minute passed: something may be overdue now, a day or a watch may be over."""
        self.model.refresh_times()
        self._refresh_when_seen()

    def _refresh_when_seen(self) -> None:
        """Refresh now, or, while another page is in front, when this one is shown again."""
        self._stale = not self.isVisible()
        if not self._stale:
            self.refresh()

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.MATTERS):
            self._workplace.reread(self, self._refresh_when_seen)

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="page")
        title = QLabel(self.tr("Log"))
        theme.mark(title, type="title")
        theme.mark(self._count, type="secondary")
        for key, text in (
            ("open", self.tr("Open")),
            ("overdue", self.tr("Overdue")),
            ("closed", self.tr("Closed")),
            ("withdrawn", self.tr("Withdrawn")),
        ):
            self.state.add(key, text)
        self.watch_button.setCheckable(True)
        self.day_button.setIcon(icons.icon("calendar"))
        self._print_button.setIcon(icons.icon("print"))
        self._print_button.setToolTip(plain_text_of(Act.PRINT))
        self._print_button.setAccessibleName(plain_text_of(Act.PRINT))
        self._print_button.setVisible(self._workplace.session.may(Right.PRINT))
        head = QHBoxLayout()
        head.setSpacing(sizes.space_3)
        head.addWidget(title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._print_button)
        bar = QHBoxLayout()
        bar.setSpacing(sizes.space_2)
        bar.addWidget(self.state, 1)
        for widget in (self.watch_button, self.day_button, self.channel, self.category, self.urgency):
            bar.addWidget(widget)
        self.setFocusProxy(self.table)
        self.table.setModel(self.model)
        self.table.set_columns([LOOKS[column] for column in sorted(LOOKS)])
        Remembered(self._workplace.seat, "log", self.table)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._no_match)
        self._empty.button().setVisible(self._workplace.session.may(Right.WRITE_LOG))
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, 0)
        column.setSpacing(sizes.space_3)
        column.addLayout(head)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)

    def _connect_signals(self, names: AccountNames) -> None:
        names.renewed.connect(self.model.name_owners)
        self.model.name_owners(names.names)
        self.model.more_wanted.connect(self._fetch_older)
        self.table.activated.connect(self._activated)
        self.state.changed.connect(self.refresh)
        self.watch_button.toggled.connect(self.refresh)
        self.day_button.clicked.connect(self._choose_day)
        for box in (self.channel, self.category, self.urgency):
            box.currentIndexChanged.connect(self.refresh)
        self._empty.acted.connect(self.slip_wanted)
        self._print_button.clicked.connect(self._ask_to_print)
        self._workplace.changed.connect(self._hear)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring up to date what changed behind another page."""
        super().showEvent(event)
        if self._stale:
            self._refresh_when_seen()


def _newest_first(matter: Matter) -> int:
    return -matter.seq
