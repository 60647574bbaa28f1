"""The window: where each key leads, what each person may see, what it remembers, and that it leaves nothing running."""

from __future__ import annotations

import gc
import itertools
import threading
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QScrollArea, QToolButton

from dutyroom.accounts.model import Role
from dutyroom.settings import THEME, WINDOW, SeatSettings
from tests.factories import OTHER_PASSWORD, an_officer
from tests.ui.desk.sitting import CTRL, PLAIN, Desk, Key, OpenDesk
from ui import theme
from ui.actions import SPECS, Act, Where, name_of_place, plain_text_of, tip_of
from ui.directory.page import DirectoryPage
from ui.printing.preview import PreviewPage
from ui.settings.page import SettingsPage
from ui.widgets.key_hint import KeyHint

SHIFT = Qt.KeyboardModifier.ShiftModifier


def buttons(desk: Desk) -> list[str]:
    found = [*desk.window.findChildren(QPushButton), *desk.window.findChildren(QToolButton)]
    return [button.text() for button in found if button.isVisible() and button.text()]


def test_each_page_has_its_key_and_its_button_is_marked(desk: Desk) -> None:
    for key, modifiers, act, page in (
        (Key.Key_2, CTRL, Act.GO_LOG, lambda: desk.window.pages.log),
        (Key.Key_F3, PLAIN, Act.SEARCH, lambda: desk.window.pages.search),
        (Key.Key_1, CTRL, Act.GO_DESK, lambda: desk.window.pages.desk),
    ):
        desk.press(key, modifiers)
        assert desk.window.pages.current() is page()
        marked = [b.text() for b in desk.window.rail.findChildren(QToolButton) if b.isChecked()]
        assert marked == [plain_text_of(act)]
    desk.press(Key.Key_3, CTRL)
    assert isinstance(desk.window.pages.current(), DirectoryPage)
    desk.press(Key.Key_Comma, CTRL)
    assert isinstance(desk.window.pages.current(), SettingsPage)


def test_the_buttons_at_the_left_lead_where_their_keys_lead(desk: Desk) -> None:
    rail = {button.text(): button for button in desk.window.rail.findChildren(QToolButton)}
    rail[plain_text_of(Act.GO_LOG)].click()
    assert desk.window.pages.current() is desk.window.pages.log
    rail[plain_text_of(Act.GO_LOG)].click()
    assert rail[plain_text_of(Act.GO_LOG)].isChecked(), "pressing it again does not unmark it"
    desk.settle()


def test_esc_puts_the_slip_away_then_the_message_then_the_page(desk: Desk) -> None:
    desk.window.go_to(Act.GO_LOG)
    desk.look_at(desk.log())
    desk.call()
    desk.say("西岭县")
    desk.press(Key.Key_Escape)
    assert not desk.window.slips.isVisible()
    assert desk.window.notice.text() == "One form is kept as a draft"
    desk.press(Key.Key_Escape)
    assert not desk.window.notice.isVisible()
    desk.press(Key.Key_Escape)
    assert desk.window.pages.current() is desk.window.pages.log
    desk.press(Key.Key_Escape)
    assert desk.window.pages.current() is desk.window.pages.desk


def test_f1_shows_every_key_and_what_it_does(desk: Desk) -> None:
    desk.press(Key.Key_F1)
    dialog = desk.dialog()
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    for act in Act:
        assert plain_text_of(act) in shown
        assert tip_of(act) in shown
    assert len(dialog.findChildren(KeyHint)) == len(SPECS)
    grid = dialog.findChildren(QScrollArea)[0].widget().layout()
    assert isinstance(grid, QGridLayout)
    places = {name_of_place(where): where for where in Where}
    at: dict[int, Where] = {}  # the place that was named last in each column, from the top
    for row, column in itertools.product(range(grid.rowCount()), (0, 3)):
        first, second = (item.widget() if (item := grid.itemAtPosition(row, column + one)) else None for one in (0, 1))
        if isinstance(first, KeyHint) and isinstance(second, QLabel):
            assert second.text() in {plain_text_of(act) for act in Act if SPECS[act].where is at[column]}
        elif isinstance(first, QLabel):
            at[column] = places.pop(first.text())
    assert places == {}, "each place is named once, and its keys stand below it"
    desk.press(Key.Key_Escape)
    assert desk.dialogs() == []


