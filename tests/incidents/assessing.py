"""Grades facts as a program would hand them in."""

from __future__ import annotations

from collections.abc import Mapping

from dutyroom.incidents.book import shipped_book
from dutyroom.incidents.facts import sheet_of
from dutyroom.incidents.model import Assessment
from dutyroom.incidents.rules import grade


def assess(type_id: str, figures: Mapping[str, float] | None = None, **others: object) -> Assessment:
    """Return what the shipped rules say of a kind, its figures, and whatever else the sheet holds."""
    book = shipped_book()
    return grade(book, sheet_of(book, {"type": type_id, "facts": figures or {}, **others}))
