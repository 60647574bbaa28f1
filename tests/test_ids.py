"""Identities are version 7 UUIDs in the order of their making."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from dutyroom.clock import SetClock, to_micros
from dutyroom.ids import IdMaker
from tests.factories import EVENING


def test_an_identity_is_a_uuid_of_version_7_in_32_digits() -> None:
    made = IdMaker(SetClock(EVENING)).new()
    parsed = uuid.UUID(hex=made)
    assert made == parsed.hex
    assert (parsed.version, parsed.variant) == (7, uuid.RFC_4122)
    assert parsed.int >> 80 == to_micros(EVENING) // 1000


@given(st.lists(st.integers(-5000, 5000), min_size=1, max_size=50))
def test_identities_sort_by_their_making_whatever_the_clock_does(steps: list[int]) -> None:
    clock = SetClock(EVENING)
    maker = IdMaker(clock)
    made = []
    for step in steps:
        made += [maker.new(), maker.new()]
        clock.jump(clock.now() + timedelta(milliseconds=step))
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_a_hundred_thousand_in_one_moment_are_all_different_and_in_order() -> None:
    maker = IdMaker(SetClock(EVENING))
    made = [maker.new() for _ in range(100_000)]
    assert made == sorted(set(made))


def test_two_makers_at_the_same_moment_do_not_meet() -> None:
    clock = SetClock(EVENING)
    one, other = IdMaker(clock), IdMaker(clock)
    assert not {one.new() for _ in range(5000)} & {other.new() for _ in range(5000)}


def test_threads_never_get_the_same_identity() -> None:
    maker, made = IdMaker(SetClock(EVENING)), list[list[str]]()

    def make() -> None:
        made.append([maker.new() for _ in range(2000)])

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({identity for each in made for identity in each}) == 8000
    assert all(each == sorted(each) for each in made)
