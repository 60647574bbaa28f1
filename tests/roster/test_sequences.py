"""Whatever the officers do, and in whatever order: no hour in force is empty, and the file stays whole."""

from __future__ import annotations

import contextlib
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from dutyroom.bootstrap import Place, open_house
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.roster.model import Absence, PlanState, SwapState
from dutyroom.roster.rules import slots_of
from tests.conftest import Template
from tests.factories import EVENING
from tests.rosters import a_roster_room, a_secretary_general, in_force

FIRST, LAST = date(2026, 12, 29), date(2027, 1, 3)  # New Year in the middle
NUMBERS = st.integers(min_value=0, max_value=999)


@pytest.fixture(scope="module")
def planned(founded: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A room with people and a plan in force."""
    folder = tmp_path_factory.mktemp("planned") / "room"
    house = open_house(founded.copy_to(folder), founded.data_key, SetClock(EVENING))
    session = house.accounts.sign_in(founded.account_id)
    a_roster_room(house, session)
    in_force(house, session, FIRST, LAST)
    house.close()
    return Template(folder, founded.recovery_key, founded.data_key, founded.account_id)


@pytest.mark.req("R003", "R076", "R079", "R140")
def test_no_sequence_of_acts_leaves_an_approved_hour_empty(planned: Template, tmp_path: Path) -> None:
    done: set[str] = set()

    class Officers(RuleBasedStateMachine):
        """A head who plans, a secretary-general who approves, and time that passes."""

        def __init__(self) -> None:
            super().__init__()
            self.folder = tmp_path / "room"
            shutil.rmtree(self.folder, ignore_errors=True)
            self.clock = SetClock(EVENING)
            planned.copy_to(self.folder)
            self.house = open_house(Place.in_folder(self.folder), planned.data_key, self.clock)
            self.head = self.house.accounts.sign_in(planned.account_id)
            self.general = a_secretary_general(self.head)
            self.roster = self.house.roster
            self.members = self.roster.members(self.head)

        def plans(self, *states: PlanState) -> list[str]:
            return [head.id for head in self.roster.plans(self.head) if head.state in states]

        @rule(number=NUMBERS)
        def revise_or_plan_again(self, number: int) -> None:
            ids = self.plans(PlanState.APPROVED, PlanState.NOTIFIED)
            with contextlib.suppress(Refused):
                if number % 3 == 0:
                    self.roster.replan(self.head, ids[number % len(ids)])
                else:
                    self.roster.revise(self.head, ids[number % len(ids)], "调整")

        @rule(start=st.integers(0, 5), length=st.integers(0, 3), holiday=st.booleans())
        def draft(self, start: int, length: int, holiday: bool) -> None:
            first = FIRST + timedelta(days=start)
            last = min(LAST, first + timedelta(days=length))
            self.roster.draft(
                self.head, first=first, last=last, title="另表", holiday_id="new_year" if holiday else None
            )

        @rule(number=NUMBERS, slot=NUMBERS, member=NUMBERS)
        def change_a_name(self, number: int, slot: int, member: int) -> None:
            ids = self.plans(PlanState.DRAFT)
            if ids:
                plan = self.roster.plan(self.head, ids[number % len(ids)])
                chosen = plan.assignments[slot % len(plan.assignments)].slot
                who = self.members[member % len(self.members)].id if member % 4 else None
                with contextlib.suppress(Refused):
                    self.roster.change_slot(self.head, plan.head.id, chosen, who)
                    done.add("changed")

        @rule(number=NUMBERS)
        def submit_and_approve(self, number: int) -> None:
            if not self.plans(PlanState.DRAFT, PlanState.SUBMITTED):
                self.revise_or_plan_again(number)
            ids = self.plans(PlanState.DRAFT, PlanState.SUBMITTED)
            if ids:
                plan_id = ids[number % len(ids)]
                with contextlib.suppress(Refused):
                    self.roster.submit(self.head, plan_id)
                try:
                    self.roster.approve(self.general, plan_id)
                    done.add("approved")
                except Refused as refusal:
                    done.add(refusal.code)
                    self.roster.send_back(self.general, plan_id, "请改")

        @rule(slot=NUMBERS, member=NUMBERS)
        def ask_for_a_swap(self, slot: int, member: int) -> None:
            duties = self.roster.duties(self.head, FIRST, LAST)
            held = duties[slot % len(duties)]
            turned = self.members[member % len(self.members) :] + self.members[: member % len(self.members)]
            for head in (head for head in self.roster.plans(self.head) if head.in_force):
                for taker in turned:
                    with contextlib.suppress(Refused):
                        self.roster.request_swap(self.head, head.id, held.slot, taker.id, "有事")
                        done.add("asked")
                        return

        @rule(number=NUMBERS)
        def answer_a_swap(self, number: int) -> None:
            if not self.roster.swaps(self.head, SwapState.REQUESTED):
                self.ask_for_a_swap(number, number // 7)
            waiting = self.roster.swaps(self.head, SwapState.REQUESTED)
            if waiting:
                swap_id = waiting[number % len(waiting)].id
                with contextlib.suppress(Refused):
                    if number % 4 == 0:
                        self.roster.refuse_swap(self.head, swap_id, "不便")
                    else:
                        self.roster.agree_swap(self.head, swap_id, "电话同意")
                        done.add("agreed")

        @rule(member=NUMBERS, day=st.integers(0, 5))
        def somebody_falls_ill(self, member: int, day: int) -> None:
            on = FIRST + timedelta(days=day)
            self.roster.add_absence(self.head, self.members[member % len(self.members)].id, Absence(on, on))

        @rule(hours=st.integers(1, 400))
        def time_passes(self, hours: int) -> None:
            self.clock.advance(timedelta(hours=hours))

        @invariant()
        def every_hour_in_force_has_its_names(self) -> None:
            duties = self.roster.duties(self.head, FIRST, LAST)
            assert not any(one.empty for one in duties)
            expected = slots_of(self.house.calendar, self.roster.rules(self.head), FIRST, LAST)
            assert tuple(one.slot for one in duties) == expected

        def teardown(self) -> None:
            verdict = self.house.verify()
            self.house.close()
            assert verdict.whole, verdict.first_break

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Officers, settings=settings(settings.get_profile("desk"), max_examples=8, stateful_step_count=20)
    )
    assert {"changed", "approved", "asked", "agreed"} <= done
