"""The key ring: it holds no names, says when it is damaged, and a crash beside it leaves a way in."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyroom.accounts import keys
from dutyroom.accounts.keys import (
    KeyFile,
    KeyRing,
    Stretching,
    make_recovery_slot,
    make_slot,
    new_data_key,
    new_recovery_key,
    new_ring,
    plain_recovery_key,
    unwrap,
)
from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House, Place, unlock
from dutyroom.clock import SetClock
from dutyroom.errors import DutyroomError, Environment, Refused
from dutyroom.storage import files
from tests.factories import LOGIN, NAME, OTHER_PASSWORD, PASSWORD, an_officer

QUICK = Stretching(1, 1, 1024)


@pytest.fixture
def ring_file(place: Place) -> KeyFile:
    return KeyFile(place.key_file)


def test_a_password_is_stretched_as_rfc_9106_recommends() -> None:
    assert Stretching() == Stretching(iterations=3, lanes=4, memory_kib=65536)


def test_the_right_password_unwraps_the_key_and_any_other_nothing() -> None:
    key, ring = new_data_key(), new_ring(QUICK)
    slot = make_slot(ring, "a" * 32, (LOGIN, NAME), PASSWORD, key)
    assert unwrap(slot, PASSWORD) == key
    assert unwrap(slot, OTHER_PASSWORD) is None
    moved = make_slot(ring, "b" * 32, ("other",), PASSWORD, key)
    swapped = keys.replace(moved, id="a" * 32)
    assert unwrap(swapped, PASSWORD) is None, "a slot belongs to its account"


def test_no_two_slots_look_alike_for_the_same_password() -> None:
    key, ring = new_data_key(), new_ring(QUICK)
    one, two = (make_slot(ring, "a" * 32, (LOGIN,), PASSWORD, key) for _ in range(2))
    assert (one.salt, one.nonce, one.wrapped) != (two.salt, two.nonce, two.wrapped)
    assert one.tags == two.tags
    assert new_ring(QUICK).tag(LOGIN) != ring.tag(LOGIN), "names cannot be compared between rooms"


def test_the_ring_holds_no_names_no_password_and_no_key(
    house: House, session: Session, place: Place, recovery_key: str
) -> None:
    an_officer(house, session)
    text = place.key_file.read_text("utf-8")
    for secret in (LOGIN, NAME, "周岚", PASSWORD, OTHER_PASSWORD, recovery_key, house.store.key.hex()):
        assert secret not in text
        assert json.dumps(secret)[1:-1] not in text
    assert json.loads(place.key_file.read_text("utf-8"))["ring"]["open_key"] == ""


@given(st.text(alphabet="0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=32, max_size=32))
def test_a_recovery_key_is_the_same_key_with_the_letters_that_people_confuse(key: str) -> None:
    printed = "-".join(key[at : at + 4] for at in range(0, 32, 4))
    heard = printed.replace("0", "O").replace("1", "I").lower().replace("i", "l")
    assert plain_recovery_key(heard) == plain_recovery_key(printed) == key


def test_a_recovery_key_is_printed_in_eight_groups_without_letters_that_confuse() -> None:
    made = {new_recovery_key() for _ in range(50)}
    assert len(made) == 50
    for key in made:
        assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}", key)


def test_the_recovery_slot_opens_with_the_printed_key() -> None:
    key, ring, printed = new_data_key(), new_ring(QUICK), new_recovery_key()
    slot = make_recovery_slot(ring, printed, key)
    assert unwrap(slot, plain_recovery_key(printed.lower())) == key


def test_a_missing_ring_says_so(place: Place, clock: SetClock) -> None:
    place.key_file.unlink()
    with pytest.raises(Environment) as told:
        unlock(place, LOGIN, PASSWORD, clock)
    assert (told.value.code, told.value.params) == ("keys.missing", {"file": str(place.key_file)})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"1",
        b'"text"',
        b"{}",
        b'{"format": "dutyroom-keys-9"}',
        b"\xff\xfe\x00",
        b"\0" * 900,
        b'{"format": "dutyroom-keys-1", "salt": "00", "slots": [1], "open_key": "", "stretching": {}}',
        b'{"format": "dutyroom-keys-1", "salt": "xx", "slots": [], "open_key": "", "stretching": {}}',
        b'{"format": "dutyroom-keys-1", "salt": "00", "slots": {}, "open_key": "", "stretching": {}}',
        b'{"format": "dutyroom-keys-1", "salt": "00", "slots": [{"id": "a"}], "open_key": "", "stretching": {}}',
    ],
    ids=lambda content: content[:60].decode("latin-1"),
)
def test_a_damaged_ring_says_so(place: Place, clock: SetClock, content: bytes) -> None:
    place.key_file.write_bytes(content)
    with pytest.raises(Environment) as told:
        unlock(place, LOGIN, PASSWORD, clock)
    assert (told.value.code, told.value.params) == ("keys.damaged", {"file": str(place.key_file)})


def test_a_ring_in_which_a_byte_flipped_says_so_and_does_not_blame_the_password(place: Place, clock: SetClock) -> None:
    whole = place.key_file.read_bytes()
    blamed = []
    for at in range(0, len(whole), 7):
        torn = bytearray(whole)
        torn[at] ^= 1
        place.key_file.write_bytes(torn)
        try:
            KeyFile(place.key_file).unlock(LOGIN, PASSWORD, clock.now())
        except DutyroomError as error:
            if error.code != "keys.damaged":
                blamed.append((at, error.code))
        except Exception as error:  # noqa: BLE001 - collected and reported below
            blamed.append((at, type(error).__name__))
    assert blamed == []


def put_together(place: Place, change: Callable[[Any], object]) -> None:
    """Change a ring by hand and set its sum right, as anybody can who knows how it is made."""
    ring = json.loads(place.key_file.read_text("utf-8"))["ring"]
    change(ring)
    form = {"format": keys.FORMAT, "ring": ring, "check": keys._check_of(ring)}
    place.key_file.write_text(json.dumps(form), "utf-8")


@pytest.mark.parametrize(
    ("part", "value"),
    [
        *[("salt", value) for value in (7, None, "zz", "00", "0" * 31)],
        *[("open_key", value) for value in (True, "zz", "00")],
        *[("slots", value) for value in ({}, [1], [[]], None)],
        *[("strangers", value) for value in ({}, [1], [{"tag": 1}], [{"tag": "a", "locked_until": []}])],
        *[("stretching", value) for value in (1, {}, {"iterations": 1, "lanes": 4, "memory_kib": 8})],
    ],
    ids=str,
)
def test_a_ring_put_together_by_hand_says_that_it_is_damaged(
    place: Place, clock: SetClock, part: str, value: object
) -> None:
    put_together(place, lambda ring: ring.update({part: value}))
    with pytest.raises(Environment, match=r"keys\.damaged"):
        unlock(place, LOGIN, PASSWORD, clock)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        *[("id", value) for value in (1, None, "\ud800")],
        *[("tags", value) for value in ("ab", [1], None)],
        *[(part, value) for part in ("salt", "nonce", "wrapped") for value in (0, None, "zz", "00")],
        ("failures", -1),
        ("failures", True),
        ("locked_until", "soon"),
        ("locked_until", 2**70),
        ("signing_key", "zz"),
        ("signing_key", 1),
        ("stretching", {"iterations": 2**31, "lanes": 1, "memory_kib": 1024}),
        ("stretching", {"iterations": 1, "lanes": 1, "memory_kib": 2**40}),
        ("stretching", {"iterations": 1, "lanes": 1.0, "memory_kib": 1024}),
        ("unknown", 1),
    ],
    ids=str,
)
def test_a_slot_put_together_by_hand_breaks_nothing_off_and_keeps_no_machine_busy(
    place: Place, clock: SetClock, part: str, value: object
) -> None:
    put_together(place, lambda ring: [slot.update({part: value}) for slot in ring["slots"]])
    with pytest.raises(Environment, match=r"keys\.damaged"):
        unlock(place, LOGIN, PASSWORD, clock)


def test_a_ring_of_brackets_without_end_says_that_it_is_damaged(place: Place, clock: SetClock) -> None:
    place.key_file.write_bytes(b"[" * 100_000)
    with pytest.raises(Environment, match=r"keys\.damaged"):
        unlock(place, LOGIN, PASSWORD, clock)


def test_a_login_with_half_a_sign_in_it_is_nobodys(place: Place, clock: SetClock) -> None:
    with pytest.raises(Refused, match=r"accounts\.wrong_name_or_password"):
        unlock(place, "陈\udc86", PASSWORD, clock)


def test_a_half_written_ring_never_stands_in_place_of_the_old_one(
    ring_file: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ring_file.read()

    def lose_power(*_arguments: object) -> None:
        raise KeyboardInterrupt

    for step in ("fsync", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(files.os, step, lose_power)
            with pytest.raises(KeyboardInterrupt):
                ring_file.write(KeyRing(salt="00"))
        assert ring_file.read() == before


def test_the_ring_before_stays_beside_the_new_one(ring_file: KeyFile) -> None:
    before = ring_file.read()
    ring_file.write(before.without("recovery"))
    assert KeyFile(Path(f"{ring_file.file}.previous")).read() == before


def test_a_ring_written_and_read_is_the_same_ring(ring_file: KeyFile) -> None:
    ring = ring_file.read()
    ring_file.write(ring)
    assert ring_file.read() == ring
    assert {slot.stretching for slot in ring.slots} == {QUICK}


def state_of(place: Place, folder: Path) -> Path:
    """Copy the room as it stands on the disk, write-ahead log and all, and return the copy's folder."""
    shutil.copytree(place.data_file.parent, folder)
    (folder / "room.dutyroom-shm").unlink(missing_ok=True)
    return folder


