"""Two officers and a leader at one desk, and the steps of a handover, to test with; everybody is invented."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest

from dutyroom.accounts.model import Account, NewAccount, Role, Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.handover.model import Handover, Place, SheetSection, WordsKind
from dutyroom.handover.views import HandoverSheet
from tests.factories import LOGIN, OTHER_PASSWORD, PASSWORD, SHANGHAI

DAY, NIGHT, NEXT_DAY = "2026-11-21/day", "2026-11-21/night", "2026-11-22/day"


def at(hour: int, minute: int = 0, day: int = 22, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


@contextlib.contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refused) as told:
        yield
    assert told.value.code == code, str(told.value)


def an_account(house: House, session: Session, name: str, *roles: Role) -> Account:
    new = NewAccount(f"login-{name}", name, frozenset(roles or (Role.DUTY_OFFICER,)))
    return house.accounts.open(session, new, OTHER_PASSWORD, must_change=False)


@dataclass
class Desk:
    """A room in which 陈予 sits the night, 周岚 comes in the morning and 林副秘书长 leads."""

    house: House
    session: Session
    clock: SetClock
    incoming: Account
    leader: Account

    def opened(self) -> Handover:
        return self.house.handovers.open_draft(self.session)

    def started(self) -> Handover:
        return self.house.handovers.start(self.session, self.opened().id)

    def words(self, handover: Handover, kind: WordsKind, subject: str, text: str) -> None:
        self.house.handovers.keep_words(self.session, handover.id, Place(kind, subject), text)

    def remark(self, handover: Handover, text: str = "本班无异常。") -> None:
        self.words(handover, WordsKind.SECTION, SheetSection.REMARKS.value, text)

    def sheet(self, handover: Handover) -> HandoverSheet:
        return self.house.handover_reader.sheet(self.session, handover.id)

    def sign(self, handover: Handover) -> Handover:
        return self.house.handovers.sign_out(self.session, handover.id, LOGIN, PASSWORD)

    def accept(self, handover: Handover, password: str = OTHER_PASSWORD, **more: str) -> Handover:
        return self.house.handovers.accept(self.session, handover.id, self.incoming.id, password, **more)  # type: ignore[arg-type]

    def take_all(self, handover: Handover) -> None:
        """Tick every pending matter, and write a line for the serious ones."""
        for one in self.sheet(handover).pending:
            self.house.handovers.tick(self.session, handover.id, one.matter_id)
            if one.rule is not None:
                self.words(handover, WordsKind.READ_BACK, one.matter_id, "继续跟踪，有情况随时报告")

    def next_steps(self, handover: Handover) -> None:
        """Write what is to be done next for every pending matter."""
        for one in self.sheet(handover).pending:
            self.words(handover, WordsKind.NEXT_STEP, one.matter_id, "等待县里书面材料")

    def hand_over(self) -> Handover:
        """Go through a whole handover without anything special."""
        handover = self.started()
        self.next_steps(handover)
        self.remark(handover)
        self.sign(handover)
        self.take_all(handover)
        return self.accept(handover)
