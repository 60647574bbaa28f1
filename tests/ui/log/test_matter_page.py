"""The page of one matter: its facts and steps as they were written, its keys by what is possible, news from others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from dutyroom.log.model import EntryKind, Handling, NewEntry, Urgency
from tests.factories import CALLER, CONTENT, SUBJECT, UNIT_NAME, a_classified_slip, an_officer
from tests.ui.desk.sitting import CTRL, Desk, Key
from ui.actions import SPECS, Act, Where
from ui.log.matter_page import MatterPage
from ui.theme import Tone

KEYS = {act: spec.key for act, spec in SPECS.items() if spec.where is Where.MATTER}


def texts(page: MatterPage) -> list[str]:
    """Return what can be read on the page."""
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


def possible(page: MatterPage) -> set[str]:
    """Return the keys whose buttons can be seen and pressed."""
    return {
        KEYS[act]
        for act in KEYS
        for button in page.findChildren(QPushButton)
        if button.isVisible() and button.isEnabled() and button.text().endswith(f" {KEYS[act]}")
    }


@pytest.mark.req("R020", "R069")
def test_the_page_says_what_came_when_from_whom_and_who_wrote_it(desk: Desk) -> None:
    page = desk.look_at(desk.log(happened_at=desk.clock.now() - timedelta(minutes=20)))
    shown = texts(page)
    for expected in ("2026-0001", SUBJECT, UNIT_NAME, f"{CALLER.name} {CALLER.post}", CALLER.phone, CONTENT, "陈予"):
        assert expected in shown, expected
    assert "2026-11-21 20:38" in shown
    assert any("2026-11-21 20:18" in text for text in shown)


def test_what_can_be_done_follows_from_the_state(desk: Desk) -> None:
    file = desk.log()
    page = desk.look_at(file)
    assert possible(page) == {"N", "H", "D", "C", "E", "F", "W", "M", "I", "Z"}
    desk.at_another_seat(lambda: desk.house.log.close(desk.session, file.matter.id, "已办"))
    assert possible(page) == {"N", "U", "E", "F", "W", "I", "Z"}
    desk.at_another_seat(lambda: desk.house.log.withdraw(desk.session, file.matter.id, "重复"))
    assert possible(page) == {"U"}
    assert not page.step.isVisible()


@pytest.mark.req("R087", "R165")
def test_of_a_classified_item_only_the_movement_can_be_noted(desk: Desk) -> None:
    file = desk.house.log.open_matter(desk.session, a_classified_slip(desk.clock))
    page = desk.look_at(file)
    assert possible(page) == {"H", "D", "C", "W"}
    assert not page.step.isVisible()
    assert "云岭市保密局" in texts(page)
    desk.press(Key.Key_H)
    desk.say("机要室 何姗")
    desk.save()
    assert desk.file(file.matter.id).entries[-1].kind is EntryKind.MOVED
    assert any("机要室 何姗" in text for text in texts(page))


def test_each_key_opens_its_dialog_and_esc_takes_it_away(desk: Desk) -> None:
    desk.look_at(desk.log())
    others = (Act.ADD_STEP, Act.REOPEN, Act.MAKE_EVENT, Act.MAKE_INSTRUCTION)
    titles = set()
    for act in KEYS:
        if act not in others:
            desk.press(Qt.Key(ord(KEYS[act])))
            titles.add(desk.dialog().windowTitle())
            desk.press(Key.Key_Escape)
            assert desk.dialogs() == []
    assert len(titles) == len(KEYS) - len(others)
    desk.press(Qt.Key(ord(KEYS[Act.REOPEN])))
    assert desk.dialogs() == [], "an open matter is not taken up again"


@pytest.mark.req("R194")
def test_corrected_words_stay_struck_through_whatever_signs_they_hold(desk: Desk) -> None:
    file = desk.log(content="水位<3米 & 上涨\n第二行")
    first = file.entries[0].id
    desk.house.log.correct_entry(desk.session, file.matter.id, first, "水位<5米")
    page = desk.look_at(file)
    shown = page.rows()[0]._text
    assert shown.text() == "<s>水位&lt;3米 &amp; 上涨<br>第二行</s><br>水位&lt;5米"
    assert "水位<5米" in page.rows()[0].text(), "what is copied says what holds"


def test_the_words_of_the_record_are_shown_letter_by_letter(desk: Desk) -> None:
    file = desk.log(
        subject="<b>急</b> 通知",
        unit_name="<i>某局</i>",
        content="<h1>大字</h1>",
        caller=type(CALLER)(name="<u>李</u>"),
    )
    desk.house.log.close(desk.session, file.matter.id, "<b>已办</b>")
    page = desk.look_at(file)
    rendered = [
        label.text()
        for label in page.findChildren(QLabel)
        if label.isVisible() and "<" in label.text() and label.textFormat() != Qt.TextFormat.PlainText
    ]
    assert rendered == []


def test_a_withdrawn_matter_is_struck_through_as_the_dialog_promises(desk: Desk) -> None:
    file = desk.log()
    desk.house.log.withdraw(desk.session, file.matter.id, "重复登记")
    page = desk.look_at(file)
    subject = next(label for label in page.findChildren(QLabel) if SUBJECT in label.text())
    assert subject.font().strikeOut() or "<s>" in subject.text()


def test_another_seats_step_appears_by_itself(desk: Desk) -> None:
    file = desk.log()
    page = desk.look_at(file)
    desk.at_another_seat(
        lambda: desk.house.log.add_entry(desk.session, file.matter.id, NewEntry(EntryKind.TOLD, "别的座席写的"))
    )
    assert page.rows()[-1].text() == "别的座席写的"


def test_news_do_not_disturb_what_is_being_typed(desk: Desk) -> None:
    file = desk.log()
    page = desk.look_at(file)
    desk.press(Key.Key_N)
    desk.say("写到一半")
    desk.at_another_seat(
        lambda: desk.house.log.add_entry(desk.session, file.matter.id, NewEntry(EntryKind.TOLD, "别的座席写的"))
    )
    assert page.step.words.toPlainText() == "写到一半"
    assert desk.focus() is page.step.words


def test_news_leave_the_keyboard_on_the_page(desk: Desk) -> None:
    file = desk.log()
    page = desk.look_at(file)
    page.rows()[0].setFocus()
    desk.at_another_seat(
        lambda: desk.house.log.add_entry(desk.session, file.matter.id, NewEntry(EntryKind.TOLD, "别的座席写的"))
    )
    desk.press(Key.Key_D)
    assert desk.dialog().due.isVisible()


def test_the_marked_entry_is_the_one_that_e_corrects(desk: Desk) -> None:
    file = desk.log()
    for words in ("第一步", "第二步"):
        desk.house.log.add_entry(desk.session, file.matter.id, NewEntry(EntryKind.TOLD, words))
    page = desk.look_at(file)
    page.rows()[1].setFocus()
    desk.press(Key.Key_E)
    assert desk.dialog().words.toPlainText() == "第一步"


def test_an_entry_that_follows_from_an_act_is_not_swapped_for_another_to_correct(desk: Desk) -> None:
    file = desk.log()
    desk.house.log.set_due(desk.session, file.matter.id, desk.clock.now() + timedelta(hours=1))
    page = desk.look_at(file)
    page.rows()[1].setFocus()
    desk.press(Key.Key_E)
    assert desk.dialogs() == []
    assert "not corrected" in page.message.text()


@pytest.mark.parametrize("hidden_by", ["lock", "preview"])
def test_a_page_that_was_hidden_meanwhile_is_up_to_date_when_it_is_seen_again(desk: Desk, hidden_by: str) -> None:
    file = desk.log()
    page = desk.look_at(file)
    if hidden_by == "lock":
        desk.window.lock()
    else:
        desk.press(Key.Key_P, CTRL)
    desk.settle()
    assert not page.isVisible()
    desk.at_another_seat(lambda: desk.house.log.close(desk.session, file.matter.id, "别处办结"))
    if hidden_by == "lock":
        desk.window.locking.page.unlocked.emit()  # type: ignore[union-attr]
    else:
        desk.press(Key.Key_Escape)
    desk.settle()
    assert page.isVisible()
    assert any("别处办结" in text for text in texts(page))


def test_ctrl_c_copies_head_and_steps_as_text(desk: Desk) -> None:
    file = desk.log()
    desk.house.log.add_entry(desk.session, file.matter.id, NewEntry(EntryKind.TOLD, "已报告"))
    desk.look_at(file)
    QGuiApplication.clipboard().clear()
    desk.press(Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[0] == f"2026-0001 {SUBJECT}"
    assert f"2026-11-21 20:38\tHeard\t{CONTENT}\t陈予" in copied
    assert "\tTold\t已报告\t陈予" in copied


def test_the_state_turns_when_the_due_time_passes(desk: Desk) -> None:
    file = desk.log(due_at=desk.clock.now() + timedelta(minutes=10))
    page = desk.look_at(file)
    assert page.matter_head.state.tone() is Tone.ACCENT
    desk.clock.advance(timedelta(minutes=11))
    desk.window.tick()
    desk.settle()
    assert page.matter_head.state.tone() is Tone.DANGER


def test_the_owner_is_called_by_name(desk: Desk) -> None:
    officer = an_officer(desk.house, desk.session)
    file = desk.log(owner_id=officer.id)
    page = desk.look_at(file)
    assert "周岚" in texts(page)


def test_a_matter_that_is_not_there_is_told_and_nothing_breaks(desk: Desk) -> None:
    desk.window.open_matter("0" * 32)
    desk.settle()
    assert "cannot be found" in desk.window.notice.text() + desk.page.message.text()


def test_what_is_asked_of_a_matter_reads_in_words(desk: Desk) -> None:
    file = desk.log(handling=Handling.ASK_FIRST, urgency=Urgency.FLASH)
    desk.house.log.set_due(desk.session, file.matter.id, desk.clock.now() + timedelta(hours=1))
    page = desk.look_at(file)
    assert "Ask first" in texts(page)
    assert page.rows()[1].text() == "2026-11-21 21:38"


def test_esc_and_the_button_go_back_to_where_one_came_from(desk: Desk) -> None:
    file = desk.log()
    desk.window.go_to(Act.GO_LOG)
    desk.look_at(file)
    desk.press(Key.Key_Escape)
    assert desk.window.pages.current() is desk.window.pages.log
    page = desk.look_at(file)
    page.matter_head.back.click()
    desk.settle()
    assert desk.window.pages.current() is desk.window.pages.log


def test_on_a_narrow_page_every_key_is_read_whole_and_below_a_form_the_facts_make_room(desk: Desk) -> None:
    page = desk.look_at(desk.log())
    desk.window.resize(1024, 768)
    desk.settle()
    buttons = [one for one in page.findChildren(QPushButton) if one.isVisible() and one.text()[-2:-1] == " "]
    assert len(buttons) == len(possible(page))
    assert [one.text() for one in buttons if one.width() < one.sizeHint().width()] == []
    assert all(page.rect().contains(one.mapTo(page, one.rect().bottomRight())) for one in buttons)
    assert page.fact_grid.isVisible()
    desk.call()
    desk.settle()
    assert not page.fact_grid.isVisible(), "words pressed into each other tell nobody anything"
    assert page.rows()[0].isVisible()
    desk.press(Key.Key_Escape)
    desk.settle()
    assert page.fact_grid.isVisible()
