"""Steps of a matter until it has a result: told, ordered, corrected, closed, withdrawn, taken up again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.log.model import (
    STEPS_BY_HAND,
    Category,
    EntryKind,
    Handling,
    MatterFile,
    MatterFilter,
    MatterState,
    NewEntry,
)
from dutyroom.log.rules import TEXT_LIMIT, USUAL
from tests.factories import SHANGHAI, a_slip, an_officer


@pytest.fixture
def file(house: House, session: Session, clock: SetClock) -> MatterFile:
    """A matter just opened."""
    return house.log.open_matter(session, a_slip(clock))


@pytest.fixture
def matter_id(file: MatterFile) -> str:
    return file.matter.id


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as told:
        act()
    return told.value.code


def kinds(file: MatterFile) -> list[EntryKind]:
    return [entry.kind for entry in file.entries]


@pytest.mark.req("R005", "R020")
def test_each_step_is_added_with_its_kind_words_and_times(
    house: House, session: Session, clock: SetClock, matter_id: str
) -> None:
    for kind in STEPS_BY_HAND:
        clock.advance(timedelta(minutes=1))
        received, happened = clock.now() - timedelta(seconds=30), clock.now() - timedelta(hours=1)
        after = house.log.add_entry(
            session, matter_id, NewEntry(kind, f"已做：{kind.value}", received_at=received, happened_at=happened)
        )
        added = after.entries[-1]
        assert (added.kind, added.text) == (kind, f"已做：{kind.value}")
        assert (added.received_at, added.happened_at, added.entered_at) == (received, happened, clock.now())
        assert added.account_name == "陈予"
    assert kinds(after) == [EntryKind.HEARD, *STEPS_BY_HAND]
    assert [entry.seq for entry in after.entries] == sorted(entry.seq for entry in after.entries)


def test_a_step_received_now_needs_no_time(house: House, session: Session, clock: SetClock, matter_id: str) -> None:
    clock.advance(timedelta(minutes=3))
    added = house.log.add_entry(session, matter_id, NewEntry(EntryKind.SENT, "已发出")).entries[-1]
    assert (added.received_at, added.happened_at) == (clock.now(), None)


@pytest.mark.parametrize("kind", [kind for kind in EntryKind if kind not in STEPS_BY_HAND])
def test_what_follows_from_an_act_is_not_added_by_hand(
    house: House, session: Session, matter_id: str, kind: EntryKind
) -> None:
    assert code_of(lambda: house.log.add_entry(session, matter_id, NewEntry(kind, "办结"))) == "log.not_a_step"


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (NewEntry(EntryKind.TOLD, " \n\0"), "log.nothing_written"),
        (NewEntry(EntryKind.TOLD, "字" * (TEXT_LIMIT + 1)), "log.too_long"),
        (NewEntry(EntryKind.TOLD, "机密★10年"), "log.secrecy_mark"),
        (NewEntry(EntryKind.TOLD, "x", received_at=datetime(2026, 11, 22, tzinfo=SHANGHAI)), "log.received_in_future"),
        (
            NewEntry(EntryKind.TOLD, "x", happened_at=datetime(2026, 11, 22, tzinfo=SHANGHAI)),
            "log.happened_after_received",
        ),
        (NewEntry(EntryKind.TOLD, "x", received_at=datetime(2025, 1, 1, tzinfo=SHANGHAI)), "log.received_too_long_ago"),
    ],
)
def test_a_step_that_breaks_a_rule_is_refused_and_leaves_nothing(
    house: House, session: Session, matter_id: str, new: NewEntry, code: str
) -> None:
    head = house.journal.head()
    assert code_of(lambda: house.log.add_entry(session, matter_id, new)) == code
    assert house.journal.head() == head
    assert len(house.log_reader.file(session, matter_id).entries) == 1


@pytest.mark.parametrize("act", ["add", "correct", "close", "assign", "withdraw", "read"])
def test_a_matter_that_is_not_there_is_named_so(house: House, session: Session, act: str) -> None:
    acts = {
        "add": lambda: house.log.add_entry(session, "nobody", NewEntry(EntryKind.TOLD, "已报告")),
        "correct": lambda: house.log.correct_entry(session, "nobody", "x", "y"),
        "close": lambda: house.log.close(session, "nobody", "办结"),
        "assign": lambda: house.log.assign(session, "nobody", "x", "某人"),
        "withdraw": lambda: house.log.withdraw(session, "nobody", "重复"),
        "read": lambda: house.log_reader.file(session, "nobody"),
    }
    assert code_of(acts[act]) == "log.no_such_matter"


@pytest.mark.req("R216", "R220")
def test_a_matter_is_closed_by_the_officer_with_a_result_and_not_without(
    house: House, session: Session, clock: SetClock, matter_id: str
) -> None:
    for nothing in ("", "  \n", "\0"):
        assert code_of(lambda text=nothing: house.log.close(session, matter_id, text)) == "log.result_missing"
    clock.advance(timedelta(minutes=30))
    closed = house.log.close(session, matter_id, " 道路恢复通行 \n")
    assert (closed.matter.state, closed.matter.result, closed.matter.closed_at) == (
        MatterState.CLOSED,
        "道路恢复通行",
        clock.now(),
    )
    assert (closed.entries[-1].kind, closed.entries[-1].text) == (EntryKind.CLOSED, "道路恢复通行")
    assert code_of(lambda: house.log.close(session, matter_id, "再次办结")) == "log.not_open"


@pytest.mark.req("R217", "R218")
def test_what_must_be_asked_first_is_closed_only_with_a_leaders_order(
    house: House, session: Session, clock: SetClock
) -> None:
    matter_id = house.log.open_matter(session, a_slip(clock, handling=Handling.ASK_FIRST)).matter.id
    for kind in STEPS_BY_HAND:
        if kind is not EntryKind.ORDERED:
            house.log.add_entry(session, matter_id, NewEntry(kind, "已请示"))
    assert code_of(lambda: house.log.close(session, matter_id, "自行办结")) == "log.order_missing"
    house.log.add_entry(session, matter_id, NewEntry(EntryKind.ORDERED, "同意，请发通知"))
    assert house.log.close(session, matter_id, "已按指示发出通知").matter.state is MatterState.CLOSED


@pytest.mark.req("R217")
@pytest.mark.parametrize("handling", [Handling.HANDLE, Handling.HANDLE_THEN_REPORT])
def test_what_the_officer_may_handle_is_closed_without_an_order(
    house: House, session: Session, clock: SetClock, handling: Handling
) -> None:
    matter_id = house.log.open_matter(session, a_slip(clock, handling=handling)).matter.id
    assert house.log.close(session, matter_id, "已办").matter.state is MatterState.CLOSED


@pytest.mark.req("R217")
def test_a_meeting_is_asked_about_first_unless_somebody_says_otherwise() -> None:
    assert USUAL[Category.MEETING][1] is Handling.ASK_FIRST


def test_a_closed_matter_takes_steps_and_stays_closed(house: House, session: Session, matter_id: str) -> None:
    house.log.close(session, matter_id, "办结")
    after = house.log.add_entry(session, matter_id, NewEntry(EntryKind.ANSWERED, "来电人致谢"))
    assert after.matter.state is MatterState.CLOSED
    assert kinds(after)[-1] is EntryKind.ANSWERED


@pytest.mark.req("R219", "R220")
def test_a_closed_matter_is_taken_up_again_with_a_reason_and_needs_a_new_result(
    house: House, session: Session, clock: SetClock, matter_id: str
) -> None:
    assert code_of(lambda: house.log.reopen(session, matter_id, "有新情况")) == "log.not_closed"
    house.log.close(session, matter_id, "第一次结果")
    assert code_of(lambda: house.log.reopen(session, matter_id, " ")) == "log.nothing_written"
    after = house.log.reopen(session, matter_id, "又有一人送医")
    assert (after.matter.state, after.matter.result, after.matter.closed_at) == (MatterState.OPEN, "", None)
    assert [entry.text for entry in after.entries if entry.kind is EntryKind.CLOSED] == ["第一次结果"]
    assert house.log.close(session, matter_id, "第二次结果").matter.result == "第二次结果"


@pytest.mark.req("R219")
def test_a_withdrawn_matter_stays_with_its_reason_and_takes_nothing_more(
    house: House, session: Session, clock: SetClock, matter_id: str, file: MatterFile
) -> None:
    assert code_of(lambda: house.log.withdraw(session, matter_id, "")) == "log.nothing_written"
    after = house.log.withdraw(session, matter_id, "重复登记")
    assert (after.matter.state, after.matter.number) == (MatterState.WITHDRAWN, "2026-0001")
    assert (after.entries[-1].kind, after.entries[-1].text) == (EntryKind.WITHDRAWN, "重复登记")
    first = file.entries[0].id
    assert code_of(lambda: house.log.withdraw(session, matter_id, "再")) == "log.withdrawn"
    assert code_of(lambda: house.log.add_entry(session, matter_id, NewEntry(EntryKind.TOLD, "x"))) == "log.withdrawn"
    assert code_of(lambda: house.log.correct_entry(session, matter_id, first, "y")) == "log.withdrawn"
    assert code_of(lambda: house.log.close(session, matter_id, "办结")) == "log.not_open"
    assert code_of(lambda: house.log.assign(session, matter_id, "x", "某人")) == "log.not_open"
    assert code_of(lambda: house.log.set_due(session, matter_id, clock.now())) == "log.not_open"
    assert house.log_reader.open_board(session) == []
    assert house.log.open_matter(session, a_slip(clock)).matter.number == "2026-0002"  # its number stays taken


def test_a_reinstated_matter_is_what_it_was_before(house: House, session: Session, clock: SetClock) -> None:
    opened = house.log.open_matter(session, a_slip(clock)).matter.id
    closed = house.log.open_matter(session, a_slip(clock, result="办结")).matter
    for matter_id, state in ((opened, MatterState.OPEN), (closed.id, MatterState.CLOSED)):
        assert code_of(lambda it=matter_id: house.log.reinstate(session, it, "恢复")) == "log.not_withdrawn"
        for _ in range(2):
            house.log.withdraw(session, matter_id, "误撤")
            after = house.log.reinstate(session, matter_id, "并未重复")
            assert after.matter.state is state
    assert (after.matter.result, after.matter.closed_at) == (closed.result, closed.closed_at)


def test_a_matter_is_handed_to_somebody_and_back_to_the_watch(house: House, session: Session, matter_id: str) -> None:
    officer = an_officer(house, session)
    after = house.log.assign(session, matter_id, officer.id, officer.name)
    assert (after.matter.owner_id, after.entries[-1].text) == (officer.id, "周岚")
    assert house.log_reader.page(session, MatterFilter(owner_id=officer.id)).matters == (after.matter,)
    assert code_of(lambda: house.log.assign(session, matter_id, officer.id, officer.name)) == "log.nothing_changed"
    assert house.log.assign(session, matter_id, "", "").matter.owner_id == ""
    house.log.close(session, matter_id, "办结")
    assert code_of(lambda: house.log.assign(session, matter_id, officer.id, officer.name)) == "log.not_open"


def test_the_name_of_an_owner_is_a_name(house: House, session: Session, matter_id: str) -> None:
    assert code_of(lambda: house.log.assign(session, matter_id, "x", "某" * 1000)) == "log.too_long"


def test_a_due_time_is_set_changed_and_taken_away(
    house: House, session: Session, clock: SetClock, matter_id: str
) -> None:
    due = clock.now() + timedelta(hours=1)
    after = house.log.set_due(session, matter_id, due)
    assert (after.matter.due_at, after.matter.overdue(due), after.matter.overdue(due + timedelta(seconds=1))) == (
        due,
        False,
        True,
    )
    later = house.log.set_due(session, matter_id, due + timedelta(hours=1))
    entry = later.entries[-1]
    assert (entry.kind, entry.old, entry.new) == (
        EntryKind.DUE_SET,
        due.isoformat(),
        (due + timedelta(hours=1)).isoformat(),
    )
    assert code_of(lambda: house.log.set_due(session, matter_id, due + timedelta(hours=1))) == "log.nothing_changed"
    early = clock.now() - timedelta(seconds=1)
    assert code_of(lambda: house.log.set_due(session, matter_id, early)) == "log.due_before_received"
    assert house.log.set_due(session, matter_id, None).matter.due_at is None
    house.log.close(session, matter_id, "办结")
    assert code_of(lambda: house.log.set_due(session, matter_id, due)) == "log.not_open"


def test_a_due_time_given_in_another_zone_is_the_same_moment(
    house: House, session: Session, clock: SetClock, matter_id: str
) -> None:
    due = clock.now() + timedelta(hours=1)
    house.log.set_due(session, matter_id, due)
    assert code_of(lambda: house.log.set_due(session, matter_id, due.astimezone(SHANGHAI))) == "log.nothing_changed"


def test_what_a_refused_act_found_is_as_it_was(house: House, session: Session, matter_id: str) -> None:
    before, head = house.log_reader.file(session, matter_id), house.journal.head()
    for act in (
        lambda: house.log.close(session, matter_id, ""),
        lambda: house.log.reopen(session, matter_id, "x"),
        lambda: house.log.withdraw(session, matter_id, "绝密"),
        lambda: house.log.hand_over_item(session, matter_id, "机要室"),
    ):
        code_of(act)
    assert house.log_reader.file(session, matter_id) == before
    assert house.journal.head() == head
