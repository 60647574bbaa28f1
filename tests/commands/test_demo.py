"""The demonstration: built by real acts, whole, in drill mode, and open to every command without a password."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from dutyroom.__main__ import main
from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House, Place, unlock
from dutyroom.clock import SetClock
from dutyroom.demo import AUDITOR, MANAGER, OFFICER, build, sign_in
from dutyroom.handover.model import HandoverStepKind, Punctuality
from dutyroom.instructions.views import SupervisionFilter
from dutyroom.log.model import EntryKind, MatterFilter, MatterState
from dutyroom.paths import resource
from dutyroom.receipts.model import OpinionRole, RegisterFilter
from dutyroom.reports.model import ReportFilter, ReportStage, ReportState, ReportStep, WhyTold
from dutyroom.roster.model import PlanState, Post, SwapState


@dataclass(frozen=True)
class Drill:
    """The room, the password of all its accounts, its evening, and how the building was told."""

    place: Place
    password: str
    evening: datetime
    told: tuple[tuple[int, int], ...]


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Drill:
    told: list[tuple[int, int]] = []
    place, password, evening = build(
        tmp_path_factory.mktemp("drill") / "room", lambda done, whole: told.append((done, whole))
    )
    return Drill(place, password, evening, tuple(told))


@pytest.fixture
def officer(drill: Drill) -> Iterator[tuple[House, Session]]:
    house, session = sign_in(drill.place, SetClock(drill.evening))
    yield house, session
    house.close()


def test_the_room_is_built_whole_and_says_how_far_it_is(drill: Drill, officer: tuple[House, Session]) -> None:
    house, session = officer
    verdict = house.verify()
    assert verdict.whole, verdict.first_break
    assert house.room.drill
    assert session.may(Right.WRITE_LOG)
    done = [step[0] for step in drill.told]
    assert done == list(range(1, drill.told[-1][1] + 1))


def test_its_evening_has_open_overdue_closed_and_withdrawn_matters(officer: tuple[House, Session]) -> None:
    house, session = officer
    counts = house.log_reader.counts(session, MatterFilter(), house.clock.now())
    assert counts.total == counts.open + counts.closed + counts.withdrawn >= 40
    assert counts.overdue >= 2
    assert counts.withdrawn >= 1
    newest = house.log_reader.page(session, MatterFilter()).matters[0]
    assert timedelta() <= house.clock.now() - newest.received_at < timedelta(hours=2)


def test_everybody_wrote_under_their_own_name_in_their_own_watch(officer: tuple[House, Session]) -> None:
    house, session = officer
    matters = house.log_reader.page(session, MatterFilter(), limit=500).matters
    files = [house.log_reader.file(session, matter.id) for matter in matters]
    assert len({entry.account_name for file in files for entry in file.entries}) >= 4
    for file in files:
        moments = [entry.entered_at for entry in file.entries]
        assert moments == sorted(moments)
        assert file.entries[0].kind in (EntryKind.HEARD, EntryKind.MOVED)
        assert (file.matter.state is MatterState.CLOSED) == bool(file.matter.result)


@pytest.mark.parametrize("login", [OFFICER, MANAGER, AUDITOR])
def test_each_account_signs_in_with_the_password_that_is_shown(drill: Drill, login: str) -> None:
    house, session = unlock(drill.place, login, drill.password, SetClock(drill.evening))
    try:
        assert session.rights
        assert not session.must_change_password, "a demonstration does not begin with a form"
    finally:
        house.close()


def test_a_drill_room_needs_no_password(
    drill: Drill, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DUTYROOM_PASSWORD", raising=False)
    file = str(drill.place.data_file)
    statuses = {}
    table = tmp_path / "directory.csv"
    table.write_text("单位,值班电话\n南川县应急管理局二,0999-8009201\n", "utf-8")
    for command in (
        ["verify", file],
        ["export", file, drill.evening.date().isoformat(), "--out", str(tmp_path / "out")],
        ["import", file, str(table)],
        ["backup", file, str(tmp_path / "usb")],
    ):
        statuses[command[0]] = main(command)
    assert statuses == dict.fromkeys(statuses, 0), capsys.readouterr().err


def test_its_plans_stand_at_every_stage_and_nothing_in_them_is_wrong(officer: tuple[House, Session]) -> None:
    house, session = officer
    plans = [house.roster.plan(session, head.id) for head in house.roster.plans(session)]
    states = {plan.head.holiday_id or plan.head.title: plan.head.state for plan in plans}
    assert states["national_day"] is PlanState.NOTIFIED
    assert states["spring_festival"] is PlanState.DRAFT
    assert set(states.values()) == {PlanState.NOTIFIED, PlanState.SUBMITTED, PlanState.DRAFT}
    assert [plan.head.provisional_years for plan in plans if plan.head.holiday_id == "spring_festival"] == [(2027,)]
    assert [plan.head.title for plan in plans if not plan.approvable] == []
    national = next(plan for plan in plans if plan.head.holiday_id == "national_day")
    assert all(notice.acknowledged_at is not None for notice in national.notices)


def test_who_is_on_in_the_roster_is_who_sat_in_the_log(officer: tuple[House, Session]) -> None:
    house, _session = officer
    days = yaml.safe_load(resource("demo/days.yaml").read_text("utf-8"))
    names = {known.login: known.name for known in house.accounts.all()}
    for watch in days["watches"]:
        on = house.roster.on_duty(watch["since"])
        officers = {one.name for one in on.now if one.slot.post is Post.DUTY_OFFICER}
        assert officers == {names[login] for login in watch["officers"]}, watch["watch"]
        (leader,) = [one.name for one in on.now if one.slot.post is Post.LEADER_IN_CHARGE]
        assert leader == names[watch["leader"]], watch["watch"]


def test_one_swap_waits_and_one_is_agreed_and_no_hour_is_empty(officer: tuple[House, Session]) -> None:
    house, session = officer
    waiting, agreed = house.roster.swaps(session)
    assert (waiting.state, waiting.requested_by) == (SwapState.REQUESTED, session.name)
    assert (agreed.state, agreed.answered_by) == (SwapState.AGREED, agreed.substitute_name)
    assert waiting.told_at is not None
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    duties = house.roster.duties(session, first, last)
    assert len({one.slot.date for one in duties}) == 30
    assert not any(one.empty for one in duties)
    noted = [one for one in house.roster.actual(session, first, last) if one.noted]
    assert len(noted) > 10, "whoever takes the watch is noted"
    others = [one for one in noted if one.planned is None or one.planned.member_id != one.member_id]
    assert [one.reason for one in others] == ["早晨突发高烧就医，临时替班"]
    on = house.roster.on_duty(house.clock.now())
    assert on.until - house.clock.now() < timedelta(hours=12)
    assert len(house.roster.my_duties(session, first, last)) >= 10


def test_its_evening_has_instructions_under_supervision_and_papers_in_the_register(
    officer: tuple[House, Session],
) -> None:
    house, session = officer
    today = house.calendar.day_span(house.calendar.local_date(house.clock.now()))
    counts = house.instruction_reader.counts(session, SupervisionFilter(), house.clock.now(), today)
    assert counts.total == 10
    assert counts.overdue == 1
    assert counts.awaiting_feedback == 2
    assert len(house.instruction_reader.moved(session, *today)) >= 8
    papers = house.receipt_reader.page(session, RegisterFilter()).papers
    assert [paper.open for paper in papers] == [True, True, False]
    circulated = house.receipt_reader.file(session, papers[1].id)
    assert circulated.waits_for is None
    assert [step.role for step in circulated.opinions()] == [
        OpinionRole.PROPOSED,
        OpinionRole.APPROVED,
        OpinionRole.SETTLED,
    ]


@pytest.mark.req("R094", "R097")
def test_what_went_up_was_cleared_in_person_and_sent_once_to_each(officer: tuple[House, Session]) -> None:
    house, session = officer
    reader = house.report_reader
    files = [reader.file(session, one.id) for one in reader.page(session, ReportFilter()).reports]
    assert {file.report.state for file in files} == {ReportState.SENT, ReportState.DRAFT}
    assert any(len(file.versions) > 1 for file in files)
    assert any(step.step is ReportStep.RETURNED for file in files for step in file.steps)
    cleared = [step for file in files for step in file.steps if step.step is ReportStep.APPROVED]
    assert cleared
    assert all(step.signature_id for step in cleared)
    for file in files:
        sent = [(one.recipient.key, one.channel.form) for one in file.dispatches]
        assert len(sent) == len(set(sent))
        assert bool(sent) == (file.report.state is ReportState.SENT)
    again = [file for file in files if file.report.stage is ReportStage.FOLLOW_UP and file.dispatches]
    assert all(any(one.why is WhyTold.TOLD_BEFORE for one in file.standing()) for file in again)


@pytest.mark.req("R084")
def test_every_watch_was_handed_over_in_writing_and_one_came_late(officer: tuple[House, Session]) -> None:
    house, session = officer
    now = house.clock.now()
    lines = house.handover_reader.lines(session, now - timedelta(days=7), now)
    assert [line.punctuality for line in lines].count(Punctuality.LATE) == 1
    assert [line.handover.next_watch for line in lines] == [
        f"2026-11-{day}" for day in ("19/day", "19/night", "20/day", "20/night", "21/day", "21/night")
    ]
    assert sum(line.corrections for line in lines) == sum(line.remarks for line in lines) == 1
    refused = house.handover_reader.sheet(session, lines[3].handover.id)
    assert HandoverStepKind.REFUSED in {step.kind for step in refused.history}
    assert all(one.taken for one in refused.pending)
    watch = house.handover_reader.standing(session).watch
    assert watch is not None
    assert [one.name for one in watch.on_now] == ["薛海波", "谭一鸣"]