def mixed(ring_of: Path, data_of: Path, folder: Path) -> Place:
    """Return a room with the ring of one moment and the data of another, as a crash between two writes leaves it."""
    shutil.copytree(data_of, folder)
    shutil.copy(ring_of / "room.keys", folder / "room.keys")
    return Place.in_folder(folder)


def ways_in(place: Place, clock: SetClock, *tries: tuple[str, str]) -> list[str]:
    """Return who gets in with these names and passwords."""
    found = []
    for login, password in tries:
        try:
            house, session = unlock(place, login, password, clock)
        except Refused:
            continue
        found.append(session.name)
        house.close()
    return found


@pytest.mark.parametrize("act", ["change", "open", "close"])
def test_a_crash_between_ring_and_data_leaves_a_way_in_for_everybody_who_had_one(
    house: House, session: Session, clock: SetClock, tmp_path: Path, act: str
) -> None:
    officer = an_officer(house, session)
    acts: dict[str, Callable[[], object]] = {
        "change": lambda: house.accounts.change_password(session, PASSWORD, "Third-pass-3"),
        "open": lambda: an_officer(house, session, "新人"),
        "close": lambda: house.accounts.close(session, officer.id),
    }
    before = state_of(house.place, tmp_path / "before")
    acts[act]()
    after = state_of(house.place, tmp_path / "after")
    founder = [(LOGIN, PASSWORD), (LOGIN, "Third-pass-3")]
    for ring_of, data_of in ((before, after), (after, before)):
        place = mixed(ring_of, data_of, tmp_path / f"{ring_of.name}-{data_of.name}")
        assert ways_in(place, clock, *founder) == [NAME]
        if act == "close":
            # Closed in the data, or without a slot in the ring: the closed officer has no way in after either.
            assert ways_in(place, clock, (officer.login, OTHER_PASSWORD)) == []
        else:
            assert ways_in(place, clock, (officer.login, OTHER_PASSWORD)) == [officer.name]


