"""A screen of 1366 x 768 has 1092 x 614 points at 125 % and 910 x 512 at 150 %: every button can be pressed there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from dutyroom.errors import Refused
from dutyroom.log.model import Urgency
from tests.ui.desk.sitting import Desk, OpenDesk
from ui import first_size, terms, theme
from ui.desk.help_dialog import HelpDialog
from ui.directory.form_dialog import FormDialog
from ui.log.dialogs import MatterDialog
from ui.settings.dialog import ActDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen one

ROOT = Path(__file__).parents[3]
TITLE = 40
SCREENS = {"125%": QSize(1092, 614), "150%": QSize(910, 512)}
EVERY_SCREEN = pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication, _light_and_english: None) -> None:
    """Wear the style sheet and speak Chinese: it is the sizes that count here."""
    theme.apply_theme(qapp, "light")
    terms.speak("zh_CN")


def stand_on(screen: QSize, monkeypatch: pytest.MonkeyPatch) -> QSize:
    """Let every window ask this screen; return what it leaves to one with a title."""
    room = screen - QSize(0, TITLE)

    def room_for(_window: QWidget) -> QSize:
        return room

    monkeypatch.setattr(first_size, "room_for", room_for)
    return room


def whole(part: QWidget) -> bool:
    """Return whether all of a part can be seen in its window."""
    window = part.window()
    place = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
    return part.isVisible() and window.rect().contains(place) and part.visibleRegion().boundingRect() == part.rect()


def sit_small(desk: Desk, room: QSize) -> None:
    desk.window.setMinimumSize(room)
    desk.window.resize(room)
    desk.settle()
    assert desk.window.size() == room


@EVERY_SCREEN
def test_the_foot_of_every_form_stands_in_the_window(
    open_desk: OpenDesk, screen: QSize, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk()
    sit_small(desk, stand_on(screen, monkeypatch))
    forms = desk.window.forms
    for opened in (forms.new_slip, forms.new_emergency, forms.new_instruction, forms.new_paper):
        opened()
        desk.settle()
        form = desk.window.slips.in_front()
        assert form is not None
        for button in (form.save_button, form.later_button, form.discard_button):
            assert whole(button), (opened.__name__, button.text())
        assert desk.window.size() == screen - QSize(0, TITLE), "the window has not grown over the edge"
        assert desk.window.pages.height() >= 96, "the page is still there"
        desk.window.slips.hide_slips()
        desk.settle()


def test_at_125_percent_each_field_of_a_call_slip_is_seen_and_none_lies_on_another(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit_small(desk, stand_on(SCREENS["125%"], monkeypatch))
    form = desk.call()
    fields = [
        one for one in form.findChildren(QWidget) if one.isVisible() and isinstance(one, QLineEdit | QPlainTextEdit)
    ]
    assert len(fields) >= 11
    places = [QRect(one.mapTo(form, QPoint(0, 0)), one.size()) for one in fields]
    for field, place in zip(fields, places, strict=True):
        assert whole(field), field.accessibleName()
        assert field.height() >= 24, field.accessibleName()
        others = [other for other in places if other is not place]
        assert not any(place.intersects(other) and not other.contains(place) for other in others)


def test_a_wide_window_keeps_its_rows_and_a_narrow_one_gets_them_back(desk: Desk) -> None:
    desk.window.resize(1366, 728)
    form = desk.call()
    save, due = form.save_button, form.due
    on_one_line = abs(save.mapTo(form, QPoint(0, 0)).y() - due.mapTo(form, QPoint(0, 0)).y()) < 8
    assert on_one_line
    desk.window.setMinimumSize(900, 500)
    desk.window.resize(1092, 574)
    desk.settle()
    assert save.mapTo(form, QPoint(0, 0)).y() - due.mapTo(form, QPoint(0, 0)).y() > 24
    desk.window.resize(1366, 728)
    desk.settle()
    assert abs(save.mapTo(form, QPoint(0, 0)).y() - due.mapTo(form, QPoint(0, 0)).y()) < 8


@EVERY_SCREEN
def test_every_page_can_be_gone_to_from_a_low_window(
    desk: Desk, screen: QSize, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit_small(desk, stand_on(screen, monkeypatch))
    buttons = [button for button in desk.window.rail._buttons.values() if not button.isHidden()]
    assert len(buttons) > 7
    for button in buttons:
        assert whole(button), button.text()
        assert button.height() >= 24
        assert button.text()


@EVERY_SCREEN
def test_an_alert_can_be_answered(open_desk: OpenDesk, screen: QSize, monkeypatch: pytest.MonkeyPatch) -> None:
    room = stand_on(screen, monkeypatch)
    desk = open_desk()
    sit_small(desk, room)
    desk.log(subject="东湖区化工仓库起火", urgency=Urgency.FLASH)
    desk.log(subject="南川县学生呕吐", urgency=Urgency.FLASH)
    desk.house.sweeper.run()
    desk.window.tick()
    desk.settle()
    alert = desk.window.alarm.window
    assert alert.isVisible()
    assert alert.height() <= room.height()
    assert whole(alert.acknowledge.button)
    alert.acknowledge.button.click()
    desk.settle()


class LongForm(FormDialog):
    """Twenty fields of a directory."""

    def snapshot(self) -> object:
        return None

    def save(self) -> None:
        """Save nothing."""


def long_matter_dialog(desk: Desk) -> tuple[QDialog, QPushButton]:
    dialog = MatterDialog(desk.workplace, "更正登记信息", "原来的内容留在办理过程里。" * 8, "更正", desk.window)
    for _field in range(20):
        dialog.body.addWidget(QLineEdit())
    dialog.open()
    dialog.refuse(Refused("log.nothing_written"))
    return dialog, dialog.ok


def long_act_dialog(desk: Desk) -> tuple[QDialog, QPushButton]:
    dialog = ActDialog(desk.workplace, desk.window)
    dialog.set_words("添加账户", "一人一户，不得共用。" * 8, "添加")
    for _field in range(20):
        dialog.body.addWidget(QLineEdit())
    dialog.open()
    dialog.say("还没有写姓名。")
    return dialog, dialog.ok


def long_form_dialog(desk: Desk) -> tuple[QDialog, QPushButton]:
    dialog = LongForm(desk.window)
    dialog.set_title("新增人员")
    dialog.set_save_text("保存")
    for _field in range(20):
        dialog.add_field("电话", QLineEdit())
    dialog.open()
    dialog.refuse(Refused("log.nothing_written"))
    return dialog, dialog._save


def help_dialog(desk: Desk) -> tuple[QDialog, QPushButton]:
    dialog = HelpDialog(desk.window)
    dialog.open()
    (close,) = dialog.findChildren(QPushButton)
    return dialog, close


@EVERY_SCREEN
@pytest.mark.parametrize("opened", [long_matter_dialog, long_act_dialog, long_form_dialog, help_dialog])
def test_the_buttons_of_a_long_dialog_stay_and_its_fields_are_scrolled(
    desk: Desk,
    screen: QSize,
    opened: Callable[[Desk], tuple[QDialog, QPushButton]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = stand_on(screen, monkeypatch)
    dialog, button = opened(desk)
    desk.settle()
    if dialog.minimumSize() != dialog.maximumSize():
        dialog.adjustSize()
    desk.settle()
    assert dialog.height() <= room.height()
    assert dialog.minimumSizeHint().height() <= room.height()
    assert whole(button)
    dialog.close()


def test_every_dialog_scrolls_or_says_why_it_need_not() -> None:
    """Those named are small, or a table that gives way, or ask the screen for their size themselves."""
    exempt = {
        "DrillDialog",
        "DifferencesDialog",
        "HistoryDialog",
        "HelpDialog",
        "ImportDialog",
        "NewKeyDialog",
        "NoticesDialog",
        "PreviewDialog",
    }
    found: dict[str, set[str]] = {}
    for file in (ROOT / "ui").rglob("*.py"):
        for name, base in re.findall(r"^class (\w+)\((\w+)\):", file.read_text("utf-8"), re.M):
            found.setdefault(name, set()).add(base)
    straight = {name for name, bases in found.items() if "QDialog" in bases}
    assert straight == exempt | {"ActDialog", "FormDialog", "MatterDialog"}
