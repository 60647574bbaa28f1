"""How long it takes to grade one full sheet of facts as each of the thirty kinds of events."""

from __future__ import annotations

from decimal import Decimal

from dutyroom.incidents.book import shipped_book
from dutyroom.incidents.model import FactSheet
from dutyroom.incidents.rules import grade
from tests.benchmarks.measuring import Limit, Line, milliseconds, side_by_side


def grading_line(rounds: int) -> Line:
    """Return what grading over all types costs, beside as many plain comparisons as the rules have ends of bands."""
    book = shipped_book()
    sheets = []
    for value in (0, 2, 15, 60, 1200):
        figures = {name: min(Decimal(value), figure.limit) for name, figure in book.figures.items()}
        sheets.append([FactSheet(type_id, figures) for type_id in book.types])
    ends = [
        end
        for event in book.types.values()
        for one in event.conditions
        for threshold in one.thresholds
        for end in (threshold.least, threshold.below)
        if end is not None
    ]
    fifteen = Decimal(15)
    ours, floor = side_by_side(
        rounds,
        lambda number: milliseconds(lambda: [grade(book, sheet) for sheet in sheets[number % len(sheets)]]),
        lambda _number: milliseconds(lambda: [end <= fifteen for end in ends]),
    )
    name = f"{len(ends)} plain comparisons"
    return Line("grading a full sheet, all types", "ms", ours, name, floor, (Limit("p95", 2),))
