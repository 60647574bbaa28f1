"""A report at the desk: drafted by one key, looked through while one types, signed at two gates, sent, corrected."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from dutyroom.accounts.model import NewAccount, Role
from dutyroom.incidents.events import EventFile
from dutyroom.log.model import Category, Urgency
from dutyroom.reports.model import DispatchChannel, Gate, InformationOutcome, ReportFile, ReportState
from dutyroom.reports.views import Element, ElementState
from tests.factories import PASSWORD, a_sheet, a_slip, an_officer
from tests.reports.conftest import a_directory, dead
from tests.ui.desk.sitting import CTRL, Desk, Key, OpenDesk
from ui.incidents.event_page import EventPage
from ui.reports.report_page import ReportFilePage
from ui.reports.report_verbs import Tab
from ui.reports.words_part import KEPT


def event_of(desk: Desk) -> EventFile:
    """Log an accident with three dead, in a room whose leaders are known."""
    a_directory(desk.house, desk.session)
    slip = a_slip(desk.clock, category=Category.EMERGENCY, urgency=Urgency.FLASH, subject="青云路两车相撞")
    sheet = a_sheet(place="东湖区青云路与滨河街路口")
    return desk.house.incidents.open_event(desk.session, slip, sheet, [dead(3)])


def page_of(desk: Desk) -> ReportFilePage:
    page = desk.window.pages.current()
    assert isinstance(page, ReportFilePage)
    return page


def drafted(desk: Desk, event: EventFile) -> ReportFilePage:
    """Open the event's page and press T."""
    desk.window.open_matter(event.incident.id)
    desk.settle()
    assert isinstance(desk.window.pages.current(), EventPage)
    desk.press(Key.Key_T)
    return page_of(desk)


def file_of(desk: Desk) -> ReportFile:
    """Return the report that is shown, as it stands in the data file."""
    shown = page_of(desk).desk()
    assert shown is not None
    return desk.house.report_reader.file(desk.session, shown.file.report.id)


def a_signer(desk: Desk, name: str, role: Role) -> str:
    """Open the account of somebody who decides, with the password that everybody here types."""
    new = NewAccount(f"login-{name}", name, frozenset({role}))
    return desk.house.accounts.open(desk.session, new, PASSWORD, must_change=False).id


def signed(desk: Desk, account_id: str, words: str = "") -> None:
    """Decide at the gate as somebody who comes to this desk and types their own password."""
    desk.press(Key.Key_G)
    dialog = desk.dialog()
    dialog.who.setCurrentIndex(dialog.who.findData(account_id))
    dialog.words.setPlainText(words)
    dialog.password.setText(PASSWORD)
    desk.save()
    assert desk.dialogs() == []


@pytest.mark.req("R093", "R095", "R249")
def test_one_key_drafts_a_report_whose_elements_and_figures_are_looked_through_while_one_types(
    desk: Desk, open_desk: OpenDesk
) -> None:
    event = event_of(desk)
    page = drafted(desk, event)
    checks, editor = page.words.checks, page.words.editor
    assert editor.title.text() == "关于青云路两车相撞的报告（初报）"
    states = checks.elements.states()
    assert states[Element.TIME] is ElementState.PRESENT
    assert states[Element.CAUSE] is ElementState.UNVERIFIED
    assert states[Element.PROPOSAL] is ElementState.MISSING
    assert "3 missing" in checks.summary.text()
    assert checks.differences() == []
    editor.body.moveCursor(editor.body.textCursor().MoveOperation.End)
    editor.body.setFocus()
    desk.say("据群众反映，死亡5人。建议市领导赴现场。")
    assert checks.elements.states()[Element.PROPOSAL] is ElementState.PRESENT
    (difference,) = checks.differences()
    assert "5 here" in difference
    assert "3 (东湖区应急管理局)" in difference
    assert len(editor.body.extraSelections()) == 1, "the figure is marked in the text"
    checks.links()[0].choose()
    assert editor.body.toPlainText().endswith("死亡3人（东湖区应急管理局20时38分）")
    desk.press(Key.Key_Z, CTRL)
    assert editor.body.toPlainText().endswith("建议市领导赴现场。")
    page.words.keep_now()
    assert len(desk.drafts("report words")) == 1, "nothing typed is lost when the power fails now"

    desk.leave()
    again = open_desk()
    page = drafted(again, event)
    assert page.words.editor.body.toPlainText().endswith("建议市领导赴现场。"), "the key goes on with the open draft"
    page.words.editor.setFocus()
    again.save()
    assert file_of(again).report.version == 2
    assert again.drafts("report words") == []
    assert not page.words.changed()


