"""A desk on a measured room, used by a hand that can tell the time; prints what it saw as JSON.

``desk_child.py WHAT COUNT FOLDER KEY NOW ACCOUNT``: WHAT is ``save`` (slips opened and saved) or ``memory`` (log,
search and a matter opened).
"""

from __future__ import annotations

import json
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QMainWindow, QTableView, QVBoxLayout, QWidget

from dutyroom.bootstrap import Place, open_house
from dutyroom.changes import Changes
from dutyroom.clock import ShiftedClock, SystemClock
from dutyroom.log.model import MatterFile
from dutyroom.settings import SeatSettings
from tests.benchmarks.floors import DurableInsert
from tests.benchmarks.memory import memory_of_this
from tests.benchmarks.words import Words
from ui.actions import Act
from ui.app import SEAT_FILE, App, make_application
from ui.window import DeskWindow

_PATIENCE_MS = 30_000


class Watch(QObject):
    """Tells when a saved matter stands in the list that is shown, and when that list has been painted with it.

    ``whole``: when the slip is gone too and the window stands as it will.
    """

    _painting = Signal()

    def __init__(self, window: DeskWindow, page: Any) -> None:
        super().__init__()
        self._page = page
        self._window = window
        self._loop = QEventLoop()
        self._stamps: dict[str, float] = {}
        self.matter_id = ""
        window.workplace.house.announcer.listen(self._committed)
        window.slips.saved.connect(self._saved)
        page.model.modelReset.connect(self._listed)
        page.model.rowsInserted.connect(self._listed)
        page.table.viewport().installEventFilter(self)
        self._painting.connect(self._painted, Qt.ConnectionType.QueuedConnection)

    def time(self, window: DeskWindow) -> dict[str, float]:
        """Save the slip in front, as the key does; return milliseconds until committed, saved, listed and painted."""
        self._stamps = {}
        self.matter_id = window.slips.current().draft_id  # which becomes the matter's
        began = time.perf_counter()
        window.slips.save_current()
        self._stamps["pressed"] = time.perf_counter()
        guard = QTimer()
        guard.setSingleShot(True)
        guard.timeout.connect(self._loop.quit)
        guard.start(_PATIENCE_MS)
        self._loop.exec()
        if "whole" not in self._stamps:
            raise SystemExit(f"the saved matter never came into the list: {self._stamps}")
        return {name: (stamp - began) * 1000 for name, stamp in self._stamps.items()}

    def _committed(self, _changes: Changes) -> None:
        self._stamps.setdefault("committed", time.perf_counter())  # in the writer's thread

    @Slot(object)
    def _saved(self, _file: MatterFile) -> None:
        self._stamps["saved"] = time.perf_counter()
        self._listed()

    @Slot()
    def _listed(self) -> None:
        if "listed" not in self._stamps and self.matter_id and self._page.model.row_of(self.matter_id) >= 0:
            self._stamps["listed"] = time.perf_counter()

    @Slot()
    def _painted(self) -> None:
        self._stamps.setdefault("painted", time.perf_counter())
        self._look_for_the_whole()

    @Slot()
    def _look_for_the_whole(self) -> None:
        if "saved" not in self._stamps:
            QTimer.singleShot(0, self._look_for_the_whole)
            return
        QApplication.processEvents()  # the layout and the painting that this brought about
        self._stamps.setdefault("whole", time.perf_counter())
        self._loop.quit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notice that the list is about to be painted; what is posted now is delivered right after it."""
        if event.type() == QEvent.Type.Paint and "listed" in self._stamps and "painted" not in self._stamps:
            self._painting.emit()
        return False


class PlainForm:
    """A form of as many fields as the slip in a window without anything else: the floor of opening a slip."""

    def __init__(self, app: QApplication) -> None:
        self._window, self._form = QMainWindow(), QWidget()
        grid = QGridLayout(self._form)
        for place in range(16):
            grid.addWidget(QLineEdit(), place // 4, place % 4)
        self._form.hide()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.addWidget(QTableView(), 1)
        column.addWidget(self._form)
        self._window.setCentralWidget(middle)
        self._window.resize(1366, 768)
        self._window.show()
        app.processEvents()

    def time(self, app: QApplication) -> float:
        """Show the form and return in how many milliseconds it was there."""
        taken = _timed(self._form.show, app)
        self._form.hide()
        app.processEvents()
        return taken


def open_desk(folder: Path, key: str, now: str, account_id: str) -> tuple[QApplication, App]:
    """Open the desk as the program does once somebody has signed in."""
    app = make_application(["dutyroom"])
    place, clock = Place.in_folder(folder), ShiftedClock(SystemClock(), datetime.fromisoformat(now))
    desk = App(app, place, clock, SeatSettings(folder / SEAT_FILE))
    house = open_house(place, bytes.fromhex(key), clock)
    desk.open_desk(house, house.accounts.sign_in(account_id))
    settle(app, desk)
    return app, desk


def settle(app: QApplication, desk: App) -> None:
    """Let everything arrive and be painted."""
    for _round in range(3):
        app.processEvents()
        desk.workplace.settle()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()


def saves(app: QApplication, desk: App, count: int, folder: Path, key: str) -> dict[str, Any]:
    """Open and save ``count`` slips with the log in front, then some with the desk in front, each beside its floor."""
    words, floor = Words(31), DurableInsert(folder, bytes.fromhex(key))
    window, plain = desk.window, PlainForm(app)
    found: dict[str, Any] = {"log": [], "desk": [], "floor": [], "slip": [], "plain_form": []}
    for name, act, page, times in (
        ("log", Act.GO_LOG, window.pages.log, count),
        ("desk", Act.GO_DESK, window.pages.desk, max(30, count // 4)),
    ):
        window.go_to(act)
        settle(app, desk)
        watch = Watch(window, page)
        for number in range(times + 3):
            opened = _timed(window.forms.new_slip, app)
            text = _fill(window, words)
            settle(app, desk)
            taken = watch.time(window)
            settle(app, desk)
            floor.prepare(text)
            bare = _timed(floor.add)
            _close(desk, watch.matter_id)
            settle(app, desk)
            if number >= 3:
                found[name].append(taken)
                found["slip"].append(opened)
                found["floor"].append(bare)
                found["plain_form"].append(plain.time(app))
    floor.close()
    return found


def _timed(act: Any, app: QApplication | None = None) -> float:
    began = time.perf_counter()
    act()
    if app is not None:
        app.processEvents()
    return (time.perf_counter() - began) * 1000


def _fill(window: DeskWindow, words: Words) -> str:
    """Type a call into the slip in front, as is done before the key is pressed; its draft is kept already."""
    form = window.slips.current()
    caller, unit, subject = words.pick(words.callers), words.pick(words.unit_names(120)), words.subject()
    text = words.report(unit, subject)
    for field, typed in (
        (form.caller.unit, unit),
        (form.caller.person, caller.name),
        (form.caller.post, caller.post),
        (form.caller.phone, caller.phone),
        (form.subject, subject),
    ):
        field.setText(typed)
    form.content.setPlainText(text)
    form.keeper.keep_now()
    return "\n".join((text, subject, unit, caller.name, caller.phone))


def _close(desk: App, matter_id: str) -> None:
    """Give the matter its result, so that the board stays as full as it is on a usual day."""
    workplace = desk.workplace
    workplace.write(lambda: workplace.house.log.close(workplace.session, matter_id, "已办结"), workplace)


def memory(app: QApplication, desk: App) -> dict[str, Any]:
    """Open the log and scroll in it, search, open a matter; return the memory after each, in MB."""
    window, found = desk.window, {"window": memory_of_this()}
    window.go_to(Act.GO_LOG)
    settle(app, desk)
    for _page in range(6):
        window.pages.log.table.scrollToBottom()
        settle(app, desk)
    found["log"] = memory_of_this()
    window.go_to(Act.SEARCH)
    for query in ("火灾", "消防救援", "青云路", "syj"):
        window.pages.search.field.setText(query)
        window.pages.search.search(query)
        settle(app, desk)
    found["search"] = memory_of_this()
    window.open_matter(window.pages.log.model.matter(0).id)
    settle(app, desk)
    window.forms.new_slip()
    settle(app, desk)
    found["matter"] = memory_of_this()
    window.slips.forms()[0].keeper.drop()
    return found


def main(what: str, count: str, folder: str, key: str, now: str, account_id: str) -> None:
    """Do what is asked and print the result."""
    app, desk = open_desk(Path(folder), key, now, account_id)
    found = memory(app, desk) if what == "memory" else saves(app, desk, int(count), Path(folder), key)
    settle(app, desk)
    desk.window.close()
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
