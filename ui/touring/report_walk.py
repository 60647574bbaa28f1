"""The stations of a situation report: drafted with elements that lack, two gates, the sending, the follow-up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog

from dutyroom.clock import SetClock
from dutyroom.demo import HEAD, SECRETARY_GENERAL
from dutyroom.documents.docx import write_docx
from dutyroom.incidents.events import EventFilter
from dutyroom.report_papers import report_sheet
from dutyroom.reports.model import Gate
from ui.actions import Act
from ui.printing.pages import pages_of
from ui.printing.render import write_pdf
from ui.reports.gate_dialogs import SignDialog
from ui.reports.report_page import ReportFilePage
from ui.reports.report_verbs import Tab
from ui.terms import language
from ui.touring.album import Album
from ui.touring.alert_walk import answer_all
from ui.touring.hands import commit_text, settle
from ui.window import DeskWindow


class ReportWalk:
    """What an officer does when an event has to go up."""

    def __init__(
        self, window: DeskWindow, clock: SetClock, show: Callable[[str, str], None], album: Album | None = None
    ) -> None:
        self._window = window
        self._clock = clock
        self._show = show
        self._album = album

    def walk(self) -> None:
        """Go through the stations."""
        self._draft()
        self._clear()
        self._send()
        self._paper()
        self._follow_up()
        self._window.go_to(Act.GO_REPORTS)
        self._show("reports", "直报信息：状态、阶段、审核等待时间，计数与列表同一条件")

    @property
    def _page(self) -> ReportFilePage:
        return self._window.pages.report_page

    def _settle(self) -> None:
        settle(self._window.workplace)

    def _later(self, minutes: int) -> None:
        """Let minutes pass in which somebody sits at the desk."""
        self._clock.advance(timedelta(minutes=minutes))
        self._window.idle.somebody_is_here()
        self._window.tick()
        answer_all(self._window)

    def _open_event(self) -> None:
        """Open the newest event, which was told a moment ago."""
        house, session = self._window.workplace.house, self._window.workplace.session
        events = house.event_reader.all(session, EventFilter(open=True))
        self._window.open_matter(max(events, key=lambda event: event.received_at).id)
        self._settle()

    def _draft(self) -> None:
        answer_all(self._window)
        self._open_event()
        self._window.pages.event_page.reports.make_next()
        self._settle()
        self._show("report-draft", "直报起草：由档案成文，数据注明来源，缺少的要素逐项点出")
        editor = self._page.words.editor
        editor.body.moveCursor(QTextCursor.MoveOperation.End)
        editor.body.setFocus()
        commit_text(editor.body, "另据群众反映，受伤9人。建议市政府派员赴现场指导。")
        self._show("report-checks", "直报起草：与档案不一致的数据标出，要素随写随查")
        editor.body.undo()
        commit_text(editor.body, "建议市政府派员赴现场指导，影响范围为省道217线双向中断。")

    def _clear(self) -> None:
        page = self._page
        page.submit()
        self._settle()
        self._later(3)
        page.tabs.setCurrentIndex(Tab.GATES)
        self._settle()
        self._show("report-gates", "直报审核：两道审核，等待时间可见，超时上提")
        self._sign(HEAD, "同意报市领导，请继续核实被困人数。", name="report-sign")
        self._sign(SECRETARY_GENERAL, "同意上报。")
        self._show("report-cleared", "直报审核：意见、姓名、时间和本人签署")

    def _sign(self, login: str, opinion: str, *, name: str = "") -> None:
        workplace = self._window.workplace
        answer_all(self._window)
        self._page.sign()
        self._settle()
        dialog = next(one for one in self._window.findChildren(SignDialog) if one.isVisible())
        account = next(one for one in workplace.house.accounts.all() if one.login == login)
        dialog.who.setCurrentIndex(dialog.who.findData(account.id))
        commit_text(dialog.words, opinion)
        dialog.password.setText(workplace.password_hint)
        if name:
            self._in_the_middle(dialog)
            self._show(name, "直报审核：审核人在本机以本人密码签署")
        dialog.act()
        self._settle()

    def _in_the_middle(self, dialog: QDialog) -> None:
        dialog.move(self._window.mapToGlobal(self._window.rect().center() - dialog.rect().center()))

    def _send(self) -> None:
        page = self._page
        page.show_sending()
        desk = page.desk()
        assert desk is not None
        first = next(one for one in desk.file.standing() if one.gate is Gate.LEADERS)
        page.sending.mark(first.key)
        self._settle()
        box = page.sending.box
        commit_text(box.received_by, first.name)
        commit_text(box.read_back, "死亡3人、重伤6人，复述无误")
        self._show("report-sending", "直报报送：按分工提出名单，电话用语和短信可复制，登记接收和复述")
        box.submit()
        self._settle()
        page.sending.mark(first.key)
        self._settle()
        box.submit()
        self._settle()
        self._show("report-twice", "直报报送：同一阶段不重复报送，说明谁在何时已报")
        page.message.clear()
        for class_id in ("committee", "general_office"):
            one = next((known for known in desk.file.standing() if known.class_id == class_id), None)
            if one is not None:
                page.sending.mark(one.key)
                self._settle()
                commit_text(box.received_by, "值班员江旭帆" if class_id == "committee" else "省值班室值班员")
                box.submit()
                self._settle()

    def _paper(self) -> None:
        page = self._page
        page.tabs.setCurrentIndex(Tab.HISTORY)
        self._show("report-history", "直报经过：每一步何人何时，稿次和改动")
        self._window.papers.print_report(page.shown_id())
        self._show("report-print", "打印预览：直报信息")
        self._window.back()
        if self._album is None:
            return
        workplace, number = self._window.workplace, self._album.next_number()
        sheet = report_sheet(workplace.house, workplace.session, page.shown_id(), language())
        write_pdf(pages_of(sheet), self._album.paper(number, "situation-report.pdf", "突发公共事件直报信息（PDF）"))
        write_docx(sheet, self._album.paper(number, "situation-report.docx", "突发公共事件直报信息（Word）"))

    def _follow_up(self) -> None:
        window = self._window
        window.back()
        self._settle()
        self._later(4)
        self._open_event()
        window.pages.event_page.reports.make_next()
        self._settle()
        self._page.show_sending()
        self._show("report-follow-up", "续报：此前收到的对象自动在名单上")
        self._page.tabs.setCurrentIndex(Tab.REGISTER)
        self._show("report-register", "直报登记：一个事件一本，报给谁、何时、何人接收")
