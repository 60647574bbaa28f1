"""What the section of the holidays asks the room: a year with its versions and local holidays, read in one go."""

from __future__ import annotations

from datetime import date

from dutyroom.bootstrap import House
from dutyroom.calendar.model import ArrangementVersion, Day, DayChange, LocalEntry, LocalHoliday, YearArrangement
from dutyroom.calendar.rules import standing
from dutyroom.frozen import dataclass


@dataclass(frozen=True)
class YearView:
    """One year as it stands: its days, its arrangement, the versions newest first, the local holidays of all years."""

    year: int
    days: tuple[Day, ...]
    arrangement: YearArrangement
    versions: tuple[ArrangementVersion, ...]
    local_entries: tuple[LocalEntry, ...]

    @property
    def local_holidays(self) -> tuple[LocalHoliday, ...]:
        """Return the local holidays that stand, by date."""
        return standing(self.local_entries)


def read_year(house: House, year: int) -> YearView:
    """Return ``year`` as it stands; Refused ``calendar.year_unknown``."""
    calendar = house.calendar.days_known
    return YearView(
        year=year,
        days=calendar.days(date(year, 1, 1), date(year, 12, 31)),
        arrangement=calendar.arrangement(year),
        versions=house.arrangements.versions(year),
        local_entries=house.arrangements.local_entries(),
    )


def changes_of_version(house: House, version: ArrangementVersion) -> tuple[DayChange, ...]:
    """Return the days that ``version`` made different from the one before it."""
    return house.arrangements.difference(version.year, version.version - 1, version.version)
