"""The way back: which copy, who asks for it; what the damaged file still holds comes with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from dutyroom.bootstrap import Place
from dutyroom.clock import DEFAULT_ZONE, Clock
from dutyroom.errors import Refused
from dutyroom.frozen import dataclass
from dutyroom.safekeeping import BroughtBack, Copy, bring_room_back, key_of, newest_good
from ui.sign_in.card import CardPage, keyboard_order, link, primary
from ui.sign_in.password_field import PasswordField
from ui.widgets.relative_time import standard_time


@dataclass(frozen=True)
class Wish:
    """Copies to come back from, the best first, and who asks."""

    copies: tuple[Path, ...]
    login: str
    password: str = field(repr=False)


def come_back(place: Place, wish: Wish, clock: Clock) -> BroughtBack:
    """Bring the room back from the first copy that is whole; Refused as for signing in, ``backup.none_good``."""
    rings = [place, *(Place(copy) for copy in wish.copies)]
    key = key_of((ring for ring in rings if ring.key_file.exists()), wish.login, wish.password, clock.now())
    copy = newest_good(wish.copies, key)
    if copy is None:
        raise Refused("backup.none_good", folder=str(wish.copies[0].parent))
    return bring_room_back(copy, place, key, clock, _nobody)


class ComingBackPage(CardPage):
    """Asks for a copy, a name and a password; ``wanted`` carries a ``Wish``, ``other_file_wanted`` nothing."""

    wanted = Signal(object)
    other_file_wanted = Signal()

    def __init__(self, copies: Sequence[Copy], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copies = tuple(copies)
        self._choice = QComboBox(self)
        self._login = QLineEdit(self)
        self._password = PasswordField(self)
        self._back = link(self.tr("&Back"))
        self._other = link(self.tr("&Other file…"))
        self._go = primary(self.tr("Bring the room &back"))
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        self.set_words(
            self.tr("Bring the room back"),
            self.tr(
                "The copy takes the place of the data file. What the damaged file and its log still prove beyond it "
                "is brought over. Nothing is deleted: the old file stays beside."
            ),
        )
        for copy in self._copies:
            self._choice.addItem(f"{standard_time(copy.made_at, DEFAULT_ZONE)}　{copy.file.name}")
        self.add_fields((self.tr("&Copy"), self._choice))
        self.add_fields((self.tr("&Name or login"), self._login))
        self.add_fields((self.tr("&Password"), self._password))
        self.add_buttons((self._back, self._other), (self._go,))
        self.setFocusProxy(self._login)
        keyboard_order(self._choice, self._login, self._password, self._go, self._back, self._other)

    def _connect_signals(self) -> None:
        self._password.returnPressed.connect(self.submit)
        self._go.clicked.connect(self.submit)
        self._back.clicked.connect(self.back_wanted)
        self._other.clicked.connect(self.other_file_wanted)

    def set_busy(self, busy: bool) -> None:
        """Show that the room is being brought back."""
        self._go.setEnabled(not busy)
        self._go.setText(self.tr("Bringing it back…") if busy else self.tr("Bring the room &back"))

    @Slot()
    def submit(self) -> None:
        """Ask for the room to be brought back; a copy that is not whole gives way to the one before it."""
        if self._go.isEnabled() and self._login.text().strip():
            self.message.clear()
            self.set_busy(True)
            copies = tuple(copy.file for copy in self._copies[self._choice.currentIndex() :])
            self.wanted.emit(Wish(copies, self._login.text().strip(), self._password.text()))

    def said(self, back: BroughtBack) -> str:
        """Return in words how the room came back."""
        words = self.tr("The room is back from {copy}.").format(copy=back.copy.name)
        if back.salvaged.brought:
            words += self.tr(" {count} acts beyond it were brought over.").format(count=back.salvaged.brought)
        if back.salvaged.lost:
            words += self.tr(" {count} acts could not be; enter them again from paper.").format(
                count=back.salvaged.lost
            )
        return words


def _nobody(_done: int, _all: int) -> None:
    """The page shows that it is at work, not how far it is."""
