"""Statements that every act needs give the answers that SQLAlchemy gives, in one steady picture or alone."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, func, select

from dutyroom.accounts.model import Session
from dutyroom.accounts.tables import accounts
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.log.tables import drafts, matters
from dutyroom.storage.prepared import run
from tests.factories import a_slip

_MATTERS = select(func.count()).select_from(matters)
_SUBJECT = select(matters.c.id, matters.c.subject).where(matters.c.id == bindparam("id"))
_NAMED = select(accounts.c.id, accounts.c.name, accounts.c.active).where(accounts.c.id == bindparam("id"))
_DROP = delete(drafts).where(drafts.c.id == bindparam("id"))


def test_an_answer_reads_as_sqlalchemys(house: House, session: Session) -> None:
    asked = {"id": session.account_id}
    with house.store.read() as connection:
        usual = connection.execute(_NAMED, asked)
        assert run(connection, _NAMED, **asked).all() == usual.all()
        assert run(connection, _NAMED, **asked).one().name == session.name
        assert dict(run(connection, _NAMED, **asked).mappings().one()) == {
            "id": session.account_id,
            "name": session.name,
            "active": 1,
        }
        assert run(connection, _NAMED, id="nobody").one_or_none() is None
        assert run(connection, _MATTERS).scalar_one() == 0


def test_what_answers_nothing_can_be_run_too(house: House) -> None:
    with house.store.write() as unit:
        assert unit.run(_DROP, id="none").all() == []


def test_two_questions_see_one_picture_though_somebody_saves_in_between(
    house: House, session: Session, clock: SetClock
) -> None:
    with house.store.read() as connection:
        before = run(connection, _MATTERS).scalar_one()
        house.log.open_matter(session, a_slip(clock))
        assert run(connection, _MATTERS).scalar_one() == before == 0
    assert house.store.ask(_MATTERS).scalar_one() == 1


def test_one_question_is_answered_beside_an_act_and_sees_nothing_of_it(house: House, session: Session) -> None:
    with house.store.write() as unit:
        row = dict(unit.run(_NAMED, id=session.account_id).mappings().one())
        unit.update(accounts, session.account_id, {"name": "另一个人"})
        assert house.store.ask(_NAMED, id=session.account_id).mappings().one() == row
    assert house.store.ask(_NAMED, id=session.account_id).one().name == session.name


def test_after_one_question_an_act_goes_on_as_ever(house: House, session: Session, clock: SetClock) -> None:
    house.store.ask(_MATTERS)
    made = house.log.open_matter(session, a_slip(clock)).matter
    assert house.store.ask(_SUBJECT, id=made.id).one() == (made.id, made.subject)
