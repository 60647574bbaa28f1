"""Rows of alerts that stand: what about, how loud, whom to call, for how long; in the due panel and in the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dutyroom.alerts.views import LiveAlert
from ui import theme
from ui.alerts.level_mark import level_size, paint_level
from ui.alerts.words import calling, clock_text, subject_of
from ui.terms import label
from ui.widgets.drill_mark import drill_word, is_marked, paint_drill
from ui.widgets.hit_text import HitText, draw_hits
from ui.widgets.row_ground import has_state, paint_ground, paint_ring
from ui.workplace import Workplace

ALERT_ROLE = int(Qt.ItemDataRole.UserRole) + 111
_Index = QModelIndex | QPersistentModelIndex


class AlertRows(QAbstractListModel):
    """Alerts, the worst first."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._alerts: tuple[LiveAlert, ...] = ()

    def show_all(self, alerts: Sequence[LiveAlert]) -> None:
        """Show these; nothing is drawn anew where they are the same."""
        if tuple(alerts) == self._alerts:
            return
        self.beginResetModel()
        self._alerts = tuple(alerts)
        self.endResetModel()

    def alerts(self) -> tuple[LiveAlert, ...]:
        """Return what is shown."""
        return self._alerts

    def alert(self, row: int) -> LiveAlert | None:
        """Return the alert in a row."""
        return self._alerts[row] if 0 <= row < len(self._alerts) else None

    def tick(self) -> None:
        """Let the clocks be read again."""
        if self._alerts:
            self.dataChanged.emit(self.index(0), self.index(len(self._alerts) - 1))

    def since(self, alert: LiveAlert) -> str:
        """Return for how long an alert has its clock."""
        return clock_text(self._workplace.now() - alert.clock_from)

    def _marked(self, alert: LiveAlert) -> bool:
        room, subject = self._workplace.house.room, alert.subject
        return is_marked(subject.number, drill=subject.drill, drill_room=room.drill)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._alerts)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a row, or what its delegate paints: alert, clock, whether a drill."""
        alert = self.alert(index.row())
        if alert is None:
            return None
        if role == ALERT_ROLE:
            return alert, self.since(alert), self._marked(alert)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            drill = f"{drill_word()} " if self._marked(alert) else ""
            return f"{drill}{label(alert.level)} {subject_of(alert)} {calling(alert)}"
        return None


class AlertRowDelegate(QStyledItemDelegate):
    """Paints subject and clock above, the mark of the level and whom to call below."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        found = index.data(ALERT_ROLE)
        if not isinstance(found, tuple):
            super().paint(painter, option, index)
            return
        alert, since, drill = found
        rect: QRect = option.rect
        painter.save()
        paint_ground(
            painter,
            rect,
            selected=has_state(option, QStyle.StateFlag.State_Selected),
            active=has_state(option, QStyle.StateFlag.State_Active),
            hovered=has_state(option, QStyle.StateFlag.State_MouseOver),
        )
        _paint_row(painter, rect, alert, since, drill=drill)
        if has_state(option, QStyle.StateFlag.State_HasFocus):
            paint_ring(painter, rect)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of two lines."""
        sizes = theme.current().sizes
        return QSize(8 * sizes.rail // 3, sizes.row_two_lines)


def _paint_row(painter: QPainter, rect: QRect, alert: LiveAlert, since: str, *, drill: bool) -> None:
    tokens = theme.current()
    sizes = tokens.sizes
    inner = rect.adjusted(sizes.space_3, sizes.space_1, -sizes.space_3, -sizes.space_1 - 1)
    upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
    lower = QRect(inner.left(), upper.bottom() + 1, inner.width(), inner.height() - upper.height())
    taken = draw_hits(painter, upper, HitText(since), size=sizes.small, ink=tokens.text, right=True)
    title = upper.adjusted(0, 0, -taken - sizes.space_3, 0)
    if drill:
        title = paint_drill(painter, title)
    draw_hits(painter, title, HitText(subject_of(alert)), size=sizes.body, strong=alert.sounds, ink=tokens.text)
    paint_level(painter, lower, alert.level)
    beside = lower.adjusted(level_size(alert.level).width() + sizes.space_2, 0, 0, 0)
    draw_hits(painter, beside, HitText(calling(alert)), size=sizes.small, ink=tokens.secondary)
