"""The watch changes hands on the screen: the real window, the real room, two passwords at one desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from dutyroom.accounts.model import Account
from dutyroom.handover.model import HandoverKind, HandoverState, SheetSection
from dutyroom.handover.views import HandoverLine
from dutyroom.log.model import Urgency
from tests.factories import OTHER_PASSWORD, PASSWORD
from tests.ui.desk.sitting import CTRL, Desk, Key, OpenDesk
from ui.handover.dialogs import PersonDialog, WatchSignDialog
from ui.handover.page import HandoverPage, Tab
from ui.handover.picture import Verb
from ui.printing.preview import PreviewPage
from ui.widgets.quiet_table import QuietTable
from ui.widgets.remembered import Remembered


def page_of(desk: Desk) -> HandoverPage:
    desk.press(Key.Key_F8)
    return desk.window.pages.handover


def until(desk: Desk, **later: float) -> None:
    """Let time pass while somebody is at the desk."""
    desk.clock.advance(timedelta(**later))
    desk.window.idle.somebody_is_here()
    desk.window.tick()
    desk.settle()


def press_next(desk: Desk, page: HandoverPage) -> None:
    """Press the one button that comes next."""
    button = page.handover.bar.verbs.primary
    assert button.isVisible()
    button.click()
    desk.settle()


def do(desk: Desk, page: HandoverPage, verb: Verb) -> None:
    """Choose an act from the menu."""
    page.handover.bar.verbs.trigger(verb)
    desk.settle()


def write_next_step(desk: Desk, page: HandoverPage, matter_id: str, words: str) -> None:
    page.handover.sheet.pending.mark(matter_id)
    desk.press(Key.Key_N)
    desk.say(words)
    desk.press(Key.Key_Return)


def sign(desk: Desk, password: str, reason: str = "") -> None:
    dialog: WatchSignDialog = desk.dialog()
    dialog.reason.setText(reason)
    dialog.password.setText(password)
    desk.press(Key.Key_Return, CTRL)


def state_of(page: HandoverPage) -> HandoverState | None:
    picture = page.handover.picture
    assert picture is not None
    return picture.handover.state if picture.handover is not None else None


def said(page: HandoverPage) -> str:
    labels = page.handover.bar.findChildren(QLabel)
    return " | ".join(one.text() for one in labels if one.isVisible())


def begin(desk: Desk) -> HandoverPage:
    """Take the first watch and come to a quarter of an hour before it ends."""
    page = page_of(desk)
    assert page.handover.nobody.isVisible()
    page.handover.nobody.button().click()
    desk.settle()
    desk.press(Key.Key_Return, CTRL)
    until(desk, hours=11, minutes=7)
    return page


@pytest.mark.req("R080", "R082", "R083", "R084", "R085")
def test_a_watch_is_handed_over_by_keys_with_arrival_cut_off_read_back_and_two_signatures(
    desk: Desk, incoming: Account
) -> None:
    routine = desk.log(subject="县里报送值班表").matter.id
    urgent = desk.log(subject="水库水位上涨", urgency=Urgency.URGENT).matter.id
    page = begin(desk)
    view = page.handover
    assert "(00:15)" in desk.window.strip.handover.text()
    assert "08:00" in view.idle.accessibleName()
    view.idle.button().click()
    desk.settle()
    view.sheet.show_section(SheetSection.EQUIPMENT)
    things = view.sheet.equipment.table
    things.horizontalHeader().resizeSection(0, 321)
    press_next(desk, page)  # the incoming has arrived
    arrival: PersonDialog = desk.dialog()
    assert arrival.person.currentText() == "周岚"
    desk.press(Key.Key_Return, CTRL)
    assert "周岚 arrived 07:45" in said(page)
    assert things.columnWidth(0) == 321, "a width that somebody drew stays while the sheet is read again"
    view.sheet.show_section(SheetSection.REMARKS)
    view.sheet.words.setFocus()
    desk.say("夜里无异常")
    press_next(desk, page)
    assert state_of(page) is HandoverState.READY

    pending = view.sheet.pending
    until(desk, minutes=1)
    desk.log(subject="截止之后来的电话")
    desk.settle()
    assert pending.model.rowCount() == 2, "what comes after the cut-off belongs to the next watch"
    view.sheet.show_section(SheetSection.PENDING)
    write_next_step(desk, page, routine, "等县里补报")
    write_next_step(desk, page, urgent, "每小时问一次水位")
    press_next(desk, page)
    sign(desk, "Wrong-Password-9")
    assert "wrong" in desk.dialog().message.text()
    sign(desk, PASSWORD)
    assert state_of(page) is HandoverState.SIGNED

    assert "not ticked" in said(page)
    view.bar.go_there.click()
    desk.settle()
    pending.mark(routine)
    desk.press(Key.Key_Space)
    pending.mark(urgent)
    desk.press(Key.Key_R)
    desk.say("九时前再问一次")
    desk.press(Key.Key_Return)
    assert pending.model.open_rows() == 0
    press_next(desk, page)
    sign(desk, OTHER_PASSWORD)
    assert "周岚 is responsible now" in page.message.text()
    assert "On watch: 周岚" in desk.window.strip.on_now.text()
    now = desk.clock.now()
    (line,) = desk.house.handover_reader.lines(desk.session, now - timedelta(days=1), now + timedelta(days=1))
    sheet = desk.house.handover_reader.sheet(desk.session, line.handover.id)
    assert line.handover.pending == 2
    assert sheet.text(SheetSection.REMARKS) == "夜里无异常"
    assert {one.read_back for one in sheet.pending} == {"", "九时前再问一次"}


@pytest.mark.req("R070", "R085")
def test_an_absence_a_refusal_and_a_forced_take_over_are_seen_and_have_their_reasons(
    desk: Desk, incoming: Account
) -> None:
    matter = desk.log(subject="县里报送值班表").matter.id
    page = begin(desk)
    view = page.handover
    desk.press(Key.Key_F10)
    desk.dialog().words.setPlainText("Meal")
    desk.press(Key.Key_Return, CTRL)
    assert "Away: 陈予 (Meal, 0 min)" in desk.window.strip.handover.text()
    assert "Away: 陈予" in said(page)
    desk.press(Key.Key_F10)
    assert "Away" not in desk.window.strip.handover.text()
    assert "back at the desk" in desk.window.notice.text()

    do(desk, page, Verb.PREPARE)
    do(desk, page, Verb.START)
    write_next_step(desk, page, matter, "等县里补报")
    do(desk, page, Verb.REFUSE)
    desk.dialog().words.setText("传真机没有交代")
    desk.press(Key.Key_Return, CTRL)
    assert state_of(page) is HandoverState.REFUSED
    assert "Refused: 传真机没有交代" in said(page)
    press_next(desk, page)
    desk.dialog().words.setPlainText("已补写")
    desk.press(Key.Key_Return, CTRL)
    assert state_of(page) is HandoverState.READY
    assert view.sheet.pending.next_step.text() == "等县里补报", "nothing typed is lost by a refusal"

    until(desk, minutes=30)
    assert "overdue" in desk.window.strip.handover.text()
    assert "overdue" in said(page)
    do(desk, page, Verb.FORCE)
    sign(desk, OTHER_PASSWORD, "交班人突发疾病")
    assert "周岚 is responsible now" in page.message.text()
    page.show_tab(Tab.REVIEW)
    desk.settle()
    line = page.review.model.line(0)
    assert line is not None
    assert line.handover.kind is HandoverKind.FORCED
    assert line.handover.reason == "交班人突发疾病"


def test_what_is_typed_on_the_sheet_is_kept_when_the_desk_is_locked_or_left_at_once(
    desk: Desk, open_desk: OpenDesk, incoming: Account
) -> None:
    page = begin(desk)
    do(desk, page, Verb.PREPARE)
    page.handover.sheet.show_section(SheetSection.REMARKS)
    desk.say("夜里无异常")
    desk.window.lock()
    desk.settle()
    handover = desk.house.handover_reader.standing(desk.session).handover
    assert handover is not None
    assert desk.house.handover_reader.sheet(desk.session, handover.id).text(SheetSection.REMARKS) == "夜里无异常"
    desk.window.locking.unlock()
    desk.say("，值班车待命")
    desk.leave()
    later = open_desk()
    page = page_of(later)
    page.handover.sheet.show_section(SheetSection.REMARKS)
    later.settle()
    assert page.handover.sheet.words.toPlainText() == "夜里无异常，值班车待命"
    assert state_of(page) is HandoverState.DRAFT


def forced_thrice(desk: Desk, incoming: Account) -> None:
    """Let three watches change hands without anything on the screen."""
    other, own = (incoming.id, OTHER_PASSWORD), (desk.session.account_id, PASSWORD)
    for account_id, password in (other, own, other):
        desk.house.handovers.force(desk.session, account_id, password, "演示")
        until(desk, hours=12)


@pytest.mark.req("R084", "R209")
def test_the_officer_in_charge_reads_compares_orders_and_marks_as_reviewed(desk: Desk, incoming: Account) -> None:
    matter = desk.log(subject="县里报送值班表").matter.id
    page = begin(desk)
    forced_thrice(desk, incoming)
    page.show_tab(Tab.REVIEW)
    desk.settle()
    review = page.review
    pane = review.pane
    assert review.model.rowCount() == 3
    assert review.table.currentIndex().row() == 2
    moved = pane.moves.row(0)
    assert moved is not None
    assert (moved.key, moved.cells[0]) == (matter, "Standing")
    pane.order.click()
    desk.dialog().words.setPlainText("今天下班前报我")
    desk.press(Key.Key_Return, CTRL)
    assert "今天下班前报我" in desk.file(matter).entries[-1].text
    pane.reviewed.click()
    desk.settle()
    line: HandoverLine | None = review.model.line(2)
    assert line is not None
    assert line.handover.reviewed_by == "陈予"
    assert not pane.reviewed.isVisible()
    assert review.officers.rowCount() == 2
    review.table.setFocus()
    desk.press(Key.Key_Space)
    assert pane.way.chosen() == {"sheet"}
    assert review.pending.accessibleDescription() == "Pending: 1 at first, 1 at last, 1 at most"
    desk.press(Key.Key_K)
    assert review.table.currentIndex().row() == 0, "K goes to the first handover of the day before"
    desk.press(Key.Key_K)
    assert review.model.rowCount() == 0, "where the list ends the range moves on"
    desk.press(Key.Key_J)
    assert review.model.rowCount() == 3
    review.export.click()
    desk.settle()
    preview = desk.window.pages.current()
    assert isinstance(preview, PreviewPage)
    assert preview.pages().sheet.title == "Review of handovers"
    desk.press(Key.Key_Escape)
    review.table.setFocus()
    desk.press(Key.Key_Return)
    preview = desk.window.pages.current()
    assert isinstance(preview, PreviewPage)
    assert preview.pages().sheet.title == "Handover sheet"
    tables = review.findChildren(QuietTable)
    kept = [one for table in tables for one in table.findChildren(Remembered)]
    assert len({one.name for one in kept}) == len(tables), "each list of the review keeps its own widths on this seat"
