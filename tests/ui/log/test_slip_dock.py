"""Several slips at once, and the drafts behind them: nothing typed is ever lost, nothing empty comes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from dutyroom.errors import Environment
from tests.factories import CONTENT, OTHER_PASSWORD, an_officer
from tests.ui.desk.sitting import CTRL, Desk, Key, OpenDesk
from ui.log.slip_form import SlipForm


@pytest.mark.req("R001")
def test_what_is_typed_is_in_the_file_within_a_second(desk: Desk) -> None:
    form = desk.call()
    form.content.setFocus()
    desk.say("西岭县来电，正在通话")
    pauses = [timer for timer in form.keeper.findChildren(QTimer) if timer.isActive()]
    assert len(pauses) == 1
    assert pauses[0].interval() < 1000
    desk.qtbot.waitUntil(lambda: "西岭县来电，正在通话" in "".join(desk.drafts()), timeout=1000)


def test_going_on_typing_does_not_put_the_keeping_off(desk: Desk) -> None:
    form = desk.call()
    form.content.setFocus()
    for timer in form.keeper.findChildren(QTimer):
        timer.setInterval(60_000)  # however slow the computer is, the pause is not over
    desk.say("东")
    pause = next(timer for timer in form.keeper.findChildren(QTimer) if timer.isActive())
    desk.qtbot.wait(120)
    before = pause.remainingTime()
    desk.say("湖")
    assert pause.remainingTime() <= before


@pytest.mark.req("R001")
def test_a_draft_comes_back_in_the_next_window_with_every_field(desk: Desk, open_desk: OpenDesk) -> None:
    form = desk.call()
    desk.say("西岭县政府值班室")
    form.caller.person.setText("李明远")
    form.caller.post.setText("值班员")
    form.caller.phone.setText("0999-8000123")
    form.subject.setText("山洪")
    form.content.setPlainText("第一行\n第二行")
    form.done.setPlainText("已通知")
    form.result.setText("已办")
    form.happened.setText("2026-11-21 19:50")
    form.due.setText("2026-11-22 08:00")
    form.urgency.setCurrentIndex(1)
    before = form.payload()
    desk.leave()
    again = open_desk()
    assert again.window.slips.isVisible()
    (back,) = again.window.slips.forms()
    assert back.payload() == before
    assert back.draft_id == form_id(before, again)
    again.window.slips.current().setFocus()
    again.save()
    (matter,) = again.matters()
    assert matter.caller.phone == "0999-8000123"
    assert again.drafts() == []


def form_id(payload: dict[str, object], desk: Desk) -> str:
    """Return the id of the only draft in the file."""
    (draft,) = desk.house.drafts.of(desk.session, "slip")
    assert str(payload["content"]).splitlines()[0] in draft.payload
    return draft.id


def test_a_draft_of_a_classified_item_comes_back_as_one(desk: Desk, open_desk: OpenDesk) -> None:
    form = desk.call()
    form.classified_button.click()
    form.classified.number.setText("云密〔2026〕17号")
    form.classified.copies.setValue(3)
    desk.leave()
    again = open_desk()
    (back,) = again.window.slips.forms()
    assert back.classified_button.isChecked()
    assert not back.content.isVisible()
    assert (back.classified.number.text(), back.classified.copies.value()) == ("云密〔2026〕17号", 3)


def test_a_time_that_cannot_be_read_yet_comes_back_as_it_was_typed(desk: Desk, open_desk: OpenDesk) -> None:
    form = desk.call()
    form.content.setPlainText(CONTENT)
    form.received.setText("昨天半夜")
    desk.leave()
    again = open_desk()
    (back,) = again.window.slips.forms()
    assert back.received.text() == "昨天半夜"


def test_a_saved_slip_leaves_no_draft_behind(desk: Desk, open_desk: OpenDesk) -> None:
    form = desk.call()
    form.content.setPlainText(CONTENT)
    form.keeper.keep_now()
    assert len(desk.drafts()) == 1
    desk.save()
    assert desk.drafts() == []
    desk.leave()
    again = open_desk()
    assert again.window.slips.forms() == []
    assert not again.window.slips.isVisible()


def test_esc_keeps_the_draft_and_gives_the_page_back(desk: Desk) -> None:
    desk.at_another_seat(desk.log)
    desk.call()
    desk.say("西岭县")
    desk.press(Key.Key_Escape)
    assert not desk.window.slips.isVisible()
    assert "西岭县" in "".join(desk.drafts())
    assert desk.focus() is desk.window.pages.desk.table


def test_what_was_put_away_can_be_brought_back_without_opening_another_slip(desk: Desk) -> None:
    desk.call()
    desk.say("西岭县")
    desk.press(Key.Key_Escape)
    desk.window.notice._action.click()
    desk.settle()
    assert desk.window.slips.isVisible()
    assert [form.caller.unit.text() for form in desk.window.slips.forms()] == ["西岭县"]
    assert desk.focus() is desk.slip().caller.unit


def test_slips_in_which_nothing_was_typed_do_not_pile_up(desk: Desk, open_desk: OpenDesk) -> None:
    for _ in range(3):
        desk.call()
        desk.press(Key.Key_Escape)
    desk.call()
    assert len(desk.window.slips.forms()) == 1
    desk.qtbot.wait(450)
    assert desk.drafts() == []
    desk.leave()
    assert open_desk().window.slips.forms() == []


def test_an_open_desk_that_nobody_touches_keeps_no_draft(desk: Desk) -> None:
    desk.qtbot.wait(500)
    assert desk.drafts() == []


def test_a_slip_can_be_thrown_away_after_a_question(desk: Desk) -> None:
    form = desk.call()
    desk.say("打错了")
    form.keeper.keep_now()
    form.discard_button.click()
    assert form.message.isVisible()
    assert desk.window.slips.forms() == [form], "not before one has said so"
    form.message._action.click()
    desk.settle()
    assert desk.window.slips.forms() == []
    assert desk.drafts() == []


@pytest.mark.req("R001")
def test_several_slips_are_open_at_once_and_keep_apart(desk: Desk) -> None:
    first = desk.call()
    desk.say("东湖区")
    second = desk.call()
    assert second is not first
    assert desk.focus() is second.caller.unit
    desk.say("西岭县")
    second.content.setPlainText("西岭县的内容")
    desk.press(Key.Key_Tab, CTRL)
    assert desk.slip() is first
    assert first.isAncestorOf(desk.focus()), "the keyboard goes along"
    first.content.setPlainText("东湖区的内容")
    for form in (first, second):
        form.keeper.keep_now()
    assert len(desk.drafts()) == 2
    desk.save()
    (matter,) = desk.matters()
    assert matter.unit_name == "东湖区"
    assert desk.window.slips.forms() == [second]
    assert desk.window.slips.isVisible()
    assert second.isAncestorOf(desk.focus()), "the next slip has the keyboard"
    desk.save()
    assert [matter.unit_name for matter in desk.matters()] == ["西岭县", "东湖区"]


def test_a_tab_is_named_after_what_was_typed_and_shows_it_as_it_is(desk: Desk) -> None:
    desk.call()
    desk.say("R&D 中心")
    desk.call()
    tabs = desk.window.slips._tabs
    assert tabs.tabText(0).replace("&&", "&") == "R&D 中心"
    assert "&&" in tabs.tabText(0), "a single & would become an underlined letter"


def test_drafts_are_those_of_whoever_sits_here(desk: Desk, open_desk: OpenDesk) -> None:
    desk.call()
    desk.say("陈予的草稿")
    desk.leave()
    account = an_officer(desk.house, desk.session)
    assert OTHER_PASSWORD
    other = open_desk(desk.house.accounts.sign_in(account.id))
    assert other.window.slips.forms() == []


def test_a_draft_that_could_not_be_written_is_tried_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object, **_more: object) -> None:
        raise Environment("storage.disk_full", file="room.dutyroom")

    form = desk.call()
    form.content.setPlainText("磁盘满时打的字")
    with monkeypatch.context() as patch:
        patch.setattr(desk.house.drafts, "keep", full)
        form.keeper.keep_now()
        desk.settle()
    told = form.message.text() + desk.window.notice.text()
    assert "disk is full" in told
    desk.press(Key.Key_L, CTRL)
    assert "磁盘满时打的字" in "".join(desk.drafts())


@pytest.mark.req("R092")
def test_words_with_a_mark_of_secrecy_are_not_kept_even_as_a_draft(desk: Desk) -> None:
    form = desk.call()
    form.content.setFocus()
    desk.say("绝密★长期 关于某事")
    form.keeper.keep_now()
    desk.settle()
    assert "A mark of secrecy" in form.message.text()
    assert "绝密" not in "".join(desk.drafts())
    assert form.content.toPlainText() == "绝密★长期 关于某事"


def test_a_draft_that_cannot_be_read_does_not_hold_up_the_others(desk: Desk, open_desk: OpenDesk) -> None:
    desk.house.drafts.keep(desk.session, "0" * 32, "slip", "西岭县来电，由旧版程序记下")
    desk.house.drafts.keep(desk.session, "1" * 32, "slip", '{"received": null, "texts": ["云岭镇"]}')
    form = desk.call()
    form.content.setPlainText("好的草稿")
    desk.leave()
    again = open_desk()
    shown = [again_form.payload() for again_form in again.window.slips.forms()]
    assert "好的草稿" in str(shown)
    assert "西岭县来电，由旧版程序记下" in str(shown), "nothing typed is lost"
    assert "云岭镇" in str(shown)


def test_a_slip_opens_where_it_was_made_beforehand(desk: Desk) -> None:
    stack = desk.window.slips.findChild(QStackedWidget)
    (ready,) = stack.findChildren(SlipForm)
    assert ready.isHidden()
    form = desk.call()
    assert form is ready
    assert form.parentWidget() is stack
    assert form.isVisible()
