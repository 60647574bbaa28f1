"""A slot has a name that can be written down and read again."""

from __future__ import annotations

from datetime import date

import pytest

from dutyroom.calendar.model import Shift
from dutyroom.roster.model import ConflictKind, Post, Slot, Turn, turn_of_text


@pytest.mark.parametrize("turn", list(Turn))
def test_a_slot_is_found_again_by_its_name(turn: Turn) -> None:
    slot = Slot(date(2026, 10, 1), turn, Post.SECTION_OFFICER, 2)
    assert slot.id == f"2026-10-01/{turn.value}/section_officer/2"
    assert Slot.of_id(slot.id) == slot


@pytest.mark.parametrize(
    "text", ["2026-10-01/night", "2026-13-01/night/duty_officer/1", "2026-10-01/noon/duty_officer/1"]
)
def test_what_names_no_slot_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Slot.of_id(text)


def test_each_shift_has_its_turn_and_a_person_may_type_it() -> None:
    assert [Turn.of(shift) for shift in Shift] == [Turn.DAY, Turn.NIGHT]
    assert turn_of_text(" Whole-Day ") is Turn.WHOLE_DAY


@pytest.mark.req("R079")
def test_an_empty_slot_stops_approval_and_a_short_rest_is_pointed_out() -> None:
    assert ConflictKind.EMPTY.stops
    assert not ConflictKind.RESTING.stops
