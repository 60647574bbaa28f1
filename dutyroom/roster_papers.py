"""The papers of a plan out of an open room: schedules, slips, changes, calendar files, the form and its way back.

Sheets go to the preview, which notes every output in the journal; what is written here is noted before it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House
from dutyroom.calendar.model import Holiday
from dutyroom.directory.model import PhoneLabel
from dutyroom.documents.docx import write_docx
from dutyroom.documents.duty_slip import duty_slip
from dutyroom.documents.files import file_name, write_whole
from dutyroom.documents.icalendar import duties_ics
from dutyroom.documents.model import Sheet
from dutyroom.documents.roster_changes import roster_changes
from dutyroom.documents.roster_facts import RosterFacts
from dutyroom.documents.roster_form import RosterForm
from dutyroom.documents.roster_form_reading import FilledForm, read_roster_form_file
from dutyroom.documents.roster_schedule import holiday_schedule, month_schedule
from dutyroom.papers import printing_of
from dutyroom.roster.model import Assignment, Member, Pool, Slot
from dutyroom.roster.views import PlanAct, PlanFile, PlanHead
from dutyroom.texts import Language

_LEADERS = frozenset({Pool.CITY_LEADERS, Pool.OFFICE_LEADERS, Pool.HEADS})


def roster_facts(house: House, session: Session, plan: PlanFile) -> RosterFacts:
    """Return what the papers of a plan say; of one in force the names that hold now, agreed swaps applied."""
    head = plan.head
    return RosterFacts(
        city=house.room.city,
        days=house.calendar.days(head.first, head.last),
        assignments=_holding(house, session, plan),
        members={member.id: member for member in house.roster.members(session)},
        times=house.calendar.times,
        holiday=_holiday(house, head),
        duty_phones=_duty_phones(house, session),
        issued_on=house.calendar.local_date(head.approved_at or house.clock.now()),
        version=head.version,
        draft=not head.in_force,
    )


def schedule_sheet(
    house: House, session: Session, plan_id: str, language: Language = "zh_CN", *, restricted: bool = False
) -> Sheet:
    """Return the schedule of a plan: of its holiday, or of its month or other days.

    The restricted version says leaders' private numbers; each one is noted in the journal as shown, with the title of
    the paper for the reason. Raises Refused ``accounts.not_allowed`` and ``roster.no_such_plan``.
    """
    session.require(Right.PRINT)
    facts = roster_facts(house, session, house.roster.plan(session, plan_id))
    make = holiday_schedule if facts.holiday is not None else month_schedule
    printing = printing_of(house, session, language)
    if restricted:
        session.require(Right.REVEAL_NUMBERS)
        title = make(printing, facts, restricted=True).title
        facts = replace(facts, members=_with_numbers(house, session, facts, title))
        printing = printing_of(house, session, language)  # the head of the journal has moved on
    return make(printing, facts, restricted=restricted)


def slip_sheet(house: House, session: Session, plan_id: str, member_id: str, language: Language = "zh_CN") -> Sheet:
    """Return the duty slip of a member; Refused ``accounts.not_allowed`` and ``roster.no_such_plan``."""
    session.require(Right.PRINT)
    facts = roster_facts(house, session, house.roster.plan(session, plan_id))
    return duty_slip(printing_of(house, session, language), facts, member_id)


def changes_sheet(house: House, session: Session, plan_id: str, before_id: str, language: Language = "zh_CN") -> Sheet:
    """Return what a version of a plan changed against an earlier one, each slot with the last reason given for it.

    Raises Refused ``accounts.not_allowed`` and ``roster.no_such_plan``.
    """
    session.require(Right.PRINT)
    plan, before = house.roster.plan(session, plan_id), house.roster.plan(session, before_id)
    changed = (PlanAct.NAME_CHANGED, PlanAct.NAMES_EXCHANGED)
    reasons = {step.slot: step.reason for step in plan.history if step.act in changed and step.slot and step.reason}
    return roster_changes(
        printing_of(house, session, language),
        replace(roster_facts(house, session, plan), assignments=plan.assignments),
        house.roster.differences(session, before_id, plan_id),
        before=before.head.version,
        reasons=reasons,
        reason=plan.head.reason,
    )


def duties_calendar(
    house: House, session: Session, plan_id: str, member_id: str, path: Path, language: Language = "zh_CN"
) -> Path:
    """Write a member's duties as a calendar file and return it; what an earlier version had given is taken back in it.

    Raises Refused ``accounts.not_allowed``, ``roster.no_such_plan``, ``documents.no_duties``, and Environment.
    """
    session.require(Right.PRINT)
    plan = house.roster.plan(session, plan_id)
    facts = roster_facts(house, session, plan)
    content = duties_ics(
        printing_of(house, session, language),
        facts,
        member_id,
        room_id=house.room.id,
        cancelled=_given_before(house, session, plan, facts, member_id),
    )
    house.journal.note(session.actor, "paper.put_out", plan_id, {"how": "ics", "title": plan.head.title})
    write_whole(path, content)
    return path


def export_schedule(
    house: House, session: Session, plan_id: str, folder: Path, *, restricted: bool = False
) -> list[Path]:
    """Write the schedule of a plan as docx and xlsx; the journal notes it by its own title before a file is written."""
    from dutyroom.documents.xlsx import write_xlsx

    sheet = schedule_sheet(house, session, plan_id, restricted=restricted)
    folder.mkdir(parents=True, exist_ok=True)
    house.journal.note(session.actor, "paper.put_out", plan_id, {"how": "files", "title": sheet.title})
    docx, xlsx = (folder / file_name(sheet.title, ending) for ending in (".docx", ".xlsx"))
    write_docx(sheet, docx)
    write_xlsx(sheet, xlsx)
    return [docx, xlsx]


def roster_form(house: House, session: Session, plan_id: str, language: Language = "zh_CN") -> RosterForm:
    """Return the form of a plan's period, to be sent out or read; see ``documents.roster_form``."""
    session.require(Right.PLAN_ROSTER)
    head = house.roster.plan(session, plan_id).head
    return RosterForm(
        calendar=house.calendar.days_known,
        rules=house.roster.rules(session),
        members=house.roster.members(session),
        first=head.first,
        last=head.last,
        language=language,
    )


