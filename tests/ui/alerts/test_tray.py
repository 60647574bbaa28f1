"""The icon beside the clock: the worst that waits for this person; where there is no tray, nothing lacks."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from dutyroom.incidents.events import NewFact
from dutyroom.incidents.model import Grade
from tests.alerts.people import Roster, an_incident
from tests.factories import a_sheet, a_slip
from tests.ui.desk.sitting import Desk
from ui import theme
from ui.alerts.tray import alert_icon


@pytest.mark.qt_log_ignore("systemTrayWindowChanged")  # a tray of X11, which no display offers here
def test_the_tray_shows_the_worst_that_waits_and_a_click_raises_the_desk(
    desk: Desk, roster: Roster, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(QApplication, "alert", asked.append)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    tray = desk.window.tray
    assert tray.begin(())
    assert tray._icon is not None
    assert tray._icon.toolTip() == "Duty room"
    slip = a_slip(desk.clock, subject="演练")
    desk.house.incidents.open_event(desk.session, slip, a_sheet(drill=True), [NewFact("deaths", Decimal(40))])
    desk.settle()
    assert tray._icon.toolTip() == "Drill, alert: Extraordinary, 1 to answer"
    assert asked.count(desk.window) == 1, "its place in the list of windows asks for attention, once for each alert"
    desk.clock.advance(timedelta(minutes=1))
    alert = desk.house.alerts.confirm(desk.session, an_incident(Grade.III, title="青云路"))
    assert alert is not None
    desk.settle()
    assert tray._icon.toolTip() == "Alert: Considerable, 2 to answer", "what is real stands before a drill"
    assert asked.count(desk.window) == 2
    drawn = alert_icon(desk.house.alert_reader.live(desk.session)[0]).pixmap(64, 64).toImage()
    assert drawn.pixelColor(32, 3) == QColor(theme.current().grade("III").ground)
    desk.house.alerts.acknowledge(desk.session, alert.id, alert.version)
    desk.settle()
    assert tray._icon.toolTip().startswith("Drill")
    desk.window.showMinimized()
    tray._activated(QSystemTrayIcon.ActivationReason.Context)
    assert desk.window.isMinimized()
    tray._activated(QSystemTrayIcon.ActivationReason.Trigger)
    assert not desk.window.isMinimized()


def test_no_tray_is_no_fault(desk: Desk, roster: Roster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    assert not desk.window.tray.begin(())
    desk.house.alerts.confirm(desk.session, an_incident(Grade.II))
    desk.settle()
    assert desk.window.alarm.window.isVisible()
    assert desk.window.tray.tip(1) == "Alert: Major, 1 to answer"
