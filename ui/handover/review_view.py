"""The review: past handovers of a day or a range, what they carry over, drawn; J and K go through the days."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House
from dutyroom.changes import Changes, Topic
from dutyroom.frozen import dataclass
from dutyroom.handover.rules import GRACE
from dutyroom.handover.views import HandoverLine, OfficerFigures, ReviewFigures
from ui import icons, theme
from ui.handover.charts import AgeChart, CallsChart, Chart, PendingChart, PunctualityChart
from ui.handover.paper_wish import HandoverWish
from ui.handover.review_model import LOOKS, ReviewModel
from ui.handover.review_pane import ReviewPane
from ui.settings.day_field import DayField
from ui.settings.rows_model import RowsModel, WordRow
from ui.widgets.empty_page import EmptyPage
from ui.widgets.filter_bar import FilterBar
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace

_SPANS = {"day": 1, "week": 7, "month": 30}
_DAYS = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}
_CHART_HEIGHT = 104
_LIST_SHARE, _PANE_SHARE = 580, 400
_OFFICER_LOOKS = (ColumnLook(strong=True), *(ColumnLook(width=88, right=True) for _ in range(8)))


@dataclass(frozen=True)
class ReviewPicture:
    """What the review shows of a range of days."""

    first: date
    last: date
    lines: tuple[HandoverLine, ...]
    figures: ReviewFigures
    officers: tuple[OfficerFigures, ...]


def read_review(house: House, session: Session, first: date, last: date) -> ReviewPicture:
    """Return the handovers of the days ``first`` to ``last``."""
    since, until = house.calendar.day_span(first)[0], house.calendar.day_span(last)[1]
    reader = house.handover_reader
    return ReviewPicture(
        first,
        last,
        reader.lines(session, since, until),
        reader.figures(session, since, until),
        reader.officers(session, since, until),
    )


class ReviewTable(QuietTable):
    """The list; J and K go through the days, Space turns between difference and sheet."""

    day_wanted = Signal(int)
    turned = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the days, or turn the page beside the list."""
        key, plain = Qt.Key(event.key()), not event.modifiers()
        if plain and key in _DAYS:
            self.day_wanted.emit(_DAYS[key])
        elif plain and key == Qt.Key.Key_Space:
            self.turned.emit()
        else:
            super().keyPressEvent(event)


