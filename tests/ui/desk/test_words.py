"""What the screen says: all of it Chinese, or all of it English, and every control has a name for a screen reader."""

from __future__ import annotations

import re
from datetime import timedelta

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QWidget

from dutyroom.accounts.model import Role, Session
from dutyroom.bootstrap import House
from dutyroom.calendar.lunar import lunar_day
from dutyroom.incidents.book import shipped_book
from dutyroom.incidents.events import EventFilter
from dutyroom.log.model import Urgency
from dutyroom.reports.drafting import figure_said
from dutyroom.reports.elements import check_elements
from dutyroom.rulebook.model import RuleKind
from tests.factories import an_officer
from tests.ui.desk.sitting import Desk
from tests.ui.desk.walking import cut_off, is_nameless, is_out_of_reach, shown, squeezed, visible, walk, walk_settings
from tests.ui.instructions.saying import written_on_sheets
from ui.actions import Act
from ui.first_size import TITLE
from ui.settings.holiday_words import paper_words
from ui.widgets.key_hint import KeyHint

HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[A-Za-z]{2,}")
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


def test_a_chinese_screen_has_no_english_word_and_cuts_none_off(chinese: None, worked_desk: Desk) -> None:
    worked_desk.window.resize(1366, 768)
    data = data_of(worked_desk.house, worked_desk.session) | laws()
    foreign: dict[str, set[str]] = {}
    cut: set[str] = set()

    def look(name: str, window: QWidget) -> None:
        for widget in visible(window):
            cut.update(f"{name}: {words}" for words in cut_off(widget))
            for text in shown(widget):
                if not isinstance(widget, KeyHint) and _has_english(text, data):
                    foreign.setdefault(text, set()).add(name)

    walk(worked_desk, look)
    assert foreign == {}
    assert not cut, "\n".join(sorted(cut))


def test_an_english_screen_has_chinese_only_where_it_was_typed_a_name_for_every_control_and_cuts_none_off(
    worked_desk: Desk,
) -> None:
    data = data_of(worked_desk.house, worked_desk.session) | written_in(worked_desk) | laws()
    words_typed = sorted((word for word in data if word), key=len, reverse=True)
    foreign: dict[str, set[str]] = {}
    nameless: set[str] = set()
    cut: set[str] = set()
    unreached: set[str] = set()
    worked_desk.window.resize(1366, 768)

    def look(name: str, window: QWidget) -> None:
        for widget in visible(window):
            where = f"{name}: {type(widget).__name__} in {type(widget.parent()).__name__}"
            if is_nameless(widget):
                nameless.add(where)
            if is_out_of_reach(widget):
                unreached.add(f"{where} {widget.accessibleName()}")
            cut.update(f"{name}: {words}" for words in cut_off(widget))
            for text in shown(widget):
                rest = text
                for word in words_typed:
                    rest = rest.replace(word, " ")
                if HAN.search(rest):
                    foreign.setdefault(text, set()).add(name)

    walk(worked_desk, look)
    assert foreign == {}
    assert not nameless, "\n".join(sorted(nameless))
    assert not unreached, "\n".join(sorted(unreached))
    assert not cut, "\n".join(sorted(cut))


def test_letters_half_as_large_again_are_cut_off_nowhere(chinese: None, large_desk: Desk) -> None:
    large_desk.window.resize(1366, 768)
    cut: set[str] = set()

    def look(name: str, window: QWidget) -> None:
        large_desk.settle()
        dock = large_desk.window.slips
        in_front = dock if window is large_desk.window and dock.isVisible() else window  # the page gives way to a slip
        for widget in visible(in_front):
            cut.update(f"{name}: {words}" for words in (*cut_off(widget), *squeezed(widget)))

    walk(large_desk, look)
    assert not cut, "\n".join(sorted(cut))


def test_an_alert_in_large_letters_keeps_its_buttons_on_a_low_screen(chinese: None, large_desk: Desk) -> None:
    large_desk.window.resize(1366, 768)
    for subject in ("青岚高速K112大客车与货车追尾，多人受伤被困", "东湖区化工仓库起火", "云岭湖大坝渗水"):
        large_desk.log(subject=subject, urgency=Urgency.FLASH)
    large_desk.settle()
    alert = large_desk.window.alarm.window
    assert alert.isVisible()
    assert len(alert.others.alerts()) >= 2
    assert alert.height() <= large_desk.window.frameGeometry().height() - TITLE
    buttons = [button for button in alert.findChildren(QPushButton) if button.isVisible()]
    assert buttons
    for button in buttons:
        assert alert.rect().contains(button.rect().translated(button.mapTo(alert, QPoint(0, 0)))), button.text()
    assert [words for widget in visible(alert) for words in (*cut_off(widget), *squeezed(widget))] == []


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
            walk_settings(other, look)
        finally:
            other.leave()
        assert foreign == set(), role
