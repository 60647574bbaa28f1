"""What raises the alarm at this desk: feeds the window, the sound and the notes of the system from one reading."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from dutyroom.alerts.views import LiveAlert
from dutyroom.changes import Changes, Topic
from dutyroom.errors import DutyroomError
from ui.terms import label
from ui.workplace import Workplace

if TYPE_CHECKING:
    from ui.alerts.window import AlertWindow

_log = logging.getLogger(__name__)
_REREAD_SECONDS = 10  # in case something was not heard; what changes in this room is heard at once


class Alarm(QObject):
    """Reads on a lane of its own, so that no search delays an alert; sound and notes have each their own, too.

    A player that hangs, a service that does not answer cost neither the window nor the screen a moment.
    """

    changed = Signal(object)
    """The alerts that stand, as a tuple of ``LiveAlert``, whenever there is a new picture."""
    matter_wanted = Signal(str)
    desk_wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._desk = parent
        self._seen: tuple[LiveAlert, ...] = ()
        self._noted: set[tuple[str, int]] = set()
        self._locked = self._stopped = False
        self._seconds = 0
        self._window: AlertWindow | None = None
        if workplace.reads_log:
            workplace.changed.connect(self._hear)
            self.refresh()

    @property
    def window(self) -> AlertWindow:
        """Return the window, which is built before it is needed, and hidden."""
        if self._window is None:
            from ui.alerts.window import AlertWindow  # with ``make_ready``, once the desk stands

            self._window = AlertWindow(self._workplace)
            self._window.reading_wanted.connect(self.refresh)
            self._window.matter_wanted.connect(self.matter_wanted)
            self._window.desk_wanted.connect(self.desk_wanted)
            self._window.show_alerts(self._seen, locked=self._locked)
        return self._window

    @property
    def seen(self) -> tuple[LiveAlert, ...]:
        """Return the alerts that stand."""
        return self._seen

    @Slot()
    def refresh(self) -> None:
        """Read what stands now."""
        if self._stopped:
            return
        house, session = self._workplace.house, self._workplace.session
        question = partial(house.alert_reader.live, session)
        self._workplace.lane("alerts").submit(question, self, self._take, self._not_read, key="live")

    def tick(self) -> None:
        """A second passed: clocks go on, the window is where it has to be."""
        self._seconds += 1
        if self._workplace.reads_log and self._seconds % _REREAD_SECONDS == 0:
            self.refresh()
        if self._window is not None:
            self._window.tick()
            self._show()

    def set_locked(self, locked: bool) -> None:
        """Hide or show what an alert is about."""
        self._locked = locked
        if self._window is not None:
            self._window.show_alerts(self._seen, locked=locked)
            self._window.stand_before(self._desk.frameGeometry())

    def make_ready(self) -> None:
        """Build the window before there is an alert, and paint it once where nobody sees it."""
        self.window.ensurePolished()
        self.window.grab()

    @Slot(str)
    def open(self, alert_id: str = "") -> bool:
        """Bring one alert, or the worst, to the front with the keyboard; return whether any stands."""
        found = next((one for one in self._seen if alert_id in ("", one.id)), None)
        if found is None:
            return False
        self.window.show_one(found.id)
        self._before_the_desk()
        self.window.take_keyboard()
        return True

    def stop(self) -> None:
        """Go home with the desk."""
        self._stopped = True
        if self._window is not None:
            self._window.retire()
            self._window = None

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if changes.touches(Topic.ALERTS):
            self.refresh()

    def _take(self, seen: tuple[LiveAlert, ...]) -> None:
        if self._stopped:
            return
        if seen == self._seen:
            return
        self._seen = seen
        if self._window is not None or any(one.sounds or one.to_call for one in seen):
            self.window.show_alerts(seen, locked=self._locked)
            self._show()
        self._sound(seen)
        self._note(seen)
        self.changed.emit(seen)

    def _show(self) -> None:
        """Let the window be seen while somebody has to answer or to call, or has asked to see it."""
        window = self.window
        if window.waiting() or window.calling():
            if not window.isVisible():
                self._before_the_desk()
            window.appear()
        elif window.isVisible() and not window.picked():
            window.close()

    def _before_the_desk(self) -> None:
        if not self.window.isVisible():
            self.window.stand_before(self._desk.frameGeometry())

    def _sound(self, seen: tuple[LiveAlert, ...]) -> None:
        update = partial(self._workplace.house.sounding.update, seen)
        self._workplace.lane("sound").submit(update, self, failed=self._not_told)

    def _note(self, seen: tuple[LiveAlert, ...]) -> None:
        """Show a note of the system for the worst of what is new; it names no subject, since anybody may read it."""
        fresh = [one for one in seen if one.sounds and (one.id, one.epoch) not in self._noted]
        if not fresh:
            return
        self._noted.update((one.id, one.epoch) for one in fresh)
        QApplication.alert(self._desk)  # the desk's place in the list of windows asks for attention
        top, house, actor = fresh[0], self._workplace.house, self._workplace.session.actor
        title = self.tr("Drill, alert: {level}") if top.subject.drill else self.tr("Alert: {level}")
        title = title.format(level=label(top.level))
        words = self.tr("{number} waits for an answer in the duty room.").format(number=top.subject.number)
        app = self.tr("Duty room")

        def note() -> None:
            if not house.toaster.show(title, words, app):
                house.alerts.note_channel_failed(actor, top.id, "toast", house.toaster.failure)

        self._workplace.lane("notes").submit(note, self, failed=self._not_told)

    def _not_read(self, error: DutyroomError) -> None:
        """Leave what is shown; the heart tells whether the file can be read."""
        _log.warning("the alerts could not be read: %s", error.code)

    def _not_told(self, error: DutyroomError) -> None:
        """Go on: the window stands, whatever became of sound and notes."""
        _log.warning("sound or note failed: %s", error.code)
