"""What the page of the handover shows, read at once; and which act comes next."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from dutyroom.accounts.model import Account, Right, Session
from dutyroom.bootstrap import House
from dutyroom.frozen import dataclass
from dutyroom.handover.model import Handover, HandoverState, Watch
from dutyroom.handover.views import HandoverLine, HandoverSheet, Standing

_BACK = timedelta(days=3)


class Verb(StrEnum):
    """What may be done on the page."""

    TAKE_FIRST = "take_first"
    PREPARE = "prepare"
    ARRIVED = "arrived"
    START = "start"
    SIGN_OUT = "sign_out"
    ACCEPT = "accept"
    REFUSE = "refuse"
    RESUME = "resume"
    TAKE_BACK = "take_back"
    GO_ON = "go_on"
    FORCE = "force"
    TEST_REACH = "test_reach"
    JOIN = "join"
    LEAVE = "leave"
    SET_LEADER = "set_leader"
    PRINT = "print"
    CORRECT = "correct"


@dataclass(frozen=True)
class Picture:
    """The watch that stands, the sheet that is open, the last handover that is done, and who may take over."""

    standing: Standing
    sheet: HandoverSheet | None
    last: HandoverLine | None
    people: tuple[Account, ...]

    @property
    def watch(self) -> Watch | None:
        """Return the watch that stands."""
        return self.standing.watch

    @property
    def handover(self) -> Handover | None:
        """Return the handover that is open."""
        return self.sheet.handover if self.sheet is not None else None

    @property
    def on_watch(self) -> tuple[tuple[str, str], ...]:
        """Return who is on now, as accounts with their names."""
        return tuple((one.account_id, one.name) for one in self.watch.on_now) if self.watch else ()

    @property
    def incoming(self) -> tuple[tuple[str, str], ...]:
        """Return who may take over: those whom the roster expects first, nobody who is on now."""
        on_now = {account_id for account_id, _ in self.on_watch}
        free = [one for one in self.people if one.id not in on_now]
        free.sort(key=lambda one: one.name not in self.standing.expected)
        return tuple((one.id, one.name) for one in free)


def read_picture(house: House, session: Session) -> Picture:
    """Return what the page shows now."""
    reader, now = house.handover_reader, house.clock.now()
    standing = reader.standing(session)
    done = reader.lines(session, now - _BACK, now + _BACK)
    return Picture(standing, reader.current(session), done[-1] if done else None, reader.candidates(session))


def next_verb(picture: Picture, session: Session) -> Verb | None:
    """Return the one act that comes next, None for somebody who only reads."""
    if not session.may(Right.WRITE_LOG):
        return None
    if picture.watch is None:
        return Verb.TAKE_FIRST
    handover = picture.handover
    if handover is None:
        return Verb.PREPARE
    match handover.state:
        case HandoverState.DRAFT:
            early = handover.arrived_at is None and picture.standing.window_open and not picture.standing.overdue
            return Verb.ARRIVED if early else Verb.START
        case HandoverState.READY:
            return Verb.SIGN_OUT
        case HandoverState.SIGNED:
            return Verb.ACCEPT
        case _:
            return Verb.RESUME


def other_verbs(picture: Picture, session: Session) -> tuple[Verb, ...]:
    """Return what else may be done, the likelier first."""
    if not session.may(Right.WRITE_LOG):
        printable = picture.sheet is not None or picture.last is not None
        return (Verb.PRINT,) if printable and session.may(Right.PRINT) else ()
    if picture.watch is None:
        return ()
    found: list[Verb] = []
    handover = picture.handover
    state = handover.state if handover is not None else None
    if handover is None or handover.arrived_at is None:
        found.append(Verb.ARRIVED)
    if state is HandoverState.DRAFT:
        found.append(Verb.START)
    if state in (HandoverState.READY, HandoverState.SIGNED):
        found.append(Verb.REFUSE)
    if state is HandoverState.SIGNED:
        found.append(Verb.RESUME)
    if state in (HandoverState.READY, HandoverState.SIGNED, HandoverState.REFUSED):
        found.append(Verb.TAKE_BACK)
    if state is HandoverState.READY:
        found.append(Verb.GO_ON)
    found += [Verb.TEST_REACH, Verb.FORCE, Verb.JOIN]
    if len(picture.on_watch) > 1:
        found.append(Verb.LEAVE)
    found.append(Verb.SET_LEADER)
    if (picture.sheet is not None or picture.last is not None) and session.may(Right.PRINT):
        found.append(Verb.PRINT)
    if picture.sheet is None and picture.last is not None:
        found.append(Verb.CORRECT)
    primary = next_verb(picture, session)
    return tuple(dict.fromkeys(one for one in found if one is not primary))
