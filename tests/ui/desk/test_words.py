"""What the screen says: all of it Chinese, or all of it English, and every control has a name for a screen reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

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

from dutyroom.accounts.model import Role, Session
from dutyroom.bootstrap import House
from dutyroom.calendar.lunar import lunar_day
from dutyroom.clock import SetClock
from dutyroom.incidents.book import shipped_book
from dutyroom.incidents.events import EventFilter
from dutyroom.log.model import MatterState
from dutyroom.reports.drafting import figure_said
from dutyroom.reports.elements import check_elements
from dutyroom.rulebook.model import RuleKind
from dutyroom.settings import SeatSettings
from tests.factories import an_officer
from tests.ui.desk.sitting import CTRL, PLAIN, Desk, Key
from tests.ui.instructions.saying import walk_sheets, written_on_sheets
from ui import theme
from ui.actions import Act
from ui.app import Languages
from ui.roster.page import Tab
from ui.settings.holiday_words import paper_words
from ui.settings.holidays import HolidaysSection
from ui.settings.page import SectionName, SettingsPage
from ui.widgets.key_hint import KeyHint

HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[A-Za-z]{2,}")
CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit, QAbstractItemView)
# Names of things that have no Chinese one: keys, formats, programs, licences, zones, sample typing.
ALIKE = [
    "Ctrl",
    "Shift",
    "Alt",
    "Esc",
    "Tab",
    "Enter",
    "Return",
    "Del",
    "Home",
    "End",
    "PgUp",
    "PgDown",
    "Space",
    "F1",
    "F2",
    "F3",
    "F4",
    "F6",
    "PDF",
    "Word",
    "Excel",
    "docx",
    "xlsx",
    "CSV",
    "csv",
    "WPS",
    "KB",
    "MB",
    "GB",
    "Dutyroom",
    "Apache",
    "MIT",
    "BSD",
    "LGPL",
    "SQLCipher",
    "SQLite",
    "PySide",
    "Qt",
    "Python",
    "SQLAlchemy",
    "Argon",
    "English",
    "Asia",
    "Shanghai",
    "szfb",
    "dljt",
    "II",
    "III",
    "IV",
    "dutyroom",
]
ALIKE += ["Page Up", "Page Down", "Apache License", "python -m dutyroom restore"]
HASH = r"\d+·[0-9a-f ]{8,}"


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


def data_of(house: House, session: Session) -> set[str]:
    """Return the words that people have typed into the room; they stand in any language."""
    words = {house.room.name, house.room.city, house.seat, str(house.place.data_file.parent)}
    for account in house.accounts.all():
        words |= {account.name, account.login, account.basis}
    book = house.directory.book(session)
    for unit in book.units:
        words |= {unit.name, unit.short_name, unit.remark}
    for person in book.people:
        words |= {person.name, person.post, person.portfolio}
    for number in book.numbers:
        words.add(number.digits)
    words.add(paper_words(house.calendar.arrangement(2026).source))
    return words | roster_words(house, session) | written_on_sheets(house, session)


def roster_words(house: House, session: Session) -> set[str]:
    """Return the words that stand in the roster, and the days of the lunar calendar, which have no other name."""
    words = {swap.reason for swap in house.roster.swaps(session)}
    words |= {holiday.name for holiday in house.arrangements.local_holidays()}
    for member in house.roster.members(session):
        words |= {member.name, member.section, member.post_title, member.phone}
    for head in house.roster.plans(session):
        words |= {head.title, head.reason, head.created_by, head.approved_by}
    today = house.calendar.local_date(house.clock.now())
    for number in range(-45, 45):
        lunar = lunar_day(today + timedelta(days=number))
        words |= {lunar.label, lunar.solar_term or ""}
    return words


Look = Callable[[], None]


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
    for draft in worked_house.drafts.of(worked_session, "slip"):
        worked_house.drafts.drop(worked_session, draft.id)
    made = Desk(qtbot, worked_house, worked_session, clock, seat)
    yield made
    made.leave()


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    languages = Languages(qapp)
    languages.speak("zh_CN")
    yield
    languages.speak("en")
    languages.deleteLater()


def walk(desk: Desk, look: Callable[[str, QWidget], None]) -> None:
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
    _walk_settings(desk, look)
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
    window.print_today()
    desk.settle()
    look("preview", window)
    desk.press(Key.Key_Escape)
    window.lock()
    desk.settle()
    look("lock", window)


def _walk_settings(desk: Desk, look: Callable[[str, QWidget], None]) -> None:
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


def _walk_roster(desk: Desk, look: Callable[[str, QWidget], None]) -> None:
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


def _walk_dialogs(desk: Desk, look: Callable[[str, QWidget], None]) -> None:
    file = next(m for m in desk.matters() if m.state is MatterState.OPEN and m.classified is None)
    desk.window.open_matter(file.id)
    desk.settle()
    for key in (Key.Key_H, Key.Key_D, Key.Key_C, Key.Key_E, Key.Key_F, Key.Key_W, Key.Key_F1):
        desk.press(key)
        look(f"dialog {key.name}", desk.dialog())
        desk.press(Key.Key_Escape)


def _walk_slip(desk: Desk, look: Callable[[str, QWidget], None]) -> None:
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


def _walk_event(desk: Desk, look: Callable[[str, QWidget], None]) -> None:
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


def _walk_report(desk: Desk, look: Callable[[str, QWidget], None]) -> None:
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


def test_a_chinese_screen_has_no_english_word_and_cuts_none_off(chinese: None, worked_desk: Desk) -> None:
    worked_desk.window.resize(1366, 768)
    data = data_of(worked_desk.house, worked_desk.session) | laws()
    foreign: dict[str, set[str]] = {}
    cut: set[str] = set()

    def look(name: str, window: QWidget) -> None:
        for widget in visible(window):
            cut.update(f"{name}: {words}" for words in _cut_off(widget))
            for text in shown(widget):
                if not isinstance(widget, KeyHint) and _has_english(text, data):
                    foreign.setdefault(text, set()).add(name)

    walk(worked_desk, look)
    assert foreign == {}
    assert not cut, "\n".join(sorted(cut))


def test_an_english_screen_has_chinese_only_where_somebody_typed_it_and_a_name_for_every_control(
    worked_desk: Desk,
) -> None:
    data = data_of(worked_desk.house, worked_desk.session) | written_in(worked_desk) | laws()
    words_typed = sorted((word for word in data if word), key=len, reverse=True)
    foreign: dict[str, set[str]] = {}
    nameless: set[str] = set()

    def look(name: str, window: QWidget) -> None:
        for widget in visible(window):
            if _is_nameless(widget):
                nameless.add(f"{name}: {type(widget).__name__} in {type(widget.parent()).__name__}")
            for text in shown(widget):
                rest = text
                for word in words_typed:
                    rest = rest.replace(word, " ")
                if HAN.search(rest):
                    foreign.setdefault(text, set()).add(name)

    walk(worked_desk, look)
    assert foreign == {}
    assert not nameless, "\n".join(sorted(nameless))


def written_in(desk: Desk) -> set[str]:
    """Return the words that stand in the log."""
    data = {"办了一件事", "中文", "简体中文", "接听及时"}
    for file in (desk.file(matter.id) for matter in desk.matters()):
        matter = file.matter
        data |= {matter.subject, matter.unit_name, matter.result, matter.caller.name, matter.caller.post}
        if matter.classified is not None:
            item = matter.classified
            data |= {item.document_number, item.sender, item.received_by, item.handed_to}
        for entry in file.entries:
            data |= {entry.text, entry.old, entry.new, entry.account_name}
    for event in desk.house.event_reader.all(desk.session, EventFilter()):
        told = desk.house.event_reader.file(desk.session, event.id)
        sheet, contact = told.incident.sheet, told.incident.sheet.contact
        data |= {sheet.place, sheet.unit_name, contact.name, contact.post}
        data |= {fact.said_by for fact in told.facts} | {step.reason for step in told.grades}
        data |= {words for check in told.checks for words in (check.with_whom, check.text)}
        data |= reported_in(desk, event.id)
    data |= {version.reason for kind in RuleKind for version in desk.house.rules.versions(kind)}
    data |= set(desk.house.books.profile().remarks)
    return data | {line for text in data for line in text.splitlines()}


def reported_in(desk: Desk, event_id: str) -> set[str]:
    """Return the words of the reports of an event, their figures, recipients, opinions and scripts among them."""
    data: set[str] = {"直报"}
    for report in desk.house.report_reader.of_event(desk.session, event_id):
        file = desk.house.report_reader.file(desk.session, report.id)
        data |= {words for one in file.versions for words in (one.text.title, one.text.body)}
        data |= {found.words for found in check_elements(file.text)}
        data |= {words for one in file.steps for words in (one.words, one.for_whom, one.account_name)}
        data |= {words for one in file.recipients for words in (one.called, one.name, one.instead_of)}
        data |= {words for one in file.dispatches for words in (one.received_by, one.read_back)}
        for one in file.recipients:
            script = desk.house.reports.script(desk.session, report.id, one, desk.house.room.name)
            data |= {script.phone, script.sms}
        event = desk.house.event_reader.file(desk.session, event_id)
        book, local = desk.house.incidents.book_of(event.incident), desk.house.calendar.local
        data |= {figure_said(one, book, local) for one in event.figures()}
    return data


def laws() -> set[str]:
    """Return the words of the law, which stand in Chinese on every screen."""
    words = set()
    for event in shipped_book().types.values():
        for one in event.criteria().values():
            source = one.source
            words |= {source.cited, source.quote, source.remark, one.scope, one.words, one.question}
    return words


def _has_english(text: str, data: set[str]) -> bool:
    """Return whether a word of English is left when names, numbers, keys and formats are taken away."""
    rest = text
    for word in sorted(data | set(ALIKE), key=len, reverse=True):
        rest = rest.replace(word, " ") if word else rest
    return WORD.search(re.sub(rf"{HASH}|\(&.\)|v?\d[\w.+-]*|&\w|/[\w./-]+", " ", rest)) is not None


def _is_nameless(widget: QWidget) -> bool:
    if not isinstance(widget, CONTROLS) or isinstance(widget, QHeaderView) or widget.objectName().startswith("qt_"):
        return False
    if isinstance(widget.parent(), QAbstractSpinBox):
        return False
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface is None or not interface.text(QAccessible.Text.Name).strip()


def _cut_off(widget: QWidget) -> list[str]:
    """Return the words of the widget when there is no room for them."""
    if not isinstance(widget, QLabel | QAbstractButton) or not widget.text() or not _is_plain(widget):
        return []
    wanted = widget.fontMetrics().horizontalAdvance(widget.text().replace("&", ""))
    return [widget.text()] if wanted > widget.contentsRect().width() + 1 else []


def _is_plain(widget: QLabel | QAbstractButton) -> bool:
    """Return whether the widget shows its text on one line and whole."""
    if isinstance(widget, QToolButton):
        return widget.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly
    if isinstance(widget, QLabel):
        return not widget.wordWrap() and "<" not in widget.text() and type(widget).__name__ != "ElidedLabel"
    return True


def test_the_settings_of_every_administrator_speak_chinese(chinese: None, desk: Desk) -> None:
    for name, role in (
        ("何姗", Role.AUDIT_ADMINISTRATOR),
        ("葛正", Role.SECURITY_ADMINISTRATOR),
        ("严炼", Role.SYSTEM_ADMINISTRATOR),
    ):
        account = an_officer(desk.house, desk.session, name, role)
        other = Desk(desk.qtbot, desk.house, desk.house.accounts.sign_in(account.id), desk.clock, desk.workplace.seat)
        foreign: set[str] = set()

        def look(_name: str, window: QWidget, found: set[str] = foreign) -> None:
            data = data_of(desk.house, desk.session)
            found |= {text for widget in visible(window) for text in shown(widget) if _has_english(text, data)}

        try:
            other.window.go_to(Act.GO_SETTINGS)
            other.settle()
            _walk_settings(other, look)
        finally:
            other.leave()
        assert foreign == set(), role
