"""The password field: an eye that closes by itself, and a word about caps lock."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.sign_in.password_field import PasswordField


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def field(qtbot: QtBot, window: QWidget) -> PasswordField:
    made, other = PasswordField(), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addWidget(other)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made.setFocus()
    return made


def press(field: PasswordField, letter: str, *, shift: bool = False) -> None:
    modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    key = Qt.Key(ord(letter.upper()))
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, letter))


def test_the_eye_opens_with_its_key_and_closes_when_the_field_is_put_away(qtbot: QtBot, field: PasswordField) -> None:
    qtbot.keyClicks(field, "Ab3-ling-yun")
    assert not field.shows_plain()
    qtbot.keyClick(field, Qt.Key.Key_F8, Qt.KeyboardModifier.AltModifier)
    assert field.shows_plain()
    field.hide()
    assert not field.shows_plain()
    assert field.text() == "Ab3-ling-yun"


def test_capitals_without_shift_show_that_caps_lock_is_on(field: PasswordField) -> None:
    press(field, "A")
    assert field.caps_lock()
    assert field.accessibleDescription()
    press(field, "a")
    assert not field.caps_lock()


def test_capitals_with_shift_say_nothing_about_caps_lock(field: PasswordField) -> None:
    press(field, "A", shift=True)
    assert not field.caps_lock()
    press(field, "a", shift=True)
    assert field.caps_lock()


def test_what_was_known_of_caps_lock_is_forgotten_when_the_field_is_left(field: PasswordField) -> None:
    press(field, "A")
    other = field.parentWidget().findChildren(QLineEdit)[-1]
    other.setFocus()
    assert not field.caps_lock()
