"""One run of the program: its language, one desk per data file, signing in, switching the person, going home."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QFileInfo, QLocale, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QFileIconProvider,
    QLabel,
    QLineEdit,
    QTreeView,
)
from pytestqt.qtbot import QtBot

from dutyroom.accounts.keys import Stretching
from dutyroom.accounts.model import NewAccount, Role, Session
from dutyroom.alerts.model import Health
from dutyroom.bootstrap import FOUNDER_ROLES, Founding, House, Place, found, open_house
from dutyroom.clock import SetClock
from dutyroom.demo import Told
from dutyroom.errors import Environment
from dutyroom.settings import LANGUAGE, THEME, SeatSettings
from tests.factories import EVENING, LOGIN, NAME, OTHER_PASSWORD, PASSWORD
from ui import terms, theme
from ui.app import App, Languages, OneDesk, language_of, run_demo
from ui.fault_log import note_faults_in
from ui.log.step_box import StepBox
from ui.settings.page import SettingsPage
from ui.sign_in.window import SignInWindow
from ui.window import DeskWindow
from ui.workplace import Workplace


@pytest.fixture
def seat(tmp_path: Path) -> SeatSettings:
    made = SeatSettings(tmp_path / "seat.json")
    made.put(LANGUAGE, "en")
    return made


@pytest.fixture
def app(qtbot: QtBot, qapp: QApplication, place: Place, clock: SetClock, seat: SeatSettings) -> Iterator[App]:
    made = App(qapp, place, clock, seat)
    yield made
    if made.window is not None:
        made.window.close()
        made.window.deleteLater()
    made.languages.speak("en")
    made.tidying.stop()
    made.one_desk.release()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle(app: App) -> None:
    QApplication.processEvents()
    if isinstance(app.window, SignInWindow):
        app.window.settle()
    if app.workplace is not None:
        app.workplace.settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def sign_in(app: App, qtbot: QtBot) -> DeskWindow:
    """Go through the sign-in window as a person does, and return the desk that opens."""
    assert isinstance(app.window, SignInWindow)
    login, password = (field for field in app.window.findChildren(QLineEdit) if field.isVisible())
    login.setText(LOGIN)
    password.setText(PASSWORD)
    password.returnPressed.emit()
    settle(app)
    settle(app)
    assert isinstance(app.window, DeskWindow)
    return app.window


@pytest.mark.parametrize(
    ("chosen", "system", "spoken"),
    [
        ("zh_CN", "en_US", "zh_CN"),
        ("en", "zh_CN", "en"),
        ("system", "zh_CN", "zh_CN"),
        ("system", "en_GB", "en"),
        ("system", "de_DE", "zh_CN"),
        ("klingon", "en_US", "en"),
    ],
)
def test_a_choice_of_language_counts_and_otherwise_the_system(
    monkeypatch: pytest.MonkeyPatch, chosen: str, system: str, spoken: str
) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(system))
    assert language_of(chosen) == spoken


def test_the_desk_speaks_chinese_and_goes_back_to_english(qapp: QApplication) -> None:
    languages = Languages(qapp)
    try:
        languages.speak("zh_CN")
        assert terms.language() == "zh_CN"
        assert StepBox.tr("Next step") == "下一步"
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消", "Qt's own words too"
        assert QLocale().name() == "zh_CN"
        languages.speak("en")
        assert StepBox.tr("Next step") == "Next step"
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
        assert QLocale().language() == QLocale.Language.English
    finally:
        languages.speak("en")
        languages.deleteLater()


def test_the_dialog_for_files_has_no_english_word_in_the_chinese_desk(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "备份").mkdir()
    (tmp_path / "名单.xlsx").touch()
    languages = Languages(qapp)
    languages.speak("zh_CN")
    dialog = QFileDialog(None, "选择备份", str(tmp_path), "备份 (*.dutyroom)")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    dialog.show()
    try:
        words = [label.text() for label in dialog.findChildren(QLabel)]
        words += [button.text() or button.toolTip() for button in dialog.findChildren(QAbstractButton)]
        model = dialog.findChildren(QTreeView)[0].model()
        words += [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in range(model.columnCount())]
        words += [QFileIconProvider().type(QFileInfo(str(tmp_path)))]
        said = [word for word in words if word]
        assert {"查找范围(&L)：", "文件类型(&T)：", "文件夹"} <= set(said)
        assert [word for word in said if re.search("[A-Za-z]{2}", word)] == []
    finally:
        languages.speak("en")


def test_one_data_file_has_one_desk_and_a_second_start_raises_it(qtbot: QtBot, place: Place, tmp_path: Path) -> None:
    first, second = OneDesk(place), OneDesk(Place(place.data_file.parent / "." / place.data_file.name))
    elsewhere = OneDesk(Place.in_folder(tmp_path / "elsewhere"))
    try:
        assert first.claim()
        with qtbot.waitSignal(first.raised, timeout=2000):
            assert not second.claim()
        assert elsewhere.claim(), "another room is another desk"
        first.release()
        assert second.claim(), "once it is closed the next start is the first"
    finally:
        for desk in (first, second, elsewhere):
            desk.release()
            desk.deleteLater()


def test_a_socket_left_behind_by_a_killed_desk_does_not_keep_the_next_one_out(qtbot: QtBot, place: Place) -> None:
    killed, started = OneDesk(place), OneDesk(place)
    assert killed.claim()
    name = killed._server.fullServerName()
    killed.release()
    Path(name).write_bytes(b"")  # what a power cut leaves
    try:
        assert started.claim()
    finally:
        started.release()
        killed.deleteLater()
        started.deleteLater()


def test_signing_in_opens_the_desk_and_switching_asks_for_the_next_person(app: App, qtbot: QtBot) -> None:
    app.show_sign_in()
    settle(app)
    desk = sign_in(app, qtbot)
    assert desk.isVisible()
    workplace = app.workplace
    assert workplace is not None
    form = desk.forms.new_slip()
    form.content.setPlainText("换人前写了一半")
    desk.switch_wanted.emit()
    settle(app)
    assert isinstance(app.window, SignInWindow)
    assert app.window.isVisible()
    assert app.workplace is None
    assert not {"writer", "reader"} & {thread.name for thread in threading.enumerate()}
    again = sign_in(app, qtbot)
    settle(app)
    assert [form.content.toPlainText() for form in again.slips.forms()] == ["换人前写了一半"]


def test_what_the_first_save_needs_is_loaded_when_the_desk_has_settled(app: App, qtbot: QtBot) -> None:
    app.show_sign_in()
    settle(app)
    desk = sign_in(app, qtbot)
    assert app._warming is None
    app._settle_down()
    warming = app._warming
    assert warming is not None
    app._settle_down()
    assert app._warming is warming
    desk.close()
    assert not warming.is_alive()


def test_somebody_watches_over_the_deadlines_while_a_desk_is_open_and_not_longer(app: App, qtbot: QtBot) -> None:
    def watching() -> set[str]:
        return {thread.name for thread in threading.enumerate()} & {"alerts-guard", "alerts", "sound", "notes"}

    app.show_sign_in()
    settle(app)
    desk = sign_in(app, qtbot)
    app._begin_watch()
    app._begin_watch()
    settle(app)
    assert {"alerts-guard", "alerts"} <= watching()
    desk.tick()
    assert desk.strip.heart.health is Health.OK
    desk.close()
    settle(app)
    assert watching() == set()


def test_nothing_of_whoever_left_stays_in_the_program(app: App, qtbot: QtBot) -> None:
    app.show_sign_in()
    settle(app)
    desk = sign_in(app, qtbot)
    desk.switch_wanted.emit()
    settle(app)
    assert app.findChildren(Workplace) == []


def test_a_full_disk_at_the_end_of_the_day_still_closes_the_room(
    app: App, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise Environment("storage.disk_full", file="room.dutyroom")

    app.show_sign_in()
    settle(app)
    desk = sign_in(app, qtbot)
    assert app.workplace is not None
    house = app.workplace.house
    monkeypatch.setattr(house.accounts, "note_signed_out", full)
    with qtbot.captureExceptions():
        desk.close()
        settle(app)
    running = {thread.name for thread in threading.enumerate()} & {"writer", "reader"}
    if running:  # let the threads end before the test does
        for workplace in app.findChildren(Workplace):
            workplace.close()
    assert not running


def test_a_closed_account_is_signed_out_at_its_next_act_and_told_why(app: App, qtbot: QtBot) -> None:
    app.show_sign_in()
    settle(app)
    sign_in(app, qtbot)
    assert app.workplace is not None
    house, founder = app.workplace.house, app.workplace.session
    house.accounts.open(founder, NewAccount("second", "第二人", FOUNDER_ROLES), OTHER_PASSWORD)
    desk = app.window
    assert isinstance(desk, DeskWindow)
    desk.forms.new_slip().content.setPlainText("停用前写了一半")
    second = house.accounts.sign_in(next(a.id for a in house.accounts.all() if a.name == "第二人"))
    house.accounts.set_roles(second, founder.account_id, frozenset({Role.DUTY_OFFICER}))
    settle(app)
    assert app.workplace.session.roles == {Role.DUTY_OFFICER}, "what the pages ask follows, too"
    assert "other roles now" in desk.notice.text()
    house.accounts.close(second, founder.account_id)
    settle(app)
    settle(app)
    assert app.workplace is None
    assert isinstance(app.window, SignInWindow)
    page = app.window.page()
    assert page is not None
    assert "closed meanwhile" in page.message.text()


def test_an_account_closed_from_elsewhere_is_signed_out_within_the_minute(
    app: App, qtbot: QtBot, place: Place, clock: SetClock
) -> None:
    app.show_sign_in()
    settle(app)
    desk = sign_in(app, qtbot)
    assert app.workplace is not None
    house, founder = app.workplace.house, app.workplace.session
    another = open_house(place, house.store.key, clock)
    another.accounts.open(founder, NewAccount("second", "第二人", FOUNDER_ROLES), OTHER_PASSWORD)
    second = another.accounts.sign_in(next(a.id for a in another.accounts.all() if a.name == "第二人"))
    another.accounts.close(second, founder.account_id)
    another.close()
    settle(app)
    assert isinstance(app.window, DeskWindow), "this desk cannot have heard of it"
    clock.advance(timedelta(minutes=1))
    desk.tick()
    settle(app)
    settle(app)
    assert isinstance(app.window, SignInWindow)


def test_another_language_is_spoken_at_once_and_what_was_being_written_stays(app: App, qtbot: QtBot) -> None:
    app.show_sign_in()
    settle(app)
    desk = sign_in(app, qtbot)
    desk.forms.new_slip().content.setPlainText("换语言前写了一半")
    before = app.workplace
    desk.language_chosen.emit("zh_CN")
    settle(app)
    window = app.window
    assert isinstance(window, DeskWindow)
    assert window is not desk
    assert app.workplace is before, "the room stayed open, with the same person"
    assert window.windowTitle().startswith("值班室")
    settle(app)
    assert [form.content.toPlainText() for form in window.slips.forms()] == ["换语言前写了一半"]
    assert isinstance(window.pages.current(), SettingsPage)
    window.close()
    settle(app)
    assert app.workplace is None, "closing the new window closes the room"


def test_a_second_start_brings_the_window_to_the_front(app: App, qtbot: QtBot) -> None:
    app.show_sign_in()
    settle(app)
    assert app.window is not None
    app.window.showMinimized()
    app.one_desk.raised.emit()
    assert app.window.isVisible()
    assert not app.window.isMinimized()


def test_the_look_of_the_seat_is_applied_and_changes_at_once(app: App, seat: SeatSettings, qtbot: QtBot) -> None:
    app.show_sign_in()
    settle(app)
    desk = sign_in(app, qtbot)
    desk.switch_theme()
    assert theme.current().dark is (seat.get(THEME) == "dark")
    desk.switch_theme()
    assert theme.current().dark is (seat.get(THEME) == "dark")
    seat.put(THEME, "light")
    app.apply_look()


def test_the_throw_away_room_is_thrown_away(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "dutyroom-demo"

    def make(told: Told) -> tuple[House, Session, str]:
        founder = NewAccount(LOGIN, NAME, FOUNDER_ROLES)
        founding = Founding("云岭市人民政府总值班室", "云岭市", founder, PASSWORD, drill=True)
        house, _key = found(Place.in_folder(folder), founding, SetClock(EVENING), Stretching(1, 1, 1024))
        told(1, 1)
        return house, house.accounts.sign_in(house.accounts.all()[0].id), PASSWORD

    def go_home() -> None:
        assert folder.exists()
        for window in qapp.topLevelWidgets():
            window.close()

    monkeypatch.setattr("ui.app.language_of", lambda _chosen: "en")
    QTimer.singleShot(0, go_home)
    assert run_demo(["main.py"], make) == 0
    assert not folder.exists()
    assert "100%" in capsys.readouterr().err


def test_a_fault_is_noted_with_its_places_and_without_its_words(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = list(root.handlers)
    note_faults_in(tmp_path / "new")
    typed = "".join(("东湖区", "来电", "内容"))
    try:
        try:
            raise ValueError(typed)
        except ValueError:
            logging.getLogger("ui.tasks").exception("a call broke")
        for handler in root.handlers:
            handler.flush()
        noted = (tmp_path / "new" / "faults.log").read_text("utf-8")
    finally:
        for handler in [known for known in root.handlers if known not in before]:
            handler.close()
            root.removeHandler(handler)
    assert "a call broke" in noted
    assert "ValueError" in noted
    assert "test_app.py" in noted
    assert typed not in noted
