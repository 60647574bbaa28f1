"""Leaders' private numbers: masked, shown for a reason, for a while, with a line in the journal (R088)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from tests.ui.directory.conftest import Desk, Directory
from ui.directory.number_row import NumberRow
from ui.directory.reason_dialog import ReasonDialog

MASKED, PLAIN = "199****0020", "19900000020"


@pytest.fixture
def mobile(desk: Desk, directory: Directory) -> NumberRow:
    """The masked mobile of the mayor, in sight."""
    desk.page.show_unit(directory.leaders.id, directory.mayor.id)
    return desk.page.view.person.numbers.rows()[1]


def _ask(desk: Desk, row: NumberRow) -> ReasonDialog:
    eye = next(eye for eye in row.findChildren(QToolButton) if eye.isVisible())
    desk.qtbot.mouseClick(eye, Qt.MouseButton.LeftButton)
    dialog = desk.page.findChild(ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def _field(dialog: ReasonDialog) -> QLineEdit:
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    return field


@pytest.mark.req("R088")
def test_a_leaders_mobile_is_masked_in_the_table_and_beside_it(desk: Desk, mobile: NumberRow) -> None:
    table = desk.page.view.table
    cells = [str(table.model().index(0, column).data()) for column in range(4)]
    assert mobile.shown_text() == MASKED
    assert MASKED in cells[2]
    assert not any(PLAIN in cell for cell in cells)


@pytest.mark.req("R088")
def test_without_a_reason_nothing_is_shown(desk: Desk, mobile: NumberRow) -> None:
    dialog = _ask(desk, mobile)
    desk.qtbot.keyClick(_field(dialog), Qt.Key.Key_Return)
    desk.settle()
    assert dialog.isVisible()
    assert "事由" in dialog.message.text()
    assert mobile.shown_text() == MASKED


@pytest.mark.req("R088")
def test_with_a_reason_it_is_shown_and_stands_in_the_journal(
    desk: Desk, mobile: NumberRow, house: House, session: Session
) -> None:
    dialog = _ask(desk, mobile)
    desk.commit(_field(dialog), "领导要求回电")
    desk.qtbot.keyClick(_field(dialog), Qt.Key.Key_Return)
    desk.settle()
    assert mobile.shown_text() == PLAIN
    line = house.journal.newest(limit=1)[0]
    assert (line.act, line.actor.account_id) == ("number.revealed", session.account_id)
    assert "领导要求回电" in str(line.detail)


@pytest.mark.req("R088")
def test_a_shown_number_is_masked_again_when_somebody_else_is_chosen(
    desk: Desk, mobile: NumberRow, directory: Directory
) -> None:
    mobile.reveal(PLAIN)
    desk.page.show_unit(directory.bureau.id)
    desk.page.show_unit(directory.leaders.id)
    assert desk.page.view.person.numbers.rows()[1].shown_text() == MASKED


def test_a_shown_number_stays_in_sight_while_a_check_is_noted(desk: Desk, mobile: NumberRow) -> None:
    mobile.reveal(PLAIN)
    mobile.note_no_answer()
    desk.settle()
    assert mobile.shown_text() == PLAIN
    assert "no answer" in mobile.accessibleDescription()


def test_a_usual_reason_is_filled_in_by_a_button(desk: Desk, mobile: NumberRow) -> None:
    dialog = _ask(desk, mobile)
    chip = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Call back")
    desk.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert _field(dialog).text() == "Call back"
    assert _field(dialog).hasFocus()


def test_esc_leaves_the_question_at_once(desk: Desk, mobile: NumberRow) -> None:
    dialog = _ask(desk, mobile)
    with desk.qtbot.waitSignal(dialog.rejected):
        desk.qtbot.keyClick(_field(dialog), Qt.Key.Key_Escape)
    assert mobile.shown_text() == MASKED
