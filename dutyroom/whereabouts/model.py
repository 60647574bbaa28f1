"""Where leaders are, as they told the duty room, and who acts for them meanwhile."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from dutyroom.frozen import dataclass
from dutyroom.roster.model import NoticeChannel


class WhereaboutsKind(StrEnum):
    """What a notice says of a leader."""

    IN_CITY = "in_city"  # off work, within reach (R139)
    TRIP = "trip"
    ABROAD = "abroad"
    LEAVE = "leave"
    SICK = "sick"
    MEETING = "meeting"
    OTHER = "other"
    STANDING_DEPUTY = "standing_deputy"  # says nothing of a place: who acts whenever they are away (A and B)


class WhereaboutsAct(StrEnum):
    """What a row of the register does to its notice."""

    NOTED = "noted"
    CORRECTED = "corrected"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class NewNotice:
    """What is asked for to note where a leader is.

    Persons are of the directory. ``since`` and ``until`` are aware moments, None for an open end; the end itself is no
    longer part of it. ``reach`` is a number, masked from then on; ``told_by`` who said so (empty: the leader),
    ``told_at`` when (None: now); ``passed_on`` which sections were told of the deputy (R113).
    """

    person_id: str
    kind: WhereaboutsKind
    since: datetime
    until: datetime | None = None
    place: str = ""
    reach: str = ""
    deputy_id: str = ""
    told_by: str = ""
    told_at: datetime | None = None
    channel: NoticeChannel = NoticeChannel.PHONE
    passed_on: str = ""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A notice as one row of the register has it; the last row of an ``id`` is the one that holds.

    ``reach`` is masked. ``reason`` says why it was corrected, ended or withdrawn; ``noted_by`` who wrote the row.
    """

    id: str
    act: WhereaboutsAct
    person_id: str
    person_name: str
    post: str
    kind: WhereaboutsKind
    since: datetime
    until: datetime | None
    place: str
    reach: str
    deputy_id: str
    deputy_name: str
    told_by: str
    told_at: datetime
    channel: NoticeChannel
    passed_on: str
    reason: str
    noted_at: datetime
    noted_by: str
    seq: int


@dataclass(frozen=True)
class AbsentLeader:
    """A leader who is away, and who acts for them; ``standing`` where that is their standing deputy.

    An empty ``deputy_id`` means that nobody was named, which R113 does not allow.
    """

    notice: Notice
    deputy_id: str
    deputy_name: str
    standing: bool = False


@dataclass(frozen=True)
class InCharge:
    """A leader in charge of the running watch; ``person_id`` is empty where the directory does not know them."""

    person_id: str
    name: str
