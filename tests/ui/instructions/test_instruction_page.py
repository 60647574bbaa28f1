"""The page of one instruction: exact words, relay with read-back, chases with answers, feedback, a result."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from dutyroom.instructions.model import FeedbackTo, InstructionFile, InstructionStepKind, TaskOutcome, TaskStanding
from dutyroom.log.model import Channel
from tests.ui.desk.sitting import CTRL, Desk, Key
from tests.ui.instructions.ordering import an_instruction, relayed
from ui.instructions.instruction_page import InstructionPage

UNIT = "市交警支队"


def look_at(desk: Desk, file: InstructionFile) -> InstructionPage:
    desk.window.open_matter(file.instruction.id)
    desk.settle()
    page = desk.window.pages.current()
    assert isinstance(page, InstructionPage)
    return page


def told(desk: Desk, file: InstructionFile) -> InstructionFile:
    return desk.house.instruction_reader.file(desk.session, file.instruction.id)


def texts(page: InstructionPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


@pytest.mark.req("R054", "R123", "R124", "R127")
def test_a_task_is_relayed_with_read_back_chased_with_its_answer_and_assigned(desk: Desk) -> None:
    file = an_instruction(desk, units=(UNIT, "市城管局"), notes="领导电话口述")
    desk.clock.advance(timedelta(minutes=12))
    page = look_at(desk, file)
    assert page.words.notes.text() == "领导电话口述"
    assert "Not relayed yet" in texts(page)
    desk.press(Key.Key_R)
    dialog = desk.dialog()
    dialog.person.setText("许知远")
    desk.save()
    assert "repeated" in dialog.message.text(), "spoken words are read back"
    dialog.read_back.setPlainText("核查渣土车整治进展，按时反馈")
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_R)
    dialog = desk.dialog()
    assert dialog.read_back.toPlainText() == "核查渣土车整治进展，按时反馈", "what was typed comes back"
    desk.save()
    assert "Relayed 00:12 after receipt" in texts(page)
    (first, second) = told(desk, file).tasks
    assert (first.standing, second.standing) == (TaskStanding.UNDER_WAY, TaskStanding.TO_RELAY)
    desk.press(Key.Key_K)
    dialog = desk.dialog()
    assert dialog.person.text() == "许知远"
    dialog.answer.setPlainText("正在汇总，明日上午报送。")
    dialog.channel.choose(Channel.SMS)
    desk.save()
    chase = told(desk, file).steps_of(first.id, InstructionStepKind.CHASED)[0]
    assert (chase.text, chase.channel) == ("正在汇总，明日上午报送。", Channel.SMS)
    assert "正在汇总，明日上午报送。" in texts(page)
    page.cards()[1].setFocus()
    desk.settle()
    desk.press(Key.Key_H)
    dialog = desk.dialog()
    dialog.owner.choose(desk.session.account_id)
    desk.save()
    (first, second) = told(desk, file).tasks
    assert (first.owner_name, second.owner_name) == ("", desk.session.name), "the keys are meant for the marked task"
    desk.press(Key.Key_C, CTRL)
    assert "市城管局" in QApplication.clipboard().text()


@pytest.mark.req("R122", "R125")
def test_a_late_task_wants_an_explanation_and_a_leaders_word_on_the_proposal(desk: Desk) -> None:
    file = relayed(desk, an_instruction(desk, units=(UNIT,), urgent=True))
    desk.clock.advance(timedelta(days=1))
    page = look_at(desk, file)
    assert "late" in page.cards()[0].findChildren(QLabel)[2].text()
    desk.press(Key.Key_G)
    desk.dialog().words.setPlainText("方案已报市政府。")
    desk.save()
    assert "explanation" in desk.dialog().message.text()
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_P)
    assert desk.dialogs() == [], "nothing is proposed before it was chased"
    desk.press(Key.Key_K)
    desk.dialog().answer.setPlainText("无人接听")
    desk.save()
    desk.press(Key.Key_P)
    desk.dialog().words.setPlainText("建议由市政府督查室现场督办。")
    desk.save()
    desk.press(Key.Key_P)
    word = desk.dialog()
    assert "林远航" in word.person.text(), "the second time it is the leader's word"
    word.words.setPlainText("同意，延至24日。")
    word.due.setText("2026-11-24 17:30")
    desk.save()
    desk.press(Key.Key_L)
    dialog = desk.dialog()
    dialog.person.setText("许知远")
    dialog.words.setPlainText("涉及单位多，数据核对耗时。")
    desk.save()
    desk.press(Key.Key_D)
    dialog = desk.dialog()
    desk.save()
    assert dialog.message.isVisible()
    dialog.due.setText("2026-11-25 12:00")
    dialog.reason.setText("领导口头同意再延")
    desk.save()
    assert page.cards()[0].task.due_at is not None
    assert "2026-11-24 17:30 →  " in texts(page), "what stood before stays visible"
    desk.press(Key.Key_G)
    assert desk.dialog().words.toPlainText() == "方案已报市政府。"
    desk.save()
    (task,) = told(desk, file).tasks
    assert task.outcome is TaskOutcome.DONE
    desk.press(Key.Key_Y)
    desk.dialog().words.setPlainText("领导要求补充照片")
    desk.save()
    assert told(desk, file).tasks[0].outcome is None, "an ended task can be taken up again"
    desk.press(Key.Key_T)
    desk.dialog().words.setPlainText("并入专项整治")
    desk.save()
    assert told(desk, file).tasks[0].outcome is TaskOutcome.STOPPED


@pytest.mark.req("R055", "R056", "R126", "R199", "R220")
def test_it_is_closed_with_a_result_once_all_is_done_and_everybody_owed_has_heard(desk: Desk) -> None:
    file = relayed(desk, an_instruction(desk, units=(UNIT,), section="市政府办公室综合科"))
    page = look_at(desk, file)
    desk.press(Key.Key_C)
    desk.dialog().words.setPlainText("已办结。")
    desk.save()
    assert "1 tasks" in desk.dialog().message.text()
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_O)
    desk.dialog().words.setPlainText("转市公安局直接答复来信人。")
    desk.save()
    assert told(desk, file).tasks[0].outcome is TaskOutcome.PASSED_ON, "passed on counts as done"
    assert [text.split()[-1] for text in page.told.texts()] == ["Owed", "Owed"]
    desk.press(Key.Key_Q)
    dialog = desk.dialog()
    dialog.words.setPlainText("请核查渣土车、水泥罐车整治进展。")
    dialog.reason.setText("听漏")
    desk.save()
    assert "核查渣土车整治进展" in page.words.before.text(), "what stood before stays visible"
    assert "relay them again" in texts(page)
    desk.press(Key.Key_R)
    dialog = desk.dialog()
    dialog.person.setText("许知远")
    dialog.read_back.setPlainText("连同水泥罐车一并核查")
    desk.save()
    for to in (FeedbackTo.LEADER, FeedbackTo.SECTION):
        desk.press(Key.Key_B)
        dialog = desk.dialog()
        assert dialog.to.value() is to, "whoever is owed it stands first"
        dialog.words.setPlainText("已转市公安局直接答复。")
        desk.save()
    assert told(desk, file).owed() == ()
    desk.press(Key.Key_C)
    assert desk.dialog().words.toPlainText() == "已办结。"
    desk.save()
    assert not told(desk, file).instruction.open
    desk.press(Key.Key_U)
    desk.say("群众再次来电")
    desk.save()
    assert told(desk, file).instruction.open, "everything can be undone by a later step"


@pytest.mark.req("R200")
def test_a_draft_waits_for_the_signature_and_who_was_slower_is_told(desk: Desk) -> None:
    file = an_instruction(desk, units=(UNIT,), drafted=True, source="代拟稿第3号")
    page = look_at(desk, file)
    assert page.unsigned.isVisible()
    desk.press(Key.Key_R)
    dialog = desk.dialog()
    dialog.person.setText("许知远")
    dialog.read_back.setPlainText("已复诵")
    desk.save()
    assert "signed" in dialog.message.text()
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_S)
    dialog = desk.dialog()
    dialog.words.setPlainText("代拟稿第3号签批页")
    new = told(desk, file).tasks[0]
    desk.at_another_seat(
        lambda: desk.house.instructions.assign(
            desk.session, file.instruction.id, file.instruction.version, new.id, desk.session.account_id, "陈予"
        )
    )
    desk.save()
    assert "was changed by" in dialog.message.text()
    assert dialog.words.toPlainText() == "代拟稿第3号签批页"
    desk.save()
    assert desk.dialogs() == [], "after having been told, the second press counts"
    assert not page.unsigned.isVisible()
    desk.press(Key.Key_A)
    dialog = desk.dialog()
    dialog.line.unit.setText("市城管局")
    desk.save()
    assert [task.unit_name for task in told(desk, file).tasks] == [UNIT, "市城管局"]
    desk.press(Key.Key_V)
    dialog = desk.dialog()
    dialog.leader.setText("文怀谷")
    desk.save()
    assert "reason" in dialog.message.text()
    dialog.reason.setText("听错姓名")
    desk.save()
    assert told(desk, file).instruction.sheet.leader_name == "文怀谷"
    assert "文怀谷" in page.words.given.text()
    assert len(page.cards()) == 2
