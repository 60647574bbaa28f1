"""What may stand on paper, and how it is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyroom.documents.characters import balanced, legible, pieces, widest_token, width_of


@pytest.mark.parametrize("words", ["𠮷田", "㛃", "来电人发来🚒", "ᠮᠣᠩᠭᠣᠯ", "ئۇيغۇر", "①㎡℃"])
def test_rare_characters_stay_as_they_are(words: str) -> None:
    assert legible(words) == words


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\x7f", "\ud800", "\ufffe", "\uffff", "\u202e"])
def test_a_character_no_file_may_hold_is_replaced_in_sight(bad: str) -> None:
    assert legible(f"南川{bad}县") == "南川\ufffd县"


def test_line_ends_of_every_system_are_one_line_end() -> None:
    assert legible("一\r\n二\r三\u2028四\x0b五") == "一\n二\n三\n四\n五"


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_whatever_was_typed_can_be_written_as_xml_and_utf_8(words: str) -> None:
    clean = legible(words)
    clean.encode("utf-8")
    assert legible(clean) == clean
    assert all(char in "\n" or char >= " " for char in clean)


@given(st.text(), st.floats(1, 40), st.integers(1, 30), st.integers(4, 200))
def test_pieces_of_a_long_text_join_up_to_the_whole(words: str, room: float, lines: int, units: int) -> None:
    cuts = list(pieces(words, room=room, lines=lines, units=units))
    assert "".join(words[start:end] for start, end in cuts) == words
    assert [start for start, _ in cuts[1:]] == [end for _, end in cuts[:-1]]


def test_a_cut_never_parts_a_mark_from_its_character() -> None:
    words = "e\u0301" * 50
    cuts = list(pieces(words, room=10, lines=1, units=7))
    assert len(cuts) > 1
    assert all(words[start] == "e" for start, _ in cuts)


def test_a_long_title_parts_in_even_lines_and_keeps_brackets_and_numbers_whole() -> None:
    first, second = balanced("关于南川县县道X203线山体滑坡的报告（初报）", 20).split("\n")
    assert abs(width_of(first) - width_of(second)) < 4
    assert "X203" in first + "|" + second
    assert second.endswith("（初报）")


def test_a_title_of_a_column_parts_into_two_words_of_two() -> None:
    assert balanced("接报时间", 3) == "接报\n时间"
    assert balanced("登记人", 2) == "登记\n人"


def test_a_title_with_line_ends_of_its_own_is_left_alone() -> None:
    words = "云岭市人民政府办公室\n关于加强汛期值班工作的通知"
    assert balanced(words, 5) == words


def test_a_number_asks_for_the_room_it_needs() -> None:
    assert widest_token("编号2026-0417，电话0999-8000001。") == pytest.approx(12 * 0.6)
    assert widest_token("没有数字") == 0
