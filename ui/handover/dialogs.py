"""The dialogs of the handover: a reason, a person, a signature with one's own password. A refusal is shown inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from dutyroom.frozen import dataclass
from ui import theme
from ui.settings.dialog import ActDialog
from ui.sign_in.password_field import PasswordField
from ui.widgets.filter_bar import FilterBar
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.inline_message import MessageKind
from ui.workplace import Workplace

_WORDS_HEIGHT = 76
_LONGEST = 2000
Person = tuple[str, str]
"""An account's identity, and the name."""


@dataclass(frozen=True)
class Asking:
    """What a dialog says: its title, why, and what its button does."""

    title: str
    why: str
    ok: str


@dataclass(frozen=True)
class Signing:
    """What somebody signs with, and who is on the next watch with them; empty where it was not asked."""

    login: str
    password: str
    reason: str = ""
    others: tuple[str, ...] = ()
    leader: str = ""


class HandoverDialog(ActDialog):
    """Does one act of the handover; ``acted`` carries what the act returned."""

    acted = Signal(object)

    def __init__(self, workplace: Workplace, asking: Asking, parent: QWidget, *, width: int = 480) -> None:
        super().__init__(workplace, parent, width=width)
        self.set_words(asking.title, asking.why, asking.ok)
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.body.addLayout(self.form)

    def add_field(self, words: str, field: QWidget) -> None:
        """Add a field under its words."""
        field.setAccessibleName(words.replace("&", ""))
        self.form.addRow(words, field)

    def done_well(self, result: object) -> None:
        """Hand on what the act returned, and close."""
        self.acted.emit(result)
        self.accept()


class WordsDialog(HandoverDialog):
    """Asks for words: a reason, an answer, a correction, a remark; chips offer the usual ones."""

    def __init__(
        self,
        workplace: Workplace,
        asking: Asking,
        act: Callable[[str], object],
        parent: QWidget,
        *,
        usual: Sequence[str] = (),
    ) -> None:
        super().__init__(workplace, asking, parent)
        self._act = act
        self.words = QPlainTextEdit(self)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(theme.px(_WORDS_HEIGHT))
        self.words.setAccessibleName(asking.title)
        self.body.addWidget(self.words)
        if usual:
            self._offer(usual)
        self.words.setFocus()

    def act_with(self, act: Callable[[str], object]) -> None:
        """Do another act with the words."""
        self._act = act

    def _offer(self, usual: Sequence[str]) -> None:
        chips = QWidget(self)
        row = FlowLayout(chips, gap=theme.current().sizes.space_2)
        for text in usual:
            chip = QPushButton(text, chips)
            chip.setAutoDefault(False)
            theme.mark(chip, kind="chip")
            chip.clicked.connect(self._take)
            row.addWidget(chip)
        self.body.addWidget(chips)

    @Slot()
    def _take(self) -> None:
        chip = self.sender()
        assert isinstance(chip, QPushButton)
        self.words.setPlainText(chip.text())
        self.ok.setFocus()

    def acting(self) -> Callable[[], object]:
        """Return the act with the words."""
        return partial(self._act, self.words.toPlainText().strip())


class PersonDialog(HandoverDialog):
    """Asks for a person; with ``typed`` also for one without an account, by name."""

    def __init__(
        self,
        workplace: Workplace,
        asking: Asking,
        people: Sequence[Person],
        act: Callable[[str, str], object],
        parent: QWidget,
        *,
        typed: bool = False,
        words: str = "",
        who: str = "",
    ) -> None:
        super().__init__(workplace, asking, parent)
        self._act = act
        self._other: Callable[[str, str], object] | None = None
        self.person = PersonChoice(people, typed=typed)
        self.words = QLineEdit()
        self.words.setMaxLength(_LONGEST)
        self.other = QPushButton()
        self.other.setAutoDefault(False)
        self.add_field(who or self.tr("&Who"), self.person)
        if words:
            self.add_field(words, self.words)
        self.person.setFocus()

    def say_when_empty(self, words: str) -> None:
        """Say what holds where nobody is chosen."""
        line = self.person.lineEdit()
        if line is not None:
            line.setPlaceholderText(words)

    def offer_other(self, text: str, act: Callable[[str, str], object]) -> None:
        """Offer a second act on the same fields."""
        self._other = act
        self.other.setText(text)
        self.body.addWidget(self.other)
        self.other.clicked.connect(self._do_other)

    def acting(self) -> Callable[[], object]:
        """Return the act with the person and the words."""
        return partial(self._act, self.person.chosen(), self.words.text().strip())

    @Slot()
    def _do_other(self) -> None:
        if self._other is not None and self.ok.isEnabled():
            self._act = self._other
            self.act()


class PersonChoice(QComboBox):
    """Chooses one of ``people``; with ``typed`` a name may be written in its place."""

    def __init__(self, people: Sequence[Person], *, typed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(typed)
        for account_id, name in people:
            self.addItem(name, account_id)
        if typed:
            self.setCurrentIndex(-1)
            self.setEditText("")

    def choose(self, account_id: str) -> None:
        """Choose somebody; an unknown one leaves the choice as it is."""
        place = self.findData(account_id)
        if place >= 0:
            self.setCurrentIndex(place)

    def chosen(self) -> str:
        """Return the account that is chosen, or the name that was written."""
        place = self.findText(self.currentText())
        return str(self.itemData(place)) if place >= 0 else self.currentText().strip()


@dataclass(frozen=True)
class SignFields:
    """What a sign dialog asks besides the person and the password."""

    reason: str = ""
    """The words of the field for a reason; empty where none is wanted."""
    next_watch: bool = False


_NO_MORE = SignFields()


class WatchSignDialog(HandoverDialog):
    """Signs at this desk with the person's own password; who has signed in at it stays signed in."""

    def __init__(
        self,
        workplace: Workplace,
        asking: Asking,
        people: Sequence[Person],
        act: Callable[[Signing], object],
        parent: QWidget,
        *,
        fields: SignFields = _NO_MORE,
        others: Sequence[Person] = (),
    ) -> None:
        super().__init__(workplace, asking, parent, width=520)
        self._act = act
        self._fields = fields
        self.person = PersonChoice(people)
        self.password = PasswordField(self)
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST)
        self.others = FilterBar()
        self.leader = QLineEdit()
        for account_id, name in others or people:
            self.others.add(account_id, name)
        self.add_field(self.tr("&Who signs"), self.person)
        if fields.reason:
            self.add_field(fields.reason, self.reason)
        if fields.next_watch:
            self.leader.setPlaceholderText(self.tr("As the roster has it"))
            self.add_field(self.tr("&Leader in charge"), self.leader)
            self.add_field(self.tr("With them on watch"), self.others)
        self.add_field(self.tr("Own &password"), self.password)
        (self.reason if fields.reason else self.password).setFocus()

    def choose(self, account_id: str) -> None:
        """Choose who signs."""
        self.person.choose(account_id)

    def acting(self) -> Callable[[], object] | None:
        """Return the act, or None after asking for the password."""
        if not self.password.text():
            self.say(self.tr("Enter the password of whoever signs."))
            self.password.setFocus()
            return None
        signer = self.person.chosen()
        signing = Signing(
            signer,
            self.password.text(),
            self.reason.text().strip(),
            tuple(one for one in self.others.chosen() if one != signer) if self._fields.next_watch else (),
            self.leader.text().strip(),
        )
        return partial(self._act, signing)

    def say(self, text: str, kind: MessageKind = MessageKind.REFUSAL) -> None:
        """Say what is wrong, and let the password be typed again."""
        super().say(text, kind)
        self.password.ask_again()