def test_an_account_whose_opening_was_cut_off_can_be_opened_again_and_signs_in(
    house: House, session: Session, clock: SetClock, tmp_path: Path
) -> None:
    before = state_of(house.place, tmp_path / "before")
    an_officer(house, session)
    after = state_of(house.place, tmp_path / "after")
    place = mixed(after, before, tmp_path / "crashed")  # the slot was written, the account was not
    again, founder = unlock(place, LOGIN, PASSWORD, clock)
    officer = an_officer(again, founder)
    again.close()
    assert ways_in(place, clock, (officer.login, OTHER_PASSWORD)) == [officer.name]


def test_an_account_without_a_slot_after_a_crash_gets_one_from_its_administrator(
    house: House, session: Session, clock: SetClock
) -> None:
    officer = an_officer(house, session)
    house.keys.write(house.keys.read().without(officer.id))
    house.accounts.reset_password(session, officer.id, "Reset-pass-1")
    assert house.keys.unlock(officer.login, "Reset-pass-1", clock.now())[0] == officer.id


def test_a_drill_room_says_in_its_ring_that_it_guards_no_secret(place: Place) -> None:
    form = json.loads(place.key_file.read_text("utf-8"))
    assert form["format"] == keys.FORMAT
    assert form["ring"]["open_key"] == "", "a real room never has its key in the clear"
