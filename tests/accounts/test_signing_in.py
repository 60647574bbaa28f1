"""Signing in, wrong passwords, the lock-out; the same answer whether the name or the password was wrong."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from dutyroom.accounts.keys import KeyFile
from dutyroom.accounts.model import Session
from dutyroom.accounts.rules import FAILURES_BEFORE_LOCK, LOCK_FOR, lock_until
from dutyroom.bootstrap import House, Place, open_with_recovery_key, unlock
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from tests.factories import EVENING, LOGIN, NAME, OTHER_PASSWORD, PASSWORD, an_officer, wide

WRONG = "Ab3-ling-yux"


def try_in(place: Place, login: str, password: str, clock: SetClock) -> Refused | None:
    """Sign in and out again; return the refusal if there was one."""
    try:
        unlock(place, login, password, clock)[0].close()
    except Refused as refusal:
        return refusal
    return None


def fail(place: Place, clock: SetClock, times: int, login: str = LOGIN) -> list[str]:
    refusals = [try_in(place, login, WRONG, clock) for _ in range(times)]
    return [refusal.code if refusal else "in" for refusal in refusals]


@pytest.mark.parametrize("typed", [LOGIN, "  ChenYu ", wide("CHENYU"), NAME, "陈 予"])
def test_an_officer_signs_in_by_login_or_name_however_it_is_typed(place: Place, clock: SetClock, typed: str) -> None:
    house, session = unlock(place, typed, PASSWORD, clock)
    assert (session.name, session.must_change_password) == (NAME, False)
    assert house.journal.newest(limit=1)[0].act == "account.signed_in"
    house.close()


@pytest.mark.parametrize(
    "password", ["", WRONG, PASSWORD + " ", PASSWORD.upper(), " " + PASSWORD, "\ud800", "密" * 500]
)
def test_a_wrong_password_opens_nothing(place: Place, clock: SetClock, password: str) -> None:
    refusal = try_in(place, LOGIN, password, clock)
    assert refusal is not None
    assert refusal.code == "accounts.wrong_name_or_password"


def test_an_unknown_name_gets_the_same_answer_as_a_wrong_password(place: Place, clock: SetClock) -> None:
    known, unknown = try_in(place, LOGIN, WRONG, clock), try_in(place, "nobody", PASSWORD, clock)
    assert known is not None
    assert unknown is not None
    assert (known.code, known.params) == (unknown.code, unknown.params)


def test_an_unknown_name_costs_the_same_work(place: Place, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    stretched = []
    from dutyroom.accounts import keys

    stretch = keys._stretch
    monkeypatch.setattr(keys, "_stretch", lambda *given: stretched.append(given[2]) or stretch(*given))
    try_in(place, LOGIN, WRONG, clock)
    try_in(place, "nobody", WRONG, clock)
    assert len(stretched) == 2
    assert stretched[0] == stretched[1]


def test_five_failures_lock_the_account_even_for_the_right_password(place: Place, clock: SetClock) -> None:
    assert fail(place, clock, FAILURES_BEFORE_LOCK) == ["accounts.wrong_name_or_password"] * FAILURES_BEFORE_LOCK
    refusal = try_in(place, LOGIN, PASSWORD, clock)
    assert refusal is not None
    assert (refusal.code, refusal.params) == ("accounts.locked", {"minutes": 10})


def test_four_failures_do_not_lock_and_are_forgotten_after_signing_in(place: Place, clock: SetClock) -> None:
    for _ in range(3):
        fail(place, clock, FAILURES_BEFORE_LOCK - 1)
        assert try_in(place, LOGIN, PASSWORD, clock) is None


def test_the_lock_survives_a_restart_and_a_clock_that_is_set_back(place: Place, clock: SetClock) -> None:
    fail(place, clock, FAILURES_BEFORE_LOCK)
    for moment in (EVENING, EVENING + LOCK_FOR - timedelta(seconds=1), EVENING - timedelta(days=400)):
        restarted = SetClock(moment)  # everything else is read from the disk again
        refusal = try_in(place, LOGIN, PASSWORD, restarted)
        assert refusal is not None
        assert refusal.code == "accounts.locked"
    assert try_in(place, LOGIN, PASSWORD, SetClock(EVENING + LOCK_FOR)) is None


def test_a_clock_that_was_set_back_locks_for_ten_minutes_and_not_for_years(place: Place, clock: SetClock) -> None:
    fail(place, clock, FAILURES_BEFORE_LOCK)
    fail(place, clock, FAILURES_BEFORE_LOCK, "nobody")
    earlier = SetClock(EVENING - timedelta(days=400))
    for login in (LOGIN, "nobody"):
        refusal = try_in(place, login, PASSWORD, earlier)
        assert refusal is not None
        assert (refusal.code, refusal.params) == ("accounts.locked", {"minutes": 10})
    earlier.advance(LOCK_FOR)
    assert try_in(place, LOGIN, PASSWORD, earlier) is None
    assert fail(place, earlier, 1, "nobody") == ["accounts.wrong_name_or_password"]


def test_a_name_that_is_nobodys_is_counted_and_locked_like_any_other(place: Place, clock: SetClock) -> None:
    for span in (timedelta(0), timedelta(minutes=9), LOCK_FOR, timedelta(seconds=61)):
        clock.advance(span)
        assert fail(place, clock, 6) == fail(place, clock, 6, "nobody"), "neither answer says which of them exists"
    ring = KeyFile(place.key_file).read()
    assert (ring.find("nobody"), len(ring.strangers)) == (None, 1)
    assert "nobody" not in place.key_file.read_text()


def test_both_kinds_of_failure_write_the_ring_once(
    place: Place, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    write = KeyFile.write

    def count(self: KeyFile, ring: object, **options: bool) -> None:
        written.append("ring")
        write(self, ring, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(KeyFile, "write", count)
    fail(place, clock, 1)
    assert len(written) == 1
    fail(place, clock, 1, "nobody")
    assert len(written) == 2


def test_tries_with_unknown_names_stand_in_the_journal_once_somebody_has_signed_in(
    place: Place, clock: SetClock
) -> None:
    fail(place, clock, 2, "nobody")
    fail(place, clock, 1, "somebody")
    house, _session = unlock(place, LOGIN, PASSWORD, clock)
    told = [line.detail for line in house.journal.newest(limit=5) if line.act == "account.strangers_tried"]
    house.close()
    assert told == ['{"failures":3}']
    house, _session = unlock(place, LOGIN, PASSWORD, clock)
    assert [line.act for line in house.journal.newest(limit=2)].count("account.strangers_tried") == 0
    house.close()


def test_however_many_unknown_names_are_tried_the_ring_stays_small_and_locked_ones_stay_locked(
    place: Place, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dutyroom.accounts.keys.STRANGERS", 8)
    fail(place, clock, FAILURES_BEFORE_LOCK, "nobody")
    for number in range(12):
        fail(place, clock, 1, f"nobody-{number}")
    assert len(KeyFile(place.key_file).read().strangers) == 8
    assert fail(place, clock, 1, "nobody") == ["accounts.locked"]


def test_the_minutes_left_are_rounded_up(place: Place, clock: SetClock) -> None:
    fail(place, clock, FAILURES_BEFORE_LOCK)
    for passed, left in ((1, 10), (60, 9), (61, 9), (599, 1)):
        refusal = try_in(place, LOGIN, PASSWORD, SetClock(EVENING + timedelta(seconds=passed)))
        assert refusal is not None
        assert refusal.params == {"minutes": left}


def test_trying_while_locked_does_not_make_the_lock_longer(place: Place, clock: SetClock) -> None:
    fail(place, clock, FAILURES_BEFORE_LOCK)
    clock.advance(timedelta(minutes=9))
    assert fail(place, clock, 3) == ["accounts.locked"] * 3
    clock.advance(timedelta(minutes=1))
    assert try_in(place, LOGIN, PASSWORD, clock) is None


def test_one_more_failure_after_the_lock_locks_again(place: Place, clock: SetClock) -> None:
    fail(place, clock, FAILURES_BEFORE_LOCK)
    clock.advance(LOCK_FOR)
    assert fail(place, clock, 2) == ["accounts.wrong_name_or_password", "accounts.locked"]


def test_the_failures_of_one_officer_do_not_lock_out_another(
    house: House, session: Session, place: Place, clock: SetClock
) -> None:
    an_officer(house, session)
    house.close()
    fail(place, clock, FAILURES_BEFORE_LOCK)
    assert try_in(place, "login-周岚", OTHER_PASSWORD, clock) is None


def test_failures_before_a_sign_in_are_noted_in_the_journal(place: Place, clock: SetClock) -> None:
    fail(place, clock, 3)
    house, _session = unlock(place, LOGIN, PASSWORD, clock)
    assert json.loads(house.journal.newest(limit=1)[0].detail) == {"failures_before": 3}
    assert house.keys.failures(LOGIN) == 0
    house.close()


@pytest.mark.req("R205")
def test_the_locked_desk_asks_for_the_password_of_the_person_at_it(
    house: House, session: Session, clock: SetClock
) -> None:
    an_officer(house, session)
    house.accounts.confirm(session, PASSWORD)
    for wrong in (OTHER_PASSWORD, WRONG, ""):
        with pytest.raises(Refused) as told:
            house.accounts.confirm(session, wrong)
        assert told.value.code == "accounts.wrong_name_or_password"
    assert house.keys.failures(LOGIN) == 3


def test_five_failures_at_the_locked_desk_lock_the_account(house: House, session: Session) -> None:
    codes = []
    for _ in range(FAILURES_BEFORE_LOCK + 1):
        with pytest.raises(Refused) as told:
            house.accounts.confirm(session, WRONG)
        codes.append(told.value.code)
    assert codes[-1] == "accounts.locked"


def test_the_recovery_key_does_not_sign_anybody_in(place: Place, recovery_key: str, clock: SetClock) -> None:
    refusal = try_in(place, "recovery", recovery_key, clock)
    assert refusal is not None
    assert refusal.code == "accounts.use_recovery"


def spoken(key: str) -> str:
    """Return a recovery key as somebody writes it who heard it: O for 0, I and l for 1, spaces, no hyphens."""
    return key.replace("0", "o").replace("1", "l", 1).replace("1", "I").replace("-", " ").lower().replace("l", "L")


@pytest.mark.parametrize(
    "typing",
    [
        str,
        str.lower,
        spoken,
        lambda key: key.replace("-", ""),
        lambda key: f"  {key.replace('-', ' - ')}\n",
        lambda key: "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else "－" for c in key),  # a Chinese keyboard
    ],
    ids=["as printed", "small letters", "letters confused", "no hyphens", "spaces", "full width"],
)
def test_the_recovery_key_opens_the_room_however_it_is_typed(
    place: Place, recovery_key: str, clock: SetClock, typing: object
) -> None:
    house = open_with_recovery_key(place, typing(recovery_key), clock)  # type: ignore[operator]
    house.accounts.recover(LOGIN, OTHER_PASSWORD)
    house.close()
    assert try_in(place, LOGIN, OTHER_PASSWORD, clock) is None
    assert try_in(place, LOGIN, PASSWORD, clock) is not None


def test_a_wrong_recovery_key_is_counted_and_locked_like_a_password(
    place: Place, recovery_key: str, clock: SetClock
) -> None:
    other = recovery_key[:-1] + ("A" if recovery_key[-1] != "A" else "B")
    codes = []
    for key in [other] * FAILURES_BEFORE_LOCK + [recovery_key]:
        with pytest.raises(Refused) as told:
            open_with_recovery_key(place, key, clock)
        codes.append(told.value.code)
    assert codes == ["accounts.wrong_name_or_password"] * FAILURES_BEFORE_LOCK + ["accounts.locked"]


def test_recovering_an_unknown_login_says_so_and_the_journal_names_the_recovery(
    place: Place, recovery_key: str, clock: SetClock
) -> None:
    house = open_with_recovery_key(place, recovery_key, clock)
    with pytest.raises(Refused) as told:
        house.accounts.recover("nobody", OTHER_PASSWORD)
    assert told.value.code == "accounts.unknown_login"
    house.accounts.recover(" CHENYU", OTHER_PASSWORD)
    line = house.journal.newest(limit=1)[0]
    assert (line.act, line.actor.account_id, line.actor.name) == ("account.password_set", "", "recovery")
    house.close()


def test_the_lock_is_a_pure_rule() -> None:
    assert [lock_until(n, EVENING) for n in (0, 1, 4)] == [None] * 3
    assert lock_until(5, EVENING) == lock_until(6, EVENING) == EVENING + timedelta(minutes=10)


def test_counting_failures_of_an_unknown_name_finds_none(place: Place) -> None:
    assert KeyFile(place.key_file).failures("nobody") == 0
