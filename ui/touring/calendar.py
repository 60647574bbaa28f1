"""What the head of the duty room does with the calendar: hours dated ahead, a notice pasted and accepted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QScrollArea, QWidget

from ui.settings.holidays import HolidaysSection
from ui.settings.page import SectionName, SettingsPage
from ui.settings.room import RoomSection
from ui.touring.hands import commit_text, settle
from ui.window import DeskWindow

Keep = Callable[[str, str, QWidget], None]

# Nobody has published 2027; the days off of this text are the drill's own guess, and it is entered as provisional.
_GUESS = """关于2027年部分节假日安排（演练试排）
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
"""
_WRONG, _RIGHT = "2月14日（周六）", "2月14日（周日）"


def hours_dated_ahead(window: DeskWindow, page: SettingsPage, keep: Keep) -> None:
    """Enter a close of day that is known ahead, and take it away again."""
    section = page.section(SectionName.ROOM)
    assert isinstance(section, RoomSection)
    section.close_of_day.add_change()
    settle(window.workplace)
    keep("settings-room-dated", "设置：下班时间将来要改的，写明起始日期预先录入", window)
    section.undo()
    settle(window.workplace)


def notice_accepted(window: DeskWindow, page: SettingsPage, keep: Keep) -> None:
    """Paste a notice with a slip, correct it, accept it, add a local holiday."""
    section = page.section(SectionName.HOLIDAYS)
    assert isinstance(section, HolidaysSection)
    section.year.setValue(2027)
    settle(window.workplace)
    keep("holidays-unpublished", "节假日安排：未公布的年份，只有法定节日当日是确定的", window)
    section.paste_notice()
    section.panel.text.setPlainText(_GUESS)
    settle(window.workplace)
    keep("holidays-faults", "节假日安排：粘贴的通知有对不上的地方，逐条指出", window)
    section.panel.text.setPlainText(_GUESS.replace(_WRONG, _RIGHT))
    commit_text(section.panel.source, "演练试排，非正式通知")
    section.panel.provisional.setChecked(True)
    settle(window.workplace)
    keep("holidays-proposed", "节假日安排：采用之前先画在日历上，要改变的日子加框", window)
    section.panel.accept()
    settle(window.workplace)
    house, session = window.workplace.house, window.workplace.session
    house.arrangements.add_local_holiday(session, date(2027, 4, 9), "三月三", "云岭市人民政府通知（演练）")
    settle(window.workplace)
    keep("holidays-accepted", "节假日安排：已采用，状态为暂定", window)
    place = section.parentWidget()
    while place is not None and not isinstance(place, QScrollArea):
        place = place.parentWidget()
    if place is not None:
        place.verticalScrollBar().setValue(place.verticalScrollBar().maximum())
    section.versions.table.selectRow(0)
    settle(window.workplace)
    keep("holidays-versions", "节假日安排：地方节假日，历次版本和采用人", window)
