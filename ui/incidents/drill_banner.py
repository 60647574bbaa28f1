"""The violet banner over the whole window while a drill stands open: what, since when, and the act that ends it."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from dutyroom.accounts.model import Right
from dutyroom.changes import Changes, Topic
from dutyroom.incidents.drills import OpenDrill
from dutyroom.incidents.events import EventFile
from dutyroom.log.model import Draft
from ui import theme
from ui.log.dialogs import WORDS, TextDialog
from ui.log.draft_keeper import draft_id_of
from ui.theme import Tone
from ui.widgets.relative_time import span_text, standard_time
from ui.workplace import Workplace


class DrillBanner(QFrame):
    """Stands over every page and over the lock; hidden only when no drill is open."""

    opened = Signal(str)
    """The identity of the drill that somebody wants to see."""
    standing_changed = Signal(bool)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._drills: tuple[OpenDrill, ...] = ()
        self._locked = False
        self._word, self._what = QLabel(self.tr("DRILL")), QLabel()
        self.open_button = QPushButton(self.tr("Open the drill"))
        self.end_button = QPushButton(self.tr("End the drill…"))
        self._lay_out()
        self.open_button.clicked.connect(self._open)
        self.end_button.clicked.connect(self.ask_to_end)
        workplace.changed.connect(self._hear)
        self.hide()
        self.refresh()

    def drills(self) -> tuple[OpenDrill, ...]:
        """Return the drills that stand open, the oldest first."""
        return self._drills

    def text(self) -> str:
        """Return what the banner says."""
        return self._what.text()

    @Slot()
    def refresh(self) -> None:
        """Read again which drills stand open."""
        if not self._workplace.reads_log:
            return
        house, session = self._workplace.house, self._workplace.session

        def question() -> tuple[OpenDrill, ...]:
            return house.drills.standing(session)

        self._workplace.read(question, self, self._take, key="drills")

    def tick(self) -> None:
        """A minute passed: say for how long."""
        self._show()

    def set_locked(self, locked: bool) -> None:
        """Name no event on a locked desk, and let nobody act."""
        self._locked = locked
        self._show()

    @Slot()
    def ask_to_end(self) -> None:
        """Ask what came of the drill that was begun first; what was typed and not sent is there again."""
        if not self._drills:
            return
        workplace, drill = self._workplace, self._drills[0]
        house, session = workplace.house, workplace.session
        draft_id = draft_id_of(f"end drill {drill.id}", session.account_id)

        def question() -> list[Draft]:
            return house.drafts.of(session, WORDS)

        def show(drafts: list[Draft]) -> None:
            kept = next((str(json.loads(one.payload)["words"]) for one in drafts if one.id == draft_id), "")
            self._end_dialog(drill, draft_id, kept).open()

        workplace.read(question, self, show, key="words")

    def _end_dialog(self, drill: OpenDrill, draft_id: str, kept: str) -> TextDialog:
        house, session = self._workplace.house, self._workplace.session

        def act(words: str) -> EventFile:
            return house.drills.end(session, drill.id, words)

        return TextDialog(
            self._workplace,
            self.tr("End the drill {number}").format(number=drill.number),
            self.tr("Write what came of it. Its alerts, its clocks and the calls that were joined to it end with it."),
            self.tr("End the drill"),
            act,
            self.window(),
            text=kept,
            draft_id=draft_id,
        )

    def _take(self, drills: tuple[OpenDrill, ...]) -> None:
        before, self._drills = bool(self._drills), drills
        self._show()
        if before != bool(drills):
            self.standing_changed.emit(bool(drills))

    def _show(self) -> None:
        self.setVisible(bool(self._drills))
        if not self._drills:
            return
        first, now = self._drills[0], self._workplace.house.clock.now()
        since = standard_time(first.since, self._workplace.zone)
        words = self.tr("since {time} ({span})").format(time=since, span=span_text(now - first.since))
        if not self._locked:
            words = f"{first.number} {first.title} · {words}"
        if len(self._drills) > 1:
            words += self.tr(" · {count} drills are open").format(count=len(self._drills))
        self._what.setText(words)
        self.setAccessibleName(f"{self._word.text()} {words}")
        writes = self._workplace.session.may(Right.WRITE_LOG)
        self.open_button.setVisible(not self._locked)
        self.end_button.setVisible(writes and not self._locked)

    @Slot()
    def _open(self) -> None:
        if self._drills:
            self.opened.emit(self._drills[0].id)

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.INCIDENTS, Topic.MATTERS):
            self._workplace.reread(self, self.refresh)

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="banner", tone=Tone.DRILL.value)
        for words, kind in ((self._word, "section"), (self._what, "strong")):
            theme.mark(words, type=kind, tone=Tone.DRILL.value)
        self._what.setTextFormat(Qt.TextFormat.PlainText)
        self._what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.space_4, sizes.space_1, sizes.space_3, sizes.space_1)
        row.setSpacing(sizes.space_3)
        row.addWidget(self._word)
        row.addWidget(self._what, 1)
        row.addWidget(self.open_button)
        row.addWidget(self.end_button)