@pytest.mark.req("R018", "R019")
def test_ctrl_p_previews_the_record_of_today_and_esc_comes_back(desk: Desk) -> None:
    desk.log()
    desk.press(Key.Key_P, CTRL)
    assert isinstance(desk.window.pages.current(), PreviewPage)
    desk.press(Key.Key_Escape)
    assert desk.window.pages.current() is desk.window.pages.desk


@pytest.mark.req("R018", "R020")
def test_ctrl_shift_p_previews_the_work_log_of_the_watch(desk: Desk) -> None:
    desk.log()
    desk.press(Key.Key_P, CTRL | SHIFT)
    preview = desk.window.pages.current()
    assert isinstance(preview, PreviewPage)
    desk.window.papers.print_today()
    desk.settle()
    assert isinstance(desk.window.pages.current(), PreviewPage)
    assert desk.window.pages.current() is not preview
    desk.press(Key.Key_Escape)
    assert desk.window.pages.current() is desk.window.pages.desk, "one way back, not two"


def test_the_log_prints_the_day_that_is_chosen_there(desk: Desk) -> None:
    from datetime import date

    wanted: list[date] = []
    page = desk.window.pages.log
    page.print_wanted.connect(wanted.append)
    page._pick_day(date(2026, 11, 20))
    page._print_button.click()
    desk.settle()
    assert wanted == [date(2026, 11, 20)]
    assert isinstance(desk.window.pages.current(), PreviewPage)


def test_ctrl_shift_l_switches_the_look_and_the_seat_remembers_it(desk: Desk, seat: SeatSettings) -> None:
    chosen: list[str] = []
    desk.window.theme_chosen.connect(chosen.append)
    assert not theme.current().dark
    desk.press(Key.Key_L, CTRL | SHIFT)
    assert chosen == ["dark"]
    assert seat.get(THEME) == "dark"
    theme.apply_theme(desk.qtbot._request.getfixturevalue("qapp"), "dark")
    desk.window.strip.theme_button.click()
    assert chosen == ["dark", "light"]


def test_the_window_comes_back_in_the_size_it_was_left_in(desk: Desk, open_desk: OpenDesk, seat: SeatSettings) -> None:
    desk.window.resize(1180, 701)
    desk.settle()
    desk.leave()
    assert seat.get(WINDOW)
    again = open_desk()
    screen = again.window.screen().availableGeometry()
    expected = QSize(min(1180, max(screen.width(), 1024)), min(701, max(screen.height(), 680)))
    assert (again.window.size() - expected).width() <= 2
    assert (again.window.size() - expected).height() <= 2
    assert again.window.size() != QSize(1366, 768)


def test_a_seat_file_with_nonsense_about_the_window_does_no_harm(open_desk: OpenDesk, seat: SeatSettings) -> None:
    seat.put(WINDOW, "nonsense!")
    desk = open_desk()
    assert desk.window.isVisible()
    assert desk.window.width() >= 1024


