"""The journal: every act, newest first, its head, and a check of the whole file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House
from dutyroom.errors import DutyroomError
from dutyroom.frozen import dataclass
from dutyroom.journal.model import Break, Head, Line, Verdict
from ui.settings.journal_words import act_words, subject_words
from ui.settings.long_work import LongWork, ProgressLine
from ui.settings.rows_model import RowsModel, WordRow
from ui.settings.section import Section
from ui.sign_in.card import with_icon
from ui.widgets.empty_page import EmptyPage
from ui.widgets.inline_message import MessageKind
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.widgets.relative_time import full_time, standard_time
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace

_PAGE = 100
_LOOKS = (
    ColumnLook(64, right=True, secondary=True),
    ColumnLook(150),
    ColumnLook(100, strong=True),
    ColumnLook(200),
    ColumnLook(secondary=True),
)


@dataclass(frozen=True)
class Stretch:
    """Some lines of the journal, newest first, with the head of the whole and what stands for identities."""

    lines: list[Line]
    head: Head
    names: dict[str, str]


ShowStretch = Callable[[Stretch], None]


def read_stretch(house: House, session: Session, before: int | None) -> Stretch:
    """Return the newest lines, or those before line ``before``; with names of accounts and numbers of things."""
    lines = house.journal.newest(before=before, limit=_PAGE)
    names = house.subjects.of(session, (line.subject for line in lines))
    names |= {account.id: account.name for account in house.accounts.all()}
    return Stretch(lines, house.journal.head(), names)


class JournalSection(Section):
    """The list for who may read the journal; for others a sentence that says who may."""

    scrolls = False

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._may = workplace.session.may(Right.READ_JOURNAL)
        self._last: int | None = None
        self.work = LongWork(self)
        self._progress = ProgressLine(self.work, self.tr("Checking line by line…"), self)
        self._head = QLabel(self)
        self._check = with_icon("check", self.tr("&Check the whole file"), self)
        self._more = QPushButton(self.tr("&Load more"), self)
        self._model = RowsModel(
            (self.tr("Line"), self.tr("Time"), self.tr("Who"), self.tr("Act"), self.tr("Subject")), self
        )
        self._table = QuietTable(self)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        self.set_words(
            self.tr("Journal"),
            self.tr("Every act with its time and person, each line sealed by the one before. Nothing can be changed."),
        )
        self._table.setModel(self._model)
        self._table.set_columns(_LOOKS)
        Remembered(self._workplace.seat, "journal", self._table)
        self._table.setAccessibleName(self.tr("Journal"))
        self._head.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._head.setToolTip(self.tr("It stands at the foot of every print, so that paper proves the file."))
        for widget in (self._table, self._head, self._check, self._more):
            widget.setVisible(self._may)
        if not self._may:
            self.body.addWidget(self._closed_door(), 1)
            return
        top = QHBoxLayout()
        top.addWidget(self._head)
        top.addStretch(1)
        top.addWidget(self._check)
        foot = QHBoxLayout()
        foot.addWidget(self._more)
        foot.addStretch(1)
        self.body.addLayout(top)
        self.body.addWidget(self._progress)
        self.body.addWidget(self._table, 1)
        self.body.addLayout(foot)

    def _closed_door(self) -> EmptyPage:
        return EmptyPage(
            icon="lock",
            title=self.tr("The audit administrator reads the journal"),
            text=self.tr("Your acts are in it. Ask the audit administrator when you need a line of it."),
            parent=self,
        )

    def _connect_signals(self) -> None:
        self._check.clicked.connect(self.check)
        self._more.clicked.connect(self.load_more)
        self.work.done.connect(self._judged)
        self.work.failed.connect(self._failed)
        self.work.cancelled.connect(self._cancelled)
        self.work.broken.connect(self._broke)

    def begin(self) -> None:
        """Read the newest lines."""
        if self._may:
            self._last = None
            self._read(self._show_first)

    @Slot()
    def load_more(self) -> None:
        """Read the lines before the last one shown."""
        self._more.setEnabled(False)
        self._read(self._show_more)

    @Slot()
    def check(self) -> None:
        """Hold the whole file against the journal."""
        self.message.clear()
        self._check.setEnabled(False)
        self._progress.begin()
        self.work.start(self._workplace.house.verify)

    def _read(self, show: ShowStretch) -> None:
        question = partial(read_stretch, self._workplace.house, self._workplace.session, self._last)
        self._workplace.read(question, self, show, self.refuse, key="lines")

    def _show_first(self, stretch: Stretch) -> None:
        self._model.set_rows([self._row(line, stretch.names) for line in stretch.lines])
        self._show_end(stretch)

    def _show_more(self, stretch: Stretch) -> None:
        self._model.add_rows([self._row(line, stretch.names) for line in stretch.lines])
        self._show_end(stretch)

    def _show_end(self, stretch: Stretch) -> None:
        self._head.setText(self.tr("Head of the journal {head}").format(head=stretch.head.short()))
        if stretch.lines:
            self._last = stretch.lines[-1].seq
        self._more.setEnabled(self._last is not None and self._last > 1)

    def _row(self, line: Line, names: dict[str, str]) -> WordRow:
        zone = self._workplace.zone
        cells = (
            str(line.seq),
            standard_time(line.at, zone),
            line.actor.name or self.tr("The room"),
            act_words(line.act),
            subject_words(line, names),
        )
        tip = "\n".join(
            part for part in (full_time(line.at, zone), line.actor.seat, line.act, line.subject, line.detail) if part
        )
        return WordRow(str(line.seq), cells, tip)

    @Slot(object)
    def _judged(self, verdict: Verdict) -> None:
        self._check.setEnabled(True)
        if verdict.first_break is None:
            self.message.say(
                MessageKind.SUCCESS,
                self.tr("The file is whole: {lines} lines and {rows} rows agree. Head {head}.").format(
                    lines=verdict.lines, rows=verdict.rows, head=verdict.head.short()
                ),
            )
        else:
            self.message.say(MessageKind.REFUSAL, self._break_words(verdict.first_break))

    def _break_words(self, found: Break) -> str:
        reasons = {
            "line_missing": self.tr("a line is missing"),
            "line_changed": self.tr("a line was changed"),
            "chain_broken": self.tr("the chain is broken"),
            "row_changed": self.tr("a row was changed"),
            "row_missing": self.tr("a row is missing"),
            "row_unknown": self.tr("a row is there that no line knows"),
            "guard_missing": self.tr("a guard of the file was removed"),
            "file_damaged": self.tr("the file is damaged"),
            "paper_differs": self.tr("the paper says otherwise"),
        }
        words = self.tr("The file is not whole: {reason}, first at line {line}.").format(
            reason=reasons.get(found.reason, found.reason), line=found.seq
        )
        where = " · ".join(part for part in (found.name, found.where) if part)
        advice = self.tr("Make a backup now, stop working with this file, and call the security administrator.")
        return f"{words} ({where}) {advice}" if where else f"{words} {advice}"

    @Slot(object)
    def _failed(self, error: DutyroomError) -> None:
        self._check.setEnabled(True)
        self.refuse(error)

    @Slot()
    def _cancelled(self) -> None:
        self._check.setEnabled(True)
        self.message.say(MessageKind.INFO, self.tr("Stopped. The file was not checked to its end."))

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._check.setEnabled(True)
        self._workplace.broken.emit(error)
