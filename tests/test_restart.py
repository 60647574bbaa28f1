"""What the session manager holds for a desk that breaks down, and who gets it back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutyroom.restart import Seated, held, hold, let_go, same_room
from tests.session_manager import SessionManager

SEATED = Seated("/var/lib/zhiban/room.dutyroom", "ab" * 32, "0190-konto")


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[SessionManager]:
    with SessionManager(tmp_path) as made:
        yield made


def test_the_next_start_finds_who_sat_there_and_finds_it_once(manager: SessionManager) -> None:
    assert hold(SEATED, manager.environment)
    environment, file = manager.passing_on(os.getpid())
    assert held(environment, file) == SEATED
    assert held(environment, file) is None
    assert "LISTEN_FDS" not in environment, "and no child of the desk inherits it"


def test_what_is_held_cannot_be_written_to_and_stands_in_no_file(manager: SessionManager) -> None:
    hold(SEATED, manager.environment)
    ((_name, memory),) = manager.listen().items()
    assert os.readlink(f"/proc/self/fd/{memory}").startswith("/memfd:")
    with pytest.raises(PermissionError):
        os.write(memory, b"other")


def test_a_desk_that_is_closed_in_order_leaves_nothing_behind(manager: SessionManager) -> None:
    hold(SEATED, manager.environment)
    assert manager.listen()
    let_go(manager.environment)
    assert not manager.listen()


def test_the_next_person_takes_the_place_of_the_one_before(manager: SessionManager) -> None:
    hold(SEATED, manager.environment)
    hold(Seated(SEATED.data_file, SEATED.key, "0190-other"), manager.environment)
    environment, file = manager.passing_on(os.getpid())
    found = held(environment, file)
    assert found is not None
    assert found.account_id == "0190-other"


def test_what_was_meant_for_another_process_is_not_taken(manager: SessionManager) -> None:
    hold(SEATED, manager.environment)
    environment, file = manager.passing_on(os.getpid() + 1)
    assert held(environment, file) is None
    os.close(file)


@pytest.mark.parametrize(
    "words",
    [b"", b"nonsense", b"[]", b'{"key": "ab"}', b'{"data_file": 1, "key": null, "account_id": []}', b"[" * 4000],
    ids=lambda words: words[:12],
)
def test_nonsense_is_no_seat(words: bytes) -> None:
    memory = os.memfd_create("dutyroom")
    os.write(memory, words)
    environment = {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1", "LISTEN_FDNAMES": "dutyroom"}
    assert held(environment, memory) is None


def test_a_desk_that_was_not_started_as_a_service_asks_nobody(tmp_path: Path) -> None:
    assert not hold(SEATED, {})
    assert held({}) is None
    assert not hold(SEATED, {"NOTIFY_SOCKET": str(tmp_path / "gone")}), "a manager that has gone away is no fault"


def test_another_room_is_not_opened(tmp_path: Path) -> None:
    seated = Seated(str(tmp_path.resolve() / "room.dutyroom"), "ab", "1")
    assert same_room(seated, tmp_path / "." / "room.dutyroom")
    assert not same_room(seated, tmp_path / "other" / "room.dutyroom")
