"""The forms of rows and journal lines as the program itself writes them, taken from acts that it did for real.

A sample of each act is done through ``Log`` on the room that is about to be filled; what then stands in the file
is the form after which the bulk is written. A column that a later release adds is so in the bulk as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.clock import SetClock
from dutyroom.directory.model import Unit
from dutyroom.journal.tables import journal
from dutyroom.log.model import Caller, EntryKind, MatterFile, NewEntry, Slip
from dutyroom.storage.tables import metadata

Row = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """One row of an act: how it was written (``+`` added, ``=`` changed), where, and what stands in it."""

    how: str
    table: str
    row: Row


@dataclass(frozen=True)
class Form:
    """One act: its line in the journal, the detail of the line, and its rows in the order of the line."""

    line: Row
    detail: Row
    rows: tuple[Written, ...]


@dataclass(frozen=True)
class Forms:
    """The forms of the acts of which the bulk is made."""

    opened: Form
    opened_with_deed: Form
    step: Form
    due: Form
    assigned: Form
    closed: Form
    withdrawn: Form


def take_forms(house: House, clock: SetClock, session: Session, unit: Unit) -> Forms:
    """Do each act once and return the forms."""
    slip = Slip(
        received_at=clock.now(),
        unit_id=unit.id,
        unit_name=unit.name,
        caller=Caller("李明远", "值班员", "0999-8000123"),
        subject="试记一件",
        content="试记一件，值班电话畅通。",
    )
    first = house.log.open_matter(session, slip).matter.id
    opened = _newest(house)
    second = house.log.open_matter(session, Slip(**{**vars(slip), "done": "已处理"})).matter.id
    with_deed = _newest(house)
    log = house.log
    return Forms(
        opened,
        with_deed,
        _after(house, clock, lambda: log.add_entry(session, first, NewEntry(EntryKind.TOLD, "已报告"))),
        _after(house, clock, lambda: log.set_due(session, first, clock.now() + timedelta(hours=2))),
        _after(house, clock, lambda: log.assign(session, first, session.account_id, session.name)),
        _after(house, clock, lambda: log.close(session, first, "试记完毕")),
        _after(house, clock, lambda: log.withdraw(session, second, "试记作废")),
    )


def _after(house: House, clock: SetClock, act: Callable[[], MatterFile]) -> Form:
    clock.advance(timedelta(seconds=20))
    act()
    return _newest(house)


def _newest(house: House) -> Form:
    with house.store.read() as connection:
        own = select(journal).where(journal.c.act.like("matter.%"))  # not what higher rooms did within the act
        line = dict(connection.execute(own.order_by(journal.c.seq.desc()).limit(1)).mappings().one())
        rows = []
        for written in line["rows"].splitlines():
            name, row_id, _digest = written[1:].split(" ")
            table = metadata.tables[name]
            row = connection.execute(select(table).where(table.c.id == row_id)).mappings().one()
            rows.append(Written(written[0], name, dict(row)))
    return Form(line, json.loads(line["detail"]), tuple(rows))
