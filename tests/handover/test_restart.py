"""A crash, a lock or a shutdown in any state of the handover: the same state and every typed word come back."""

from __future__ import annotations

from collections.abc import Callable

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, open_house
from dutyroom.clock import SetClock
from dutyroom.handover.model import HandoverState, Place, SheetSection, WordsKind
from tests.conftest import Template
from tests.factories import OTHER_PASSWORD, PASSWORD, a_slip
from tests.handover.watching import NEXT_DAY, Desk, an_account, at

REMARKS = Place(WordsKind.SECTION, SheetSection.REMARKS.value)


def test_every_state_and_every_word_survive_a_restart(founded: Template, house: House, session: Session) -> None:
    """The file is opened again beside the one that is never closed, as after a power cut."""
    clock = SetClock(at(7, 50))
    first = open_house(house.place, founded.data_key, clock)
    incoming = an_account(first, session, "周岚")
    first.handovers.take_first(session)
    matter = first.log.open_matter(session, a_slip(clock, done="已转")).matter
    opened = first.handovers.open_draft(session).id
    houses = [first]

    def after_restart(act: Callable[[Desk], object], state: HandoverState, words: str) -> None:
        act(Desk(houses[-1], session, clock, incoming, incoming))
        houses.append(open_house(house.place, founded.data_key, clock))
        sheet = houses[-1].handover_reader.sheet(session, opened)
        assert (sheet.handover.state, sheet.text(SheetSection.REMARKS)) == (state, words)

    def type_and_start(desk: Desk) -> None:
        desk.house.handovers.start(session, opened)
        desk.house.handovers.tick(session, opened, matter.id)

    def keep(words: str) -> Callable[[Desk], object]:
        return lambda desk: desk.house.handovers.keep_words(session, opened, REMARKS, words)

    after_restart(keep("打到一"), HandoverState.DRAFT, "打到一")
    after_restart(keep("打到一半"), HandoverState.DRAFT, "打到一半")
    after_restart(type_and_start, HandoverState.READY, "打到一半")
    assert houses[-1].log.open_matter(session, a_slip(clock, done="已转")).matter.watch == NEXT_DAY
    owner = session.account_id
    after_restart(
        lambda desk: desk.house.handovers.sign_out(session, opened, owner, PASSWORD), HandoverState.SIGNED, "打到一半"
    )
    after_restart(
        lambda desk: desk.house.handovers.refuse(session, opened, "缺页", incoming.id),
        HandoverState.REFUSED,
        "打到一半",
    )
    after_restart(lambda desk: desk.house.handovers.resume(session, opened), HandoverState.READY, "打到一半")
    houses[-1].handovers.sign_out(session, opened, owner, PASSWORD)
    after_restart(
        lambda desk: desk.house.handovers.accept(session, opened, incoming.id, OTHER_PASSWORD),
        HandoverState.ACCEPTED,
        "打到一半",
    )
    assert [one.ticked_by for one in houses[-1].handover_reader.sheet(session, opened).pending] == [session.name]
    assert houses[-1].verify().whole
    for one in houses:
        one.close()
