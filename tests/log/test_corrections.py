"""A correction is an entry: what stood before stays to be seen, and the search finds both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.directory.model import Unit
from dutyroom.errors import Refused
from dutyroom.journal.tables import journal
from dutyroom.journal.verify import verify
from dutyroom.log.model import STEPS_BY_HAND, Caller, EntryKind, Field, Handling, MatterFile, NewEntry
from tests.factories import CALLER, CONTENT, SUBJECT, UNIT_NAME, a_slip


@pytest.fixture
def file(house: House, session: Session, clock: SetClock) -> MatterFile:
    return house.log.open_matter(session, a_slip(clock))


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as told:
        act()
    return told.value.code


def found(house: House, session: Session, query: str) -> list[int]:
    return [hit.entry.seq for hit in house.log_reader.search(session, query).hits]


@pytest.mark.req("R020")
def test_a_corrected_entry_shows_both_and_the_first_stays_as_it_was(
    house: House, session: Session, clock: SetClock, file: MatterFile
) -> None:
    first = file.entries[0]
    clock.advance(timedelta(minutes=5))
    once = house.log.correct_entry(session, file.matter.id, first.id, "货车侧翻，一人轻伤")
    twice = house.log.correct_entry(session, file.matter.id, first.id, "货车侧翻，两人轻伤")
    assert twice.entries[0] == first
    assert [(e.kind, e.corrects_id, e.old, e.new, e.text) for e in twice.entries[1:]] == [
        (EntryKind.CORRECTED, first.id, CONTENT, "货车侧翻，一人轻伤", ""),
        (EntryKind.CORRECTED, first.id, "货车侧翻，一人轻伤", "货车侧翻，两人轻伤", ""),
    ]
    assert once.standing_text(first) == "货车侧翻，一人轻伤"
    assert twice.standing_text(first) == "货车侧翻，两人轻伤"
    assert found(house, session, "两人轻伤") == [3]
    assert found(house, session, "暂无人员伤亡") == [1]
    assert verify(house.store).whole


def test_correcting_to_what_stands_is_no_correction(house: House, session: Session, file: MatterFile) -> None:
    first = file.entries[0].id
    assert (
        code_of(lambda: house.log.correct_entry(session, file.matter.id, first, f" {CONTENT}\n"))
        == "log.nothing_changed"
    )
    house.log.correct_entry(session, file.matter.id, first, "新")
    assert code_of(lambda: house.log.correct_entry(session, file.matter.id, first, "新")) == "log.nothing_changed"
    back = house.log.correct_entry(session, file.matter.id, first, CONTENT)
    assert back.standing_text(back.entries[0]) == CONTENT


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "log.nothing_written"), ("密级：秘密", "log.secrecy_mark"), ("字" * 100_001, "log.too_long")],
)
def test_a_correction_keeps_the_rules_of_a_step(
    house: House, session: Session, file: MatterFile, text: str, code: str
) -> None:
    assert code_of(lambda: house.log.correct_entry(session, file.matter.id, file.entries[0].id, text)) == code


def test_an_entry_of_another_matter_is_not_corrected_here(
    house: House, session: Session, clock: SetClock, file: MatterFile
) -> None:
    other = house.log.open_matter(session, a_slip(clock))
    entry = other.entries[0].id
    assert code_of(lambda: house.log.correct_entry(session, file.matter.id, entry, "新")) == "log.no_such_entry"


def test_acts_are_undone_by_acts_and_not_by_correcting_their_words(
    house: House, session: Session, clock: SetClock, file: MatterFile
) -> None:
    # A closing whose words were corrected would no longer agree with the result of the matter.
    log, matter_id = house.log, file.matter.id
    log.correct_entry(session, matter_id, file.entries[0].id, "新")
    log.assign(session, matter_id, "x" * 32, "周岚")
    log.set_due(session, matter_id, clock.now() + timedelta(hours=1))
    log.close(session, matter_id, "办结")
    log.reopen(session, matter_id, "再办")
    log.withdraw(session, matter_id, "误")
    after = log.reinstate(session, matter_id, "恢复")
    refused = {
        entry.kind: code_of(lambda it=entry.id: log.correct_entry(session, matter_id, it, "改写"))
        for entry in after.entries[1:]
    }
    assert set(refused) == set(EntryKind) - set(STEPS_BY_HAND) - {EntryKind.MOVED}
    assert set(refused.values()) == {"log.not_correctable"}


CORRECTIONS = [
    (Field.SUBJECT, "滨河街货车侧翻", SUBJECT),
    (Field.DIRECTION, "outbound", "inbound"),
    (Field.CHANNEL, "fax", "phone"),
    (Field.CATEGORY, "emergency", "other"),
    (Field.URGENCY, "flash", "routine"),
    (Field.HANDLING, "ask_first", "handle"),
    (Field.UNIT, "西岭县应急管理局", UNIT_NAME),
]


@pytest.mark.parametrize(("field", "value", "old"), CORRECTIONS)
def test_a_corrected_field_stands_in_the_matter_and_its_old_value_in_the_entry(
    house: House, session: Session, file: MatterFile, field: Field, value: str, old: str
) -> None:
    after = house.log.correct_field(session, file.matter.id, field, f" {value} ", "听错了")
    attribute = "unit_name" if field is Field.UNIT else field.value
    assert str(getattr(after.matter, attribute)) == value
    entry = after.entries[-1]
    assert (entry.kind, entry.field, entry.old, entry.new, entry.text) == (
        EntryKind.CORRECTED,
        field,
        old,
        value,
        "听错了",
    )
    assert house.log_reader.file(session, file.matter.id) == after
    assert code_of(lambda: house.log.correct_field(session, file.matter.id, field, value)) == "log.nothing_changed"
    assert verify(house.store).whole


@pytest.mark.parametrize("field", [Field.RECEIVED_AT, Field.HAPPENED_AT])
def test_a_corrected_time_is_kept_as_a_moment(
    house: House, session: Session, clock: SetClock, file: MatterFile, field: Field
) -> None:
    after = house.log.correct_field(session, file.matter.id, field, "2026-11-21T20:15:30+08:00")
    assert getattr(after.matter, field.value).isoformat() == "2026-11-21T12:15:30+00:00"
    assert after.entries[-1].new == "2026-11-21T12:15:30+00:00"
    assert after.entries[-1].old == (file.matter.received_at.isoformat() if field is Field.RECEIVED_AT else "")
    assert after.entries[0].received_at == file.entries[0].received_at  # the entry says what was said then
    same = "2026-11-21T12:15:30+00:00"
    assert code_of(lambda: house.log.correct_field(session, file.matter.id, field, same)) == "log.nothing_changed"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        (Field.RECEIVED_AT, "2026-11-21T20:50:00+08:00", "log.received_in_future"),
        (Field.RECEIVED_AT, "2024-11-21T20:50:00+08:00", "log.received_too_long_ago"),
        (Field.HAPPENED_AT, "2026-11-21T20:50:00+08:00", "log.happened_after_received"),
        (Field.RECEIVED_AT, "2026-11-21T20:15:30", "log.bad_value"),
        (Field.RECEIVED_AT, "昨天", "log.bad_value"),
        (Field.RECEIVED_AT, "", "log.bad_value"),
        (Field.HAPPENED_AT, "0001-01-01T00:00:00+08:00", "log.bad_value"),
        (Field.HAPPENED_AT, "9999-12-31T23:59:59-08:00", "log.bad_value"),
        (Field.CHANNEL, "pigeon", "log.bad_value"),
        (Field.CHANNEL, "", "log.bad_value"),
        (Field.HANDLING, "HANDLE", "log.bad_value"),
        (Field.SUBJECT, "", "log.nothing_written"),
        (Field.SUBJECT, "字" * 201, "log.too_long"),
        (Field.SUBJECT, "机密★10年", "log.secrecy_mark"),
        (Field.UNIT, "字" * 121, "log.too_long"),
        (Field.PERSON, "字" * 121, "log.too_long"),
    ],
)
def test_a_field_takes_only_what_it_may_hold(
    house: House, session: Session, file: MatterFile, field: Field, value: str, code: str
) -> None:
    head = house.journal.head()
    assert code_of(lambda: house.log.correct_field(session, file.matter.id, field, value)) == code
    assert house.journal.head() == head


def test_a_reason_has_the_length_of_a_reason(house: House, session: Session, file: MatterFile) -> None:
    reason = "因" * 200_000
    assert (
        code_of(lambda: house.log.correct_field(session, file.matter.id, Field.SUBJECT, "新标题", reason))
        == "log.too_long"
    )


@pytest.mark.parametrize(
    ("field", "value", "attribute"),
    [(Field.PERSON, "沈知远", "name"), (Field.POST, "科长", "post"), (Field.PHONE, "0999-8000456", "phone")],
)
def test_a_corrected_caller_is_changed_and_not_repeated_in_entry_or_journal(
    house: House, session: Session, file: MatterFile, field: Field, value: str, attribute: str
) -> None:
    after = house.log.correct_field(session, file.matter.id, field, value)
    assert getattr(after.matter.caller, attribute) == value
    entry = after.entries[-1]
    assert (entry.field, entry.old, entry.new, entry.text) == (field, "", "", "")
    with house.store.read() as connection:
        lines = str(connection.execute(journal.select()).fetchall())
    assert value not in lines
    assert getattr(CALLER, attribute) not in lines
    assert code_of(lambda: house.log.correct_field(session, file.matter.id, field, value)) == "log.nothing_changed"
    assert verify(house.store).whole


@pytest.mark.parametrize(("field", "value"), [(Field.PERSON, "沈知远"), (Field.PHONE, "0999-8000456")])
def test_a_matter_is_found_by_its_corrected_caller(
    house: House, session: Session, file: MatterFile, field: Field, value: str
) -> None:
    house.log.correct_field(session, file.matter.id, field, value)
    assert found(house, session, value) == [2]


def test_a_caller_can_be_added_later_and_taken_out_again(house: House, session: Session, clock: SetClock) -> None:
    matter_id = house.log.open_matter(session, a_slip(clock, caller=Caller())).matter.id
    after = house.log.correct_field(session, matter_id, Field.PERSON, "沈知远")
    assert after.matter.caller.name == "沈知远"
    assert after.matter.caller.review_on is not None
    assert not house.log.correct_field(session, matter_id, Field.PERSON, "").matter.caller
    assert verify(house.store).whole


def test_a_corrected_unit_is_found_by_name_and_pinyin(house: House, session: Session, file: MatterFile) -> None:
    house.log.correct_field(session, file.matter.id, Field.UNIT, "西岭县应急管理局")
    assert found(house, session, "西岭县") == [2]
    assert found(house, session, "xlx") == [2]


def test_a_corrected_unit_is_the_one_that_the_directory_knows_by_this_name_or_none(
    house: House, session: Session, clock: SetClock
) -> None:
    xiling = house.directory.add_unit(session, Unit(id="", name="西岭县人民政府", short_name="西岭县"))
    nanchuan = house.directory.add_unit(session, Unit(id="", name="南川县"))
    matter = house.log.open_matter(session, a_slip(clock, unit_id=xiling.id, unit_name="西岭县")).matter
    readings = []
    for name in ("南川县", "西岭县", "北沟乡", "西岭县人民政府"):
        after = house.log.correct_field(session, matter.id, Field.UNIT, name).matter
        readings.append((after.unit_id, after.unit_name))
    assert readings == [
        (nanchuan.id, "南川县"),
        (xiling.id, "西岭县"),
        ("", "北沟乡"),
        (xiling.id, "西岭县人民政府"),
    ]


def test_the_handling_level_is_corrected_in_the_open(house: House, session: Session, clock: SetClock) -> None:
    matter_id = house.log.open_matter(session, a_slip(clock, handling=Handling.ASK_FIRST)).matter.id
    after = house.log.correct_field(session, matter_id, Field.HANDLING, "handle", "会议已取消，无需请示")
    assert (after.entries[-1].old, after.entries[-1].new) == ("ask_first", "handle")
    house.log.close(session, matter_id, "会议取消")


def test_a_closed_matter_is_corrected_and_a_withdrawn_one_is_not(
    house: House, session: Session, file: MatterFile
) -> None:
    matter_id = file.matter.id
    house.log.add_entry(session, matter_id, NewEntry(EntryKind.TOLD, "已报告"))
    house.log.close(session, matter_id, "办结")
    assert house.log.correct_field(session, matter_id, Field.SUBJECT, "新标题").matter.subject == "新标题"
    house.log.withdraw(session, matter_id, "误")
    assert code_of(lambda: house.log.correct_field(session, matter_id, Field.SUBJECT, "又改")) == "log.withdrawn"


def test_an_old_matter_still_takes_a_correction_of_when_it_happened(
    house: House, session: Session, clock: SetClock, file: MatterFile
) -> None:
    clock.advance(timedelta(days=400))
    after = house.log.correct_field(session, file.matter.id, Field.HAPPENED_AT, "2026-11-21T20:00:00+08:00")
    assert after.matter.happened_at is not None


def test_receiving_later_than_due_is_refused(house: House, session: Session, clock: SetClock) -> None:
    slip = a_slip(clock, received_at=clock.now() - timedelta(hours=3), due_at=clock.now() - timedelta(hours=2))
    matter_id = house.log.open_matter(session, slip).matter.id
    later = (clock.now() - timedelta(hours=1)).isoformat()
    assert (
        code_of(lambda: house.log.correct_field(session, matter_id, Field.RECEIVED_AT, later))
        == "log.due_before_received"
    )
