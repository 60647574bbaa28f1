"""Who is responsible now, since when, who is away, and how long until the watch changes hands."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dutyroom.handover.model import HandoverState
from dutyroom.handover.views import Missing, Standing
from ui import theme
from ui.directory.elided_label import ElidedLabel
from ui.handover.picture import Picture
from ui.handover.verbs import HandoverVerbs
from ui.handover.words import away_text, clock_text, listed, minutes_text, missing_text, people_text, watch_text
from ui.terms import label
from ui.theme import Tone
from ui.widgets.pill import Pill
from ui.workplace import Workplace

_TONES = {
    HandoverState.DRAFT: Tone.NEUTRAL,
    HandoverState.READY: Tone.ACCENT,
    HandoverState.SIGNED: Tone.ACCENT,
    HandoverState.REFUSED: Tone.DANGER,
    HandoverState.ACCEPTED: Tone.SUCCESS,
}


class WatchBar(QFrame):
    """Two lines at the left, the state and the buttons at the right; what is missing stands below."""

    missing_wanted = Signal(object)
    """The ``Missing`` to whose place somebody wants to go."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._standing: Standing | None = None
        self._who = QLabel(self)
        self._since = ElidedLabel(parent=self)
        self._away = Pill("", Tone.WARNING, self)
        self._state = Pill("", Tone.NEUTRAL, self)
        self._left = Pill("", Tone.NEUTRAL, self)
        self.verbs = HandoverVerbs(self)
        self._missing = QLabel(self)
        self._first: Missing | None = None
        self.go_there = QPushButton(self.tr("&Go there"), self)
        self._build()
        self.go_there.clicked.connect(self._go_there)

    def show_picture(self, picture: Picture) -> None:
        """Show who is responsible, and where the handover stands."""
        self._standing = picture.standing
        watch, handover = picture.watch, picture.handover
        self._state.setVisible(handover is not None)
        if handover is not None:
            self._state.setText(label(handover.state))
            self._state.set_tone(_TONES[handover.state])
        if watch is None:
            self._who.setText(self.tr("Nobody is on watch"))
            self._since.setText(self.tr("Expected: {names}").format(names=listed(picture.standing.expected) or "—"))
        else:
            self._who.setText(self.tr("Responsible now: {names}").format(names=people_text(watch)))
            self._since.setText(self._facts(picture))
        self._say_missing(picture)
        self.tick(self._workplace.now())

    def tick(self, now: datetime) -> None:
        """Show how long is left, and for how long somebody is away."""
        standing = self._standing
        watch = standing.watch if standing is not None else None
        self._left.setVisible(watch is not None)
        away = watch.away_now if watch is not None else ()
        self._away.setVisible(bool(away))
        if away:
            self._away.setText("　".join(away_text(one, now) for one in away))
        if standing is None or watch is None:
            return
        span = minutes_text(standing.left(now))
        time = clock_text(standing.due_at, self._workplace.zone)
        if now > standing.due_at:
            self._left.setText(self.tr("{time}, {span} overdue").format(time=time, span=span))
            self._left.set_tone(Tone.DANGER)
        else:
            self._left.setText(self.tr("{time}, in {span}").format(time=time, span=span))
            self._left.set_tone(Tone.ACCENT if standing.window_open else Tone.NEUTRAL)

    def _facts(self, picture: Picture) -> str:
        watch, handover = picture.watch, picture.handover
        assert watch is not None
        zone = self._workplace.zone
        parts = [
            self.tr("{watch}, since {time}").format(watch=watch_text(watch.name), time=clock_text(watch.began_at, zone))
        ]
        if watch.leader is not None:
            parts.append(self.tr("lead: {name}").format(name=watch.leader.name))
        if handover is not None and handover.arrived_at is not None:
            arrived = self.tr("{name} arrived {time}").format(
                name=handover.arrived_name, time=clock_text(handover.arrived_at, zone)
            )
            parts.append(arrived)
        elif picture.standing.expected:
            parts.append(self.tr("next: {names}").format(names=listed(picture.standing.expected)))
        if handover is not None and handover.cut_off is not None:
            parts.append(self.tr("cut-off {time}").format(time=clock_text(handover.cut_off.at, zone)))
        return "　".join(parts)

    def _say_missing(self, picture: Picture) -> None:
        sheet = picture.sheet
        missing: tuple[Missing, ...] = ()
        if sheet is not None and sheet.handover.state is HandoverState.READY:
            missing = sheet.missing_to_sign
        elif sheet is not None and sheet.handover.state is HandoverState.SIGNED:
            missing = sheet.missing_to_accept
        words = ""
        if sheet is not None and sheet.handover.state is HandoverState.REFUSED:
            words = self.tr("Refused: {reason}").format(reason=sheet.handover.refusal)
        elif missing:
            more = self.tr(" And {count} more.").format(count=len(missing) - 1) if len(missing) > 1 else ""
            words = missing_text(missing[0]) + more
        self._first = missing[0] if missing else None
        self._missing.setText(words)
        self._missing.setVisible(bool(words))
        self.go_there.setVisible(self._first is not None)

    @Slot()
    def _go_there(self) -> None:
        if self._first is not None:
            self.missing_wanted.emit(self._first)

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="card")
        theme.mark(self._who, type="section")
        theme.mark(self.go_there, kind="link")
        for quiet in (self._since, self._missing):
            theme.mark(quiet, type="secondary")
        self._who.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._missing.setTextFormat(Qt.TextFormat.PlainText)
        self._missing.setWordWrap(True)
        left = QVBoxLayout()
        left.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(sizes.space_2)
        first.addWidget(self._who, 1)
        for pill in (self._away, self._state, self._left):
            first.addWidget(pill)
        left.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(sizes.space_2)
        second.addWidget(self._since, 1)
        second.addWidget(self.verbs)
        left.addLayout(second)
        third = QHBoxLayout()
        third.setSpacing(sizes.space_2)
        third.addWidget(self._missing, 1)
        third.addWidget(self.go_there)
        left.addLayout(third)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.space_3, sizes.space_2, sizes.space_3, sizes.space_2)
        row.addLayout(left, 1)
