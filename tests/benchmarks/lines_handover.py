"""How long the handover takes: a cut-off with its sheet, the month of the review page, which watch an entry is of."""

from __future__ import annotations

from datetime import timedelta

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.handover.model import Place, SheetSection, WordsKind
from dutyroom.handover.rows import standing_watch
from dutyroom.log.model import Channel, Direction, Slip
from tests.benchmarks.building import LOGIN, PASSWORD, Room
from tests.benchmarks.measuring import Limit, Line, milliseconds, side_by_side

PENDING = 200
WATCHES = 62
"""Handovers of a month, two a day."""


def handover_lines(room: Room, count: int) -> list[Line]:
    """Return start to complete sheet, the list and figures of a month, and the watch of an entry."""
    house, session = room.open()
    try:
        with house.store.read() as connection:
            if standing_watch(connection) is None:
                house.handovers.take_first(session)
        _fill(house, session)
        begun, watch = _start(house, session, count), _watch(house, count)
        _hand_over(house, session)
        return [begun, _review(house, session, count), watch]
    finally:
        house.close()


def _fill(house: House, session: Session) -> None:
    """See to it that there are as many open matters as the sheet is measured with."""
    lacking = PENDING - len(house.log_reader.open_board(session, PENDING))
    now = house.clock.now()
    for number in range(lacking):
        slip = Slip(
            received_at=now,
            direction=Direction.INBOUND,
            channel=Channel.PHONE,
            subject=f"待办事项{number}",
            content="等待回复",
            done="已转办",
        )
        house.log.open_matter(session, slip)


def _start(house: House, session: Session, count: int) -> Line:
    handover = house.handovers.open_draft(session)

    def start() -> None:
        house.handovers.start(session, handover.id)
        sheet = house.handover_reader.sheet(session, handover.id)
        assert len(sheet.pending) >= PENDING

    def one(_number: int) -> float:
        spent = milliseconds(start)
        house.handovers.take_back_start(session, handover.id, "再量一次")
        return spent

    ours, floor = side_by_side(
        count, one, lambda _number: milliseconds(lambda: house.log_reader.open_board(session, 10 * PENDING)), warm=1
    )
    pending = len(house.log_reader.open_board(session, 100 * PENDING))
    return Line(
        f"start of a handover to its sheet, {PENDING} pending",
        "ms",
        ours,
        "reading the open matters",
        floor,
        (Limit("p50", 300),),
        detail={"pending": pending},
    )


def _hand_over(house: House, session: Session) -> None:
    """Let one officer take watch after watch, until a month's handovers stand there, each with all that is pending."""
    remarks = Place(WordsKind.SECTION, SheetSection.REMARKS.value)
    for _watch_number in range(WATCHES):
        handover = house.handovers.start(session, house.handovers.open_draft(session).id)
        house.handovers.keep_words(session, handover.id, remarks, "本班无异常")
        house.handovers.go_on(session, handover.id, LOGIN, PASSWORD, "连续值班")


def _review(house: House, session: Session, count: int) -> Line:
    """Measure the page over the month whose calls there are and the handovers after it: more than a month has."""
    now = house.clock.now()
    since, until = now - timedelta(days=31), now + timedelta(days=WATCHES)
    assert len(house.handover_reader.lines(session, since, until)) >= WATCHES

    def page() -> None:
        house.handover_reader.lines(session, since, until)
        house.handover_reader.figures(session, since, until)
        house.handover_reader.officers(session, since, until)

    ours, floor = side_by_side(
        count,
        lambda _number: milliseconds(page),
        lambda _number: milliseconds(lambda: house.handover_reader.standing(session)),
    )
    return Line("review page of a month", "ms", ours, "reading the watch that stands", floor, (Limit("p50", 150),))


def _watch(house: House, count: int) -> Line:
    now = house.clock.now()

    def asked(ask: object) -> float:
        assert callable(ask)
        return milliseconds(lambda: [ask(now) for _time in range(1000)])

    ours, floor = side_by_side(
        count, lambda _number: asked(house.watch_time.watch_at), lambda _number: asked(house.calendar.watch_at)
    )
    return Line("the watch of 1000 entries", "ms", ours, "the calendar's answer", floor, (Limit("p50", 100),))