def test_words_saved_from_here_are_not_told_as_somebody_elses_when_the_news_come_first(desk: Desk) -> None:
    page = drafted(desk, event_of(desk))
    page.words.editor.body.insertPlainText("另据了解，道路已双向中断。")
    report = file_of(desk).report
    desk.house.reports.save(desk.session, report.id, report.version, page.words.editor.text())
    desk.settle()
    assert file_of(desk).report.version == page.words.version() == report.version + 1
    assert not page.words.changed()
    assert page.message.text() == ""
    assert page.tabs.currentIndex() == Tab.WORDS


def test_what_was_kept_before_the_last_words_does_not_come_back_over_those_that_were_saved(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = drafted(desk, event_of(desk))
    page.words.editor.body.insertPlainText("据了解，")
    page.words.keep_now()
    desk.settle()
    page.words.editor.body.insertPlainText("道路已双向中断。")

    def still_under_way(*_of: object) -> None:
        """The draft goes away later than the page asks for it: the lanes do not wait for each other."""

    monkeypatch.setattr(desk.house.drafts, "drop", still_under_way)
    page.save()
    desk.settle()
    assert "据了解，道路已双向中断。" in page.words.editor.body.toPlainText()
    assert not page.words.changed()
    assert page.tabs.currentIndex() == Tab.WORDS
    assert desk.drafts(KEPT), "the draft was there to come back"


@pytest.mark.req("R043", "R048", "R094", "R096", "R097")
def test_a_report_passes_two_gates_goes_out_once_to_each_and_is_followed_up_to_whoever_was_told(desk: Desk) -> None:
    event = event_of(desk)
    head = a_signer(desk, "林秋实", Role.LEADER_IN_CHARGE)
    secretary = a_signer(desk, "沈知远", Role.SECRETARY_GENERAL)
    page = drafted(desk, event)
    desk.press(Key.Key_S)
    assert page.tabs.currentIndex() == Tab.GATES
    lower, upper = page.gates.cards[Gate.LEADERS], page.gates.cards[Gate.UPWARD]
    assert (lower.state.text(), upper.state.text()) == ("Waiting", "After the gate before")
    assert "林秋实" in lower.asked.text()
    desk.clock.advance(timedelta(minutes=12))
    desk.window.tick()
    assert "00:12" in lower.waiting.text()
    assert lower.late.isVisible()
    assert "00:12" in page.head.waiting.text()
    desk.press(Key.Key_G)
    dialog = desk.dialog()
    dialog.password.setText("not the password")
    desk.save()
    assert dialog.isVisible(), "a wrong password signs nothing"
    dialog.reject()
    signed(desk, head, "同意报市领导")
    assert "同意报市领导" in lower.decided.text()
    assert "own password" in lower.decided.text()
    signed(desk, secretary)
    assert file_of(desk).signed_by() == "沈知远"
    assert all(step.signature_id for step in file_of(desk).steps if step.step.value == "approved")

    desk.press(Key.Key_D)
    sending = page.sending
    leader = next(one for one in file_of(desk).standing() if one.class_id == "leaders")
    sending.mark(leader.key)
    desk.settle()
    box = sending.box
    assert "秦望舒" in box.name.text()
    assert "请复述主要内容" in box.words.toPlainText()
    box.copy.click()
    assert QGuiApplication.clipboard().text() == box.words.toPlainText()
    assert box.channel.value() is DispatchChannel.PHONE
    box.received_by.setText("秦望舒")
    box.read_back.setText("死亡三人")
    box.send.click()
    desk.settle()
    (sent,) = file_of(desk).dispatches
    assert (sent.received_by, sent.read_back, sent.channel) == ("秦望舒", "死亡三人", DispatchChannel.PHONE)
    assert file_of(desk).report.state is ReportState.SENT
    due = desk.window.due.model
    lines = [str(due.data(due.index(row))) for row in range(due.rowCount())]
    assert any(line.startswith(f"{sent.number} Written report") for line in lines), "phone first: paper is due"
    sending.mark(leader.key)
    desk.settle()
    box.send.click()
    desk.settle()
    assert page.message.isVisible()
    assert "秦望舒" in page.message.text()
    assert desk.session.name in page.message.text()
    assert len(file_of(desk).dispatches) == 1, "nobody is told the same stage twice in the same way"

    desk.press(Key.Key_M)
    desk.clock.advance(timedelta(minutes=20))
    desk.press(Key.Key_T)
    assert page_of(desk).head.stage.text() == "Follow-up 1"
    assert page.sending.model.recipient(page.sending.model.row_of(leader.key)) is not None
    told = next(one for one in file_of(desk).standing() if one.key == leader.key)
    assert told.why.value == "told_before"
    assert page.register.rows.rowCount() == 1, "one register for all reports of the event"


@pytest.mark.req("R094")
def test_the_secretary_general_clears_a_report_at_a_desk_of_their_own(desk: Desk, open_desk: OpenDesk) -> None:
    event = event_of(desk)
    head = a_signer(desk, "林秋实", Role.LEADER_IN_CHARGE)
    secretary = a_signer(desk, "沈知远", Role.SECRETARY_GENERAL)
    drafted(desk, event)
    desk.press(Key.Key_S)
    signed(desk, head)
    report = file_of(desk).report
    desk.leave()
    other = open_desk(desk.house.accounts.sign_in(secretary))
    other.window.pages.show_report(report.id)
    other.settle()
    page = page_of(other)
    assert not page.words.editor.editable()
    signed(other, secretary, "同意上报")
    assert file_of(other).signed_by() == "沈知远"


@pytest.mark.req("R260")
def test_any_information_has_one_of_three_outcomes_and_somebody_is_told(desk: Desk) -> None:
    file = desk.log(subject="市民反映路灯不亮")
    page = desk.look_at(file)
    desk.press(Key.Key_Z)
    dialog = desk.dialog()
    dialog.outcome.choose(InformationOutcome.RETURN)
    desk.save()
    assert dialog.message.text() == "Write down the words."
    dialog.told.setText("东湖区值班室陆青山")
    dialog.words.setPlainText("请补充具体路段")
    desk.save()
    assert page.rows()[-1].text() == "退回补充，已告知东湖区值班室陆青山：请补充具体路段"
    (noted,) = desk.house.report_reader.outcomes(desk.session, file.matter.id)
    assert noted.outcome is InformationOutcome.RETURN


@pytest.mark.req("R049", "R058")
def test_a_report_is_returned_passed_by_corrected_and_withdrawn_each_with_its_reason(desk: Desk) -> None:
    event = event_of(desk)
    head = a_signer(desk, "林秋实", Role.LEADER_IN_CHARGE)
    page = drafted(desk, event)
    desk.press(Key.Key_S)
    desk.press(Key.Key_G)
    dialog = desk.dialog()
    dialog.who.setCurrentIndex(dialog.who.findData(head))
    dialog.give_back.setChecked(True)
    dialog.password.setText(PASSWORD)
    desk.save()
    assert "has to be changed" in dialog.message.text()
    dialog.words.setPlainText("补充伤员去向")
    desk.save()
    assert file_of(desk).report.state is ReportState.RETURNED
    assert page.words.editor.editable()
    assert "补充伤员去向" in page.gates.cards[Gate.LEADERS].decided.text()
    page.words.editor.body.appendPlainText("伤员已送市一医院。")
    desk.press(Key.Key_B)
    dialog = desk.dialog()
    dialog.reject()
    page.save()
    desk.settle()
    desk.press(Key.Key_B)
    dialog = desk.dialog()
    dialog.leader.setText("秦望舒")
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_B)
    dialog = desk.dialog()
    assert dialog.leader.text() == "秦望舒", "what was typed and not sent comes back"
    dialog.reason.setPlainText("值班室负责人在途，电话不通")
    desk.save()
    assert "Owed" not in page.head.waiting.text()  # it waits, and says how long
    assert page.gates.cards[Gate.LEADERS].late.isVisible()
    assert file_of(desk).report.owing == {Gate.LEADERS}

    desk.press(Key.Key_D)
    model = page.sending.model
    names = [model.data(model.index(row, 0)) for row in range(model.rowCount())]
    county = next(one for one in file_of(desk).standing() if one.class_id == "counties")
    page.sending.mark(county.key)
    desk.settle()
    page.sending.remove.click()
    desk.settle()
    desk.say("已由县区先行掌握")
    desk.save()
    assert len(file_of(desk).standing()) == len(names) - 1
    page.sending.mark(county.key)
    desk.settle()
    assert page.sending.remove.text() == "Put back"
    page.sending.remove.click()
    desk.settle()
    assert len(file_of(desk).standing()) == len(names), "the same key undoes it"
    page.sending.mark(county.key)
    desk.settle()
    page.sending.box.send.click()
    desk.settle()
    page.sending.mark(county.key)
    desk.settle()
    page.sending.box.received_by.setText("县区值班员陆青山")
    page.sending.box.receipt.click()
    desk.settle()
    assert file_of(desk).dispatches[0].received_by == "县区值班员陆青山"
    desk.clock.advance(timedelta(minutes=2))
    waiting = [one for one in file_of(desk).standing() if one.class_id == "leaders" or one.class_id == "committee"]
    page.sending.mark(waiting[0].key)
    page.sending.table.selectionModel().select(
        model.index(model.row_of(waiting[1].key), 0),
        QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
    )
    desk.settle()
    assert page.sending.box.name.text() == "2 recipients are marked"
    page.sending.box.send.click()
    desk.settle()
    both = file_of(desk).dispatches[1:]
    assert {one.channel for one in both} == {one.channel for one in waiting}, "each by the means that is proposed"
    assert {one.sent_at for one in both} == {desk.clock.now()}

    first = file_of(desk).report
    desk.press(Key.Key_E)
    desk.say("死亡人数有误")
    desk.save()
    new = file_of(desk).report
    assert (new.corrects_id, page.title.text()) == (first.id, new.title)
    assert page.corrects.text() == f"Corrects {first.number}"
    assert "更正" in page.words.editor.body.toPlainText()
    desk.press(Key.Key_W)
    desk.say("与指挥部核对后不需更正")
    desk.save()
    assert file_of(desk).report.state is ReportState.WITHDRAWN
    assert page.history.steps.rowCount() == 2
    assert not page.words.editor.editable()


