"""Changes are told to everyone who listens, and to nobody who stopped."""

from __future__ import annotations

import pytest

from dutyroom.changes import Announcer, Changes, Topic

MATTERS = Changes(frozenset({Topic.MATTERS}), frozenset({"a"}), 7)


def test_changes_say_what_they_touch() -> None:
    assert MATTERS.touches(Topic.MATTERS)
    assert MATTERS.touches(Topic.DRAFTS, Topic.MATTERS)
    assert not MATTERS.touches(Topic.DRAFTS)
    assert not MATTERS.touches()
    assert not Changes().touches(*Topic)


def test_every_listener_hears_each_change_once_in_order() -> None:
    announcer, heard = Announcer(), list[tuple[str, Changes]]()
    announcer.listen(lambda changes: heard.append(("one", changes)))
    announcer.listen(lambda changes: heard.append(("two", changes)))
    announcer.announce(MATTERS)
    assert heard == [("one", MATTERS), ("two", MATTERS)]


def test_who_stopped_listening_hears_nothing_and_may_stop_twice() -> None:
    announcer, heard = Announcer(), list[Changes]()
    stop = announcer.listen(heard.append)
    stop()
    stop()
    announcer.announce(MATTERS)
    assert heard == []


def test_listening_twice_with_one_ear_stops_one_at_a_time() -> None:
    announcer, heard = Announcer(), list[Changes]()

    def ear(changes: Changes) -> None:
        heard.append(changes)

    stop = announcer.listen(ear)
    announcer.listen(ear)
    stop()
    announcer.announce(MATTERS)
    assert heard == [MATTERS]


def test_a_listener_that_stops_while_it_hears_does_not_disturb_the_others() -> None:
    announcer, heard = Announcer(), list[str]()

    def once(_changes: Changes) -> None:
        heard.append("once")
        stop()

    stop = announcer.listen(once)
    announcer.listen(lambda _changes: heard.append("always"))
    announcer.announce(MATTERS)
    announcer.announce(MATTERS)
    assert heard == ["once", "always", "always"]


def test_a_listener_that_fails_does_not_keep_the_news_from_the_others() -> None:
    announcer, heard = Announcer(), list[Changes]()

    def broken(_changes: Changes) -> None:
        raise RuntimeError("a view that failed to refresh")

    announcer.listen(broken)
    announcer.listen(heard.append)
    with pytest.raises(RuntimeError, match="failed to refresh"):
        announcer.announce(MATTERS)
    assert heard == [MATTERS]
