"""What the review draws: said in words as well, in the colours of the look, and nothing where there is nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtGui import QColor

from dutyroom.clock import DEFAULT_ZONE
from tests.documents.handovers import MORNING
from ui import theme
from ui.handover.charts import AgeChart, CallsChart, Chart, PendingChart, PunctualityChart
from ui.theme import Tone

pytestmark = pytest.mark.usefixtures("qapp")


def colours(chart: Chart) -> set[str]:
    chart.resize(220, 80)
    image = chart.grab().toImage()
    return {QColor(image.pixel(x, y)).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.req("R209")
def test_each_drawing_says_what_it_shows_and_marks_what_is_late_or_old() -> None:
    days = [MORNING + timedelta(hours=12 * place) for place in range(4)]
    danger = QColor(theme.current().tone(Tone.DANGER).ink).name()
    warning = QColor(theme.current().tone(Tone.WARNING).ink).name()
    accent = QColor(theme.current().accent).name()

    pending = PendingChart()
    nothing = colours(pending)
    pending.show_points(list(zip(days, (3, 9, 6, 5), strict=True)), DEFAULT_ZONE)
    assert pending.toolTip() == "Pending: 3 at first, 5 at last, 9 at most"
    assert len(colours(pending)) > len(nothing)

    punctual = PunctualityChart()
    limit = timedelta(minutes=10)
    punctual.show_lateness([(day, timedelta(minutes=-5)) for day in days], limit, DEFAULT_ZONE)
    assert danger not in colours(punctual)
    late = [*((day, timedelta()) for day in days[:3]), (days[3], timedelta(minutes=25))]
    punctual.show_lateness(late, limit, DEFAULT_ZONE)
    assert punctual.toolTip() == "1 of 4 late, at most by 25 min"
    assert danger in colours(punctual)

    calls = CallsChart()
    calls.show_calls([[5 if (day, hour) == (2, 14) else 0 for hour in range(24)] for day in range(7)])
    assert calls.toolTip() == "Most calls: Wed 14:00, 5"
    assert accent in colours(calls)

    ages = AgeChart()
    ages.show_ages(((0, 1, 4), (1, 2, 0), (2, 4, 1), (4, 8, 0), (8, 31, 0), (31, None, 2)))
    assert ages.accessibleDescription() == "0 d: 4\n2–3 d: 1\n31 d and more: 2"
    assert {accent, warning} <= colours(ages)
