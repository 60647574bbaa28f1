"""The receipt register 收文登记: every paper, fax and telegram with count, pages, who signed, and where it went."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from dutyroom.changes import Changes, Topic
from dutyroom.frozen import dataclass
from dutyroom.receipts.model import PAPER_CHANNELS, Paper, PaperKind, RegisterCounts, RegisterFilter, RegisterPage
from ui import icons, theme
from ui.actions import Act, plain_text_of
from ui.instructions.paper_wish import PaperWish, WishKind
from ui.instructions.register_model import PAPER_LOOKS, RegisterModel
from ui.log.choices import Choice
from ui.terms import label
from ui.widgets.empty_page import EmptyPage
from ui.widgets.filter_bar import FilterBar
from ui.widgets.quiet_table import QuietTable
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace

_SPANS = {"today": 1, "week": 7, "month": 30}


@dataclass(frozen=True)
class _Counts:
    """The counts of the choice, and how many papers each chip would leave."""

    chosen: RegisterCounts
    chips: dict[str, int]


class RegisterView(QWidget):
    """The register with its chips."""

    opened = Signal(str)
    paper_wanted = Signal()
    print_wanted = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._stale = True
        self.model = RegisterModel(workplace, self)
        self.table = QuietTable()
        self.state = FilterBar(single=True)
        self.span = FilterBar(single=True)
        self.kind = Choice(PaperKind, any_text=self.tr("Every kind"))
        self.new = QPushButton(icons.icon("add"), self.tr("Register a paper"))
        self.print_button = QToolButton()
        self._count = QLabel()
        self.empty = EmptyPage(
            icon="paper",
            title=self.tr("No paper is registered yet"),
            text=self.tr("Press Shift+F6 when a paper, fax or telegram arrives: count it, then sign for it."),
            action=self.tr("Register a paper"),
        )
        self._no_match = EmptyPage(
            icon="filter",
            title=self.tr("Nothing matches this choice"),
            text=self.tr("Take away one of the conditions above."),
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect_signals()

    def wanted(self) -> RegisterFilter:
        """Return the conditions that are chosen."""
        wanted = replace(self._by_span(next(iter(self.span.chosen()), "")), kind=self.kind.value())
        return _by_chip(wanted, next(iter(self.state.chosen()), ""))

    @Slot()
    def refresh(self) -> None:
        """Read rows and counts again."""
        house, session, wanted = self._workplace.house, self._workplace.session, self.wanted()
        base = replace(wanted, open=None, channel=None)
        asked = {key: _by_chip(base, key) for key in ("open", *(one.value for one in PAPER_CHANNELS))}
        for key in _SPANS:
            span = self._by_span(key)
            asked[key] = replace(wanted, since=span.since, until=span.until)

        def question() -> RegisterPage:
            return house.receipt_reader.page(session, wanted)

        def counting() -> _Counts:
            reader = house.receipt_reader
            chips = {key: reader.counts(session, one).total for key, one in asked.items()}
            return _Counts(reader.counts(session, wanted), chips)

        self._workplace.read(question, self, self._show_page, key="register")
        self._workplace.read(counting, self, self._show_counts, key="register counts")

    def marked(self) -> Paper | None:
        """Return the paper that is marked."""
        return self.model.paper(self.table.currentIndex().row())

    def time_passed(self) -> None:
        """A minute passed: another day may have begun."""
        self._refresh_when_seen()

    def _by_span(self, span: str) -> RegisterFilter:
        if not span:
            return RegisterFilter()
        day = self._workplace.now().date()
        house = self._workplace.house
        since, _until = house.calendar.day_span(day - timedelta(days=_SPANS[span] - 1))
        return RegisterFilter(since=since, until=house.calendar.day_span(day)[1])

    def _show_page(self, page: RegisterPage) -> None:
        marked = self.marked()
        self.model.show_first(page)
        empty = self.empty if self.wanted() == RegisterFilter() else self._no_match
        self._stack.setCurrentWidget(self.table if page.papers else empty)
        row = self.model.row_of(marked.id) if marked else 0
        if page.papers:
            self.table.setCurrentIndex(self.model.index(max(row, 0), 0))

    def _show_counts(self, counts: _Counts) -> None:
        for key, count in counts.chips.items():
            (self.span if key in _SPANS else self.state).set_count(key, count)
        self._count.setText(
            self.tr("{count} papers, {copies} pieces").format(
                count=f"{counts.chosen.total:,}", copies=f"{counts.chosen.copies:,}"
            )
        )

    @Slot()
    def _fetch_more(self) -> None:
        house, session, wanted, before = (
            self._workplace.house,
            self._workplace.session,
            self.wanted(),
            self.model.before,
        )

        def question() -> RegisterPage:
            return house.receipt_reader.page(session, wanted, before)

        self._workplace.read(question, self, self.model.add, key="register")

    @Slot(QModelIndex)
    def _activated(self, _index: QModelIndex) -> None:
        paper = self.marked()
        if paper is not None:
            self.opened.emit(paper.id)

    @Slot()
    def _ask_to_print(self) -> None:
        today = self._workplace.now().date()
        span = next(iter(self.span.chosen()), "")
        first = today - timedelta(days=_SPANS[span] - 1) if span else today.replace(month=1, day=1)  # kept by the year
        self.print_wanted.emit(PaperWish(WishKind.REGISTER, days=(first, today)))

    def _refresh_when_seen(self) -> None:
        self._stale = not self.isVisible()
        if not self._stale:
            self.refresh()

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.RECEIPTS, Topic.MATTERS):
            self._workplace.reread(self, self._refresh_when_seen)

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        self.state.add("open", self.tr("Open"))
        for channel in PAPER_CHANNELS:
            self.state.add(channel.value, label(channel))
        for key, text in (
            ("today", self.tr("Today")),
            ("week", self.tr("Seven days")),
            ("month", self.tr("Thirty days")),
        ):
            self.span.add(key, text)
        self.print_button.setIcon(icons.icon("print"))
        name = self.tr("Preview the receipt register")
        self.print_button.setToolTip(name)
        self.print_button.setAccessibleName(name)
        self.print_button.setVisible(self._workplace.session.may(Right.PRINT))
        self.new.setToolTip(plain_text_of(Act.NEW_PAPER))
        for button in (self.new, self.empty.button()):
            button.setVisible(self._workplace.session.may(Right.WRITE_LOG))
        theme.mark(self._count, type="secondary")
        bars = QHBoxLayout()
        bars.setSpacing(sizes.space_3)
        bars.addWidget(self.state, 3)
        bars.addWidget(self.span, 2)
        for widget in (self.kind, self._count, self.print_button, self.new):
            bars.addWidget(widget)
        self.table.setModel(self.model)
        self.table.set_columns(PAPER_LOOKS)
        self.table.setAccessibleName(self.tr("Receipt register"))
        Remembered(self._workplace.seat, "register", self.table)
        for page in (self.table, self.empty, self._no_match):
            self._stack.addWidget(page)
        self.setFocusProxy(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_2)
        column.addLayout(bars)
        column.addWidget(self._stack, 1)

    def _connect_signals(self) -> None:
        self.table.activated.connect(self._activated)
        self.model.more_wanted.connect(self._fetch_more)
        for bar in (self.state, self.span):
            bar.changed.connect(self.refresh)
        self.kind.currentIndexChanged.connect(self.refresh)
        self.new.clicked.connect(self.paper_wanted)
        self.empty.acted.connect(self.paper_wanted)
        self.print_button.clicked.connect(self._ask_to_print)
        self._workplace.changed.connect(self._hear)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring up to date what changed behind another page."""
        super().showEvent(event)
        if self._stale:
            self._refresh_when_seen()


def _by_chip(base: RegisterFilter, chip: str) -> RegisterFilter:
    if chip == "open":
        return replace(base, open=True)
    return replace(base, channel=next((one for one in PAPER_CHANNELS if one.value == chip), None))
