"""What the page says in place: messages, empty pages, masked numbers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.empty_page import EmptyPage
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.widgets.toggle_reveal import ToggleReveal


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("kind", list(MessageKind))
def test_a_message_stays_until_it_is_closed(page: QWidget, qtbot: QtBot, kind: MessageKind) -> None:
    message = InlineMessage(page)
    assert not message.isVisible()
    message.say(kind, "事项 2026-0415 还没有办理结果。")
    assert message.isVisible()
    assert message.kind() is kind
    assert message.accessibleName() == message.text() == "事项 2026-0415 还没有办理结果。"
    close = message.findChild(QToolButton)
    assert close is not None
    assert close.accessibleName()
    with qtbot.waitSignal(message.closed):
        qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not message.isVisible()


def test_a_message_can_be_closed_with_esc_and_carry_an_action(page: QWidget, qtbot: QtBot) -> None:
    message = InlineMessage(page)
    message.say(MessageKind.WARNING, "续报应在 21:05 前报出。", action="起草续报")
    action = message.findChild(QPushButton)
    assert action is not None
    assert action.isVisible()
    with qtbot.waitSignal(message.acted):
        qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(message.closed):
        qtbot.keyClick(message, Qt.Key.Key_Escape)


def test_a_message_without_an_action_shows_no_button(page: QWidget) -> None:
    message = InlineMessage(page)
    message.say(MessageKind.WARNING, "续报", action="起草")
    message.say(MessageKind.INFO, "已保存")
    action = message.findChild(QPushButton)
    assert action is not None
    assert not action.isVisible()


def test_an_empty_page_says_what_to_do_and_does_it(qtbot: QtBot) -> None:
    empty = EmptyPage(icon="log", title="今天还没有记录", text="按 F2 打开通话记录单。", action="新记录")
    qtbot.addWidget(empty)
    empty.show()
    assert [label.text() for label in empty.findChildren(QLabel)] == ["今天还没有记录", "按 F2 打开通话记录单。"]
    assert empty.accessibleName() == "今天还没有记录"
    with qtbot.waitSignal(empty.acted):
        qtbot.keyClick(empty.button(), Qt.Key.Key_Space)


def test_an_empty_page_without_an_act_has_no_button(qtbot: QtBot) -> None:
    empty = EmptyPage(icon="search", title="没有找到", text="换一个词试试。")
    qtbot.addWidget(empty)
    empty.show()
    assert not empty.button().isVisible()


@pytest.mark.req("R088")
class TestAMaskedNumber:
    @pytest.fixture
    def number(self, page: QWidget) -> ToggleReveal:
        made = ToggleReveal("199****0001", shown_ms=10_000, parent=page)
        made.show()
        return made

    def words(self, number: ToggleReveal) -> str:
        label = number.findChild(QLabel)
        assert label is not None
        return label.text()

    def press_eye(self, number: ToggleReveal, qtbot: QtBot) -> None:
        eye = number.findChild(QToolButton)
        assert eye is not None
        qtbot.mouseClick(eye, Qt.MouseButton.LeftButton)

    def test_the_eye_only_asks(self, number: ToggleReveal, qtbot: QtBot) -> None:
        with qtbot.waitSignal(number.wanted):
            self.press_eye(number, qtbot)
        assert not number.is_revealed()
        assert self.words(number) == "199****0001"

    def test_what_was_granted_is_shown_until_the_eye_is_pressed_again(self, number: ToggleReveal, qtbot: QtBot) -> None:
        number.reveal("19900000001")
        assert self.words(number) == "19900000001"
        with qtbot.waitSignal(number.concealed):
            self.press_eye(number, qtbot)
        assert self.words(number) == "199****0001"

    def test_it_ends_by_itself(self, page: QWidget, qtbot: QtBot) -> None:
        number = ToggleReveal("199****0001", shown_ms=1, parent=page)
        number.show()
        with qtbot.waitSignal(number.concealed):
            number.reveal("19900000001")
        assert self.words(number) == "199****0001"

    def test_out_of_sight_is_forgotten(self, number: ToggleReveal, page: QWidget) -> None:
        number.reveal("19900000001")
        page.hide()
        assert self.words(number) == "199****0001"

    def test_the_eye_says_what_it_does(self, number: ToggleReveal) -> None:
        eye = number.findChild(QToolButton)
        assert eye is not None
        assert eye.accessibleName() == "Show the number"
        number.reveal("19900000001")
        assert eye.accessibleName() == "Mask the number again"
