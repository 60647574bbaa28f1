"""The instructions and papers of the demonstration room, in place of the plain matters that days.yaml tells of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.directory.model import Unit
from dutyroom.instructions.model import (
    FeedbackTo,
    GivenHow,
    InstructionKind,
    InstructionSheet,
    NewChase,
    NewInstruction,
    NewRelay,
    NewTask,
    Pace,
    TaskMode,
)
from dutyroom.log.model import Channel, EntryKind, NewEntry, Urgency
from dutyroom.receipts.model import NewOpinion, NewPaper, OpinionRole, PaperKind

Row = Mapping[str, Any]


class SheetStory:
    """What every story here has: the matter it stands for, and its acts by the officers who did them."""

    def __init__(
        self,
        house: House,
        sessions: Mapping[str, Session],
        units: Mapping[str, Unit],
        matters: Mapping[datetime, str],
        entry: Row,
    ) -> None:
        self._house = house
        self._sessions = sessions
        self._units = units
        self._matters = matters
        self._entry = entry
        self._id = matters[entry["matter"]]

    @property
    def received_at(self) -> datetime:
        """Return when it was received."""
        moment: datetime = self._entry["matter"]
        return moment

    def acts(self) -> Iterator[tuple[datetime, Callable[[], None]]]:
        """Yield the acts with their moments."""
        yield self.received_at, self._open
        for row in self._entry["acts"]:
            yield row["at"], _Act(self, row).do

    def do(self, row: Row) -> None:
        """Do one act as the officer who did it."""
        session = self._sessions[row["by"]]
        if row["act"] == "step":
            self._house.log.add_entry(session, self._id, NewEntry(EntryKind(row["kind"]), row["text"]))
        elif row["act"] == "closed":
            self._house.log.close(session, self._id, row["text"])
        else:
            self._do(row, session)

    def _open(self) -> None:
        raise NotImplementedError

    def _do(self, row: Row, session: Session) -> None:
        raise NotImplementedError


class InstructionStory(SheetStory):
    """One instruction: taken down, relayed, chased."""

    def _open(self) -> None:
        entry = self._entry
        sheet = InstructionSheet(
            kind=InstructionKind(entry["kind"]),
            how=GivenHow(entry["how"]),
            leader_name=entry["leader"],
            leader_post=entry["post"],
            given_at=entry.get("given_at"),
            source=entry.get("source", ""),
            transcriber=entry.get("transcriber", ""),
            notes=entry.get("notes", ""),
            section=entry.get("section", ""),
            linked_id=self._matters[entry["about"]] if "about" in entry else "",
        )
        new = NewInstruction(
            sheet=sheet,
            words=entry["words"],
            tasks=tuple(self._task(row) for row in entry["tasks"]),
            decided=True,
            subject=entry.get("subject", ""),
            urgency=Urgency(entry["urgency"]),
        )
        self._house.instructions.open(self._sessions[entry["by"]], new, self._id)

    def _task(self, row: Row) -> NewTask:
        unit = self._units.get(row.get("unit", ""))
        owner = self._sessions[row["owner"]] if "owner" in row else None
        return NewTask(
            unit_id=unit.id if unit else "",
            unit_name=unit.name if unit else row.get("unit", ""),
            mode=TaskMode(row.get("mode", TaskMode.CARRY_OUT)),
            text=row.get("text", ""),
            owner_id=owner.account_id if owner else "",
            owner_name=owner.name if owner else "",
            pace=Pace(row.get("pace", Pace.ORDERED)),
            due_at=row.get("due_at"),
        )

    def _do(self, row: Row, session: Session) -> None:
        verbs, file = self._house.instructions, self._house.instruction_reader.file(session, self._id)
        known = (self._id, file.instruction.version)
        task_id = file.tasks[row["task"] - 1].id if "task" in row else ""
        channel = Channel(row.get("channel", Channel.PHONE))
        match row["act"]:
            case "relay":
                relay = NewRelay(person=row["person"], channel=channel, read_back=row["read_back"])
                verbs.note_relay(session, *known, task_id, relay)
            case "chase":
                chase = NewChase(person=row["person"], answer=row["answer"], channel=channel)
                verbs.note_chase(session, *known, task_id, chase)
            case "assign":
                owner = self._sessions[row["to"]]
                verbs.assign(session, *known, task_id, owner.account_id, owner.name)
            case "done":
                verbs.finish_task(session, *known, task_id, row["text"])
            case act:
                assert act == "feedback", act
                to = FeedbackTo(row["to"])
                verbs.note_feedback(session, *known, to, row["person"], channel, row["text"])


class PaperStory(SheetStory):
    """One paper: received and counted, its opinions, where it went."""

    def _open(self) -> None:
        entry = self._entry
        unit = self._units.get(entry["issuer"])
        new = NewPaper(
            kind=PaperKind(entry["kind"]),
            channel=Channel(entry["channel"]),
            urgency=Urgency(entry["urgency"]),
            title=entry["title"],
            document_number=entry["document"],
            issuer=unit.name if unit else entry["issuer"],
            copies=entry.get("copies", 1),
            pages=entry["pages"],
            important=entry.get("important", False),
            delivered_by=entry.get("delivered_by", ""),
            remark=entry.get("remark", ""),
        )
        self._house.receipts.receive(self._sessions[entry["by"]], new, self._id)

    def _do(self, row: Row, session: Session) -> None:
        verbs, file = self._house.receipts, self._house.receipt_reader.file(session, self._id)
        known = (self._id, file.paper.version)
        if row["act"] == "opinion":
            opinion = NewOpinion(
                role=OpinionRole(row["role"]),
                person=row["person"],
                text=row["text"],
                post=row.get("post", ""),
                source=row.get("source", ""),
            )
            verbs.note_opinion(session, *known, opinion)
        else:
            assert row["act"] == "send_on", row
            verbs.send_on(session, *known, row["to"], row["person"], row.get("text", ""))


class _Act:
    """One act of a story, ready to be done."""

    def __init__(self, story: SheetStory, row: Row) -> None:
        self._story = story
        self._row = row

    def do(self) -> None:
        """Do it."""
        self._story.do(self._row)
