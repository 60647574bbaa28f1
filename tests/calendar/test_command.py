from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
import yaml

from dutyroom.calendar.command import run
from dutyroom.calendar.model import ArrangementStatus, DayType, LeadRole, Shift, YearArrangement
from dutyroom.calendar.rules import Calendar
from dutyroom.paths import resource
from dutyroom.texts import term


def _ask(*arguments: str, calendar: Calendar | None = None) -> tuple[int, str]:
    out = io.StringIO()
    status = run(list(arguments), out, calendar=calendar)
    return status, out.getvalue()


def _json(*arguments: str) -> dict[str, Any]:
    status, words = _ask(*arguments, "--json")
    assert status == 0
    answer = json.loads(words)
    assert isinstance(answer, dict)
    return answer


@pytest.mark.req("R066", "R080")
def test_a_make_up_saturday_is_answered_in_full() -> None:
    answer = _json("2026-02-14")
    assert answer.pop("sentence").endswith("。")
    assert answer == {
        "date": "2026-02-14",
        "weekday": 6,
        "day_type": "make_up_workday",
        "status": "official",
        "holiday": {"id": "spring_festival", "name": "春节"},
        "lunar": "腊月廿七",
        "solar_term": None,
        "shifts": [
            {"shift": "day", "start": "2026-02-14T08:00:00+08:00", "end": "2026-02-14T17:30:00+08:00"},
            {"shift": "night", "start": "2026-02-14T17:30:00+08:00", "end": "2026-02-15T08:00:00+08:00"},
        ],
        "leads": ["head_of_duty_room"],
    }


@pytest.mark.req("R067")
def test_a_day_of_spring_festival_is_led_by_the_secretary_general_in_turn_with_others() -> None:
    answer = _json("2026-02-17")
    assert answer["day_type"] == "statutory_holiday"
    assert answer["leads"] == ["secretary_general", "deputy_secretary_general", "office_leader"]


def test_an_ordinary_day_has_no_holiday() -> None:
    answer = _json("2026-11-20")
    assert (answer["day_type"], answer["holiday"], answer["weekday"]) == ("workday", None, 5)


@pytest.mark.req("R073")
def test_a_day_of_2027_says_unpublished() -> None:
    answer = _json("2027-02-04")
    assert (answer["status"], answer["day_type"]) == ("unpublished", "workday")
    assert answer["solar_term"] == "立春"
    status, words = _ask("2027-02-04")
    assert status == 0
    assert "2027年的放假调休安排未公布" in words.splitlines()[-1]


def test_the_plain_answer_is_chinese_and_ends_with_a_sentence() -> None:
    status, words = _ask("2026-10-01")
    assert status == 0
    assert words.splitlines() == [
        "2026年10月1日 周四 农历八月廿一",
        "日子：法定节假日（国庆节）",
        "白班：08:00—17:30",
        "夜班：17:30—次日08:00",
        "带班：秘书长、副秘书长、办公厅其他领导轮流",
        "2026年10月1日是法定节假日（国庆节），带班由秘书长、副秘书长、办公厅其他领导轮流负责。",
    ]


def test_a_provisional_year_is_called_so() -> None:
    calendar = Calendar([YearArrangement(2027, ArrangementStatus.PROVISIONAL, ())])
    status, words = _ask("2027-03-01", calendar=calendar)
    assert status == 0
    assert "暂定" in words.splitlines()[-1]


def test_a_year_outside_the_calendar_is_refused_with_a_sentence() -> None:
    status, words = _ask("1999-05-01")
    assert status == 1
    assert "1999" in words
    assert words.strip().endswith("。")
    status, words = _ask("1999-05-01", "--json")
    assert status == 1
    assert json.loads(words)["error"] == "calendar.year_unknown"


@pytest.mark.parametrize(
    "arguments",
    [(), ("2026-02-30",), ("2026-2-3",), ("20260203",), ("明天",), ("2026-02-03", "2026-02-04"), ("--when",)],
)
def test_wrong_use_is_told_in_a_sentence(arguments: tuple[str, ...]) -> None:
    status, words = _ask(*arguments)
    assert status == 2
    assert words.strip().endswith("。")
    status, words = _ask(*arguments, "--json")
    assert status == 2
    assert json.loads(words)["sentence"].endswith("。")


def test_help_shows_how_to_ask() -> None:
    status, words = _ask("--help")
    assert (status, "用法" in words) == (0, True)


@pytest.mark.parametrize(
    ("kind", "values"),
    [("day_type", DayType), ("shift", Shift), ("lead_role", LeadRole), ("arrangement_status", ArrangementStatus)],
)
def test_every_word_of_the_calendar_has_its_label(kind: str, values: type[DayType]) -> None:
    for value in values:
        assert term(kind, value.value, "zh_CN")
        assert term(kind, value.value, "en")


def test_every_refusal_of_the_calendar_has_its_sentence() -> None:
    sentences = yaml.safe_load(resource("errors.yaml").read_text("utf-8")) or {}
    package = resource("").parent / "dutyroom" / "calendar"
    code = "\n".join(path.read_text("utf-8") for path in package.glob("*.py"))
    used = set(re.findall(r'"(calendar\.[a-z_]+)"', code))
    assert len(used) > 15
    assert used <= sentences.keys()
