"""To whom a report goes: everybody on its list, behind which gate, what went out to them and who received it."""

from __future__ import annotations

from enum import IntEnum
from html import escape

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dutyroom.reports.model import Dispatch, Recipient
from dutyroom.reports.recipients import RecipientBook
from ui.reports.report_desk import ReportDesk
from ui.reports.words import GATE_TONES
from ui.terms import label, language
from ui.theme import Tone
from ui.widgets.quiet_table import TONE_ROLE, ColumnLook
from ui.widgets.relative_time import full_time, relative_time
from ui.workplace import Workplace

_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    ACT = 1
    WHY = 2
    GATE = 3
    SENT = 4
    RECEIVED = 5


LOOKS: dict[Column, ColumnLook] = {
    Column.NAME: ColumnLook(strong=True),
    Column.ACT: ColumnLook(width=72),
    Column.WHY: ColumnLook(width=86, secondary=True),
    Column.GATE: ColumnLook(width=78),
    Column.SENT: ColumnLook(width=106),
    Column.RECEIVED: ColumnLook(width=124),
}


def class_text(book: RecipientBook, recipient: Recipient) -> str:
    """Return which kind of recipient it is, in the language of the screen."""
    rule = book.classes.get(recipient.class_id)
    return rule.kind.names[language()] if rule is not None else ""


class RecipientModel(QAbstractTableModel):
    """The list of one report."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._desk: ReportDesk | None = None
        self._recipients: tuple[Recipient, ...] = ()
        self._sent: dict[str, list[Dispatch]] = {}

    def show_desk(self, desk: ReportDesk) -> None:
        """Show the list of a report; who was taken off stands at the end."""
        if self._desk is not None and desk.file == self._desk.file:
            self._desk = desk
            return
        self.beginResetModel()
        self._desk = desk
        file = desk.file
        self._recipients = (*file.standing(), *(one for one in file.recipients if one.removed_by))
        self._sent = {}
        for one in file.dispatches:
            self._sent.setdefault(one.recipient.key, []).append(one)
        self.endResetModel()

    def recipient(self, row: int) -> Recipient | None:
        """Return who stands in a row."""
        return self._recipients[row] if 0 <= row < len(self._recipients) else None

    def row_of(self, key: str) -> int:
        """Return the row of a recipient, -1 when they are not on the list."""
        return next((row for row, one in enumerate(self._recipients) if one.key == key), -1)

    def sent(self, key: str) -> tuple[Dispatch, ...]:
        """Return what went out to a recipient, oldest first."""
        return tuple(self._sent.get(key, ()))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._recipients)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Recipient"),
            self.tr("Act"),
            self.tr("Why"),
            self.tr("Gate"),
            self.tr("Sent"),
            self.tr("Received, read back"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, its tone and tip."""
        one = self.recipient(index.row())
        if one is None:
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(one, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return escape(self._tip(one, column))
        if role == TONE_ROLE:
            return self._tone(one, column)
        return None

    def _text(self, one: Recipient, column: Column) -> str:
        now, zone, sent = self._workplace.now(), self._workplace.zone, self._sent.get(one.key, [])
        match column:
            case Column.NAME:
                return one.called
            case Column.ACT:
                return label(one.act)
            case Column.GATE:
                return label(self._desk.file.gate(one.gate).state) if self._desk else ""
            case Column.WHY:
                return label(one.why)
            case Column.SENT:
                if one.removed_by:
                    return self.tr("Off the list")
                said = " · ".join(f"{relative_time(s.sent_at, now, zone)} {label(s.channel)}" for s in sent)
                return said or self.tr("by {channel}").format(channel=label(one.channel))
            case Column.RECEIVED:
                received = [f"{s.received_by} {s.read_back}".strip() for s in sent if s.received_by]
                return " · ".join(received)

    def _tip(self, one: Recipient, column: Column) -> str:
        zone = self._workplace.zone
        if one.removed_by and one.removed_at is not None:
            return self.tr("{who} took it off the list at {time}: {why}").format(
                who=one.removed_by, time=full_time(one.removed_at, zone), why=one.removed_why
            )
        if column is Column.SENT:
            return "\n".join(
                f"{full_time(s.sent_at, zone)} {label(s.channel)} · {s.account_name} · {label(s.basis)}"
                for s in self._sent.get(one.key, ())
            )
        if column is Column.NAME:
            return f"{class_text(self._workplace.house.reports.book, one)} · {label(one.why)}"
        if column is Column.GATE:
            return label(one.gate)
        return self._text(one, column)

    def _tone(self, one: Recipient, column: Column) -> Tone | None:
        if one.removed_by:
            return Tone.NEUTRAL
        if column is Column.GATE and self._desk is not None:
            return GATE_TONES[self._desk.file.gate(one.gate).state]
        if column is Column.SENT:
            return Tone.SUCCESS if one.key in self._sent else Tone.NEUTRAL
        return None
