"""Taking an instruction down and registering a paper: nothing typed is lost, and what must be said is asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer

from dutyroom.instructions.model import GivenHow, InstructionKind, Pace, TaskMode
from dutyroom.instructions.views import SupervisionFilter
from dutyroom.receipts.model import RegisterFilter
from tests.factories import a_sheet, a_slip
from tests.ui.desk.sitting import CTRL, SHIFT, Desk, Key, OpenDesk
from ui.instructions.instruction_form import InstructionForm
from ui.instructions.instruction_page import InstructionPage
from ui.instructions.page import SupervisionTab
from ui.instructions.paper_form import PaperForm
from ui.instructions.paper_page import PaperPage

WORDS = "请市交警支队会同城管局，三日内拿出渣土车右转盲区整治方案。"


def tasks(desk: Desk) -> list[str]:
    found = desk.house.instruction_reader.page(desk.session, SupervisionFilter())
    return [row.task.unit_name for row in found.rows]


@pytest.mark.req("R199", "R201", "R202")
def test_f6_takes_the_exact_words_down_and_asks_for_what_lacks(desk: Desk, open_desk: OpenDesk) -> None:
    desk.press(Key.Key_F6)
    form = desk.window.slips.in_front()
    assert isinstance(form, InstructionForm)
    assert form.received.text() == "2026-11-21 20:38"
    form.how.choose(GivenHow.WRITTEN)
    assert form.kind.value() is InstructionKind.REMARK, "what is written on a paper is a remark"
    desk.say("林远航")
    form.content.setPlainText(WORDS)
    form.notes.setPlainText("来文为市交警支队专报第12期。")
    first = form.tasks.task_lines()[0]
    first.unit.setText("市交警支队")
    first.pace.choose(Pace.ORDERED)
    first.due.setText("2026-11-24 17:30")
    second = form.tasks.add()
    second.unit.setText("市城管局")
    second.mode.choose(TaskMode.TAKE_NOTE)
    assert second.reckoned.text() == "Ends when it has been relayed"
    for lacking, fill in (("decided", form.decided.click), ("paper", lambda: form.source.setText("专报第12期首页"))):
        desk.save()
        assert lacking in form.message.text(), "a refusal says what to do"
        assert form.content.toPlainText() == WORDS
        fill()
    typed = form.payload()
    desk.press(Key.Key_Escape)
    assert not desk.window.slips.isVisible()
    desk.leave()
    again = open_desk()
    restored = again.window.slips.in_front()
    assert isinstance(restored, InstructionForm)
    assert restored.payload() == typed, "every word and choice comes back"
    restored.take_focus()
    again.save()
    assert again.window.slips.in_front() is None
    assert tasks(again) == ["市交警支队", "市城管局"]
    assert "2026-0001 is logged" in again.window.notice.text()
    again.window.notice.acted.emit()
    again.settle()
    page = again.window.pages.current()
    assert isinstance(page, InstructionPage)
    assert page.words.words.text() == WORDS
    assert "专报第12期首页" in page.words.transcribed.text()
    assert page.words.notes.text() == "来文为市交警支队专报第12期。"
    assert not again.drafts("instruction")


@pytest.mark.req("R036")
def test_one_key_on_a_matter_makes_an_instruction_that_leads_back_to_it(desk: Desk) -> None:
    file = desk.log(subject="金桥路口渣土车事故")
    desk.look_at(file)
    desk.press(Key.Key_I)
    form = desk.window.slips.in_front()
    assert isinstance(form, InstructionForm)
    assert form.linked_id == file.matter.id
    assert file.matter.number in form.head.text()
    form.leader.setText("文怀谷")
    form.content.setPlainText("请总值班室跟进伤员救治情况。")
    form.tasks.task_lines()[0].mode.choose(TaskMode.OURSELVES)
    form.decided.click()
    form.take_focus()
    desk.save()
    event = desk.house.incidents.open_event(desk.session, a_slip(desk.clock), a_sheet(), ())
    desk.window.open_matter(event.incident.id)
    desk.settle()
    desk.press(Key.Key_I)
    form = desk.window.slips.in_front()
    assert isinstance(form, InstructionForm)
    assert form.linked_id == event.incident.id, "an event is instructed on as a matter is"
    desk.press(Key.Key_Escape)
    (made,) = desk.house.instruction_reader.about(desk.session, file.matter.id)
    desk.window.open_matter(made.id)
    desk.settle()
    page = desk.window.pages.current()
    assert isinstance(page, InstructionPage)
    page.words.linked.click()
    desk.settle()
    assert desk.window.pages.current() is desk.page
    assert desk.page.file() == desk.file(file.matter.id)


@pytest.mark.req("R159", "R160", "R161", "R164")
def test_a_paper_is_counted_signed_for_and_registered(desk: Desk) -> None:
    desk.press(Key.Key_F6, SHIFT)
    form = desk.window.slips.in_front()
    assert isinstance(form, PaperForm)
    assert form.signed_by.text() == desk.session.name
    desk.say("关于做好低温雨雪冰冻天气应对工作的通知")
    form.issuer.setText("省政府总值班室")
    form.document_number.setText("云政值明电〔2026〕31号")
    form.important.setChecked(True)
    desk.save()
    assert form.pages.hasFocus(), "an important paper is counted page by page"
    form.copies.setValue(2)
    form.pages.setValue(6)
    desk.save()
    (paper,) = desk.house.receipt_reader.page(desk.session, RegisterFilter()).papers
    assert (paper.copies, paper.pages, paper.signed_by) == (2, 6, desk.session.name)
    desk.press(Key.Key_6, CTRL)
    page = desk.window.pages.supervision
    page.show_tab(SupervisionTab.REGISTER)
    desk.settle()
    model = page.register.model
    assert [model.index(0, column).data() for column in (1, 3, 4, 5)] == [paper.title, "省政府总值班室", "2", "6"]
    assert page.register.state._chips["open"].text() == "Open 1"
    page.register.span._chips["today"].click()
    page.register.state._chips["fax"].click()
    desk.settle()
    assert model.rowCount() == 0
    page.register.state._chips["fax"].click()
    desk.settle()
    page.register.table.setFocus()
    desk.press(Key.Key_Return)
    assert isinstance(desk.window.pages.current(), PaperPage)


@pytest.mark.req("R087")
def test_of_a_classified_paper_the_form_keeps_and_registers_its_movement_only(desk: Desk) -> None:
    desk.press(Key.Key_F6, SHIFT)
    form = desk.window.slips.in_front()
    assert isinstance(form, PaperForm)
    form.document_title.setText("不该留下的标题")
    form.is_classified.click()
    form.classified.number.setText("云密发7号")
    form.classified.sent_by.setText("云岭市保密局")
    pauses = [timer for timer in form.keeper.findChildren(QTimer) if timer.isActive()]
    form.keeper.keep_now()
    assert not any(timer.isActive() for timer in pauses)
    assert not any("标题" in kept for kept in desk.drafts("receipt"))
    form.classified.take_focus()
    desk.save()
    (paper,) = desk.house.receipt_reader.page(desk.session, RegisterFilter()).papers
    assert paper.title == ""
    assert paper.classified is not None
    assert paper.classified.document_number == "云密发7号"
