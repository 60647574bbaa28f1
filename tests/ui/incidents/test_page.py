"""The list of events: the worst first, rows and counts by one set of conditions, and what to do when it is empty."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from dutyroom.incidents.events import NewFact
from dutyroom.incidents.model import SensitiveFlag
from tests.factories import a_sheet, a_slip
from tests.ui.desk.sitting import CTRL, Desk, Key
from ui.incidents.event_page import EventPage
from ui.incidents.incident_model import Column
from ui.theme import Tone
from ui.widgets.quiet_table import TONE_ROLE


def add(desk: Desk, subject: str, deaths: int, **changes: object) -> str:
    facts = [NewFact("deaths", Decimal(deaths))] if deaths else []
    made = desk.house.incidents.open_event(desk.session, a_slip(desk.clock, subject=subject), a_sheet(**changes), facts)
    return made.incident.id


def test_events_stand_by_weight_and_the_chips_count_what_they_show(desk: Desk) -> None:
    desk.press(Key.Key_5, CTRL)
    page = desk.window.pages.incidents
    assert page.empty.isVisible()
    page.empty.button().click()
    desk.settle()
    assert len(desk.window.slips.events()) == 1, "the empty page offers what to do"
    desk.press(Key.Key_Escape)

    def shown(column: Column = Column.TITLE) -> list[str]:
        desk.settle()
        return [str(page.model.index(row, column).data()) for row in range(page.model.rowCount())]

    def happen() -> None:
        add(desk, "轻微", 1)
        add(desk, "重大", 12)
        add(desk, "敏感", 0, sensitive=frozenset({SensitiveFlag.TIME}), sensitive_why="重要会议期间")
        add(desk, "演练", 3, drill=True)
        over = add(desk, "已结", 40)
        desk.house.log.close(desk.session, over, "处置完毕")

    desk.at_another_seat(happen)
    desk.press(Key.Key_5, CTRL)
    assert shown() == ["重大", "轻微", "敏感", "演练"]
    assert shown(Column.GRADE) == ["Major", "Ordinary", "No grade", "Considerable"]
    assert shown(Column.MARKS) == ["", "", "Sensitive", "Drill"]
    counted = {chip.property("key"): chip.text() for chip in (*page.state._chips.values(), *page.kind._chips.values())}
    assert counted == {
        "open": "Open 4",
        "closed": "Closed 1",
        "overdue": "Overdue 0",
        "significant": "Significant or sensitive 3",
        "I": "Extraordinary 0",
        "II": "Major 1",
        "III": "Considerable 1",
        "IV": "Ordinary 1",
        "drill": "Drills 1",
    }
    for key, expected in (("significant", ["重大", "敏感", "演练"]), ("II", ["重大"]), ("I", [])):
        page.kind._chips[key].click()
        assert shown() == expected
    page.kind._chips["I"].click()
    page.state._chips["open"].click()
    assert shown()[-1] == "已结", "what is closed stands below what is open, however bad it was"
    page.table.setCurrentIndex(page.model.index(0, 0))
    page.table.setFocus()
    desk.press(Key.Key_Return)
    current = desk.window.pages.current()
    assert isinstance(current, EventPage)
    desk.press(Key.Key_Escape)
    assert desk.window.pages.current() is page


def test_what_has_a_report_overdue_is_one_chip_away_and_its_count_is_its_rows(desk: Desk) -> None:
    late = add(desk, "较大", 3)
    desk.clock.advance(timedelta(hours=3))
    add(desk, "较大，刚发生", 3)
    add(desk, "轻微", 1)
    desk.press(Key.Key_5, CTRL)
    desk.settle()
    page = desk.window.pages.incidents
    chip = page.kind._chips["overdue"]
    assert chip.text() == "Overdue 1"
    chip.click()
    desk.settle()
    assert [incident.id for incident in (page.model.incident(row) for row in range(page.model.rowCount()))] == [late]  # type: ignore[union-attr]
    state = page.model.index(0, Column.STATE)
    assert (state.data(), state.data(TONE_ROLE)) == ("Report overdue", Tone.DANGER)
    desk.clock.advance(timedelta(hours=3))
    page.time_passed()
    desk.settle()
    assert chip.text() == "Overdue 2", "what passes its time joins them by itself"
    assert page.model.rowCount() == 2
