"""Drives the real windows through a duty day and keeps a picture of every page, light and dark, and the papers."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QWidget

from dutyroom import __version__
from dutyroom.bootstrap import Place
from dutyroom.clock import DEFAULT_ZONE, SetClock
from dutyroom.demo import AUDITOR, HEAD, MANAGER, OFFICER, SECRETARY_GENERAL, build, sign_in
from dutyroom.documents.docx import write_docx
from dutyroom.documents.xlsx import write_xlsx
from dutyroom.log.model import MatterFilter, MatterState
from dutyroom.papers import day_sheet, watch_sheet
from dutyroom.settings import LANGUAGE, SeatSettings
from dutyroom.texts import Language
from ui import terms, theme
from ui.actions import Act
from ui.app import SEAT_FILE, App, make_application
from ui.desk.help_dialog import HelpDialog
from ui.printing.pages import pages_of
from ui.printing.render import write_pdf
from ui.settings.page import SectionName, SettingsPage
from ui.sign_in.window import SignInWindow
from ui.touring.album import Album
from ui.touring.alert_walk import AlertWalk, answer_all, keep_quiet, sweep
from ui.touring.calendar import hours_dated_ahead, notice_accepted
from ui.touring.copies_walk import damage, room_brought_back, second_place_chosen
from ui.touring.event_walk import EventWalk
from ui.touring.handover_walk import HandoverWalk, reviewing
from ui.touring.hands import commit_text, press, settle, type_latin
from ui.touring.instruction_walk import InstructionWalk
from ui.touring.report_walk import ReportWalk
from ui.touring.roster_walk import RosterWalk, approving, changing
from ui.window import DeskWindow

SIZE = (1366, 768)
_MORNING = datetime(2026, 11, 22, 7, 44, tzinfo=DEFAULT_ZONE)
_AFTERNOON = datetime(2026, 11, 22, 17, 43, tzinfo=DEFAULT_ZONE)
_ADMINISTRATION = (
    (
        MANAGER,
        (
            (SectionName.SEAT, "设置：本机的语言和外观"),
            (SectionName.ROOM, "设置：交接班时间、自动锁定"),
            (SectionName.HOLIDAYS, "设置：节假日安排，全年日历"),
            (SectionName.THRESHOLDS, "设置：分级标准，逐条注明依据，可按本地预案修改和试算"),
            (SectionName.ESCALATION, "设置：呼叫顺序，并预演凌晨三点会呼叫谁"),
            (SectionName.DEADLINES, "设置：报告时限，选用本地口径"),
            (SectionName.ACCOUNTS, "设置：账户和角色"),
            (SectionName.BACKUP, "设置：备份和恢复"),
            (SectionName.ABOUT, "设置：关于本程序"),
        ),
    ),
    (AUDITOR, ((SectionName.JOURNAL, "设置：审计日志"),)),
)


def run_tour(folder: Path, language: Language) -> int:
    """Make the tour into ``folder``; return the exit status."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform == "win32"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application(sys.argv[:1])
    work = Path(tempfile.mkdtemp(prefix="dutyroom-tour-"))
    try:
        return Tour(app, folder, work, language).run()
    finally:
        shutil.rmtree(work, ignore_errors=True)


