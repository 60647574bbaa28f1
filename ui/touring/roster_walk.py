"""What the tour does with the roster: look at the wall, plan with a conflict, approve, change, swap, print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QDialog, QWidget

from dutyroom.documents.docx import write_docx
from dutyroom.documents.xlsx import write_xlsx
from dutyroom.roster.model import PlanState, SwapState
from dutyroom.roster.model import Slot as RosterSlot
from dutyroom.roster.views import PlanHead
from dutyroom.roster_papers import schedule_sheet
from dutyroom.whereabouts.model import WhereaboutsKind
from ui import terms
from ui.actions import Act
from ui.printing.pages import pages_of
from ui.printing.render import write_pdf
from ui.roster.page import RosterPage, Tab
from ui.roster.whereabouts_dialog import WhereaboutsDialog
from ui.touring.album import Album
from ui.touring.hands import settle
from ui.window import DeskWindow

Keep = Callable[[str, str, QWidget], None]


class RosterWalk:
    """The stations of the officer who sits at the desk."""

    def __init__(self, window: DeskWindow, keep: Keep, album: Album) -> None:
        self._window = window
        self._keep = keep
        self._album = album
        self._page = window.pages.roster

    def walk(self) -> None:
        """Go through the tabs."""
        self._window.go_to(Act.GO_ROSTER)
        self._show("roster-calendar", "值班：本月月历，姓名、农历、休和班")
        self._page.month.go(-1)
        settle(self._window.workplace)
        self._page.month.open_day(date(2026, 10, 1))
        self._show("roster-day", "值班：打开国庆节这一天，每个人为什么值班")
        self._page.month.close_day()
        self._page.month.go_today()
        self._actual()
        self._tab(Tab.MINE, "roster-mine", "值班：我的班次，确认知悉、申请换班、存为日历")
        self._tab(Tab.PEOPLE, "roster-people", "值班：人员，各类班次画成条形比较")
        self._people()
        self._leaders()
        self._swaps()
        self._planner()
        self._print()

    def _show(self, name: str, shows: str) -> None:
        settle(self._window.workplace)
        self._keep(name, shows, self._window)

    def _tab(self, tab: Tab, name: str, shows: str) -> None:
        self._page.show_tab(tab)
        self._show(name, shows)

    def _actual(self) -> None:
        """Open today, and the note of who was really on."""
        month = self._page.month
        settle(self._window.workplace)
        month.open_day(self._window.workplace.now().date())
        self._show("roster-today", "值班：打开今天，计划和实际分开，谁登记的")
        month.ask_actual()
        settle(self._window.workplace)
        self._dialog("roster-actual", "值班：登记实际值班，与值班表不同须写原因", month.noting.dialog)
        month.close_day()

    def _people(self) -> None:
        """Ask for a leader's number, and look at the rules."""
        people = self._page.people
        roster, session = self._window.workplace.house.roster, self._window.workplace.session
        leader = next(one for one in roster.members(session) if one.private_phone)
        people.table.selectRow(people.model.place_of(leader.id))
        people.ask_number()
        settle(self._window.workplace)
        self._dialog("roster-number", "值班：查看领导号码须写明理由，记入操作日志", people.dialog)
        people.ask_rules()
        settle(self._window.workplace)
        self._dialog("roster-rules", "值班：排班规则，岗位、名单、人数，从哪天起、为什么", people.dialog)

    def _leaders(self) -> None:
        """The leader in charge has not told where they are: the desk says so, one press notes it."""
        window, view = self._window, self._page.whereabouts
        house, session = window.workplace.house, window.workplace.session
        told = house.whereabouts.standing(session, house.clock.now())
        lead = next(notice for notice in told if notice.kind is WhereaboutsKind.IN_CITY)
        house.whereabouts.withdraw(session, lead.id, "去向有变，待重新告知")
        window.go_to(Act.GO_DESK)
        self._show("leader-not-told", "值守：带班领导尚未告知去向，提醒询问登记")
        window.pages.desk.leaders.acted.emit()
        settle(window.workplace)
        dialog = view.dialog
        assert isinstance(dialog, WhereaboutsDialog)
        dialog.place.setText("市政府家属院")
        dialog.until.setText("11-22 0800")
        dialog.until.settle()
        dialog.move(window.mapToGlobal(window.rect().center() - dialog.rect().center()))
        self._show("leader-whereabouts-note", "值班：登记领导去向，代管人按拼音首字母选")
        dialog.save_now()
        settle(window.workplace)
        view.table.selectRow(0)
        self._show("leader-whereabouts", "值班：领导去向，当前和今后七天，谁代管，历次登记")

    def _swaps(self) -> None:
        page = self._page
        page.show_tab(Tab.SWAPS)
        settle(self._window.workplace)
        rows = [page.swaps.rows.row(at) for at in range(page.swaps.rows.rowCount())]
        waiting = terms.label(SwapState.REQUESTED)
        page.swaps.table.selectRow(next((at for at, row in enumerate(rows) if row and row.cells[0] == waiting), 0))
        self._show("roster-swaps", "值班：换班的申请、同意和经过")
        page.swaps.open_request()
        settle(self._window.workplace)
        self._dialog("roster-swap-request", "值班：申请换班，替班人按合适程度列出", page.swaps.dialog)

    def _planner(self) -> None:
        window, page = self._window, self._page
        roster, session = window.workplace.house.roster, window.workplace.session
        head = _newest(window, PlanState.DRAFT)
        page.show_plan(head.id)
        settle(window.workplace)
        file = roster.plan(session, head.id)
        first, *others = [one for one in file.assignments if one.slot.date > file.head.first]
        same = next(one for one in others if one.slot.post is first.slot.post and one.slot != first.slot)
        page.planner.acts.change(first.slot, same.member_id)
        settle(window.workplace)
        page.planner.acts.change(others[-1].slot, None)
        settle(window.workplace)
        self._edit(page, first.slot)
        self._show("roster-conflict", "值班：排班有冲突时当即标出，按拼音首字母换人")
        page.planner.editor.close_list()
        for _change in range(2):
            page.planner.acts.undo()
            settle(window.workplace)
        page.planner.acts.new_plan()
        settle(window.workplace)
        self._dialog("roster-new-plan", "值班：新排班，最近的节日供选择", page.planner.acts.dialog)

    def _edit(self, page: RosterPage, slot: RosterSlot) -> None:
        index: QModelIndex = page.planner.model.index_of(slot)
        self._window.activateWindow()
        settle(self._window.workplace)
        page.planner.table.choose(slot)
        page.planner.table.edit_wanted.emit(index, "")
        settle(self._window.workplace)

    def _print(self) -> None:
        window = self._window
        house, session = window.workplace.house, window.workplace.session
        number = self._album.next_number()
        for head in house.roster.plans(session):
            if head.holiday_id is None:
                continue
            sheet = schedule_sheet(house, session, head.id, terms.language())
            name, shows = f"schedule-{head.holiday_id}-{head.first.year}", head.title
            write_pdf(pages_of(sheet), self._album.paper(number, f"{name}.pdf", f"{shows}（PDF）"))
            write_docx(sheet, self._album.paper(number, f"{name}.docx", f"{shows}（Word）"))
            write_xlsx(sheet, self._album.paper(number, f"{name}.xlsx", f"{shows}（Excel）"))
        self._page.show_plan(_newest(window, PlanState.DRAFT).id)
        settle(window.workplace)
        self._page.planner.verbs.schedule.trigger()
        self._show("print-schedule", "打印预览：节日值班安排表（暂定）")
        window.back()
        settle(window.workplace)

    def _dialog(self, name: str, shows: str, dialog: QDialog | None) -> None:
        assert dialog is not None
        keep_dialog(self._window, self._keep, name, shows, dialog)


