"""The matters of the demonstration room are whole, consistent, and such as the log would take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from dutyroom.calendar.room import handover_times, watch_name
from dutyroom.calendar.shifts import shift_at
from dutyroom.clock import DEFAULT_ZONE
from dutyroom.incidents.book import shipped_book
from dutyroom.log import model
from dutyroom.log.model import STEPS_BY_HAND, EntryKind, Slip
from dutyroom.log.rules import check_slip, check_words
from dutyroom.settings import CLOSE_OF_DAY, MORNING_HANDOVER
from tests.demo.content import (
    ACCOUNTS,
    CLASSIFIED,
    DAYS,
    EVENTS,
    MATTERS,
    NOW,
    OPEN_ITEMS,
    PEOPLE,
    SHEETS,
    UNITS,
    WATCHES,
    Row,
    terms,
)

SUBJECT_SHOWN = 40
OPEN_FIELDS = ("direction", "channel", "category", "urgency", "handling", "secrecy")
MATTER_KEYS = {
    *OPEN_FIELDS,
    *("received_at", "happened_at", "unit", "person", "post", "phone", "subject", "content"),
    *("owner", "due_at", "state", "result", "entries"),
}
CLASSIFIED_KEYS = {
    *("received_at", "direction", "channel", "secrecy", "owner", "classified", "state", "result", "entries"),
}
ITEM_KEYS = {"number", "sender", "level", "copies", "received_by", "handed_to", "handed_at"}
ENUMS: dict[str, Any] = {
    kind.__name__.lower(): kind
    for kind in (model.Direction, model.Channel, model.Category, model.Urgency, model.Handling)
}
KEYS_OF_KIND = {
    EntryKind.ASSIGNED: {"kind", "at", "by", "to"},
    EntryKind.DUE_SET: {"kind", "at", "by", "due_at"},
    EntryKind.CORRECTED: {"kind", "at", "by", "corrects", "text"},
}


def steps() -> Iterator[tuple[Row, Row]]:
    return ((matter, entry) for matter in MATTERS for entry in matter["entries"])


def name_of(matter: Row) -> str:
    return str(matter.get("subject") or matter["classified"]["number"])


@dataclass
class Standing:
    """Where a matter stands after its entries."""

    state: str
    result: str | None
    owner: str
    due_at: datetime | None


def played(matter: Row) -> Standing:
    """Return where ``matter`` stands once its entries are acted in order, as the log would act them."""
    now = Standing("open", None, matter["owner"], matter.get("due_at"))
    for entry in matter["entries"]:
        kind = EntryKind(entry["kind"])
        if kind in (EntryKind.ASSIGNED, EntryKind.DUE_SET, EntryKind.CLOSED):
            assert now.state == "open", (name_of(matter), kind)
        if kind in STEPS_BY_HAND or kind is EntryKind.CORRECTED:
            assert now.state != "withdrawn", name_of(matter)
        if kind is EntryKind.ASSIGNED:
            assert entry["to"] != now.owner, f"{name_of(matter)}: handed to its owner"
            now.owner = entry["to"]
        elif kind is EntryKind.DUE_SET:
            assert entry["due_at"] not in (now.due_at, None)
            now.due_at = entry["due_at"]
        elif kind is EntryKind.CLOSED:
            now.state, now.result = "closed", entry["text"]
        elif kind is EntryKind.WITHDRAWN:
            now.state = "withdrawn"
        elif kind is EntryKind.REINSTATED:
            assert now.state == "withdrawn"
            now.state = "open"
        elif kind is EntryKind.REOPENED:
            assert now.state == "closed"
            now.state, now.result = "open", None
    return now


def slip_of(matter: Row) -> Slip:
    """Return the call slip a loader would save for ``matter``."""
    if "classified" in matter:
        item = dict(matter["classified"])
        classified = model.ClassifiedItem(item.pop("number"), level=model.SecrecyLevel(item.pop("level")), **item)
        way = model.Direction(matter["direction"]), model.Channel(matter["channel"])
        return Slip(matter["received_at"], *way, classified=classified)
    return Slip(
        received_at=matter["received_at"],
        happened_at=matter.get("happened_at"),
        **{name: kind(matter[name]) for name, kind in ENUMS.items()},
        unit_name=matter.get("unit", ""),
        caller=model.Caller(matter["person"], matter["post"], matter.get("phone", "")),
        subject=matter["subject"],
        content=matter["content"],
        due_at=matter.get("due_at"),
    )


def test_three_days_hold_as_many_matters_as_a_city_has() -> None:
    days = Counter(matter["received_at"].date() for matter in MATTERS)
    assert set(days) == {date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21)}
    assert all(count >= 25 for count in days.values())
    assert days[date(2026, 11, 21)] >= 30


def test_every_value_is_a_term_and_nothing_is_misspelt() -> None:
    for matter in OPEN_ITEMS:
        assert set(matter) <= MATTER_KEYS, name_of(matter)
        assert all(matter[field] in terms(field) for field in OPEN_FIELDS), name_of(matter)
        assert matter["state"] in terms("matter_state")
    for _, entry in steps():
        kind = EntryKind(entry["kind"])
        assert set(entry) == KEYS_OF_KIND.get(kind, {"kind", "at", "by", "text"}), entry
        assert kind in terms("entry_kind")


def test_most_channels_and_all_categories_come_up() -> None:
    assert {matter["category"] for matter in OPEN_ITEMS} == terms("category")
    assert {matter["channel"] for matter in MATTERS} == terms("channel") - {"other"}
    assert {matter["direction"] for matter in MATTERS} == terms("direction")


def test_units_and_people_who_call_stand_in_the_directory() -> None:
    posts = {(person["unit"], person["name"]): person["post"] for person in PEOPLE}
    for matter in OPEN_ITEMS:
        if "unit" in matter:
            assert posts[matter["unit"], matter["person"]] == matter["post"], name_of(matter)
        else:
            assert matter["person"] not in {name for _, name in posts}


def test_times_run_forward_up_to_the_evening_of_the_last_day() -> None:
    assert NOW.utcoffset() == timedelta(hours=8)
    received = [matter["received_at"] for matter in MATTERS]
    assert received == sorted(received)
    assert NOW - timedelta(minutes=10) < received[-1] < NOW
    for matter in MATTERS:
        moments = [matter["received_at"], *(entry["at"] for entry in matter["entries"])]
        assert all(moment.utcoffset() == timedelta(hours=8) for moment in moments)
        assert moments == sorted(moments), name_of(matter)
        assert moments[-1] <= NOW
        assert matter.get("happened_at", moments[0]) <= moments[0]


def test_watches_follow_each_other_without_a_gap_by_the_names_of_the_calendar() -> None:
    times = handover_times(MORNING_HANDOVER.default, CLOSE_OF_DAY.default)
    for watch, later in pairwise(WATCHES):
        assert watch["until"] == later["since"]
        assert not set(watch["officers"]) & set(later["officers"])
    for watch in WATCHES:
        assert watch["watch"] == watch_name(shift_at(watch["since"].astimezone(UTC), DEFAULT_ZONE, times))


def test_whoever_writes_is_an_officer_on_watch_at_that_moment() -> None:
    roles = {account["login"]: account["roles"] for account in ACCOUNTS}
    for matter in MATTERS:
        on_intake = on_watch(matter["received_at"])
        assert matter["owner"] in on_intake, name_of(matter)
        for entry in matter["entries"]:
            assert entry["by"] in on_watch(entry["at"]), (name_of(matter), entry)
            assert "duty_officer" in roles[entry["by"]]
            assert entry.get("to", matter["owner"]) in roles
    assert {matter["owner"] for matter in MATTERS} == {login for login in roles if "duty_officer" in roles[login]}
    assert all("leader_in_charge" in roles[watch["leader"]] for watch in WATCHES)


def on_watch(moment: datetime) -> list[str]:
    return next(list(watch["officers"]) for watch in WATCHES if watch["since"] <= moment < watch["until"])


def test_the_log_would_take_every_slip_and_every_word() -> None:
    for matter in MATTERS:
        check_slip(slip_of(matter), matter["received_at"])
        if "subject" in matter:
            assert len(matter["subject"]) <= SUBJECT_SHOWN, matter["subject"]
            assert len(matter["content"]) > len(matter["subject"])
    for _, entry in steps():
        if "text" in entry:
            assert check_words(entry["text"]) == entry["text"]


def test_state_and_result_are_those_that_the_entries_lead_to() -> None:
    for matter in MATTERS:
        standing = played(matter)
        assert matter["state"] == standing.state, name_of(matter)
        assert matter.get("result") == standing.result, name_of(matter)


def test_what_had_to_be_asked_first_was_closed_only_after_an_order() -> None:
    for matter in OPEN_ITEMS:
        kinds = [entry["kind"] for entry in matter["entries"]]
        if matter["handling"] == "ask_first" and "closed" in kinds:
            assert "ordered" in kinds[: kinds.index("closed")], name_of(matter)


def test_due_times_lie_ahead_when_they_are_set() -> None:
    for matter in MATTERS:
        assert matter.get("due_at", matter["received_at"] + timedelta(1)) > matter["received_at"]
        for entry in matter["entries"]:
            if "due_at" in entry:
                assert entry["due_at"] > entry["at"], name_of(matter)


def test_corrections_name_an_entry_before_them_and_change_its_words() -> None:
    corrections = 0
    for matter in OPEN_ITEMS:
        standing = [matter["content"]]
        for entry in matter["entries"]:
            if entry["kind"] == "corrected":
                corrections += 1
                before = standing[entry["corrects"]]
                assert before
                assert before != entry["text"]
                standing[entry["corrects"]] = entry["text"]
            standing.append(entry.get("text", ""))
    assert corrections >= 4


def test_a_withdrawn_a_reinstated_and_a_reopened_matter_are_among_them() -> None:
    kinds = Counter(entry["kind"] for _, entry in steps())
    assert kinds["reinstated"] >= 1
    assert kinds["reopened"] >= 1
    assert [matter["state"] for matter in MATTERS].count("withdrawn") == 1


def test_classified_items_carry_movement_only() -> None:
    assert len(CLASSIFIED) == 2
    for matter in CLASSIFIED:
        assert set(matter) == CLASSIFIED_KEYS
        assert set(matter["classified"]) == ITEM_KEYS
        assert matter["classified"]["level"] in terms("secrecy_level")
        assert {matter["classified"][key] for key in ("received_by", "handed_to")} <= {p["name"] for p in PEOPLE}
        assert [entry["kind"] for entry in matter["entries"]] == ["closed"]
        assert matter["result"] == "已清点移交，签收手续齐全。"


def test_the_evening_finds_open_matters_due_soon_and_two_overdue() -> None:
    standing = [played(matter) for matter in MATTERS]
    due = [one.due_at for one in standing if one.state == "open" and one.due_at is not None]
    assert 12 <= sum(one.state == "open" for one in standing) <= 16
    assert sum(moment < NOW for moment in due) == 2
    assert sum(NOW <= moment <= NOW + timedelta(hours=2) for moment in due) >= 5
    assert sum(moment > NOW + timedelta(hours=12) for moment in due) >= 3


def test_the_room_asks_on_its_own_and_watches_what_is_said_online() -> None:
    assert sum(matter["direction"] == "inquiry" for matter in MATTERS) >= 4
    assert sum(matter.get("category") == "public_opinion" for matter in MATTERS) >= 4
    assert sum(matter.get("category") == "leader_order" for matter in MATTERS) >= 3


def test_a_leader_order_is_kept_in_its_own_words() -> None:
    orders = [entry["text"] for _, entry in steps() if entry["kind"] == "ordered"]
    assert len(orders) >= 10
    assert all("“" in text and "”" in text for text in orders)


def test_each_event_file_stands_beside_a_matter_and_is_kept_by_officers_on_watch() -> None:
    received = {matter["received_at"]: matter for matter in MATTERS}
    for event in EVENTS:
        assert event["matter"] in received
        assert received[event["matter"]]["category"] == "emergency"
        moments = [event["at"], *(act["at"] for act in event["acts"])]
        assert moments == sorted(moments)
        assert event["matter"] < moments[0]
        assert moments[-1] < DAYS["now"]
        for act in (event, *event["acts"]):
            assert act["by"] in on_watch(act["at"])
        book = shipped_book()
        assert {name for act in event["acts"] for name in act.get("figures", ())} <= set(book.figures)
        assert event["type"] in book.types
        assert bool(event.get("sensitive")) == bool(event.get("sensitive_why"))


def test_each_instruction_and_paper_stands_for_a_matter_and_is_kept_by_officers_on_watch() -> None:
    received = {matter["received_at"]: matter for matter in MATTERS}
    known = {unit["short"] for unit in UNITS}
    for entry in (*SHEETS["instructions"], *SHEETS["papers"]):
        matter = received[entry["matter"]]
        moments = [entry["matter"], *(act["at"] for act in entry["acts"])]
        assert moments == sorted(moments)
        assert moments[-1] < DAYS["now"]
        assert all(act["by"] in on_watch(act["at"]) for act in entry["acts"])
        assert entry["by"] in on_watch(entry["matter"])
        assert {task["unit"] for task in entry.get("tasks", ()) if "unit" in task} <= known
        if "words" in entry:
            assert entry["words"].rstrip("。") in matter["content"], "a leader's words are the same wherever they stand"