class Tour:
    """One tour."""

    def __init__(self, app: QApplication, folder: Path, work: Path, language: Language) -> None:
        self._app = app
        self._album = Album(folder)
        self._work = work
        self._language: Language = language

    def run(self) -> int:
        """Go through every station."""
        self._first_start()
        self._desk_stations()
        self._album.write_list({"version": __version__, "language": self._language, "size": f"{SIZE[0]}x{SIZE[1]}"})
        print(f"{len(self._album.items)} 张图片和文件已存入 {self._album.folder}")
        return 0

    def _both_looks(self, name: str, shows: str, window: QWidget) -> None:
        number = self._album.next_number()
        settle()
        self._album.picture(number, name, shows, window)
        # Dressing the window costs more than the picture: the next station begins in the look in which this one ends.
        theme.apply_theme(self._app, "dark" if theme.current().name == "light" else "light")
        settle()
        self._album.picture(number, name, shows, window)

    def _first_start(self) -> None:
        """Found a room, keep its recovery key, sign in once with a wrong password."""
        clock = SetClock(datetime(2026, 11, 21, 7, 52, tzinfo=DEFAULT_ZONE))
        seat = SeatSettings(self._work / "first" / SEAT_FILE)
        seat.put(LANGUAGE, self._language)
        desk = App(self._app, Place.in_folder(self._work / "first"), clock, seat)
        desk.show_sign_in()
        window = desk.window
        assert isinstance(window, SignInWindow)
        settle()
        self._both_looks("first-start", "首次启动：建立值班室", window)
        for field, words in zip(window.findChildren(QLineEdit), self._founding_words(), strict=False):
            commit_text(field, words)
        self._press_default(window)
        self._both_looks("recovery-key", "首次启动：打印恢复密钥", window)
        for box in window.findChildren(QCheckBox):
            box.setChecked(True)
        self._press_default(window)
        settle(desk.workplace)
        assert isinstance(desk.window, DeskWindow)
        self._both_looks("empty-desk", "首次启动：空的值守页说明下一步", desk.window)
        desk.switch_person()
        settle()
        window = desk.window
        assert isinstance(window, SignInWindow)
        login, password = window.findChildren(QLineEdit)[:2]
        commit_text(login, "林一川")
        commit_text(password, "wrong-Password-1")
        self._press_default(window)
        self._both_looks("sign-in", "登录：密码不对时的提示", window)
        window.close()
        settle()

    def _founding_words(self) -> tuple[str, ...]:
        password = f"Tour-{secrets.token_hex(4)}-Qa"
        return ("云岭市人民政府总值班室", "云岭市", "林一川", "linyichuan", password, password)

    def _press_default(self, window: SignInWindow) -> None:
        settle()
        buttons = [
            button
            for button in window.findChildren(QPushButton)
            if button.isVisible() and button.property("kind") == "primary"
        ]
        buttons[0].click()
        window.settle()
        settle()

    def _desk_stations(self) -> None:
        place, password, evening = build(self._work / "demo")
        clock = SetClock(evening)
        seat = SeatSettings(self._work / SEAT_FILE)
        seat.put(LANGUAGE, self._language)
        desk = App(self._app, place, clock, seat)
        desk.password_hint = password
        window = self._sit_down(desk, place, clock, OFFICER)
        _DeskWalk(window, clock, self._both_looks, self._album).walk()
        window.close()
        settle()
        for login, station in ((SECRETARY_GENERAL, approving), (HEAD, changing)):
            window = self._sit_down(desk, place, clock, login)
            station(window, self._both_looks)
            window.close()
            settle()
        for login, sections in _ADMINISTRATION:
            window = self._sit_down(desk, place, clock, login)
            window.go_to(Act.GO_SETTINGS)
            page = window.pages.current()
            assert isinstance(page, SettingsPage)
            for section, shows in sections:
                page.show_section(section)
                settle(window.workplace)
                self._both_looks(f"settings-{section.value}", shows, window)
                if section is SectionName.ROOM:
                    hours_dated_ahead(window, page, self._both_looks)
                elif section is SectionName.HOLIDAYS:
                    notice_accepted(window, page, self._both_looks)
                elif section is SectionName.BACKUP:
                    second_place_chosen(window, page, self._work / "copies", self._both_looks)
            window.close()
            settle()

        self._handover_stations(desk, place, clock, password)
        self._broken_disk(desk, place, password)

    def _broken_disk(self, desk: App, place: Place, password: str) -> None:
        """Damage the data file, and bring the room back from the copies."""
        damage(place.data_file)
        desk.password_hint = ""
        desk.show_sign_in()
        window = desk.window
        assert isinstance(window, SignInWindow)
        settle()
        room_brought_back(window, password, self._both_looks)
        window.close()
        settle()

    def _handover_stations(self, desk: App, place: Place, clock: SetClock, password: str) -> None:
        """Hand the night over in the morning, let the afternoon's handover be overdue, and review the week."""
        clock.jump(_MORNING)
        window = self._sit_down(desk, place, clock, OFFICER)
        walk = HandoverWalk(window, clock, self._both_looks, self._album, password)
        walk.walk()
        walk.force(_AFTERNOON)
        window.close()
        settle()
        window = self._sit_down(desk, place, clock, HEAD)
        reviewing(window, self._both_looks, self._album)
        window.close()
        settle()

    def _sit_down(self, desk: App, place: Place, clock: SetClock, login: str) -> DeskWindow:
        house, session = sign_in(place, clock, login)
        keep_quiet(house)
        desk.open_desk(house, session)
        window = desk.window
        assert isinstance(window, DeskWindow)
        window.resize(*SIZE)
        window.idle.stop()  # the tour moves its clock by minutes, and is not to be locked out on a slow machine
        settle(window.workplace)
        answer_all(window)
        return window


