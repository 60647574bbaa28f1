"""Dialogs of a paper: opinion, question to the sender, where it went, handed on unopened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from dutyroom.accounts.model import Session
from dutyroom.errors import DutyroomError
from dutyroom.receipts.model import NewOpinion, OpinionRole, PaperFile
from dutyroom.receipts.routing import RouteLine, next_of
from dutyroom.receipts.service import Receipts
from ui import theme
from ui.incidents.kept_dialog import KeptDialog
from ui.instructions.instruction_dialogs import Known, checked_moment
from ui.log.choices import Choice
from ui.log.dialogs import Acting
from ui.widgets.date_time_field import DateTimeField
from ui.workplace import Workplace

_WORDS_HEIGHT = 84


class PaperDialog(KeptDialog):
    """Fields in a form; each line and text that is added is kept.

    After a refusal because somebody else was quicker the newest version is taken: whoever sits here has been told.
    """

    def __init__(self, workplace: Workplace, file: PaperFile, title: str, why: str, ok: str, parent: QWidget) -> None:
        super().__init__(workplace, title, why, ok, parent)
        self.paper_id = file.paper.id
        self.version = file.paper.version
        self._kept: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._form = QFormLayout()
        self.body.addLayout(self._form)

    def add(self, key: str, text: str, field: QWidget) -> None:
        """Add a field under its name; lines and texts are kept under ``key``."""
        field.setAccessibleName(text)
        if isinstance(field, QPlainTextEdit):
            field.setTabChangesFocus(True)
            field.setFixedHeight(theme.px(_WORDS_HEIGHT))
        if isinstance(field, QLineEdit | QPlainTextEdit):
            self._kept[key] = field
        self._form.addRow(text, field)

    def time_field(self) -> DateTimeField:
        """Return a field for a moment; empty it stands for now."""
        field = DateTimeField(self._workplace.house.clock, zone=self._workplace.zone)
        field.setPlaceholderText(self.tr("now"))
        return field

    def payload(self) -> dict[str, Any]:
        """Return what stands in the lines."""
        return {
            key: field.text() if isinstance(field, QLineEdit) else field.toPlainText()
            for key, field in self._kept.items()
        }

    def restore(self, payload: dict[str, Any]) -> None:
        """Show what was kept."""
        for key, field in self._kept.items():
            if isinstance(field, QLineEdit):
                field.setText(payload[key])
            else:
                field.setPlainText(payload[key])

    def doing(self, act: Callable[[Receipts, Session, Known], PaperFile]) -> Acting:
        """Return the act of a verb on this paper, on the version that is known here."""
        house, session, known = self._workplace.house, self._workplace.session, (self.paper_id, self.version)

        def do() -> PaperFile:
            return act(house.receipts, session, known)

        return do

    def refuse(self, error: DutyroomError) -> None:
        """Say why not; where somebody else was quicker, read what stands now."""
        super().refuse(error)
        if error.code == "receipts.changed":
            house, session, paper_id = self._workplace.house, self._workplace.session, self.paper_id

            def question() -> PaperFile:
                return house.receipt_reader.file(session, paper_id)

            self._workplace.read(question, self, self._take_newest)

    def _take_newest(self, file: PaperFile) -> None:
        self.version = file.paper.version


class OpinionDialog(PaperDialog):
    """Asks for an opinion as it stands on the slip: in what part, who, the exact words, when.

    It begins with whom the paper waits for: of ``route`` the first who has not written yet.
    """

    def __init__(
        self, workplace: Workplace, file: PaperFile, parent: QWidget, route: tuple[RouteLine, ...] = ()
    ) -> None:
        super().__init__(
            workplace,
            file,
            self.tr("Opinion on the slip"),
            self.tr("The words exactly as they were written; also to put it off is a word."),
            self.tr("Note"),
            parent,
        )
        self.role = Choice(OpinionRole)
        self.role.choose(file.waits_for or OpinionRole.PROPOSED)
        self.person, self.post, self.source = QLineEdit(), QLineEdit(), QLineEdit()
        line = None if file.waits_for is not None else next_of(route, file)
        if line is not None:
            self.role.choose(line.role)
            self.person.setText(line.name)
            self.post.setText(line.post)
        self.words = QPlainTextEdit()
        self.given = self.time_field()
        self.source.setPlaceholderText(self.tr("From which slip it was transcribed"))
        self.add("role", self.tr("Part"), self.role)
        self.add("person", self.tr("Who"), self.person)
        self.add("post", self.tr("Post"), self.post)
        self.add("words", self.tr("Words"), self.words)
        self.add("given", self.tr("When"), self.given)
        self.add("source", self.tr("Transcribed from"), self.source)
        (self.words if line is not None else self.person).setFocus()
        self.keep("opinion", self.paper_id)

    def acting(self) -> Acting:
        """Return the act; Refused ``log.bad_value`` for a time that cannot be read."""
        new = NewOpinion(
            role=self.role.value() or OpinionRole.PROPOSED,
            person=self.person.text(),
            post=self.post.text(),
            text=self.words.toPlainText(),
            given_at=checked_moment(self.given),
            source=self.source.text(),
        )

        def act(verbs: Receipts, session: Session, known: Known) -> PaperFile:
            return verbs.note_opinion(session, *known, new)

        return self.doing(act)


class DifferenceDialog(PaperDialog):
    """Asks in what those who were asked do not agree."""

    def __init__(self, workplace: Workplace, file: PaperFile, parent: QWidget) -> None:
        super().__init__(
            workplace,
            file,
            self.tr("Views differ"),
            self.tr("The secretary-general is told first; until their word is noted nothing is decided or sent on."),
            self.tr("Note"),
            parent,
        )
        self.words = QPlainTextEdit()
        self.add("words", self.tr("In what"), self.words)
        self.words.setFocus()
        self.keep("difference", self.paper_id)

    def acting(self) -> Acting:
        """Return the act."""
        words = self.words.toPlainText()

        def act(verbs: Receipts, session: Session, known: Known) -> PaperFile:
            return verbs.note_difference(session, *known, words)

        return self.doing(act)


class QueryDialog(PaperDialog):
    """Asks whom of the sender one has asked, and what is wrong."""

    def __init__(self, workplace: Workplace, file: PaperFile, parent: QWidget) -> None:
        super().__init__(
            workplace,
            file,
            self.tr("Ask the sender"),
            self.tr("Count, pages, seal or addressee are wrong: say what, and whom you asked."),
            self.tr("Asked"),
            parent,
        )
        self.to = QLineEdit(file.paper.issuer)
        self.words = QPlainTextEdit()
        self.add("to", self.tr("Whom"), self.to)
        self.add("words", self.tr("What is wrong"), self.words)
        self.words.setFocus()
        self.keep("query", self.paper_id)

    def acting(self) -> Acting:
        """Return the act."""
        to, words = self.to.text(), self.words.toPlainText()

        def act(verbs: Receipts, session: Session, known: Known) -> PaperFile:
            return verbs.note_query(session, *known, to, words)

        return self.doing(act)


class SendOnDialog(PaperDialog):
    """Asks where the paper went and who signed for it there."""

    def __init__(self, workplace: Workplace, file: PaperFile, parent: QWidget) -> None:
        super().__init__(
            workplace,
            file,
            self.tr("Send on"),
            self.tr("Where the paper went, and who signed for it there."),
            self.tr("Note"),
            parent,
        )
        self.to, self.person, self.remark = QLineEdit(), QLineEdit(), QLineEdit()
        self.given = self.time_field()
        self.add("to", self.tr("Where to"), self.to)
        self.add("person", self.tr("Signed for by"), self.person)
        self.add("given", self.tr("When"), self.given)
        self.add("remark", self.tr("Remark"), self.remark)
        self.to.setFocus()
        self.keep("send on", self.paper_id)

    def acting(self) -> Acting:
        """Return the act; Refused ``log.bad_value`` for a time that cannot be read."""
        to, person, remark, at = self.to.text(), self.person.text(), self.remark.text(), checked_moment(self.given)

        def act(verbs: Receipts, session: Session, known: Known) -> PaperFile:
            return verbs.send_on(session, *known, to, person, remark, at)

        return self.doing(act)


class UnopenedDialog(PaperDialog):
    """Asks who took the sealed letter, and when."""

    def __init__(self, workplace: Workplace, file: PaperFile, parent: QWidget) -> None:
        super().__init__(
            workplace,
            file,
            self.tr("Hand on unopened"),
            self.tr("The letter stays sealed; only its addressee opens it."),
            self.tr("Note"),
            parent,
        )
        self.person = QLineEdit(file.paper.addressee)
        self.given = self.time_field()
        self.add("person", self.tr("Signed for by"), self.person)
        self.add("given", self.tr("When"), self.given)
        self.person.setFocus()
        self.keep("unopened", self.paper_id)

    def acting(self) -> Acting:
        """Return the act; Refused ``log.bad_value`` for a time that cannot be read."""
        person, at = self.person.text(), checked_moment(self.given)

        def act(verbs: Receipts, session: Session, known: Known) -> PaperFile:
            return verbs.hand_unopened(session, *known, person, at)

        return self.doing(act)
