"""What is found in the words of a report while somebody writes: elements, and figures that differ from the file."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from dutyroom.frozen import dataclass


class Element(StrEnum):
    """What a report has to tell (R093); which words show it stands in ``resources/rules/elements.yaml``."""

    TIME = "time"
    PLACE = "place"
    SOURCE = "source"
    CAUSE = "cause"
    COURSE = "course"
    CONSEQUENCES = "consequences"
    SCOPE = "scope"
    TREND = "trend"
    MEASURES_TAKEN = "measures_taken"
    MEASURES_PLANNED = "measures_planned"
    PROPOSAL = "proposal"
    CONTACT = "contact"


class ElementState(StrEnum):
    """Whether an element is told, said to be unknown (待核实), or not there."""

    PRESENT = "present"
    UNVERIFIED = "unverified"
    MISSING = "missing"


@dataclass(frozen=True)
class ElementFinding:
    """One element: how it stands, the words that show it, and whether a report without it goes up all the same."""

    element: Element
    state: ElementState
    words: str = ""
    needed: bool = True


@dataclass(frozen=True)
class FigureSaid:
    """One source's last word on a figure."""

    value: Decimal
    said_by: str


@dataclass(frozen=True)
class FigureDifference:
    """A figure in the words that no source of the file gives; ``known`` is empty where the file has none at all.

    ``start`` and ``end`` are places in the body, for marking.
    """

    figure: str
    written: Decimal
    known: tuple[FigureSaid, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Script:
    """Words ready to be read out or pasted: by phone with read-back, and as a short message."""

    phone: str
    sms: str
