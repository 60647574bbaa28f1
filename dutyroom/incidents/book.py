"""The book of grading: read from ``resources/rules/grading.yaml`` or from a mapping kept as a later version (R037)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from functools import cache
from typing import Any

from dutyroom.errors import Refused
from dutyroom.incidents.faults import LARGEST, FaultyBook, Notes, Tree
from dutyroom.incidents.model import (
    Condition,
    Criterion,
    EventClass,
    EventType,
    Figure,
    FigureUnit,
    Grade,
    GradingBook,
    Source,
    Threshold,
    Verification,
)
from dutyroom.paths import resource

_TOP = ("version", "compiled", "statutes", "basis", "laws", "figures", "types")
_TYPE = [
    "class",
    "verification",
    "sources",
    "remarks",
    "trigger",
    "always_report",
    "higher_of",
    "local_grades",
    "local_plan",
    "grade_labels",
    "reported",
    "grades",
]
_CRITERION = ["id", "figures", "scope", "words", "verification", "law", "article", "remark"]
_SOURCE = ["law", "title", "article", "quote", "url", "file", "remark"]


@cache
def shipped_tree() -> Mapping[str, Any]:
    """Return the shipped rules as they are written, read once."""
    import yaml  # only grading needs it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tree: Mapping[str, Any] = yaml.load(resource("rules/grading.yaml").read_text("utf-8"), Loader=loader)
    return tree


@cache
def shipped_book() -> GradingBook:
    """Return the shipped book, read once."""
    return read_book(shipped_tree())


def read_book(tree: object, base: GradingBook | None = None) -> GradingBook:
    """Return the book that a mapping of YAML or JSON describes.

    With ``base`` it has to have the types and figures of that book, neither more nor fewer, so that a later version
    changes conditions and nothing that incidents already hold. Raises ``FaultyBook``, which names every condition that
    is wrong: unknown names, numbers that are none, bands that end before they begin, a worse grade that asks for less.
    """
    reader = _Reader()
    book = reader.book(tree)
    if base is not None:
        reader.compare(book, base)
    if reader.notes.faults:
        raise FaultyBook(reader.notes.faults)
    return book


class _Reader:
    """Reads one book and notes what is wrong with it."""

    def __init__(self) -> None:
        self.notes = Notes()
        self._laws: dict[str, Source] = {}
        self._figures: dict[str, Figure] = {}

    def book(self, tree: object) -> GradingBook:
        top = self.notes.tree(tree, "grading", _TOP)
        version = top.get("version")
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            self.notes.unreadable("grading", "version")
            version = 0
        for id_, law in self.notes.tree(top.get("laws", {}), "laws").items():
            self._laws[id_] = self._law(law, f"laws.{id_}")
        for id_, figure in self.notes.tree(top.get("figures", {}), "figures").items():
            self._figures[id_] = self._figure(id_, figure)
        entries = self.notes.tree(top.get("types", {}), "types")
        types = {id_: self._type(id_, entry) for id_, entry in entries.items()}
        for id_, entry in entries.items():
            lent = self.notes.names(entry, "higher_of", id_, types) if isinstance(entry, Mapping) else ()
            types[id_] = self._joined(types[id_], [types[other] for other in lent if other != id_])
        return GradingBook(version, self._figures, types)

    def compare(self, book: GradingBook, base: GradingBook) -> None:
        """Note the types and figures that one of the books has and the other has not."""
        for place, ours, theirs in (("types", book.types, base.types), ("figures", book.figures, base.figures)):
            for missing in set(theirs) - set(ours):
                self.notes.add(place, Refused("incidents.rule_missing_part", place=place, part=missing))
            for added in set(ours) - set(theirs):
                self.notes.unknown(place, added)

    def _law(self, tree: object, place: str) -> Source:
        law = self.notes.tree(tree, place, ("title", "url", "file"))
        words = {part: self.notes.text(law, part, place) for part in ("url", "file")}
        return Source(self.notes.text(law, "title", place, needed=True), **words)

    def _figure(self, id_: str, tree: object) -> Figure:
        place = f"figures.{id_}"
        figure = self.notes.tree(tree, place, ("unit", "limit", "sum", "largest"))
        unit = self.notes.one_of(FigureUnit, figure.get("unit"), place) or FigureUnit.PEOPLE
        limit = self.notes.number(figure.get("limit", LARGEST), place, "limit")
        earlier = self._figures  # parts stand before the whole, so no figure is made of itself
        return Figure(
            id_,
            unit,
            LARGEST if limit is None else limit,
            self.notes.names(figure, "sum", place, earlier),
            self.notes.names(figure, "largest", place, earlier),
        )

    def _type(self, id_: str, tree: object) -> EventType:
        entry = self.notes.tree(tree, id_, _TYPE)
        verification = self.notes.one_of(Verification, entry.get("verification"), id_) or Verification.MEMORY
        sources = tuple(self._source(source, id_) for source in self.notes.items(entry, "sources", id_))
        if not sources:
            self.notes.add(id_, Refused("incidents.rule_missing_part", place=id_, part="sources"))
        first = sources[0] if sources else Source("")
        reported = tuple(
            self._criterion(one, f"{id_}.report", verification, first)
            for one in self.notes.items(entry, "reported", id_)
        )
        conditions = self._conditions(id_, entry, verification, first)
        self._check_ids(reported + conditions)
        self._check_order(conditions)
        labels = self.notes.tree(entry.get("grade_labels", {}), id_, tuple(Grade))
        return EventType(
            id=id_,
            event_class=self.notes.one_of(EventClass, entry.get("class"), id_) or EventClass.ACCIDENT,
            verification=verification,
            sources=sources,
            remarks=tuple(str(remark) for remark in self.notes.items(entry, "remarks", id_)),
            conditions=conditions,
            reported=reported,
            figures=frozenset(),
            wholes=(),
            grade_labels={Grade(grade): str(label) for grade, label in labels.items() if grade in tuple(Grade)},
            local_grades=tuple(Grade(one) for one in self.notes.names(entry, "local_grades", id_, tuple(Grade))),
            local_plan=self.notes.text(entry, "local_plan", id_),
            trigger=self.notes.flag(entry, "trigger", id_),
            always_report=self.notes.flag(entry, "always_report", id_),
        )

    def _source(self, tree: object, place: str) -> Source:
        source = self.notes.tree(tree, place, _SOURCE)
        law = self._law_named(source, place, Source(""))
        words = {part: self.notes.text(source, part, place) for part in ("article", "quote", "remark")}
        url = self.notes.text(source, "url", place) or law.url
        return Source(title=law.title, url=url, file=law.file, **words)

    def _law_named(self, tree: Tree, place: str, otherwise: Source) -> Source:
        name = self.notes.text(tree, "law", place)
        if not name:
            return otherwise
        if name not in self._laws:
            self.notes.unknown(place, name)
        return self._laws.get(name, otherwise)

    def _conditions(
        self, type_id: str, entry: Tree, verification: Verification, source: Source
    ) -> tuple[Condition, ...]:
        grades = self.notes.tree(entry.get("grades", {}), type_id, tuple(Grade))
        found = []
        for grade in Grade:
            place = f"{type_id}.{grade}"
            for one in self.notes.items(grades, grade, place):
                read = self._criterion(one, place, verification, source)
                found.append(Condition(**{one.name: getattr(read, one.name) for one in fields(read)}, grade=grade))
        return tuple(found)

    def _criterion(self, tree: object, place: str, verification: Verification, source: Source) -> Criterion:
        entry = self.notes.tree(tree, place, _CRITERION)
        place = f"{place}.{self.notes.text(entry, 'id', place, needed=True)}"
        figures = self.notes.tree(entry.get("figures", {}), place)
        thresholds = [self._threshold(figure, band, place) for figure, band in figures.items()]
        words = self.notes.text(entry, "words", place)
        if not figures and not words:
            self.notes.add(place, Refused("incidents.rule_empty", place=place))
        own = entry.get("verification")
        source = self._law_named(entry, place, source)
        article = self.notes.text(entry, "article", place)
        if article:
            source = replace(source, article=article, quote="", remark="")
        return Criterion(
            id=place,
            thresholds=tuple(one for one in thresholds if one is not None),
            scope=self.notes.text(entry, "scope", place),
            words=words,
            verification=verification if own is None else self.notes.one_of(Verification, own, place) or verification,
            source=source,
            remark=self.notes.text(entry, "remark", place),
        )

    def _threshold(self, figure: str, tree: object, place: str) -> Threshold | None:
        band = self.notes.tree(tree, place, ("from", "below"))
        if figure not in self._figures:
            self.notes.unknown(place, figure)
            return None
        least = self.notes.number(band.get("from"), place, f"{figure}.from")
        below = self.notes.number(band["below"], place, f"{figure}.below") if "below" in band else None
        if least is None:
            return None
        if below is not None and below <= least:
            error = Refused("incidents.rule_band", place=place, part=figure, least=f"{least:f}", below=f"{below:f}")
            self.notes.add(place, error)
        return Threshold(figure, least, below)

    def _check_ids(self, criteria: tuple[Criterion, ...]) -> None:
        seen: set[str] = set()
        for one in criteria:
            if one.id in seen:
                self.notes.add(one.id, Refused("incidents.rule_twice", place=one.id))
            seen.add(one.id)

    def _check_order(self, conditions: tuple[Condition, ...]) -> None:
        """Note a worse grade that asks for no more of the same single figure than a lighter one."""
        worst: dict[tuple[str, str], tuple[Grade, Decimal, str]] = {}
        for one in reversed(conditions):  # from the lightest grade up
            if len(one.thresholds) != 1:
                continue
            figure, least = one.thresholds[0].figure, one.thresholds[0].least
            grade, before, other = worst.get((figure, one.scope), (one.grade, Decimal(-1), one.id))
            if grade is not one.grade and least <= before:
                self.notes.add(one.id, Refused("incidents.rule_order", place=one.id, other=other))
            worst[figure, one.scope] = (one.grade, max(before, least), one.id)

    def _joined(self, event: EventType, lenders: list[EventType]) -> EventType:
        """Return ``event`` with the conditions of ``lenders``, whose higher grade holds too, and all their figures."""
        everything = event.conditions + tuple(one for lender in lenders for one in lender.conditions)
        ordered = tuple(sorted(everything, key=lambda one: -one.grade.weight))
        figures = {threshold.figure for one in (*ordered, *event.reported) for threshold in one.thresholds}
        for figure in reversed(self._figures.values()):  # a whole stands behind its parts
            if figure.id in figures:
                figures.update(figure.sum_of, figure.largest_of)
        wholes = tuple(one for one in self._figures.values() if one.id in figures and (one.sum_of or one.largest_of))
        return replace(event, conditions=ordered, figures=frozenset(figures), wholes=wholes)
