"""The next step of a matter: one key adds it, a refusal keeps it, a draft waits for whoever was interrupted."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from dutyroom.log.model import EntryKind
from tests.factories import an_officer
from tests.ui.desk.sitting import CTRL, Desk, Key, OpenDesk


@pytest.mark.req("R020")
def test_n_puts_the_cursor_there_and_ctrl_enter_adds_the_step(desk: Desk) -> None:
    page = desk.look_at(desk.log())
    desk.press(Key.Key_N)
    assert desk.focus() is page.step.words
    page.step.kind.choose(EntryKind.TOLD)
    desk.say("已电话报告带班领导")
    desk.clock.advance(timedelta(minutes=3))
    desk.save()
    (matter,) = desk.matters()
    last = desk.file(matter.id).entries[-1]
    assert (last.kind, last.text, last.received_at) == (EntryKind.TOLD, "已电话报告带班领导", desk.clock.now())
    assert page.step.words.toPlainText() == ""
    assert page.rows()[-1].entry.id == last.id
    assert desk.drafts("step") == []


def test_letters_typed_into_a_step_are_words_and_not_keys(desk: Desk) -> None:
    page = desk.look_at(desk.log())
    desk.press(Key.Key_N)
    desk.write("nhdcuefw")
    assert page.step.words.toPlainText() == "nhdcuefw"
    assert desk.window.findChildren(type(page.message)) != []
    assert desk.focus() is page.step.words


def test_ctrl_enter_with_a_slip_open_saves_what_the_cursor_is_in(desk: Desk) -> None:
    file = desk.log()
    page = desk.look_at(file)
    slip = desk.call()
    slip.content.setPlainText("另一个来电")
    page.step.words.setFocus()
    desk.say("已通知交警")
    desk.save()
    assert [entry.text for entry in desk.file(file.matter.id).entries][-1] == "已通知交警"
    assert len(desk.matters()) == 1, "the slip waits for its own key"
    slip.content.setFocus()
    desk.save()
    assert len(desk.matters()) == 2


@pytest.mark.parametrize(("words", "told"), [("", "Nothing is written yet"), ("绝密★ 某事", "A mark of secrecy")])
def test_a_refused_step_stays_where_it_was_typed(desk: Desk, words: str, told: str) -> None:
    file = desk.log()
    page = desk.look_at(file)
    desk.press(Key.Key_N)
    desk.say(words)
    desk.save()
    assert told in page.message.text()
    assert page.step.words.toPlainText() == words
    assert desk.focus() is page.step.words
    assert page.step.add.isEnabled()
    assert len(desk.file(file.matter.id).entries) == 1


def test_two_presses_add_one_step(desk: Desk) -> None:
    file = desk.log()
    page = desk.look_at(file)
    page.step.words.setPlainText("只此一次")
    page.step.submit()
    page.step.submit()
    desk.settle()
    assert len(desk.file(file.matter.id).entries) == 2


def test_a_step_begun_for_one_matter_waits_there_and_not_in_another(desk: Desk) -> None:
    one, two = desk.log(subject="一"), desk.log(subject="二")
    page = desk.look_at(one)
    desk.press(Key.Key_N)
    desk.say("写到一半")
    desk.look_at(two)
    assert page.step.words.toPlainText() == ""
    desk.look_at(one)
    assert page.step.words.toPlainText() == "写到一半"


@pytest.mark.req("R001")
def test_a_step_begun_comes_back_in_the_next_window(desk: Desk, open_desk: OpenDesk) -> None:
    file = desk.log()
    desk.look_at(file)
    desk.press(Key.Key_N)
    desk.say("写到一半就关了窗口")
    desk.leave()
    again = open_desk()
    assert again.look_at(file).step.words.toPlainText() == "写到一半就关了窗口"


def test_a_step_begun_is_kept_before_the_desk_locks(desk: Desk) -> None:
    desk.look_at(desk.log())
    desk.press(Key.Key_N)
    desk.say("锁屏前的半句")
    desk.press(Key.Key_L, CTRL)
    assert "锁屏前的半句" in "".join(desk.drafts("step"))


def test_steps_of_two_officers_on_one_matter_are_two_drafts(desk: Desk, open_desk: OpenDesk) -> None:
    file = desk.log()
    desk.look_at(file)
    desk.press(Key.Key_N)
    desk.say("陈予写的")
    desk.leave()
    other = open_desk(desk.house.accounts.sign_in(an_officer(desk.house, desk.session).id))
    assert other.look_at(file).step.words.toPlainText() == ""


def test_the_answer_to_a_step_does_not_empty_the_words_of_another_matter(desk: Desk) -> None:
    one, two = desk.log(subject="一"), desk.log(subject="二")
    page = desk.look_at(one)
    desk.look_at(two)
    page.step.words.setPlainText("第二件事的半句")
    desk.look_at(one)
    page.step.words.setPlainText("第一件事的一步")
    held = threading.Event()
    desk.workplace.write(lambda: held.wait(5), page)  # a slow disk
    page.step.submit()
    desk.window.open_matter(two.matter.id)
    desk.qtbot.waitUntil(lambda: page.step.words.toPlainText() == "第二件事的半句")
    held.set()
    desk.settle()
    assert [entry.text for entry in desk.file(one.matter.id).entries][-1] == "第一件事的一步"
    assert page.step.words.toPlainText() == "第二件事的半句"
    assert page.step.add.isEnabled()
    assert "第二件事的半句" in "".join(desk.drafts("step"))
