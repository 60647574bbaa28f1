"""The people of the roster with their duties by class, drawn as bars that can be compared (R078)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from dutyroom.frozen import dataclass
from dutyroom.roster.model import Absence, AbsenceKind, Counts, DutyClass, Member, Pool
from ui.roster.words import lasting, translate
from ui.terms import label
from ui.theme import Tone
from ui.widgets.bar_mark import Bar
from ui.widgets.quiet_table import MARK_ROLE, TONE_ROLE, ColumnLook, QuietTable

_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns."""

    NAME = 0
    POOLS = 1
    HOLIDAY = 2
    REST_DAY = 3
    NIGHT = 4
    TOTAL = 5
    PHONE = 6
    ABSENT = 7


CLASSES = {
    Column.HOLIDAY: DutyClass.HOLIDAY,
    Column.REST_DAY: DutyClass.REST_DAY,
    Column.NIGHT: DutyClass.NIGHT,
    Column.TOTAL: DutyClass.TOTAL,
}
LOOKS = (
    ColumnLook(width=84, strong=True),
    ColumnLook(),
    ColumnLook(width=80, mark="bar"),
    ColumnLook(width=80, mark="bar"),
    ColumnLook(width=80, mark="bar"),
    ColumnLook(width=80, mark="bar", strong=True),
    ColumnLook(width=112),
    ColumnLook(width=152),
)


@dataclass(frozen=True)
class People:
    """What the list shows: members, their duties of a year by class, and today."""

    members: tuple[Member, ...]
    counts: Counts
    year: int
    today: date


class MembersModel(QAbstractTableModel):
    """Members in rotation order until a header is clicked; those who left stand last, quietly."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people = People((), {}, 0, date.min)
        self._rows: list[Member] = []
        self._sorted_by: Column | None = None
        self._order = Qt.SortOrder.AscendingOrder
        self._pool: Pool | None = None

    def show_people(self, people: People) -> None:
        """Show other members or counts."""
        self.beginResetModel()
        self._people = people
        self._arrange()
        self.endResetModel()

    def narrow(self, pool: Pool | None) -> None:
        """Show the members of one list, or all."""
        self.beginResetModel()
        self._pool = pool
        self._arrange()
        self.endResetModel()

    def member(self, at: int) -> Member | None:
        """Return the member of a row, or None."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def place_of(self, member_id: str) -> int:
        """Return the row of a member, or -1."""
        return next((at for at, member in enumerate(self._rows) if member.id == member_id), -1)

    def count(self, member: Member, column: Column) -> int:
        """Return how many duties of a class somebody has in the year."""
        return self._people.counts.get(member.id, {}).get(CLASSES[column], 0)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return the number of members."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a header."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        column = Column(section)
        if column in CLASSES:
            return label(CLASSES[column])
        return {
            Column.NAME: self.tr("Name"),
            Column.POOLS: self.tr("Lists"),
            Column.PHONE: self.tr("Phone"),
            Column.ABSENT: self.tr("Absences"),
        }[column]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what stands in a cell."""
        member = self.member(index.row())
        if member is None:
            return None
        column = Column(index.column())
        if role == MARK_ROLE and column in CLASSES:
            return Bar(self.count(member, column), max((self.count(one, column) for one in self._rows), default=0))
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(member, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(member)
        if role == TONE_ROLE and column is Column.ABSENT:
            away = any(one.first <= self._people.today <= one.last for one in member.absences)
            return Tone.WARNING if away else None
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 goes back to the rotation."""
        self.beginResetModel()
        self._sorted_by, self._order = (Column(column) if column >= 0 else None), order
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        today = self._people.today
        rows = [one for one in self._people.members if self._pool is None or self._pool in one.pools]
        rows.sort(key=_place)
        if self._sorted_by is not None:
            rows.sort(key=self._key, reverse=self._order == Qt.SortOrder.DescendingOrder)
        self._rows = sorted(rows, key=lambda one: one.leaves is not None and one.leaves < today)

    def _key(self, member: Member) -> tuple[int, str]:
        column = self._sorted_by
        if column in CLASSES and column is not None:
            return self.count(member, column), member.name
        if column is Column.ABSENT:
            return len(_current(member.absences, self._people.today)), member.name
        return 0, self._text(member, column) if column is not None else member.name

    def _text(self, member: Member, column: Column) -> str:
        if column in CLASSES:
            return str(self.count(member, column))
        if column is Column.POOLS:
            return pools_text(member)
        if column is Column.ABSENT:
            return self._absent_text(member)
        return member.phone if column is Column.PHONE else member.name

    def _absent_text(self, member: Member) -> str:
        today = self._people.today
        if member.leaves is not None and member.leaves < today:
            return self.tr("left on {date}").format(date=member.leaves.isoformat())
        coming = _current(member.absences, today)
        if not coming:
            return ""
        return absence_text(coming[0], today) + (f" +{len(coming) - 1}" if len(coming) > 1 else "")

    def _tip(self, member: Member) -> str:
        lines = [f"{member.name}  {member.post_title}".strip()]
        if member.section:
            lines.append(member.section)
        if member.newcomer_until is not None and member.newcomer_until >= self._people.today:
            lines.append(self.tr("New until {date}").format(date=member.newcomer_until.isoformat()))
        lines.extend(absence_text(one, self._people.today) for one in _current(member.absences, self._people.today))
        return "\n".join(lines)


def absence_text(absence: Absence, today: date) -> str:
    """Return an absence in words: 休假 10-01—10-07, with the years where they are not this one; 不排夜班 长期."""
    first, last = absence.first, absence.last
    if lasting(last, today):
        for_good = translate("RosterWords", "for good")
        return f"{label(absence.kind)} {'' if first <= today else first.isoformat() + ' '}{for_good}"
    if first.year == last.year == today.year:
        return f"{label(absence.kind)} {first:%m-%d}—{last:%m-%d}"
    return f"{label(absence.kind)} {first.isoformat()}—{last.isoformat()}"


def _current(absences: Sequence[Absence], today: date) -> list[Absence]:
    return sorted((one for one in absences if one.last >= today), key=lambda one: (one.first, one.last))


def _place(member: Member) -> tuple[int, int]:
    """Return the place of a member: by the first of the lists, and within it by the order of rotation."""
    pools = list(Pool)
    return min((pools.index(pool) for pool in member.pools), default=len(pools)), member.order


def pools_text(member: Member) -> str:
    """Return the lists somebody stands on, and the section."""
    separator = translate("RosterWords", ", ")
    words = separator.join(label(pool) for pool in Pool if pool in member.pools)
    return f"{words} · {member.section}" if member.section else words


def no_nights(member: Member, today: date) -> bool:
    """Return whether somebody has no night duty on a day."""
    return any(one.kind is AbsenceKind.NO_NIGHTS and one.first <= today <= one.last for one in member.absences)


class MembersTable(QuietTable):
    """The table; numbers are drawn as bars."""

    def __init__(self, model: MembersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.set_columns(LOOKS)
        self.sort_by_heading()
        self.setAccessibleName(self.tr("People of the roster"))
