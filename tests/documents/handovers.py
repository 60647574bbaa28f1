"""A sealed handover sheet, filled in by hand; the city and its people are invented."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutyroom.accounts.model import Signature
from dutyroom.alerts.model import AlertState, DeadlineKind, Level
from dutyroom.clock import DEFAULT_ZONE
from dutyroom.handover.model import (
    Away,
    CutOff,
    EquipmentState,
    Handover,
    HandoverKind,
    HandoverState,
    HandoverStep,
    HandoverStepKind,
    ReadBackRule,
    SheetSection,
    Watch,
    WatchPart,
    WatchPerson,
)
from dutyroom.handover.views import (
    AbsentLeader,
    DoneMatter,
    Equipment,
    Figure,
    HandoverSheet,
    PassedPaper,
    PendingMatter,
    SheetAlert,
    SheetDue,
    SheetIncident,
)
from dutyroom.incidents.model import Grade
from dutyroom.journal.model import Head
from dutyroom.log.model import Channel, EntryKind, MatterState, Urgency

MORNING = datetime(2026, 11, 22, 8, 0, tzinfo=DEFAULT_ZONE)
_HEAD = Head(4181, "9f3c2a71b04e" + "0" * 52)


def pending_matter(number: int, *, serious: bool = False) -> PendingMatter:
    """Return a pending matter that was ticked; a serious one with a line of what is to be done."""
    return PendingMatter(
        matter_id=f"matter-{number}",
        number=f"2026-{number:04d}",
        subject="金桥路渣土车与电动车相撞" if serious else "省政府办公厅来电催报防汛值守情况",
        unit_name="东湖区人民政府",
        channel=Channel.PHONE,
        urgency=Urgency.URGENT if serious else Urgency.ROUTINE,
        classified=False,
        received_at=MORNING - timedelta(days=2),
        due_at=MORNING + timedelta(hours=4),
        owner_id="lin",
        owner_name="林一川",
        last_kind=EntryKind.TOLD,
        last_text="已通知市交警支队指挥中心核实伤情，请区值班室每30分钟报一次进展。",
        last_at=MORNING - timedelta(hours=1),
        last_seq=number,
        carried=2,
        untouched=0 if serious else 3,
        grade=Grade.III if serious else None,
        rule=ReadBackRule.INCIDENT if serious else None,
        next_step="向区里核对伤亡数字",
        ticked_by="叶知秋",
        read_back="9时前再问一次区值班室，有变化即续报" if serious else "",
    )


def sealed_sheet(pending: int = 3) -> HandoverSheet:
    """Return a sheet with something in every part, signed by both, corrected once, and reviewed."""
    return HandoverSheet(
        handover=_handover(pending),
        outgoing=_watch(),
        done=(DoneMatter(
            matter_id="done", number="2026-0398", subject="西岭县停水抢修", unit_name="西岭县人民政府",
            state=MatterState.CLOSED, result="22时恢复供水", at=MORNING - timedelta(hours=9),
        ),),
        pending=tuple(pending_matter(number, serious=number == 1) for number in range(1, pending + 1)),
        incidents=(SheetIncident(
            incident_id="matter-1", number="2026-0001", title="金桥路交通事故", grade=Grade.III, sensitive=True,
            drill=False, received_at=MORNING - timedelta(hours=11), figures=(Figure("deaths", "1", "市交警支队"),),
        ),),
        reports_due=(SheetDue(
            subject_id="matter-1", kind=DeadlineKind.FOLLOW_UP, ordinal=2, number="2026-0001", title="金桥路交通事故",
            due_at=MORNING + timedelta(hours=1),
        ),),
        instructions=(SheetDue(
            subject_id="i-1", kind=DeadlineKind.CHASE, ordinal=1, number="2026-0007", title="请报整改情况",
            due_at=MORNING + timedelta(days=2), detail="市交通局",
        ),),
        alerts=(SheetAlert(
            alert_id="a-1", number="2026-0001", title="金桥路交通事故", level=Level.III,
            state=AlertState.ACKNOWLEDGED, raised_at=MORNING - timedelta(hours=10),
        ),),
        leaders_absent=(AbsentLeader(name="温怀谷", post="市长", where="赴省城开会", until=None, deputy=""),),
        papers=(PassedPaper(
            matter_id="p-1", number="2026-0410", subject="", unit_name="省机要局", channel=Channel.TELEGRAM,
            state=MatterState.OPEN, received_at=MORNING - timedelta(hours=3), handed_to="市机要室",
        ),),
        equipment=(
            Equipment("值班室钥匙2把", EquipmentState.WORKING, ""),
            Equipment("传真机", EquipmentState.NOT_WORKING, "卡纸，已报修"),
        ),
        texts={SheetSection.REMARKS: "早上有寒潮，注意各县报送情况。", SheetSection.PENDING: "渣土车一事最急。"},
        calls=17,
        entries=42,
        head=_HEAD,
        signatures=(_signature("handover.outgoing", "林一川", 4), _signature("handover.incoming", "叶知秋", 1)),
        corrections=(_step(HandoverStepKind.CORRECTED, "传真机已于7时50分修好。", "林一川"),),
        history=(_step(HandoverStepKind.ORDERED, "渣土车整治情况一周内报我。", "江远"),),
    )  # fmt: skip


def _handover(pending: int) -> Handover:
    return Handover(
        id="handover-1",
        kind=HandoverKind.FORCED,
        state=HandoverState.ACCEPTED,
        watch_id="w-1",
        watch="2026-11-21/night",
        next_watch="2026-11-22/day",
        next_watch_id="w-2",
        due_at=MORNING,
        opened_at=MORNING - timedelta(minutes=20),
        since_seq=0,
        since_matter_seq=0,
        cut_off=CutOff(at=MORNING - timedelta(minutes=6), matter_seq=9, entry_seq=99),
        round=1,
        arrived_at=MORNING - timedelta(minutes=10),
        arrived_name="叶知秋",
        outgoing_name="林一川",
        signed_at=MORNING - timedelta(minutes=4),
        incoming_name="叶知秋",
        accepted_at=MORNING - timedelta(minutes=1),
        reason="交班人突发疾病送医",
        pending=pending,
    )


def _watch() -> Watch:
    since = MORNING - timedelta(hours=14)
    return Watch(
        id="w-1",
        name="2026-11-21/night",
        began_at=since,
        since=since,
        until=MORNING,
        since_seq=0,
        since_matter_seq=0,
        ended_at=None,
        people=(
            WatchPerson(account_id="lin", name="林一川", part=WatchPart.OFFICER, since=since),
            WatchPerson(account_id="", name="江远", part=WatchPart.LEADER_IN_CHARGE, since=since),
        ),
        absences=(
            Away(
                account_id="lin", name="林一川", reason="就餐", since=since + timedelta(hours=1),
                until=since + timedelta(hours=1, minutes=20),
            ),
        ),
    )  # fmt: skip


def _signature(kind: str, name: str, before: int) -> Signature:
    at = MORNING - timedelta(minutes=before)
    return Signature(
        id=kind,
        seq=1,
        kind=kind,
        subject_id="handover-1",
        account_id=name,
        account_name=name,
        key_id="key",
        digest="3fa8b2109c44d7e1" * 4,
        head=_HEAD,
        at=at,
        text="{}",
        value="00",
    )


def _step(kind: HandoverStepKind, words: str, name: str) -> HandoverStep:
    at = MORNING + timedelta(minutes=30)
    return HandoverStep(
        id=name, seq=1, handover_id="handover-1", kind=kind, at=at, account_id=name, account_name=name, text=words
    )
