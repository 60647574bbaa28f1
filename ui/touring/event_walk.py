"""The stations of an event: told while a grade is suggested, offered as known, its file with figures that disagree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from dutyroom.clock import SetClock
from dutyroom.incidents.events import EventFilter
from ui.actions import Act
from ui.incidents.drill_dialog import DrillDialog
from ui.incidents.event_form import EventForm
from ui.touring.alert_walk import answer_all
from ui.touring.hands import commit_text, press, settle, type_latin
from ui.window import DeskWindow


class EventWalk:
    """What an officer does when an emergency is reported."""

    def __init__(self, window: DeskWindow, clock: SetClock, show: Callable[[str, str], None]) -> None:
        self._window = window
        self._clock = clock
        self._show = show

    def walk(self) -> None:
        """Go through the stations."""
        self._tell()
        self._told_before()
        self._window.notice.clear()
        self._file()
        self._window.go_to(Act.GO_INCIDENTS)
        self._show("incidents", "事件：在办的按轻重排列，计数与列表同一条件")
        self._summary()
        self._drill()

    def _summary(self) -> None:
        window = self._window
        window.pages.show_summary()
        settle(window.workplace)
        self._show("incident-summary", "事件汇总：本年与上年同期比较，按等级、类别、单位、月份画成条形，演练另列")
        window.back()

    def _drill(self) -> None:
        """Tell a drill, look at the banner over every page, and end it."""
        window = self._window
        form = self._open()
        form.fields.kind.choose("road_traffic")
        commit_text(form.fields.place, "演练场地")
        commit_text(form.content, "演练：高速公路两车相撞，桌面推演。")
        form.fields.drill.click()
        settle(window.workplace)
        (asked,) = (one for one in window.findChildren(DrillDialog) if one.isVisible())
        asked.move(window.mapToGlobal(window.rect().center() - asked.rect().center()))
        self._show("drill-asked", "演练：勾选后先确认，回车即为真实事件，防止误设")
        asked.drill.click()
        self._show("drill-form", "演练：表单以紫色标明，保存按钮也写明是演练")
        window.slips.save_current()
        settle(window.workplace)
        self._clock.advance(timedelta(minutes=12))
        answer_all(window)
        window.notice.clear()
        window.drills.tick()
        self._show(
            "drill-banner", "演练：紫色横幅盖在所有页面上，写明哪一场、自何时起，可在此结束；演练排在真实事件之后"
        )
        window.drills.ask_to_end()
        settle(window.workplace)
        (dialog,) = (one for one in window.findChildren(QDialog) if one.isVisible())
        dialog.move(window.mapToGlobal(window.rect().center() - dialog.rect().center()))
        self._show("drill-end", "演练：写明结果才能结束，警报、时限和并入的来电一并结束")
        dialog.reject()
        house, session = window.workplace.house, window.workplace.session
        for drill in house.drills.standing(session):
            house.drills.end(session, drill.id, "桌面推演结束")
        settle(window.workplace)

    def _tell(self) -> None:
        form = self._open()
        self._choose(form, "dljt", "event-kind")
        commit_text(form.fields.unit, "西岭县政府总值班室")
        commit_text(form.fields.place, "省道217线白石岭隧道北口")
        commit_text(form.content, "20时36分，省道217线白石岭隧道北口一辆中巴与货车相撞，正在救援。")
        form.figures.cell("deaths").setText("2")
        form.figures.cell("serious_injuries").setText("6")
        form.figures.cell("trapped").setText("3")
        self._clock.advance(timedelta(minutes=2))
        answer_all(self._window)
        self._show("event-typing", "事件档案：边填边给出分级建议、依据和升级条件")
        self._window.slips.save_current()
        settle(self._window.workplace)

    def _told_before(self) -> None:
        form = self._open()
        form.fields.kind.choose("road_traffic")
        commit_text(form.fields.place, "白石岭隧道附近")
        commit_text(form.content, "群众反映白石岭隧道中巴与货车相撞，死了3个人。")
        form.figures.cell("deaths").setText("3")
        form.look_now()
        self._show("event-same", "事件档案：可能是同一事件，说明理由")
        (offer, *_others) = form.same.offers()
        form.same.choose(offer)
        commit_text(form.same.reason, "同一隧道、同一时间、同样车辆")
        self._show("event-join", "事件档案：并入已有事件，须写理由，可再分开")
        form.same.join.click()
        settle(self._window.workplace)
        answer_all(self._window)

    def _file(self) -> None:
        window = self._window
        house, session = window.workplace.house, window.workplace.session
        open_events = house.event_reader.all(session, EventFilter(open=True))
        moved = max(open_events, key=lambda event: len(house.event_reader.file(session, event.id).facts))
        window.open_matter(moved.id)
        self._show("event-file", "事件档案：各方数据并列，较重的不被掩盖，另有时间线")
        page = window.pages.event_page
        for name, shows, slot in (
            ("event-facts", "事件档案：补充情况，不覆盖原有", page.add_facts),
            ("event-grade", "事件档案：定级由人确定，与建议不同须写理由", page.confirm_grade),
        ):
            slot()
            settle(window.workplace)
            dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
            dialog.move(window.mapToGlobal(window.rect().center() - dialog.rect().center()))
            self._show(name, shows)
            dialog.reject()
            settle(window.workplace)
        window.back()

    def _open(self) -> EventForm:
        window = self._window
        answer_all(window)
        window.activateWindow()
        settle(window.workplace)
        press(window, Qt.Key.Key_F4)
        form = window.slips.in_front() if window.slips.isVisible() else window.forms.new_emergency()
        assert isinstance(form, EventForm)
        settle(window.workplace)
        return form

    def _choose(self, form: EventForm, letters: str, name: str) -> None:
        type_latin(form.fields.kind, letters)
        form.fields.kind.list_all()
        self._show(name, "事件档案：类型按拼音首字母联想")
        press(form.fields.kind, Qt.Key.Key_Return)
        settle(self._window.workplace)
