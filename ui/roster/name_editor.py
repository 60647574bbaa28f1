"""Changing one name of a plan by keys: pinyin initials, and a list of who could be on, best first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from dutyroom.directory.pinyin import full_pinyin, initials
from dutyroom.frozen import dataclass
from dutyroom.roster.model import CandidateRank
from dutyroom.roster.model import Slot as RosterSlot
from ui.roster.words import counts_text, problem_text
from ui.widgets.completion import CompletionPopup, CompletionRow

_LEAST_WIDTH = 150


@dataclass(frozen=True)
class Choice:
    """Somebody who can be chosen, with what can be typed for the name."""

    member_id: str
    name: str
    initials: str
    pinyin: str
    note: str
    fit: bool

    def matches(self, typed: str) -> bool:
        """Return whether ``typed`` is a part of the name, or the beginning of its initials or pinyin."""
        asked = typed.strip().lower()
        return asked in self.name or self.initials.startswith(asked) or self.pinyin.startswith(asked)


def choices_of(ranks: Sequence[CandidateRank]) -> tuple[Choice, ...]:
    """Return the rows of the list, in the order of the ranks: counts, or why not."""
    return tuple(
        choice_of(rank.member_id, rank.name, counts_text(rank.counts) if rank.fit else problem_text(rank), fit=rank.fit)
        for rank in ranks
    )


def choice_of(member_id: str, name: str, note: str, *, fit: bool = True) -> Choice:
    """Return somebody with what can be typed for the name."""
    pinyin = full_pinyin(name, person=True).lower().replace(" ", "")
    return Choice(member_id, name, initials(name, person=True).lower(), pinyin, note, fit)


class NameEditor(QLineEdit):
    """Lies over one cell. ``chosen`` carries the slot and the member's identity; ``left`` when nothing was changed."""

    chosen = Signal(object, str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._slot: RosterSlot | None = None
        self._choices: tuple[Choice, ...] = ()
        self._popup = CompletionPopup(self, delay_ms=0)
        self.setPlaceholderText(self.tr("Initials"))
        self.setAccessibleName(self.tr("Name, by pinyin initials"))
        self._popup.wanted.connect(self._offer)
        self._popup.chosen.connect(self._take)
        self.installEventFilter(self)
        self.hide()

    def open_over(self, rect: QRect, slot: RosterSlot, typed: str) -> None:
        """Lie over a cell; ``typed`` is what was typed on it."""
        self._slot, self._choices = slot, ()
        self.setGeometry(rect.left(), rect.top(), max(rect.width(), _LEAST_WIDTH), rect.height())
        self.setText(typed)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def slot(self) -> RosterSlot | None:
        """Return the slot that is being changed."""
        return self._slot

    def offer(self, choices: Sequence[Choice]) -> None:
        """Take who can be chosen, and open the list."""
        self._choices = tuple(choices)
        self._offer(self.text())

    def offered(self) -> tuple[Choice, ...]:
        """Return who stands in the list for what is typed."""
        return tuple(choice for choice in self._choices if choice.matches(self.text()))

    @Slot(str)
    def _offer(self, text: str) -> None:
        rows = [
            CompletionRow(choice.member_id, choice.name, choice.note, icon="check" if choice.fit else "warning")
            for choice in self.offered()
        ]
        self._popup.show_rows(text, rows)

    @Slot(object)
    def _take(self, row: CompletionRow) -> None:
        slot = self._slot
        self._close()
        if slot is not None:
            self.chosen.emit(slot, row.key)

    def close_list(self) -> None:
        """Go away without a change."""
        self._close()

    def _close(self) -> None:
        self._slot = None
        self._popup.close()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep Esc from the window, and go away with the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            return False
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self._close()
            self.left.emit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc; the list has the other keys."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            self.left.emit()
            return
        super().keyPressEvent(event)
        if not self.text().strip():
            self._offer(self.text())
