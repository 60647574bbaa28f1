"""Going through every page, dialog and state of the desk, to look at each; and what there is to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.incidents.events import EventFilter
from dutyroom.log.model import MatterState
from dutyroom.settings import SeatSettings
from tests.ui.desk.sitting import CTRL, PLAIN, Desk, Key
from tests.ui.instructions.saying import walk_sheets
from ui import theme
from ui.actions import Act
from ui.app import Languages
from ui.roster.page import Tab
from ui.settings.holidays import HolidaysSection
from ui.settings.page import SectionName, SettingsPage
from ui.terms import label
from ui.widgets.quiet_table import QuietTable

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit, QAbstractItemView)
Looking = Callable[[str, QWidget], None]


def shown(widget: QWidget) -> list[str]:
    """Return every text that the widget itself writes on the screen, says on hover, or tells a screen reader."""
    texts = [widget.toolTip(), widget.statusTip(), widget.accessibleName(), widget.accessibleDescription()]
    if isinstance(widget, QLabel | QAbstractButton):
        texts.append(widget.text())
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        texts.append(widget.placeholderText())
    if isinstance(widget, QComboBox):
        texts += [widget.itemText(row) for row in range(widget.count())]
    if isinstance(widget, QHeaderView) and widget.model() is not None and widget.isVisible():
        model, way = widget.model(), widget.orientation()
        texts += [str(model.headerData(section, way) or "") for section in range(widget.count())]
    if isinstance(widget, QMenu):
        texts += [action.text() for action in widget.actions()]
    texts += [text for action in widget.actions() for text in _of_action(action)]
    return [text for text in texts if text]


def _of_action(action: QAction) -> tuple[str, ...]:
    return (action.text(), action.toolTip()) if action.isVisible() else ()


def visible(window: QWidget) -> list[QWidget]:
    return [widget for widget in (window, *window.findChildren(QWidget)) if widget.isVisible()]


@pytest.fixture
def worked_desk(
    qapp: QApplication,
    qtbot: QtBot,
    worked_house: House,
    worked_session: Session,
    clock: SetClock,
    seat: SeatSettings,
) -> Iterator[Desk]:
    """The desk of a room after a day of work, in its full dress."""
    theme.apply_theme(qapp, "light")
    yield from _sit_down(qtbot, worked_house, worked_session, clock, seat)


@pytest.fixture
def large_desk(
    qapp: QApplication,
    qtbot: QtBot,
    worked_house: House,
    worked_session: Session,
    clock: SetClock,
    seat: SeatSettings,
) -> Iterator[Desk]:
    """The same desk on a seat whose letters are half as large again."""
    theme.apply_theme(qapp, "light", scale=1.5)
    yield from _sit_down(qtbot, worked_house, worked_session, clock, seat)


def _sit_down(qtbot: QtBot, house: House, session: Session, clock: SetClock, seat: SeatSettings) -> Iterator[Desk]:
    for draft in house.drafts.of(session, "slip"):
        house.drafts.drop(session, draft.id)
    made = Desk(qtbot, house, session, clock, seat)
    yield made
    made.leave()


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    languages = Languages(qapp)
    languages.speak("zh_CN")
    yield
    languages.speak("en")
    languages.deleteLater()


def walk(desk: Desk, look: Looking) -> None:
    """Go through every page, dialog and state of the desk and ``look`` at each."""
    window = desk.window
    for name, key, modifiers in (
        ("desk", Key.Key_1, CTRL),
        ("log", Key.Key_2, CTRL),
        ("incidents", Key.Key_5, CTRL),
        ("search", Key.Key_F3, PLAIN),
        ("directory", Key.Key_3, CTRL),
        ("roster", Key.Key_4, CTRL),
        ("settings", Key.Key_Comma, CTRL),
    ):
        desk.press(key, modifiers)
        look(name, window)
    walk_settings(desk, look)
    _walk_roster(desk, look)
    for state in MatterState:
        file = next((m for m in desk.matters() if m.state is state and m.classified is None), None)
        if file is not None:
            window.open_matter(file.id)
            desk.settle()
            look(f"matter {state}", window)
    item = next(m for m in desk.matters() if m.classified is not None)
    window.open_matter(item.id)
    desk.settle()
    look("classified matter", window)
    _walk_dialogs(desk, look)
    _walk_slip(desk, look)
    _walk_event(desk, look)
    walk_sheets(desk, look)
    _walk_report(desk, look)
    window.papers.print_today()
    desk.settle()
    look("preview", window)
    desk.press(Key.Key_Escape)
    window.lock()
    desk.settle()
    look("lock", window)


def walk_settings(desk: Desk, look: Looking) -> None:
    page = desk.window.pages.current()
    assert isinstance(page, SettingsPage)
    for section in SectionName:
        page.show_section(section)
        desk.settle()
        look(f"settings {section}", desk.window)
        shown_now = page.section(section)
        if isinstance(shown_now, HolidaysSection) and shown_now.paste.isVisible():
            shown_now.edit_by_hand()
            desk.settle()
            look("notice", desk.window)
            shown_now.panel.text.setPlainText("2026年")
            desk.settle()
            look("notice that does not fit", desk.window)
            shown_now.panel.cancel()


def _walk_roster(desk: Desk, look: Looking) -> None:
    desk.window.go_to(Act.GO_ROSTER)
    page = desk.window.pages.roster
    for tab in Tab:
        page.show_tab(tab)
        desk.settle()
        look(f"roster {tab.name}", desk.window)
    page.show_tab(Tab.CALENDAR)
    page.month.open_day(desk.workplace.now().date())
    look("roster day", desk.window)
    for tab, opening in (
        (Tab.PEOPLE, page.people.add_member),
        (Tab.PEOPLE, page.people.open_absences),
        (Tab.SWAPS, page.swaps.open_request),
        (Tab.PLANNER, page.planner.acts.new_plan),
        (Tab.PLANNER, page.planner.acts.revise),
        (Tab.PLANNER, page.planner.acts.show_notices),
    ):
        page.show_tab(tab)
        desk.settle()
        opening()
        desk.settle()
        look(f"roster {opening.__name__}", desk.dialog())
        desk.press(Key.Key_Escape)


def _walk_dialogs(desk: Desk, look: Looking) -> None:
    file = next(m for m in desk.matters() if m.state is MatterState.OPEN and m.classified is None)
    desk.window.open_matter(file.id)
    desk.settle()
    for key in (Key.Key_H, Key.Key_D, Key.Key_C, Key.Key_E, Key.Key_F, Key.Key_W, Key.Key_F1):
        desk.press(key)
        look(f"dialog {key.name}", desk.dialog())
        desk.press(Key.Key_Escape)


def _walk_slip(desk: Desk, look: Looking) -> None:
    for form in desk.window.slips.forms():
        form.keeper.drop()
    form = desk.call()
    look("slip", desk.window)
    desk.save()
    assert form.message.isVisible()
    look("refused slip", desk.window)
    form.classified_button.click()
    look("classified slip", desk.window)
    form.classified_button.click()
    form.content.setPlainText("办了一件事")
    desk.save()
    look("saved slip", desk.window)


def _walk_event(desk: Desk, look: Looking) -> None:
    (event,) = desk.house.event_reader.all(desk.session, EventFilter(open=True))
    desk.window.open_matter(event.id)
    desk.settle()
    look("event file", desk.window)
    for key in (Key.Key_A, Key.Key_G, Key.Key_V, Key.Key_S, Key.Key_J):
        desk.press(key)
        look(f"event dialog {key.name}", desk.dialog())
        desk.press(Key.Key_Escape)
    desk.press(Key.Key_F4)
    (form,) = desk.window.slips.events()
    look("event form", desk.window)
    for kind in ("road_traffic", "mass_incident"):
        form.fields.kind.choose(kind)
        form.figures.cell("deaths").setText("3")
        look(f"event form {kind}", desk.window)
    desk.press(Key.Key_Escape)
    form.keeper.drop()


def _walk_report(desk: Desk, look: Looking) -> None:
    desk.press(Key.Key_R, CTRL)
    look("register of reports", desk.window)
    desk.press(Key.Key_Return)
    page = desk.window.pages.report_page
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        desk.settle()
        look(f"report tab {place}", desk.window)
    (event,) = desk.house.event_reader.all(desk.session, EventFilter(open=True))
    desk.window.open_matter(event.id)
    desk.settle()
    desk.press(Key.Key_T)
    desk.press(Key.Key_S)
    for key in (Key.Key_G, Key.Key_B, Key.Key_L, Key.Key_T, Key.Key_W):
        desk.press(key)
        for dialog in desk.dialogs():
            look(f"report dialog {key.name}", dialog)
        desk.press(Key.Key_Escape)
    page.add_recipient()
    desk.settle()
    look("recipient dialog", desk.dialog())
    desk.press(Key.Key_Escape)


def is_nameless(widget: QWidget) -> bool:
    if not isinstance(widget, CONTROLS) or isinstance(widget, QHeaderView) or widget.objectName().startswith("qt_"):
        return False
    if isinstance(widget.parent(), QAbstractSpinBox):
        return False
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface is None or not interface.text(QAccessible.Text.Name).strip()


def cut_off(widget: QWidget) -> list[str]:
    """Return the words of the widget when there is no room for them: its own, or headings and marks of a table."""
    if isinstance(widget, QuietTable):
        return _cut_columns(widget)
    if not isinstance(widget, QLabel | QAbstractButton) or not widget.text() or not _is_plain(widget):
        return []
    wanted = widget.fontMetrics().horizontalAdvance(widget.text().replace("&", ""))
    return [widget.text()] if wanted > widget.contentsRect().width() + 1 else []


def squeezed(widget: QWidget) -> list[str]:
    """Return what of the widget is too low for its letters, or too narrow to make out what a row is about."""
    if isinstance(widget, QuietTable):
        return _narrow_columns(widget)
    line = widget.fontMetrics().height()
    if isinstance(widget, QLabel) and widget.text():
        wanted = min(8 * line, widget.heightForWidth(widget.width())) if widget.wordWrap() else line
        return (
            [f"{widget.text()}: {widget.height()} of {wanted} high"] if widget.height() < wanted - 2 else []
        )  # leading
    written = isinstance(widget, QLineEdit | QComboBox) or (
        isinstance(widget, QAbstractButton) and widget.text() and _is_plain(widget)
    )
    if written and widget.height() < line:
        return [f"{widget.accessibleName() or type(widget).__name__}: {widget.height()} of {line} high"]
    if isinstance(widget, QPlainTextEdit) and widget.width() < 8 * theme.current().sizes.body:
        return [f"{widget.accessibleName()}: {widget.width()} wide"]
    return []


def _narrow_columns(table: QuietTable) -> list[str]:
    head, model, least = table.horizontalHeader(), table.model(), 8 * theme.current().sizes.body
    return [
        f"{model.headerData(column, Qt.Orientation.Horizontal)}: {head.sectionSize(column)} of {least} wide"
        for column in range(head.count())
        if not (table.look(column).width or head.isSectionHidden(column)) and head.sectionSize(column) < least
    ]


def _cut_columns(table: QuietTable) -> list[str]:
    head, model = table.horizontalHeader(), table.model()
    columns = [column for column in range(head.count()) if not head.isSectionHidden(column)]
    titles = {column: str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in columns}
    return [
        titles[column]
        for column in columns
        if head.fontMetrics().horizontalAdvance(titles[column]) > head.sectionSize(column)
        or any(label(one) for one in table.look(column).fits or () if _wide(label(one)) > head.sectionSize(column))
    ]


def _wide(word: str) -> int:
    return theme.metrics(theme.current().sizes.small).horizontalAdvance(word)


def is_out_of_reach(widget: QWidget) -> bool:
    """Return whether the keyboard gets to a control neither by Tab, nor by a key, nor from a neighbour by arrows."""
    if not isinstance(widget, CONTROLS) or isinstance(widget, QHeaderView) or widget.objectName().startswith("qt_"):
        return False
    parent = widget.parentWidget()
    if not widget.isEnabled() or parent is None or any(action.shortcut().toString() for action in widget.actions()):
        return False
    if widget.toolTip().endswith(")"):  # it names its key
        return False
    neighbours = [parent, *parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)]
    return not any(near.focusPolicy() & Qt.FocusPolicy.TabFocus for near in neighbours)


def _is_plain(widget: QLabel | QAbstractButton) -> bool:
    """Return whether the widget shows its text on one line and whole."""
    if isinstance(widget, QToolButton):
        return widget.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly
    if isinstance(widget, QLabel):
        return not widget.wordWrap() and "<" not in widget.text() and type(widget).__name__ != "ElidedLabel"
    return True
