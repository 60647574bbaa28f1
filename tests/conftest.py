"""Rooms to test in, and three promises: no test is skipped, none leaves a thread, none takes a search of its own."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from dutyroom.accounts.keys import Stretching
from dutyroom.accounts.model import NewAccount, Session
from dutyroom.bootstrap import FOUNDER_ROLES, Founding, House, Place, found, open_house
from dutyroom.clock import SetClock
from tests.factories import EVENING, LOGIN, NAME, PASSWORD, day_of_work

# The same examples on every machine; HYPOTHESIS_PROFILE=wide looks further, with a search of its own.
settings.register_profile("desk", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("wide", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "desk"))


@dataclass(frozen=True)
class Template:
    """A room that was founded once and is copied for every test, and what opens it."""

    folder: Path
    recovery_key: str
    data_key: bytes
    account_id: str

    def copy_to(self, folder: Path) -> Place:
        """Copy the room into ``folder`` and return its place."""
        shutil.copytree(self.folder, folder)
        return Place.in_folder(folder)


# What takes longest begins first, so that no processor waits for it at the end.
LONGEST_FIRST = ("tests/ui/test_tour.py", "tests/journal/test_tampering.py", "tests/roster/test_proof.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    place = {name: number for number, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: place.get(item.nodeid.partition("::")[0], len(place)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and a skipped test proves nothing: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, and a skipped test proves nothing: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    left = [thread for thread in left if not isinstance(thread, threading._DummyThread)]  # Qt's own, seen in passing
    for thread in left:
        thread.join(timeout=2)
    running = [thread.name for thread in left if thread.is_alive()]
    assert not running, f"the test left threads: {', '.join(running)}"


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Template:
    folder = tmp_path_factory.mktemp("founded") / "room"
    house, recovery_key = found(
        Place.in_folder(folder),
        Founding("云岭市人民政府总值班室", "云岭市", NewAccount(LOGIN, NAME, FOUNDER_ROLES), PASSWORD),
        SetClock(EVENING),
        Stretching(1, 1, 1024),
    )
    account_id = house.accounts.all()[0].id
    key = house.store.key
    house.close()
    return Template(folder, recovery_key, key, account_id)


@pytest.fixture(scope="session")
def worked(founded: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A room after a day of work, with at least one row in every table."""
    folder = tmp_path_factory.mktemp("worked") / "room"
    clock = SetClock(EVENING)
    house = open_house(founded.copy_to(folder), founded.data_key, clock)
    day_of_work(house, house.accounts.sign_in(founded.account_id), clock)
    house.close()
    return Template(folder, founded.recovery_key, founded.data_key, founded.account_id)


@pytest.fixture
def clock() -> SetClock:
    """Saturday, 21 November 2026, 20:38 in the evening in Shanghai."""
    return SetClock(EVENING)


@pytest.fixture
def recovery_key(founded: Template) -> str:
    return founded.recovery_key


@pytest.fixture
def place(founded: Template, tmp_path: Path) -> Place:
    """A founded room of which nobody has the door open."""
    return founded.copy_to(tmp_path / "room")


@pytest.fixture
def house(founded: Template, place: Place, clock: SetClock) -> Iterator[House]:
    """An open room without a matter."""
    opened = open_house(place, founded.data_key, clock)
    yield opened
    opened.close()


@pytest.fixture
def session(founded: Template, house: House) -> Session:
    """The founder, signed in: duty officer, head of the duty room and system administrator."""
    return house.accounts.sign_in(founded.account_id)


@pytest.fixture
def worked_house(worked: Template, tmp_path: Path, clock: SetClock) -> Iterator[House]:
    """An open room after a day of work."""
    opened = open_house(worked.copy_to(tmp_path / "worked"), worked.data_key, clock)
    yield opened
    opened.close()


@pytest.fixture
def worked_session(worked: Template, worked_house: House) -> Session:
    return worked_house.accounts.sign_in(worked.account_id)
