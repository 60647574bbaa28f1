"""A saved call is seen at once, before the file is asked again, and stays as it was shown."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication

from dutyroom.log.model import MatterState, Urgency
from tests.ui.desk.sitting import Desk
from ui.actions import Act
from ui.log.matter_model import MatterModel


@contextmanager
def nobody_asks_the_file(desk: Desk) -> Iterator[None]:
    """Hold up every question to the file; acts are still done and shown."""
    held = threading.Event()
    desk.settle()
    desk.workplace.read(lambda: held.wait(10), desk.workplace, bool)
    try:
        yield
    finally:
        held.set()
        desk.settle()


def fill_and_save(desk: Desk, subject: str, urgency: Urgency = Urgency.ROUTINE, minutes: int = 0) -> None:
    form = desk.window.forms.new_slip()
    form.subject.setText(subject)
    form.content.setPlainText("来电说明情况")
    form.urgency.choose(urgency)
    if minutes:
        form.due.set_value(desk.clock.now() + timedelta(minutes=minutes))
    form.save()
    desk.workplace._writer.drain()
    desk.workplace._next.flush()
    QCoreApplication.processEvents()


def subjects(model: MatterModel) -> list[str]:
    return [matter.subject for matter in model.matters()]


@pytest.mark.req("R219", "R240")
def test_a_saved_call_stands_on_the_desk_before_the_file_is_asked_again(desk: Desk) -> None:
    desk.log(subject="加急", urgency=Urgency.URGENT)
    page = desk.window.pages.desk
    resets: list[None] = []
    with nobody_asks_the_file(desk):
        page.model.modelReset.connect(lambda: resets.append(None))
        fill_and_save(desk, "平件")
        fill_and_save(desk, "特提", Urgency.FLASH, minutes=30)
        assert subjects(page.model) == ["特提", "加急", "平件"]
        assert {key: tile.text() for key, tile in page.tiles.items()} == {
            "open": "3",
            "overdue": "0",
            "today": "3",
            "watch": "3",
        }
        assert [item.subject.title for item in desk.window.due.model.items()] == ["特提"]
        assert not desk.window.slips.isVisible()
        assert "特提" in desk.window.notice.text()
        shown = list(page.model.matters())
    assert list(page.model.matters()) == shown == desk.house.log_reader.open_board(desk.session)
    assert resets == []  # what the file says is what stood there: nothing was drawn anew


@pytest.mark.req("R219")
def test_a_saved_call_stands_in_the_log_where_the_choice_fits_it(desk: Desk) -> None:
    desk.log(subject="已有")
    desk.window.go_to(Act.GO_LOG)
    page = desk.window.pages.log
    with nobody_asks_the_file(desk):
        fill_and_save(desk, "新来")
        assert subjects(page.model) == ["新来", "已有"]
        assert page._count.text() == "2 matters"
    page.state.choose(frozenset({"closed"}))
    page.refresh()
    with nobody_asks_the_file(desk):
        fill_and_save(desk, "还没办完")
        assert subjects(page.model) == []
        assert page._count.text() == "3 matters"
    assert subjects(page.model) == []
    page.state.choose(frozenset())
    page.refresh()
    desk.settle()
    assert subjects(page.model) == ["还没办完", "新来", "已有"]


def test_many_changes_are_read_again_once(desk: Desk) -> None:
    asked: list[None] = []
    page = desk.window.pages.desk
    ask = page.refresh
    page.refresh = lambda: (asked.append(None), ask())  # type: ignore[method-assign]
    desk.workplace._rereading._timer.setInterval(60_000)  # however slow the computer is, the pause is not over
    for number in range(5):
        desk.log(subject=f"第{number}件")
    QCoreApplication.processEvents()
    assert asked == []
    desk.settle()
    assert len(asked) == 1
    assert len(subjects(page.model)) == 5


def test_only_what_changed_is_drawn_anew(desk: Desk) -> None:
    files = [desk.log(subject=f"第{number}件") for number in range(4)]
    desk.settle()
    model = desk.window.pages.desk.model
    told: list[tuple[str, int, int]] = []
    model.modelReset.connect(lambda: told.append(("reset", 0, 0)))
    model.rowsRemoved.connect(lambda _parent, first, last: told.append(("gone", first, last)))
    model.rowsInserted.connect(lambda _parent, first, last: told.append(("come", first, last)))
    model.dataChanged.connect(lambda first, last: told.append(("changed", first.row(), last.row())))
    desk.house.log.close(desk.session, files[1].matter.id, "已办结")
    desk.house.log.assign(desk.session, files[2].matter.id, desk.session.account_id, desk.session.name)
    desk.settle()
    assert told == [("gone", 1, 1), ("changed", 1, 1)]
    desk.house.log.reopen(desk.session, files[1].matter.id, "又有新情况")
    desk.settle()
    assert told[2:] == [("come", 1, 1)]
    assert all(matter.state is MatterState.OPEN for matter in model.matters())
