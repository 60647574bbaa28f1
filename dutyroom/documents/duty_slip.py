"""《值班通知单》: what one person is on for, with whom, and how a duty is swapped (R077, R079)."""

from __future__ import annotations

from collections.abc import Sequence

from dutyroom.documents.fitting import weighed
from dutyroom.documents.model import (
    Align,
    Block,
    Column,
    Paragraph,
    Row,
    Sheet,
    Signature,
    SignatureLine,
    Spacer,
    Table,
    Text,
    row,
    text,
)
from dutyroom.documents.paper import FontRole
from dutyroom.documents.roster_facts import AT_THE_DESK, RosterFacts
from dutyroom.documents.roster_words import (
    WALL,
    issuer_line,
    listed,
    marks,
    numbered,
    roster_name,
    shift_hours,
    short_date,
    swap_notes,
    weekday,
)
from dutyroom.documents.words import Printing
from dutyroom.roster.model import Assignment, Post, Turn
from dutyroom.roster.slots import HOLIDAYS
from dutyroom.texts import term

_SIZE = 12.0


def duty_slip(printing: Printing, facts: RosterFacts, member_id: str) -> Sheet:
    """Return the slip of a member, who signs that it was received; no numbers of leaders stand on it."""
    say = printing.say
    name = facts.name_of(member_id)
    duties = facts.of(member_id)
    plan = say("roster_schedule" if facts.holiday else "roster_month", name=roster_name(printing, facts))
    told = say("slip_words", plan=plan, count=len(duties))
    provisional = say("roster_provisional") if facts.provisional else ""
    blocks: tuple[Block, ...] = (
        Paragraph(text(say("slip_to", name=name)), Align.LEFT, first_indent=0),
        Paragraph(text(told + provisional)),
        Spacer(3),
        _table(printing, facts, duties, member_id),
        *numbered(printing, _notes(printing, facts, duties), _SIZE),
        *issuer_line(printing, facts, _SIZE),
        Spacer(8),
        SignatureLine((Signature(say("slip_received_by")), Signature(say("slip_received_at")))),
        Paragraph(text(say("slip_return")), Align.LEFT, 10.5, FontRole.BODY, first_indent=0),
    )
    return Sheet(
        title=say("slip"),
        blocks=blocks,
        foot=printing.foot(),
        marks=marks(printing, facts),
        margins=WALL,
        author=printing.name,
        made_at=printing.at,
    )


def _table(printing: Printing, facts: RosterFacts, duties: Sequence[Assignment], member_id: str) -> Table:
    say = printing.say
    titles = ("roster_date", "roster_weekday", "slip_turn", "slip_hours", "slip_post", "slip_with", "leader_in_charge")
    columns = tuple(Column(say(title), align=Align.CENTER) for title in titles)
    rows = tuple(_row(printing, facts, duty, member_id) for duty in duties)
    return Table(weighed(columns, rows), rows, size=_SIZE, empty=say("slip_none"), middle=True)


def _row(printing: Printing, facts: RosterFacts, duty: Assignment, member_id: str) -> Row:
    slot = duty.slot
    turn = None if slot.turn is Turn.WHOLE_DAY else slot.turn
    beside = facts.on(slot.date, *AT_THE_DESK, turn=turn) if slot.post in AT_THE_DESK else ()
    leaders = facts.on(slot.date, Post.LEADER_IN_CHARGE, turn=turn)
    return row(
        short_date(printing, slot.date),
        weekday(printing, slot.date),
        term("turn", slot.turn, printing.language),
        shift_hours(printing, facts, slot),
        term("post", slot.post, printing.language),
        _others(printing, beside, member_id),
        _others(printing, leaders, member_id),
    )


def _others(printing: Printing, assignments: Sequence[Assignment], member_id: str) -> Text:
    others = [one for one in assignments if one.member_id != member_id]
    return listed(printing, others) or text("—")


def _notes(printing: Printing, facts: RosterFacts, duties: Sequence[Assignment]) -> list[str]:
    kinds = {facts.day(duty.slot.date).day_type in HOLIDAYS for duty in duties}
    say = printing.say
    notes = [say("slip_note_on_time")]
    if facts.duty_phones:
        notes.append(say("roster_note_phone", phones=say("roster_and").join(facts.duty_phones)))
    return [
        *notes,
        *swap_notes(printing, holidays=True in kinds, ordinary=False in kinds),
        say("roster_note_reachable"),
    ]
