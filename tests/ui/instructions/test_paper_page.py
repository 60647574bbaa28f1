"""The page of a paper: opinions of its slip, its way through the house, sealed letters, the slips to print."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from dutyroom.directory.model import Person, PhoneLabel, Unit, UnitKind
from dutyroom.log.model import Channel
from dutyroom.receipts.model import NewPaper, OpinionRole, PaperFile, PaperStepKind
from tests.ui.desk.sitting import CTRL, Desk, Key
from tests.ui.instructions.ordering import an_instruction, relayed
from ui.instructions.instruction_page import InstructionPage
from ui.instructions.page import SupervisionTab
from ui.instructions.paper_page import PaperPage
from ui.printing.outlets import Outlet
from ui.printing.preview import PreviewPage


def a_paper(desk: Desk, **changes: object) -> PaperFile:
    new = NewPaper(channel=Channel.FAX, title="关于报送安全生产情况的通知", issuer="省政府总值班室", pages=3)
    return desk.house.receipts.receive(desk.session, NewPaper(**{**vars(new), **changes}))  # type: ignore[arg-type]


def look_at(desk: Desk, file: PaperFile) -> PaperPage:
    desk.window.open_matter(file.paper.id)
    desk.settle()
    page = desk.window.pages.current()
    assert isinstance(page, PaperPage)
    return page


def told(desk: Desk, file: PaperFile) -> PaperFile:
    return desk.house.receipt_reader.file(desk.session, file.paper.id)


def previewed(desk: Desk) -> str:
    page = desk.window.pages.current()
    assert isinstance(page, PreviewPage)
    return page._pages.sheet.title


@pytest.mark.req("R120", "R144", "R160", "R162", "R187")
def test_opinions_are_transcribed_one_by_one_and_the_way_of_a_paper_can_be_followed(desk: Desk) -> None:
    file = a_paper(desk)
    page = look_at(desk, file)
    assert page.waiting.isVisible(), "a fax waits for the secretary-general"
    desk.press(Key.Key_O)
    dialog = desk.dialog()
    assert dialog.role.value() is OpinionRole.APPROVED
    dialog.person.setText("文怀谷")
    desk.save()
    assert dialog.message.isVisible(), "an opinion has words, also to put it off"
    dialog.words.setPlainText("请毓林同志阅示。")
    dialog.source.setText("传阅单")
    desk.at_another_seat(
        lambda: desk.house.receipts.note_query(
            desk.session, file.paper.id, file.paper.version, "省政府总值班室", "第3页缺页"
        )
    )
    desk.save()
    assert "changed by" in dialog.message.text(), "whoever was slower is told, and loses nothing"
    desk.save()
    assert told(desk, file).opinions()[0].text == "请毓林同志阅示。"
    assert "请毓林同志阅示。" in page.opinions.text()
    assert "第3页缺页" in page.way.text()
    desk.press(Key.Key_Q)
    desk.dialog().words.setPlainText("补发第3页")
    desk.save()
    desk.press(Key.Key_G)
    dialog = desk.dialog()
    dialog.to.setText("市应急局")
    desk.save()
    assert dialog.message.isVisible(), "who signed for it is asked for"
    dialog.person.setText("许知远")
    desk.save()
    assert told(desk, file).paper.whereabouts == "市应急局 许知远"
    desk.press(Key.Key_T)
    assert desk.dialogs() == [], "only a sealed letter is handed on unopened"


@pytest.mark.req("R161")
def test_a_sealed_letter_goes_to_its_addressee_unopened(desk: Desk) -> None:
    file = a_paper(desk, channel=Channel.PAPER, title="", addressee="文怀谷", pages=None)
    page = look_at(desk, file)
    desk.press(Key.Key_O)
    assert desk.dialogs() == []
    desk.press(Key.Key_T)
    assert desk.dialog().person.text() == "文怀谷"
    desk.save()
    assert told(desk, file).steps[-1].kind is PaperStepKind.HANDED_UNOPENED
    assert "文怀谷" in page.way.text()


@pytest.mark.req("R124", "R144", "R163", "R164")
def test_the_three_slips_and_the_register_are_previewed_and_noted_before_they_leave(desk: Desk) -> None:
    file = a_paper(desk)
    desk.clock.advance(timedelta(minutes=3))
    made = relayed(desk, an_instruction(desk, linked_id=file.paper.id))
    page = look_at(desk, file)
    (link,) = [one for one in page.findChildren(QPushButton) if made.instruction.number in one.text()]
    for key, title in ((Key.Key_X, "Fax and telegram circulation slip"), (Key.Key_Y, "Reading slip")):
        desk.press(key)
        assert previewed(desk) == title
        desk.press(Key.Key_Escape)
    link.click()
    desk.settle()
    assert isinstance(desk.window.pages.current(), InstructionPage)
    desk.press(Key.Key_X)
    assert previewed(desk) == "Routing slip"
    preview = desk.window.pages.current()
    assert isinstance(preview, PreviewPage)
    preview._gate(Outlet.PDF)
    newest = desk.house.journal.newest(limit=1)[0]
    assert (newest.act, newest.subject) == ("paper.put_out", made.instruction.id)
    desk.press(Key.Key_6, CTRL)
    page_of_tasks = desk.window.pages.supervision
    page_of_tasks.show_tab(SupervisionTab.REGISTER)
    desk.settle()
    page_of_tasks.register.print_button.click()
    desk.settle()
    assert previewed(desk) == "Receipt register"


@pytest.mark.req("R110", "R111", "R112")
def test_a_paper_is_proposed_to_whose_field_it_is_and_waits_where_views_differ(desk: Desk) -> None:
    verbs = desk.house.directory
    unit = verbs.add_unit(desk.session, Unit(id="", name="秘书长和副秘书长", kind=UnitKind.LEADERS), {}).id
    for name, post, field in (("姚静之", "副秘书长", "分管教育"), ("万晓棠", "副秘书长", "分管公安、信访")):
        person = Person(id="", unit_id=unit, name=name, post=post, is_leader=True, portfolio=field)
        verbs.add_person(desk.session, person, {PhoneLabel.MOBILE: "19900000041"})
    title = "关于校园周边公安巡逻的请示"
    file = a_paper(desk, channel=Channel.PAPER, issuer="市教育局", title=title)
    page = look_at(desk, file)
    assert page.route.text().splitlines() == [
        "Proposed  Advised  副秘书长 姚静之  answers for 教育",
        "Proposed  Informed  副秘书长 万晓棠  answers for 公安",
    ]
    desk.press(Key.Key_V)
    assert desk.dialogs() == [], "nobody has said anything yet"
    for name, role, words in (("姚静之", OpinionRole.ADVISED, "拟同意"), ("万晓棠", OpinionRole.INFORMED, "建议暂缓")):
        desk.press(Key.Key_O)
        dialog = desk.dialog()
        assert (dialog.person.text(), dialog.post.text(), dialog.role.value()) == (name, "副秘书长", role)
        dialog.words.setPlainText(words)
        desk.save()
    desk.press(Key.Key_V)
    desk.save()
    dialog = desk.dialog()
    assert dialog.message.isVisible(), "in what they differ is asked for"
    dialog.words.setPlainText("是否增设岗亭")
    desk.save()
    assert "Approved" in page.waiting.text()
    assert "是否增设岗亭" in page.way.text()
    desk.press(Key.Key_G)
    assert desk.dialogs() == [], "nothing is sent on before the secretary-general was heard"
    desk.press(Key.Key_O)
    dialog = desk.dialog()
    assert dialog.role.value() is OpinionRole.APPROVED
    dialog.person.setText("温怀谷")
    dialog.post.setText("秘书长")
    dialog.words.setPlainText("同意增设")
    desk.save()
    assert not page.waiting.isVisible()
    desk.press(Key.Key_G)
    assert desk.dialog().isVisible()
