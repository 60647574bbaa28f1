"""Whoever audits sees the numbers of what was done, and nothing else of it."""

from __future__ import annotations

import re

import pytest

from dutyroom.accounts.model import Role, Session
from dutyroom.bootstrap import House
from dutyroom.errors import Refused
from tests.factories import an_officer


def test_the_auditor_sees_numbers_of_matters_events_reports_alerts_and_deadlines(
    worked_house: House, worked_session: Session
) -> None:
    auditor = worked_house.accounts.sign_in(
        an_officer(worked_house, worked_session, "何姗", Role.AUDIT_ADMINISTRATOR).id
    )
    lines = worked_house.journal.newest(limit=500)
    numbers = worked_house.subjects.of(auditor, (line.subject for line in lines))
    named = {line.act.split(".")[0] for line in lines if line.subject in numbers}
    assert {"matter", "incident", "alert", "deadline", "report"} <= named
    number, watch = r"\D{0,4}\d{4}-\d{3,4}", r"\d{4}-\d{2}-\d{2} [日夜]班"
    strange = {one for one in numbers.values() if not re.fullmatch(f"{number}|{watch}", one)}
    assert strange == set()
    assert worked_house.subjects.of(auditor, [""]) == {}


def test_only_whoever_reads_the_journal_may_ask(worked_house: House, worked_session: Session) -> None:
    with pytest.raises(Refused):
        worked_house.subjects.of(worked_session, [])
