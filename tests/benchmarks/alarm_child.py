"""A desk at which incidents are confirmed one after the other; prints when window and sound came, as JSON.

``alarm_child.py COUNT FOLDER KEY NOW ACCOUNT``.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from dutyroom.alerts.model import Subject, SubjectKind
from dutyroom.alerts.sounding import SoundOwner
from dutyroom.incidents.model import Grade
from tests.benchmarks.desk_child import open_desk, settle
from ui.app import App

_GRADES = (Grade.III, Grade.II, Grade.I)
_PATIENCE_SECONDS = 30.0


class Stamps(QObject):
    """Notes when a window was painted for the first time since it was asked, and when a sound was."""

    failure = ""

    def __init__(self) -> None:
        super().__init__()
        self.painted = self.sounded = 0.0

    def play(self, _file: Path) -> None:
        """Note the moment."""
        self.sounded = self.sounded or time.perf_counter()

    def keep_playing(self) -> None:
        """Do nothing."""

    def stop(self) -> None:
        """Do nothing."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note the first painting."""
        if event.type() == QEvent.Type.Paint:
            self.painted = self.painted or time.perf_counter()
        return False


def main(count: str, folder: str, key: str, now: str, account_id: str) -> None:
    """Confirm ``count`` incidents, answer each, and print milliseconds."""
    app, desk = open_desk(Path(folder), key, now, account_id)
    stamps = Stamps()
    house = desk.workplace.house
    house.sounding = SoundOwner(stamps, Path)
    house.toaster = type(house.toaster)(lambda **_words: None)
    answer_all(app, desk)
    window = desk.window.alarm.window
    desk.window.alarm.make_ready()
    window.installEventFilter(stamps)
    found: dict[str, list[float]] = {"painted": [], "sound": [], "floor": []}
    for number in range(int(count)):
        taken = confirm(app, desk, stamps, number)
        for name, value in taken.items():
            found[name].append(value)
        found["floor"].append(plain(app, window))
    settle(app, desk)
    desk.window.close()
    print(json.dumps(found), flush=True)


def confirm(app: QApplication, desk: Any, stamps: Stamps, number: int) -> dict[str, float]:
    """Confirm one incident as the desk does, wait for window and sound, answer and close it."""
    workplace = desk.workplace
    house, session = workplace.house, workplace.session
    subject = Subject(
        kind=SubjectKind.INCIDENT,
        id=house.ids.new(),
        number=f"事件{number}",
        title="东湖区临湖大道化工仓库起火",
        grade=_GRADES[number % len(_GRADES)],
    )
    stamps.painted = stamps.sounded = 0.0
    began = time.perf_counter()
    workplace.write(lambda: house.alerts.confirm(session, subject), workplace)
    while not (stamps.painted and stamps.sounded):
        app.processEvents()
        if time.perf_counter() - began > _PATIENCE_SECONDS:
            raise SystemExit("the alert never came onto the screen")
    answer_all(app, desk)
    return {"painted": (stamps.painted - began) * 1000, "sound": (stamps.sounded - began) * 1000}


def answer_all(app: QApplication, desk: App) -> None:
    """Acknowledge and close what stands, so that each alert comes onto a quiet desk."""
    settle(app, desk)
    assert desk.workplace is not None
    house, session = desk.workplace.house, desk.workplace.session
    for alert in house.alert_reader.live(session):
        house.alerts.acknowledge(session, alert.id, alert.version)
        now = house.alert_reader.one(session, alert.id)
        house.alerts.close(session, now.id, now.version, "已办结")
    settle(app, desk)


def plain(app: QApplication, like: QWidget) -> float:
    """Show an empty window of the same size and return in how many milliseconds it was painted."""
    window, stamps = QWidget(), Stamps()
    window.resize(like.size())
    window.installEventFilter(stamps)
    began = time.perf_counter()
    window.show()
    while not stamps.painted:
        app.processEvents()
    taken = (stamps.painted - began) * 1000
    window.close()
    app.processEvents()
    return taken


if __name__ == "__main__":
    main(*sys.argv[1:])
