"""The dialogs of a matter: a refusal stays in the dialog, and no word typed there is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from dutyroom.log.model import Category, EntryKind, Field, Handling, MatterState, Urgency
from tests.factories import CONTENT, EVENING, an_officer
from tests.ui.desk.sitting import CTRL, Desk, Key, OpenDesk
from ui.log.dialogs import FieldDialog


@pytest.mark.req("R220")
def test_c_asks_for_the_result_and_closes_the_matter(desk: Desk) -> None:
    file = desk.log()
    page = desk.look_at(file)
    desk.press(Key.Key_C)
    desk.say("道路恢复通行，交警确认")
    desk.save()
    assert desk.dialogs() == []
    closed = desk.file(file.matter.id).matter
    assert (closed.state, closed.result) == (MatterState.CLOSED, "道路恢复通行，交警确认")
    shown = page.file()
    assert shown is not None
    assert shown.matter == closed


@pytest.mark.req("R220")
def test_a_matter_is_not_closed_without_a_result(desk: Desk) -> None:
    file = desk.log()
    desk.look_at(file)
    desk.press(Key.Key_C)
    desk.save()
    dialog = desk.dialog()
    assert "Write the result" in dialog.message.text()
    assert desk.focus() is dialog.words
    assert desk.file(file.matter.id).matter.state is MatterState.OPEN


@pytest.mark.req("R218")
def test_a_matter_to_ask_about_first_is_not_closed_before_the_order_and_the_words_stay(desk: Desk) -> None:
    file = desk.log(category=Category.MEETING, handling=Handling.ASK_FIRST)
    desk.look_at(file)
    desk.press(Key.Key_C)
    desk.say("已通知各单位参会")
    desk.save()
    dialog = desk.dialog()
    assert "asked about first" in dialog.message.text()
    assert dialog.words.toPlainText() == "已通知各单位参会"
    assert dialog.ok.isEnabled()


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_both_enter_keys_with_ctrl_finish_a_dialog(desk: Desk, key: Qt.Key) -> None:
    file = desk.log()
    desk.look_at(file)
    desk.press(Key.Key_W)
    desk.say("重复登记")
    desk.press(key, CTRL)
    assert desk.file(file.matter.id).matter.state is MatterState.WITHDRAWN


@pytest.mark.parametrize("key", [Key.Key_C, Key.Key_W])
def test_words_of_a_dialog_that_was_left_are_there_when_it_opens_again(desk: Desk, key: Qt.Key) -> None:
    file = desk.log()
    desk.look_at(file)
    desk.press(key)
    desk.say("说了一半")
    desk.press(Key.Key_Escape)
    assert desk.file(file.matter.id).matter.state is MatterState.OPEN
    desk.press(key)
    assert desk.dialog().words.toPlainText() == "说了一半"


@pytest.mark.req("R001")
def test_words_of_a_dialog_survive_the_end_of_the_program(desk: Desk, open_desk: OpenDesk) -> None:
    file = desk.log()
    desk.look_at(file)
    desk.press(Key.Key_C)
    desk.say("写到一半的办理结果")
    desk.qtbot.waitUntil(lambda: "写到一半的办理结果" in "".join(desk.drafts("words")), timeout=1000)
    desk.leave()
    again = open_desk()
    again.look_at(file)
    again.press(Key.Key_C)
    assert again.dialog().words.toPlainText() == "写到一半的办理结果"
    again.save()
    assert again.file(file.matter.id).matter.result == "写到一半的办理结果"
    assert again.drafts("words") == []


@pytest.mark.req("R194")
def test_e_corrects_the_entry_and_both_readings_stay(desk: Desk) -> None:
    file = desk.log()
    page = desk.look_at(file)
    desk.press(Key.Key_E)
    dialog = desk.dialog()
    assert dialog.words.toPlainText() == CONTENT
    dialog.words.setPlainText(CONTENT.replace("暂无人员伤亡", "一人轻伤"))
    desk.save()
    entries = desk.file(file.matter.id).entries
    assert entries[0].text == CONTENT
    assert "一人轻伤" in entries[1].new
    shown = page.rows()[0]._text
    assert shown.textFormat() == Qt.TextFormat.RichText
    assert f"<s>{CONTENT}</s>" in shown.text()


def test_a_correction_that_changes_nothing_is_refused_in_the_dialog(desk: Desk) -> None:
    desk.look_at(desk.log())
    desk.press(Key.Key_E)
    desk.save()
    assert "same as before" in desk.dialog().message.text()


def test_h_hands_the_matter_to_somebody(desk: Desk) -> None:
    officer = an_officer(desk.house, desk.session)
    file = desk.log()
    desk.look_at(file)
    desk.press(Key.Key_H)
    dialog = desk.dialog()
    assert dialog.owner.findText("周岚") > 0
    dialog.owner.choose(officer.id)
    desk.press(Key.Key_Return)
    handed = desk.file(file.matter.id)
    assert (handed.matter.owner_id, handed.entries[-1].text) == (officer.id, "周岚")


def test_only_those_who_may_work_on_it_are_offered_as_owner(desk: Desk) -> None:
    from dutyroom.accounts.model import Role

    an_officer(desk.house, desk.session, "何姗", Role.AUDIT_ADMINISTRATOR)
    desk.look_at(desk.log())
    desk.press(Key.Key_H)
    assert desk.dialog().owner.findText("何姗") < 0, "an auditor cannot even read it"


@pytest.mark.req("R085")
def test_d_sets_the_due_time_the_way_it_is_typed(desk: Desk) -> None:
    file = desk.log()
    desk.look_at(file)
    desk.press(Key.Key_D)
    desk.press(Key.Key_Plus)
    desk.write("45")
    desk.press(Key.Key_Return)
    assert desk.file(file.matter.id).matter.due_at == EVENING + timedelta(minutes=45)


@pytest.mark.parametrize(("typed", "told"), [("后晌", "cannot be used"), ("2026-11-20 08:00", "before the receipt")])
def test_a_bad_due_time_is_refused_in_the_dialog_and_stays(desk: Desk, typed: str, told: str) -> None:
    file = desk.log()
    desk.look_at(file)
    desk.press(Key.Key_D)
    desk.say(typed)
    desk.save()
    dialog = desk.dialog()
    assert told in dialog.message.text()
    assert dialog.due.text() == typed
    assert desk.file(file.matter.id).matter.due_at is None


def test_f_corrects_any_field(desk: Desk) -> None:
    file = desk.log()
    desk.look_at(file)
    for field, value in (
        (Field.SUBJECT, "青云路两车相撞"),
        (Field.UNIT, "西岭县应急管理局"),
        (Field.PERSON, "王小川"),
        (Field.PHONE, "0999-8000009"),
        (Field.URGENCY, Urgency.IMMEDIATE),  # a flash matter would bring the alert window in front
        (Field.CATEGORY, Category.EMERGENCY),
        (Field.HAPPENED_AT, "2026-11-21 20:10"),
    ):
        desk.press(Key.Key_F)
        correct_field(desk.dialog(), field, value)
        desk.save()
        last = desk.file(file.matter.id).entries[-1]
        assert (last.kind, last.field, last.text) == (EntryKind.CORRECTED, field, "听错了")
        assert "听错了" in desk.page.rows()[-1].text()


def correct_field(dialog: FieldDialog, field: Field, value: str) -> None:
    """Choose the field, type what it should be and why."""
    dialog.field.setCurrentIndex(list(Field).index(field))
    if field in dialog.choices:
        dialog.choices[field].choose_value(value)
    elif field is Field.HAPPENED_AT:
        dialog.moment.setText(value)
    else:
        dialog.text.setText(value)
    dialog.reason.setText("听错了")


def test_a_bad_field_is_refused_in_the_dialog_and_stays(desk: Desk) -> None:
    file = desk.log()
    desk.look_at(file)
    desk.press(Key.Key_F)
    dialog = desk.dialog()
    dialog.text.setText("绝密★ 某事")
    desk.save()
    assert "A mark of secrecy" in dialog.message.text()
    assert dialog.text.text() == "绝密★ 某事"
    assert len(desk.file(file.matter.id).entries) == 1


@pytest.mark.parametrize(("first", "state"), [(Key.Key_C, MatterState.CLOSED), (Key.Key_W, MatterState.WITHDRAWN)])
def test_u_takes_up_again_what_was_closed_or_withdrawn(desk: Desk, first: Qt.Key, state: MatterState) -> None:
    file = desk.log()
    desk.look_at(file)
    desk.press(first)
    desk.say("办完了")
    desk.save()
    assert desk.file(file.matter.id).matter.state is state
    desk.press(Key.Key_U)
    desk.say("又有新情况")
    desk.save()
    again = desk.file(file.matter.id)
    assert again.matter.state is MatterState.OPEN
    assert again.entries[-1].text == "又有新情况"


def test_a_mistake_of_the_program_leaves_the_dialog_usable(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> object:
        raise RuntimeError("a bug")

    file = desk.log()
    desk.look_at(file)
    desk.press(Key.Key_C)
    desk.say("结果")
    with monkeypatch.context() as patch:
        patch.setattr(desk.house.log, "close", fail)
        desk.save()
    assert desk.dialog().words.toPlainText() == "结果"
    desk.save()
    assert desk.file(file.matter.id).matter.state is MatterState.CLOSED
