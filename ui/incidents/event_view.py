"""What the page of one event is shown with: its file, the rules it is read by, and the matters it is joined with."""

from __future__ import annotations

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.frozen import dataclass
from dutyroom.incidents.events import EventFile
from dutyroom.incidents.model import GradingBook
from dutyroom.log.model import Matter
from dutyroom.reports.model import Report


@dataclass(frozen=True)
class EventView:
    """One event; ``leading`` is the event that this one stands with, if any."""

    file: EventFile
    book: GradingBook
    joined: tuple[Matter, ...]
    leading: Matter | None
    reports: tuple[Report, ...] = ()


def read_view(house: House, session: Session, incident_id: str) -> EventView:
    """Return an event as it stands; for the reader's lane. Refused ``incidents.no_such_event``."""
    file = house.event_reader.file(session, incident_id)
    leading = file.incident.joined_to
    return EventView(
        file=file,
        book=house.incidents.book_of(file.incident),
        joined=tuple(house.log_reader.file(session, known).matter for known in file.joined()),
        leading=house.log_reader.file(session, leading).matter if leading else None,
        reports=house.report_reader.of_event(session, incident_id),
    )


@dataclass(frozen=True)
class SavedEvent:
    """What became of a form: its file, and whether its call was joined to an event that was there before."""

    file: EventFile
    joined: bool
