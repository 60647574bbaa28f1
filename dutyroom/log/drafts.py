"""What was typed and not yet saved. A draft belongs to the person who typed it."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from dutyroom.accounts.model import Session
from dutyroom.changes import Topic
from dutyroom.clock import Clock, from_micros, to_micros
from dutyroom.log.model import Draft
from dutyroom.log.rules import check_unclassified
from dutyroom.log.tables import drafts, matters
from dutyroom.storage.store import Store


class Drafts:
    """The drafts of one room, kept in the encrypted file."""

    def __init__(self, store: Store, clock: Clock, room_id: str) -> None:
        self._store = store
        self._clock = clock
        self._room_id = room_id

    def keep(self, session: Session, draft_id: str, kind: str, payload: str, words: str = "") -> None:
        """Keep ``payload`` under ``draft_id``, in place of what was kept there.

        A draft that has become a matter meanwhile does not come back. ``words`` are those of it that must not carry a
        mark of secrecy: Refused ``log.secrecy_mark``, and what was kept before stays.
        """
        check_unclassified(words)
        storable = payload.encode("utf-8", "ignore").decode()  # half a pair of surrogates must not lose the rest
        row = {"payload": storable, "updated_at": to_micros(self._clock.now())}
        with self._store.write() as unit:
            changed = unit.execute(
                update(drafts).where(drafts.c.id == draft_id, drafts.c.account_id == session.account_id).values(row)
            )
            became = unit.execute(select(matters.c.id).where(matters.c.id == draft_id)).first()
            if changed.rowcount == 0 and became is None:
                whole = {
                    **row,
                    "id": draft_id,
                    "room_id": self._room_id,
                    "account_id": session.account_id,
                    "kind": kind,
                }
                unit.execute(insert(drafts), whole)
            unit.commit()

    def of(self, session: Session, kind: str) -> list[Draft]:
        """Return this person's drafts of a kind, oldest first."""
        statement = (
            select(drafts).where(drafts.c.account_id == session.account_id, drafts.c.kind == kind).order_by(drafts.c.id)
        )
        with self._store.read() as connection:
            return [
                Draft(row["id"], row["kind"], row["payload"], from_micros(row["updated_at"]))
                for row in connection.execute(statement).mappings()
            ]

    def drop(self, session: Session, draft_id: str) -> None:
        """Drop a draft of this person; nothing happens when there is none."""
        with self._store.write() as unit:
            unit.execute(drafts.delete().where(drafts.c.id == draft_id, drafts.c.account_id == session.account_id))
            unit.touch(Topic.DRAFTS, draft_id)
            unit.commit()
