"""The leaders of the demonstration room tell where they are, by the acts of its officers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.roster.model import NoticeChannel, Post
from dutyroom.whereabouts.model import NewNotice, WhereaboutsKind


class DemoWhereabouts:
    """Plays the notices of the demonstration, each at its moment."""

    def __init__(self, house: House, sessions: Mapping[str, Session], tree: Mapping[str, Any]) -> None:
        self._house = house
        self._sessions = sessions
        self._tree = tree

    def acts(self) -> Iterator[tuple[datetime, Callable[[], None]]]:
        """Yield the acts with their moments."""
        for entry in self._tree["notices"]:
            yield entry["noted"], partial(self._note, entry)

    def _note(self, entry: Mapping[str, Any]) -> None:
        session = self._sessions[entry["by"]]
        people = {person.name: person.id for person in self._house.directory.book(session).people}
        self._house.whereabouts.note(
            session,
            NewNotice(
                person_id=people[entry["name"]] if "name" in entry else self._in_charge(),
                kind=WhereaboutsKind(entry["kind"]),
                since=entry["since"],
                until=entry.get("until"),
                place=entry.get("place", ""),
                reach=entry.get("reach", ""),
                deputy_id=people[entry["deputy"]] if "deputy" in entry else "",
                told_by=entry.get("told_by", ""),
                channel=NoticeChannel(entry["channel"]),
                passed_on=entry.get("passed_on", ""),
            ),
        )

    def _in_charge(self) -> str:
        """Return the leader in charge of the running watch."""
        on = self._house.roster.people_on(self._house.clock.now()) or ()
        (leader,) = [one for post, one in on if post is Post.LEADER_IN_CHARGE and one is not None]
        assert leader.person_id is not None
        return leader.person_id
