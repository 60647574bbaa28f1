"""The demonstration: built by real acts, whole, in drill mode, and open to every command without a password."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House, Place
from dutyroom.clock import SetClock
from dutyroom.demo import build, sign_in
from dutyroom.log.model import EntryKind, MatterFilter, MatterState


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