class ReviewView(QWidget):
    """Range and export above, four drawings, the list, and beside it the handover that is marked."""

    said = Signal(str)
    refused = Signal(object)
    opened = Signal(str)
    print_wanted = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._stale = True
        self._land = ""
        self._going = False
        self.picture: ReviewPicture | None = None
        today = workplace.now().date()
        self.span = FilterBar(single=True)
        self.first = DayField(today)
        self.last = DayField(today)
        self.what = FilterBar(single=True, required=True)
        self.export = QPushButton(icons.icon("export"), self.tr("Print or &export the range"), self)
        self.pending = PendingChart()
        self.punctual = PunctualityChart()
        self.calls = CallsChart()
        self.ages = AgeChart()
        self.model = ReviewModel(workplace, self)
        self.table = ReviewTable(self)
        self.pane = ReviewPane(workplace)
        self.officers = RowsModel(self._officer_headings(), self)
        self.officer_table = QuietTable(self)
        self._empty = EmptyPage(
            icon="handover",
            title=self.tr("No handover in these days"),
            text=self.tr("Choose other days. A handover stands here from the moment both have signed."),
        )
        self._stack = QStackedWidget(self)
        self._build()
        self._connect_signals()
        self._choose_span("week")

    def show_range(self, first: date, last: date) -> None:
        """Show other days."""
        self.first.setText(first.isoformat())
        self.last.setText(last.isoformat())
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the range again, now or when it is seen."""
        first, last = self.first.value(), self.last.value()
        self._stale = not self.isVisible()
        if self._stale or first is None or last is None or not self._workplace.reads_log:
            return
        first, last = min(first, last), max(first, last)
        call = partial(read_review, self._workplace.house, self._workplace.session, first, last)
        self._workplace.read(call, self, self._show, self.refused.emit, key="review")

    def _show(self, picture: ReviewPicture) -> None:
        marked = self.model.line(self.table.currentIndex().row())
        self.picture = picture
        zone = self._workplace.zone
        self.pending.show_points(picture.figures.pending, zone)
        self.punctual.show_lateness(picture.figures.lateness, GRACE, zone)
        self.calls.show_calls(picture.figures.calls)
        self.ages.show_ages(picture.figures.ages)
        self.model.show_all(picture.lines)
        self.officers.set_rows([_officer(one) for one in picture.officers])
        row = self.model.row_of(marked.handover.id) if marked is not None and not self._land else -1
        if row < 0 and picture.lines:
            row = 0 if self._land == "first" else len(picture.lines) - 1
        self._land = ""
        self._show_list()
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
        self.pane.show_line(self.model.line(row))

    def _show_list(self) -> None:
        if "officers" in self.what.chosen():
            self._stack.setCurrentWidget(self.officer_table)
        else:
            self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
            if self._going:  # where nothing stands, the keyboard must still lead on
                (self.table if self.model.rowCount() else self._empty).setFocus()
                self._going = False

    # --- building ------------------------------------------------------------

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.set_columns(LOOKS)
        Remembered(self._workplace.seat, "handovers", self.table)
        self.table.setAccessibleName(self.tr("Past handovers"))
        self.officer_table.setModel(self.officers)
        self.officer_table.set_columns(_OFFICER_LOOKS)
        self.officer_table.sort_by_heading()
        Remembered(self._workplace.seat, "officers on watch", self.officer_table)
        self.officer_table.setAccessibleName(self.tr("Officers"))
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.table)
        both.addWidget(self.pane)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        both.setChildrenCollapsible(False)
        both.setSizes([_LIST_SHARE, _PANE_SHARE])
        Remembered(self._workplace.seat, "handover halves", both)
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for page in (both, self._empty, self.officer_table):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().sizes.space_3)
        column.addLayout(self._head())
        column.addLayout(self._charts())
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.table)

    def _head(self) -> QHBoxLayout:
        """Return which days, what of them, and the way to paper."""
        sizes = theme.current().sizes
        for key, words in (
            ("day", self.tr("Today")),
            ("week", self.tr("7 days")),
            ("month", self.tr("30 days")),
        ):
            self.span.add(key, words)
        self.what.add("handovers", self.tr("Handovers"))
        self.what.add("officers", self.tr("Officers"))
        self.what.choose(frozenset({"handovers"}))
        for field, words in ((self.first, self.tr("First day")), (self.last, self.tr("Last day"))):
            field.setAccessibleName(words)
            field.setFixedWidth(theme.px(124))
        theme.mark(self.export, kind="quiet")
        self.export.setVisible(self._workplace.session.may(Right.PRINT))
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        for widget in (self.span, self.first, self.last):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        head.addWidget(self.what, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.export)
        return head

    def _charts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().sizes.space_2)
        for chart in (self.pending, self.punctual, self.calls, self.ages):
            row.addWidget(_card(chart), 1)
        return row

    def _connect_signals(self) -> None:
        self.span.changed.connect(self._span_chosen)
        self.what.changed.connect(self._what_chosen)
        for field in (self.first, self.last):
            field.editingFinished.connect(self._days_typed)
        self.export.clicked.connect(self._export)
        self.table.selectionModel().currentRowChanged.connect(self._marked)
        self.table.day_wanted.connect(self._go_day)
        self.table.turned.connect(self.pane.turn)
        self.table.activated.connect(self._activated)
        self.pane.refused.connect(self.refused)
        self.pane.opened.connect(self.opened)
        self.pane.print_wanted.connect(self._print)
        self._workplace.changed.connect(self._hear)

    def _officer_headings(self) -> tuple[str, ...]:
        return (
            self.tr("Officer"),
            self.tr("Watches"),
            self.tr("Hours"),
            self.tr("In time"),
            self.tr("Late"),
            self.tr("Matters"),
            self.tr("Entries"),
            self.tr("Late entries"),
            self.tr("Absences"),
        )

    # --- what is chosen ------------------------------------------------------

    def _choose_span(self, key: str) -> None:
        today = self._workplace.now().date()
        self.span.choose(frozenset({key}))
        self.show_range(today - timedelta(days=_SPANS[key] - 1), today)

    @Slot(object)
    def _span_chosen(self, chosen: frozenset[str]) -> None:
        for key in chosen:
            self._choose_span(key)

    @Slot(object)
    def _what_chosen(self, _chosen: object) -> None:
        self._show_list()

    @Slot()
    def _days_typed(self) -> None:
        picture = self.picture
        if picture is None or (self.first.value(), self.last.value()) != (picture.first, picture.last):
            self.span.choose(frozenset())
            self.refresh()

    @Slot(int)
    def _go_day(self, step: int) -> None:
        """Go to the next day of the list, or move the range on where the list ends."""
        row = self.model.row_of_day(self.table.currentIndex().row(), step)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
            return
        picture = self.picture
        if picture is None or (step > 0 and picture.last >= self._workplace.now().date()):
            return
        days = timedelta(days=((picture.last - picture.first).days + 1) * step)
        self._land = "first" if step > 0 else "last"
        self._going = True
        self.span.choose(frozenset())
        self.show_range(picture.first + days, picture.last + days)

    @Slot(QModelIndex)
    def _marked(self, index: QModelIndex) -> None:
        if index.isValid():
            self.pane.show_line(self.model.line(index.row()))

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        line = self.model.line(index.row())
        if line is not None:
            self._print(line.handover.id)

    @Slot(str)
    def _print(self, handover_id: str) -> None:
        self.print_wanted.emit(HandoverWish(handover_id))

    @Slot()
    def _export(self) -> None:
        if self.picture is not None:
            self.print_wanted.emit(HandoverWish(first=self.picture.first, last=self.picture.last))

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.HANDOVER):
            self._workplace.reread(self, self.refresh)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the days also where the list is empty."""
        key = Qt.Key(event.key())
        if key in _DAYS and not event.modifiers():
            self._go_day(_DAYS[key])
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was changed while the view was out of sight."""
        super().showEvent(event)
        chosen = self.span.chosen()
        if chosen and self.last.value() != self._workplace.now().date():
            self._choose_span(next(iter(chosen)))
        elif self._stale:
            self.refresh()


def _card(chart: Chart) -> QFrame:
    """Return a drawing under its name."""
    sizes = theme.current().sizes
    card = QFrame()
    theme.mark(card, area="card")
    caption = QLabel(chart.accessibleName())
    theme.mark(caption, type="caption")
    column = QVBoxLayout(card)
    column.setContentsMargins(sizes.space_3, sizes.space_1, sizes.space_3, sizes.space_1)
    column.setSpacing(2)
    column.addWidget(caption)
    column.addWidget(chart, 1)
    card.setFixedHeight(theme.px(_CHART_HEIGHT))
    return card


def _officer(one: OfficerFigures) -> WordRow:
    figures = (one.watches, f"{one.hours:.1f}", one.on_time, one.late, one.matters, one.entries)
    return WordRow(
        one.account_id,
        (one.name, *(str(figure) for figure in figures), str(one.late_entries), str(one.absences)),
    )
