"""Hands that use the windows as a person would: type, press keys, wait until everything has arrived."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.workplace import Workplace

_LETTERS = {
    " ": Qt.Key.Key_Space,
    ".": Qt.Key.Key_Period,
    "-": Qt.Key.Key_Minus,
    ":": Qt.Key.Key_Colon,
    "+": Qt.Key.Key_Plus,
}


def settle(workplace: Workplace | None = None, rounds: int = 3) -> None:
    """Let events run until nothing is outstanding."""
    for _round in range(rounds):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if workplace is not None:
            workplace.settle()
        QCoreApplication.processEvents()


def commit_text(widget: QWidget, text: str) -> None:
    """Enter ``text`` as an input method does; this is how Chinese arrives."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press and release a key on ``widget``."""
    text = "" if modifiers & Qt.KeyboardModifier.ControlModifier or key > 0x00FFFFFF else chr(key).lower()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))


def type_latin(widget: QWidget, text: str) -> None:
    """Type letters, digits and signs key by key."""
    for letter in text:
        key = _LETTERS.get(letter) or Qt.Key(ord(letter.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))
