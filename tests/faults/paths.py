"""Every way in which the desk writes, each as a round of acts that can be gone over and over until the desk is killed.

A round tells the ``Desk`` of each act before it begins and when it has returned, with the head of the journal then.
Names and numbers are invented.
"""

from __future__ import annotations

import contextlib
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from multiprocessing.connection import Connection
from typing import TypeVar

from dutyroom.accounts.keys import unwrap
from dutyroom.accounts.model import Session, Signer
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.handover.model import Place, SheetSection, WordsKind
from dutyroom.incidents.editing import with_lower_end
from dutyroom.incidents.events import CheckKind, CheckResult, NewFact
from dutyroom.incidents.model import Grade
from dutyroom.instructions.model import InstructionSheet, NewInstruction, NewRelay, NewTask
from dutyroom.log.model import Category, EntryKind, Field, NewEntry, Urgency
from dutyroom.reports.model import DispatchChannel, Gate, ReportStage, Sending
from dutyroom.rulebook.model import RuleKind
from dutyroom.settings import LOCK_AFTER_MINUTES
from tests.factories import LOGIN, OTHER_PASSWORD, PASSWORD, UNIT_NAME, a_sheet, a_slip

LEADER = "顾南舟"
_T = TypeVar("_T")


@dataclass
class Desk:
    """A desk at work in a process of its own, and how it says what it does."""

    house: House
    session: Session
    leader: Signer
    clock: SetClock
    draw: random.Random
    said: Connection

    def act(self, words: str, call: Callable[[], _T]) -> _T:
        """Do one act; say that it begins, and when it is final, where the journal stands then."""
        self.said.send(("begin", words, 0, ""))
        result = call()
        head = self.house.journal.head()
        self.said.send(("done", words, head.seq, head.hash))
        return result


def log(desk: Desk) -> None:
    """Type a call, log it, follow it up, correct it, close it."""
    house, session, draft = desk.house, desk.session, desk.house.ids.new()
    subject = f"东湖区来电{desk.draw.randrange(10**6)}"
    house.drafts.keep(session, draft, "slip", subject)
    desk.act("open", lambda: house.log.open_matter(session, a_slip(desk.clock, subject=subject), draft))
    told = NewEntry(EntryKind.TOLD, f"第{desk.draw.randrange(10**6)}步")
    desk.act("step", lambda: house.log.add_entry(session, draft, told))
    desk.act("correct", lambda: house.log.correct_field(session, draft, Field.URGENCY, Urgency.FLASH.value))
    desk.act("close", lambda: house.log.close(session, draft, "已办"))


def facts(desk: Desk) -> None:
    """Open an event, hear more of it, take one fact back, note a check."""
    house, session = desk.house, desk.session
    event = _event(desk)
    more = [NewFact("deaths", Decimal(desk.draw.randrange(1, 9)), "市公安局")]
    file = desk.act("facts", lambda: house.incidents.add_facts(session, event, more))
    last = file.facts[-1].id
    desk.act("withdraw", lambda: house.incidents.withdraw_fact(session, event, last, "听错了"))
    verified = (CheckKind.VERIFICATION, CheckResult.CONFIRMED, "市公安局交警支队", "经核实")
    desk.act("check", lambda: house.incidents.note_check(session, event, *verified))


def grade(desk: Desk) -> None:
    """Grade an event, and grade it higher."""
    house, session = desk.house, desk.session
    event = _event(desk)
    for chosen in (Grade.IV, Grade.III, Grade.II):
        desk.act("grade", partial(house.incidents.confirm_grade, session, event, chosen, "领导研判"))


def alert_step(desk: Desk) -> None:
    """Set a due time and let the minutes go by, so that chains go on step by step."""
    house, session = desk.house, desk.session
    due = desk.clock.now() + timedelta(seconds=40)
    desk.act("due", lambda: house.log.open_matter(session, a_slip(desk.clock, due_at=due)))
    for _ in range(3):
        desk.clock.advance(timedelta(seconds=desk.draw.randrange(30, 200)))
        desk.act("sweep", house.sweeper.run)


def acknowledgement(desk: Desk) -> None:
    """Acknowledge every alert that stands, tell of a call, close it."""
    house, session = desk.house, desk.session
    event = _event(desk)
    desk.act("grade", lambda: house.incidents.confirm_grade(session, event, Grade.III, "领导研判"))
    seen = next((one for one in house.alert_reader.live(session) if one.subject.id == event), None)
    if seen is None:
        return
    alert = desk.act("acknowledge", partial(house.alerts.acknowledge, session, seen.id, seen.version))
    if alert.people:
        told = partial(house.alerts.note_call, session, seen.id, alert.version, alert.people[0].key)
        alert = desk.act("called", partial(told, reached=True, words="已知悉"))
    desk.act("end", partial(house.alerts.close, session, seen.id, alert.version, "已处置"))


