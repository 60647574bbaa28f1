"""The rules by which a room plans: read, changed from a day on with the reason, every version kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dutyroom.accounts.model import Right, Session
from dutyroom.errors import Refused
from dutyroom.roster.model import RosterRules
from dutyroom.roster.part import RosterPart, who
from dutyroom.roster.reading import rules_in, versions_in
from dutyroom.roster.rows import rules_text
from dutyroom.roster.rules import changed_from, check_rules
from dutyroom.roster.tables import roster_rules
from dutyroom.roster.views import RulesVersion
from dutyroom.storage.store import UnitOfWork


class RosterRuleKeeping(RosterPart):
    """Verbs about rules."""

    def rules(self, session: Session) -> RosterRules:
        """Return the rules of rotation that hold."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return rules_in(connection)

    def change_rules(self, session: Session, rules: RosterRules) -> RosterRules:
        """Let new rules hold for whatever is planned from now on; the version is given here.

        Raises Refused ``accounts.not_allowed`` and as ``rules.check_rules``.
        """
        session.require(Right.CHANGE_SETTINGS)
        check_rules(rules)
        with self._store.write() as work:
            return self._keep_rules(work, session, rules, {})

    def change_rules_from(self, session: Session, wanted: RosterRules, *, begins: date, reason: str) -> RosterRules:
        """Let the slots of ``wanted`` hold from a day on, rest and pairing at once; ``wanted`` has the version it was
        made from.

        Days before ``begins`` keep the slots they had. Plans in force keep their names and show what they lack.
        Raises Refused ``accounts.not_allowed``, ``roster.reason_missing``, ``roster.rules_moved``,
        ``roster.rules_past``, ``roster.rules_same``, and as ``rules.check_rules``.
        """
        session.require(Right.CHANGE_SETTINGS)
        why = self._words(reason, "roster.reason_missing")
        today = self._calendar.local_date(self._clock.now())
        if begins < today:
            raise Refused("roster.rules_past", date=begins.isoformat())
        with self._store.write() as work:
            standing = rules_in(work.connection)
            if standing.version != wanted.version:
                raise Refused("roster.rules_moved")
            changed = changed_from(standing, wanted, begins)
            if replace(changed, source=standing.source) == standing:
                raise Refused("roster.rules_same")
            check_rules(changed)
            detail = {"from": begins.isoformat(), "reason": why}
            return self._keep_rules(work, session, replace(changed, source=why), detail)

    def rules_versions(self, session: Session) -> tuple[RulesVersion, ...]:
        """Return every version of the rules, the newest first; the last is that which came with the program."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return versions_in(connection)

    def _keep_rules(
        self, work: UnitOfWork, session: Session, rules: RosterRules, detail: Mapping[str, str]
    ) -> RosterRules:
        changed = replace(rules, version=rules_in(work.connection).version + 1, source=self._words(rules.source))
        work.insert(
            roster_rules,
            {
                **self._numbered(work, roster_rules),
                "version": changed.version,
                "payload": rules_text(changed),
                "changed_at": self._now(),
                **who(session),
            },
        )
        self._finish(work, session, "roster.rules_changed", str(changed.version), detail)
        return changed
