"""Rows of tables and lists: whole rows, visible focus, marks and hits, in the colours of the look."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.theme import LIGHT, Tone
from ui.widgets.quiet_table import HITS_ROLE, ICON_ROLE, MARK_ROLE, TONE_ROLE, ColumnLook, QuietTable
from ui.widgets.two_lines import LINES_ROLE, TwoLineDelegate, TwoLines

OVERDUE = "\N{MINUS SIGN}00:06"
Index = QModelIndex | QPersistentModelIndex


class Matters(QAbstractTableModel):
    """Three matters: number, subject, urgency, grade, time left."""

    rows = (
        ("2026-0417", "东湖区滨河路一住宅楼发生火情", ("特提", "flash"), ("重大", "II"), OVERDUE),
        ("2026-0416", "关于做好强降雨天气防范应对工作的紧急通知", ("特急", "immediate"), ("", None), "01:05"),
        ("2026-0415", "西岭县南溪镇道路塌方", ("平件", "routine"), ("较大", "III"), "02:18"),
    )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        return 5

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.rows[index.row()], index.column()
        value = row[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return value[0] if isinstance(value, tuple) else value
        if role == MARK_ROLE and isinstance(value, tuple):
            return value[1]
        if role == HITS_ROLE and column == 1 and index.row() == 0:
            return ((10, 2),)
        if role == TONE_ROLE and column == 4 and index.row() == 0:
            return Tone.DANGER
        if role == ICON_ROLE and column == 0:
            return "phone-in"
        return None


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.table = QuietTable(self)
        self.model = Matters(self)
        self.table.setModel(self.model)
        self.table.set_columns(
            [
                ColumnLook(120, secondary=True),
                ColumnLook(0, strong=True),
                ColumnLook(80, mark="urgency"),
                ColumnLook(90, mark="grade"),
                ColumnLook(72, right=True),
            ]
        )
        self.field = QLineEdit(self)
        column = QVBoxLayout(self)
        column.addWidget(self.table)
        column.addWidget(self.field)
        self.resize(760, 260)


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def colours(image: QImage, left: int, top: int, width: int, height: int) -> set[str]:
    return {image.pixelColor(x, y).name().upper() for x in range(left, left + width) for y in range(top, top + height)}


def near(colour: str, seen: set[str]) -> bool:
    """Return whether ``colour`` was seen, or one that the smoothing of thin strokes made of it."""
    wanted = QColor(colour)
    return any(
        max(abs(wanted.red() - c.red()), abs(wanted.green() - c.green()), abs(wanted.blue() - c.blue())) <= 12
        for c in map(QColor, seen)
    )


def row_colours(page: Page, row: int) -> set[str]:
    view = page.table
    image = view.viewport().grab().toImage()
    return colours(image, 0, view.rowViewportPosition(row), view.viewport().width(), view.rowHeight(row))


def test_a_table_has_no_grid_and_its_rows_the_height_of_the_look(page: Page, qapp: QApplication) -> None:
    assert not page.table.showGrid()
    assert page.table.rowHeight(0) == 32
    theme.apply_theme(qapp, "light", compact=True)
    assert page.table.rowHeight(0) == 26


def test_a_selected_row_is_strong_with_the_keyboard_and_quiet_without(page: Page) -> None:
    page.table.setFocus()
    page.table.selectRow(1)
    seen = row_colours(page, 1)
    assert LIGHT.selection in seen
    assert LIGHT.accent in seen  # the ring
    page.field.setFocus()
    seen = row_colours(page, 1)
    assert LIGHT.selection_idle in seen
    assert LIGHT.accent not in seen


def test_the_ring_runs_round_the_whole_row(page: Page) -> None:
    page.table.setFocus()
    page.table.selectRow(0)
    image = page.table.viewport().grab().toImage()
    width, height = page.table.viewport().width(), page.table.rowHeight(0)
    accent = QColor(LIGHT.accent)
    for place in (QPoint(0, height // 2), QPoint(width - 1, height // 2), QPoint(width // 2, 0)):
        assert image.pixelColor(place) == accent


def test_the_row_under_the_mouse_is_tinted_as_a_whole(page: Page, qtbot: QtBot) -> None:
    qtbot.mouseMove(page.table.viewport(), QPoint(40, 32 + 10))
    qtbot.waitUntil(lambda: page.table.hovered_row() == 1)
    image = page.table.viewport().grab().toImage()
    hover = QColor(LIGHT.hover)
    assert image.pixelColor(2, 40) == hover
    assert image.pixelColor(page.table.viewport().width() - 2, 40) == hover


def test_grades_hits_and_tones_are_painted_where_they_are(page: Page) -> None:
    first, second = row_colours(page, 0), row_colours(page, 1)
    for colour in (LIGHT.grade_2.ground, LIGHT.hit.ground, LIGHT.danger.ink):
        assert near(colour, first), colour
        assert not near(colour, second), colour
    assert LIGHT.grade_3.ground in row_colours(page, 2)


def test_the_table_turns_dark_with_the_look(page: Page, qapp: QApplication) -> None:
    theme.apply_theme(qapp, "dark")
    assert theme.DARK.raised in row_colours(page, 1)
    assert LIGHT.raised not in row_colours(page, 1)


def test_only_rows_that_changed_are_painted_again(qtbot: QtBot) -> None:
    drawn: list[int] = []

    class Counting(QuietTable):
        def _draw_row(self, row: int, look: object) -> QPixmap:
            drawn.append(row)
            return super()._draw_row(row, look)  # type: ignore[arg-type]

    table, model = Counting(), QStandardItemModel(0, 1)
    qtbot.addWidget(table)
    table.setModel(model)
    table.set_columns([ColumnLook()])
    for word in ("一", "二", "三"):
        model.appendRow(QStandardItem(word))
    table.resize(300, 300)
    with qtbot.waitExposed(table):
        table.show()
    table.paint_now()
    drawn.clear()
    table.paint_now()
    assert drawn == []
    model.insertRow(1, QStandardItem("新来"))
    table.paint_now()
    assert drawn == [1]
    model.item(2).setText("二，改过")
    table.paint_now()
    assert drawn == [1, 2]
    model.removeRow(3)
    table.paint_now()
    assert drawn == [1, 2]
    table.selectRow(0)
    table.paint_now()
    assert drawn == [1, 2, 0]
    theme.signals().changed.emit(theme.current())
    table.paint_now()
    assert drawn[3:] == [0, 1, 2]


def test_arrows_move_by_rows_and_enter_opens_one(page: Page, qtbot: QtBot) -> None:
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.table.activated) as opened:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args[0].row() == 1


def test_tab_leaves_the_table(page: Page, qtbot: QtBot) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Tab)
    assert page.field.hasFocus()


def list_of(qtbot: QtBot, *rows: TwoLines, always_active: bool = False) -> QListView:
    view = QListView()
    qtbot.addWidget(view)
    model = QStandardItemModel(view)
    for row in rows:
        item = QStandardItem(row.title)
        item.setData(row, LINES_ROLE)
        model.appendRow(item)
    view.setModel(model)
    view.setItemDelegate(TwoLineDelegate(view, always_active=always_active))
    view.resize(280, 200)
    view.show()
    return view


def test_a_row_of_two_lines_is_higher_than_one_of_one(qtbot: QtBot) -> None:
    view = list_of(qtbot, TwoLines("书面报告", "2026-0417", OVERDUE), TwoLines("检查县区"))
    assert view.visualRect(view.model().index(0, 0)).height() == 52
    assert view.visualRect(view.model().index(1, 0)).height() == 32


def test_the_right_column_speaks_in_its_tone(qtbot: QtBot) -> None:
    view = list_of(qtbot, TwoLines("书面报告", "2026-0417", OVERDUE, "应于 20:32", tone=Tone.DANGER, icon="due"))
    image = view.viewport().grab().toImage()
    assert near(LIGHT.danger.ink, colours(image, 180, 0, 90, 52))
    assert not near(LIGHT.danger.ink, colours(image, 0, 0, 150, 52))


def test_hits_are_marked_in_both_lines(qtbot: QtBot) -> None:
    view = list_of(qtbot, TwoLines("西岭县", "西岭 0999", hits=((0, 2),), secondary_hits=((0, 2),)))
    image = view.viewport().grab().toImage()
    assert LIGHT.hit.ground in colours(image, 0, 0, 60, 24)
    assert LIGHT.hit.ground in colours(image, 0, 28, 60, 22)


def test_a_list_without_the_keyboard_can_still_show_a_strong_selection(qtbot: QtBot) -> None:
    view = list_of(qtbot, TwoLines("西岭县", "县区"), always_active=True)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setCurrentIndex(view.model().index(0, 0))
    view.clearFocus()
    assert LIGHT.selection in colours(view.viewport().grab().toImage(), 0, 0, 270, 50)


def test_a_row_that_brings_no_lines_is_drawn_as_usual(qtbot: QtBot) -> None:
    view = list_of(qtbot)
    model = view.model()
    assert isinstance(model, QStandardItemModel)
    model.appendRow(QStandardItem("平常一行"))
    assert LIGHT.text in colours(view.viewport().grab().toImage(), 0, 0, 100, 32)
