"""Kinds and versions of the room's rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from dutyroom.frozen import dataclass


class RuleKind(StrEnum):
    """Which rules: when an event is of which grade, who is called in which order, by when what is told."""

    GRADING = "grading"
    ESCALATION = "escalation"
    DEADLINES = "deadlines"


class RuleOrigin(StrEnum):
    """Where a version comes from: with the program, edited here, or an earlier one brought back."""

    SHIPPED = "shipped"
    CHANGED = "changed"
    BROUGHT_BACK = "brought_back"


@dataclass(frozen=True, kw_only=True)
class RuleVersion:
    """One version of one kind of rules, numbered from 1 in this room; it is never changed again.

    ``shipped`` is the number that the program gives to the rules it rests on. ``at`` is None for the first version of a
    room that has not been kept yet: the rules that the program brings hold then as version 1.
    """

    kind: RuleKind
    version: int
    origin: RuleOrigin
    shipped: int
    reason: str = ""
    at: datetime | None = None
    in_force_from: datetime | None = None
    account_id: str = ""
    account_name: str = ""


@dataclass(frozen=True)
class RuleSet:
    """A version with its rules, as they are written in YAML or JSON; nobody changes the tree."""

    version: RuleVersion
    tree: Mapping[str, Any]
