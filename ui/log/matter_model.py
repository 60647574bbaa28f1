"""The list of matters as a table that grows while one scrolls, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dutyroom.log.model import Channel, Direction, Matter, MatterPage, MatterState, Secrecy, Urgency
from ui.terms import label
from ui.theme import Tone
from ui.widgets.drill_mark import drill_word
from ui.widgets.quiet_table import ICON_ROLE, MARK_ROLE, TONE_ROLE, ColumnLook
from ui.widgets.relative_time import full_time, relative_time
from ui.workplace import Workplace

_Index = QModelIndex | QPersistentModelIndex
MATTER_ROLE = int(Qt.ItemDataRole.UserRole) + 1
CHANNEL_ICONS = {Channel.ONLINE_OPINION: "online-opinion"}


class Column(IntEnum):
    """The columns, from left to right."""

    NUMBER = 0
    RECEIVED = 1
    UNIT = 2
    SUBJECT = 3
    URGENCY = 4
    STATE = 5
    OWNER = 6
    DUE = 7


LOOKS: dict[Column, ColumnLook] = {
    Column.NUMBER: ColumnLook(width=86, secondary=True),
    Column.RECEIVED: ColumnLook(width=124, time=True, icon=True),
    Column.UNIT: ColumnLook(width=180),
    Column.SUBJECT: ColumnLook(strong=True),
    Column.URGENCY: ColumnLook(width=66, mark="urgency", fits=Urgency),
    Column.STATE: ColumnLook(width=64, fits=MatterState),
    Column.OWNER: ColumnLook(width=76, secondary=True),
    Column.DUE: ColumnLook(width=116, right=True, time=True),
}


def channel_icon(matter: Matter) -> str:
    """Return the name of the icon for how a matter came."""
    if matter.channel is Channel.PHONE:
        return "phone-in" if matter.direction is Direction.INBOUND else "phone-out"
    return CHANNEL_ICONS.get(matter.channel, matter.channel.value)


def unit_text(matter: Matter) -> str:
    """Return who it came from, as a list shows it."""
    if matter.classified is not None:
        return matter.classified.sender
    return matter.unit_name or matter.caller.name


def _same(old: Sequence[Matter], new: Sequence[Matter]) -> int:
    """Return how many matters from the beginning are the same ones, as they stand or changed."""
    same = 0
    while same < min(len(old), len(new)) and old[same].id == new[same].id:
        same += 1
    return same


class MatterModel(QAbstractTableModel):
    """Matters in a table; ``more_wanted`` asks the page for the next ones."""

    more_wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._matters: list[Matter] = []
        self._names: dict[str, str] = {}
        self._older = False

    def show_first(self, page: MatterPage) -> None:
        """Show a page in place of what was there; rows that stay as they are are not drawn anew."""
        new = list(page.matters)
        self._older = page.older
        top = _same(self._matters, new)
        foot = _same(self._matters[top:][::-1], new[top:][::-1])
        if not top + foot:
            self.beginResetModel()
            self._matters = new
            self.endResetModel()
            return
        gone, come = len(self._matters) - top - foot, len(new) - top - foot
        if gone:
            self.beginRemoveRows(QModelIndex(), top, top + gone - 1)
            del self._matters[top : top + gone]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), top, top + come - 1)
            self._matters[top:top] = new[top : top + come]
            self.endInsertRows()
        for row, matter in enumerate(new):
            if self._matters[row] != matter:
                self._matters[row] = matter
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def put(self, row: int, matter: Matter) -> None:
        """Show a matter that was just logged, until the list is read again."""
        self.beginInsertRows(QModelIndex(), row, row)
        self._matters.insert(row, matter)
        self.endInsertRows()

    def show_all(self, matters: Sequence[Matter]) -> None:
        """Show exactly these."""
        self.show_first(MatterPage(tuple(matters), newer=False, older=False))

    def add_older(self, page: MatterPage) -> None:
        """Add the next page below."""
        self._older = page.older
        if page.matters:
            first = len(self._matters)
            self.beginInsertRows(QModelIndex(), first, first + len(page.matters) - 1)
            self._matters += page.matters
            self.endInsertRows()

    def name_owners(self, names: dict[str, str]) -> None:
        """Say what the owners are called."""
        self._names = names
        if self._matters:
            self.dataChanged.emit(self.index(0, Column.OWNER), self.index(len(self._matters) - 1, Column.OWNER))

    def matter(self, row: int) -> Matter | None:
        """Return the matter in a row."""
        return self._matters[row] if 0 <= row < len(self._matters) else None

    def matters(self) -> Sequence[Matter]:
        """Return what is shown, from the top."""
        return self._matters

    def row_of(self, matter_id: str) -> int:
        """Return the row of a matter, -1 when it is not shown."""
        return next((row for row, matter in enumerate(self._matters) if matter.id == matter_id), -1)

    def oldest_seq(self) -> int | None:
        """Return the seq below which the next page begins."""
        return self._matters[-1].seq if self._matters else None

    def refresh_times(self) -> None:
        """Let the columns that depend on the present moment be read again."""
        if self._matters:
            last = len(self._matters) - 1
            for column in (Column.RECEIVED, Column.DUE):
                self.dataChanged.emit(self.index(0, column), self.index(last, column))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many rows there are so far."""
        return 0 if parent.isValid() else len(self._matters)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def canFetchMore(self, parent: _Index) -> bool:
        """Return whether there are older ones."""
        return not parent.isValid() and self._older

    def fetchMore(self, parent: _Index) -> None:
        """Ask for the older ones, once."""
        if self._older:
            self._older = False
            self.more_wanted.emit()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("No."),
            self.tr("Received"),
            self.tr("Unit"),
            self.tr("Subject"),
            self.tr("Urgency"),
            self.tr("State"),
            self.tr("Owner"),
            self.tr("Due"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, its icon, mark, tone and tip."""
        matter = self.matter(index.row())
        if matter is None:
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(matter, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(matter, column)
        if role == MATTER_ROLE:
            return matter
        if role == ICON_ROLE and column is Column.RECEIVED:
            return channel_icon(matter)
        if role == MARK_ROLE and column is Column.URGENCY:
            return matter.urgency.value
        if role == TONE_ROLE:
            return self._tone(matter, column)
        return None

    def _text(self, matter: Matter, column: Column) -> str:
        now, zone = self._workplace.now(), self._workplace.zone
        match column:
            case Column.NUMBER:
                return matter.number
            case Column.RECEIVED:
                return relative_time(matter.received_at, now, zone)
            case Column.UNIT:
                return unit_text(matter)
            case Column.SUBJECT:
                return self.subject_text(matter)
            case Column.URGENCY:
                return label(matter.urgency)
            case Column.STATE:
                return label(matter.state)
            case Column.OWNER:
                return self._names.get(matter.owner_id, "")
            case Column.DUE:
                return "" if matter.due_at is None else relative_time(matter.due_at, now, zone)

    def subject_text(self, matter: Matter) -> str:
        """Return what a matter is about; of a classified item its kind and number, of a drill that it is one."""
        if matter.secrecy is Secrecy.CLASSIFIED and matter.classified is not None:
            return self.tr("Classified item {number}").format(number=matter.classified.document_number)
        return f"{drill_word()} · {matter.subject}" if matter.drill else matter.subject

    def _tip(self, matter: Matter, column: Column) -> str:
        if column is Column.RECEIVED:
            return full_time(matter.received_at, self._workplace.zone)
        if column is Column.DUE and matter.due_at is not None:
            return full_time(matter.due_at, self._workplace.zone)
        from html import escape  # brings 2 000 names; for a mouse that rests on a cell

        return escape(self._text(matter, column))

    def _tone(self, matter: Matter, column: Column) -> Tone | None:
        now: datetime = self._workplace.now()
        if matter.drill and column in (Column.NUMBER, Column.SUBJECT):
            return Tone.DRILL
        if column is Column.DUE and matter.overdue(now):
            return Tone.DANGER
        if column is Column.STATE and matter.state is MatterState.OPEN:
            return Tone.ACCENT
        if matter.state is MatterState.WITHDRAWN:
            return Tone.NEUTRAL
        return None
