"""An accident that has to be reported, the people of two gates, and the invented leaders it goes to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from dutyroom.accounts.model import Role, Session, Signer
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.directory.model import Person, PhoneLabel, Unit, UnitKind
from dutyroom.incidents.events import EventFile, NewFact
from dutyroom.log.model import Category, Urgency
from dutyroom.reports.model import Gate, ReportFile, ReportStage, Sending
from tests.factories import UNIT_NAME, a_sheet, a_slip, an_officer, signing

LEADERS, UPWARD = Gate.LEADERS, Gate.UPWARD
FIRST, FOLLOW_UP, FINAL = ReportStage.FIRST, ReportStage.FOLLOW_UP, ReportStage.FINAL


@dataclass(frozen=True)
class Desk:
    """A room with an accident of three dead, and everybody who has a part in its reports."""

    house: House
    clock: SetClock
    officer: Session
    second: Session
    leader: Signer
    secretary: Signer
    event: EventFile

    @property
    def event_id(self) -> str:
        return self.event.incident.id

    def draft(self, stage: ReportStage = FIRST) -> ReportFile:
        return self.house.reports.draft(self.officer, self.event_id, stage)

    def cleared(self, file: ReportFile, *gates: Gate) -> ReportFile:
        """Hand a report to the gates and let both sign."""
        verbs, number = self.house.reports, file.report.version
        asked = gates or (LEADERS, UPWARD)
        file = verbs.submit(self.officer, file.report.id, number, asked)
        signers = {LEADERS: self.leader, UPWARD: self.secretary}
        for gate in asked:
            file = verbs.approve(self.officer, file.report.id, gate, number, signer=signers[gate])
        return file

    def send(self, file: ReportFile, *lines: Sending) -> ReportFile:
        return self.house.reports.send(self.officer, file.report.id, file.report.version, lines)

    def key(self, file: ReportFile, class_id: str) -> str:
        """Return the first recipient of a class on the list."""
        return next(one.key for one in file.standing() if one.class_id == class_id)


def dead(number: int, said_by: str = UNIT_NAME) -> NewFact:
    return NewFact("deaths", Decimal(number), said_by)


def a_directory(house: House, session: Session) -> None:
    """Enter the leaders, the two duty rooms above and the district, all invented."""
    verbs = house.directory

    def unit(name: str, kind: UnitKind) -> str:
        return verbs.add_unit(session, Unit(id="", name=name, kind=kind), {PhoneLabel.DUTY: "0999-8000009"}).id

    city = unit("云岭市人民政府领导", UnitKind.LEADERS)
    unit("青岚省人民政府总值班室", UnitKind.SUPERIOR)
    unit("中共云岭市委值班室", UnitKind.SUPERIOR)
    unit("东湖区人民政府总值班室", UnitKind.COUNTY)
    unit("西岭县人民政府总值班室", UnitKind.COUNTY)
    unit("云岭市公安局", UnitKind.DEPARTMENT)
    leaders = (
        ("贺江川", "市长", "主持市人民政府全面工作"),
        ("秦望舒", "副市长", "负责公安、司法、信访方面工作"),
        ("白露", "副市长", "负责教育、文化方面工作"),
    )
    for name, post, portfolio in leaders:
        person = Person(id="", unit_id=city, name=name, post=post, is_leader=True, portfolio=portfolio)
        verbs.add_person(session, person, {PhoneLabel.MOBILE: "19900000041"})


@pytest.fixture
def desk(house: House, session: Session, clock: SetClock) -> Desk:
    """A duty officer at a desk where two cars have met, with three dead."""
    a_directory(house, session)

    slip = a_slip(clock, category=Category.EMERGENCY, urgency=Urgency.FLASH, subject="青云路两车相撞")
    event = house.incidents.open_event(session, slip, a_sheet(place="东湖区青云路与滨河街路口"), [dead(3)])
    return Desk(
        house,
        clock,
        session,
        house.accounts.sign_in(an_officer(house, session).id),
        signing(house, an_officer(house, session, "林秋实", Role.LEADER_IN_CHARGE)),
        signing(house, an_officer(house, session, "沈知远", Role.SECRETARY_GENERAL)),
        event,
    )
