"""What the view of whereabouts shows: one row for each notice, and for each leader who has not told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from dutyroom.frozen import dataclass
from dutyroom.whereabouts.model import InCharge, Notice, WhereaboutsAct, WhereaboutsKind
from dutyroom.whereabouts.rules import away
from ui.settings.rows_model import WordRow
from ui.terms import label
from ui.theme import Tone
from ui.widgets.relative_time import relative_time
from ui.workplace import Workplace

AHEAD = timedelta(days=7)
translate = QCoreApplication.translate
MISSING = "missing:"
"""Before the name in the key of a row about somebody who has not told."""


@dataclass(frozen=True)
class Told:
    """What was read: notices of now and the next days, which of them say where somebody is now, who has not told."""

    notices: tuple[Notice, ...]
    current: frozenset[str]
    deputies: dict[str, str]
    missing: tuple[InCharge, ...]


def read_told(workplace: Workplace, now: datetime) -> Told:
    """Read what the view shows."""
    register, session = workplace.house.whereabouts, workplace.session
    deputies = register.standing_deputies(session, now)
    return Told(
        register.between(session, now, now + AHEAD),
        frozenset(notice.id for notice in (*register.standing(session, now), *deputies)),
        {notice.person_id: notice.deputy_name for notice in deputies},
        register.unknown_whereabouts(session, now),
    )


def rows_of(told: Told, workplace: Workplace) -> list[WordRow]:
    """Return the rows: who has not told, where everybody is now, who goes away, standing deputies."""
    rows = [_missing(leader) for leader in told.missing]
    return rows + [_row(notice, told, workplace) for notice in sorted(told.notices, key=_Order(told.current))]


def history_rows(notices: Iterable[Notice], workplace: Workplace) -> list[WordRow]:
    """Return everything that was noted about somebody, the newest first."""
    rows = []
    for notice in notices:
        done = f"{_time(notice.noted_at, workplace)} {notice.noted_by}"
        told = f"{notice.told_by} · {label(notice.channel)}"
        span = f"{_time(notice.since, workplace)} – {_end(notice, workplace)}"
        what = " · ".join(filter(None, (label(notice.kind), notice.place, notice.deputy_name)))
        tone = Tone.NEUTRAL if notice.act is WhereaboutsAct.WITHDRAWN else None
        rows.append(WordRow(str(notice.seq), (label(notice.act), what, span, told, notice.reason, done), what, tone))
    return rows


class _Order:
    def __init__(self, current: frozenset[str]) -> None:
        self._current = current

    def __call__(self, notice: Notice) -> tuple[bool, bool, datetime, str]:
        standing = notice.kind is WhereaboutsKind.STANDING_DEPUTY
        return standing, notice.id not in self._current, notice.since, notice.person_name


def _row(notice: Notice, told: Told, workplace: Workplace) -> WordRow:
    deputy, tone = notice.deputy_name, None
    if not deputy and away(notice.kind, notice.deputy_id):
        deputy = told.deputies.get(notice.person_id, "")
        if not deputy:
            deputy, tone = translate("WhereaboutsRows", "nobody named"), Tone.WARNING
    name = f"{notice.person_name} {notice.post}".strip()
    now = translate("WhereaboutsRows", "Now") if notice.id in told.current else ""
    said = translate("WhereaboutsRows", "Told by {name}, {time}, {how}").format(
        name=notice.told_by, time=_time(notice.told_at, workplace), how=label(notice.channel)
    )
    tip = "\n".join(filter(None, (name, notice.place, said, _passed_on(notice))))
    span = f"{_time(notice.since, workplace)} – {_end(notice, workplace)}"
    return WordRow(notice.id, (name, now, label(notice.kind), span, notice.place, notice.reach, deputy), tip, tone)


def _passed_on(notice: Notice) -> str:
    return (
        translate("WhereaboutsRows", "Passed on to {sections}").format(sections=notice.passed_on)
        if notice.passed_on
        else ""
    )


def _missing(leader: InCharge) -> WordRow:
    cells = (
        leader.name,
        translate("WhereaboutsRows", "Now"),
        translate("WhereaboutsRows", "not told"),
        "",
        translate("WhereaboutsRows", "In charge today; ask where they are"),
        "",
        "",
    )
    return WordRow(f"{MISSING}{leader.name}", cells, "", Tone.DANGER)


def _end(notice: Notice, workplace: Workplace) -> str:
    return translate("WhereaboutsRows", "open") if notice.until is None else _time(notice.until, workplace)


def _time(moment: datetime, workplace: Workplace) -> str:
    return relative_time(moment, workplace.house.clock.now(), workplace.zone)
