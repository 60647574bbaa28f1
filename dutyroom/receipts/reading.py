"""Reading the receipt register: one paper with its way, pages and counts by the same conditions."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, func, select

from dutyroom.accounts.model import Right, Session
from dutyroom.clock import to_micros
from dutyroom.errors import Refused
from dutyroom.log.model import MatterState
from dutyroom.log.reading import read_file
from dutyroom.log.tables import classified_items, matters
from dutyroom.receipts.model import Paper, PaperFile, RegisterCounts, RegisterFilter, RegisterPage
from dutyroom.receipts.rows import paper_of, step_of
from dutyroom.receipts.tables import paper_receipts, paper_steps
from dutyroom.storage.store import Store

PAGE = 50
_PAPER = paper_receipts.c
_WHOLE = (
    select(
        paper_receipts,
        matters.c.year,
        matters.c.number_in_year,
        matters.c.subject,
        matters.c.urgency,
        matters.c.state,
        classified_items.c.document_number.label("item_number"),
        classified_items.c.sender,
        classified_items.c.level,
        classified_items.c.received_by,
        classified_items.c.handed_to,
        classified_items.c.handed_at,
    )
    .join(matters, matters.c.id == _PAPER.id)
    .outerjoin(classified_items, classified_items.c.id == _PAPER.id)
)


class ReceiptReader:
    """The receipt register as it can be read; never writes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def file(self, session: Session, paper_id: str) -> PaperFile:
        """Return a paper with its way; Refused ``receipts.no_such_paper``."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return read_paper(connection, paper_id)

    def is_paper(self, session: Session, matter_id: str) -> bool:
        """Return whether a matter stands in the receipt register."""
        session.require(Right.READ_LOG)
        with self._store.read() as connection:
            return is_paper(connection, matter_id)

    def page(
        self, session: Session, wanted: RegisterFilter, before: int | None = None, limit: int = PAGE
    ) -> RegisterPage:
        """Return papers, newest first; ``before`` continues a page."""
        session.require(Right.READ_LOG)
        statement = _WHOLE.where(*conditions(wanted)).order_by(_PAPER.seq.desc()).limit(limit + 1)
        if before is not None:
            statement = statement.where(_PAPER.seq < before)
        with self._store.read() as connection:
            papers = [paper_of(row) for row in connection.execute(statement).mappings()]
        shown = tuple(papers[:limit])
        return RegisterPage(shown, shown[-1].seq if len(papers) > limit else None)

    def counts(self, session: Session, wanted: RegisterFilter) -> RegisterCounts:
        """Return how many papers ``wanted`` finds, how many are open, and their copies in all."""
        session.require(Right.READ_LOG)
        joined = paper_receipts.join(matters, matters.c.id == _PAPER.id)
        asked = select(func.count(), func.sum(_PAPER.copies)).select_from(joined).where(*conditions(wanted))
        still_open = asked.where(matters.c.state == MatterState.OPEN.value)
        with self._store.read() as connection:
            total, copies = connection.execute(asked).one()
            opened = connection.execute(still_open).one()[0]
        return RegisterCounts(int(total), int(opened), int(copies or 0))

    def received(self, session: Session, wanted: RegisterFilter) -> tuple[Paper, ...]:
        """Return every paper that ``wanted`` finds, oldest first, for the printed register."""
        session.require(Right.READ_LOG)
        statement = _WHOLE.where(*conditions(wanted)).order_by(_PAPER.seq)
        with self._store.read() as connection:
            return tuple(paper_of(row) for row in connection.execute(statement).mappings())


def conditions(wanted: RegisterFilter) -> list[ColumnElement[bool]]:
    """Return the one set of conditions that rows and counts are asked by; withdrawn papers count no more."""
    found = [matters.c.state != MatterState.WITHDRAWN.value]
    if wanted.since is not None:
        found.append(_PAPER.received_at >= to_micros(wanted.since))
    if wanted.until is not None:
        found.append(_PAPER.received_at < to_micros(wanted.until))
    if wanted.kind is not None:
        found.append(_PAPER.kind == wanted.kind.value)
    if wanted.channel is not None:
        found.append(_PAPER.channel == wanted.channel.value)
    if wanted.open is not None:
        state = MatterState.OPEN if wanted.open else MatterState.CLOSED
        found.append(matters.c.state == state.value)
    if wanted.issuer:
        found.append(_PAPER.issuer == wanted.issuer)
    return found


def read_paper(connection: Connection, paper_id: str) -> PaperFile:
    """Return a paper as ``connection`` sees it; Refused ``receipts.no_such_paper``."""
    row = connection.execute(_WHOLE.where(_PAPER.id == paper_id)).mappings().one_or_none()
    if row is None:
        raise Refused("receipts.no_such_paper")
    steps = connection.execute(
        select(paper_steps).where(paper_steps.c.paper_id == paper_id).order_by(paper_steps.c.seq)
    )
    return PaperFile(
        paper=paper_of(row),
        matter=read_file(connection, paper_id),
        steps=tuple(step_of(step) for step in steps.mappings()),
    )


def is_paper(connection: Connection, matter_id: str) -> bool:
    """Return whether there is a paper with the identity of a matter."""
    return connection.execute(select(_PAPER.id).where(_PAPER.id == matter_id)).first() is not None
