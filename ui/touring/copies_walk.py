"""The stations of copies: a second place is chosen, the file is damaged, the newest copy brings the room back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget

from dutyroom.demo import MANAGER
from ui.copies import copy_when_due, keeping_rule
from ui.settings.backup import BackupSection
from ui.settings.page import SectionName, SettingsPage
from ui.sign_in.window import SignInWindow
from ui.touring.hands import commit_text, settle
from ui.window import DeskWindow

Keep = Callable[[str, str, QWidget], None]


def second_place_chosen(window: DeskWindow, page: SettingsPage, folder: Path, keep: Keep) -> None:
    """Choose ``folder`` for the copies of every hour, and let the first one be made."""
    section = page.section(SectionName.BACKUP)
    assert isinstance(section, BackupSection)
    folder.mkdir()
    section.second.choose()
    (dialog,) = (one for one in page.findChildren(QFileDialog) if one.isVisible())
    dialog.setDirectory(str(folder.parent))
    dialog.move(window.mapToGlobal(window.rect().center() - dialog.rect().center()))
    settle(window.workplace)
    keep("second-place-asked", "设置：选一个文件夹，每小时自动备份", window)
    dialog.reject()
    section.second.take(str(folder))
    rule = keeping_rule(window.workplace.seat)
    assert rule is not None
    copy_when_due(window.workplace.house, rule, _tell_nobody)
    section.second.begin()
    settle(window.workplace)
    keep("second-place", "设置：每小时自动备份，备份位置、保留份数和最近一份", window)


def room_brought_back(window: SignInWindow, password: str, keep: Keep) -> None:
    """Sign in to a file that was damaged, and bring the room back from the newest copy."""
    _answer(window, password)
    keep("damaged", "登录：数据文件损坏，说明该怎么办", window)
    window.show_way_back()
    settle()
    keep("restore", "恢复备份：自动备份的各份，选一份，输入姓名和密码", window)
    _answer(window, password)
    keep("restored", "恢复备份：已恢复，写明找回了多少", window)


def damage(data_file: Path) -> None:
    """Write over a part of a file, as a failing disk does."""
    with data_file.open("r+b") as file:
        file.seek(8192)
        file.write(b"\0" * 65536)


def _tell_nobody(_done: int, _whole: int) -> None:
    """A small room is copied in a moment."""


def _answer(window: SignInWindow, password: str) -> None:
    login, secret = [field for field in window.findChildren(QLineEdit) if field.isVisible()][:2]
    commit_text(login, MANAGER)
    secret.setText(password)
    next(
        one for one in window.findChildren(QPushButton) if one.isVisible() and one.property("kind") == "primary"
    ).click()
    window.settle()
    settle()