@pytest.mark.req("R208")
def test_an_administrator_who_may_not_read_the_log_sees_the_settings_and_nothing_else(
    desk: Desk, open_desk: OpenDesk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.log(subject="不给审计员看的")
    account = an_officer(desk.house, desk.session, "何姗", Role.AUDIT_ADMINISTRATOR)
    desk.leave()
    auditor = open_desk(desk.house.accounts.sign_in(account.id))
    window = auditor.window
    assert isinstance(window.pages.current(), SettingsPage)
    assert [button.text() for button in window.rail.findChildren(QToolButton) if button.isVisible()] == ["Settings"]
    assert not window.due.isVisible()
    for key, modifiers in (
        (Key.Key_F2, PLAIN),
        (Key.Key_F3, PLAIN),
        (Key.Key_F4, PLAIN),
        (Key.Key_1, CTRL),
        (Key.Key_2, CTRL),
        (Key.Key_3, CTRL),
        (Key.Key_P, CTRL),
        (Key.Key_P, CTRL | SHIFT),
        (Key.Key_Escape, PLAIN),
    ):
        auditor.press(key, modifiers)
        assert isinstance(window.pages.current(), SettingsPage), key
    assert not window.slips.isVisible()
    assert not window.notice.isVisible(), window.notice.text()
    auditor.clock.advance(auditor.house.calendar.shift_at(auditor.clock.now()).end - auditor.clock.now())
    window.tick()
    auditor.settle()
    auditor.at_another_seat(lambda: desk.log(subject="另一件"))
    assert not window.notice.isVisible(), window.notice.text()
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
    auditor.press(Key.Key_L, CTRL)
    auditor.say(OTHER_PASSWORD)
    auditor.press(Key.Key_Return)
    assert not window.locked
    assert isinstance(window.pages.current(), SettingsPage)


@pytest.mark.req("R208")
def test_a_reader_sees_the_log_and_is_offered_nothing_that_would_be_refused(desk: Desk, open_desk: OpenDesk) -> None:
    file = desk.log()
    account = an_officer(desk.house, desk.session, "阅览", Role.READER)
    desk.leave()
    reader = open_desk(desk.house.accounts.sign_in(account.id))
    reader.press(Key.Key_F2)
    assert not reader.window.slips.isVisible()
    page = reader.look_at(file)
    assert page.rows()
    offered = [text for text in buttons(reader) if text.endswith((" N", " H", " D", " C", " E", " F", " W"))]
    assert offered == []
    assert not page.step.isVisible()
    reader.window.go_to(Act.GO_LOG)
    assert not any(reader.window._actions[act].isEnabled() for act in (Act.PRINT, Act.PRINT_WATCH))
    assert not reader.window.pages.log._print_button.isVisible()
    reader.press(Key.Key_P, CTRL)
    assert reader.dialogs() == []


def test_a_closed_window_leaves_no_thread_no_timer_and_no_listener(desk: Desk) -> None:
    desk.look_at(desk.log())
    desk.press(Key.Key_N)
    desk.say("半句")
    desk.window.go_to(Act.GO_SETTINGS)
    desk.call()
    desk.say("半个来电")
    window = desk.window
    closing: list[str] = []
    window.closing.connect(lambda: closing.append("closing"))
    window.close()
    desk.settle()
    assert closing == ["closing"]
    ticking = [timer.parent() for timer in window.findChildren(QTimer) if timer.isActive() and not timer.isSingleShot()]
    assert ticking == [], "a timer goes on after the window was closed"
    desk.leave()
    names = {thread.name for thread in threading.enumerate()}
    assert not names & {"writer", "reader"}
    assert desk.house.announcer._listeners == desk.house.announcer._listeners[:1], "only the house listens"


def test_a_window_that_is_closed_can_be_forgotten(desk: Desk) -> None:
    desk.look_at(desk.log())
    desk.window.go_to(Act.GO_LOG)
    desk.settle()
    window = weakref.ref(desk.window)
    desk.leave()
    del desk.window
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert window() is None, "something still holds the window"


def test_a_mistake_of_the_program_is_told_and_the_desk_goes_on(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    def mistake() -> None:
        raise ZeroDivisionError

    desk.workplace.write(mistake, desk.window)
    desk.settle()
    assert "ZeroDivisionError" in desk.window.notice.text()
    assert any("broke" in record.message for record in caplog.records)
    form = desk.call()
    form.content.setPlainText("照常登记")
    desk.save()
    assert len(desk.matters()) == 1
