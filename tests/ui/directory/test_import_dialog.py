"""Importing a file: nothing before the preview, the good rows only, and the same file twice changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.directory.reading import read_directory_file
from dutyroom.errors import Refused
from tests.ui.directory.conftest import Desk
from ui.directory.busy_view import BusyView
from ui.directory.files import TemplateSaver
from ui.directory.import_dialog import ImportDialog
from ui.directory.import_preview import Part

TABLE = """单位,单位简称,单位类别,姓名,职务,办公电话,手机,传真,颜色
云岭市应急管理局,市应急局,市直部门,,,,,0999-8000009,
云岭市地震局,市地震局,市直部门,,,0999-8000101,,0999-8000102,红
云岭市地震局,,,甘若水,局长,0999-8000103,19900000012,,
云岭市地震局,,外星单位,傅清扬,副局长,999-8000104,,,
,,,没单位,科员,,,,
东湖区人民政府总值班室,,县区,,,,,,
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with a new unit, a changed fax, a known unit, and two bad rows."""
    written = tmp_path / "通讯录.csv"
    written.write_text(TABLE, "utf-8-sig")
    return written


def _open(desk: Desk, file: Path) -> ImportDialog:
    dialog = desk.page.import_file(file)
    assert dialog is not None
    desk.settle()
    return dialog


def _cells(dialog: ImportDialog, part: Part) -> list[tuple[str, ...]]:
    dialog.model.set_part(part)
    return [dialog.model.cells(at) for at in range(dialog.model.rowCount())]


def _visible(dialog: ImportDialog) -> set[str]:
    return {button.text().replace("&", "") for button in dialog.findChildren(QPushButton) if button.isVisible()}


def test_the_preview_says_what_is_new(desk: Desk, file: Path) -> None:
    new = _cells(_open(desk, file), Part.NEW)
    assert [cells[:2] for cells in new] == [("Unit", "云岭市地震局"), ("Person", "甘若水")]
    assert "0999-8000102" in new[0][2]
    assert "局长" in new[1][2]


def test_the_preview_says_what_changes_from_what_to_what(desk: Desk, file: Path) -> None:
    assert _cells(_open(desk, file), Part.CHANGED) == [
        ("2", "云岭市应急管理局", "传真", "0999-8000002", "0999-8000009"),
    ]


def test_the_preview_names_line_column_and_reason_of_each_problem(desk: Desk, file: Path) -> None:
    problems = _cells(_open(desk, file), Part.PROBLEMS)
    assert [cells[1:3] for cells in problems] == [("1", "颜色"), ("5", "单位类别"), ("5", "办公电话"), ("6", "单位")]
    assert "外星单位" in problems[1][3]
    assert all(cells[3] for cells in problems)


def test_nothing_is_written_before_the_button_is_pressed(
    desk: Desk, file: Path, house: House, session: Session
) -> None:
    before = house.directory.book(session)
    dialog = _open(desk, file)
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    desk.settle()
    assert house.directory.book(session) == before


def test_enter_imports_the_good_rows_and_leaves_the_bad_ones_out(
    desk: Desk, file: Path, house: House, session: Session
) -> None:
    dialog = _open(desk, file)
    focus = QApplication.focusWidget()
    assert focus is not None
    desk.qtbot.keyClick(focus, Qt.Key.Key_Return)
    desk.settle()
    book = house.directory.book(session)
    assert {unit.name for unit in book.units} >= {"云岭市地震局", "东湖区人民政府总值班室"}
    assert {person.name for person in book.people} == {"蔡知行", "顾承岳", "甘若水"}
    assert "0999-8000009" in {number.digits for number in book.numbers}
    assert "new units 1" in dialog.message.text()
    assert "4 places" in dialog.message.text()
    assert "市地震局" in desk.titles()


def test_while_it_is_imported_one_sees_how_many_of_how_many_are_written(desk: Desk, file: Path) -> None:
    dialog = _open(desk, file)
    said: list[tuple[int, int, str]] = []
    busy = dialog.findChild(BusyView)
    assert isinstance(busy, BusyView)
    dialog.progress.moved.connect(lambda done, total: said.append((done, total, busy.text())))
    desk.qtbot.mouseClick(_button(dialog, "Import the good"), Qt.MouseButton.LeftButton)
    desk.settle()
    done, total, words = said[-1]
    assert done == total == 7, "a unit, a person, their four numbers, and a fax that changes"
    assert words == "Importing … 7 of 7"
    assert busy.text() == "", "nothing is under way any more"


def test_the_same_file_twice_is_known_already(desk: Desk, file: Path, house: House, session: Session) -> None:
    first = _open(desk, file)
    desk.qtbot.mouseClick(_button(first, "Import the good"), Qt.MouseButton.LeftButton)
    desk.settle()
    first.close()
    before = house.directory.book(session)
    second = _open(desk, file)
    assert "known already" in second.message.text()
    assert "Import the good rows" not in _visible(second)
    assert house.directory.book(session) == before


def test_a_file_that_cannot_be_read_is_refused_and_another_can_be_chosen(desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "坏的.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no workbook")
    dialog = _open(desk, broken)
    assert dialog.message.isVisible()
    assert {"Choose a file…", "Save the template…", "Cancel"} == _visible(dialog)


def test_a_file_without_a_good_row_says_so(desk: Desk, tmp_path: Path) -> None:
    bad = tmp_path / "无单位.csv"
    bad.write_text("单位,姓名\n,沈知远\n", "utf-8-sig")
    dialog = _open(desk, bad)
    assert "No row" in dialog.message.text()
    assert "Import the good rows" not in _visible(dialog)


def test_the_list_of_problems_can_be_copied_for_whoever_wrote_the_file(desk: Desk, file: Path) -> None:
    dialog = _open(desk, file)
    dialog.model.set_part(Part.PROBLEMS)
    desk.qtbot.mouseClick(_button(dialog, "opy this list"), Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Sheet", "Line", "Column", "What is wrong"]
    assert len(lines) == 5


def test_a_file_dropped_on_the_page_is_previewed(desk: Desk, file: Path) -> None:
    _drop(desk.page, file)
    desk.settle()
    dialog = desk.page.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    assert dialog.model.count(Part.NEW) == 2


def test_whoever_may_not_edit_cannot_drop_a_file(reader_desk: Desk, file: Path) -> None:
    assert not reader_desk.page.acceptDrops()
    assert reader_desk.page.import_file(file) is None


def test_the_template_that_is_saved_can_be_read_back(desk: Desk, tmp_path: Path) -> None:
    saver = TemplateSaver(desk.workplace, desk.page)
    for name in ("模板.xlsx", "模板.csv"):
        with desk.qtbot.waitSignal(saver.saved) as saved:
            saver.save(tmp_path / name)
        assert saved.args == [tmp_path / name]
        with pytest.raises(Refused, match="no_rows"):  # its examples are skipped
            read_directory_file(tmp_path / name)


def test_a_template_that_cannot_be_written_is_refused_on_the_page(desk: Desk, tmp_path: Path) -> None:
    saver = TemplateSaver(desk.workplace, desk.page)
    with desk.qtbot.waitSignal(saver.refused) as refused:
        saver.save(tmp_path / "missing" / "模板.xlsx")
    assert refused.args is not None
    assert "documents." in str(refused.args[0])


def test_choosing_another_file_reads_that_file(desk: Desk, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一份.csv"
    other.write_text("单位,值班电话\n北屏区人民政府总值班室,0999-8000061\n", "utf-8-sig")
    dialog = _open(desk, file)
    desk.qtbot.mouseClick(_button(dialog, "Another file"), Qt.MouseButton.LeftButton)
    chooser = dialog.findChild(QFileDialog)
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(other))
    chooser.close()
    desk.settle()
    assert [cells[1] for cells in _cells(dialog, Part.NEW)] == ["北屏区人民政府总值班室"]


def _button(dialog: ImportDialog, text: str) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if text in button.text().replace("&", ""))


def _drop(target: QWidget, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    where = QPointF(50, 50)
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(where.toPoint(), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(where, Qt.DropAction.CopyAction, data, left, none))
