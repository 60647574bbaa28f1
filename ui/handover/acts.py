"""What the buttons of the handover do: each opens its dialog, or acts at once where nothing is to be asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.handover.model import Handover, HandoverState
from ui.handover.dialogs import Asking, PersonDialog, SignFields, Signing, WatchSignDialog, WordsDialog
from ui.handover.picture import Picture, Verb
from ui.handover.words import listed
from ui.workplace import Workplace


class HandoverActs(QObject):
    """``said`` after an act that nobody sees otherwise; ``refused`` carries why not; ``print_wanted`` a handover."""

    said = Signal(str)
    refused = Signal(object)
    print_wanted = Signal(str)
    accepted = Signal(object)
    """The ``Handover`` that was just accepted."""

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._page = parent
        self._picture: Picture | None = None

    def show_picture(self, picture: Picture) -> None:
        """Act on another picture from now on."""
        self._picture = picture

    @Slot(object)
    def do(self, verb: Verb) -> None:
        """Do what a button asks for; without a picture there is nothing to be done."""
        picture = self._picture
        if picture is None:
            return
        acts: dict[Verb, Callable[[Picture], None]] = {
            Verb.TAKE_FIRST: self._take_first,
            Verb.PREPARE: self._prepare,
            Verb.ARRIVED: self._arrived,
            Verb.START: self._start,
            Verb.SIGN_OUT: self._sign_out,
            Verb.ACCEPT: self._accept,
            Verb.REFUSE: self._refuse,
            Verb.RESUME: self._resume,
            Verb.TAKE_BACK: self._take_back,
            Verb.GO_ON: self._go_on,
            Verb.FORCE: self._force,
            Verb.TEST_REACH: self._test_reach,
            Verb.JOIN: self._join,
            Verb.LEAVE: self._leave,
            Verb.SET_LEADER: self._set_leader,
            Verb.PRINT: self._print,
            Verb.CORRECT: self._correct,
        }
        acts[verb](picture)

    # --- at once -------------------------------------------------------------

    def _prepare(self, _picture: Picture) -> None:
        self._write(partial(self._house.handovers.open_draft, self._session))

    def _start(self, picture: Picture) -> None:
        self._write(partial(self._house.handovers.start, self._session, _open(picture).id))

    def _print(self, picture: Picture) -> None:
        if picture.handover is not None:
            self.print_wanted.emit(picture.handover.id)
        elif picture.last is not None:
            self.print_wanted.emit(picture.last.handover.id)

    # --- people --------------------------------------------------------------

    def _take_first(self, picture: Picture) -> None:
        asking = Asking(
            self.tr("Take the first watch"),
            self.tr("From now on you are responsible, until somebody takes over from you in writing."),
            self.tr("&Take the watch"),
        )
        people = tuple((one.id, one.name) for one in picture.people if one.id != self._session.account_id)
        act = partial(_take_first, self._house, self._session)
        dialog = PersonDialog(
            self._workplace, asking, people, act, self._page, typed=True, who=self.tr("&Leader in charge")
        )
        dialog.say_when_empty(self.tr("As the roster has it"))
        dialog.open()

    def _arrived(self, picture: Picture) -> None:
        asking = Asking(
            self.tr("The incoming has arrived"),
            self.tr("The time is noted now; who comes after the time of the handover is late."),
            self.tr("&Note the arrival"),
        )
        act = partial(_arrived, self._house, self._session)
        PersonDialog(self._workplace, asking, picture.incoming, act, self._page).open()

    def _test_reach(self, picture: Picture) -> None:
        asking = Asking(
            self.tr("Test how to reach somebody"),
            self.tr("Call, and note whether they answered. What is written below is said of the call."),
            self.tr("&They answered"),
        )
        dialog = PersonDialog(
            self._workplace,
            asking,
            tuple((name, name) for _, name in (*picture.incoming, *picture.on_watch)),
            partial(_reached, self._house, self._session),
            self._page,
            typed=True,
            words=self.tr("&Words"),
        )
        dialog.offer_other(self.tr("&No answer"), partial(_not_reached, self._house, self._session))
        dialog.open()

    def _join(self, picture: Picture) -> None:
        asking = Asking(
            self.tr("Somebody joins the watch"),
            self.tr("Two or more keep it together; each of them may hand over."),
            self.tr("&Join"),
        )
        act = partial(_join, self._house, self._session)
        PersonDialog(self._workplace, asking, picture.incoming, act, self._page).open()

    def _leave(self, picture: Picture) -> None:
        asking = Asking(
            self.tr("Somebody leaves the watch"),
            self.tr("The others stay responsible. The last one hands over instead."),
            self.tr("&Leave"),
        )
        act = partial(_leave, self._house, self._session)
        PersonDialog(self._workplace, asking, picture.on_watch, act, self._page).open()

    def _set_leader(self, picture: Picture) -> None:
        asking = Asking(
            self.tr("Leader in charge"),
            self.tr("Who leads this watch from now on; a leader without an account is written by name."),
            self.tr("&Set"),
        )
        people = tuple((one.id, one.name) for one in picture.people)
        act = partial(_set_leader, self._house, self._session)
        PersonDialog(self._workplace, asking, people, act, self._page, typed=True).open()

    # --- words ---------------------------------------------------------------

    def _take_back(self, picture: Picture) -> None:
        asking = Asking(
            self.tr("Take the cut-off back"),
            self.tr("The sheet follows the log again. Everything that was typed and ticked stays."),
            self.tr("&Take back"),
        )
        act = partial(self._house.handovers.take_back_start, self._session, _open(picture).id)
        self._words(asking, act, usual=(self.tr("Started too early"), self.tr("An emergency came in between")))

    def _resume(self, picture: Picture) -> None:
        handover = _open(picture)
        refused = handover.state is HandoverState.REFUSED
        why = self.tr("Everything that was typed stays. What the outgoing signed is signed anew.")
        if refused and handover.refusal:
            why = self.tr("Refused: {reason}").format(reason=handover.refusal)
        asking = Asking(self.tr("Take the sheet up again"), why, self.tr("&Take it up"))
        self._words(asking, partial(self._house.handovers.resume, self._session, handover.id))

    def _correct(self, picture: Picture) -> None:
        if picture.last is None:
            return
        asking = Asking(
            self.tr("Append a correction"),
            self.tr("What both have signed stays; the correction stands below it with your name and the time."),
            self.tr("&Append"),
        )
        self._words(asking, partial(self._house.handovers.correct, self._session, picture.last.handover.id))

    def _refuse(self, picture: Picture) -> None:
        asking = Asking(
            self.tr("Refuse the sheet"),
            self.tr("The reason goes to the leader in charge. The outgoing watch stays responsible."),
            self.tr("&Refuse"),
        )
        act = partial(_refuse, self._house, self._session, _open(picture).id)
        dialog = PersonDialog(self._workplace, asking, picture.incoming, act, self._page, words=self.tr("&Reason"))
        dialog.open()

    # --- signatures ----------------------------------------------------------

    def _sign_out(self, picture: Picture) -> None:
        asking = Asking(
            self.tr("Sign as outgoing"),
            self.tr("You sign the sheet as it was frozen at the cut-off. You stay responsible until it is accepted."),
            self.tr("&Sign"),
        )
        act = partial(_sign_out, self._house, self._session, _open(picture).id)
        dialog = WatchSignDialog(self._workplace, asking, picture.on_watch, act, self._page)
        dialog.choose(self._session.account_id)
        dialog.open()

    def _accept(self, picture: Picture) -> None:
        asking = Asking(
            self.tr("Accept as incoming"),
            self.tr("From your signature on you are responsible for every pending matter of this sheet."),
            self.tr("&Sign and take over"),
        )
        act = partial(_accept, self._house, self._session, _open(picture).id)
        self._sign(asking, picture, act, SignFields(next_watch=True))

    def _go_on(self, picture: Picture) -> None:
        asking = Asking(
            self.tr("Double shift"),
            self.tr("One person goes on for the next watch. The sheet has one signature and says so."),
            self.tr("&Sign and go on"),
        )
        act = partial(_go_on, self._house, self._session, _open(picture).id)
        fields = SignFields(self.tr("&Reason"), next_watch=True)
        dialog = WatchSignDialog(
            self._workplace, asking, picture.on_watch, act, self._page, fields=fields, others=picture.incoming
        )
        dialog.choose(self._session.account_id)
        dialog.acted.connect(self.accepted)
        dialog.open()

    def _force(self, picture: Picture) -> None:
        asking = Asking(
            self.tr("Forced take-over"),
            self.tr("Only when {names} cannot sign. The reason stands on the sheet, and the leader is told.").format(
                names=listed(name for _, name in picture.on_watch)
            ),
            self.tr("&Take over"),
        )
        act = partial(_force, self._house, self._session)
        self._sign(asking, picture, act, SignFields(self.tr("&Reason"), next_watch=True))

    def _sign(self, asking: Asking, picture: Picture, act: Callable[[Signing], object], fields: SignFields) -> None:
        dialog = WatchSignDialog(self._workplace, asking, picture.incoming, act, self._page, fields=fields)
        dialog.acted.connect(self.accepted)
        dialog.open()

    # --- how -----------------------------------------------------------------

    @property
    def _house(self) -> House:
        return self._workplace.house

    @property
    def _session(self) -> Session:
        return self._workplace.session

    def _words(self, asking: Asking, act: Callable[[str], object], *, usual: tuple[str, ...] = ()) -> None:
        WordsDialog(self._workplace, asking, act, self._page, usual=usual).open()

    def _write(self, act: Callable[[], object]) -> None:
        self._workplace.write(act, self, failed=self.refused.emit)


def _open(picture: Picture) -> Handover:
    handover = picture.handover
    assert handover is not None
    return handover


def _take_first(house: House, session: Session, leader: str, _words: str) -> object:
    return house.handovers.take_first(session, leader=leader)


def _arrived(house: House, session: Session, who: str, _words: str) -> object:
    return house.handovers.note_arrival(session, who)


def _reached(house: House, session: Session, who: str, words: str) -> object:
    return house.handovers.test_reach(session, who, reached=True, words=words)


def _not_reached(house: House, session: Session, who: str, words: str) -> object:
    return house.handovers.test_reach(session, who, reached=False, words=words)


def _join(house: House, session: Session, who: str, _words: str) -> object:
    return house.handovers.join(session, who)


def _leave(house: House, session: Session, who: str, _words: str) -> object:
    return house.handovers.leave(session, who)


def _set_leader(house: House, session: Session, who: str, _words: str) -> object:
    return house.handovers.set_leader(session, who)


def _refuse(house: House, session: Session, handover_id: str, who: str, reason: str) -> object:
    return house.handovers.refuse(session, handover_id, reason, who)


def _sign_out(house: House, session: Session, handover_id: str, signing: Signing) -> object:
    return house.handovers.sign_out(session, handover_id, signing.login, signing.password)


def _accept(house: House, session: Session, handover_id: str, signing: Signing) -> object:
    return house.handovers.accept(
        session, handover_id, signing.login, signing.password, others=signing.others, leader=signing.leader
    )


def _go_on(house: House, session: Session, handover_id: str, signing: Signing) -> object:
    return house.handovers.go_on(
        session,
        handover_id,
        signing.login,
        signing.password,
        signing.reason,
        others=signing.others,
        leader=signing.leader,
    )


def _force(house: House, session: Session, signing: Signing) -> object:
    return house.handovers.force(
        session, signing.login, signing.password, signing.reason, others=signing.others, leader=signing.leader
    )
