"""The seasons of one stretch of time: from which day of the year the day closes when."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QDate, QSize, Qt, QTime, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QTimeEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dutyroom.seasons import DatedSeasons, SeasonStart
from ui import icons, theme
from ui.icons import Role
from ui.sign_in.card import scaled, with_icon

_FIELD = 88
_DATE_FIELD = 128
_LEAP_YEAR = 2000  # so that 29 February can be chosen
_LAST_YEAR = 2099


class SeasonRow(QWidget):
    """One season: from a day, a time, and a button that takes the row away."""

    changed = Signal()
    dropped = Signal(object)

    def __init__(self, season: SeasonStart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = QDateEdit(QDate(_LEAP_YEAR, season.month, season.day), self)
        self._close = QTimeEdit(QTime(season.close.hour, season.close.minute), self)
        self._drop = QToolButton(self)
        self._build()
        self._day.dateChanged.connect(self.changed)
        self._close.timeChanged.connect(self.changed)
        self._drop.clicked.connect(self._wish_away)

    def _build(self) -> None:
        sizes = theme.current().sizes
        self._day.setDateRange(QDate(_LEAP_YEAR, 1, 1), QDate(_LEAP_YEAR, 12, 31))
        self._day.setDisplayFormat("MM-dd")
        self._day.setAccessibleName(self.tr("From this day of the year"))
        self._close.setDisplayFormat("HH:mm")
        self._close.setAccessibleName(self.tr("The day closes at"))
        for field in (self._day, self._close):
            field.setFixedWidth(scaled(_FIELD))
        take_away(self._drop, self.tr("Remove this season"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.space_2)
        row.addWidget(QLabel(self.tr("From"), self))
        row.addWidget(self._day)
        row.addWidget(QLabel(self.tr("the day closes at"), self))
        row.addWidget(self._close)
        row.addWidget(self._drop)
        row.addStretch(1)

    def season(self) -> SeasonStart:
        """Return what stands in the row."""
        day, close = self._day.date(), self._close.time()
        return SeasonStart(day.month(), day.day(), time(close.hour(), close.minute()))

    def set_droppable(self, droppable: bool) -> None:
        """Say whether the row may be taken away: one always stays."""
        self._drop.setEnabled(droppable)

    def set_read_only(self) -> None:
        """Only show."""
        for field in (self._day, self._close):
            show_only(field)
        self._drop.hide()

    def day_field(self) -> QDateEdit:
        """Return the field of the day."""
        return self._day

    @Slot()
    def _wish_away(self) -> None:
        self.dropped.emit(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Centre both fields: the style sheet sets them anew when it is applied."""
        super().showEvent(event)
        for field in (self._day, self._close):
            field.setAlignment(Qt.AlignmentFlag.AlignHCenter)


def take_away(button: QToolButton, words: str) -> None:
    """Dress a button that takes a row away."""
    side = theme.current().sizes.icon
    button.setIcon(icons.icon("close", Role.SECONDARY))
    button.setIconSize(QSize(side, side))
    button.setMinimumSize(side, side)  # an icon cannot be drawn in no room, which a new row has for a moment
    button.setToolTip(words)
    button.setAccessibleName(words)


def show_only(field: QAbstractSpinBox) -> None:
    """Let a field show its value to who may not change it."""
    field.setReadOnly(True)
    field.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class SeasonBlock(QWidget):
    """Rows of day and time with a button that adds one; ``changed`` after every edit.

    The first block holds from the beginning; any other begins on a date, and ``dropped`` asks for its removal.
    """

    changed = Signal()
    dropped = Signal(object)

    def __init__(self, begins: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SeasonRow] = []
        self._read_only = False
        self._dated = begins != date.min
        self._head = QWidget(self)
        self._begins = QDateEdit(self._head)
        self._drop = QToolButton(self._head)
        self._add = with_icon("add", self.tr("Add a &season"), self)
        self._build(begins)
        self._add.clicked.connect(self.add_season)
        self._begins.dateChanged.connect(self.changed)
        self._drop.clicked.connect(self._wish_away)

    def _build(self, begins: date) -> None:
        sizes = theme.current().sizes
        self._begins.setDisplayFormat("yyyy-MM-dd")
        self._begins.setDateRange(QDate(_LEAP_YEAR, 1, 1), QDate(_LAST_YEAR, 12, 31))
        if self._dated:
            self._begins.setDate(QDate(begins.year, begins.month, begins.day))
        self._begins.setFixedWidth(scaled(_DATE_FIELD))
        self._begins.setAccessibleName(self.tr("From this date on"))
        take_away(self._drop, self.tr("Remove this change"))
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, sizes.space_2, 0, 0)
        head.setSpacing(sizes.space_2)
        head.addWidget(QLabel(self.tr("From the date"), self._head))
        head.addWidget(self._begins)
        head.addWidget(QLabel(self.tr("these seasons hold instead:"), self._head))
        head.addWidget(self._drop)
        head.addStretch(1)
        self._head.setVisible(self._dated)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(sizes.space_2)
        self._column.addWidget(self._head)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        self._column.addLayout(foot)

    def set_read_only(self) -> None:
        """Only show, from now on."""
        self._read_only = True
        self._add.hide()
        self._drop.hide()
        show_only(self._begins)
        self._show_state()

    def value(self) -> DatedSeasons:
        """Return the seasons with the date they begin on."""
        seasons = tuple(sorted(row.season() for row in self._rows))
        begins = self._begins.date()
        return DatedSeasons(date(begins.year(), begins.month(), begins.day()) if self._dated else date.min, seasons)

    def set_seasons(self, seasons: tuple[SeasonStart, ...]) -> None:
        """Show ``seasons`` in place of those before, without a signal."""
        for row in self._rows:
            self._take_out(row)
        self._rows = []
        for season in seasons:
            self._put_in(season)
        self._show_state()

    def has_doubles(self) -> bool:
        """Return whether two seasons begin on one day."""
        days = [(season.month, season.day) for season in (row.season() for row in self._rows)]
        return len(set(days)) < len(days)

    def rows(self) -> tuple[SeasonRow, ...]:
        """Return the rows from top to bottom."""
        return tuple(self._rows)

    def date_field(self) -> QDateEdit:
        """Return the field of the date from which the block holds."""
        return self._begins

    @Slot()
    def add_season(self) -> None:
        """Add a row with the keyboard in it."""
        last = self._rows[-1].season()
        row = self._put_in(SeasonStart(last.month % 12 + 1, 1, last.close))
        self._show_state()
        row.day_field().setFocus()
        self.changed.emit()

    @Slot()
    def _wish_away(self) -> None:
        self.dropped.emit(self)

    @Slot(object)
    def _drop_row(self, row: SeasonRow) -> None:
        self._rows.remove(row)
        self._take_out(row)
        self._show_state()
        self.changed.emit()

    def _put_in(self, season: SeasonStart) -> SeasonRow:
        row = SeasonRow(season, self)
        row.changed.connect(self.changed)
        row.dropped.connect(self._drop_row)
        self._column.insertWidget(1 + len(self._rows), row)
        self._rows.append(row)
        return row

    def _take_out(self, row: SeasonRow) -> None:
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _show_state(self) -> None:
        for row in self._rows:
            row.set_droppable(len(self._rows) > 1)
            if self._read_only:
                row.set_read_only()
