"""The icon beside the clock of the system: the worst alert that waits for this person. A system may have no tray."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QSystemTrayIcon

from dutyroom.alerts.sounding import what_sounds
from dutyroom.alerts.views import LiveAlert
from ui import icons, theme
from ui.alerts.level_mark import pair_of, shape_of
from ui.terms import label

_SIDE = 64
_INSET = 8
_WAKES = (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick)


class Tray(QObject):
    """Shows shape and colour of the alert that sounds, never what it is about: anybody may read it."""

    desk_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None
        self.shown: LiveAlert | None = None

    def begin(self, seen: tuple[LiveAlert, ...]) -> bool:
        """Show the icon, with what is ``seen``, where the system has a tray; return whether it has."""
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon = QSystemTrayIcon(icons.app_icon(), self)
            self._icon.setToolTip(self.tr("Duty room"))
            self._icon.activated.connect(self._activated)
            self._icon.show()
            self.shown = None
            self.show_alerts(seen)
        return self._icon is not None

    @Slot(object)
    def show_alerts(self, seen: tuple[LiveAlert, ...]) -> None:
        """Show the worst that this person has not acknowledged, a drill only where nothing real waits."""
        waiting = [one for one in seen if one.sounds]
        top = what_sounds(waiting)
        if self._icon is not None and _look(top) != _look(self.shown):
            self._icon.setIcon(icons.app_icon() if top is None else alert_icon(top))
        self.shown = top
        if self._icon is not None:
            self._icon.setToolTip(self.tip(len(waiting)))

    def tip(self, count: int) -> str:
        """Return in words what the icon shows, ``count`` alerts waiting."""
        if self.shown is None:
            return self.tr("Duty room")
        words = self.tr("Alert: {level}, {count} to answer")
        if self.shown.subject.drill:
            words = self.tr("Drill, alert: {level}, {count} to answer")
        return words.format(level=label(self.shown.level), count=count)

    def stop(self) -> None:
        """Go away with the desk."""
        if self._icon is not None:
            self._icon.hide()
            self._icon = None

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in _WAKES:
            self.desk_wanted.emit()


def alert_icon(alert: LiveAlert) -> QIcon:
    """Return shape and colour of an alert's level; of a drill in violet."""
    pair = theme.current().drill if alert.subject.drill else pair_of(alert.level)
    made = QPixmap(QSize(_SIDE, _SIDE))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.ground))
    painter.drawRoundedRect(QRectF(0, 0, _SIDE, _SIDE), 12, 12)
    icons.paint(painter, QRect(_INSET, _INSET, _SIDE - 2 * _INSET, _SIDE - 2 * _INSET), shape_of(alert.level), pair.ink)
    painter.end()
    return QIcon(made)


def _look(alert: LiveAlert | None) -> tuple[str, bool] | None:
    return None if alert is None else (alert.level.value, alert.subject.drill)
