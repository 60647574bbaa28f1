"""A small directory of the invented city, the page that shows it, and hands that type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House
from dutyroom.directory.model import Person, PhoneLabel, PhoneNumber, Unit, UnitKind
from dutyroom.settings import SeatSettings
from ui import theme
from ui.directory.page import DirectoryPage
from ui.terms import speak
from ui.workplace import Workplace


@dataclass(frozen=True)
class Directory:
    """What was entered."""

    bureau: Unit
    county: Unit
    leaders: Unit
    officer: Person
    mayor: Person

    @staticmethod
    def number(house: House, session: Session, owner: Unit | Person, label: PhoneLabel) -> PhoneNumber:
        """Return a number of somebody."""
        numbers = house.directory.book(session).numbers_of(owner.id)
        return next(number for number in numbers if number.label is label)


class Desk:
    """The page on its workplace, shown and active."""

    def __init__(self, qtbot: QtBot, workplace: Workplace) -> None:
        self.qtbot = qtbot
        self.workplace = workplace
        self.page = DirectoryPage(workplace)
        qtbot.addWidget(self.page)
        self.page.resize(1000, 700)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.setFocus()
        self.settle()

    def settle(self) -> None:
        """Wait until every act and answer has arrived."""
        QApplication.processEvents()
        self.workplace.settle()
        QApplication.processEvents()
        self.workplace.settle()

    @staticmethod
    def commit(widget: QWidget, text: str) -> None:
        """Type as an input method does."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    def titles(self) -> list[str]:
        """Return what stands in the list, headings in brackets."""
        model = self.page.finder.list.model()
        rows = [model.index(at, 0) for at in range(model.rowCount())]
        return [f"[{row.data()}]" if not row.flags() else str(row.data()) for row in rows]


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> Iterator[None]:
    theme.apply_theme(qapp, "light")
    speak("zh_CN")
    yield
    speak("zh_CN")


@pytest.fixture
def directory(house: House, session: Session) -> Directory:
    """Three units, two of them with a person."""
    book = house.directory
    bureau = book.add_unit(
        session,
        Unit(id="", name="云岭市应急管理局", short_name="市应急局", kind=UnitKind.DEPARTMENT),
        {PhoneLabel.DUTY: "0999-8000001", PhoneLabel.FAX: "0999-8000002"},
    )
    county = book.add_unit(
        session,
        Unit(id="", name="东湖区人民政府总值班室", short_name="东湖区", kind=UnitKind.COUNTY),
        {PhoneLabel.DUTY: "0999-8000011"},
    )
    leaders = book.add_unit(session, Unit(id="", name="云岭市人民政府领导", kind=UnitKind.LEADERS))
    officer = book.add_person(
        session,
        Person(id="", unit_id=bureau.id, name="蔡知行", post="值班员"),
        {PhoneLabel.OFFICE: "0999-8000003", PhoneLabel.MOBILE: "19900000003"},
    )
    mayor = book.add_person(
        session,
        Person(id="", unit_id=leaders.id, name="顾承岳", post="市长", is_leader=True, portfolio="主持全面工作"),
        {PhoneLabel.OFFICE: "0999-8000020", PhoneLabel.MOBILE: "19900000020"},
    )
    return Directory(bureau, county, leaders, officer, mayor)


@pytest.fixture
def workplace(house: House, session: Session, tmp_path: Path) -> Iterator[Workplace]:
    opened = Workplace(house, session, SeatSettings(tmp_path / "seat.json"))
    yield opened
    opened.close()


@pytest.fixture
def desk(qtbot: QtBot, directory: Directory, workplace: Workplace) -> Desk:
    """The page over the small directory."""
    return Desk(qtbot, workplace)


@pytest.fixture
def empty_desk(qtbot: QtBot, workplace: Workplace) -> Desk:
    """The page over a directory in which nothing was entered."""
    return Desk(qtbot, workplace)


@pytest.fixture
def reader_desk(qtbot: QtBot, directory: Directory, house: House, session: Session, tmp_path: Path) -> Iterator[Desk]:
    """The page of somebody who may read and nothing else."""
    yield from _desk_with(qtbot, house, replace(session, rights=frozenset({Right.READ_LOG})), tmp_path)


@pytest.fixture
def stranger_desk(qtbot: QtBot, directory: Directory, house: House, session: Session, tmp_path: Path) -> Iterator[Desk]:
    """The page of somebody who may do nothing."""
    yield from _desk_with(qtbot, house, replace(session, rights=frozenset()), tmp_path)


def _desk_with(qtbot: QtBot, house: House, session: Session, folder: Path) -> Iterator[Desk]:
    opened = Workplace(house, session, SeatSettings(folder / "other-seat.json"))
    yield Desk(qtbot, opened)
    opened.close()