def read_form(house: House, session: Session, plan_id: str, path: Path, language: Language = "zh_CN") -> FilledForm:
    """Return the names of a filled-in form and its problems by cell; nothing is kept yet."""
    return read_roster_form_file(path, roster_form(house, session, plan_id, language))


def lay_into_draft(house: House, session: Session, plan_id: str, filled: FilledForm, reason: str) -> PlanFile:
    """Give the slots of a draft the names of a form; a slot without one keeps what it has.

    Raises Refused as ``Roster.change_slot``.
    """
    plan = house.roster.plan(session, plan_id)
    for named in filled.named:
        there = plan.assignment(named.slot)
        if there is not None and there.member_id != named.member_id:
            house.roster.change_slot(session, plan_id, named.slot, named.member_id, reason)
    return house.roster.plan(session, plan_id)


def _holding(house: House, session: Session, plan: PlanFile) -> tuple[Assignment, ...]:
    if not plan.head.in_force:
        return plan.assignments
    now = {one.slot: one for one in house.roster.duties(session, plan.head.first, plan.head.last)}
    return tuple(now.get(one.slot, one) for one in plan.assignments)


def _holiday(house: House, head: PlanHead) -> Holiday | None:
    if head.holiday_id is None:
        return None
    years = sorted({head.first.year, head.last.year})
    known = (one for year in years for one in house.calendar.arrangement(year).holidays)
    return next((one for one in known if one.id == head.holiday_id), None)


def _duty_phones(house: House, session: Session) -> tuple[str, ...]:
    """Return the duty numbers under which the directory knows this room."""
    book = house.directory.book(session)
    own = next((unit for unit in book.units if unit.name == house.room.name), None)
    numbers = book.numbers_of(own.id) if own is not None else ()
    return tuple(number.digits for number in numbers if number.label is PhoneLabel.DUTY and not number.private)


def _with_numbers(house: House, session: Session, facts: RosterFacts, title: str) -> Mapping[str, Member]:
    """Return the members with the private numbers of the leaders who are on (R088)."""
    on = {one.member_id for one in facts.assignments}
    return {
        member.id: replace(member, phone=house.roster.reveal_phone(session, member.id, title))
        if member.id in on and member.private_phone and member.phone and member.pools & _LEADERS
        else member
        for member in facts.members.values()
    }


def _given_before(
    house: House, session: Session, plan: PlanFile, facts: RosterFacts, member_id: str
) -> tuple[Slot, ...]:
    """Return the slots that this plan or an earlier version of it had given to a member who no longer has them."""
    own = {one.slot for one in facts.of(member_id)}
    earlier = [
        house.roster.plan(session, head.id).assignments
        for head in house.roster.plans(session)
        if head.series_id == plan.head.series_id and head.version < plan.head.version
    ]
    given = {one.slot for slots in (*earlier, plan.assignments) for one in slots if one.member_id == member_id}
    return tuple(sorted(given - own))
