"""How the close of day is written in the settings, with changes dated ahead."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyroom.seasons import DatedSeasons, SeasonStart, read_close_of_day, write_close_of_day

starts = st.builds(
    SeasonStart, st.integers(1, 12), st.integers(1, 28), st.times().map(lambda t: time(t.hour, t.minute))
)
seasons = st.lists(starts, min_size=1, max_size=4, unique_by=lambda start: start[:2]).map(
    lambda found: tuple(sorted(found))
)
dates = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(seasons, st.dictionaries(dates, seasons, max_size=3))
def test_seasons_are_read_back_as_they_were_written(first: object, later: dict[date, object]) -> None:
    changes = tuple(sorted(DatedSeasons(begins, found) for begins, found in {date.min: first, **later}.items()))  # type: ignore[arg-type]
    assert read_close_of_day(write_close_of_day(changes)) == changes


def test_a_value_of_an_older_release_holds_from_the_beginning() -> None:
    (change,) = read_close_of_day("10-01 17:30,05-01  18:00")
    assert change == (date.min, (SeasonStart(5, 1, time(18)), SeasonStart(10, 1, time(17, 30))))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "; 2027-03-01: 05-01 18:00",
        "05-01 18:00;",
        "05-01 18:00; 05-01 18:00",
        "05-01 18:00; 2027-02-29: 05-01 18:00",
        "05-01 18:00; 2027-03-01:",
        "05-01 18:00; 1027-03-01: 05-01 18:00",
        "05-01 18:00; 2027-03-01: 05-01 18:00; 2027-03-01: 05-01 17:00",
        "02-29 18:00",
        "5-1 18:00",
    ],
)
def test_what_cannot_be_said_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_close_of_day(text)
