"""What may be written, how long, when; how a subject is made of a content; where a hit stands."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dutyroom.clock import SetClock, as_utc
from dutyroom.errors import Refused
from dutyroom.log.model import Caller, Category, Handling, MatterFile, Urgency
from dutyroom.log.rules import (
    AHEAD,
    BEHIND,
    NAME_LIMIT,
    SUBJECT_LIMIT,
    TEXT_LIMIT,
    URGENCY_ORDER,
    USUAL,
    check_slip,
    check_times,
    clean,
    clean_line,
    derive_subject,
    hit_spans,
    matter_number,
)
from tests.factories import EVENING, a_slip, wide

CLOCK = SetClock(EVENING)
NOW = CLOCK.now()
WORDS = st.text(alphabet="台风雨𠮷㛃abAB1Ａ，。 🚒\n", max_size=30)


def refusal(**changes: object) -> Refused:
    with pytest.raises(Refused) as told:
        check_slip(a_slip(CLOCK, **changes), NOW)
    return told.value


@given(st.text())
def test_cleaned_text_has_no_control_characters_and_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    assert all(c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") for c in cleaned)
    assert clean(cleaned) == cleaned
    assert "\n" not in clean_line(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  东湖区\r\n来电\r到场  ", "东湖区\n来电\n到场"),
        ("一行\u2028二行\u2029三行", "一行\n二行\n三行"),
        ("a\0b\x07c\x1bd\x7fe\x85f", "abcdef"),
        ("abc\u202edcba\u202c\u2066x\u2069", "abcdcbax"),
        ("\ufeff带标记的粘贴", "带标记的粘贴"),
        ("坏半个\ud83d字", "坏半个字"),
        ("列一\t列二", "列一\t列二"),
        ("𠮷㛃𬀩🚒👩‍🚒é", "𠮷㛃𬀩🚒👩‍🚒é"),
        ("\x00\x01\x02", ""),
    ],
)
def test_what_is_typed_is_kept_but_for_what_no_keyboard_types(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_a_line_is_one_line() -> None:
    assert clean_line(" 东湖区\n\t应急\r\n管理局　值班室 ") == "东湖区 应急 管理局 值班室"


@pytest.mark.parametrize(
    ("content", "subject"),
    [
        ("东湖区停电。正在抢修。", "东湖区停电"),
        ("东湖区停电！现场有人被困", "东湖区停电"),
        ("停电\n第二行", "停电"),
        ("甲" * 60, "甲" * 39 + "…"),
        ("甲" * 40, "甲" * 40),
        ("！！！东湖区停电", "东湖区停电"),
        ("。。。停电；抢修", "停电"),
        ("？？", "？？"),
        ("", ""),
    ],
)
def test_a_subject_is_made_of_the_first_sentence(content: str, subject: str) -> None:
    assert derive_subject(content) == subject


@given(st.text(min_size=1))
@example("！")
@example("。停电")
def test_any_content_with_words_has_a_subject_that_fits(content: str) -> None:
    subject = derive_subject(clean(content))
    assert bool(subject) == bool(clean(content))
    assert len(subject) <= 40
    assert "\n" not in subject


def test_a_slip_without_any_words_is_refused() -> None:
    assert refusal(subject=" \n", content="\0 ").code == "log.nothing_written"


@pytest.mark.req("R245")
def test_a_subject_alone_is_enough_to_log_a_sudden_event() -> None:
    checked = check_slip(a_slip(CLOCK, subject="滨河街起火", content="", caller=Caller(), unit_name=""), NOW)
    assert (checked.subject, checked.content) == ("滨河街起火", "")


@pytest.mark.parametrize(
    ("field", "limit"),
    [
        ("subject", SUBJECT_LIMIT),
        ("content", TEXT_LIMIT),
        ("done", TEXT_LIMIT),
        ("result", TEXT_LIMIT),
        ("unit", NAME_LIMIT),
    ],
)
def test_a_text_at_its_limit_passes_and_one_more_is_refused_with_both_lengths(field: str, limit: int) -> None:
    name = "unit_name" if field == "unit" else field
    at_limit = check_slip(a_slip(CLOCK, **{name: "字" * limit}), NOW)
    assert getattr(at_limit, name) == "字" * limit
    error = refusal(**{name: "字" * (limit + 1)})
    assert (error.code, error.params) == ("log.too_long", {"field": field, "length": limit + 1, "limit": limit})


def test_a_rare_character_counts_as_one() -> None:
    assert check_slip(a_slip(CLOCK, subject="𠮷" * SUBJECT_LIMIT), NOW).subject == "𠮷" * SUBJECT_LIMIT


def test_a_caller_too_long_to_be_one_is_refused() -> None:
    caller = Caller(name="甲" * 60, post="乙" * 40, phone="9" * 21)
    assert refusal(caller=caller).params["field"] == "person"
    check_slip(a_slip(CLOCK, caller=replace(caller, phone="9" * 20)), NOW)


@pytest.mark.parametrize(
    ("received", "happened", "code"),
    [
        (timedelta(0), None, ""),
        (AHEAD, None, ""),
        (AHEAD + timedelta(microseconds=1), None, "log.received_in_future"),
        (-BEHIND, None, ""),
        (-BEHIND - timedelta(microseconds=1), None, "log.received_too_long_ago"),
        (-timedelta(hours=3), -timedelta(hours=4), ""),
        (-timedelta(hours=3), -timedelta(hours=3) + AHEAD, ""),
        (-timedelta(hours=3), -timedelta(hours=3) + AHEAD + timedelta(microseconds=1), "log.happened_after_received"),
        (-timedelta(hours=3), -timedelta(days=4000), ""),
    ],
)
def test_things_happen_before_they_are_received_and_are_received_before_now(
    received: timedelta, happened: timedelta | None, code: str
) -> None:
    times = (NOW + received, None if happened is None else NOW + happened)
    if not code:
        check_times(*times, NOW)
        return
    with pytest.raises(Refused) as told:
        check_times(*times, NOW)
    assert told.value.code == code


def test_a_due_time_before_the_call_is_refused() -> None:
    assert refusal(due_at=NOW - timedelta(seconds=1)).code == "log.due_before_received"
    assert check_slip(a_slip(CLOCK, due_at=NOW), NOW).due_at == NOW


@pytest.mark.req("R217")
def test_every_category_has_a_usual_urgency_and_one_of_the_three_levels() -> None:
    assert set(USUAL) == set(Category)
    assert {handling for _urgency, handling in USUAL.values()} == set(Handling)


@pytest.mark.req("R245")
def test_an_emergency_is_at_once_and_reported() -> None:
    assert USUAL[Category.EMERGENCY] == (Urgency.IMMEDIATE, Handling.HANDLE_THEN_REPORT)


def test_the_order_of_urgency_is_flash_immediate_urgent_routine() -> None:
    assert sorted(Urgency, key=URGENCY_ORDER.__getitem__) == [
        Urgency.FLASH,
        Urgency.IMMEDIATE,
        Urgency.URGENT,
        Urgency.ROUTINE,
    ]


def test_a_number_is_read_as_year_and_place_and_grows_beyond_four_digits() -> None:
    assert [matter_number(2026, n) for n in (1, 417, 9999, 10000)] == [
        "2026-0001",
        "2026-0417",
        "2026-9999",
        "2026-10000",
    ]


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("青云路货车侧翻，货车起火", "货车", ["货车", "货车"]),
        (f"电话{wide('0999-8000001')}", "8000001", [wide("8000001")]),
        ("ABC大厦abc", "Abc", ["ABC", "abc"]),
        ("面积50㎡", "m2", ["㎡"]),
        ("第㈢号", "三", ["㈢"]),
        ("王𠮷来电", "𠮷", ["𠮷"]),
        ("台台台", "台台", ["台台"]),
        ("东湖区，西岭县", "西岭 东湖", ["东湖", "西岭"]),
        ("货车", "侧翻", []),
        ("", "货车", []),
        ("货车", "", []),
        ("货车", "，。", []),
    ],
)
def test_the_hit_is_marked_where_it_stands(text: str, query: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in hit_spans(text, query)] == marked


@given(text=WORDS, data=st.data())
def test_marks_lie_within_the_text_apart_and_in_order(text: str, data: st.DataObject) -> None:
    query = data.draw(st.sampled_from([text[:3], text[2:5], "台风", "a", "雨 b"]))
    spans = hit_spans(text, query)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))
    if query and query in text and any(c.isalnum() for c in query):
        assert spans


def test_a_long_text_with_thousands_of_hits_marks_a_few() -> None:
    assert len(hit_spans("车，" * 5000, "车")) == 20


def test_the_words_of_an_entry_stand_as_last_corrected() -> None:
    from dutyroom.log.model import Entry, EntryKind, Matter

    def entry(entry_id: str, kind: EntryKind, text: str, corrects: str = "", new: str = "") -> Entry:
        return Entry(entry_id, 1, "m", kind, text, None, NOW, NOW, "a", "陈予", "w", corrects, None, "", new)

    first = entry("1", EntryKind.HEARD, "一人受伤")
    steps = (
        first,
        entry("2", EntryKind.CORRECTED, "", "1", "两人受伤"),
        entry("3", EntryKind.CORRECTED, "", "1", "三人受伤"),
    )
    matter: Matter = None  # type: ignore[assignment] # not looked at here
    file = MatterFile(matter, steps)
    assert file.standing_text(first) == "三人受伤"
    assert file.corrected_by(first) is steps[2]
    assert file.corrected_by(steps[1]) is None
    assert as_utc(NOW) == NOW
