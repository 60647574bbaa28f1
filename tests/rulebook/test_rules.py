"""The head of the duty room changes a rule: a new version holds, the old one stays, nothing that runs is touched."""

from __future__ import annotations

import copy
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from dutyroom.accounts.model import Right, Role, Session
from dutyroom.accounts.rules import RIGHTS
from dutyroom.alerts.chains import shipped_escalation
from dutyroom.alerts.keeping import open_of_subject
from dutyroom.alerts.model import Alert, DeadlineKind, Level, Who
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.incidents.editing import with_lower_end
from dutyroom.incidents.events import NewFact
from dutyroom.incidents.faults import FaultyBook
from dutyroom.incidents.model import Grade
from dutyroom.journal.model import Actor
from dutyroom.rulebook.model import RuleKind, RuleOrigin
from tests.factories import a_sheet, a_slip, an_officer

PAPER = "云岭市道路交通事故应急预案 2026 年修订"


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as told:
        act()
    return told.value.code


def two_dead_are_significant(house: House) -> dict[str, Any]:
    standing = house.rules.standing(RuleKind.GRADING)
    return with_lower_end(standing.tree, "road_traffic.III.deaths", "deaths", Decimal(2))


def chains(house: House, wait: int) -> dict[str, Any]:
    tree = copy.deepcopy(dict(house.rules.standing(RuleKind.ESCALATION).tree))
    tree["chains"]["III"] = [{"who": "leader_in_charge", "how": "phone", "wait": wait, "fallback": "mayor"}]
    return tree


@pytest.mark.req("R037")
def test_a_lower_threshold_grades_new_events_and_leaves_those_that_were_opened_before(
    house: House, session: Session, clock: SetClock
) -> None:
    facts = [NewFact("deaths", Decimal(2), "市公安局")]
    old = house.incidents.open_event(session, a_slip(clock), a_sheet(), facts)
    assert (old.assessment.grade, old.incident.rules_version) == (Grade.IV, 1)

    kept = house.rules.change(session, RuleKind.GRADING, two_dead_are_significant(house), f" {PAPER} ", seen=1)
    assert (kept.version, kept.origin, kept.reason, kept.account_name) == (2, RuleOrigin.CHANGED, PAPER, session.name)
    assert kept.at == kept.in_force_from == clock.now()
    new = house.incidents.open_event(session, a_slip(clock), a_sheet(), facts)
    assert (new.assessment.grade, new.incident.rules_version, house.incidents.book.version) == (Grade.III, 2, 2)

    again = house.incidents.confirm_grade(session, old.incident.id, Grade.IV)
    assert (again.assessment.grade, again.incident.grade, again.grades[-1].rules_version) == (Grade.IV, Grade.IV, 1)
    assert house.event_reader.file(session, old.incident.id) == again
    back = house.rules.back_to(session, RuleKind.GRADING, 1, "修订稿未批准")
    assert (back.version, back.origin) == (3, RuleOrigin.BROUGHT_BACK)
    third = house.incidents.open_event(session, a_slip(clock), a_sheet(), facts)
    assert (third.assessment.grade, third.incident.rules_version) == (Grade.IV, 3)
    assert house.event_reader.file(session, new.incident.id).assessment.grade is Grade.III
    assert [one.version for one in house.rules.versions(RuleKind.GRADING)] == [3, 2, 1]
    acts = [line.act for line in house.journal.newest(limit=20) if line.act.startswith("rules.")]
    assert acts == ["rules.brought_back", "rules.changed", "rules.kept"]
    assert house.verify().whole


@pytest.mark.req("R037")
def test_an_alert_freezes_the_chain_that_stands_and_a_running_one_keeps_its_own(
    house: House, session: Session, clock: SetClock
) -> None:
    def raised(number: int) -> Alert:
        facts = [NewFact("deaths", Decimal(number), "市公安局")]
        event = house.incidents.open_event(session, a_slip(clock), a_sheet(), facts)
        (alert,) = standing(event.incident.id)
        return alert

    def standing(incident_id: str) -> list[Alert]:
        with house.store.read() as connection:
            return open_of_subject(connection, incident_id)

    first = raised(3)
    assert first.chain == shipped_escalation().chain(Level.III)
    house.rules.change(session, RuleKind.ESCALATION, chains(house, 45), "带班领导要求直接电话")
    assert standing(first.subject.id) == [first]
    second = raised(4)
    assert (second.chain.version, [step.who for step in second.chain.steps]) == (2, [Who.LEADER_IN_CHARGE])


