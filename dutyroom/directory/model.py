"""Units, people and their phones, as they stand in the directory of the duty room."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from dutyroom.frozen import dataclass


class UnitKind(StrEnum):
    """What a unit is to this duty room; the intake register is kept by it."""

    SUPERIOR = "superior"
    LEADERS = "leaders"
    OFFICE = "office"
    COUNTY = "county"
    COMMITTEE = "committee"
    DEPARTMENT = "department"
    ENTERPRISE = "enterprise"
    OTHER_CITY = "other_city"
    OTHER = "other"


class PhoneLabel(StrEnum):
    """What a number is for."""

    DUTY = "duty"
    OFFICE = "office"
    MOBILE = "mobile"
    FAX = "fax"
    HOME = "home"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A body the duty room speaks with.

    ``pinyin`` holds one word per name (the full one, then the short one), syllables parted by an
    apostrophe: ``shi'zheng'fu``; ``initials`` likewise: ``szf``. ``dutyroom.directory.pinyin.spell_unit``
    makes both.
    """

    id: str
    name: str
    short_name: str = ""
    kind: UnitKind = UnitKind.OTHER
    parent_id: str | None = None
    pinyin: str = ""
    initials: str = ""
    remark: str = ""
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody in a unit; ``portfolio`` is what a leader answers for (分工), in the words of the file."""

    id: str
    unit_id: str
    name: str
    post: str = ""
    is_leader: bool = False
    portfolio: str = ""
    pinyin: str = ""
    initials: str = ""
    remark: str = ""
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class PhoneNumber:
    """A number of a unit or a person (``owner_id``), ``digits`` as typed; a private one is shown masked."""

    id: str
    owner_id: str
    label: PhoneLabel
    digits: str
    private: bool = False
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class NumberCheck:
    """One try whether a number still answers: when (UTC), with what result, by which account."""

    number_id: str
    at: datetime
    reachable: bool
    remark: str = ""
    by: str


class CandidateKind(StrEnum):
    """What a row offered while somebody types stands for."""

    UNIT = "unit"
    PERSON = "person"


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """What completion needs to know of a unit or a person.

    ``unit_id`` is the unit of a person, and of a unit itself. ``detail`` is shown beside the name (the post, the
    unit). ``numbers`` are bare digits; ``private_numbers`` are found only by whoever knows them whole, so
    that nobody can guess a masked number digit by digit.
    """

    id: str
    kind: CandidateKind
    unit_id: str
    name: str
    short_name: str = ""
    pinyin: str = ""
    initials: str = ""
    detail: str = ""
    numbers: tuple[str, ...] = ()
    private_numbers: tuple[str, ...] = ()