def test_two_officers_on_one_draft_see_who_holds_it_and_overwrite_nothing(desk: Desk, open_desk: OpenDesk) -> None:
    event = event_of(desk)
    page = drafted(desk, event)
    page.words.editor.body.appendPlainText("我写的一句。")
    second = desk.house.accounts.sign_in(an_officer(desk.house, desk.session, "周岚", Role.DUTY_OFFICER).id)
    report = file_of(desk).report

    def take_over_and_save() -> None:
        desk.house.reports.hold(second, report.id, take_over=True)
        text = desk.house.report_reader.file(second, report.id).text
        desk.house.reports.save(second, report.id, 1, type(text)(text.title, text.body + "周岚写的。", text.urgency))

    desk.at_another_seat(take_over_and_save)
    desk.settle()
    assert not page.words.editor.editable(), "who has it in hand writes, others read along"
    assert "周岚" in page.head.holder.text()
    assert page.words.editor.body.toPlainText().endswith("我写的一句。"), "what was typed stays"
    page.save()
    desk.press(Key.Key_H)
    assert page.words.editor.editable()
    page.save()
    desk.settle()
    assert "周岚" in page.message.text()
    assert file_of(desk).text.body.endswith("周岚写的。"), "nothing is overwritten"
    page.message.acted.emit()
    desk.settle()
    page.save()
    desk.settle()
    file = file_of(desk)
    assert (file.report.version, file.versions[-1].based_on) == (3, 2)
    assert file.text.body.endswith("我写的一句。")
    page.tabs.setCurrentIndex(Tab.HISTORY)
    assert page.history.version.count() == 3
    assert len(page.history.words.extraSelections()) == 2, "the lines that this version changed are marked"
    desk.press(Key.Key_P)
    assert (
        "关于青云路两车相撞的报告" in "".join(one.text() for one in desk.window.pages.current().findChildren(QLabel))
        or desk.window.pages.current().pages().sheet.title
    )
