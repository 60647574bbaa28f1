"""The alert window: on top, not to be closed without an act, readable on a locked desk. The authority of an alert."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dutyroom.alerts.model import Button, Cause, SubjectKind
from dutyroom.alerts.views import LiveAlert
from dutyroom.errors import DutyroomError, Refused
from ui import icons, theme
from ui.actions import Act, make
from ui.alerts.call_box import CallBox, KeyedButton
from ui.alerts.clocks import Clocks
from ui.alerts.level_mark import LevelBand
from ui.alerts.outcome_box import OutcomeBox
from ui.alerts.rows import AlertRowDelegate, AlertRows
from ui.alerts.steps import StepsModel
from ui.alerts.words import subject_of
from ui.first_size import TITLE, is_real
from ui.terms import explain, label
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.widgets.scrolled import Scrolled
from ui.widgets.section_title import SectionTitle
from ui.widgets.two_lines import TwoLineDelegate
from ui.workplace import Workplace

_FLAGS = (
    Qt.WindowType.Window
    | Qt.WindowType.CustomizeWindowHint
    | Qt.WindowType.WindowTitleHint
    | Qt.WindowType.WindowCloseButtonHint
    | Qt.WindowType.WindowStaysOnTopHint
)
_WIDTH, _HEIGHT = 560, 696
_LOCKED_WIDTH = 440
_MARGIN = 16
_OTHERS_SHOWN = 2
_Step = tuple[str, int, int, int]
"""One step of one alert: its identity, epoch, place and round."""


class AlertWindow(QWidget):
    """Shows one alert of those that stand, and lists the others.

    It belongs to no other window, so that it stays when the desk is minimised. ``show_alerts`` gives it a new picture;
    a press is sent with the version of the picture it was made on. It takes no keyboard from whoever is typing.
    """

    matter_wanted = Signal(str)
    desk_wanted = Signal()
    reading_wanted = Signal()
    """A press was refused: what stands now has to be read and shown."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(None, _FLAGS)
        self._workplace = workplace
        self._seen: tuple[LiveAlert, ...] = ()
        self._shown: LiveAlert | None = None
        self._picked = ""
        self._known: frozenset[tuple[str, int]] = frozenset()
        self._left: frozenset[_Step] = frozenset()
        self._locked = self._busy = self._retired = False
        self._band = LevelBand()
        self._number, self._subject, self._hidden = QLabel(), QLabel(), QLabel()
        self._drill = QLabel(self.tr("This is a drill. Nothing of it has happened."))
        self._clocks = Clocks()
        self.message = InlineMessage()
        self.steps = StepsModel(workplace, self)
        self.others = AlertRows(workplace, self)
        self._steps_list, self._others_list = QListView(), QListView()
        self._others_title = SectionTitle(self.tr("Other alerts"))
        self._make_buttons()
        self._closing = OutcomeBox()
        self._call = CallBox(self.reached, self.no_answer)
        self._lay_out()
        self._connect_signals()

    # --- what is shown -----------------------------------------------------

    def show_alerts(self, seen: Sequence[LiveAlert], *, locked: bool) -> None:
        """Take the alerts that stand, the worst first, as the person at this desk sees them."""
        self._seen, self._locked, self._busy = tuple(seen), locked, False
        waiting = self.waiting()
        if any((one.id, one.epoch) not in self._known for one in waiting):
            self._picked = ""  # something new, or something that came back, is shown before what was chosen
            self.message.clear()
        self._known = frozenset((one.id, one.epoch) for one in waiting)
        self._draw()

    def show_one(self, alert_id: str) -> None:
        """Show this alert until something new comes."""
        self._picked = alert_id
        self._draw()

    def waiting(self) -> list[LiveAlert]:
        """Return what the person at this desk has not acknowledged, the worst first."""
        return [one for one in self._seen if one.sounds]

    def calling(self) -> list[LiveAlert]:
        """Return the alerts with a call that the person at this desk has to make and has not put away, worst first.

        Whoever has acknowledged is not disturbed by sound, but the telephone does not dial itself: the window comes
        back at every step that is on them.
        """
        return [one for one in self._seen if one.to_call and _step_of(one) not in self._left]

    def picked(self) -> bool:
        """Return whether somebody has asked to see an alert that stands."""
        return any(one.id == self._picked for one in self._seen)

    def shown(self) -> LiveAlert | None:
        """Return the alert in front, as it is shown."""
        return self._shown

    def tick(self) -> None:
        """Let the clocks go on."""
        if self._shown is not None:
            self._clocks.show_clocks(self._shown, self._workplace.now())
            self.others.tick()

    def appear(self) -> None:
        """Stand in front of everything, without taking the keyboard."""
        fresh = not self.isVisible()
        if self.isMinimized():
            self.showNormal()
        if fresh:
            typing = QApplication.activeWindow()
            self.show()
            self.raise_()
            QApplication.alert(self)
            if typing is not None:  # not every system heeds the wish to be shown without the keyboard
                typing.activateWindow()

    def stand_before(self, desk: QRect) -> None:
        """Stand in the middle of ``desk``, or at its right where it is locked and the password has to be typed."""
        screen = self.screen().availableGeometry() if is_real() else desk
        wanted = QSize(theme.px(_LOCKED_WIDTH if self._locked else _WIDTH), theme.px(_HEIGHT))
        self.resize(wanted.boundedTo(screen.size() - QSize(0, TITLE)))
        corner = desk.center() - self.rect().center()
        if self._locked:
            corner.setX(desk.right() - self.width() - _MARGIN)
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - self.width())))
        corner.setY(max(screen.top() + TITLE, min(corner.y(), screen.bottom() - self.height())))
        self.move(corner)

    def take_keyboard(self) -> None:
        """Come to the front with the keyboard, as somebody asked."""
        self.appear()
        self.raise_()
        self.activateWindow()

    def retire(self) -> None:
        """Go away with the desk."""
        self._retired = True
        self.close()
        self.deleteLater()

    def _draw(self) -> None:
        waiting = self.waiting()
        chosen = next((one for one in self._seen if one.id == self._picked), None)
        alert = chosen or next(iter((*waiting, *self.calling())), None)
        if alert is None:
            self._shown, self._picked = None, ""
            self._closing.end()
            return
        self._closing.keep_to(alert.id)
        seen = alert.locked() if self._locked else alert
        self._shown = seen
        others = [one for one in self._seen if one.id != alert.id]
        self._draw_head(seen)
        self._draw_answers(seen)
        self.steps.show_all(seen.history)
        self.others.show_all([one.locked() for one in others] if self._locked else others)
        for part in (self._others_title, self._others_list):
            part.setVisible(bool(others))
        self._others_title.set_count(len(others))
        self._others_list.setEnabled(not self._locked)
        rows = min(len(others), _OTHERS_SHOWN)
        self._others_list.setFixedHeight(rows * theme.current().sizes.row_two_lines + 2)
        self._clocks.show_clocks(seen, self._workplace.now())

    def _draw_head(self, seen: LiveAlert) -> None:
        drill = seen.subject.drill
        self.setWindowTitle(
            (self.tr("Drill, alert: {level}") if drill else self.tr("Alert: {level}")).format(level=label(seen.level))
        )
        self._drill.setVisible(drill)
        shift = seen.subject.kind is SubjectKind.HANDOVER and seen.cause is Cause.CONFIRMED
        self._band.show_level(seen.level, label(seen.subject.kind if shift else seen.cause), drill=drill)
        place = self.tr("step {place} of {places}").format(place=seen.place, places=seen.places)
        if seen.round > 1:
            place = self.tr("step {place} of {places}, called {round} times").format(
                place=seen.place, places=seen.places, round=seen.round
            )
        parts = [label(seen.subject.kind), seen.subject.number, label(seen.state), place]
        self._number.setText(" · ".join(parts))
        self._subject.setText("" if self._locked else subject_of(seen))
        self._subject.setVisible(not self._locked)
        self._hidden.setVisible(self._locked)

    def _draw_answers(self, seen: LiveAlert) -> None:
        own = self._workplace.session.account_id
        self._call.show_call(seen, own, locked=self._locked, busy=self._busy)
        self.acknowledge.allow(shown=Button.ACKNOWLEDGE in seen.buttons, enabled=not self._busy)
        self.close_alert.allow(shown=Button.CLOSE in seen.buttons, enabled=not self._busy)
        about = bool(seen.subject.matter_id) and not self._locked
        self.open_matter.allow(shown=about, enabled=True)
        self._to_desk.setVisible(self._locked)

    # --- what is pressed ---------------------------------------------------

    @Slot()
    def _acknowledge(self) -> None:
        alert, session, alerts = self._shown, self._workplace.session, self._workplace.house.alerts
        if alert is not None:
            self._picked = ""  # it has been looked at, and may go
            self._press(lambda: alerts.acknowledge(session, alert.id, alert.version))

    @Slot()
    def _ask_for_outcome(self) -> None:
        """Ask what came of the alert in front; Enter closes it."""
        if self._shown is not None:
            self._picked = self._shown.id  # it stays in front while one writes
            self._closing.ask(self._shown)

    @Slot(str, str)
    def _close_alert(self, alert_id: str, outcome: str) -> None:
        alert, session, alerts = self._shown, self._workplace.session, self._workplace.house.alerts
        if alert is not None and alert.id == alert_id:
            self._press(lambda: alerts.close(session, alert.id, alert.version, outcome))

    @Slot()
    def _reached(self) -> None:
        self._note_call(reached=True)

    @Slot()
    def _no_answer(self) -> None:
        self._note_call(reached=False)

    def _note_call(self, *, reached: bool) -> None:
        alert, session, alerts = self._shown, self._workplace.session, self._workplace.house.alerts
        if alert is None or alert.next_call is None:
            return
        key = alert.next_call.person.key
        self._press(lambda: alerts.note_call(session, alert.id, alert.version, key, reached=reached))

    def _press(self, act: Callable[[], object]) -> None:
        """Do an act once: until its answer is shown no other press counts."""
        if self._busy or self._shown is None:
            return
        self._busy = True
        self._draw_answers(self._shown)
        self._workplace.write(act, self, self._pressed, self._refused)

    def _pressed(self, _result: object) -> None:
        self.message.clear()
        self.reading_wanted.emit()

    def _refused(self, error: DutyroomError) -> None:
        self._busy = False
        if self._shown is not None:
            self._picked = self._shown.id  # the sentence is about this one
            self._draw_answers(self._shown)
        kind = MessageKind.REFUSAL if isinstance(error, Refused) else MessageKind.WARNING
        self.message.say(kind, explain(error))
        self.reading_wanted.emit()

    @Slot()
    def _open_matter(self) -> None:
        if self._shown is not None:
            self.matter_wanted.emit(self._shown.subject.matter_id)

    @Slot(QModelIndex)
    def _other_chosen(self, index: QModelIndex) -> None:
        other = self.others.alert(index.row())
        if other is not None and not self._locked:
            self.message.clear()
            self.show_one(other.id)

    # --- building ----------------------------------------------------------

    def _make_buttons(self) -> None:
        acts = (Act.CALL_REACHED, Act.CALL_UNANSWERED, Act.ALERT_MATTER, Act.ACKNOWLEDGE, Act.CLOSE_ALERT)
        self._acts = {act: make(act, self) for act in acts}
        self.reached = KeyedButton(self._acts[Act.CALL_REACHED], Act.CALL_REACHED)
        self.no_answer = KeyedButton(self._acts[Act.CALL_UNANSWERED], Act.CALL_UNANSWERED)
        self.open_matter = KeyedButton(self._acts[Act.ALERT_MATTER], Act.ALERT_MATTER, kind="quiet")
        self.acknowledge = KeyedButton(self._acts[Act.ACKNOWLEDGE], Act.ACKNOWLEDGE, kind="primary")
        self.close_alert = KeyedButton(self._acts[Act.CLOSE_ALERT], Act.CLOSE_ALERT)
        self._to_desk = QPushButton(self.tr("To the &desk"))

    def _connect_signals(self) -> None:
        self._acts[Act.CALL_REACHED].triggered.connect(self._reached)
        self._acts[Act.CALL_UNANSWERED].triggered.connect(self._no_answer)
        self._acts[Act.ALERT_MATTER].triggered.connect(self._open_matter)
        self._acts[Act.ACKNOWLEDGE].triggered.connect(self._acknowledge)
        self._acts[Act.CLOSE_ALERT].triggered.connect(self._ask_for_outcome)
        self._closing.said.connect(self._close_alert)
        self._to_desk.clicked.connect(self.desk_wanted)
        self._others_list.clicked.connect(self._other_chosen)
        self._others_list.activated.connect(self._other_chosen)

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="alert")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowIcon(icons.app_icon())
        theme.mark(self._number, type="secondary")
        theme.mark(self._subject, type="title")
        theme.mark(self._hidden, type="section")
        theme.mark(self._drill, type="section", tone=theme.Tone.DRILL.value)
        self._drill.setContentsMargins(sizes.space_4, sizes.space_1, sizes.space_4, sizes.space_1)
        self._subject.setWordWrap(True)
        self._subject.setTextFormat(Qt.TextFormat.PlainText)
        self._hidden.setText(self.tr("The desk is locked. Unlock it to read what this is about and to answer."))
        self._hidden.setWordWrap(True)
        self._steps_list.setModel(self.steps)
        self._steps_list.setItemDelegate(TwoLineDelegate(self._steps_list))
        self._steps_list.setAccessibleName(self.tr("Steps so far"))
        self._steps_list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._others_list.setModel(self.others)
        self._others_list.setItemDelegate(AlertRowDelegate(self._others_list))
        self._others_list.setAccessibleName(self.tr("Other alerts"))
        for view in (self._steps_list, self._others_list):
            view.setFrameShape(QFrame.Shape.NoFrame)
            view.setUniformItemSizes(True)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            theme.mark(view, area="plain")
        self._steps_list.setMinimumHeight(sizes.row_two_lines)
        # They take what is left, and ask for nothing: the other alerts below them are to be seen.
        self._steps_list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._put_together(sizes)

    def _put_together(self, sizes: theme.Sizes) -> None:
        told = QWidget()  # scrolled where the screen is low, so that the buttons are always seen
        inner = QVBoxLayout(told)
        inner.setContentsMargins(sizes.space_4, sizes.space_3, sizes.space_4, 0)
        inner.setSpacing(sizes.space_2)
        for part in (self._number, self._subject, self._hidden, self._clocks, self._call):
            inner.addWidget(part)
        inner.addWidget(SectionTitle(self.tr("Steps so far")))
        inner.addWidget(self._steps_list, 1)
        inner.addWidget(self._others_title)
        inner.addWidget(self._others_list)
        buttons = QHBoxLayout()
        buttons.setSpacing(sizes.space_3)
        buttons.addWidget(self.open_matter)
        buttons.addWidget(self._to_desk)
        buttons.addStretch(1)
        buttons.addWidget(self.close_alert)
        buttons.addWidget(self.acknowledge)
        foot = QVBoxLayout()
        foot.setContentsMargins(sizes.space_4, sizes.space_2, sizes.space_4, sizes.space_4)
        foot.setSpacing(sizes.space_2)
        foot.addWidget(self.message)
        foot.addLayout(buttons)
        foot.addWidget(self._closing)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)  # the edge
        column.setSpacing(0)
        column.addWidget(self._band)
        column.addWidget(self._drill)
        column.addWidget(Scrolled(told), 1)
        column.addLayout(foot)

    # --- Qt ----------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay while somebody has to answer, and say why."""
        if self._retired or not self.waiting():
            self._left = frozenset(_step_of(one) for one in self._seen if one.to_call)
            self._picked = ""
            self.message.clear()
            super().closeEvent(event)
            return
        event.ignore()
        self.message.say(
            MessageKind.WARNING,
            self.tr("This window stays until you answer: acknowledge it, or note a call. Closing is no answer."),
        )

    def changeEvent(self, event: QEvent) -> None:
        """Be minimised by nobody."""
        if event.type() == QEvent.Type.WindowStateChange and self.isMinimized() and self.waiting():
            self.showNormal()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc where that is allowed."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)


def _step_of(alert: LiveAlert) -> _Step:
    return alert.id, alert.epoch, alert.place, alert.round
