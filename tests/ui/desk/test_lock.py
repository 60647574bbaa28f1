"""The lock: nothing of the room can be read or done until the password is given, and nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from sqlalchemy import text

from dutyroom.directory.model import Unit, UnitKind
from dutyroom.settings import LOCK_AFTER_MINUTES
from tests.factories import PASSWORD
from tests.ui.desk.sitting import CTRL, Desk, Key
from ui.actions import SPECS, Act, Where
from ui.touring.hands import commit_text

SECRET = "绝不外传的内容"


def readable() -> str:
    """Return every text that any visible widget of the program shows, its tips and its title."""
    found: list[str] = []
    for window in QApplication.topLevelWidgets():
        for widget in (window, *window.findChildren(QWidget)):
            if widget.isVisible():
                found += [*words_of(widget), widget.toolTip(), widget.accessibleName()]
                if widget.isWindow():
                    found.append(widget.windowTitle())
    return "\n".join(found)


def words_of(widget: QWidget) -> list[str]:
    if isinstance(widget, QLabel | QLineEdit | QAbstractSpinBox):
        return [widget.text()]
    if isinstance(widget, QPlainTextEdit):
        return [widget.toPlainText()]
    if isinstance(widget, QComboBox):
        return [widget.currentText()]
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount())
        return [str(model.index(row, column).data()) for row in range(model.rowCount()) for column in columns]
    return []


def unlock(desk: Desk, password: str = PASSWORD) -> None:
    """Type the password at the lock."""
    commit_text(desk.focus(), password)
    desk.press(Key.Key_Return)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A desk with the secret on every page of it: matter, slip, step, notice, due panel, log, search."""
    file = desk.log(subject=SECRET, content=SECRET, due_at=desk.clock.now() + timedelta(hours=1))
    desk.window.go_to(Act.GO_LOG)
    desk.window.go_to(Act.SEARCH)
    desk.say(SECRET)
    desk.window.pages.search.field.search_now()
    page = desk.look_at(file)
    page.step.words.setPlainText(SECRET)
    form = desk.call()
    form.content.setPlainText(SECRET)
    desk.settle()
    assert SECRET in readable()
    return desk


@pytest.mark.req("R205")
def test_ctrl_l_hides_everything_and_the_clock_stays(busy: Desk) -> None:
    busy.press(Key.Key_L, CTRL)
    assert busy.window.locked
    assert SECRET not in readable()
    assert "20:38" in readable()
    busy.clock.advance(timedelta(minutes=2))
    busy.window.tick()
    assert "20:40" in readable()


@pytest.mark.parametrize("key", [Key.Key_C, Key.Key_F])
@pytest.mark.req("R205")
def test_a_dialog_that_is_open_is_hidden_too_and_what_was_typed_in_it_is_kept(busy: Desk, key: Qt.Key) -> None:
    busy.press(Key.Key_Escape)
    busy.page.setFocus()
    busy.press(key)
    dialog = busy.dialog()
    if key == Key.Key_C:
        dialog.words.setPlainText(SECRET)
    busy.clock.advance(timedelta(minutes=11))
    busy.window.idle.check()
    busy.settle()
    assert busy.window.locked
    assert busy.dialogs() == []
    assert SECRET not in readable()
    if key == Key.Key_C:
        assert SECRET in "".join(busy.drafts("words"))


def test_the_list_of_suggestions_does_not_lie_above_the_lock(desk: Desk) -> None:
    desk.house.directory.add_unit(desk.session, Unit(id="", name=SECRET, short_name="外传", kind=UnitKind.COUNTY))
    desk.settle()
    form = desk.call()
    desk.say("外传")
    form.caller._units.ask()
    assert form.caller._units.is_open()
    desk.window.lock()
    desk.settle()
    assert SECRET not in readable()