class _DeskWalk:
    """What an officer does on the demonstration's evening."""

    def __init__(
        self,
        window: DeskWindow,
        clock: SetClock,
        keep: Callable[[str, str, QWidget], None],
        album: Album,
    ) -> None:
        self._window = window
        self._clock = clock
        self._keep = keep
        self._album = album

    def walk(self) -> None:
        """Go through the stations of the desk."""
        self._show("desk", "值守：待办事项按缓急排列")
        self._call_slip()
        self._matter()
        EventWalk(self._window, self._clock, self._show).walk()
        InstructionWalk(self._window, self._clock, self._keep, self._album).walk()
        ReportWalk(self._window, self._clock, self._show, self._album).walk()
        self._log_and_search()
        self._paper()
        RosterWalk(self._window, self._keep, self._album).walk()
        self._directory_and_keys()
        AlertWalk(self._window, self._clock, self._keep).walk()
        self._lock()

    def _show(self, name: str, shows: str) -> None:
        settle(self._window.workplace)
        sweep(self._window)
        self._keep(name, shows, self._window)

    def _call_slip(self) -> None:
        window = self._window
        window.activateWindow()
        settle(window.workplace)
        press(window, Qt.Key.Key_F2)
        form = window.forms.new_slip() if not window.slips.isVisible() else window.slips.current()
        assert form is not None
        settle(window.workplace)
        type_latin(form.caller.unit, "dh")
        form.caller._units.ask()
        self._show("slip-completion", "来电登记：单位按拼音首字母联想")
        press(form.caller.unit, Qt.Key.Key_Return)
        settle(window.workplace)
        assert form.caller.unit.text() != "dh", "no unit was offered for the letters that were typed"
        commit_text(form.subject, "东湖区金桥路口渣土车与电动车相撞")
        commit_text(
            form.content,
            "20时31分，金桥路与临湖大道路口一辆渣土车右转时与电动车相撞，电动车驾驶人受伤，120已到场，交警正在疏导。",
        )
        commit_text(form.done, "已通知市交警支队指挥中心核实伤情，请区值班室每30分钟报一次进展。")
        self._clock.advance(timedelta(minutes=2))
        answer_all(window)
        self._show("slip", "来电登记：填写中的登记单，不遮挡待办")
        window.slips.save_current()
        self._show("slip-saved", "来电登记：保存后给出编号")
        window.notice.clear()

    def _matter(self) -> None:
        window = self._window
        house, session = window.workplace.house, window.workplace.session
        wanted = MatterFilter(state=MatterState.OPEN)
        files = [
            house.log_reader.file(session, matter.id)
            for matter in house.log_reader.page(session, wanted, limit=50).matters
            if not house.event_reader.is_event(session, matter.id)
        ]
        longest = max(files, key=lambda file: len(file.entries))
        window.open_matter(longest.matter.id)
        self._show("matter", "事项：办理过程，更正之处保留原文")
        window.back()

    def _log_and_search(self) -> None:
        window = self._window
        window.go_to(Act.GO_LOG)
        self._show("log", "记录：全部事项，可按条件筛选")
        window.go_to(Act.SEARCH)
        commit_text(window.pages.search.field, "燃气")
        window.pages.search.field.search_now()
        self._show("search", "检索：命中文字标出")

    def _paper(self) -> None:
        window = self._window
        window.papers.print_today()
        self._show("print-day", "打印预览：值班记录")
        house, session = window.workplace.house, window.workplace.session
        language = terms.language()
        watch = house.watch_time.watch_at(self._clock.now())
        day = house.calendar.local_date(self._clock.now())
        number = self._album.next_number()
        for name, shows, sheet in (
            ("duty-record", "值班记录", day_sheet(house, session, day, language)),
            ("work-log", "值班工作日志", watch_sheet(house, session, watch, language)),
        ):
            write_pdf(pages_of(sheet), self._album.paper(number, f"{name}.pdf", f"{shows}（PDF）"))
            write_docx(sheet, self._album.paper(number, f"{name}.docx", f"{shows}（Word）"))
            write_xlsx(sheet, self._album.paper(number, f"{name}.xlsx", f"{shows}（Excel）"))
        window.back()
        window.papers.print_watch()
        self._show("print-watch", "打印预览：值班工作日志")
        window.back()

    def _directory_and_keys(self) -> None:
        window = self._window
        window.go_to(Act.GO_DIRECTORY)
        self._show("directory", "通讯录：单位、人员、号码，领导号码不直接显示")
        window.show_help()
        dialog = window.findChildren(HelpDialog)[0]
        settle()
        dialog.move(window.mapToGlobal(window.rect().center() - dialog.rect().center()))
        self._show("keys", "全部快捷键")
        dialog.close()

    def _lock(self) -> None:
        window = self._window
        window.lock()
        self._show("lock", "锁定：内容遮住，时钟仍走")
