"""The verbs of the rules: which version stands, a change as a new version, an earlier one brought back (R037).

What the program ships is version 1 of a room. A newer set that a later program brings is offered and never taken by
itself. Nothing here touches an event that was graded, an alert that runs or a deadline that was set.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from dutyroom.accounts.model import Right, Session
from dutyroom.changes import Changes, Topic
from dutyroom.clock import Clock, from_micros, to_micros
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.ids import IdMaker
from dutyroom.journal.model import Actor
from dutyroom.journal.service import Journal
from dutyroom.rulebook.model import RuleKind, RuleOrigin, RuleSet, RuleVersion
from dutyroom.rulebook.tables import rule_versions
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import Store, UnitOfWork

REASON_LENGTH = 200
Tree = Mapping[str, Any]


@dataclass(frozen=True)
class ShippedRules:
    """How one kind comes with the program, and the reader that refuses a faulty set (``FaultyBook``)."""

    tree: Callable[[], Tree]
    check: Callable[[Tree], object]


class Rules:
    """The rules of one room in all their versions."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        clock: Clock,
        ids: IdMaker,
        room_id: str,
        check_text: Callable[..., None],
        shipped: Mapping[RuleKind, ShippedRules],
    ) -> None:
        """``check_text`` refuses texts that may not be kept here: those with a mark of secrecy."""
        self._store = store
        self._journal = journal
        self._clock = clock
        self._ids = ids
        self._room_id = room_id
        self._check_text = check_text
        self._shipped = dict(shipped)
        self._lock = threading.Lock()
        self._heard = 0
        self._standing: dict[RuleKind, RuleSet] = {}
        self._kept = False

    def standing(self, kind: RuleKind) -> RuleSet:
        """Return the rules that hold now; the file is asked once until they change."""
        with self._lock:
            known, heard = self._standing.get(kind), self._heard
        if known is not None:
            return known
        with self._store.read() as connection:
            found = self._newest(connection, kind)
        with self._lock:
            if heard == self._heard:  # else somebody changed them while this was read
                self._standing[kind] = found
        return found

    def rule_set(self, kind: RuleKind, version: int) -> RuleSet:
        """Return one version with its rules; Refused ``rulebook.no_such_version``."""
        with self._store.read() as connection:
            return self._one(connection, kind, version)

    def versions(self, kind: RuleKind) -> tuple[RuleVersion, ...]:
        """Return every version without its rules, newest first; at least one."""
        columns = [column for column in rule_versions.c if column.name != "tree"]
        asked = select(*columns).where(rule_versions.c.kind == kind.value).order_by(rule_versions.c.version.desc())
        with self._store.read() as connection:
            found = tuple(_version_of(row) for row in connection.execute(asked).mappings())
        return found or (self._first(kind).version,)

    def offered(self, kind: RuleKind) -> RuleSet | None:
        """Return the rules of this program where they are newer than any that this room has seen, else None."""
        known = max(one.shipped for one in self.versions(kind))
        tree = self._shipped[kind].tree()
        if int(tree["version"]) <= known:
            return None
        number = self.standing(kind).version.version + 1
        version = RuleVersion(kind=kind, version=number, origin=RuleOrigin.SHIPPED, shipped=int(tree["version"]))
        return RuleSet(version, {**tree, "version": number})

    def change(self, session: Session, kind: RuleKind, tree: Tree, reason: str, *, seen: int = 0) -> RuleVersion:
        """Let ``tree`` be the rules from now on, as a new version; ``seen`` is the version it was made from, if known.

        Raises Refused ``accounts.not_allowed``, ``rulebook.reason_missing``, ``rulebook.too_long``,
        ``rulebook.nothing_new``, ``rulebook.changed_meanwhile``; FaultyBook names everything that is wrong with them.
        """
        session.require(Right.EDIT_RULES)
        return self._add(session, kind, tree, RuleOrigin.CHANGED, "rules.changed", reason, seen=seen)

    def back_to(self, session: Session, kind: RuleKind, version: int, reason: str) -> RuleVersion:
        """Let an earlier version hold again, as a new version; the ones between stay in the list.

        Raises Refused as ``change``, and ``rulebook.no_such_version``.
        """
        session.require(Right.EDIT_RULES)
        earlier = self.rule_set(kind, version)
        return self._add(session, kind, earlier.tree, RuleOrigin.BROUGHT_BACK, "rules.brought_back", reason)

    def take_shipped(self, session: Session, kind: RuleKind, reason: str) -> RuleVersion:
        """Take the newer rules of the program as a new version; Refused as ``change``, ``rulebook.nothing_offered``."""
        session.require(Right.EDIT_RULES)
        offered = self.offered(kind)
        if offered is None:
            raise Refused("rulebook.nothing_offered")
        number = offered.version.shipped
        return self._add(session, kind, offered.tree, RuleOrigin.SHIPPED, "rules.shipped_taken", reason, number)

    def keep_shipped(self, actor: Actor) -> None:
        """Keep the rules of the program as version 1 of the kinds that have none yet, so that a later program finds it.

        It costs nothing once it is done; a room that nobody works in has no need of it.
        """
        if self._kept:
            return
        with self._store.read() as connection:
            known = set(connection.execute(select(rule_versions.c.kind).distinct()).scalars())
        missing = [kind for kind in RuleKind if kind.value not in known]
        sets = {kind: self._first(kind) for kind in missing}  # read before anybody has to wait for the file
        if sets:
            with self._store.write() as unit:
                for kind in missing:
                    self._keep_first(unit, actor, kind)
                unit.commit()
        self._kept = True

    def hear(self, changes: Changes) -> None:
        """Ask the file again after somebody changed the rules, at this seat or another."""
        if changes.touches(Topic.RULES):
            with self._lock:
                self._heard += 1
                self._standing.clear()

    def _add(
        self,
        session: Session,
        kind: RuleKind,
        tree: Tree,
        origin: RuleOrigin,
        act: str,
        reason: str,
        shipped: int = 0,
        *,
        seen: int = 0,
    ) -> RuleVersion:
        why = self._said(reason)
        self._shipped[kind].check(tree)
        with self._store.write() as unit:
            before = self._newest(unit.connection, kind)
            number = before.version.version
            if seen and seen != number:
                raise Refused("rulebook.changed_meanwhile", version=number)
            if _text({**tree, "version": number}) == _text({**before.tree, "version": number}):
                raise Refused("rulebook.nothing_new")
            if before.version.at is None:
                self._keep_first(unit, Actor("", "", session.actor.seat), kind)
            version = RuleVersion(
                kind=kind,
                version=number + 1,
                origin=origin,
                shipped=shipped or before.version.shipped,
                reason=why,
                account_id=session.account_id,
                account_name=session.name,
            )
            kept = self._keep(unit, version, tree)
            self._journal.record(unit, session.actor, act, kind.value, {"version": kept.version})
            unit.touch(Topic.RULES, kind.value)
            unit.commit()
        return kept

    def _said(self, reason: str) -> str:
        why = " ".join(reason.split())
        if not why:
            raise Refused("rulebook.reason_missing")
        if len(why) > REASON_LENGTH:
            raise Refused("rulebook.too_long", limit=REASON_LENGTH)
        self._check_text(why)
        return why

    def _keep_first(self, unit: UnitOfWork, actor: Actor, kind: RuleKind) -> None:
        first = self._first(kind)
        self._keep(unit, first.version, first.tree)
        self._journal.record(unit, actor, "rules.kept", kind.value, {"version": first.version.version})
        unit.touch(Topic.RULES, kind.value)

    def _keep(self, unit: UnitOfWork, version: RuleVersion, tree: Tree) -> RuleVersion:
        newest = unit.execute(select(func.max(rule_versions.c.seq))).scalar_one()
        now = to_micros(self._clock.now())
        row: dict[str, Stored] = {
            "seq": int(newest or 0) + 1,
            "id": self._ids.new(),
            "room_id": self._room_id,
            "kind": version.kind.value,
            "version": version.version,
            "origin": version.origin.value,
            "shipped": version.shipped,
            "tree": _text({**tree, "version": version.version}),
            "reason": version.reason,
            "at": now,
            "in_force_from": now,
            "account_id": version.account_id,
            "account_name": version.account_name,
        }
        unit.insert(rule_versions, row)
        return _version_of(row)

    def _first(self, kind: RuleKind) -> RuleSet:
        """Return the rules of the program as version 1 of this room."""
        tree = self._shipped[kind].tree()
        version = RuleVersion(kind=kind, version=1, origin=RuleOrigin.SHIPPED, shipped=int(tree["version"]))
        return RuleSet(version, {**tree, "version": 1})

    def _newest(self, connection: Connection, kind: RuleKind) -> RuleSet:
        asked = select(rule_versions).where(rule_versions.c.kind == kind.value)
        row = connection.execute(asked.order_by(rule_versions.c.version.desc()).limit(1)).mappings().one_or_none()
        return self._first(kind) if row is None else RuleSet(_version_of(row), json.loads(row["tree"]))

    def _one(self, connection: Connection, kind: RuleKind, version: int) -> RuleSet:
        asked = select(rule_versions).where(rule_versions.c.kind == kind.value, rule_versions.c.version == version)
        row = connection.execute(asked).mappings().one_or_none()
        if row is not None:
            return RuleSet(_version_of(row), json.loads(row["tree"]))
        first = self._newest(connection, kind)
        if version == 1 and first.version.at is None:
            return first
        raise Refused("rulebook.no_such_version", version=version)


def _version_of(row: Mapping[Any, Any]) -> RuleVersion:
    return RuleVersion(
        kind=RuleKind(row["kind"]),
        version=row["version"],
        origin=RuleOrigin(row["origin"]),
        shipped=row["shipped"],
        reason=row["reason"],
        at=from_micros(row["at"]),
        in_force_from=from_micros(row["in_force_from"]),
        account_id=row["account_id"],
        account_name=row["account_name"],
    )


def _text(tree: Tree) -> str:
    """Return the rules as they are stored: JSON without spaces, in the order in which they are written."""
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