def report_gate(desk: Desk) -> None:
    """Draft a situation report, pass its gate, send it out."""
    house, session = desk.house, desk.session
    event = _event(desk)
    report = desk.act("draft", lambda: house.reports.draft(session, event, ReportStage.FIRST)).report
    file = desk.act("submit", lambda: house.reports.submit(session, report.id, report.version, [Gate.LEADERS]))
    version = file.report.version
    file = desk.act(
        "gate",
        lambda: house.reports.approve(session, report.id, Gate.LEADERS, version, "同意报送", signer=desk.leader),
    )
    to = next(one for one in file.standing() if one.class_id == "committee")
    sending = [Sending(to.key, DispatchChannel.FAX)]
    desk.act("send", lambda: house.reports.send(session, report.id, file.report.version, sending))


def instruction(desk: Desk) -> None:
    """Take a leader's order down and relay it."""
    house, session = desk.house, desk.session
    sheet = InstructionSheet(leader_name="贺知微", leader_post="副市长")
    task = NewTask(unit_name=UNIT_NAME, text="排查隐患")
    new = NewInstruction(sheet=sheet, words="请连夜排查青云路段隐患，明早报我。", tasks=(task,), decided=True)
    file = desk.act("order", lambda: house.instructions.open(session, new))
    relay = NewRelay(person="邵青山", read_back="连夜排查，明早上报")
    head, first = file.instruction, file.tasks[0].id
    desk.act("relay", lambda: house.instructions.note_relay(session, head.id, head.version, first, relay))


def handover(desk: Desk) -> None:
    """Open the sheet of a handover, freeze its cut-off, write what comes next, sign for another watch."""
    house, session = desk.house, desk.session
    desk.clock.advance(timedelta(hours=1))
    draft = desk.act("sheet", partial(house.handovers.open_draft, session))
    with contextlib.suppress(Refused):  # the desk before was killed after the cut-off
        draft = desk.act("cut-off", partial(house.handovers.start, session, draft.id))
    for one in house.handover_reader.sheet(session, draft.id).pending[:20]:
        place = Place(WordsKind.NEXT_STEP, one.matter_id)
        desk.act("next step", partial(house.handovers.keep_words, session, draft.id, place, "等待书面材料"))
    for kept in house.drafts.of(session, "slip"):  # nobody hands over with a call half typed
        house.drafts.drop(session, kept.id)
    remarks = Place(WordsKind.SECTION, SheetSection.REMARKS.value)
    house.handovers.keep_words(session, draft.id, remarks, "一切正常")
    signed = (session, draft.id, LOGIN, PASSWORD, "接班人因暴雪未到")
    desk.act("sign", partial(house.handovers.go_on, *signed))


def backup(desk: Desk) -> None:
    """Back the room up while somebody goes on logging."""
    house, session = desk.house, desk.session
    enough = threading.Event()

    def go_on_logging() -> None:
        while not enough.is_set():
            house.log.open_matter(session, a_slip(desk.clock))

    logging = threading.Thread(target=go_on_logging)
    logging.start()
    try:
        desk.clock.advance(timedelta(seconds=1))
        desk.act("backup", lambda: house.back_up(session, house.place.data_file.parent / "copies", _nobody))
    finally:
        enough.set()
        logging.join()


def key_change(desk: Desk) -> None:
    """Change the founder's password to and fro."""
    house = desk.house
    here = _which(house, desk.session)
    there = OTHER_PASSWORD if here == PASSWORD else PASSWORD
    words = "key-other" if there == OTHER_PASSWORD else "key-first"
    desk.act(words, lambda: house.accounts.change_password(desk.session, here, there))


def rules(desk: Desk) -> None:
    """Change a setting and a threshold."""
    house, session = desk.house, desk.session
    minutes = str(desk.draw.randrange(1, 100))
    desk.act("setting", lambda: house.settings.put(session, LOCK_AFTER_MINUTES, minutes))
    lower = Decimal(desk.draw.randrange(2, 4))
    tree = with_lower_end(house.rules.standing(RuleKind.GRADING).tree, "fire.III.deaths", "deaths", lower)
    with contextlib.suppress(Refused):  # it stands so already
        desk.act("threshold", lambda: house.rules.change(session, RuleKind.GRADING, tree, "云岭市预案修订"))


def _event(desk: Desk) -> str:
    subject = f"青云路两车相撞{desk.draw.randrange(10**6)}"
    slip = replace(a_slip(desk.clock, subject=subject), category=Category.EMERGENCY)
    said = [NewFact("deaths", Decimal(1), UNIT_NAME)]
    opened = desk.act("event", lambda: desk.house.incidents.open_event(desk.session, slip, a_sheet(), said))
    return opened.incident.id


def _which(house: House, session: Session) -> str:
    """Return the password that the ring opens with now."""
    login = next(account.login for account in house.accounts.all() if account.id == session.account_id)
    slot = house.keys.read().find(login)
    assert slot is not None
    return PASSWORD if unwrap(slot, PASSWORD) else OTHER_PASSWORD


def _nobody(_done: int, _all: int) -> None:
    """Hear nothing of the progress."""


PATHS: dict[str, Callable[[Desk], None]] = {
    "log": log,
    "facts": facts,
    "grade": grade,
    "alert step": alert_step,
    "acknowledgement": acknowledgement,
    "report gate": report_gate,
    "instruction": instruction,
    "handover": handover,
    "backup": backup,
    "key change": key_change,
    "rules": rules,
}
