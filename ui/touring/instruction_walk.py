"""The stations of an instruction: taken down, relayed with read-back, chased, supervised; papers and their slips."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from dutyroom.clock import SetClock
from dutyroom.documents.docx import write_docx
from dutyroom.documents.xlsx import write_xlsx
from dutyroom.instructions.model import SupervisionOrder, TaskMode
from dutyroom.instructions.views import SupervisionFilter
from dutyroom.receipts.model import CIRCULATED, Paper, RegisterFilter
from ui import terms
from ui.actions import Act
from ui.instructions.instruction_form import InstructionForm
from ui.instructions.instruction_page import InstructionPage
from ui.instructions.page import SupervisionPage, SupervisionTab
from ui.instructions.paper import sheet_of
from ui.instructions.paper_wish import PaperWish, WishKind
from ui.instructions.task_dialogs import ChaseDialog, RelayDialog
from ui.printing.pages import pages_of
from ui.printing.render import write_pdf
from ui.touring.album import Album
from ui.touring.alert_walk import answer_all
from ui.touring.hands import commit_text, press, settle, type_latin
from ui.window import DeskWindow

D = TypeVar("D", bound=QDialog)
_WORDS = "请交警、城管两家三日内拿出渣土车右转盲区整治方案，学校周边先行，方案报我。"


class InstructionWalk:
    """What an officer does when a leader gives an instruction, and with the papers that arrive."""

    def __init__(
        self, window: DeskWindow, clock: SetClock, keep: Callable[[str, str, QWidget], None], album: Album
    ) -> None:
        self._window = window
        self._clock = clock
        self._keep = keep
        self._album = album

    def walk(self) -> None:
        """Go through the stations."""
        self._take_down()
        self._relay()
        self._supervise()
        self._papers()
        self._print()

    def _show(self, name: str, shows: str) -> None:
        settle(self._window.workplace)
        answer_all(self._window)
        self._keep(name, shows, self._window)

    def _take_down(self) -> None:
        window = self._window
        answer_all(window)
        window.activateWindow()
        settle(window.workplace)
        press(window, Qt.Key.Key_F6)
        form = window.slips.in_front() if window.slips.isVisible() else window.forms.new_instruction()
        assert isinstance(form, InstructionForm)
        settle(window.workplace)
        type_latin(form.leader, "syl")
        form.leader.ask()
        press(form.leader, Qt.Key.Key_Return)
        commit_text(form.content, _WORDS)
        commit_text(form.notes, "据金桥路口事故登记口述，领导随后到市民中心开会。")
        form.source.setText("20时40分来电，原话记录")
        first = form.tasks.task_lines()[0]
        commit_text(first.unit, "云岭市公安局交通警察支队")
        commit_text(first.text, "牵头拿出整治方案，学校周边先行")
        second = form.tasks.add()
        commit_text(second.unit, "云岭市城市管理局")
        third = form.tasks.add()
        third.unit.setText("云岭市人民政府督查室")
        third.mode.choose(TaskMode.TAKE_NOTE)
        form.decided.setChecked(True)
        self._show("instruction-form", "批示指示：原文与备注分开，逐个单位定任务和时限")
        window.slips.save_current()
        settle(window.workplace)
        window.notice.acted.emit()
        settle(window.workplace)

    def _relay(self) -> None:
        page = self._page()
        self._clock.advance(timedelta(minutes=6))
        page.relay()
        dialog = self._dialog(RelayDialog)
        commit_text(dialog.person, "袁克勇")
        commit_text(dialog.read_back, "三日内拿出渣土车右转盲区整治方案，学校周边先行，报沈市长")
        self._picture("instruction-relay", "批示指示：宣读原文，记接收人和复诵", dialog)
        dialog.act()
        settle(self._window.workplace)
        page.chase()
        chase = self._dialog(ChaseDialog)
        commit_text(chase.answer, "已转秩序科起草，明日上午报初稿。")
        self._picture("instruction-chase", "批示指示：催办，每次都有答复", chase)
        chase.act()
        settle(self._window.workplace)
        self._show("instruction", "批示指示：原文、转录、任务、传达用时、催办计划、反馈情况")

    def _supervise(self) -> None:
        window = self._window
        window.go_to(Act.GO_SUPERVISION)
        page = window.pages.supervision
        self._show("supervision-due", "督办：按时限，逾期在前，计数与列表同一条件")
        for order, name, shows in (
            (SupervisionOrder.LEADER, "leader", "督办：按领导，各有几项、几项逾期"),
            (SupervisionOrder.UNIT, "unit", "督办：按承办单位"),
        ):
            page.tasks.choose_order(order)
            self._show(f"supervision-{name}", shows)
        page.tasks.choose_order(SupervisionOrder.DUE)
        self._tab(page, SupervisionTab.MOVED, "supervision-moved", "督办：今日动态")
        self._tab(page, SupervisionTab.REGISTER, "receipt-register", "收文登记：件数、页数、签收人、去向")

    def _papers(self) -> None:
        window = self._window
        window.forms.new_paper()
        self._show("paper-form", "收文登记：先清点，再签收")
        window.slips.hide_slips()
        window.notice.clear()
        window.open_matter(self._circulated().id)
        self._show("paper", "收文：传阅意见逐条转录，去向可查")
        window.back()
        settle(window.workplace)

    def _print(self) -> None:
        window = self._window
        house, session = window.workplace.house, window.workplace.session
        paper = self._circulated()
        (row, *_others) = house.instruction_reader.page(session, SupervisionFilter(), limit=1).rows
        wishes = (
            ("routing-slip", "公文运转单", PaperWish(WishKind.ROUTING, row.task.instruction_id)),
            ("circulation-slip", "传真电报传阅单", PaperWish(WishKind.CIRCULATION, paper.id)),
            ("reading-slip", "阅文单", PaperWish(WishKind.READING, paper.id)),
        )
        number = self._album.next_number()
        for name, shows, wish in wishes:
            sheet = sheet_of(house, session, wish, terms.language())
            write_pdf(pages_of(sheet), self._album.paper(number, f"{name}.pdf", f"{shows}（PDF）"))
            write_docx(sheet, self._album.paper(number, f"{name}.docx", f"{shows}（Word）"))
            write_xlsx(sheet, self._album.paper(number, f"{name}.xlsx", f"{shows}（Excel）"))
        for name, shows, wish in wishes:
            window.papers.print_slip(wish)
            self._show(f"print-{name}", f"打印预览：{shows}")
            window.back()
            settle(window.workplace)

    def _circulated(self) -> Paper:
        house, session = self._window.workplace.house, self._window.workplace.session
        papers = house.receipt_reader.page(session, RegisterFilter()).papers
        return next(paper for paper in papers if paper.channel in CIRCULATED)

    def _page(self) -> InstructionPage:
        page = self._window.pages.current()
        assert isinstance(page, InstructionPage)
        return page

    def _tab(self, page: SupervisionPage, tab: SupervisionTab, name: str, shows: str) -> None:
        page.show_tab(tab)
        self._show(name, shows)

    def _dialog(self, kind: type[D]) -> D:
        settle(self._window.workplace)
        return next(one for one in self._window.findChildren(kind) if one.isVisible())

    def _picture(self, name: str, shows: str, dialog: QDialog) -> None:
        settle(self._window.workplace)
        dialog.move(self._window.mapToGlobal(self._window.rect().center() - dialog.rect().center()))
        self._show(name, shows)