def approving(window: DeskWindow, keep: Keep) -> None:
    """Approve the month that waits, as the secretary-general, and make a new version with its differences."""
    page = window.pages.roster
    window.go_to(Act.GO_ROSTER)
    settle(window.workplace)
    page.show_plan(_newest(window, PlanState.SUBMITTED).id)
    settle(window.workplace)
    keep("roster-approval", "值班：秘书长批准值班表", window)
    page.planner.acts.show_history()
    settle(window.workplace)
    assert page.planner.acts.dialog is not None
    keep_dialog(window, keep, "roster-history", "值班：值班表的经过，谁在何时办了什么", page.planner.acts.dialog)
    page.planner.acts.approve()
    settle(window.workplace)


def changing(window: DeskWindow, keep: Keep) -> None:
    """Tell everybody of the approved month, then change it in a new version."""
    page = window.pages.roster
    roster, session = window.workplace.house.roster, window.workplace.session
    window.go_to(Act.GO_ROSTER)
    settle(window.workplace)
    approved = _newest(window, PlanState.APPROVED)
    page.show_plan(approved.id)
    settle(window.workplace)
    page.planner.acts.show_notices()
    settle(window.workplace)
    assert page.planner.acts.dialog is not None
    keep_dialog(window, keep, "roster-notices", "值班：逐人通知、逐人确认", page.planner.acts.dialog)
    version = roster.revise(session, approved.id, "会议保障，调整当日值班人员")
    settle(window.workplace)
    page.show_plan(version.head.id)
    settle(window.workplace)
    desk = [one for one in version.assignments if not one.empty and one.slot.post is version.assignments[0].slot.post]
    later = (one for one in desk if one.slot.date > desk[0].slot.date and one.slot.turn is desk[0].slot.turn)
    other = next(one for one in later if one.member_id != desk[0].member_id)
    page.planner.acts.exchange(desk[0].slot, other.slot)
    settle(window.workplace)
    page.planner.acts.show_differences()
    settle(window.workplace)
    keep_dialog(window, keep, "roster-differences", "值班：新版本与上一版的差别", page.planner.acts.dialog)


def keep_dialog(window: DeskWindow, keep: Keep, name: str, shows: str, dialog: QDialog) -> None:
    """Keep a picture of a dialog in the middle of its window, and put it away."""
    dialog.move(window.mapToGlobal(window.rect().center() - dialog.rect().center()))
    settle(window.workplace)
    keep(name, shows, window)
    dialog.done(QDialog.DialogCode.Rejected)
    settle(window.workplace)


def _newest(window: DeskWindow, state: PlanState) -> PlanHead:
    heads = window.workplace.house.roster.plans(window.workplace.session)
    return max((head for head in heads if head.state is state), key=lambda head: head.created_at)