@pytest.mark.req("R205")
def test_no_key_does_anything_behind_the_lock(busy: Desk) -> None:
    before = len(busy.matters())
    busy.press(Key.Key_L, CTRL)
    for spec in SPECS.values():
        if spec.where is not Where.LIST:
            combination = QKeySequence(spec.key)[0]
            busy.press(combination.key(), combination.keyboardModifiers())
    busy.press(Key.Key_Return, CTRL)
    assert busy.window.locked
    assert busy.dialogs() == []
    assert SECRET not in readable()
    assert len(busy.matters()) == before


def test_the_right_password_brings_the_desk_back_as_it_was(busy: Desk) -> None:
    busy.press(Key.Key_L, CTRL)
    unlock(busy)
    assert not busy.window.locked
    assert busy.window.slips.isVisible()
    assert busy.slip().content.toPlainText() == SECRET
    assert busy.page.step.words.toPlainText() == SECRET
    busy.press(Key.Key_F1)
    assert len(busy.dialogs()) == 1, "the keys work again"


def test_a_wrong_password_leaves_it_locked_and_says_so(busy: Desk) -> None:
    busy.press(Key.Key_L, CTRL)
    unlock(busy, "falsch-1")
    assert busy.window.locked
    assert "wrong" in readable()
    unlock(busy)
    assert not busy.window.locked


def test_the_keyboard_goes_back_to_the_slip_one_was_writing(busy: Desk) -> None:
    busy.slip().content.setFocus()
    busy.press(Key.Key_L, CTRL)
    unlock(busy)
    assert busy.slip().isAncestorOf(busy.focus())


@pytest.mark.req("R001")
def test_what_was_typed_is_in_the_file_before_the_desk_is_hidden(desk: Desk) -> None:
    desk.call()
    desk.say("锁定前的半句")
    desk.press(Key.Key_L, CTRL)
    assert "锁定前的半句" in "".join(desk.drafts())


def test_after_ten_minutes_without_a_touch_the_desk_locks_itself(desk: Desk) -> None:
    assert desk.house.settings.get(LOCK_AFTER_MINUTES) == "10"
    desk.clock.advance(timedelta(minutes=9, seconds=59))
    desk.window.idle.check()
    assert not desk.window.locked
    desk.clock.advance(timedelta(seconds=1))
    desk.window.idle.check()
    assert desk.window.locked


@pytest.mark.parametrize("sign", ["key", "input method", "mouse"])
def test_whoever_types_or_moves_the_mouse_is_there(desk: Desk, sign: str) -> None:
    desk.call()
    desk.clock.advance(timedelta(minutes=9))
    if sign == "key":
        desk.press(Key.Key_A)
    elif sign == "input method":
        desk.say("正在用输入法写长文")
    else:
        QTest.mouseMove(desk.window.windowHandle())
        QTest.mouseMove(desk.window.windowHandle(), desk.window.rect().center())
    desk.settle()
    desk.clock.advance(timedelta(minutes=2))
    desk.window.idle.check()
    assert not desk.window.locked


def test_another_time_in_the_settings_counts_at_once(desk: Desk) -> None:
    desk.house.settings.put(desk.session, LOCK_AFTER_MINUTES, "30")
    desk.clock.advance(timedelta(minutes=20))
    desk.window.idle.check()
    assert not desk.window.locked
    desk.clock.advance(timedelta(minutes=10))
    desk.window.idle.check()
    assert desk.window.locked


def test_the_journal_notes_the_lock(desk: Desk) -> None:
    desk.press(Key.Key_L, CTRL)
    with desk.house.store.read() as connection:
        acts = [row[0] for row in connection.execute(text("SELECT act FROM journal ORDER BY seq"))]
    assert acts[-1] == "account.desk_locked"


def test_news_that_arrive_behind_the_lock_do_not_show_through(busy: Desk) -> None:
    busy.press(Key.Key_L, CTRL)
    busy.at_another_seat(lambda: busy.log(subject=SECRET))
    assert SECRET not in readable()
    assert busy.window.locked
