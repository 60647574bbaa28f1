"""《值班安排变更表》: what differs between two versions of a plan, and why (R076, R079)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dutyroom.documents.fitting import weighed
from dutyroom.documents.model import Align, Column, Row, Sheet, Signature, SignatureLine, Spacer, Table, row, text
from dutyroom.documents.roster_facts import RosterFacts
from dutyroom.documents.roster_words import (
    WALL,
    issuer_line,
    marks,
    roster_name,
    short_date,
    spaced,
    weekday,
)
from dutyroom.documents.words import Printing
from dutyroom.roster.model import Slot, SlotChange
from dutyroom.texts import term

_SIZE = 12.0
_NOTE = 10.5
_REASON_SHARE = 10.0  # in characters; a longer reason goes on in the next line


def roster_changes(
    printing: Printing,
    facts: RosterFacts,
    changes: Sequence[SlotChange],
    *,
    before: int,
    reasons: Mapping[Slot, str] | None = None,
    reason: str = "",
) -> Sheet:
    """Return the sheet of ``changes`` from version ``before`` to that of ``facts``, in the order of the slots.

    ``reasons`` are those of single slots, ``reason`` that of the new version, for every slot without one of its own.
    Whoever stands in a change is a member's identity or a name.
    """
    say = printing.say
    titles = ("roster_date", "roster_weekday", "slip_turn", "slip_post", "changes_before", "changes_after")
    columns = tuple(Column(say(title), align=Align.CENTER) for title in titles)
    own = reasons or {}
    ordered = sorted(changes, key=lambda change: change.slot)
    rows = tuple(_row(printing, facts, change, own.get(change.slot, reason)) for change in ordered)
    short = tuple(Row(line.cells[:-1]) for line in rows)
    table = Table(
        (*weighed(columns, short), Column(say("changes_reason"), _REASON_SHARE, joined=True)),
        rows,
        size=_SIZE,
        empty=say("changes_none"),
        middle=True,
    )
    versions = say("changes_versions", before=before, after=facts.version, count=len(changes))
    return Sheet(
        title=say("roster_changes", name=roster_name(printing, facts)),
        subtitle=versions + (say("roster_provisional") if facts.provisional else ""),
        blocks=(
            table,
            *issuer_line(printing, facts, _NOTE),
            Spacer(6),
            SignatureLine((Signature(say("changes_made_by")), Signature(say("changes_approved_by")))),
        ),
        foot=printing.foot(),
        marks=marks(printing, facts),
        margins=WALL,
        author=printing.name,
        made_at=printing.at,
    )


def _row(printing: Printing, facts: RosterFacts, change: SlotChange, reason: str) -> Row:
    slot = change.slot
    return row(
        short_date(printing, slot.date),
        weekday(printing, slot.date),
        term("turn", slot.turn, printing.language),
        term("post", slot.post, printing.language),
        _who(printing, facts, change.before),
        _who(printing, facts, change.after),
        text(reason),
    )


def _who(printing: Printing, facts: RosterFacts, who: str | None) -> str:
    return spaced(facts.name_of(who)) if who else printing.say("roster_vacant")
