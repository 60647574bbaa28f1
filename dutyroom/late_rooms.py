"""The rooms that nobody asks for while the desk opens: each is loaded and joined when it is first needed.

The modules of these rooms take as long to load as the database; see docs/decisions/0016.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from dutyroom.frozen import dataclass
from dutyroom.storage.tables import join_late

if TYPE_CHECKING:
    import threading
    from datetime import datetime

    from dutyroom.accounts.model import Session
    from dutyroom.accounts.service import Accounts
    from dutyroom.alerts.service import Alerts
    from dutyroom.calendar.room import RoomCalendar
    from dutyroom.clock import Clock
    from dutyroom.handover.gathering import Gatherer
    from dutyroom.handover.part import Around
    from dutyroom.handover.reading import HandoverReader
    from dutyroom.handover.service import Handovers
    from dutyroom.handover.watch_time import WatchTime
    from dutyroom.ids import IdMaker
    from dutyroom.incidents.deadlines import Stage
    from dutyroom.incidents.events import EventFile
    from dutyroom.incidents.service import Incidents
    from dutyroom.incidents.summary import SummaryReader
    from dutyroom.instructions.reading import InstructionReader
    from dutyroom.instructions.service import Instructions
    from dutyroom.journal.service import Journal
    from dutyroom.log.model import MatterFile
    from dutyroom.log.service import Log
    from dutyroom.receipts.reading import ReceiptReader
    from dutyroom.receipts.service import Receipts
    from dutyroom.reports.reading import ReportReader
    from dutyroom.reports.service import Reports
    from dutyroom.room_books import RoomBooks
    from dutyroom.roster.model import Member, Post
    from dutyroom.roster.service import Roster
    from dutyroom.settings import RoomSettings
    from dutyroom.storage.store import Store, UnitOfWork
    from dutyroom.subject_numbers import SubjectNumbers
    from dutyroom.whereabouts.service import Whereabouts


def _late_tables() -> None:
    """Make known every table of these rooms: guards and checks go over all of them."""
    import dutyroom.handover.tables
    import dutyroom.instructions.tables
    import dutyroom.receipts.tables
    import dutyroom.reports.tables
    import dutyroom.roster.tables  # noqa: F401 - to be known is all that is wanted


join_late(_late_tables)


@dataclass(frozen=True)
class RoomFacts:
    """What the room is called, and whether it is a drill room."""

    id: str
    name: str
    city: str
    drill: bool


class PlannedWatch:
    """What alerts and whereabouts ask of the roster, which is loaded when one of them does."""

    def __init__(self, house: LateRooms) -> None:
        self._house = house

    def people_on(self, moment: datetime) -> tuple[tuple[Post, Member | None], ...] | None:
        """Return the posts of the running watch with who is on, None where no plan covers the day."""
        return self._house.roster.people_on(moment)


class LateRooms:
    """Reports, instructions, papers and the handover of an open room; the house makes everything they stand on."""

    room: RoomFacts
    store: Store
    journal: Journal
    clock: Clock
    ids: IdMaker
    accounts: Accounts
    settings: RoomSettings
    calendar: RoomCalendar
    whereabouts: Whereabouts
    books: RoomBooks
    alerts: Alerts
    watch_time: WatchTime
    log: Log
    incidents: Incidents
    _making: threading.RLock

    def make_late_rooms(self) -> None:
        """Make now what an act would otherwise have to wait for; may be called in any thread."""
        _made = self.roster, self.reports, self.instructions, self.receipts, self.handovers, self.handover_reader

    @cached_property
    def roster(self) -> Roster:
        """The roster, which remembers who is on: there is never a second one, whichever threads ask first."""
        from dutyroom.log.rules import check_unclassified
        from dutyroom.roster.service import Roster

        with self._making:
            known: Roster | None = vars(self).get("roster")
            if known is None:
                known = vars(self)["roster"] = Roster(
                    self.store,
                    self.journal,
                    self.clock,
                    self.ids,
                    self.room.id,
                    self.calendar,
                    check_unclassified,
                )
            return known

    @cached_property
    def event_summary(self) -> SummaryReader:
        """The figures of events."""
        from dutyroom.incidents.summary import SummaryReader

        return SummaryReader(self.store, self.books, self.calendar)

    @cached_property
    def reports(self) -> Reports:
        """The verbs of situation reports."""
        from dutyroom.reports.service import Reports

        return Reports(
            self.store,
            self.journal,
            self.clock,
            self.ids,
            self.room.id,
            self.log,
            self.incidents,
            self.alerts,
            self.calendar.local,
            self.accounts.sign,
            drill=self.room.drill,
        )

    @cached_property
    def report_reader(self) -> ReportReader:
        """Situation reports as they can be read."""
        from dutyroom.reports.reading import ReportReader

        return ReportReader(self.store)

    @cached_property
    def instructions(self) -> Instructions:
        """The verbs of instructions."""
        from dutyroom.instructions.service import Instructions

        return Instructions(
            self.store,
            self.journal,
            self.clock,
            self.ids,
            self.room.id,
            self.log,
            self.alerts,
            self.calendar,
            drill=self.room.drill,
        )

    @cached_property
    def instruction_reader(self) -> InstructionReader:
        """Instructions as they can be read."""
        from dutyroom.instructions.reading import InstructionReader

        return InstructionReader(self.store)

    @cached_property
    def receipts(self) -> Receipts:
        """The verbs of papers."""
        from dutyroom.receipts.service import Receipts

        return Receipts(
            self.store,
            self.journal,
            self.clock,
            self.ids,
            self.room.id,
            self.log,
            self.alerts,
            drill=self.room.drill,
        )

    @cached_property
    def receipt_reader(self) -> ReceiptReader:
        """Papers as they can be read."""
        from dutyroom.receipts.reading import ReceiptReader

        return ReceiptReader(self.store)

    @cached_property
    def subjects(self) -> SubjectNumbers:
        """The numbers of everything that can be looked up."""
        from dutyroom.subject_numbers import SubjectNumbers

        return SubjectNumbers(self.store)

    @cached_property
    def gatherer(self) -> Gatherer:
        """What collects the handover sheet."""
        from dutyroom.handover.due_sources import ReportsNotOut, TasksOpen, leaders_away
        from dutyroom.handover.gathering import Gatherer, equipment_list

        return Gatherer(
            equipment_list(self.settings),
            absent_leaders=leaders_away(self.whereabouts.absent_leaders),
            sources=[ReportsNotOut(), TasksOpen()],
        )

    @cached_property
    def handovers(self) -> Handovers:
        """The verbs of the handover."""
        from dutyroom.handover.service import Handovers

        return Handovers(self._around_the_watch)

    @cached_property
    def handover_reader(self) -> HandoverReader:
        """Handovers as they can be read."""
        from dutyroom.handover.reading import HandoverReader

        return HandoverReader(self._around_the_watch)

    @cached_property
    def _around_the_watch(self) -> Around:
        from dutyroom.handover.part import Around

        return Around(
            store=self.store,
            journal=self.journal,
            clock=self.clock,
            ids=self.ids,
            room_id=self.room.id,
            accounts=self.accounts,
            alerts=self.alerts,
            log=self.log,
            shifts=self.calendar,
            roster=self.roster,
            gatherer=self.gatherer,
            watch_time=self.watch_time,
            drill=self.room.drill,
        )

    def _follow_instructions(self, unit: UnitOfWork, session: Session, act: str, file: MatterFile) -> None:
        self.instructions.follow_matter(unit, session, act, file)

    def _follow_receipts(self, unit: UnitOfWork, session: Session, act: str, file: MatterFile) -> None:
        self.receipts.follow_matter(unit, session, act, file)

    def _check_noted_by_hand(self, unit: UnitOfWork, event: EventFile, stage: Stage) -> None:
        self.reports.check_noted_by_hand(unit, event, stage)
