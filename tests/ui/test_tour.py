"""The tour drives the real windows through a duty day and leaves pictures, papers and a list of them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]
SIZE = (1366, 768)
AT_THE_DOOR = re.compile(r"-(first-start|recovery-key|empty-desk|sign-in|damaged|restore|restored)-(light|dark)\.png$")
"""Pictures of windows before the desk, which have a size of their own."""


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one tour in Chinese, made by a process of its own."""
    folder = tmp_path_factory.mktemp("tour") / "new"
    done = subprocess.run(
        [sys.executable, "main.py", "tour", "--out", str(folder), "--lang", "zh_CN"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stdout.strip()
    return folder


@pytest.fixture(scope="module")
def listed(tour: Path) -> dict[str, object]:
    loaded = json.loads((tour / "tour.json").read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def items(listed: dict[str, object]) -> list[dict[str, str]]:
    found = listed["items"]
    assert isinstance(found, list)
    return found


def test_the_list_names_every_file_and_every_file_is_there(tour: Path, listed: dict[str, object]) -> None:
    names = [item["file"] for item in items(listed)]
    assert len(names) == len(set(names)) > 40
    assert sorted(names) == sorted(file.name for file in tour.iterdir() if file.name != "tour.json")
    assert all(item["shows"] for item in items(listed))
    assert listed["language"] == "zh_CN"
    assert listed["size"] == "1366x768"
    assert listed["version"]


def test_the_stations_are_numbered_without_a_gap_and_shown_light_and_dark(listed: dict[str, object]) -> None:
    pictures = [item for item in items(listed) if item["file"].endswith(".png")]
    numbers = sorted({int(item["file"].partition("-")[0]) for item in items(listed)})
    assert numbers == list(range(1, len(numbers) + 1))
    stations: dict[str, set[str]] = {}
    for item in pictures:
        stations.setdefault(item["file"].rpartition("-")[0], set()).add(item["look"])
    assert all(looks == {"light", "dark"} for looks in stations.values()), stations
    shown = " ".join(stations)
    for page in ("desk", "slip", "matter", "log", "search", "print-day", "print-watch", "directory", "keys", "lock"):
        assert page in shown, page
    for page in ("calendar", "conflict", "swaps", "approval", "differences", "mine", "people", "notices"):
        assert f"roster-{page}" in shown, page
    for page in ("event-kind", "event-typing", "event-same", "event-file", "event-grade", "incidents"):
        assert page in shown, page
    for page in ("draft", "checks", "gates", "sign", "sending", "twice", "follow-up", "register", "print"):
        assert f"report-{page}" in shown, page
    for page in ("second-place-asked", "second-place", "damaged", "restore", "restored"):
        assert f"-{page}" in shown, page
    for page in ("due-panel", "alert-window", "alert-window-locked", "alert-chain", "alert-call"):
        assert page in shown, page
    for page in ("tasks", "reports", "sign", "refused", "read-back", "done", "overdue", "forced", "away"):
        assert f"handover-{page}" in shown, page
    for page in ("difference", "sheet", "order", "officers"):
        assert f"review-{page}" in shown, page
    assert "settings-journal" in shown
    assert "sign-in" in shown


def test_no_picture_is_empty_and_each_has_the_size_of_the_screen(tour: Path, listed: dict[str, object]) -> None:
    wrong = []
    for item in items(listed):
        if not item["file"].endswith(".png"):
            continue
        image = QImage(str(tour / item["file"]))
        if not AT_THE_DOOR.search(item["file"]) and (image.width(), image.height()) != SIZE:
            wrong.append(f"{item['file']}: {image.width()}x{image.height()}")
        small = image.scaled(96, 54)
        colours = {small.pixel(x, y) for x in range(small.width()) for y in range(small.height())}
        if len(colours) < 20:
            wrong.append(f"{item['file']}: {len(colours)} colours")
    assert wrong == []


def test_light_and_dark_are_two_pictures(tour: Path, listed: dict[str, object]) -> None:
    for item in items(listed):
        if item["look"] == "light":
            other = item["file"].replace("-light.png", "-dark.png")
            light, dark = QImage(str(tour / item["file"])), QImage(str(tour / other))
            assert light.size() == dark.size(), item["file"]
            assert brightness(light) > brightness(dark) + 60, item["file"]


def brightness(image: QImage) -> float:
    """Return the mean lightness of a picture, 0 to 255."""
    small = image.scaled(32, 18)
    points = [small.pixelColor(x, y).lightness() for x in range(small.width()) for y in range(small.height())]
    return sum(points) / len(points)


@pytest.mark.req("R018")
def test_the_papers_are_there_as_pdf_word_and_excel(tour: Path, listed: dict[str, object]) -> None:
    import unicodedata

    papers = {item["file"].partition("-")[2]: tour / item["file"] for item in items(listed) if item["look"] == "paper"}
    schedules = ("schedule-national_day-2026", "schedule-spring_festival-2027")
    slips = ("routing-slip", "circulation-slip", "reading-slip")
    names = ("duty-record", "work-log", *slips, *schedules, "handover-sheet", "handover-review")
    everywhere = {f"{name}.{ending}" for name in names for ending in ("pdf", "docx", "xlsx")}
    assert set(papers) == everywhere | {"situation-report.pdf", "situation-report.docx"}
    for name, title in (
        ("duty-record", "值班记录"),
        ("work-log", "值班工作日志"),
        ("routing-slip", "公文运转单"),
        ("circulation-slip", "传真电报传阅单"),
        ("reading-slip", "阅文单"),
        (schedules[0], "2026年国庆节值班安排表"),
        (schedules[1], "2027年春节值班安排表"),
        ("handover-sheet", "值班交接单"),
        ("handover-review", "交接班情况汇总"),
    ):
        text = unicodedata.normalize(
            "NFKC", "".join(page.extract_text() for page in PdfReader(papers[f"{name}.pdf"]).pages)
        )
        assert title in text.replace(" ", "")
        assert "演练" in text.replace(" ", ""), "a drill room's papers say so"
        sheet = load_workbook(papers[f"{name}.xlsx"]).active
        assert sheet is not None
        assert sheet.max_row > 5
        assert papers[f"{name}.docx"].read_bytes()[:2] == b"PK"
