"""The lanes beside the screen: one thing after the other, answers on the screen's thread, none stale, none lost."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from dutyroom.errors import DutyroomError, Environment, Refused
from ui.tasks import Lane


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    made = Lane("lane under test")
    yield made
    if made._thread.is_alive():
        made.stop()


@pytest.fixture
def page(qtbot: QtBot) -> QObject:
    return QObject()


class Heard:
    """What a page was told, and in which thread."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[DutyroomError] = []
        self.threads: set[str] = set()

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(threading.current_thread().name)

    def failed(self, error: DutyroomError) -> None:
        self.errors.append(error)
        self.threads.add(threading.current_thread().name)


def saying(value: object) -> Callable[[], object]:
    return lambda: value


def raising(error: BaseException) -> Callable[[], object]:
    def fail() -> object:
        raise error

    return fail


class Counted(Lane):
    """Counts how often it was asked whether it is idle."""

    asked = 0

    @property
    def idle(self) -> bool:
        self.asked += 1
        return super().idle


def test_waiting_for_an_answer_takes_no_turns_from_the_lane(qtbot: QtBot, page: QObject) -> None:
    lane, heard, never = Counted("slow lane"), Heard(), threading.Event()
    try:
        lane.submit(lambda: never.wait(0.05), page, heard.done)
        lane.drain()
    finally:
        lane.stop()
    assert heard.results == [False]
    assert lane.asked < 50, "the screen sleeps until the answer is there"


def test_calls_are_done_in_order_on_one_thread_and_answered_on_the_screens(lane: Lane, page: QObject) -> None:
    heard, done_on = Heard(), []

    def call(number: int) -> Callable[[], int]:
        def do() -> int:
            done_on.append(threading.current_thread().name)
            return number

        return do

    for number in range(50):
        lane.submit(call(number), page, heard.done)
    lane.drain()
    assert heard.results == list(range(50))
    assert set(done_on) == {"lane under test"}
    assert heard.threads == {threading.main_thread().name}


def test_a_question_asked_again_makes_the_older_answer_stale(lane: Lane, page: QObject) -> None:
    heard, held = Heard(), threading.Event()
    lane.submit(lambda: held.wait(5), page)
    for words in ("台", "台风", "台风预警"):
        lane.submit(saying(words), page, heard.done, key="search")
    held.set()
    lane.drain()
    assert heard.results == ["台风预警"]


def test_an_answer_that_was_on_its_way_is_dropped_when_the_question_is_asked_again(lane: Lane, page: QObject) -> None:
    heard, answered = Heard(), threading.Event()
    lane.submit(saying("old"), page, heard.done, key="search")
    lane.submit(answered.set, page)
    assert answered.wait(5)  # the old answer lies in the queue of the screen
    lane.submit(saying("new"), page, heard.done, key="search")
    lane.drain()
    assert heard.results == ["new"]


def test_a_stale_question_is_not_even_asked(lane: Lane, page: QObject) -> None:
    heard, held, asked = Heard(), threading.Event(), []
    lane.submit(lambda: held.wait(5), page)
    for words in ("台", "台风"):
        lane.submit(lambda words=words: asked.append(words), page, heard.done, key="search")  # type: ignore[misc]
    held.set()
    lane.drain()
    assert asked == ["台风"]


def test_keys_of_different_pages_and_calls_without_a_key_stand_apart(lane: Lane, page: QObject) -> None:
    heard, other = Heard(), QObject()
    lane.submit(saying(1), page, heard.done, key="search")
    lane.submit(saying(2), other, heard.done, key="search")
    lane.submit(saying(3), page, heard.done, key="counts")
    lane.submit(saying(4), page, heard.done)
    lane.submit(saying(5), page, heard.done)
    lane.drain()
    assert heard.results == [1, 2, 3, 4, 5]


def test_the_same_key_can_be_asked_over_and_over(lane: Lane, page: QObject) -> None:
    heard = Heard()
    for number in range(5):
        lane.submit(saying(number), page, heard.done, key="search")
        lane.drain()
    assert heard.results == list(range(5))


