"""Whoever signs at this desk does so with a password of their own, and what was signed can be checked for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Table, select, text, update

from dutyroom.accounts.keys import KeyFile
from dutyroom.accounts.model import NewAccount, Role, Session, Signature
from dutyroom.accounts.rules import FAILURES_BEFORE_LOCK, LOCK_FOR
from dutyroom.accounts.tables import signatures, signing_keys
from dutyroom.bootstrap import House, Place, open_house, unlock
from dutyroom.clock import SetClock
from dutyroom.errors import Refused
from dutyroom.journal.tables import journal
from dutyroom.journal.verify import verify
from tests.conftest import Template
from tests.factories import LOGIN, NAME, OTHER_PASSWORD, PASSWORD, an_officer
from tests.journal.tampering import behind_the_back, rechain

WORDS = "交班：待办事项三件。\n接班人已逐项核对。"
ON = "6" * 32
NEW_PASSWORD = "Zk7-song-tao"


def sign(house: House, session: Session, login: str = LOGIN, password: str = PASSWORD) -> Signature:
    signer = house.accounts.signer(login, password)
    with house.store.write() as unit:
        made = house.accounts.sign(unit, signer, "handover.trial", ON, WORDS)
        house.journal.record(unit, session.actor, "matter.step_added", ON)
        unit.commit()
    return made


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as told:
        act()
    return told.value.code


def keys_made(house: House) -> int:
    with house.store.read() as connection:
        return len(connection.execute(select(signing_keys.c.id)).all())


@pytest.mark.req("R082", "R084")
def test_somebody_who_has_not_signed_in_signs_at_this_desk_and_the_file_proves_it(
    house: House, session: Session, founded: Template
) -> None:
    officer = house.accounts.open(
        session, NewAccount("zhoulan", "周岚", frozenset({Role.DUTY_OFFICER})), OTHER_PASSWORD, must_change=False
    )
    mine, theirs = sign(house, session), sign(house, session, "周岚", OTHER_PASSWORD)
    again = sign(house, session, officer.id, OTHER_PASSWORD)
    assert house.accounts.signatures_of("handover.trial", ON) == (mine, theirs, again)
    assert [(one.account_name, one.text) for one in (mine, theirs)] == [(NAME, WORDS), ("周岚", WORDS)]
    assert theirs.key_id == again.key_id != mine.key_id, "one pair of keys for each account"
    assert mine.head.seq < theirs.head.seq < house.journal.head().seq
    assert "account.signing_key_made" in {line.act for line in house.journal.newest()}
    assert "private" not in repr(house.accounts.signer(LOGIN, PASSWORD))
    assert house.verify().whole

    kept, clock = house.place, SetClock(house.clock.now())
    house.close()
    reopened = open_house(kept, founded.data_key, clock)
    assert reopened.accounts.signatures_of("handover.trial", ON) == (mine, theirs, again)
    assert reopened.verify().whole
    reopened.close()


def test_wrong_passwords_count_and_lock_as_at_signing_in(house: House, session: Session, clock: SetClock) -> None:
    wrong = [refused(lambda: house.accounts.signer(LOGIN, "Ab3-ling-yux")) for _ in range(FAILURES_BEFORE_LOCK)]
    assert set(wrong) == {"accounts.wrong_name_or_password"}
    assert refused(lambda: house.accounts.signer(LOGIN, PASSWORD)) == "accounts.locked"
    assert refused(lambda: unlock(house.place, LOGIN, PASSWORD, clock)) == "accounts.locked"
    clock.advance(LOCK_FOR + timedelta(seconds=1))
    assert house.accounts.signer(LOGIN, PASSWORD).name == NAME
    assert house.keys.failures(LOGIN) == 0


def test_who_may_not_sign(house: House, session: Session, recovery_key: str) -> None:
    officer = an_officer(house, session)
    assert refused(lambda: house.accounts.signer(officer.login, OTHER_PASSWORD)) == "accounts.change_password_first"
    assert refused(lambda: house.accounts.signer("nobody", PASSWORD)) == "accounts.wrong_name_or_password"
    assert refused(lambda: house.accounts.signer("recovery", recovery_key)) == "accounts.wrong_name_or_password"
    assert keys_made(house) == 0, "who was refused has no key"


def test_a_changed_password_keeps_the_key_and_a_reset_one_makes_another(house: House, session: Session) -> None:
    officer = an_officer(house, session)
    own = house.accounts.sign_in(officer.id)
    house.accounts.change_password(own, OTHER_PASSWORD, PASSWORD)
    first = sign(house, session, officer.id, PASSWORD)
    house.accounts.change_password(own, PASSWORD, NEW_PASSWORD)
    second = sign(house, session, officer.id, NEW_PASSWORD)
    assert first.key_id == second.key_id
    assert keys_made(house) == 1

    house.accounts.reset_password(session, officer.id, OTHER_PASSWORD)
    assert refused(lambda: house.accounts.signer(officer.id, OTHER_PASSWORD)) == "accounts.change_password_first"
    house.accounts.change_password(own, OTHER_PASSWORD, NEW_PASSWORD)
    third = sign(house, session, officer.id, NEW_PASSWORD)
    assert third.key_id != first.key_id
    assert keys_made(house) == 2, "the old public key stays, so that old signatures hold"
    assert house.verify().whole


def test_a_key_whose_making_was_broken_off_is_made_anew(house: House, session: Session) -> None:
    before = house.keys.read()
    sign(house, session)
    assert before != house.keys.read()
    KeyFile(house.place.key_file).write(before)  # the ring as before: an older copy was put back
    sign(house, session)
    assert keys_made(house) == 2
    assert house.verify().whole


@pytest.mark.parametrize(
    ("column", "value"),
    [("text", WORDS.replace("三", "二")), ("account_name", "别人"), ("kind", "report.cleared"), ("value", "00" * 64)],
)
def test_a_signature_that_was_tampered_with_is_named(
    house: House, session: Session, place: Place, column: str, value: object
) -> None:
    """The journal finds such a change by itself; the signature holds also where somebody has rewritten the journal."""
    from dutyroom.accounts.signing import first_false_signature

    sign(house, session)
    with house.store.write_without_foreign_keys() as connection:
        for name in _triggers_of(connection, signatures):
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(update(signatures).values({column: value}))
    with house.store.read() as connection:
        found = first_false_signature(connection)
    assert found is not None
    assert found.reason == "signature_false"
    verdict = house.verify()
    assert verdict.first_break is not None
    assert verdict.first_break.reason == "row_changed"


def test_a_chain_rewritten_behind_a_signature_is_found_without_the_head_on_paper(
    house: House, session: Session
) -> None:
    sign(house, session)
    with behind_the_back(house) as connection:
        connection.execute(update(journal).where(journal.c.seq == 1).values(name="别人"))
        rechain(connection, 1)
    assert verify(house.store).whole, "the chain alone agrees with itself again"
    found = house.verify().first_break
    assert found is not None
    assert (found.reason, found.where) == ("signature_false", "signatures")


def _triggers_of(connection: object, table: Table) -> list[str]:
    rows = connection.exec_driver_sql(  # type: ignore[attr-defined]
        f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table.name}'"
    )
    return [row[0] for row in rows]
