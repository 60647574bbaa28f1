"""Hands at the desk of a simulated year: the real window, its sign-in, forms, alert window and handover page.

What they do goes through widgets: keys and committed text into fields, buttons that are pressed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from dutyroom import bootstrap
from dutyroom.bootstrap import House, Place
from dutyroom.channels.toast import Toaster
from dutyroom.clock import SetClock
from dutyroom.handover.model import SheetSection
from dutyroom.settings import SeatSettings
from tests.factories import CALLER, LOGIN, PASSWORD, UNIT_NAME
from ui.actions import Act
from ui.app import SEAT_FILE, App, make_application
from ui.handover.dialogs import WatchSignDialog
from ui.handover.picture import Verb
from ui.incidents.event_form import EventForm
from ui.log.slip_form import SlipForm
from ui.printing.preview import PreviewPage
from ui.sign_in.signing_in import SignInPage
from ui.sign_in.window import SignInWindow
from ui.touring.hands import commit_text, press, settle, type_latin
from ui.window import DeskWindow
from ui.workplace import Workplace

PAGES = (
    Act.GO_DESK,
    Act.GO_LOG,
    Act.GO_INCIDENTS,
    Act.GO_SUPERVISION,
    Act.GO_HANDOVER,
    Act.GO_ROSTER,
    Act.GO_DIRECTORY,
    Act.GO_REPORTS,
    Act.GO_SETTINGS,
)
QUERIES = ("货车", "消防救援", "东湖区应急", "青云路", "syj", "2026-00")


class Quiet:
    """A device that plays nothing."""

    failure = ""

    def play(self, file: Path) -> None:
        """Play nothing."""

    def keep_playing(self) -> None:
        """Go on playing nothing."""

    def stop(self) -> None:
        """Stop nothing."""


def _take_note(**_words: object) -> None:
    """Take a note of the system and show none."""


class Hands:
    """Signs in, works, and signs out again, in one process and on one room."""

    def __init__(self, place: Place, clock: SetClock) -> None:
        bootstrap.system_sound = Quiet  # nobody hears a year
        bootstrap.Toaster = lambda: Toaster(_take_note)
        self.qt: QApplication = make_application(["dutyroom"])
        self.clock = clock
        self.app = App(self.qt, place, clock, SeatSettings(place.data_file.with_name(SEAT_FILE)))

    # --- coming and going ----------------------------------------------------

    def sit_down(self) -> None:
        """Sign in at the sign-in window, and let the desk do what the start does not wait for."""
        if not isinstance(self.app.window, SignInWindow):
            self.app.show_sign_in()
        settle()
        window = self.app.window
        page = window.page()
        assert isinstance(page, SignInPage)
        page._login.clear()
        commit_text(page._login, LOGIN)
        type_latin(page._password, PASSWORD)
        press(page._password, Qt.Key.Key_Return)
        window.settle()
        settle()
        assert isinstance(self.app.window, DeskWindow), "nobody was let in"
        self.window.resize(1024, 680)
        self.app._begin_watch()
        self.app._settle_down()
        self.settle(3)

    def get_up(self) -> None:
        """Sign out: the window is closed, and the room with it; the sign-in window stands there again."""
        self.app.switch_person()
        settle()

    def go_home(self) -> None:
        """Close the program."""
        if self.app.window is not None:
            self.app.window.close()
            self.app.window.deleteLater()
            self.app.window = None
        self.app.tidying.stop()
        self.app.one_desk.release()
        settle()

    @property
    def window(self) -> DeskWindow:
        """Return the window of the desk."""
        assert isinstance(self.app.window, DeskWindow)
        return self.app.window

    @property
    def workplace(self) -> Workplace:
        """Return what the desk works on."""
        return self.window.workplace

    @property
    def house(self) -> House:
        """Return the open room."""
        return self.workplace.house

    def settle(self, rounds: int = 1) -> None:
        """Let everything arrive that was asked for."""
        settle(self.workplace, rounds)

    def here(self, *, looking: bool = False) -> None:
        """Let somebody be at the desk; whoever is ``looking`` sees the clocks go on and the pages read again."""
        self.window.idle.somebody_is_here()
        if looking:
            self.window.tick()

    # --- the log and the events ----------------------------------------------

    def log_call(self, subject: str, content: str, *, urgent: bool, result: str) -> str:
        """Take a call in the slip and save it; return the matter."""
        self.window.go_to(Act.GO_LOG if urgent else Act.GO_DESK)
        form: SlipForm = self.window.forms.new_slip()
        commit_text(form.caller.unit, UNIT_NAME)
        commit_text(form.caller.person, CALLER.name)
        type_latin(form.caller.phone, CALLER.phone)
        commit_text(form.subject, subject)
        commit_text(form.content, content)
        if result:
            commit_text(form.result, result)
        matter_id = form.draft_id
        self.window.slips.save_current()
        self.settle()
        assert not self.window.slips.forms(), "the slip was not saved"
        return matter_id

    def tell_event(self, kind: str, place: str, content: str, deaths: int) -> str:
        """Tell an event in its form and save it; return the event."""
        form: EventForm = self.window.forms.new_emergency()
        self.settle()
        form.fields.kind.choose(kind)
        commit_text(form.fields.unit, UNIT_NAME)
        commit_text(form.fields.place, place)
        commit_text(form.content, content)
        form.figures.cell("deaths").setText(str(deaths))
        form.look_now()
        self.settle()
        event_id = form.draft_id
        self.window.slips.save_current()
        self.settle()
        assert not self.window.slips.events(), form.message.text()
        return event_id

    # --- alerts --------------------------------------------------------------

    def answer(self, alert_id: str, *, reached: bool) -> str:
        """Acknowledge an alert in its window, or note the call that it asks for; return which, empty for neither."""
        if not self.window.alarm.open(alert_id):
            return ""
        self.settle()
        shown = self.window.alarm.window
        seen = shown.shown()
        if seen is None or seen.id != alert_id:
            return ""
        button = shown.acknowledge.button
        done = "acknowledged"
        if not button.isVisible():
            button = (shown.reached if reached else shown.no_answer).button
            done = "reached" if reached else "no answer"
        if not button.isVisible():
            return ""
        button.click()
        self.settle()
        return done

    def close_alert(self, alert_id: str, outcome: str) -> bool:
        """Close an alert in its window with what came of it; return whether that could be pressed."""
        if not self.window.alarm.open(alert_id):
            return False
        self.settle()
        shown = self.window.alarm.window
        if not shown.close_alert.button.isVisible():
            return False
        shown.close_alert.button.click()
        commit_text(shown._closing.words, outcome)
        press(shown._closing.words, Qt.Key.Key_Return)
        self.settle()
        return True

    # --- about the room ------------------------------------------------------

    def lock_and_unlock(self) -> None:
        """Lock the desk, look at it, and give the password."""
        self.window.lock()
        self.settle()
        lock = self.window.locking.page
        assert lock is not None
        type_latin(lock._password, PASSWORD)
        press(lock._password, Qt.Key.Key_Return)
        self.settle()
        assert not self.window.locked, "the desk stayed locked"

    def look_around(self, day: int) -> None:
        """Go to a page or two, search, open a matter that was found, come back."""
        window = self.window
        for place in (day, 2 * day + 1):
            window.go_to(PAGES[place % len(PAGES)])
            self.settle()
        window.go_to(Act.SEARCH)
        window.pages.search.field.setText(QUERIES[day % len(QUERIES)])
        window.pages.search.search(QUERIES[day % len(QUERIES)])
        self.settle()
        hit = window.pages.search.model.hit(0)
        if hit is not None:
            window.open_matter(hit.entry.matter_id)
            self.settle()
            window.back()
        window.go_to(Act.GO_DESK)
        self.settle()

    def look_at_paper(self, *, watch: bool) -> None:
        """Preview the record of the day, or the work log of the watch, and put it away."""
        (self.window.papers.print_watch if watch else self.window.papers.print_today)()
        self.settle(2)
        assert isinstance(self.window.pages.current(), PreviewPage)
        self.window.notice.clear()
        self.window.back()
        self.window.go_to(Act.GO_DESK)
        self.settle()

    def step_away(self) -> None:
        """Leave the desk by its key, with a reason."""
        self.window.away.toggle()
        self.settle()
        dialog = self.dialog()
        dialog.words.setPlainText("送签急件")
        dialog.act()
        self.settle()

    def come_back(self) -> None:
        """Come back by the same key."""
        self.window.away.toggle()
        self.settle()
        self.window.notice.clear()

    # --- the handover --------------------------------------------------------

    def hand_over(self, incoming: str, password: str, with_them: str) -> None:
        """Hand the watch over on its page: sheet, arrival, cut-off, words, two signatures, every matter ticked."""
        window = self.window
        window.go_to(Act.GO_HANDOVER)
        self.settle()
        for verb in (Verb.PREPARE, Verb.ARRIVED, Verb.START):
            self._do(verb)
            if verb is Verb.ARRIVED:
                dialog = self.dialog()
                dialog.person.choose(incoming)
                dialog.act()
                self.settle()
        view = window.pages.handover.handover
        view.sheet.show_section(SheetSection.REMARKS)
        commit_text(view.sheet.words, "本班无异常。")
        view.sheet.show_section(SheetSection.PENDING)
        pending = view.sheet.pending
        for row in range(pending.model.rowCount()):
            pending.table.setCurrentIndex(pending.model.index(row, 0))
            if not pending.next_step.text():
                commit_text(pending.next_step, "按时限催办，有变化即报")
        view.keep_now()
        self.settle()
        self._do(Verb.SIGN_OUT)
        self._sign(PASSWORD)
        for row in range(pending.model.rowCount()):
            pending.table.setCurrentIndex(pending.model.index(row, 0))
            one = pending.marked()
            if one is not None and not one.taken:
                if one.rule is not None and not one.read_back:
                    commit_text(pending.read_back, "盯住时限，有变化立即续报")
                pending.table.tick_wanted.emit()
        view.keep_now()
        self.settle(2)
        self._do(Verb.ACCEPT)
        dialog = self.dialog()
        dialog.choose(incoming)
        self._sign(password)
        self.house.handovers.join(self.workplace.session, with_them)  # whoever keeps the desk sits this watch, too
        window.go_to(Act.GO_DESK)
        self.settle()

    def dialog(self) -> Any:
        """Return the dialog in front."""
        (found,) = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        return found

    def _do(self, verb: Verb) -> None:
        self.window.pages.handover.handover.bar.verbs.trigger(verb)
        self.settle()

    def _sign(self, password: str) -> None:
        dialog: WatchSignDialog = self.dialog()
        type_latin(dialog.password, password)
        dialog.act()
        self.settle()
