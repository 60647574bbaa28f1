"""What the tour does when the watch changes: a handover with two signatures and a refusal, then a forced one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from dutyroom.alerts.model import SubjectKind
from dutyroom.clock import SetClock
from dutyroom.documents.docx import write_docx
from dutyroom.documents.xlsx import write_xlsx
from dutyroom.handover.model import Handover, Place, SheetSection, WordsKind
from dutyroom.handover_papers import handover_paper, range_paper
from ui import terms
from ui.actions import Act
from ui.handover.dialogs import PersonDialog, WatchSignDialog, WordsDialog
from ui.handover.page import HandoverPage, Tab
from ui.handover.picture import Verb
from ui.printing.pages import pages_of
from ui.printing.render import write_pdf
from ui.touring.album import Album
from ui.touring.alert_walk import answer_all, sweep
from ui.touring.hands import commit_text, settle
from ui.window import DeskWindow

Keep = Callable[[str, str, QWidget], None]
_OVERDUE_SWEEPS = 3


class HandoverWalk:
    """The stations of a morning: the night watch hands over at 8:00, and nobody comes in the afternoon."""

    def __init__(self, window: DeskWindow, clock: SetClock, keep: Keep, album: Album, password: str) -> None:
        self._window = window
        self._clock = clock
        self._keep = keep
        self._album = album
        self._password = password
        self._house = window.workplace.house
        self._session = window.workplace.session

    def walk(self) -> None:
        """Go through a handover with both signatures."""
        self._window.go_to(Act.GO_HANDOVER)
        self._show("handover-before", "交接：谁在负责、还有多久交接、上次交接；顶栏倒计时")
        self._away()
        self._do(Verb.PREPARE)
        self._arrive()
        self._show("handover-draft", "交接：准备中的交接单随值班记录变动，双方都能看，接班人已到岗")
        self._do(Verb.START)
        self._write()
        self._show("handover-ready", "交接：截止之后，待办事项逐项列出，缺什么写在上面")
        self._sections()
        self._sign_out(keep=True)
        self._refuse()
        self._sign_out(keep=False)
        self._take()
        self._show("handover-read-back", "交接：接班人逐项核对，重要事项写一行复述")
        handover = self._accept()
        self._show("handover-done", "交接：双方签字，现在由接班人负责")
        self._papers(handover)

    def force(self, moment: datetime) -> None:
        """Let a handover be overdue until its alert stands, and take over by force."""
        window = self._window
        self._come_to(moment)
        for _sweep in range(_OVERDUE_SWEEPS):
            sweep(window)
        overdue = [one for one in window.alarm.seen if one.subject.kind is SubjectKind.HANDOVER]
        assert overdue, "a handover that nobody came to raises an alert"
        window.alarm.open(overdue[0].id)
        self._show("handover-overdue", "交接：超过交接时间无人接班，警报按呼叫链升级，顶栏变色")
        answer_all(window)
        self._do(Verb.FORCE)
        dialog: WatchSignDialog = self._dialog()
        commit_text(dialog.reason, "交班人突发急病送医，无法签字")
        dialog.password.setText(self._password)
        self._picture("handover-forced", "交接：强制接班，写明原因，告知带班领导", dialog)
        self._act(dialog)

    # --- steps ---------------------------------------------------------------

    def _away(self) -> None:
        self._window.away.toggle()
        settle(self._window.workplace)
        dialog: WordsDialog = self._dialog()
        dialog.words.setPlainText("送签急件")
        self._act(dialog)
        self._show("handover-away", "交接：按一个键登记临时离岗，人和原因显示在顶栏")
        self._window.away.toggle()
        settle(self._window.workplace)
        self._window.notice.clear()

    def _arrive(self) -> None:
        self._do(Verb.ARRIVED)
        dialog: PersonDialog = self._dialog()
        self._act(dialog)

    def _write(self) -> None:
        """Write what the outgoing leaves: next steps, how things were found, a remark."""
        handover = self._handover()
        view = self._page.handover
        for one in self._house.handover_reader.sheet(self._session, handover.id).pending:
            if not one.next_step:
                place = Place(WordsKind.NEXT_STEP, one.matter_id)
                self._house.handovers.keep_words(self._session, handover.id, place, "按时限催办，有变化即报")
        view.sheet.show_section(SheetSection.EQUIPMENT)
        settle(self._window.workplace)
        for row in range(2):
            view.sheet.equipment.table.selectRow(row)
            view.sheet.equipment.table.turned.emit()
            settle(self._window.workplace)
        view.sheet.show_section(SheetSection.REMARKS)
        commit_text(view.sheet.words, "青岚高速事故续报时限在9时，伤员名单等市卫健委补报。")
        view.sheet.show_section(SheetSection.PENDING)
        view.keep_now()
        settle(self._window.workplace)

    def _sections(self) -> None:
        """Read the sections that other rooms fill."""
        sheet = self._page.handover.sheet
        sheet.show_section(SheetSection.INSTRUCTIONS)
        self._show("handover-tasks", "交接：批示任务和一天内要催办的，逐项列出承办单位和时限")
        sheet.show_section(SheetSection.REPORTS_DUE)
        self._show("handover-reports", "交接：要续报的时限，和还没有发出的直报信息在谁手里")
        sheet.show_section(SheetSection.PENDING)

    def _sign_out(self, *, keep: bool) -> None:
        self._do(Verb.SIGN_OUT)
        dialog: WatchSignDialog = self._dialog()
        dialog.password.setText(self._password)
        if keep:
            self._picture("handover-sign", "交接：交班人用本人密码签字，不用换人登录", dialog)
        self._act(dialog)

    def _refuse(self) -> None:
        self._do(Verb.REFUSE)
        dialog: PersonDialog = self._dialog()
        commit_text(dialog.words, "传真机没有交代")
        self._act(dialog)
        self._show("handover-refused", "交接：接班人说明原因退回，提醒带班领导；交班人员仍负责，已写的都在")
        self._do(Verb.RESUME)
        answer: WordsDialog = self._dialog()
        answer.words.setPlainText("传真机已查看，正常")
        self._act(answer)

    def _take(self) -> None:
        """Tick every pending matter by its key, and write the lines that the serious ones need."""
        pending = self._page.handover.sheet.pending
        for row in range(pending.model.rowCount()):
            pending.table.setCurrentIndex(pending.model.index(row, 0))
            one = pending.marked()
            if one is None or one.taken:
                continue
            if one.rule is not None:
                commit_text(pending.read_back, "盯住时限，有变化立即续报")
            pending.table.tick_wanted.emit()
        self._page.handover.keep_now()
        settle(self._window.workplace)
        pending.table.setCurrentIndex(pending.model.index(0, 0))

    def _accept(self) -> Handover:
        handover = self._handover()
        self._do(Verb.ACCEPT)
        dialog: WatchSignDialog = self._dialog()
        dialog.password.setText(self._password)
        self._picture("handover-accept", "交接：接班人签字，带班领导按值班表，可加同班人员", dialog)
        self._act(dialog)
        return handover

    def _papers(self, handover: Handover) -> None:
        """Keep the sealed sheet as it is printed and as files."""
        window = self._window
        number = self._album.next_number()
        sheet = handover_paper(self._house, self._session, handover.id, terms.language())
        write_pdf(pages_of(sheet), self._album.paper(number, "handover-sheet.pdf", "值班交接单（PDF）"))
        write_docx(sheet, self._album.paper(number, "handover-sheet.docx", "值班交接单（Word）"))
        write_xlsx(sheet, self._album.paper(number, "handover-sheet.xlsx", "值班交接单（Excel）"))
        self._page.handover.acts.print_wanted.emit(handover.id)
        self._show("print-handover", "打印预览：值班交接单，双方签名，页脚有日志链")
        window.back()
        settle(window.workplace)

    # --- how -----------------------------------------------------------------

    @property
    def _page(self) -> HandoverPage:
        return self._window.pages.handover

    def _handover(self) -> Handover:
        picture = self._page.handover.picture
        assert picture is not None
        assert picture.handover is not None
        return picture.handover

    def _come_to(self, moment: datetime) -> None:
        self._clock.jump(moment)
        self._window.idle.somebody_is_here()

    def _do(self, verb: Verb) -> None:
        self._page.handover.bar.verbs.trigger(verb)
        settle(self._window.workplace)

    def _dialog(self) -> Any:
        (found,) = [one for one in self._window.findChildren(QDialog) if one.isVisible()]
        return found

    def _act(self, dialog: PersonDialog | WatchSignDialog | WordsDialog) -> None:
        dialog.act()
        settle(self._window.workplace)

    def _picture(self, name: str, shows: str, dialog: QDialog) -> None:
        dialog.move(self._window.mapToGlobal(self._window.rect().center() - dialog.rect().center()))
        settle(self._window.workplace)
        self._keep(name, shows, self._window)

    def _show(self, name: str, shows: str) -> None:
        settle(self._window.workplace)
        self._window.tick()
        settle(self._window.workplace)
        self._keep(name, shows, self._window)


def reviewing(window: DeskWindow, keep: Keep, album: Album) -> None:
    """Read the past week as the officer in charge: drawn, against the one before, as printed, by officer."""
    window.go_to(Act.GO_HANDOVER)
    page = window.pages.handover
    page.show_tab(Tab.REVIEW)
    settle(window.workplace)
    review = page.review
    keep("review-difference", "审阅：历次交接班，待办、按时、来电、存放时间画成图；与上一班对比", window)
    review.pane.turn()
    settle(window.workplace)
    keep("review-sheet", "审阅：按打印样式看交接单", window)
    review.pane.turn()
    settle(window.workplace)
    review.pane.order.click()
    settle(window.workplace)
    (dialog,) = [one for one in window.findChildren(WordsDialog) if one.isVisible()]
    dialog.words.setPlainText("请今天12时前把伤员名单核实一遍报我。")
    dialog.move(window.mapToGlobal(window.rect().center() - dialog.rect().center()))
    settle(window.workplace)
    keep("review-order", "审阅：要求就是要办的事，作为某个事项的一条记录", window)
    dialog.act()
    review.pane.reviewed.click()
    settle(window.workplace)
    review.what.choose(frozenset({"officers"}))
    review.what.changed.emit(review.what.chosen())
    settle(window.workplace)
    keep("review-officers", "审阅：每个人的班数、按时、登记和补记", window)
    house, session, picture = window.workplace.house, window.workplace.session, review.picture
    assert picture is not None
    number = album.next_number()
    sheet = range_paper(house, session, picture.first, picture.last, terms.language())
    write_pdf(pages_of(sheet), album.paper(number, "handover-review.pdf", "交接班情况汇总（PDF）"))
    write_docx(sheet, album.paper(number, "handover-review.docx", "交接班情况汇总（Word）"))
    write_xlsx(sheet, album.paper(number, "handover-review.xlsx", "交接班情况汇总（Excel）"))
