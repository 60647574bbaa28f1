"""Whom the roster has for the next watch."""

from __future__ import annotations

from datetime import date

from dutyroom.roster.model import Post
from tests.handover.watching import Desk, at
from tests.rosters import a_roster_room, in_force


def test_after_a_watch_that_was_taken_early_those_of_the_shift_after_it_are_expected(desk: Desk) -> None:
    a_roster_room(desk.house, desk.session)
    in_force(desk.house, desk.session, date(2026, 11, 21), date(2026, 11, 30))
    desk.clock.jump(at(7, 44))
    reader, roster = desk.house.handover_reader, desk.house.roster

    def planned(hour: int) -> tuple[str, ...]:
        on = roster.on_duty(at(hour)).now
        return tuple(one.name for one in on if one.slot.post in (Post.DUTY_OFFICER, Post.SECTION_OFFICER))

    assert planned(9) != planned(20)
    assert reader.standing(desk.session).expected == planned(9)
    desk.hand_over()
    assert reader.standing(desk.session).next_watch == "2026-11-22/night"
    assert reader.standing(desk.session).expected == planned(20), "the day watch was taken before eight"
    desk.clock.jump(at(17, 45))
    assert reader.standing(desk.session).expected == planned(20), "and is expected still when it is overdue"