def test_a_page_that_is_gone_hears_nothing_and_the_call_is_done_all_the_same(lane: Lane) -> None:
    heard, done, owner = Heard(), threading.Event(), QObject()
    held = threading.Event()
    lane.submit(lambda: held.wait(5), QObject())
    lane.submit(done.set, owner, heard.done)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    held.set()
    lane.drain()
    assert done.is_set(), "what was to be written is written"
    assert heard.results == []
    assert lane.idle


def test_a_failure_after_the_page_is_gone_is_noted(lane: Lane, caplog: pytest.LogCaptureFixture) -> None:
    owner, held = QObject(), threading.Event()
    lane.submit(lambda: held.wait(5), QObject())
    lane.submit(raising(Environment("storage.disk_full", file="x")), owner)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    held.set()
    lane.drain()
    assert "after its page was closed" in caplog.text


def test_a_refusal_goes_to_whoever_asked_or_else_to_the_window(lane: Lane, page: QObject) -> None:
    heard, window = Heard(), Heard()
    lane.refused.connect(window.failed)
    refusal, trouble = Refused("log.nothing_written"), Environment("storage.locked")
    lane.submit(raising(refusal), page, heard.done, heard.failed)
    lane.submit(raising(trouble), page, heard.done)
    lane.drain()
    assert heard.errors == [refusal]
    assert heard.results == []
    assert window.errors == [trouble]


def test_a_refusal_of_a_stale_question_disturbs_nobody(lane: Lane, page: QObject) -> None:
    heard, answered = Heard(), threading.Event()
    lane.submit(raising(Refused("log.no_such_matter")), page, heard.done, heard.failed, key="file")
    lane.submit(answered.set, page)
    assert answered.wait(5)
    lane.submit(saying("the matter one went on to"), page, heard.done, heard.failed, key="file")
    lane.drain()
    assert heard.results == ["the matter one went on to"]
    assert heard.errors == []


@pytest.mark.parametrize("error", [ZeroDivisionError("a bug"), KeyError("a bug")])
def test_a_bug_is_noted_told_to_the_window_and_releases_whoever_waits(
    lane: Lane, page: QObject, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    heard, broken = Heard(), []
    lane.broken.connect(broken.append)
    lane.submit(raising(error), page, heard.done, heard.failed)
    lane.submit(saying("the next one is done"), page, heard.done)
    lane.drain()
    assert broken == [error]
    assert type(error).__name__ in caplog.text
    assert heard.results == ["the next one is done"]
    assert len(heard.errors) == 1, "a form that waits has to be told, or it waits for good"


def test_an_answer_that_itself_fails_does_not_hold_up_the_lane(
    lane: Lane, page: QObject, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()

    def careless(_result: object) -> None:
        raise RuntimeError("a page made a mistake")

    with qtbot.captureExceptions() as caught:
        lane.submit(saying(1), page, careless)
        lane.submit(saying(2), page, heard.done)
        lane.drain()
    assert heard.results == [2]
    assert lane.idle
    assert len(caught) == 1 or "a page made a mistake" in caplog.text


def test_stopping_finishes_what_was_submitted_and_delivers_it(lane: Lane, page: QObject) -> None:
    heard = Heard()
    for number in range(10):
        lane.submit(saying(number), page, heard.done)
    lane.stop()
    assert heard.results == list(range(10))
    assert not lane._thread.is_alive()


def test_draining_waits_for_what_an_answer_asks_in_turn(lane: Lane, page: QObject) -> None:
    heard = Heard()

    def ask_on(result: object) -> None:
        heard.done(result)
        if isinstance(result, int) and result < 3:
            lane.submit(saying(result + 1), page, ask_on)

    lane.submit(saying(0), page, ask_on)
    lane.drain()
    assert heard.results == [0, 1, 2, 3]


def test_a_lane_remembers_nothing_of_what_is_over(lane: Lane) -> None:
    for _ in range(20):
        owner = QObject()
        lane.submit(saying(None), owner, key="search")
        lane.submit(saying(None), owner, key="search")
    lane.drain()
    gc.collect()
    assert lane.idle
    assert not lane._newest
    assert not lane._stale
    assert not lane._askers
