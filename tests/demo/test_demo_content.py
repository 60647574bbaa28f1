"""The demonstration room's content is whole, consistent, and such as the log and the directory would take."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import yaml

from dutyroom.accounts.model import Role
from dutyroom.accounts.rules import ADMINISTRATORS, check_roles
from dutyroom.calendar.room import handover_times, watch_name
from dutyroom.calendar.shifts import shift_at
from dutyroom.clock import DEFAULT_ZONE
from dutyroom.directory.model import Person, Unit, UnitKind
from dutyroom.directory.phones import PhoneShape, parse_phone
from dutyroom.directory.rules import check_person, check_unit
from dutyroom.incidents.book import shipped_book
from dutyroom.log import model
from dutyroom.log.model import STEPS_BY_HAND, EntryKind, Slip
from dutyroom.log.rules import check_slip, check_words
from dutyroom.paths import resource
from dutyroom.settings import CLOSE_OF_DAY, MORNING_HANDOVER

Row = dict[str, Any]

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
LANDLINE = re.compile(r"0999-8\d{6}")
MOBILE = re.compile(r"199000\d{5}")
LONG_NUMBER = re.compile(r"\d{7,}|\d{3,4}-\d{7,8}")


def _read(name: str) -> Row:
    content = yaml.safe_load(resource(name).read_text("utf-8"))
    assert isinstance(content, dict)
    return content


TERMS, DIRECTORY, ACCOUNT_FILE, DAYS = (
    _read(name) for name in ("terms.yaml", "demo/directory.yaml", "demo/accounts.yaml", "demo/days.yaml")
)
UNITS: list[Row] = DIRECTORY["units"]
PEOPLE: list[Row] = DIRECTORY["people"]
ACCOUNTS: list[Row] = ACCOUNT_FILE["accounts"]
WATCHES: list[Row] = DAYS["watches"]
MATTERS: list[Row] = DAYS["matters"]
EVENTS: list[Row] = _read("demo/events.yaml")["events"]
SHEETS = _read("demo/instructions.yaml")
OPEN_ITEMS = [matter for matter in MATTERS if matter["secrecy"] == "open"]
CLASSIFIED = [matter for matter in MATTERS if matter["secrecy"] == "classified"]
NOW: datetime = DAYS["now"]


def terms(kind: str) -> frozenset[str]:
    return frozenset(TERMS[kind])


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


def texts(value: object) -> Iterator[str]:
    """Yield every text within ``value``, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts(key)
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def test_the_directory_is_as_large_as_that_of_a_city() -> None:
    kinds = Counter(unit["kind"] for unit in UNITS)
    assert len(UNITS) >= 70
    assert len(PEOPLE) >= 160
    assert kinds["county"] == 5
    assert kinds["committee"] == 2
    assert kinds["department"] >= 30
    assert set(kinds) == terms("unit_kind")


def test_each_unit_and_short_name_stands_once_and_the_directory_takes_it() -> None:
    for key in ("name", "short"):
        named = [unit[key] for unit in UNITS]
        assert len(set(named)) == len(named)
    for unit in UNITS:
        check_unit(Unit(id="u", name=unit["name"], short_name=unit["short"], kind=UnitKind(unit["kind"])))


def test_every_unit_but_the_leaders_has_a_duty_phone_and_a_fax() -> None:
    for unit in UNITS:
        assert ("duty_phone" in unit, "fax" in unit) == (unit["kind"] != "leaders",) * 2, unit["name"]


def test_each_person_stands_in_a_known_unit_under_a_name_of_their_own() -> None:
    shorts = {unit["short"] for unit in UNITS}
    assert len({person["name"] for person in PEOPLE}) == len(PEOPLE)
    for person in PEOPLE:
        assert person["unit"] in shorts
        words = {key: person[key] for key in ("name", "post", "portfolio") if key in person}
        check_person(Person(id="p", unit_id="u", **words))


def test_the_city_has_a_mayor_six_vice_mayors_a_secretary_general_and_four_deputies() -> None:
    leaders = [person for person in PEOPLE if person.get("is_leader")]
    posts = Counter(person["post"].split("、")[0].removeprefix("常务") for person in leaders)
    assert posts == {"市长": 1, "副市长": 6, "秘书长": 1, "副秘书长": 4}
    assert all(len(person["portfolio"]) >= 15 for person in leaders)


def test_names_with_rare_characters_are_among_the_people() -> None:
    rare = [person["name"] for person in PEOPLE if re.search("[\u3400-\u4dbf\U00020000-\U0003ffff]", person["name"])]
    assert len(rare) >= 2
    assert any(ord(character) > 0xFFFF for name in rare for character in name)


def test_all_numbers_are_unique_and_within_the_invented_ranges() -> None:
    numbers = [row[key] for row in (*UNITS, *PEOPLE) for key in ("duty_phone", "fax", "phone", "mobile") if key in row]
    assert len(set(numbers)) == len(numbers)
    for number in (*numbers, *(matter["phone"] for matter in OPEN_ITEMS if "phone" in matter)):
        assert LANDLINE.fullmatch(number) or MOBILE.fullmatch(number), number
        phone = parse_phone(number)
        assert phone is not None
        assert phone.shape in (PhoneShape.LANDLINE, PhoneShape.MOBILE)


@pytest.mark.parametrize("content", [DIRECTORY, ACCOUNT_FILE, DAYS], ids=["directory", "accounts", "days"])
def test_no_other_telephone_number_hides_in_a_text(content: Row) -> None:
    for text in texts(content):
        for number in LONG_NUMBER.findall(text):
            assert LANDLINE.fullmatch(number) or MOBILE.fullmatch(number), text


def test_there_are_six_officers_two_heads_a_leader_a_secretary_general_and_three_administrators() -> None:
    roles = Counter(role for account in ACCOUNTS for role in account["roles"])
    assert roles[Role.DUTY_OFFICER] == 6
    assert roles[Role.HEAD_OF_DUTY_ROOM] == 2
    assert roles[Role.LEADER_IN_CHARGE] == 3
    assert roles[Role.SECRETARY_GENERAL] == 1
    assert all(roles[role] == 1 for role in ADMINISTRATORS)
    assert set(roles) <= terms("role")


def test_each_account_is_a_trained_person_of_the_directory_and_has_no_password() -> None:
    known = {(person["name"], person["unit"]) for person in PEOPLE}
    logins = [account["login"] for account in ACCOUNTS]
    assert len(set(logins)) == len(logins)
    for account in ACCOUNTS:
        assert set(account) == {"login", "name", "unit", "roles", "basis", "trained_on"}
        assert re.fullmatch("[a-z]+", account["login"])
        assert (account["name"], account["unit"]) in known
        check_roles(frozenset(Role(role) for role in account["roles"]))
        assert account["basis"]
        assert account["trained_on"] < date(2026, 11, 19)


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
