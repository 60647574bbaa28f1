"""Two sets of rules are held beside each other, and only what differs is named."""

from __future__ import annotations

from datetime import time, timedelta
from decimal import Decimal

import pytest

from dutyroom.alerts.chain_editing import (
    moved_step,
    with_new_step,
    with_progress,
    with_step,
    with_warning,
    without_step,
)
from dutyroom.alerts.chains import read_escalation, shipped_escalation, shipped_escalation_tree
from dutyroom.alerts.model import How, Level, Step, Who
from dutyroom.errors import Refused
from dutyroom.incidents.book import shipped_book, shipped_tree
from dutyroom.incidents.deadline_book import read_deadlines, shipped_deadline_tree
from dutyroom.incidents.deadline_editing import with_profile, with_timing
from dutyroom.incidents.deadlines import Timing
from dutyroom.incidents.editing import with_lower_end
from dutyroom.rulebook.rules import Difference, differences

CHAINS = shipped_escalation_tree()


@pytest.mark.req("R037")
def test_a_lower_end_differs_in_both_bands_that_meet_there_and_in_nothing_else() -> None:
    changed = with_lower_end(shipped_tree(), "fire.III.deaths", "deaths", Decimal(2))
    fire = ("types", "fire", "grades")
    assert differences(shipped_tree(), changed) == (
        Difference((*fire, "III", "deaths", "figures", "deaths", "from"), 3, 2),
        Difference((*fire, "IV", "deaths", "figures", "deaths", "below"), 3, 2),
    )
    assert differences(changed, changed) == ()


@pytest.mark.req("R037")
def test_the_steps_of_a_chain_are_added_changed_moved_and_removed_and_the_shipped_ones_stay() -> None:
    added = with_new_step(CHAINS, Level.IV, 1)
    step = Step(who=Who.MAYOR, how=How.PHONE, wait=timedelta(seconds=40), fallback=Who.OWNER, always=True)
    chain = read_escalation(with_step(added, Level.IV, 1, step)).chain(Level.IV)
    assert (len(chain.steps), chain.steps[1]) == (5, step)
    (new,) = differences(CHAINS, added)
    assert (new.path, new.before, new.after["who"]) == (("chains", "IV", "2"), None, "head_of_duty_room")
    longer = differences(added, with_step(added, Level.IV, 2, step))
    assert {one.path[-1] for one in longer} == {"who", "how", "wait", "fallback", "always"}
    up = read_escalation(moved_step(added, Level.IV, 1, -1)).chain(Level.IV)
    assert [one.who for one in up.steps[:2]] == [Who.HEAD_OF_DUTY_ROOM, Who.OFFICER_ON_WATCH]
    assert moved_step(CHAINS, Level.IV, 0, -1) == dict(CHAINS)
    assert read_escalation(without_step(added, Level.IV, 1)) == shipped_escalation()
    slower = read_escalation(with_warning(with_progress(CHAINS, Level.I, 9), 25))
    assert (slower.chain(Level.I).progress, slower.warn_before) == (timedelta(minutes=9), timedelta(minutes=25))
    assert read_escalation(CHAINS) == shipped_escalation()


@pytest.mark.req("R037")
def test_a_place_is_chosen_and_its_minutes_and_fixed_hours_are_set() -> None:
    tree = with_profile(shipped_deadline_tree(), "henan")
    tree = with_timing(tree, "henan.phone", Timing(within=10))
    tree = with_timing(tree, "henan.follow_up_4", Timing(at=(time(9), time(21))))
    book = read_deadlines(tree, shipped_book())
    henan = {rule.id: rule.timing for rule in book.profiles[book.default].rules}
    assert (henan["henan.phone"].within, henan["henan.follow_up_4"].at) == (10, (time(9), time(21)))
    with pytest.raises(Refused, match="unknown_profile"):
        with_profile(tree, "atlantis")
    with pytest.raises(Refused, match="unknown_rule"):
        with_timing(tree, "henan.nothing", Timing(within=10))
