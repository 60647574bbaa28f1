"""What every page is handed: the open room, who sits here, the two lanes, and where changes arrive."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House
from dutyroom.changes import Changes, Topic
from dutyroom.errors import DutyroomError
from dutyroom.settings import SeatSettings
from ui.bridge import Bridge
from ui.later import Later
from ui.tasks import Lane

T = TypeVar("T")
_log = logging.getLogger(__name__)
_REST_MS = 2000  # after the last change, when nobody is likely to save
_SETTLING_MS = 250  # after a new window was painted: a call slip has taken its first letters by then
_REREAD_MS = 60  # after what was done has been shown; short enough that nobody acts on what is no longer true


class Workplace(QObject):
    """One signed-in desk on an open room."""

    changed = Signal(object)
    """``Changes`` made by anybody, in the screen's thread."""
    refused = Signal(object)
    """A DutyroomError for the window to show."""
    broken = Signal(object)
    """A bug for the window to show."""
    matter_wanted = Signal(str)
    """The identity of a matter that somebody wants to see."""
    ended = Signal(object)
    """A Refused: the account of whoever sits here was closed meanwhile."""
    rights_changed = Signal()
    """Whoever sits here was given other roles; ``session`` has them already."""
    password_hint = ""
    """Shown at the lock of a drill room only."""

    def __init__(self, house: House, session: Session, seat: SeatSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.house = house
        self.session = session
        self.seat = seat
        self._writer = Lane("writer", self)
        self._reader = Lane("reader", self)
        self._lanes = {"writer": self._writer, "reader": self._reader}
        self._bridge = Bridge(house.announcer, self)
        self._next = Later(0, self)
        self._settling = Later(_SETTLING_MS, self)
        self._rereading = Later(_REREAD_MS, self)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_REST_MS)
        self._resting.timeout.connect(self.rest)
        for lane in self._lanes.values():
            self._connect_lane(lane)
        self._bridge.changed.connect(self._pass_on)
        self._ended = False

    @property
    def zone(self) -> ZoneInfo:
        """Return the room's time zone."""
        return self.house.calendar.zone

    @property
    def reads_log(self) -> bool:
        """Return whether whoever sits here may read the log; an auditor may not."""
        return self.session.may(Right.READ_LOG)

    def now(self) -> datetime:
        """Return the present moment in the room's zone."""
        return self.house.calendar.local(self.house.clock.now())

    def write(
        self,
        act: Callable[[], T],
        owner: QObject,
        done: Callable[[T], None] | None = None,
        failed: Callable[[DutyroomError], None] | None = None,
        *,
        key: str = "",
    ) -> None:
        """Do an act on the writer's lane; see ``Lane.submit``."""
        self._writer.submit(act, owner, done, failed, key=key)

    def read(
        self,
        question: Callable[[], T],
        owner: QObject,
        done: Callable[[T], None],
        failed: Callable[[DutyroomError], None] | None = None,
        *,
        key: str = "",
    ) -> None:
        """Ask a question on the reader's lane; see ``Lane.submit``."""
        self._reader.submit(question, owner, done, failed, key=key)

    def lane(self, name: str) -> Lane:
        """Return a lane beside the two, for what must wait for neither; it is made when it is first asked for."""
        if name not in self._lanes:
            self._lanes[name] = Lane(name, self)
            self._connect_lane(self._lanes[name])
        return self._lanes[name]

    def next(self, owner: QObject, slot: Callable[[], None]) -> None:
        """Call ``slot`` of ``owner`` once what is shown now has been painted."""
        self._next.put(owner, slot)

    def settled(self, owner: QObject, slot: Callable[[], None]) -> None:
        """Call ``slot`` of ``owner``, which loads what a window needs neither for its first picture nor for a slip."""
        self._settling.hold(owner, slot)
        self._next.put(self._settling, self._settling.begin)

    def reread(self, owner: QObject, slot: Callable[[], None]) -> None:
        """Call ``slot`` of ``owner``, which reads the file again, soon and once for many changes."""
        self._rereading.put(owner, slot)

    def settle(self) -> None:
        """Wait until every act and answer has arrived; for closing, the tour and tests."""
        pauses = (self._next, self._settling, self._rereading)
        while not (all(pause.idle for pause in pauses) and all(lane.idle for lane in self._lanes.values())):
            self._writer.drain()
            for pause in pauses:
                pause.flush()
            for lane in list(self._lanes.values()):  # an answer may ask for a lane that was not there before
                lane.drain()

    def close(self) -> None:
        """Finish the acts under way, end the threads and close the room."""
        self.settle()
        self._resting.stop()
        self._bridge.close()
        self.stop_lanes()
        self.house.close()

    def stop_lanes(self) -> None:
        """End the threads, each after what it was given."""
        for lane in self._lanes.values():
            lane.stop()

    def keep_watch(self) -> None:
        """Let the room watch over its deadlines from now on, until it is closed; the start does not wait for it."""
        self.lane("watch").submit(self.house.keep_watch, self)

    @Slot()
    def rest(self) -> None:
        """Let the room do what its acts left for later; a room that cannot does it another time."""
        self.write(self.house.rest, self, failed=self._not_rested)

    def _connect_lane(self, lane: Lane) -> None:
        lane.refused.connect(self.refused)
        lane.broken.connect(self.broken)

    def _not_rested(self, error: DutyroomError) -> None:
        _log.warning("the room could not rest: %s", error.code)

    def _pass_on(self, changes: Changes) -> None:
        self._resting.start()
        if changes.touches(Topic.ACCOUNTS):
            self.look_who_sits()
        self.changed.emit(changes)

    @Slot()
    def look_who_sits(self) -> None:
        """Ask whether the account of whoever sits here is still open, and which roles it has now."""
        house, session = self.house, self.session

        def ask() -> Session:
            return house.accounts.renewed(session)

        self.read(ask, self, self._renewed, self._not_renewed, key="who sits")

    def _renewed(self, session: Session) -> None:
        if session.roles != self.session.roles:
            self.session = session
            self.rights_changed.emit()

    def _not_renewed(self, error: DutyroomError) -> None:
        if error.code == "accounts.closed_meanwhile":
            if not self._ended:  # while the desk is closed by the first word of it, a second would close it again
                self._ended = True
                self.ended.emit(error)
        else:
            _log.warning("nobody could tell who sits here: %s", error.code)
