"""Search: answers as one types, only the newest counts, hits marked, Enter opens what one has just looked for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLabel

from dutyroom.log.model import Caller, EntryKind, Field, NewEntry, Urgency
from tests.factories import UNIT_NAME
from tests.ui.desk.sitting import Desk, Key, many
from ui.log.search_page import SearchPageView
from ui.widgets.two_lines import LINES_ROLE, TwoLines


def search(desk: Desk, words: str) -> SearchPageView:
    """Press F3, type, and wait for the answer."""
    desk.press(Key.Key_F3)
    page = desk.window.pages.search
    page.field.clear()
    desk.say(words)
    desk.qtbot.waitUntil(lambda: page.field._asked == words, timeout=1000)
    desk.settle()
    return page


def lines(page: SearchPageView) -> list[TwoLines]:
    return [page.model.index(row).data(LINES_ROLE) for row in range(page.model.rowCount())]


def marked(text: str, hits: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start : start + length] for start, length in hits]


def seen(page: SearchPageView) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


@pytest.mark.req("R014")
def test_f3_puts_the_cursor_there_and_hits_come_as_one_types(desk: Desk) -> None:
    desk.log(subject="燃气泄漏", content="东湖区金桥路燃气管道被挖断，燃气公司已到场")
    desk.log(subject="停电", content="西岭县停电")
    page = search(desk, "燃气")
    assert desk.focus() is page.field
    (hit,) = lines(page)
    assert "燃气泄漏" in hit.title
    assert marked(hit.title, hit.hits) == ["燃气"]
    assert marked(hit.secondary, hit.secondary_hits) == ["燃气", "燃气"]
    assert "1 entries" in " ".join(seen(page)) or "1 entry" in " ".join(seen(page))


def test_one_character_initials_numbers_names_and_several_words_find_it(desk: Desk) -> None:
    desk.log(subject="燃气泄漏", content="金桥路燃气管道被挖断", unit_name=UNIT_NAME)
    desk.log(subject="停电", content="西岭县停电", unit_name="西岭县", caller=Caller())
    for words in ("气", "dhqyj", "2026-0001", "8000123", "李明远", "金桥 燃气"):
        page = search(desk, words)
        found = [page.model.hit(row).matter.subject for row in range(page.model.rowCount())]  # type: ignore[union-attr]
        assert found == ["燃气泄漏"], words


def test_a_hit_far_back_in_a_long_text_is_in_sight(desk: Desk) -> None:
    desk.log(content="很长的前文，" * 60 + "关键词在这里" + "，后文" * 40, subject="长文")
    (hit,) = lines(search(desk, "关键词"))
    assert marked(hit.secondary, hit.secondary_hits) == ["关键词"]
    assert hit.secondary.index("关键词") < 50


def test_only_the_answer_to_the_newest_words_is_shown(desk: Desk) -> None:
    desk.log(subject="燃气泄漏", content="燃气")
    desk.log(subject="停电", content="停电")
    desk.press(Key.Key_F3)
    page = desk.window.pages.search
    page.search("燃气")
    page.search("停电")
    desk.settle()
    assert page.model.query == "停电"
    assert ["停电" in hit.title for hit in lines(page)] == [True]


def test_an_answer_that_comes_after_the_field_was_emptied_is_not_shown(desk: Desk) -> None:
    desk.log(subject="燃气泄漏", content="燃气")
    desk.press(Key.Key_F3)
    page = desk.window.pages.search
    page.search("燃气")
    page.search("")
    desk.settle()
    assert not page.list.isVisible()
    assert any("one character is enough" in text for text in seen(page))


def test_enter_right_after_typing_opens_what_was_typed_and_not_what_was_shown_before(desk: Desk) -> None:
    desk.log(subject="燃气泄漏", content="燃气")
    desk.log(subject="停电", content="停电")
    page = search(desk, "燃气")
    page.field.selectAll()
    desk.say("停电")
    desk.press(Key.Key_Return)
    desk.settle()
    shown = desk.page.file()
    assert shown is None or shown.matter.subject == "停电"
    if shown is None:
        desk.press(Key.Key_Return)
        shown = desk.page.file()
    assert shown is not None
    assert shown.matter.subject == "停电"


def test_arrow_and_enter_open_another_hit_and_esc_comes_back_to_the_list(desk: Desk) -> None:
    for number in range(3):
        desk.log(subject=f"燃气{number}", content="燃气")
    page = search(desk, "燃气")
    page.list.setFocus()
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    shown = desk.page.file()
    assert shown is not None
    assert shown.matter.subject == "燃气1"
    desk.press(Key.Key_Escape)
    assert desk.window.pages.current() is page
    assert page.model.rowCount() == 3
    assert page.field.text() == "燃气"


def test_the_arrow_key_goes_from_the_field_into_the_hits(desk: Desk) -> None:
    for number in range(2):
        desk.log(subject=f"燃气{number}", content="燃气")
    page = search(desk, "燃气")
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    shown = desk.page.file()
    assert shown is not None
    assert shown.matter.subject == "燃气0"
    assert page.field.text() == "燃气"


def test_esc_empties_the_field_first_and_then_leaves_the_page(desk: Desk) -> None:
    desk.log(subject="燃气泄漏", content="燃气")
    page = search(desk, "燃气")
    desk.press(Key.Key_Escape)
    assert page.field.text() == ""
    assert desk.window.pages.current() is page
    assert not page.list.isVisible()
    desk.press(Key.Key_Escape)
    assert desk.window.pages.current() is desk.window.pages.desk


def test_nothing_found_says_what_to_try(desk: Desk) -> None:
    desk.log()
    page = search(desk, "没有这样的词")
    assert any("Try fewer characters" in text for text in seen(page))


def test_the_list_of_hits_grows_to_its_end_and_says_how_many(desk: Desk) -> None:
    many(desk.house, desk.session, desk.clock, 120, content="燃气", caller=Caller())
    page = search(desk, "燃气")
    assert page.model.rowCount() == 50
    assert "50 entries and more" in seen(page)
    while page.model.canFetchMore(QModelIndex()):
        page.model.fetchMore(QModelIndex())
        desk.settle()
    rows = [page.model.hit(row).entry.seq for row in range(page.model.rowCount())]  # type: ignore[union-attr]
    assert len(rows) == len(set(rows)) == 120
    assert rows == sorted(rows, reverse=True)
    assert "120 entries" in seen(page)


def test_scrolling_on_while_other_words_are_under_way_spoils_nothing(desk: Desk) -> None:
    many(desk.house, desk.session, desk.clock, 60, content="停电", subject="停电")
    many(desk.house, desk.session, desk.clock, 60, content="燃气", subject="燃气")
    page = search(desk, "燃气")
    page.search("停电")
    page.model.fetchMore(QModelIndex())
    desk.settle()
    while page.model.canFetchMore(QModelIndex()):
        page.model.fetchMore(QModelIndex())
        desk.settle()
    assert page.model.rowCount() == 60
    assert {page.model.hit(row).matter.subject for row in range(60)} == {"停电"}  # type: ignore[union-attr]


def test_coming_back_to_the_same_words_shows_how_it_stands_now(desk: Desk) -> None:
    file = desk.log(subject="燃气泄漏", content="燃气")
    page = search(desk, "燃气")
    assert lines(page)[0].right_secondary == "Open"
    desk.press(Key.Key_Return)
    desk.house.log.close(desk.session, file.matter.id, "燃气已关阀")
    desk.settle()
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_F3)
    assert page.field.text() == "燃气"
    assert {line.right_secondary for line in lines(page)} == {"Closed"}


def test_what_is_found_reads_in_words_and_in_the_rooms_time(desk: Desk) -> None:
    file = desk.log(subject="燃气泄漏", content="燃气")
    desk.house.log.set_due(desk.session, file.matter.id, desk.clock.now() + timedelta(hours=2))
    desk.house.log.correct_field(desk.session, file.matter.id, Field.URGENCY, Urgency.FLASH.value, "领导要求")
    desk.house.log.add_entry(desk.session, file.matter.id, NewEntry(EntryKind.TOLD, "2026 flash"))
    for words in ("2026", "flash"):
        for line in lines(search(desk, words)):
            assert "T14:38" not in line.secondary, "a raw moment in UTC"
            assert "+00:00" not in line.secondary
            assert not line.secondary.endswith("  flash"), "a raw value instead of its word"


def test_searching_needs_no_mouse_and_no_letter_is_lost_while_it_answers(desk: Desk) -> None:
    desk.log(subject="abc", content="abcdef")
    desk.press(Key.Key_F3)
    desk.write("abcdef")
    page = desk.window.pages.search
    assert page.field.text() == "abcdef"
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return)
    shown = desk.page.file()
    assert shown is not None
