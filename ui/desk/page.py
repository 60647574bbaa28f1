"""The desk: what is open, in the order of doing, and how the watch stands."""

from __future__ import annotations

from bisect import bisect

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dutyroom.changes import Changes, Topic
from dutyroom.log.model import DayCounts, Matter, MatterFile, MatterState
from dutyroom.log.service import counted_in_day, order_of_doing
from ui import icons, theme
from ui.actions import Act, plain_text_of
from ui.desk.hour_bars import HourBars
from ui.desk.leader_line import LeaderLine
from ui.log.account_names import AccountNames
from ui.log.matter_model import LOOKS, MatterModel
from ui.widgets.empty_page import EmptyPage
from ui.widgets.quiet_table import QuietTable
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace


class DeskPage(QWidget):
    """The page 值守."""

    opened = Signal(str)
    slip_wanted = Signal()
    emergency_wanted = Signal()
    whereabouts_wanted = Signal()
    list_wanted = Signal(str)
    """Which matters of the log somebody wants to see: open, overdue, or of today."""

    def __init__(self, workplace: Workplace, names: AccountNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._stale = False
        self._counts: DayCounts | None = None
        self.model = MatterModel(workplace, self)
        self.table = QuietTable()
        self.table.setAccessibleName(self.tr("On the desk"))
        self.new_call = QPushButton(plain_text_of(Act.NEW_SLIP) + "  F2")
        self.emergency = QPushButton(plain_text_of(Act.NEW_EMERGENCY) + "  F4")
        self.tiles = {key: _Tile(key, text) for key, text in self._tile_texts()}
        self.hours = HourBars()
        self.leaders = LeaderLine(workplace)
        self._stack = QStackedWidget()
        self._empty = EmptyPage(
            icon="check",
            title=self.tr("Nothing is open"),
            text=self.tr("Everything that was logged has a result. Press F2 when the phone rings."),
        )
        self._lay_out()
        names.renewed.connect(self.model.name_owners)
        self.model.name_owners(names.names)
        self.table.activated.connect(self._activated)
        self.new_call.clicked.connect(self.slip_wanted)
        self.emergency.clicked.connect(self.emergency_wanted)
        self.leaders.acted.connect(self.whereabouts_wanted)
        for key in ("open", "overdue", "today"):
            self.tiles[key].lead_on(self.tr("Show them in the log"))
            self.tiles[key].chosen.connect(self.list_wanted)
        workplace.changed.connect(self._hear)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the board and the counts again."""
        if not self._workplace.reads_log:
            return
        house, session = self._workplace.house, self._workplace.session
        now = house.clock.now()
        since, until = house.calendar.day_span(house.calendar.local_date(now))
        watch = house.watch_time.watch_at(now)

        def board() -> list[Matter]:
            return house.log_reader.open_board(session)

        def counting() -> DayCounts:
            return house.log_reader.day_counts(session, since, until, watch, now)

        self._workplace.read(board, self, self._show_board, key="board")
        self._workplace.read(counting, self, self._show_counts, key="counts")

    def show_logged(self, file: MatterFile) -> None:
        """Show a matter that was just logged in its place and paint it; the file is asked again behind it."""
        matter = file.matter
        if not self.isVisible():
            return
        if matter.state is MatterState.OPEN and not matter.drill and self.model.row_of(matter.id) < 0:
            self.model.put(bisect(self.model.matters(), order_of_doing(matter), key=order_of_doing), matter)
            self._show_table()
            self.table.paint_now()
        if self._counts is not None:
            house, now = self._workplace.house, self._workplace.house.clock.now()
            day = house.calendar.day_span(house.calendar.local_date(now))
            self._counts = counted_in_day(self._counts, file, day, house.watch_time.watch_at(now), now)
            self._workplace.next(self, self._draw_counts)

    def _show_table(self) -> None:
        """Show the list, or, when nothing is open, the page that says so."""
        self._stack.setCurrentWidget(self.table if self.model.rowCount() else self._empty)
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _show_board(self, matters: list[Matter]) -> None:
        marked = self.model.matter(self.table.currentIndex().row())
        self.model.show_all(matters)
        row = self.model.row_of(marked.id) if marked else 0
        if matters and self.table.currentIndex().row() != max(row, 0):
            self.table.setCurrentIndex(self.model.index(max(row, 0), 0))
        self._show_table()

    def _show_counts(self, counts: DayCounts) -> None:
        self._counts = counts
        self._draw_counts()

    @Slot()
    def _draw_counts(self) -> None:
        counts = self._counts
        if counts is None:
            return
        self.tiles["open"].show_count(counts.open)
        self.tiles["overdue"].show_count(counts.overdue, bad=counts.overdue > 0)
        self.tiles["today"].show_count(counts.today)
        self.tiles["watch"].show_count(counts.watch)
        self.hours.show_hours(counts.by_hour, self._workplace.now().hour)

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        matter = self.model.matter(index.row())
        if matter is not None:
            self.opened.emit(matter.id)

    def time_passed(self) -> None:
        """A minute passed: something may be overdue now, a day or a watch may be over."""
        self.model.refresh_times()
        self.leaders.refresh()
        self._refresh_when_seen()

    def _refresh_when_seen(self) -> None:
        """Refresh now, or, while another page is in front, when this one is shown again."""
        self._stale = not self.isVisible()
        if not self._stale:
            self.refresh()

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.MATTERS, Topic.SETTINGS):
            self._workplace.reread(self, self._refresh_when_seen)

    def _tile_texts(self) -> tuple[tuple[str, str], ...]:
        return (
            ("open", self.tr("Open")),
            ("overdue", self.tr("Overdue")),
            ("today", self.tr("Received today")),
            ("watch", self.tr("Entries of this watch")),
        )

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="page")
        title = QLabel(self.tr("On the desk"))
        theme.mark(title, type="title")
        theme.mark(self.new_call, kind="primary")
        self.new_call.setIcon(icons.icon("phone-in", icons.Role.ON_ACCENT))
        self.emergency.setIcon(icons.icon("incident"))
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.emergency)
        head.addWidget(self.new_call)
        tiles = QHBoxLayout()
        tiles.setSpacing(sizes.space_3)
        for tile in self.tiles.values():
            tiles.addWidget(tile, 1)
        bars = QFrame()
        theme.mark(bars, area="card")
        box = QVBoxLayout(bars)
        box.setContentsMargins(sizes.space_3, sizes.space_2, sizes.space_3, sizes.space_2)
        caption = QLabel(self.tr("Received today, hour by hour"))
        theme.mark(caption, type="caption")
        box.addWidget(caption)
        box.addWidget(self.hours, 1)
        tiles.addWidget(bars, 3)
        self.setFocusProxy(self.table)
        self.table.setModel(self.model)
        self.table.set_columns([LOOKS[column] for column in sorted(LOOKS)])
        Remembered(self._workplace.seat, "desk", self.table)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, 0)
        column.setSpacing(sizes.space_3)
        column.addLayout(head)
        column.addWidget(self.leaders)
        column.addLayout(tiles)
        column.addWidget(self._stack, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring up to date what changed behind another page."""
        super().showEvent(event)
        if self._stale:
            self._refresh_when_seen()


class _Tile(QFrame):
    """A count with its name; ``chosen`` carries the key of one that leads on to what it counts."""

    chosen = Signal(str)

    def __init__(self, key: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._leads = False
        sizes = theme.current().sizes
        theme.mark(self, area="card")
        self._name = text
        self._bad = False
        self._count = QLabel("–")
        caption = QLabel(text)
        theme.mark(self._count, type="clock")
        theme.mark(caption, type="caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_3, sizes.space_2, sizes.space_3, sizes.space_2)
        column.setSpacing(0)
        column.addWidget(caption)
        column.addWidget(self._count)

    def lead_on(self, tip: str) -> None:
        """Let a click lead to what is counted; the keys of the log lead there, too."""
        self._leads = True
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tip)

    def show_count(self, count: int, *, bad: bool = False) -> None:
        """Show a count; a bad one in the tone of danger."""
        self._count.setText(f"{count:,}")
        if bad != self._bad:
            self._bad = bad
            theme.mark(self._count, ink="danger" if bad else "")
        self.setAccessibleName(f"{self._name} {count}")

    def text(self) -> str:
        """Return what is shown."""
        return self._count.text()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lead on."""
        within = self.rect().contains(event.position().toPoint())
        if self._leads and within and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._key)
        else:
            super().mouseReleaseEvent(event)
