"""Papers that were received: a sheet beside a matter of channel paper, fax or telegram, and the steps of its way.

A classified paper has the movement that the log keeps of it and no title, no opinion, no content here (R087).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from dutyroom.frozen import dataclass
from dutyroom.log.model import Channel, ClassifiedItem, MatterFile, Urgency


class PaperKind(StrEnum):
    """What is registered one by one (R164)."""

    SUPERIOR = "superior"
    REQUEST = "request"
    LETTER = "letter"
    JOURNAL = "journal"
    MEETING_NOTICE = "meeting_notice"
    OTHER = "other"


class PaperStepKind(StrEnum):
    """What happened to a paper on its way."""

    RECEIVED = "received"
    QUERIED = "queried"
    OPINION = "opinion"
    SENT_ON = "sent_on"
    HANDED_UNOPENED = "handed_unopened"
    RETURNED = "returned"
    DIFFERED = "differed"


class OpinionRole(StrEnum):
    """In what part somebody wrote an opinion (R111, R144, R184, R186)."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    SETTLED = "settled"
    ADVISED = "advised"
    INFORMED = "informed"
    READ = "read"
    DRAFTED = "drafted"
    REVIEWED = "reviewed"
    COSIGNED = "cosigned"
    CHECKED = "checked"
    SIGNED = "signed"


@dataclass(frozen=True, kw_only=True)
class NewPaper:
    """A paper that is received: counted, signed for, registered (R159, R162).

    ``copies`` and ``pages`` as counted; ``important`` papers are counted page by page (R160). ``signed_by`` is who
    signed for it, the officer when empty; ``delivered_by`` who brought it. ``addressee`` is set where it is for a
    leader to open, and then it has no title (R161). ``classified`` leaves only its movement.
    """

    kind: PaperKind = PaperKind.SUPERIOR
    channel: Channel = Channel.PAPER
    urgency: Urgency = Urgency.ROUTINE
    title: str = ""
    document_number: str = ""
    issuer: str = ""
    copies: int = 1
    pages: int | None = None
    important: bool = False
    to_handle: bool = True
    signed_by: str = ""
    delivered_by: str = ""
    addressee: str = ""
    received_at: datetime | None = None
    remark: str = ""
    classified: ClassifiedItem | None = None


@dataclass(frozen=True, kw_only=True)
class NewOpinion:
    """An opinion that somebody wrote on a slip: in what part, who, the words, when (R120: also to put it off).

    ``source`` is what it was transcribed from, such as the slip on paper (R201).
    """

    role: OpinionRole
    person: str
    text: str
    post: str = ""
    given_at: datetime | None = None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperStep:
    """One step of a paper; ``given_at`` is when it happened, ``entered_at`` when it was entered."""

    seq: int
    kind: PaperStepKind
    role: OpinionRole | None
    person: str
    post: str
    text: str
    source: str
    given_at: datetime
    entered_at: datetime
    account_id: str
    account_name: str


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper as it stands; ``title`` is empty for a classified one and for one that only its addressee opens.

    ``whereabouts`` is where it went last (公文去向). ``version`` is to be given back with every act.
    """

    id: str
    seq: int
    number: str
    kind: PaperKind
    channel: Channel
    urgency: Urgency
    title: str
    document_number: str
    issuer: str
    copies: int
    pages: int | None
    important: bool
    to_handle: bool
    signed_by: str
    delivered_by: str
    addressee: str
    whereabouts: str
    received_at: datetime
    open: bool
    classified: ClassifiedItem | None
    version: int
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class PaperFile:
    """A paper with its matter and its steps, oldest first."""

    paper: Paper
    matter: MatterFile
    steps: tuple[PaperStep, ...]

    def opinions(self, *roles: OpinionRole) -> tuple[PaperStep, ...]:
        """Return the opinions, of some parts or all."""
        return tuple(
            step for step in self.steps if step.kind is PaperStepKind.OPINION and (not roles or step.role in roles)
        )

    @property
    def differing(self) -> PaperStep | None:
        """Return the step by which views differ, until the secretary-general has given a word on it (R112)."""
        for step in reversed(self.steps):
            if step.role is OpinionRole.APPROVED and step.post.startswith(SECRETARY_GENERAL):
                return None
            if step.kind is PaperStepKind.DIFFERED:
                return step
        return None

    @property
    def waits_for(self) -> OpinionRole | None:
        """Return which opinion it waits for: a fax or telegram the secretary-general's, then a vice mayor's (R144).

        Any paper waits for the secretary-general where views differ.
        """
        if self.paper.classified is not None or not self.paper.open:
            return None
        if self.differing is not None:
            return OpinionRole.APPROVED
        if self.paper.channel not in CIRCULATED:
            return None
        given = {step.role for step in self.opinions()}
        return next((role for role in (OpinionRole.APPROVED, OpinionRole.SETTLED) if role not in given), None)


SECRETARY_GENERAL = "秘书长"
DECIDES = frozenset({OpinionRole.SETTLED, OpinionRole.SIGNED})
"""The parts in which somebody decides on a paper."""
CIRCULATED = (Channel.FAX, Channel.TELEGRAM)
PAPER_CHANNELS = (Channel.PAPER, *CIRCULATED)


@dataclass(frozen=True, kw_only=True)
class RegisterFilter:
    """Which papers to list; empty fields do not restrict; ``until`` is not included."""

    since: datetime | None = None
    until: datetime | None = None
    kind: PaperKind | None = None
    channel: Channel | None = None
    open: bool | None = None
    issuer: str = ""


@dataclass(frozen=True)
class RegisterPage:
    """Some papers, newest first; ``before`` continues the list, None at its end."""

    papers: tuple[Paper, ...]
    before: int | None


@dataclass(frozen=True)
class RegisterCounts:
    """How many papers a filter finds, how many are open, pieces in all."""

    total: int
    open: int
    copies: int
