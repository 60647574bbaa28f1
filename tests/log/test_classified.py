"""Of a classified item only the movement is kept: no content, no step, no correction, no reply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.journal.verify import verify
from dutyroom.log.model import (
    STEPS_BY_HAND,
    ClassifiedItem,
    EntryKind,
    Field,
    MatterFile,
    MatterFilter,
    MatterState,
    NewEntry,
    Secrecy,
    SecrecyLevel,
)
from tests.factories import CALLER, a_classified_slip, a_slip, an_item


@pytest.fixture
def item(house: House, session: Session, clock: SetClock) -> MatterFile:
    return house.log.open_matter(session, a_classified_slip(clock))


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as told:
        act()
    return told.value.code


def test_there_is_no_place_for_content_in_a_classified_item() -> None:
    assert {field.name for field in fields(ClassifiedItem)} == {
        "document_number",
        "sender",
        "level",
        "copies",
        "received_by",
        "handed_to",
        "handed_at",
    }


@pytest.mark.req("R087")
def test_number_sender_level_copies_and_signatures_are_kept(house: House, session: Session, item: MatterFile) -> None:
    matter = house.log_reader.file(session, item.matter.id).matter
    assert matter.secrecy is Secrecy.CLASSIFIED
    assert matter.classified == an_item()
    assert (matter.subject, matter.unit_name, matter.caller.name) == ("", "", "")
    assert [(entry.kind, entry.text) for entry in item.entries] == [(EntryKind.MOVED, "陈予")]
    assert verify(house.store).whole


@pytest.mark.req("R086", "R087")
@pytest.mark.parametrize("field", ["subject", "content", "done", "result"])
def test_content_on_the_slip_of_a_classified_item_is_refused(
    house: House, session: Session, clock: SetClock, field: str
) -> None:
    slip = replace(a_classified_slip(clock), **{field: "关于某事的内容"})
    assert code_of(lambda: house.log.open_matter(session, slip)) == "log.classified_no_content"
    assert house.log_reader.counts(session, MatterFilter(), clock.now()).total == 0


def test_unit_and_caller_of_a_half_filled_slip_are_dropped(house: House, session: Session, clock: SetClock) -> None:
    slip = replace(a_classified_slip(clock), unit_name="东湖区", unit_id="u" * 32, caller=CALLER)
    matter = house.log.open_matter(session, slip).matter
    assert (matter.unit_id, matter.unit_name, bool(matter.caller)) == ("", "", False)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"document_number": " "}, "log.classified_number_missing"),
        ({"sender": "\n"}, "log.classified_sender_missing"),
        ({"copies": 0}, "log.classified_copies"),
        ({"copies": -1}, "log.classified_copies"),
        ({"copies": 10_000}, "log.classified_copies"),
        ({"document_number": "号" * 121}, "log.too_long"),
        ({"sender": "局" * 121}, "log.too_long"),
        ({"received_by": "人" * 121}, "log.too_long"),
        ({"handed_to": "人" * 121}, "log.too_long"),
    ],
)
def test_an_item_is_registered_in_full_or_not_at_all(
    house: House, session: Session, clock: SetClock, changes: dict[str, object], code: str
) -> None:
    assert code_of(lambda: house.log.open_matter(session, a_classified_slip(clock, **changes))) == code


@pytest.mark.parametrize("level", list(SecrecyLevel))
def test_every_level_is_registered(house: House, session: Session, clock: SetClock, level: SecrecyLevel) -> None:
    matter = house.log.open_matter(session, a_classified_slip(clock, level=level)).matter
    assert matter.classified is not None
    assert matter.classified.level is level


@pytest.mark.req("R087")
def test_no_step_no_reply_and_no_correction_is_written_to_a_classified_item(
    house: House, session: Session, item: MatterFile
) -> None:
    matter_id, entry_id = item.matter.id, item.entries[0].id
    for kind in STEPS_BY_HAND:
        new = NewEntry(kind, "复：同意")
        assert code_of(lambda it=new: house.log.add_entry(session, matter_id, it)) == "log.classified_no_reply"
    assert code_of(lambda: house.log.correct_entry(session, matter_id, entry_id, "改写")) in {
        "log.not_correctable",
        "log.classified_no_reply",
    }
    for field in Field:
        assert (
            code_of(lambda it=field: house.log.correct_field(session, matter_id, it, "改写"))
            == "log.classified_no_reply"
        )
    assert len(house.log_reader.file(session, matter_id).entries) == 1


def test_an_item_goes_from_hand_to_hand_and_every_hand_is_kept(
    house: House, session: Session, clock: SetClock, item: MatterFile
) -> None:
    clock.advance(timedelta(minutes=10))
    house.log.hand_over_item(session, item.matter.id, " 机要室  何姗 ")
    at = clock.now() + timedelta(minutes=2)
    clock.advance(timedelta(minutes=5))
    after = house.log.hand_over_item(session, item.matter.id, "秘书长", at)
    assert after.matter.classified == an_item(handed_to="秘书长", handed_at=at)
    assert [(entry.text, entry.received_at) for entry in after.entries][1:] == [
        ("机要室 何姗", clock.now() - timedelta(minutes=5)),
        ("秘书长", at),
    ]
    assert verify(house.store).whole


def test_an_item_handed_on_at_once_is_registered_with_both_hands(
    house: House, session: Session, clock: SetClock
) -> None:
    at = clock.now() - timedelta(minutes=3)
    slip = replace(a_classified_slip(clock, handed_to="机要室", handed_at=at), received_at=at - timedelta(minutes=1))
    file = house.log.open_matter(session, slip)
    assert [entry.text for entry in file.entries] == ["陈予", "机要室"]
    assert file.entries[1].received_at == at, "the time of the signature, not of the typing"


@pytest.mark.parametrize(
    ("to", "after", "code"),
    [
        ("", timedelta(0), "log.handed_to_missing"),
        ("何姗", timedelta(minutes=6), "log.received_in_future"),
        ("何姗", timedelta(days=-400), "log.received_too_long_ago"),
        ("内容" * 1000, timedelta(0), "log.too_long"),
    ],
)
def test_a_hand_has_a_name_and_a_time_that_can_be(
    house: House, session: Session, clock: SetClock, item: MatterFile, to: str, after: timedelta, code: str
) -> None:
    assert code_of(lambda: house.log.hand_over_item(session, item.matter.id, to, clock.now() + after)) == code


def test_only_a_classified_item_is_moved(house: House, session: Session, clock: SetClock) -> None:
    matter_id = house.log.open_matter(session, a_slip(clock)).matter.id
    assert code_of(lambda: house.log.hand_over_item(session, matter_id, "何姗")) == "log.not_classified"


def test_a_classified_item_is_closed_withdrawn_and_assigned_like_any_matter(
    house: House, session: Session, clock: SetClock, item: MatterFile
) -> None:
    matter_id = item.matter.id
    house.log.assign(session, matter_id, "x" * 32, "何姗")
    house.log.set_due(session, matter_id, clock.now() + timedelta(hours=1))
    house.log.withdraw(session, matter_id, "登记有误")
    house.log.reinstate(session, matter_id, "登记无误")
    assert house.log.close(session, matter_id, "已交机要室").matter.state is MatterState.CLOSED
    assert code_of(lambda: house.log.hand_over_item(session, matter_id, "何姗")) == "log.not_open"


@pytest.mark.req("R087")
@pytest.mark.parametrize("act", ["close", "withdraw", "reopen", "reinstate"])
def test_no_act_on_a_classified_item_takes_a_page_of_text(
    house: House, session: Session, item: MatterFile, act: str
) -> None:
    # A result or a reason is a few words; a page would be a place for content.
    matter_id, page = item.matter.id, "甲" * 1000
    if act == "reopen":
        house.log.close(session, matter_id, "已交机要室")
    if act == "reinstate":
        house.log.withdraw(session, matter_id, "登记有误")
    assert code_of(lambda: getattr(house.log, act)(session, matter_id, page)) == "log.too_long"


def test_an_item_is_found_by_its_number_and_sender(house: House, session: Session, item: MatterFile) -> None:
    for query in ("17号", "云岭市保密局", "ylsbmj", item.matter.number):
        hits = house.log_reader.search(session, query).hits
        assert [hit.matter.id for hit in hits] == [item.matter.id], query
