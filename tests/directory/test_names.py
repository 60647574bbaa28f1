from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyroom.directory.names import fold, tidy, tidy_lines


def test_a_name_spread_out_in_a_printed_list_is_kept_without_its_gaps() -> None:
    assert tidy("  王　　测 ") == "王测"
    assert tidy("John  Smith") == "John Smith"


def test_control_characters_and_invisible_marks_are_dropped() -> None:
    assert tidy("市\x00应\u200b急\ufeff局\x07") == "市应急局"
    assert tidy("云岭市_x000D_\r\n应急局") == "云岭市应急局"


def test_a_portfolio_keeps_its_lines() -> None:
    assert tidy_lines(" 应急管理 \r\n\r\n 安全生产\x00 ") == "应急管理\n安全生产"


def test_rare_characters_of_names_stay_whether_this_python_knows_them_or_not() -> None:
    rare = "𠮷\U00031350\ue815"  # beyond the basic plane, newer than the tables, private use of older systems
    assert tidy(rare) == rare
    assert fold(rare) == rare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市应急局", "市 应急　局"),
        ("５Ｇ办", "5g办"),
        ("东湖区(本级)", "东湖区（本级）"),
        ("⽂旅局", "文旅局"),
        ("葛\U000e0100", "葛"),
    ],
)
def test_two_ways_of_writing_one_name_are_equal_when_folded(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert not any(character in "\n\r\t\x00" for character in tidy(text))
    assert fold(fold(text)) == fold(text)
