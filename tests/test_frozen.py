"""A class that is made quickly is, seen from outside, the class that the standard library makes."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import threading
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from dutyroom.frozen import quick_dataclass

Maker = Callable[..., Any]
MAKERS = [dataclasses.dataclass, quick_dataclass]


def call_of(make: Maker) -> Any:
    """Return a class that has every kind of field the house uses."""

    @make(frozen=True)
    class Call:
        """A call."""

        unit: str
        phone: str = field(repr=False)
        minutes: int = 3
        tags: tuple[str, ...] = ()
        facts: dict[str, int] = field(default_factory=dict, hash=False)
        note: str = field(default="", compare=False)

        def __post_init__(self) -> None:
            if not self.unit:
                raise ValueError("who called?")

    return Call


def later_call_of(make: Maker, call: Any) -> Any:
    """Return a class beneath another, with fields that are only named."""

    @make(frozen=True, kw_only=True)
    class LaterCall(call):  # type: ignore[misc]
        """A call that says when."""

        at: int
        listed: list[str] = field(default_factory=list, compare=False)
        made: int = field(default=7, init=False)

    return LaterCall


def told(act: Callable[[], object]) -> object:
    """Return what an act gives back, or the kind of its refusal."""
    try:
        return act()
    except (TypeError, ValueError, AttributeError) as error:
        return type(error)


ACTS: dict[str, Callable[[Any], object]] = {
    "shown": lambda call: repr(call("消防", "0999", 4, ("火",), {"伤": 1}, "急")),
    "by name": lambda call: repr(call(phone="0999", unit="消防")),
    "its fields": lambda call: dataclasses.asdict(call("消防", "0999", facts={"伤": 1})),
    "replaced": lambda call: repr(dataclasses.replace(call("消防", "0999"), minutes=9)),
    "too few": lambda call: call("消防"),
    "too many": lambda call: call("消防", "0999", 1, (), {}, "", "more"),
    "unknown name": lambda call: call("消防", "0999", hour=1),
    "checked after": lambda call: call("", "0999"),
    "equal": lambda call: call("消防", "0999", note="一") == call("消防", "0999", note="二"),
    "not equal": lambda call: call("消防", "0999") == call("消防", "0998"),
    "not its kind": lambda call: call("消防", "0999") == ("消防", "0999", 3, (), {}, ""),
    "no hash of its own facts": lambda call: hash(call("消防", "0999", facts={"伤": 1})) == hash(call("消防", "0999")),
    "in a set": lambda call: len({call("消防", "0999"), call("消防", "0999"), call("公安", "0999")}),
    "set": lambda call: setattr(call("消防", "0999"), "unit", "公安"),
    "set new": lambda call: setattr(call("消防", "0999"), "hour", 1),
    "deleted": lambda call: delattr(call("消防", "0999"), "unit"),
    "copied": lambda call: (
        copy.deepcopy(call("消防", "0999", facts={"伤": 1})) == call("消防", "0999", facts={"伤": 1})
    ),
    "each its own facts": lambda call: call("消防", "0999").facts is call("消防", "0999").facts,
    "matched": lambda call: call.__match_args__,
    "the class knows its defaults": lambda call: (call.minutes, hasattr(call, "facts")),
}


@pytest.mark.parametrize("what", ACTS)
def test_a_quick_class_does_what_the_usual_one_does(what: str) -> None:
    usual, quick = (told(lambda make=make: ACTS[what](call_of(make))) for make in MAKERS)
    assert str(quick).replace("quick", "usual") == str(usual)


def test_a_class_beneath_a_quick_one_has_the_fields_of_both() -> None:
    seen = []
    for make in MAKERS:
        later = later_call_of(make, call_of(make))
        one, other = later("消防", "0999", at=5), later("消防", "0999", at=6)
        seen.append(
            (
                repr(one).split("<locals>.")[-1],
                one == other,
                hash(one) == hash(later("消防", "0999", at=5, listed=["一"])),
                told(lambda later=later: later("消防", "0999", 1, (), {}, "", 5)),
                told(lambda later=later: later("", "0999", at=5)),
                [found.name for found in dataclasses.fields(later)],
            )
        )
    assert seen[0] == seen[1]


def test_a_plain_class_beneath_may_keep_things_of_its_own_but_not_change_the_fields() -> None:
    class Kept(call_of(quick_dataclass)):  # type: ignore[misc]
        pass

    kept = Kept("消防", "0999")
    kept.place = 3
    del kept.place
    assert not hasattr(kept, "place")
    with pytest.raises(FrozenInstanceError):
        kept.unit = "公安"
    with pytest.raises(FrozenInstanceError):
        del kept.unit


def test_methods_that_a_class_writes_itself_stay() -> None:
    @quick_dataclass(frozen=True)
    class Own:
        name: str

        def __repr__(self) -> str:
            return "own"

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 4

    assert (repr(Own("a")), Own("a") == 3, hash(Own("a"))) == ("own", True, 4)


def test_what_is_not_simply_frozen_is_left_to_the_standard_library() -> None:
    @quick_dataclass(frozen=True, slots=True)
    class Small:
        number: int

    @quick_dataclass
    class Open:
        number: int

    @quick_dataclass(frozen=True, order=True)
    class Ordered:
        number: int

    opened = Open(1)
    opened.number = 2
    assert (opened.number, hasattr(Small(1), "__dict__"), Ordered(1) < Ordered(2)) == (2, False, True)


def test_a_frozen_class_may_not_say_how_its_attributes_are_set() -> None:
    for make in MAKERS:
        with pytest.raises(TypeError):

            @make(frozen=True)
            class Loose:
                name: str

                def __setattr__(self, name: str, value: object) -> None: ...


@quick_dataclass(frozen=True)
class Shelved:
    """A class that can be found by its name."""

    name: str
    facts: dict[str, int] = field(default_factory=dict)


def test_an_object_can_be_put_away_and_fetched_before_another_was_made() -> None:
    assert pickle.loads(pickle.dumps(Shelved("一", {"伤": 1}))) == Shelved("一", {"伤": 1})


def test_many_threads_that_make_the_first_object_make_equal_ones() -> None:
    call, made, ready = call_of(quick_dataclass), [], threading.Barrier(6)

    def make() -> None:
        ready.wait()
        made.append(call("消防", "0999"))

    threads = [threading.Thread(target=make) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 6
    assert len(set(made)) == 1
