"""A slip becomes a matter: everything on it is kept, once, under the next number of its year."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, open_house
from dutyroom.clock import SetClock
from dutyroom.directory.model import Unit, UnitKind
from dutyroom.errors import Refused
from dutyroom.journal.verify import verify
from dutyroom.log.model import (
    Caller,
    Category,
    Channel,
    Direction,
    EntryKind,
    Handling,
    MatterFilter,
    MatterState,
    NewEntry,
    Secrecy,
    Slip,
    Urgency,
)
from dutyroom.settings import ZONE
from tests.conftest import Template
from tests.factories import CALLER, CONTENT, SHANGHAI, SUBJECT, UNIT_NAME, a_classified_slip, a_slip


@pytest.mark.req("R179", "R204", "R234")
def test_a_call_is_kept_complete_who_when_from_where_and_what(house: House, session: Session, clock: SetClock) -> None:
    received, happened = clock.now() - timedelta(minutes=2), clock.now() - timedelta(minutes=25)
    slip = a_slip(
        clock,
        received_at=received,
        happened_at=happened,
        unit_id="u" * 32,
        owner_id=session.account_id,
        due_at=clock.now() + timedelta(hours=1),
        urgency=Urgency.URGENT,
        category=Category.EMERGENCY,
        handling=Handling.HANDLE_THEN_REPORT,
    )
    file = house.log.open_matter(session, slip)
    matter = house.log_reader.file(session, file.matter.id).matter
    assert matter == file.matter
    assert (matter.number, matter.seq, matter.state, matter.secrecy) == (
        "2026-0001",
        1,
        MatterState.OPEN,
        Secrecy.OPEN,
    )
    assert (matter.received_at, matter.happened_at, matter.entered_at) == (received, happened, clock.now())
    assert (matter.direction, matter.channel, matter.category) == (
        Direction.INBOUND,
        Channel.PHONE,
        Category.EMERGENCY,
    )
    assert (matter.urgency, matter.handling) == (Urgency.URGENT, Handling.HANDLE_THEN_REPORT)
    assert (matter.unit_id, matter.unit_name, matter.subject) == ("u" * 32, UNIT_NAME, SUBJECT)
    assert (matter.caller.name, matter.caller.post, matter.caller.phone) == (CALLER.name, CALLER.post, CALLER.phone)
    assert (matter.owner_id, matter.due_at) == (session.account_id, slip.due_at)
    assert (matter.result, matter.closed_at, matter.classified) == ("", None, None)


@pytest.mark.req("R069")
def test_matter_and_entry_name_the_officer_on_duty_and_the_watch(
    house: House, session: Session, clock: SetClock
) -> None:
    file = house.log.open_matter(session, a_slip(clock))
    for kept in (file.matter, *file.entries):
        assert (kept.account_id, kept.account_name, kept.watch) == (
            session.account_id,
            "陈予",
            "2026-11-21/night",
        )


@pytest.mark.req("R020")
def test_three_times_of_an_entry_are_never_mixed(house: House, session: Session, clock: SetClock) -> None:
    received, happened = clock.now() - timedelta(minutes=20), clock.now() - timedelta(hours=1)
    file = house.log.open_matter(session, a_slip(clock, received_at=received, happened_at=happened, done="已派员"))
    heard, handled = file.entries
    assert (heard.happened_at, heard.received_at, heard.entered_at) == (happened, received, clock.now())
    assert (handled.happened_at, handled.received_at, handled.entered_at) == (None, clock.now(), clock.now())
    assert (heard.kind, heard.text) == (EntryKind.HEARD, CONTENT)
    assert (handled.kind, handled.text) == (EntryKind.HANDLED, "已派员")


@pytest.mark.req("R012", "R039")
@pytest.mark.parametrize(("channel", "direction"), list(product(Channel, Direction)))
def test_every_channel_and_direction_is_taken(
    house: House, session: Session, clock: SetClock, channel: Channel, direction: Direction
) -> None:
    matter = house.log.open_matter(session, a_slip(clock, channel=channel, direction=direction)).matter
    wanted = MatterFilter(channel=channel, direction=direction)
    assert house.log_reader.page(session, wanted).matters == (matter,)


@pytest.mark.req("R002", "R004", "R013")
def test_matters_are_registered_by_the_unit_that_reports(house: House, session: Session, clock: SetClock) -> None:
    kinds = {UnitKind.COUNTY: "西岭县", UnitKind.COMMITTEE: "云岭高新区管委会", UnitKind.DEPARTMENT: "市气象局"}
    for kind, name in kinds.items():
        unit = house.directory.add_unit(session, Unit(id="", name=name, kind=kind))
        house.log.open_matter(session, a_slip(clock, unit_id=unit.id, unit_name=name))
        found = house.log_reader.page(session, MatterFilter(unit_id=unit.id)).matters
        assert [matter.unit_name for matter in found] == [name]
    # A unit that nobody entered in the directory is taken by its name.
    unknown = house.log.open_matter(session, a_slip(clock, unit_name="外地某单位")).matter
    assert (unknown.unit_id, unknown.unit_name) == ("", "外地某单位")


@pytest.mark.req("R019")
def test_the_smallest_matter_is_a_matter(house: House, session: Session, clock: SetClock) -> None:
    file = house.log.open_matter(session, Slip(received_at=clock.now(), subject="问路"))
    assert (file.matter.number, file.entries[0].text, file.matter.caller) == ("2026-0001", "问路", Caller())


def test_a_slip_with_a_result_is_opened_and_closed_in_one_act(house: House, session: Session, clock: SetClock) -> None:
    file = house.log.open_matter(session, a_slip(clock, done="已告知", result="来电人表示满意"))
    assert (file.matter.state, file.matter.result, file.matter.closed_at) == (
        MatterState.CLOSED,
        "来电人表示满意",
        clock.now(),
    )
    assert [entry.kind for entry in file.entries] == [EntryKind.HEARD, EntryKind.HANDLED, EntryKind.CLOSED]
    assert [line.act for line in house.journal.newest(limit=2)] == ["matter.closed", "matter.opened"]


def test_a_slip_that_may_not_be_closed_is_not_opened_either(house: House, session: Session, clock: SetClock) -> None:
    slip = a_slip(clock, handling=Handling.ASK_FIRST, result="自行办结")
    with pytest.raises(Refused) as told:
        house.log.open_matter(session, slip)
    assert told.value.code == "log.order_missing"
    assert house.log_reader.counts(session, MatterFilter(), clock.now()).total == 0
    assert house.log.open_matter(session, replace(slip, result="")).matter.number == "2026-0001"


@pytest.mark.req("R018")
def test_numbers_run_without_gaps_over_refusals(house: House, session: Session, clock: SetClock) -> None:
    numbers = []
    for n in range(12):
        if n % 3 == 2:
            with pytest.raises(Refused):
                house.log.open_matter(session, a_slip(clock, content="机密★10年"))
            with pytest.raises(Refused):
                house.log.open_matter(session, a_slip(clock, handling=Handling.ASK_FIRST, result="办结"))
        numbers.append(house.log.open_matter(session, a_slip(clock)).matter.number)
    assert numbers == [f"2026-{n:04d}" for n in range(1, 13)]


def test_the_year_of_a_number_changes_at_midnight_in_shanghai(house: House, session: Session, clock: SetClock) -> None:
    midnight = datetime(2027, 1, 1, tzinfo=SHANGHAI)
    assert midnight.astimezone(UTC).year == 2026
    numbers = []
    for moment in (
        midnight - timedelta(hours=8),
        midnight - timedelta(microseconds=1),
        midnight,
        midnight + timedelta(hours=7, minutes=59),
        midnight + timedelta(days=40),
    ):
        clock.jump(moment)
        numbers.append(house.log.open_matter(session, a_slip(clock)).matter.number)
    assert numbers == ["2026-0001", "2026-0002", "2027-0001", "2027-0002", "2027-0003"]


def test_a_call_of_the_old_year_entered_after_midnight_continues_the_old_year(
    house: House, session: Session, clock: SetClock
) -> None:
    midnight = datetime(2027, 1, 1, tzinfo=SHANGHAI)
    clock.jump(midnight - timedelta(minutes=1))
    late = a_slip(clock)
    house.log.open_matter(session, a_slip(clock))
    clock.jump(midnight + timedelta(minutes=10))
    house.log.open_matter(session, a_slip(clock))
    matter = house.log.open_matter(session, late).matter
    assert (matter.number, matter.seq) == ("2026-0002", 3)


def test_another_zone_has_its_midnight_elsewhere(house: House, session: Session, clock: SetClock) -> None:
    house.settings.put(session, ZONE, "Asia/Urumqi")
    clock.jump(datetime(2027, 1, 1, 1, 0, tzinfo=SHANGHAI))  # 23:00 of the old year in Urumqi
    assert house.log.open_matter(session, a_slip(clock)).matter.number == "2026-0001"


def test_the_second_press_of_save_logs_nothing_more(house: House, session: Session, clock: SetClock) -> None:
    draft = "a" * 32
    house.drafts.keep(session, draft, "slip", "typed")
    first = house.log.open_matter(session, a_slip(clock), draft)
    head = house.journal.head()
    second = house.log.open_matter(session, a_slip(clock, subject="再按一次"), draft)
    assert second == first
    assert first.matter.id == draft
    assert house.journal.head() == head
    assert house.log_reader.counts(session, MatterFilter(), clock.now()).total == 1
    assert house.drafts.of(session, "slip") == []


def test_the_second_press_after_a_restart_logs_nothing_more_either(
    house: House, session: Session, clock: SetClock, founded: Template
) -> None:
    draft = "a" * 32
    house.log.open_matter(session, a_slip(clock), draft)
    house.close()
    again = open_house(house.place, founded.data_key, clock)
    file = again.log.open_matter(session, a_slip(clock), draft)
    assert file.matter.number == "2026-0001"
    again.close()


@pytest.mark.parametrize("draft", ["a b", " ", "a\nb", "a\u2028b", "a\x1cb"])
def test_a_name_with_a_blank_in_it_never_becomes_an_identity(
    house: House, session: Session, clock: SetClock, draft: str
) -> None:
    # Rows are named by their identity in the journal: a blank within it would make the journal unreadable.
    with pytest.raises(ValueError, match="identity"):
        house.log.open_matter(session, a_slip(clock), draft)
    assert verify(house.store).whole


@pytest.mark.req("R001")
@pytest.mark.parametrize(
    "words",
    [
        "值班员王𠮷与李㛃、𬀩来电",
        "🚒 消防已到👩‍🚒",
        "é ü é ½ №",
        "ﷺ ﬁ ㋿",
        "第一行\n第二行\n\t缩进",
        "𫖯𠀀𰻝",
        "“引号”‘单’",
    ],
)
def test_rare_characters_and_emoji_come_back_as_they_were_typed(
    house: House, session: Session, clock: SetClock, words: str, founded: Template
) -> None:
    matter_id = house.log.open_matter(
        session, a_slip(clock, subject=words.splitlines()[0], content=words, caller=Caller(name="王𠮷"))
    ).matter.id
    house.close()
    again = open_house(house.place, founded.data_key, clock)
    file = again.log_reader.file(session, matter_id)
    assert (file.entries[0].text, file.matter.caller.name) == (words, "王𠮷")
    assert verify(again.store).whole
    again.close()


def test_control_characters_are_taken_out_and_the_rest_stays(house: House, session: Session, clock: SetClock) -> None:
    file = house.log.open_matter(
        session, a_slip(clock, subject="停\0电\r\n", content="a\x1b[31m红\u202e反\ud800", done="\x07已办")
    )
    assert (file.matter.subject, [entry.text for entry in file.entries]) == ("停电", ["a[31m红反", "已办"])


@pytest.mark.req("R001")
def test_a_paste_of_a_megabyte_is_refused_in_words_and_its_draft_stays(
    house: House, session: Session, clock: SetClock
) -> None:
    paste = "东湖区雨情通报。" * 43_700
    assert len(paste.encode()) > 1_000_000
    house.drafts.keep(session, "a" * 32, "slip", paste)
    with pytest.raises(Refused) as told:
        house.log.open_matter(session, a_slip(clock, content=paste), "a" * 32)
    assert (told.value.code, told.value.params["field"], told.value.params["length"]) == (
        "log.too_long",
        "content",
        len(paste),
    )
    assert [draft.payload for draft in house.drafts.of(session, "slip")] == [paste]
    longest = paste[:100_000]
    assert house.log.open_matter(session, a_slip(clock, content=longest), "a" * 32).entries[0].text == longest


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"received_at": timedelta(minutes=6)}, "log.received_in_future"),
        ({"received_at": timedelta(days=-367)}, "log.received_too_long_ago"),
        ({"happened_at": timedelta(minutes=6)}, "log.happened_after_received"),
        ({"due_at": timedelta(minutes=-1)}, "log.due_before_received"),
    ],
)
def test_times_that_cannot_be_are_refused(
    house: House, session: Session, clock: SetClock, change: dict[str, timedelta], code: str
) -> None:
    slip = a_slip(clock, **{name: clock.now() + span for name, span in change.items()})
    with pytest.raises(Refused) as told:
        house.log.open_matter(session, slip)
    assert told.value.code == code


def test_a_naive_time_is_a_bug(house: House, session: Session, clock: SetClock) -> None:
    with pytest.raises((TypeError, ValueError)):
        house.log.open_matter(session, a_slip(clock, received_at=datetime(2026, 11, 21, 20, 0)))  # noqa: DTZ001


def test_the_caller_stands_apart_with_a_day_on_which_to_review_it(
    house: House, session: Session, clock: SetClock
) -> None:
    matter = house.log.open_matter(session, a_slip(clock)).matter
    assert matter.caller.review_on == date(2027, 11, 21)
    named = a_slip(clock, caller=replace(CALLER, review_on=date(2027, 2, 28)))
    assert house.log.open_matter(session, named).matter.caller.review_on == date(2027, 2, 28)


def test_a_call_on_a_leap_day_is_reviewed_on_a_day_that_exists(house: House, session: Session, clock: SetClock) -> None:
    clock.jump(datetime(2028, 2, 29, 12, tzinfo=SHANGHAI))
    assert house.log.open_matter(session, a_slip(clock)).matter.caller.review_on == date(2029, 2, 28)


def test_a_classified_slip_and_an_open_one_share_the_numbers(house: House, session: Session, clock: SetClock) -> None:
    slips = [a_slip(clock), a_classified_slip(clock), a_slip(clock)]
    assert [house.log.open_matter(session, slip).matter.number for slip in slips] == [
        "2026-0001",
        "2026-0002",
        "2026-0003",
    ]


def test_an_entry_made_after_the_handover_belongs_to_the_next_watch(
    house: House, session: Session, clock: SetClock
) -> None:
    matter = house.log.open_matter(session, a_slip(clock)).matter
    clock.jump(datetime(2026, 11, 22, 8, 0, tzinfo=SHANGHAI))
    file = house.log.add_entry(session, matter.id, NewEntry(EntryKind.TOLD, "已报告"))
    assert [entry.watch for entry in file.entries] == ["2026-11-21/night", "2026-11-22/day"]
    assert file.matter.watch == "2026-11-21/night"
