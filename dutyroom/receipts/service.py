"""The verbs of the receipt register: received and counted, queried, laid before leaders, sent on with a signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from dutyroom.accounts.model import Right, Session
from dutyroom.alerts.model import Called
from dutyroom.alerts.service import Alerts
from dutyroom.changes import Topic
from dutyroom.clock import Clock, to_micros
from dutyroom.errors import Refused
from dutyroom.ids import IdMaker
from dutyroom.journal.service import Journal
from dutyroom.log.model import EntryKind, MatterFile
from dutyroom.log.rules import REASON_LIMIT, check_name, check_words, clean
from dutyroom.log.service import Log
from dutyroom.receipts.circulation import CirculationClocks
from dutyroom.receipts.model import DECIDES, NewOpinion, NewPaper, PaperFile, PaperStepKind
from dutyroom.receipts.reading import is_paper, read_paper
from dutyroom.receipts.routing import RouteLine, route
from dutyroom.receipts.rows import paper_values
from dutyroom.receipts.rules import check_agreed, check_given, check_opinion, check_paper, slip_of
from dutyroom.receipts.tables import paper_receipts, paper_steps
from dutyroom.reports.reading import leaders_in
from dutyroom.storage.digest import Stored
from dutyroom.storage.store import Store, UnitOfWork
from dutyroom.texts import term

_FOLLOWED = ("matter.closed", "matter.reopened", "matter.withdrawn", "matter.reinstated", "matter.corrected")


class Receipts:
    """The papers of one room. Every verb but ``receive`` takes the version of the picture it was decided on."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        clock: Clock,
        ids: IdMaker,
        room_id: str,
        log: Log,
        alerts: Alerts,
        *,
        drill: bool = False,
    ) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._ids = ids
        self._room_id = room_id
        self._log = log
        self._alerts = alerts
        self._clocks = CirculationClocks(alerts, drill=drill)

    def receive(self, session: Session, new: NewPaper, draft_id: str = "") -> PaperFile:
        """Register a paper that was counted and signed for, as a new matter (R159, R162, R192); a draft makes one.

        Raises Refused as ``rules.check_paper`` and ``Log.open_matter``.
        """
        session.require(Right.WRITE_LOG)
        now = self._clock.now()
        checked = check_paper(new, session.name, now)
        received_at = checked.received_at or now
        if checked.classified is not None and not checked.classified.received_by:
            checked = replace(checked, classified=replace(checked.classified, received_by=checked.signed_by))
        paper_id = draft_id or self._ids.new()
        with self._store.write() as unit:
            if self._log.known_within(unit, paper_id):
                return read_paper(unit.connection, paper_id)
            self._log.open_within(unit, session, slip_of(checked, received_at), paper_id, draft_id)
            self._insert(unit, session, paper_id, checked, received_at, now)
            kind = PaperStepKind.RECEIVED
            self._step(unit, session, paper_id, kind, checked.signed_by, received_at, text=checked.remark)
            said = "" if checked.classified else _received_said(checked)
            return self._done(unit, session, paper_id, "receipt.received", EntryKind.HANDLED, said)

    def note_opinion(self, session: Session, paper_id: str, version: int, new: NewOpinion) -> PaperFile:
        """Note what somebody wrote on the slip, in what part and when; also to put it off is written (R120, R144).

        Raises Refused as ``rules.check_opinion``, ``log.classified_no_reply`` for a classified one.
        """
        with self._store.write() as unit:
            file = self._begin(unit, session, paper_id, version)
            if file.paper.classified is not None:
                raise Refused("log.classified_no_reply")
            if new.role in DECIDES:
                check_agreed(file)
            checked = check_opinion(new, file.paper.received_at, self._clock.now())
            given_at = checked.given_at or self._clock.now()
            self._step(
                unit,
                session,
                paper_id,
                PaperStepKind.OPINION,
                checked.person,
                given_at,
                role=checked.role.value,
                post=checked.post,
                text=checked.text,
                source=checked.source,
            )
            source = f"（转录自{checked.source}）" if checked.source else ""
            role = term("opinion_role", checked.role.value)
            said = f"{checked.person}{checked.post}{role}意见：{checked.text}{source}"
            return self._done(unit, session, paper_id, "receipt.opinion", EntryKind.ORDERED, said)

    def note_difference(self, session: Session, paper_id: str, version: int, text: str) -> PaperFile:
        """Note that those who were asked do not agree, and in what: the secretary-general is told before a decision.

        Until their word is noted the paper is neither settled nor sent on nor closed (R112). Raises Refused
        ``receipts.one_view`` unless two persons have given an opinion, ``receipts.views_differ`` when it waits already.
        """
        words = check_words(text, REASON_LIMIT)
        with self._store.write() as unit:
            file = self._begin(unit, session, paper_id, version)
            if len({step.person for step in file.opinions()}) <= 1:
                raise Refused("receipts.one_view", number=file.paper.number)
            check_agreed(file)
            now = self._clock.now()
            self._step(unit, session, paper_id, PaperStepKind.DIFFERED, session.name, now, text=words)
            said = f"意见不一：{words}。报秘书长后再定"
            return self._done(unit, session, paper_id, "receipt.differed", EntryKind.HANDLED, said)

    def route(self, session: Session, paper_id: str) -> tuple[RouteLine, ...]:
        """Return whom a paper is proposed to as things stand now (R110, R111, R113); nobody for a classified one."""
        session.require(Right.READ_LOG)
        now = self._clock.now()
        with self._store.read() as connection:
            paper = read_paper(connection, paper_id).paper
            leaders = leaders_in(connection)
        if paper.classified is not None or paper.addressee:
            return ()

        def acting(person: Called) -> Called | None:
            return self._alerts.keeper.acting(person, now)

        return route(paper.issuer, paper.title, leaders, acting)

    def note_query(self, session: Session, paper_id: str, version: int, to: str, text: str) -> PaperFile:
        """Note that the sender was asked because something is wrong, such as a missing page (R160)."""
        whom, words = check_name("unit", to), check_words(text, REASON_LIMIT)
        if not whom:
            raise Refused("receipts.no_person")
        with self._store.write() as unit:
            file = self._begin(unit, session, paper_id, version)
            if file.paper.classified is not None:
                raise Refused("log.classified_no_reply")
            self._step(unit, session, paper_id, PaperStepKind.QUERIED, whom, self._clock.now(), text=words)
            said = f"向{whom}查询：{words}"
            return self._done(unit, session, paper_id, "receipt.queried", EntryKind.TOLD, said)

    def send_on(
        self,
        session: Session,
        paper_id: str,
        version: int,
        to: str,
        person: str,
        text: str = "",
        at: datetime | None = None,
    ) -> PaperFile:
        """Note where a paper went and who signed for it there (R162, R187); Refused ``receipts.no_person``.

        A classified one goes on through the log, which keeps its movement.
        """
        whither, name = check_name("unit", to), check_name("person", person)
        if not whither or not name:
            raise Refused("receipts.no_person")
        words = check_words(text, REASON_LIMIT) if clean(text) else ""
        return self._go(session, paper_id, version, PaperStepKind.SENT_ON, whither, name, words, at)

    def hand_unopened(
        self, session: Session, paper_id: str, version: int, person: str, at: datetime | None = None
    ) -> PaperFile:
        """Note that what only its addressee opens was handed on as it came, and to whom (R161).

        Raises Refused ``receipts.not_sealed``, ``receipts.no_person``.
        """
        name = check_name("person", person)
        if not name:
            raise Refused("receipts.no_person")
        return self._go(session, paper_id, version, PaperStepKind.HANDED_UNOPENED, "", name, "", at)

    def follow_matter(self, unit: UnitOfWork, session: Session, act: str, file: MatterFile) -> None:
        """Follow an act of the log on the matter of a paper, within it; see ``log.service.Consequence``."""
        matter = file.matter
        if act not in _FOLLOWED or not is_paper(unit.connection, matter.id):
            return
        if act == "matter.closed":
            check_agreed(read_paper(unit.connection, matter.id))
        stands: dict[str, Stored] = {"received_at": to_micros(matter.received_at), "channel": matter.channel.value}
        unit.update(paper_receipts, matter.id, stands)
        self._finish(unit, session, matter.id, "receipt.followed")

    # --- within an act ------------------------------------------------------

    def _begin(self, unit: UnitOfWork, session: Session, paper_id: str, version: int) -> PaperFile:
        session.require(Right.WRITE_LOG)
        file = read_paper(unit.connection, paper_id)
        paper = file.paper
        if paper.version != version:
            raise Refused("receipts.changed", number=paper.number, name=paper.changed_by)
        if not paper.open:
            raise Refused("log.not_open", number=paper.number)
        return file

    def _go(
        self,
        session: Session,
        paper_id: str,
        version: int,
        kind: PaperStepKind,
        to: str,
        person: str,
        text: str,
        at: datetime | None,
    ) -> PaperFile:
        with self._store.write() as unit:
            file = self._begin(unit, session, paper_id, version)
            paper = file.paper
            check_agreed(file)
            if paper.classified is not None:
                raise Refused("receipts.classified_goes_on")
            sealed = kind is PaperStepKind.HANDED_UNOPENED
            if sealed and not paper.addressee:
                raise Refused("receipts.not_sealed")
            moment = check_given(at, paper.received_at, self._clock.now())
            self._step(unit, session, paper_id, kind, person, moment, post=to, text=text)
            unit.update(paper_receipts, paper_id, {"whereabouts": f"{to} {person}".strip()})
            act = "receipt.handed_unopened" if sealed else "receipt.sent_on"
            said = f"原封转交{person}" if sealed else f"转{to}，{person}签收" + (f"：{text}" if text else "")
            return self._done(unit, session, paper_id, act, EntryKind.SENT, said)

    def _insert(
        self, unit: UnitOfWork, session: Session, paper_id: str, new: NewPaper, received_at: datetime, now: datetime
    ) -> None:
        newest = unit.execute(select(func.max(paper_receipts.c.seq))).scalar_one()
        row: dict[str, Stored] = {
            "id": paper_id,
            "seq": int(newest or 0) + 1,
            "room_id": self._room_id,
            **paper_values(new),
            "received_at": to_micros(received_at),
            "version": 0,
            "changed_by": session.name,
            "changed_at": to_micros(now),
        }
        unit.insert(paper_receipts, row)

    def _step(
        self,
        unit: UnitOfWork,
        session: Session,
        paper_id: str,
        kind: PaperStepKind,
        person: str,
        given_at: datetime,
        *,
        role: str | None = None,
        post: str = "",
        text: str = "",
        source: str = "",
    ) -> None:
        newest = unit.execute(select(func.max(paper_steps.c.seq))).scalar_one()
        unit.insert(
            paper_steps,
            {
                "seq": int(newest or 0) + 1,
                "id": self._ids.new(),
                "room_id": self._room_id,
                "paper_id": paper_id,
                "kind": kind.value,
                "role": role,
                "person": person,
                "post": post,
                "text": text,
                "source": source,
                "given_at": to_micros(given_at),
                "at": to_micros(self._clock.now()),
                "account_id": session.account_id,
                "account_name": session.name,
            },
        )

    def _done(
        self, unit: UnitOfWork, session: Session, paper_id: str, act: str, kind: EntryKind, said: str
    ) -> PaperFile:
        if said:
            self._log.step_within(unit, session, paper_id, kind, said)
        file = self._finish(unit, session, paper_id, act)
        unit.commit()
        return file

    def _finish(self, unit: UnitOfWork, session: Session, paper_id: str, act: str) -> PaperFile:
        before = read_paper(unit.connection, paper_id).paper
        values: dict[str, Stored] = {"changed_by": session.name, "changed_at": to_micros(self._clock.now())}
        unit.update(paper_receipts, paper_id, {"version": before.version + 1, **values})
        self._journal.record(unit, session.actor, act, paper_id, {"number": before.number})
        unit.touch(Topic.RECEIPTS, paper_id)
        unit.touch(Topic.MATTERS, paper_id)
        file = read_paper(unit.connection, paper_id)
        self._clocks.follow(unit, session.actor, file, act)
        return file


def _received_said(new: NewPaper) -> str:
    """Return what was counted and who signed for it: 签收：省政府办公厅 云政办〔2026〕8号，2份，12页，签收人陈予."""
    parts = [f"{new.issuer} {new.document_number}".strip(), f"{new.copies}份"]
    if new.pages is not None:
        parts.append(f"{new.pages}页")
    parts.append(f"签收人{new.signed_by}")
    if new.addressee:
        parts.append(f"由{new.addressee}本人收拆，值班室不拆封")
    return "签收：" + "，".join(parts) + (f"。{new.remark}" if new.remark else "")
