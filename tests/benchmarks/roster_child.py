"""A desk with a year's roster, leafed through month by month by a hand that can tell the time; prints JSON.

``roster_child.py COUNT FOLDER KEY NOW ACCOUNT``: ``COUNT`` months, each beside a bare month of Qt.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QCalendarWidget

from tests.benchmarks.desk_child import open_desk, settle
from tests.ui.roster.rostering import fill_roster, in_force
from ui.actions import Act
from ui.roster.month import Month
from ui.roster.page import RosterPage


class Leafing(QObject):
    """Waits as a person does, in an event loop that rests, until another month has been painted."""

    def __init__(self, page: RosterPage) -> None:
        super().__init__()
        self._page = page
        self._loop = QEventLoop()
        self._before: Month | None = None
        page.month.wall.installEventFilter(self)

    def time(self, months: int) -> float:
        """Go some months on and return in how many milliseconds that month stands on the screen."""
        self._before = self._page.month.wall.month()
        began = time.perf_counter()
        self._page.month.go(months)
        self._loop.exec()
        return (time.perf_counter() - began) * 1000

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notice that the month is about to be painted; what is posted now comes after it."""
        if event.type() == QEvent.Type.Paint and self._page.month.wall.month() is not self._before:
            QTimer.singleShot(0, self._loop.quit)
        return False


def bare_leaf(app: QApplication, calendar: QCalendarWidget, months: int) -> float:
    """Do the same in Qt's own month, which has no names."""
    began = time.perf_counter()
    (calendar.showNextMonth if months > 0 else calendar.showPreviousMonth)()
    app.processEvents()
    return (time.perf_counter() - began) * 1000


def main(count: str, folder: str, key: str, now: str, account_id: str) -> None:
    """Plan a year, leaf through it, and print the figures."""
    app, desk = open_desk(Path(folder), key, now, account_id)
    house, session = desk.workplace.house, desk.workplace.session
    today = datetime.fromisoformat(now).date()
    fill_roster(house, session)
    in_force(house, session, today.replace(day=1), today.replace(year=today.year + 1, day=1))
    desk.window.go_to(Act.GO_ROSTER)
    settle(app, desk)
    calendar = QCalendarWidget()
    calendar.resize(980, 560)
    calendar.show()
    app.processEvents()
    page = desk.window.pages.roster
    steps = [1 if number // 10 % 2 == 0 else -1 for number in range(int(count) + 4)]
    leafing = Leafing(page)
    found = [(leafing.time(step), bare_leaf(app, calendar, step)) for step in steps][4:]
    settle(app, desk)
    desk.window.close()
    print(json.dumps({"month": [ours for ours, _bare in found], "bare": [bare for _ours, bare in found]}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
