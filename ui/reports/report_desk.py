"""What the page of one report is shown with: its file, that of its event, who may sign, the reports beside it."""

from __future__ import annotations

from collections.abc import Sequence

from dutyroom.accounts.model import Session
from dutyroom.alerts.model import Called
from dutyroom.bootstrap import House
from dutyroom.frozen import dataclass
from dutyroom.incidents.events import EventFile
from dutyroom.incidents.model import GradingBook
from dutyroom.reports.elements import shipped_elements
from dutyroom.reports.figures import figure_words
from dutyroom.reports.model import Dispatch, Gate, Report, ReportFile, ReportStage, ReportState


@dataclass(frozen=True)
class SigningPerson:
    """Somebody with an account who may decide at a gate; ``instead_of`` names the leader who is away."""

    account_id: str
    name: str
    instead_of: str = ""


@dataclass(frozen=True)
class ReportDesk:
    """One report and everything its page needs; ``asked`` are the people whom a gate asks now."""

    file: ReportFile
    event: EventFile
    book: GradingBook
    asked: dict[Gate, tuple[Called, ...]]
    signing: dict[Gate, tuple[SigningPerson, ...]]
    register: tuple[Dispatch, ...]
    chain: tuple[Report, ...]

    def beside(self, report_id: str) -> Report | None:
        """Return another report of the same event."""
        return next((one for one in self.chain if one.id == report_id), None)

    @property
    def contact(self) -> str:
        """Return whom to call at the scene, as the paper names them."""
        contact = self.event.incident.sheet.contact
        return " ".join(part for part in (contact.name, contact.post, contact.phone) if part)


def read_desk(house: House, session: Session, report_id: str) -> ReportDesk:
    """Return a report as it stands; for the reader's lane. Refused ``reports.no_such_report``."""
    file = house.report_reader.file(session, report_id)
    shipped_elements()  # read here, so that the screen's thread need not
    event = house.event_reader.file(session, file.report.matter_id)
    book = house.incidents.book_of(event.incident)
    figure_words(book)
    asked = {gate: house.reports.may_sign(session, report_id, gate) for gate in Gate}
    return ReportDesk(
        file=file,
        event=event,
        book=book,
        asked=asked,
        signing={gate: _signing(house, gate, asked[gate]) for gate in Gate},
        register=house.report_reader.register(session, file.report.matter_id),
        chain=house.report_reader.of_event(session, file.report.matter_id),
    )


def _signing(house: House, gate: Gate, asked: Sequence[Called]) -> tuple[SigningPerson, ...]:
    """Return who may decide at a gate, those it asks now first."""
    roles = house.reports.book.gates[gate].roles
    found = {one.account_id: SigningPerson(one.account_id, one.name, one.instead_of) for one in asked if one.account_id}
    for account in house.accounts.all():
        if account.active and account.roles & roles:
            found.setdefault(account.id, SigningPerson(account.id, account.name))
    return tuple(found.values())


def next_report(chain: Sequence[Report]) -> ReportStage | Report:
    """Return the stage that an event's next report has, or the report to go on with first.

    One that has not gone out yet is gone on with; after a final report nothing is drafted but a correction.
    """
    standing = [one for one in chain if one.state is not ReportState.WITHDRAWN]
    open_ones = [one for one in standing if one.sent_at is None]
    if open_ones:
        return open_ones[-1]
    if not any(one.stage is ReportStage.FIRST for one in standing):
        return ReportStage.FIRST
    finals = [one for one in standing if one.stage is ReportStage.FINAL]
    return finals[-1] if finals else ReportStage.FOLLOW_UP


def final_report(chain: Sequence[Report]) -> ReportStage | Report:
    """Return that the final report is next, or the report to go on with first."""
    found = next_report(chain)
    return ReportStage.FINAL if found is ReportStage.FOLLOW_UP else found
