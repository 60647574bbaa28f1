"""What an officer does about an alert: it comes with a flash matter, is called on, read on a locked desk, answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from dutyroom.alerts.matters import subject_of_matter
from dutyroom.alerts.model import How, SubjectKind
from dutyroom.alerts.sounding import SoundOwner
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.incidents.model import Grade
from dutyroom.log.model import Caller, Category, Channel, Matter, Slip, Urgency
from ui.actions import Act
from ui.alerts.window import AlertWindow
from ui.touring.hands import settle
from ui.window import DeskWindow

Keep = Callable[[str, str, QWidget], None]
_LATER = timedelta(seconds=47)
_MOST_STEPS = 20
_MOST_ANSWERS = 120


class _Quiet:
    """Plays nothing: a tour is not heard."""

    failure = ""

    def play(self, file: Path) -> None:
        """Play nothing."""

    def keep_playing(self) -> None:
        """Go on playing nothing."""

    def stop(self) -> None:
        """Stop nothing."""


def _take_note(**_words: object) -> None:
    """Take a note of the system and show none."""


def keep_quiet(house: House) -> None:
    """Let a house make neither sounds nor notes of the system."""
    house.sounding = SoundOwner(_Quiet(), Path)
    house.toaster = type(house.toaster)(_take_note)


def sweep(window: DeskWindow) -> None:
    """Let the watch over deadlines see the time to which the tour has put its clock, and the window a second pass."""
    house = window.workplace.house
    house.sweeper.run()
    house.sweeper.audit()
    settle(window.workplace)
    window.tick()
    settle(window.workplace)


def answer_all(window: DeskWindow) -> None:
    """Acknowledge what stands and reach whoever is called, as somebody who comes on watch does, one after the other."""
    window.workplace.keep_watch()
    settle(window.workplace)
    sweep(window)
    shown = window.alarm.window
    for _step in range(_MOST_ANSWERS):
        if shown.waiting():
            shown.acknowledge.button.click()
        elif shown.isVisible() and shown.reached.isVisible():
            shown.reached.button.click()
        else:
            break
        settle(window.workplace)
    if not shown.waiting():
        shown.close()  # the calls that are left come back by themselves


class AlertWalk:
    """The stations of an alert."""

    def __init__(self, window: DeskWindow, clock: SetClock, keep: Keep) -> None:
        self._window = window
        self._clock = clock
        self._keep = keep

    def walk(self) -> None:
        """Let an alert come, call on, answer it."""
        window = self._window
        window.go_to(Act.GO_DESK)
        answer_all(window)
        self._show("due-panel", "待办：警报在上，下列所有带时限的事项，超时和将到时分色")
        matter = self._log()
        self._show("alert-flash", "警报窗口：特提事项登记后立即弹出，置顶，不应答不能关闭")
        self._confirm(matter)
        self._show("alert-window", "警报窗口：重大事件，级别用词、形状和颜色表示，其他警报列在下面")
        self._call()
        self._show("alert-chain", "警报窗口：一个电话无人接听，一个已接通，步骤逐条留下")
        window.lock()
        self._show("alert-window-locked", "警报窗口：锁定时看得到级别、时钟和呼叫对象，看不到内容")
        window.locking.unlock()
        settle(window.workplace)
        answer_all(window)

    def _log(self) -> Matter:
        house, session = self._window.workplace.house, self._window.workplace.session
        slip = Slip(
            received_at=house.clock.now(),
            channel=Channel.PHONE,
            unit_name="东湖区应急管理局",
            caller=Caller(name="李明远", post="值班员", phone="0999-8000123"),
            subject="东湖区临湖大道化工仓库起火，周边居民正在疏散",
            content="20时50分，东湖区临湖大道一处化工仓库起火，暂无人员伤亡报告，消防已到场，周边居民正在疏散。",
            category=Category.EMERGENCY,
            urgency=Urgency.FLASH,
        )
        return house.log.open_matter(session, slip).matter

    def _confirm(self, matter: Matter) -> None:
        """Confirm it as a major incident, which raises an alert of its own chain."""
        house, session = self._window.workplace.house, self._window.workplace.session
        self._clock.advance(timedelta(minutes=3))
        subject = replace(
            subject_of_matter(matter, drill=house.room.drill),
            kind=SubjectKind.INCIDENT,
            id=house.ids.new(),
            grade=Grade.II,
        )
        house.alerts.confirm(session, subject)

    def _call(self) -> None:
        """Call on as the chain goes: the first by phone does not answer, the next is reached."""
        shown: AlertWindow = self._window.alarm.window
        unanswered = False
        for _step in range(_MOST_STEPS):
            self._clock.advance(_LATER)
            sweep(self._window)
            alert = shown.shown()
            call = alert.next_call if alert is not None else None
            if call is None or not shown.reached.isVisible() or call.how is not How.PHONE:
                continue
            if unanswered:
                self._show("alert-call", "警报窗口：下一个要打的电话，姓名、职务和号码")
                shown.reached.button.click()
                settle(self._window.workplace)
                return
            shown.no_answer.button.click()
            settle(self._window.workplace)
            unanswered = True

    def _show(self, name: str, shows: str) -> None:
        settle(self._window.workplace)
        sweep(self._window)
        self._keep(name, shows, self._window)
