"""The page of supervision: tasks by due time, leader, unit and age, what was moved today, and what to do when empty."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.desk.sitting import CTRL, Desk, Key
from tests.ui.instructions.ordering import an_instruction, relayed
from ui.instructions.instruction_page import InstructionPage
from ui.instructions.page import SupervisionPage, SupervisionTab
from ui.instructions.supervision_model import Column


def page_of(desk: Desk) -> SupervisionPage:
    desk.press(Key.Key_6, CTRL)
    return desk.window.pages.supervision


def shown(page: SupervisionPage, column: Column) -> list[str]:
    model = page.tasks.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


@pytest.mark.req("R121", "R127")
def test_tasks_stand_by_due_leader_unit_and_age_and_the_chips_count_what_they_show(desk: Desk) -> None:
    page = page_of(desk)
    assert page.tasks.empty.isVisible()
    page.tasks.empty.button().click()
    desk.settle()
    assert desk.window.slips.in_front() is not None, "the empty page offers what to do"
    desk.press(Key.Key_Escape)
    desk.clock.advance(timedelta(minutes=5))

    def ordered() -> None:
        an_instruction(desk, "林远航", "请核查渣土车整治进展。", ("市交警支队", "市城管局"))
        desk.clock.advance(timedelta(minutes=10))
        urgent = an_instruction(desk, "文怀谷", "请立即排查隧道照明。", ("市交警支队",), urgent=True)
        relayed(desk, urgent)

    desk.at_another_seat(ordered)
    page = page_of(desk)
    assert shown(page, Column.UNIT) == ["市交警支队", "市交警支队", "市城管局"], "what is due first stands first"
    assert shown(page, Column.STANDING) == ["Under way", "To relay", "To relay"]
    chips = page.tasks.state._chips
    assert [chips[key].text() for key in ("to_relay", "under_way", "overdue", "unowned", "moved", "closed")] == [
        "To relay 2",
        "Under way 1",
        "Late 0",
        "Nobody answers 3",
        "Moved today 3",
        "Closed 0",
    ]
    chips["to_relay"].click()
    desk.settle()
    assert len(shown(page, Column.UNIT)) == 2
    chips["to_relay"].click()
    head = page.tasks.table.horizontalHeader()
    head.sectionClicked.emit(int(Column.LEADER))
    desk.settle()
    groups = page.tasks.groups
    assert [groups.index(row, 0).data() for row in range(groups.rowCount())] == ["All", "林远航", "文怀谷"]
    page.tasks.group_table.setCurrentIndex(groups.index(2, 0))
    desk.settle()
    assert shown(page, Column.TASK) == ["请立即排查隧道照明"]
    head.sectionClicked.emit(int(Column.UNIT))
    desk.settle()
    assert [groups.index(row, 0).data() for row in range(groups.rowCount())] == ["All", "市交警支队", "市城管局"]
    desk.at_another_seat(lambda: an_instruction(desk, "文怀谷", "请总值班室今晚汇总。", ("",), urgent=True))
    page.tasks.group_table.setCurrentIndex(groups.index(groups.row_of(""), 0))
    desk.settle()
    assert shown(page, Column.UNIT) == ["This room"], "what the room does itself is a group like another"
    head.sectionClicked.emit(int(Column.AGE))
    desk.settle()
    assert shown(page, Column.AGE) == ["00:10", "00:10", "00:00", "00:00"]
    desk.clock.advance(timedelta(days=1))
    page.tasks.time_passed()
    desk.settle()
    assert chips["overdue"].text() == "Late 2"
    page.tasks.table.setFocus()
    desk.press(Key.Key_C, CTRL)
    assert "This room" in QApplication.clipboard().text(), "the marked row stays marked in another order"
    desk.press(Key.Key_Return)
    assert isinstance(desk.window.pages.current(), InstructionPage)
    desk.press(Key.Key_Escape)
    assert desk.window.pages.current() is page


def test_what_was_moved_today_stands_newest_first_and_opens_its_instruction(desk: Desk) -> None:
    file = relayed(desk, an_instruction(desk, "林远航", "请核查渣土车整治进展。", ("市交警支队",)))
    page = page_of(desk)
    page.show_tab(SupervisionTab.MOVED)
    desk.settle()
    model = page.moved.model
    assert [model.index(0, column).data() for column in (1, 2, 6)] == [
        "Relayed",
        "市交警支队",
        file.instruction.number,
    ]
    assert "复诵" not in str(model.index(0, 3).data())
    assert "Read back" in str(model.index(0, 3).data())
    desk.press(Key.Key_Return)
    current = desk.window.pages.current()
    assert isinstance(current, InstructionPage)
    assert current.view() is not None
