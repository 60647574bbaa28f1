"""Keeps the pictures and papers of a tour, numbered, with a list of what they show."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from dutyroom.frozen import dataclass
from ui import theme


@dataclass(frozen=True)
class Item:
    """One picture or paper: its file, what it shows, in which look."""

    file: str
    shows: str
    look: str


class Album:
    """Numbers what is kept in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.items: list[Item] = []
        self._number = 0

    def next_number(self) -> int:
        """Begin the next station of the tour."""
        self._number += 1
        return self._number

    def picture(self, number: int, name: str, shows: str, window: QWidget) -> None:
        """Keep a picture of a window with the dialogs and lists above it."""
        look = theme.current().name
        file = f"{number:02d}-{name}-{look}.png"
        _composed(window).save(str(self.folder / file))
        self.items.append(Item(file, shows, look))

    def paper(self, number: int, name: str, shows: str) -> Path:
        """Return where to write a paper; it is listed from now on."""
        file = f"{number:02d}-{name}"
        self.items.append(Item(file, shows, "paper"))
        return self.folder / file

    def write_list(self, facts: dict[str, str | int]) -> None:
        """Write ``tour.json``."""
        form = {**facts, "items": [asdict(item) for item in self.items]}
        text = json.dumps(form, ensure_ascii=False, indent=1)
        (self.folder / "tour.json").write_text(text + "\n", "utf-8")


def _composed(window: QWidget) -> QPixmap:
    """Return the window with every other visible top-level window drawn where it stands."""
    picture = window.grab()
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible() and not other.size().isEmpty():
            corner = window.mapFromGlobal(other.mapToGlobal(other.rect().topLeft()))
            other.render(picture, corner)
            if isinstance(other, QDialog):
                _frame(picture, QRect(corner, other.size()))
    return picture


def _frame(picture: QPixmap, place: QRect) -> None:
    """Draw the edge that the window manager gives to a dialog."""
    painter = QPainter(picture)
    painter.setPen(QColor(theme.current().edge))
    painter.drawRect(place.adjusted(-1, -1, 0, 0))
    painter.end()
