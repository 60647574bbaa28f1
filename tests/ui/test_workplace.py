"""What every page is handed: two lanes, one place where news arrive, and an end that leaves nothing running."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from dutyroom.accounts.model import NewAccount, Session
from dutyroom.bootstrap import FOUNDER_ROLES, House
from dutyroom.changes import Announcer, Changes, Topic
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.log.model import MatterFile
from dutyroom.settings import SeatSettings
from tests.factories import EVENING, OTHER_PASSWORD, a_slip
from ui.bridge import Bridge
from ui.workplace import Workplace


@pytest.fixture
def workplace(qtbot: QtBot, house: House, session: Session, tmp_path: Path) -> Iterator[Workplace]:
    made = Workplace(house, session, SeatSettings(tmp_path / "seat.json"))
    yield made
    if made._writer._thread.is_alive():
        made.close()


def test_it_tells_the_time_of_the_room(workplace: Workplace) -> None:
    assert workplace.now() == EVENING
    assert str(workplace.now().tzinfo) == str(workplace.zone) == "Asia/Shanghai"
    assert workplace.reads_log


def test_an_act_is_written_on_the_writers_thread_and_news_arrive_on_the_screens(
    workplace: Workplace, house: House, session: Session, clock: SetClock
) -> None:
    news: list[tuple[Changes, str]] = []
    workplace.changed.connect(lambda changes: news.append((changes, threading.current_thread().name)))
    seen: list[MatterFile] = []
    wrote_on: list[str] = []

    def act() -> MatterFile:
        wrote_on.append(threading.current_thread().name)
        return house.log.open_matter(session, a_slip(clock))

    workplace.write(act, workplace, seen.append)
    workplace.settle()
    assert wrote_on == ["writer"]
    (changes, thread) = news[0]
    assert thread == threading.main_thread().name
    assert changes.touches(Topic.MATTERS)
    assert seen[0].matter.id in changes.subjects


def test_news_from_any_thread_arrive_once_and_in_order(qtbot: QtBot) -> None:
    announcer, receiver = Announcer(), QObject()
    bridge = Bridge(announcer, receiver)
    heard: list[int] = []
    bridge.changed.connect(lambda changes: heard.append(changes.seq))

    def another_seat() -> None:
        for seq in range(1, 101):
            announcer.announce(Changes(frozenset({Topic.MATTERS}), seq=seq))

    thread = threading.Thread(target=another_seat)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(heard) >= 100)
    assert heard == list(range(1, 101))
    bridge.close()
    announcer.announce(Changes(frozenset({Topic.MATTERS}), seq=101))
    qtbot.wait(10)
    assert heard[-1] == 100


def test_what_nobody_waits_for_is_told_to_the_window(workplace: Workplace) -> None:
    told: list[Refused] = []
    workplace.refused.connect(told.append)

    def refuse() -> None:
        raise Refused("log.nothing_written")

    workplace.write(refuse, workplace)
    workplace.read(refuse, workplace, told.append)
    workplace.settle()
    assert [error.code for error in told] == ["log.nothing_written"] * 2


def test_a_long_act_does_not_hold_up_a_question(workplace: Workplace) -> None:
    held, answers = threading.Event(), []
    workplace.write(lambda: held.wait(5), workplace)
    workplace.read(lambda: "at once", workplace, answers.append)
    workplace._reader.drain()
    assert answers == ["at once"]
    held.set()
    workplace.settle()


@pytest.mark.req("R001")
def test_closing_finishes_the_acts_under_way_and_ends_both_threads(
    workplace: Workplace, house: House, session: Session, clock: SetClock
) -> None:
    for _ in range(5):
        workplace.write(lambda: house.log.open_matter(session, a_slip(clock)), workplace)
    counted: list[int] = []
    workplace.write(lambda: counted.append(len(house.log_reader.open_board(session))), workplace)
    workplace.close()
    assert counted == [5]
    assert not {"writer", "reader"} & {thread.name for thread in threading.enumerate()}


def test_the_end_of_whoever_sits_here_is_told_once_however_often_it_is_asked(
    workplace: Workplace, house: House, session: Session
) -> None:
    told: list[Refused] = []
    workplace.ended.connect(told.append)
    house.accounts.open(session, NewAccount("second", "第二人", FOUNDER_ROLES), OTHER_PASSWORD)
    second = house.accounts.sign_in(next(a.id for a in house.accounts.all() if a.name == "第二人"))
    house.accounts.close(second, session.account_id)
    workplace.settle()
    workplace.look_who_sits()
    workplace.settle()
    assert [error.code for error in told] == ["accounts.closed_meanwhile"]


class Asked(QObject):
    """A part of a window that has something to load."""

    times = 0

    def load(self) -> None:
        """Count."""
        self.times += 1


def test_what_a_new_window_can_do_without_is_loaded_after_it_was_painted(qtbot: QtBot, workplace: Workplace) -> None:
    asked = Asked(workplace)
    workplace.settled(asked, asked.load)
    workplace.settled(asked, asked.load)
    assert not workplace._settling._timer.isActive(), "the pause begins when the window has been painted"
    qtbot.waitUntil(workplace._settling._timer.isActive)
    assert asked.times == 0
    qtbot.waitUntil(lambda: asked.times == 1)


def test_nobody_who_waits_for_the_desk_waits_for_a_pause(workplace: Workplace) -> None:
    asked = Asked(workplace)
    workplace.settled(asked, asked.load)
    workplace.settle()
    assert asked.times == 1
