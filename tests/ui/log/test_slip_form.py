"""The call slip: quick to open, fills itself in, loses nothing, says what to do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from dutyroom.directory.model import Person, PhoneLabel, Unit, UnitKind
from dutyroom.errors import Environment
from dutyroom.log.model import Category, EntryKind, Handling, MatterState, SecrecyLevel, Urgency
from tests.factories import CONTENT, EVENING, SUBJECT, UNIT_NAME, an_officer
from tests.ui.desk.sitting import CTRL, Desk, Key
from ui.widgets.inline_message import MessageKind


@pytest.fixture
def book(desk: Desk) -> Unit:
    """A unit with a duty phone and an officer, in the directory of the desk."""
    unit = desk.house.directory.add_unit(
        desk.session,
        Unit(id="", name=UNIT_NAME, short_name="东湖应急", kind=UnitKind.COUNTY),
        {PhoneLabel.DUTY: "0999-8000001"},
    )
    desk.house.directory.add_person(
        desk.session,
        Person(id="", unit_id=unit.id, name="蔡知行", post="值班员"),
        {PhoneLabel.OFFICE: "0999-8000003"},
    )
    desk.settle()
    return unit


@pytest.mark.req("R019", "R245")
def test_f2_opens_a_slip_with_the_time_in_it_and_the_cursor_in_the_unit(desk: Desk) -> None:
    form = desk.call()
    assert desk.window.slips.isVisible()
    assert desk.focus() is form.caller.unit
    assert form.received.text() == "2026-11-21 20:38"
    assert form.received.value() == EVENING


@pytest.mark.req("R004", "R013")
def test_initials_find_the_unit_and_fill_in_its_name_and_number(desk: Desk, book: Unit) -> None:
    form = desk.call()
    desk.write("dh")
    form.caller._units.ask()
    desk.press(Key.Key_Return)
    assert form.caller.unit.text() == UNIT_NAME
    assert form.caller.unit_id == book.id
    assert form.caller.phone.text() == "0999-8000001"


def test_a_person_fills_in_unit_post_and_number(desk: Desk, book: Unit) -> None:
    form = desk.call()
    form.caller.person.setFocus()
    desk.say("蔡")
    form.caller._people.ask()
    desk.press(Key.Key_Return)
    caller = form.caller
    assert (caller.unit.text(), caller.person.text(), caller.post.text()) == (UNIT_NAME, "蔡知行", "值班员")
    assert caller.phone.text() == "0999-8000003"


def test_a_number_says_who_calls(desk: Desk, book: Unit) -> None:
    form = desk.call()
    form.caller.phone.setFocus()
    desk.write("8000003")
    form.caller._phones.ask()
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert (form.caller.unit.text(), form.caller.person.text()) == (UNIT_NAME, "蔡知行")
    assert form.caller.phone.text() == "0999-8000003"


def test_a_unit_typed_over_by_hand_is_no_longer_the_one_of_the_directory(desk: Desk, book: Unit) -> None:
    form = desk.call()
    form.caller.fill_from(next(c for c in [desk.window.source.completer.find(book.id)] if c))
    form.caller.unit.setFocus()
    desk.say("某镇")
    assert form.caller.unit_id == ""


@pytest.mark.req("R012", "R019")
def test_ctrl_enter_logs_what_was_typed_and_puts_the_slip_away(desk: Desk) -> None:
    form = desk.call()
    desk.say(UNIT_NAME)
    form.content.setFocus()
    desk.say(CONTENT)
    form.done.setFocus()
    desk.say("已通知交警支队")
    desk.save()
    (matter,) = desk.matters()
    assert (matter.number, matter.unit_name) == ("2026-0001", UNIT_NAME)
    assert matter.received_at == EVENING
    entries = desk.file(matter.id).entries
    assert [(entry.kind, entry.text) for entry in entries] == [
        (EntryKind.HEARD, CONTENT),
        (EntryKind.HANDLED, "已通知交警支队"),
    ]
    assert not desk.window.slips.isVisible()
    assert desk.window.notice.isVisible()
    assert "2026-0001" in desk.window.notice.text()
    assert desk.drafts() == []


def test_ctrl_enter_of_the_number_pad_saves_too(desk: Desk) -> None:
    form = desk.call()
    form.content.setFocus()
    desk.say(CONTENT)
    desk.press(Key.Key_Enter, CTRL | Qt.KeyboardModifier.KeypadModifier)
    assert len(desk.matters()) == 1


def test_a_second_ctrl_enter_before_the_answer_logs_nothing_twice(desk: Desk) -> None:
    form = desk.call()
    form.content.setFocus()
    desk.say(CONTENT)
    form.save()
    form.save()
    form.save_button.click()
    desk.settle()
    assert len(desk.matters()) == 1


def test_the_message_about_a_saved_slip_opens_the_matter(desk: Desk) -> None:
    form = desk.call()
    form.content.setFocus()
    desk.say(CONTENT)
    desk.save()
    desk.window.notice._action.click()
    desk.settle()
    shown = desk.page.file()
    assert shown is not None
    assert shown.matter.number == "2026-0001"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Nothing is written yet"),
        ("机密★1年 关于某事的通知", "A mark of secrecy"),
    ],
    ids=["nothing written", "mark of secrecy"],
)
@pytest.mark.req("R086", "R092")
def test_a_refused_save_says_what_to_do_and_keeps_every_word(desk: Desk, typed: str, told: str) -> None:
    form = desk.call()
    desk.say("西岭县")
    form.content.setPlainText(typed)
    desk.save()
    assert form.message.isVisible()
    assert form.message.kind() is MessageKind.REFUSAL
    assert told in form.message.text()
    assert form.content.toPlainText() == typed
    assert form.caller.unit.text() == "西岭县"
    assert desk.matters() == ()
    form.content.setPlainText(CONTENT)
    desk.save()
    assert len(desk.matters()) == 1, "after the correction the same key saves"


@pytest.mark.parametrize("field", ["received", "happened", "due"])
def test_a_time_that_cannot_be_read_is_pointed_at_and_not_guessed(desk: Desk, field: str) -> None:
    form = desk.call()
    form.content.setPlainText(CONTENT)
    box = getattr(form, field)
    box.setFocus()
    box.selectAll()
    desk.say("二十五点")
    desk.save()
    assert "二十五点" in form.message.text()
    assert box.text() == "二十五点"
    assert desk.focus() is box
    assert desk.matters() == ()


def test_a_full_disk_is_told_in_the_slip_and_the_next_try_saves(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    form = desk.call()
    form.content.setPlainText(CONTENT)
    with monkeypatch.context() as patch:
        patch.setattr(desk.house.log, "open_matter", _raise(Environment("storage.disk_full", file="room.dutyroom")))
        desk.save()
    assert form.message.kind() is MessageKind.WARNING
    assert "disk is full" in form.message.text()
    assert form.content.toPlainText() == CONTENT
    desk.save()
    assert len(desk.matters()) == 1


def test_a_mistake_of_the_program_leaves_a_slip_that_can_still_be_saved(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    form = desk.call()
    form.content.setPlainText(CONTENT)
    with monkeypatch.context() as patch:
        patch.setattr(desk.house.log, "open_matter", _raise(RuntimeError("a bug")))
        desk.save()
    assert "RuntimeError" in desk.window.notice.text()
    assert form.content.toPlainText() == CONTENT
    form.keeper.keep_now()
    assert CONTENT in "".join(desk.drafts()), "what you typed is kept, says the message"
    desk.save()
    assert len(desk.matters()) == 1


def test_a_call_can_be_an_emergency_too_and_is_marked_immediate(desk: Desk) -> None:
    form = desk.window.slips.open_slip(desk.clock.now(), Category.EMERGENCY)
    assert form.category.value() is Category.EMERGENCY
    assert form.urgency.value() is Urgency.IMMEDIATE
    assert form.handling.value() is Handling.HANDLE_THEN_REPORT
    assert desk.focus() is form.caller.unit
    desk.say("东湖区")
    form.content.setPlainText(CONTENT)
    desk.save()
    (matter,) = desk.matters()
    assert (matter.category, matter.urgency) == (Category.EMERGENCY, Urgency.IMMEDIATE)


@pytest.mark.req("R217")
def test_choosing_a_category_brings_its_usual_urgency_and_handling(desk: Desk) -> None:
    form = desk.call()
    form.category.choose(Category.MEETING)
    form.category.activated.emit(form.category.currentIndex())
    assert form.handling.value() is Handling.ASK_FIRST
    form.category.choose(Category.PUBLIC_HELP)
    form.category.activated.emit(form.category.currentIndex())
    assert (form.urgency.value(), form.handling.value()) == (Urgency.URGENT, Handling.HANDLE)


def test_an_urgency_chosen_by_hand_is_not_lowered_by_the_category(desk: Desk) -> None:
    form = desk.call()
    form.urgency.setFocus()
    while form.urgency.value() is not Urgency.FLASH:
        desk.press(Key.Key_Up)
    form.category.setFocus()
    while form.category.value() is not Category.MEETING:
        desk.press(Key.Key_Up)
    assert form.urgency.value() is Urgency.FLASH


@pytest.mark.req("R087", "R165", "R172")
def test_a_classified_item_has_no_place_for_content(desk: Desk) -> None:
    form = desk.call()
    form.classified_button.click()
    for hidden in (form.subject, form.content, form.done, form.result, form.caller.unit, form.caller.phone):
        assert not hidden.isVisible()
    assert desk.focus() is form.classified.number
    desk.say("云密〔2026〕17号")
    form.classified.sent_by.setFocus()
    desk.say("云岭市保密局")
    form.classified.level.choose(SecrecyLevel.CONFIDENTIAL)
    desk.save()
    (matter,) = desk.matters()
    assert matter.classified is not None
    assert (matter.classified.document_number, matter.classified.received_by) == ("云密〔2026〕17号", "陈予")
    assert matter.subject == ""


@pytest.mark.req("R087")
def test_content_typed_before_the_item_was_called_classified_can_be_seen_to_be_cleared(desk: Desk) -> None:
    form = desk.call()
    form.content.setPlainText(CONTENT)
    form.classified_button.click()
    form.classified.number.setText("云密〔2026〕17号")
    form.classified.sent_by.setText("云岭市保密局")
    desk.save()
    assert "Clear subject and content" in form.message.text()
    assert desk.matters() == ()
    assert form.content.isVisible(), "nobody can clear what is out of sight"


@pytest.mark.req("R085")
def test_an_owner_and_a_due_time_go_with_the_slip(desk: Desk) -> None:
    officer = an_officer(desk.house, desk.session)
    desk.settle()
    form = desk.call()
    form.content.setPlainText(CONTENT)
    assert form.owner.findText("周岚") > 0
    form.owner.choose(officer.id)
    form.due.setFocus()
    desk.press(Key.Key_Plus)
    desk.write("30")
    desk.save()
    (matter,) = desk.matters()
    assert matter.owner_id == officer.id
    assert matter.due_at == EVENING + timedelta(minutes=30)


def test_a_result_closes_the_matter_at_once(desk: Desk) -> None:
    form = desk.call()
    form.subject.setFocus()
    desk.say("群众来电咨询夜间公交")
    form.result.setFocus()
    desk.say("已告知末班车时间")
    desk.save()
    (matter,) = desk.matters()
    assert (matter.state, matter.result) == (MatterState.CLOSED, "已告知末班车时间")


def test_tab_goes_through_the_slip_in_the_order_of_a_call(desk: Desk) -> None:
    form = desk.call()
    caller = form.caller
    for field in (caller.person, caller.post, caller.phone, form.subject, form.content, form.done, form.result):
        desk.press(Key.Key_Tab)
        assert desk.focus() is field, f"not {type(desk.focus()).__name__} {desk.focus().accessibleName()}"
    assert form.subject.text() == "" != SUBJECT


def _raise(error: BaseException):  # type: ignore[no-untyped-def]
    def fail(*_given: object) -> object:
        raise error

    return fail