@pytest.mark.req("R037", "R090")
def test_the_chosen_place_says_by_when_and_what_was_set_before_stays(
    house: House, session: Session, clock: SetClock
) -> None:
    def minutes() -> dict[DeadlineKind, int]:
        facts = [NewFact("deaths", Decimal(12), "市公安局")]
        event = house.incidents.open_event(session, a_slip(clock), a_sheet(), facts)
        with house.store.write() as unit:
            running = house.alerts.running(unit, event.incident.id)
        early = [one for one in running if one.kind in (DeadlineKind.PHONE, DeadlineKind.WRITTEN)]
        return {one.kind: int((one.due_at - clock.now()).total_seconds() // 60) for one in early}

    assert minutes() == {DeadlineKind.PHONE: 30, DeadlineKind.WRITTEN: 60}
    tree = copy.deepcopy(dict(house.rules.standing(RuleKind.DEADLINES).tree))
    tree["default"] = "henan"
    tree["profiles"]["henan"]["rules"][0]["within"] = 12
    house.rules.change(session, RuleKind.DEADLINES, tree, "省厅规定")
    assert minutes() == {DeadlineKind.PHONE: 12, DeadlineKind.WRITTEN: 35}


@pytest.mark.req("R037")
def test_only_head_and_secretary_general_change_rules_and_a_faulty_set_names_every_place(
    house: House, session: Session
) -> None:
    officer = house.accounts.sign_in(an_officer(house, session).id)
    tree = two_dead_are_significant(house)
    assert code_of(lambda: house.rules.change(officer, RuleKind.GRADING, tree, PAPER)) == "accounts.not_allowed"
    assert code_of(lambda: house.rules.back_to(officer, RuleKind.GRADING, 1, PAPER)) == "accounts.not_allowed"
    assert {role for role in Role if Right.EDIT_RULES in RIGHTS[role]} == {
        Role.HEAD_OF_DUTY_ROOM,
        Role.SECRETARY_GENERAL,
    }
    change = house.rules.change
    assert code_of(lambda: change(session, RuleKind.GRADING, tree, " ")) == "rulebook.reason_missing"
    assert code_of(lambda: change(session, RuleKind.GRADING, tree, "改" * 201)) == "rulebook.too_long"
    assert code_of(lambda: change(session, RuleKind.GRADING, tree, "机密★1年")) == "log.secrecy_mark"
    same = house.rules.standing(RuleKind.GRADING).tree
    assert code_of(lambda: change(session, RuleKind.GRADING, same, PAPER)) == "rulebook.nothing_new"
    assert code_of(lambda: change(session, RuleKind.GRADING, tree, PAPER, seen=7)) == "rulebook.changed_meanwhile"
    assert code_of(lambda: house.rules.back_to(session, RuleKind.GRADING, 9, PAPER)) == "rulebook.no_such_version"
    assert code_of(lambda: house.rules.take_shipped(session, RuleKind.GRADING, PAPER)) == "rulebook.nothing_offered"

    tree["types"]["fire"]["grades"]["III"][0]["figures"]["deaths"] = {"from": 30, "below": 10}
    tree["types"]["fire"]["grades"]["IV"][0]["figures"]["dead"] = {"from": 1}
    del tree["types"]["gas_supply"]
    with pytest.raises(FaultyBook) as told:
        change(session, RuleKind.GRADING, tree, PAPER)
    named = {fault.place for fault in told.value.faults}
    assert {"fire.III.deaths", "fire.IV.deaths", "types"} <= named
    assert len(house.rules.versions(RuleKind.GRADING)) == 1, "nothing was kept"


@pytest.mark.req("R037")
def test_the_rules_of_the_program_are_kept_once_and_newer_ones_are_offered_never_taken(
    house: House, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = house.rules.versions(RuleKind.ESCALATION)
    assert [(one.version, one.at) for one in first] == [(1, None)]
    house.rest()
    house.rest()
    kept = house.rules.versions(RuleKind.ESCALATION)
    assert [(one.version, one.origin, one.shipped) for one in kept] == [(1, RuleOrigin.SHIPPED, 1)]
    assert sum(line.act == "rules.kept" for line in house.journal.newest(limit=20)) == len(RuleKind)
    assert house.books.escalation() == shipped_escalation()

    newer = {**chains(house, 50), "version": 4}
    shipped = house.rules._shipped[RuleKind.ESCALATION]
    monkeypatch.setitem(house.rules._shipped, RuleKind.ESCALATION, type(shipped)(lambda: newer, shipped.check))
    house.rules.keep_shipped(Actor("", "", house.seat))
    assert house.books.escalation().version == 1, "not taken by itself"
    offered = house.rules.offered(RuleKind.ESCALATION)
    assert offered is not None
    assert (offered.version.version, offered.version.shipped, offered.tree["version"]) == (2, 4, 2)
    taken = house.rules.take_shipped(session, RuleKind.ESCALATION, "采用新版")
    assert (taken.version, taken.shipped, taken.origin) == (2, 4, RuleOrigin.SHIPPED)
    assert len(house.books.escalation().chain(Level.III).steps) == 1
    assert house.rules.offered(RuleKind.ESCALATION) is None
