"""A drop-down of the members of an enum, in the words of the screen."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtWidgets import QComboBox, QWidget

from ui.terms import label

E = TypeVar("E", bound=StrEnum)


class Choice(QComboBox, Generic[E]):
    """Chooses one member; ``any_text`` puts a first row in front that stands for none of them."""

    def __init__(self, members: Iterable[E], *, any_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Qt would hand a StrEnum back as a plain text, so the members are kept here.
        self._members: list[E | None] = [None] if any_text else []
        if any_text:
            self.addItem(any_text)
        for member in members:
            self._members.append(member)
            self.addItem(label(member))
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def value(self) -> E | None:
        """Return the chosen member, or None for the row in front."""
        place = self.currentIndex()
        return self._members[place] if 0 <= place < len(self._members) else None

    def choose(self, member: E | None) -> None:
        """Choose a member; an unknown one leaves the choice as it is."""
        if member in self._members:
            self.setCurrentIndex(self._members.index(member))

    def choose_value(self, value: str) -> None:
        """Choose the member with this value; an unknown one leaves the choice as it is."""
        self.choose(next((member for member in self._members if member is not None and member.value == value), None))
