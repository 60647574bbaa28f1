"""Who acts for an absent leader, as the register of whereabouts has it (R026, R113)."""

from __future__ import annotations

from datetime import datetime

from dutyroom.alerts.model import Called
from dutyroom.alerts.on_watch import Absence, AccountsOnWatch
from dutyroom.whereabouts.service import Whereabouts


class RegisteredAbsences:
    """Answers alerts from the register: away means that the deputy is called, from the hour until the hour."""

    def __init__(self, register: Whereabouts, others: AccountsOnWatch) -> None:
        self._register = register
        self._others = others

    def absence(self, person: Called, moment: datetime) -> Absence | None:
        """Return the absence of ``person`` at ``moment`` with the deputy's numbers, None when they are here."""
        away = self._register.absence_of(person.person_id, person.name, moment)
        if away is None:
            return None
        return Absence(self._others.deputy(away.deputy_id)) if away.deputy_id else Absence(None)
