"""By when what has to be told, from the receipt on, in every profile that is shipped."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyroom.incidents.book import shipped_book
from dutyroom.incidents.deadline_book import read_deadlines, shipped_deadline_tree, shipped_deadlines
from dutyroom.incidents.deadlines import DeadlineProfile, Due, Lateness, Stage, duties, duty_rules, next_follow_up
from dutyroom.incidents.faults import FaultyBook
from dutyroom.incidents.model import Grade, Verification
from dutyroom.texts import sentence

ZONE = ZoneInfo("Asia/Shanghai")
RECEIVED = datetime(2026, 11, 21, 14, 10, tzinfo=ZONE)


def of(name: str) -> DeadlineProfile:
    return shipped_deadlines().profiles[name]


def due(
    profile: str,
    grade: Grade | None,
    *,
    type_id: str = "special_equipment",
    sensitive: bool = False,
    hours: float = 24,
    **moments: datetime,
) -> tuple[Due, ...]:
    return duties(
        of(profile),
        type_id=type_id,
        grade=grade,
        sensitive=sensitive,
        received_at=RECEIVED,
        until=RECEIVED + timedelta(hours=hours),
        zone=ZONE,
        **moments,
    )


def minutes(found: tuple[Due, ...], stage: Stage) -> list[float]:
    """Return after how many minutes the reports of a stage are due."""
    return [(one.at - RECEIVED).total_seconds() / 60 for one in found if one.stage is stage]


def local_times(found: tuple[Due, ...], stage: Stage) -> list[str]:
    return [f"{one.at.astimezone(ZONE):%m-%d %H:%M}" for one in found if one.stage is stage]


@pytest.mark.req("R090")
def test_a_major_incident_is_phoned_in_half_an_hour_and_written_in_one() -> None:
    for grade in (Grade.I, Grade.II):
        found = due("national", grade)
        assert (minutes(found, Stage.PHONE), minutes(found, Stage.WRITTEN)) == ([30], [60])
        first = found[0]
        assert (first.at, first.at.tzinfo) == (datetime(2026, 11, 21, 6, 40, tzinfo=UTC), UTC)
        assert first.rule.to.startswith("国务院总值班室")
        assert first.rule.verification is Verification.EXCERPT
    assert due("national", Grade.III)[0].rule.verification is Verification.SUGGESTED


@pytest.mark.req("R040")
def test_follow_ups_come_by_grade_and_begin_after_the_first_reports() -> None:
    every = {grade: minutes(due("national", grade, hours=9), Stage.FOLLOW_UP) for grade in Grade}
    assert every[Grade.I] == [120, 180, 240, 300, 360, 420, 480, 540]
    assert every[Grade.II] == [120, 240, 360, 480]
    assert every[Grade.III] == [240, 480]
    assert every[Grade.IV] == []
    numbers = [one.number for one in due("national", Grade.II, hours=9) if one.stage is Stage.FOLLOW_UP]
    assert numbers == [1, 2, 3, 4]


@pytest.mark.req("R037")
def test_henan_wants_follow_ups_before_eight_and_before_seventeen() -> None:
    found = due("henan", Grade.IV, hours=48)
    assert minutes(found, Stage.FIRST) == [360]
    assert local_times(found, Stage.FOLLOW_UP) == ["11-22 08:00", "11-22 17:00", "11-23 08:00"]
    assert not minutes(found, Stage.PHONE)
    first = due("henan", Grade.I)
    assert (minutes(first, Stage.PHONE), minutes(first, Stage.WRITTEN)) == ([15], [35])
    assert minutes(first, Stage.FOLLOW_UP)[:2] == [60, 120]  # what Henan leaves open is as everywhere
    assert minutes(due("henan", Grade.III), Stage.FIRST) == [60]


@pytest.mark.req("R037")
@pytest.mark.parametrize(
    ("profile", "grade", "first", "phone", "written"),
    [
        ("zhuhai", Grade.III, [], [30], [120]),
        ("chongqing", Grade.III, [60], [], []),
        ("chongqing", Grade.IV, [], [30], [60]),
        ("jiangxi", Grade.II, [180], [], []),
        ("anhui", Grade.IV, [120], [], []),
        ("anshan", Grade.IV, [1440], [], []),
        ("jilin_city", Grade.II, [60], [], []),
        ("xilinhot", Grade.I, [], [30], [60]),
        ("xinji", Grade.I, [], [20], [40]),
        ("changzi", Grade.I, [], [10], [30]),
        ("inner_mongolia", Grade.I, [], [30], [60]),
    ],
)
def test_each_place_has_its_own_limits(
    profile: str, grade: Grade, first: list[float], phone: list[float], written: list[float]
) -> None:
    found = due(profile, grade)
    assert (minutes(found, Stage.FIRST), minutes(found, Stage.PHONE), minutes(found, Stage.WRITTEN)) == (
        first,
        phone,
        written,
    )


@pytest.mark.req("R042")
def test_a_sensitive_incident_has_the_limits_of_a_significant_one_and_is_told_at_once() -> None:
    assert due("national", None) == ()
    for grade in (None, Grade.IV):
        found = due("national", grade, sensitive=True)
        assert (minutes(found, Stage.PHONE), minutes(found, Stage.WRITTEN)) == ([30], [60])
        assert minutes(found, Stage.FOLLOW_UP)[0] == 240
    assert minutes(due("national", Grade.I, sensitive=True), Stage.FOLLOW_UP)[0] == 120
    for place in ("national", "anshan"):
        rules = duty_rules(of(place), type_id="fire", grade=None, sensitive=True)
        assert "national.sensitive" in [one.id for one in rules if one.timing.at_once]


@pytest.mark.req("R040")
def test_the_final_report_is_due_only_after_the_end_and_follow_ups_stop() -> None:
    assert not minutes(due("national", Grade.II, hours=48), Stage.FINAL)
    found = due("national", Grade.II, hours=48, ended_at=RECEIVED + timedelta(hours=5))
    assert minutes(found, Stage.FOLLOW_UP) == [120, 240]
    assert minutes(found, Stage.FINAL) == [29 * 60]
    assert found == tuple(sorted(found, key=lambda one: one.at))


@pytest.mark.req("R090")
def test_casualties_are_followed_for_thirty_or_seven_days() -> None:
    month = 24 * 40
    happened = datetime(2026, 11, 20, 23, 50, tzinfo=ZONE)
    for type_id, expected in (
        ("work_safety", "12-21 00:00"),
        ("road_traffic", "11-28 00:00"),
        ("fire", "11-28 00:00"),
    ):
        found = due("national", Grade.IV, type_id=type_id, hours=month, happened_at=happened)
        assert local_times(found, Stage.CASUALTY_UPDATE) == [expected]
    assert not local_times(due("national", Grade.I, type_id="railway", hours=month), Stage.CASUALTY_UPDATE)
    unknown_day = due("national", Grade.IV, type_id="fire", hours=month)
    assert local_times(unknown_day, Stage.CASUALTY_UPDATE) == ["11-29 00:00"]


def test_sectors_join_whatever_place_was_chosen_and_duties_of_others_start_no_clock() -> None:
    for profile in ("national", "henan"):
        health = due(profile, Grade.II, type_id="public_health")
        assert 120 in minutes(health, Stage.FIRST)
    rules = duty_rules(of("national"), type_id="public_health", grade=Grade.II, sensitive=False)
    assert {one.by for one in rules} >= {"县级政府", ""}
    assert not [one for one in due("national", Grade.II, type_id="animal_epidemic") if one.rule.by]
    flood = due("national", Grade.III, type_id="flood_drought", hours=50)
    assert minutes(flood, Stage.ZERO_REPORT) == [1440, 2880]


def test_the_next_follow_up_counts_from_the_report_that_went_out() -> None:
    def following(profile: str, grade: Grade, after: datetime) -> str:
        moment = next_follow_up(of(profile), type_id="railway", grade=grade, sensitive=False, after=after, zone=ZONE)
        assert moment is not None
        return f"{moment.astimezone(ZONE):%m-%d %H:%M}"

    sent = datetime(2026, 11, 21, 16, 20, tzinfo=ZONE)
    assert following("national", Grade.II, sent) == "11-21 18:20"
    assert following("henan", Grade.IV, sent) == "11-21 17:00"
    assert following("henan", Grade.IV, sent.replace(hour=17, minute=0)) == "11-22 08:00"
    assert next_follow_up(of("national"), type_id="fire", grade=None, sensitive=False, after=sent, zone=ZONE) is None


def test_a_naive_moment_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="naive"):
        duties(
            of("national"),
            type_id="fire",
            grade=Grade.I,
            sensitive=False,
            received_at=RECEIVED.replace(tzinfo=None),
            until=RECEIVED,
            zone=ZONE,
        )


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([one.id for one in shipped_deadlines().choices()]),
    st.sampled_from([*Grade, None]),
    st.booleans(),
    st.sampled_from(sorted(shipped_book().types)),
    st.integers(0, 6 * 365 * 24 * 60).map(lambda count: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=count)),
    st.integers(0, 72),
)
def test_every_moment_is_after_the_receipt_in_order_and_asked_for_once(
    place: str, grade: Grade | None, sensitive: bool, type_id: str, received: datetime, hours: int
) -> None:
    until = received + timedelta(hours=hours)
    asked = {"type_id": type_id, "grade": grade, "sensitive": sensitive, "received_at": received, "zone": ZONE}
    found = duties(of(place), until=until, **asked)  # type: ignore[arg-type]
    assert all(received < one.at <= until for one in found)
    assert list(found) == sorted(found, key=lambda one: one.at)
    assert len({(one.stage, one.at, one.rule.id) for one in found}) == len(found)
    longer = duties(of(place), until=until + timedelta(hours=5), **asked)  # type: ignore[arg-type]
    assert set(found) <= set(longer)
    if grade is not None:
        assert duties(of(place), until=received + timedelta(hours=24), **asked)  # type: ignore[arg-type]


@pytest.mark.req("R037")
def test_the_shipped_profiles_are_whole() -> None:
    book = shipped_deadlines()
    assert (book.version, book.default, len(book.profiles)) == (1, "national", 22)
    assert {one.warn_before for one in book.choices()} == {10}
    assert {f"{one.daily_report.at:%H:%M}" for one in book.choices() if one.daily_report} == {"16:30"}
    assert [one.kind for one in book.lateness] == list(Lateness)
    assert book.profiles["inner_mongolia"].reach[Grade.III] == "自治区"
    assert all(rule.source.title for one in book.profiles.values() for rule in one.rules)
    kept = json.loads(json.dumps(dict(shipped_deadline_tree()), ensure_ascii=False))
    assert read_deadlines(kept, shipped_book()) == book


def _rule(tree: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = tree["profiles"]["henan"]["rules"][0]
    return found


@pytest.mark.req("R037")
@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda tree: _rule(tree).update(within=0), "henan.phone"),
        (lambda tree: _rule(tree).update(within=True), "henan.phone"),
        (lambda tree: _rule(tree).update(within="15"), "henan.phone"),
        (lambda tree: _rule(tree).update(within=15.5), "henan.phone"),
        (lambda tree: _rule(tree).update(every=1), "henan.phone"),
        (lambda tree: _rule(tree).pop("within"), "henan.phone"),
        (lambda tree: _rule(tree).update(stage="later"), "henan.phone"),
        (lambda tree: _rule(tree).update(grades=["V"]), "henan.phone"),
        (lambda tree: _rule(tree).update(types=["meteor"]), "henan.phone"),
        (lambda tree: _rule(tree).update(minutes=15), "henan"),
        (lambda tree: _rule(tree).update(id="written"), "henan.written"),
        (lambda tree: tree["profiles"]["henan"]["rules"][4].update(at=["8:00"]), "henan.follow_up_4"),
        (lambda tree: tree["profiles"]["henan"]["rules"][4].update(at=[]), "henan.follow_up_4"),
        (lambda tree: tree["profiles"]["henan"].update(based_on="henan"), "henan"),
        (lambda tree: tree["profiles"]["henan"].update(law="nobody"), "henan"),
        (lambda tree: tree.update(default="decree_493"), "deadlines.default"),
        (lambda tree: tree.update(version=0), "deadlines"),
    ],
)
def test_a_faulty_deadline_is_named(change: Callable[[dict[str, Any]], object], place: str) -> None:
    tree = copy.deepcopy(dict(shipped_deadline_tree()))
    change(tree)
    with pytest.raises(FaultyBook) as faulty:
        read_deadlines(tree, shipped_book())
    assert faulty.value.faults[0].place == place
    assert sentence(faulty.value.faults[0].error).startswith(place)


@pytest.mark.parametrize("tree", [None, [], {}, {"version": 1, "profiles": {"x": None}}], ids=str)
def test_what_is_no_book_of_deadlines_is_refused(tree: object) -> None:
    with pytest.raises(FaultyBook):
        read_deadlines(tree, shipped_book())
