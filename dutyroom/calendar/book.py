"""The shipped book of holidays: names, laws and arrangements of ``resources/rules/holidays.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from dutyroom.calendar.model import ArrangementStatus, Holiday, YearArrangement
from dutyroom.frozen import dataclass
from dutyroom.paths import resource


@dataclass(frozen=True)
class HolidayName:
    """What a holiday is called; ``joins`` are the ids of the festivals of a common holiday."""

    id: str
    zh: str
    en: str
    also: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()


@dataclass(frozen=True)
class StatutoryRule:
    """Days off of one festival: ``days`` days from a solar date, a lunar date or a solar term.

    ``shift`` moves the first of them; New Year's Eve is the first lunar day, moved by -1.
    """

    holiday_id: str
    days: int
    solar: tuple[int, int] | None
    lunar: tuple[int, int] | None
    term: str | None
    shift: int

    def dates(self, year: int) -> tuple[date, ...]:
        """Return the days of ``year``; lunar dates and solar terms load the lunar calendar."""
        first = self._origin(year) + timedelta(days=self.shift)
        return tuple(first + timedelta(days=number) for number in range(self.days))

    def _origin(self, year: int) -> date:
        if self.solar is not None:
            return date(year, *self.solar)
        from dutyroom.calendar.lunar import date_of_lunar, solar_term_date

        if self.lunar is not None:
            return date_of_lunar(year, *self.lunar)
        assert self.term is not None
        return solar_term_date(year, self.term)


@dataclass(frozen=True)
class StatutoryLaw:
    """One text of the law on holidays, for the calendar years from ``from_year`` to the next text."""

    from_year: int
    total_days: int
    rules: tuple[StatutoryRule, ...]


@dataclass(frozen=True)
class HolidayBook:
    """What is shipped about holidays."""

    names: Mapping[str, HolidayName]
    laws: tuple[StatutoryLaw, ...]
    one_off: tuple[tuple[str, tuple[date, ...]], ...]
    arrangements: Mapping[int, YearArrangement]

    def law_of(self, year: int) -> StatutoryLaw:
        """Return the text that applies to ``year``; ValueError before the first."""
        return max(
            (law for law in self.laws if law.from_year <= year),
            key=lambda law: law.from_year,
        )

    def statutory_days(self, year: int) -> dict[str, tuple[date, ...]]:
        """Return the statutory days of ``year`` by holiday id, in the order of the law.

        Where two festivals meet on a day, it stands with both. Source: the law of that year, and single notices.
        """
        days = {rule.holiday_id: rule.dates(year) for rule in self.law_of(year).rules}
        for holiday_id, dates in self.one_off:
            if dates[0].year == year:
                days[holiday_id] = dates
        return days

    def festivals_of(self, holiday_id: str) -> tuple[str, ...]:
        """Return the festivals a holiday stands for: itself, or those that it joins."""
        name = self.names.get(holiday_id)
        return name.joins if name is not None and name.joins else (holiday_id,)


@cache
def shipped_book() -> HolidayBook:
    """Return the shipped book, read once."""
    import yaml  # only a question about a date needs it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tree: dict[str, Any] = yaml.load(resource("rules/holidays.yaml").read_text("utf-8"), Loader=loader)
    names = {
        id_: HolidayName(id_, entry["zh"], entry["en"], tuple(entry.get("also", ())), tuple(entry.get("joins", ())))
        for id_, entry in tree["names"].items()
    }
    return HolidayBook(
        names=names,
        laws=tuple(_law(entry) for entry in tree["laws"]),
        one_off=tuple((entry["holiday"], tuple(entry["statutory"])) for entry in tree["one_off"]),
        arrangements={entry["year"]: _arrangement(entry, names) for entry in tree["arrangements"]},
    )


def _law(entry: dict[str, Any]) -> StatutoryLaw:
    rules = tuple(
        StatutoryRule(
            holiday_id=rule["holiday"],
            days=rule["days"],
            solar=_month_and_day(rule.get("solar")),
            lunar=_month_and_day(rule.get("lunar")),
            term=rule.get("term"),
            shift=rule.get("shift", 0),
        )
        for rule in entry["days"]
    )
    return StatutoryLaw(entry["from_year"], entry["total_days"], rules)


def _month_and_day(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    month, day = text.split("-")
    return int(month), int(day)


def _arrangement(entry: dict[str, Any], names: Mapping[str, HolidayName]) -> YearArrangement:
    holidays = tuple(
        Holiday(
            id=holiday["id"],
            name=names[holiday["id"]].zh,
            first=holiday["rest"][0],
            last=holiday["rest"][1],
            statutory=tuple(holiday["statutory"]),
            make_up=tuple(holiday["make_up"]),
        )
        for holiday in entry["holidays"]
    )
    return YearArrangement(entry["year"], ArrangementStatus(entry["status"]), holidays, entry["source"])
