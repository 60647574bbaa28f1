"""Where leaders are now and in the next days, who acts for them, and all that was noted before (R026, R113, R139)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from dutyroom.whereabouts.model import Notice
from ui import icons, theme
from ui.roster.plan_dialogs import PlanReasonDialog
from ui.roster.reveal_dialog import RevealDialog
from ui.roster.whereabouts_dialog import WhereaboutsDialog
from ui.roster.whereabouts_rows import MISSING, Told, history_rows, read_told, rows_of
from ui.settings.rows_model import RowsModel
from ui.widgets.empty_page import EmptyPage
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.widgets.remembered import Remembered
from ui.widgets.section_title import SectionTitle
from ui.workplace import Workplace

_LOOKS = (
    ColumnLook(width=150, strong=True),
    ColumnLook(width=52),
    ColumnLook(width=88),
    ColumnLook(width=200),
    ColumnLook(),
    ColumnLook(width=110, secondary=True),
    ColumnLook(width=96),
)
_HISTORY_LOOKS = (
    ColumnLook(width=72),
    ColumnLook(),
    ColumnLook(width=200),
    ColumnLook(width=150, secondary=True),
    ColumnLook(width=130, secondary=True),
    ColumnLook(width=150, secondary=True),
)


class WhereaboutsView(QWidget):
    """Two tables: what was told, and the history of whoever is marked. ``refused`` and ``said`` as its neighbours."""

    refused = Signal(object)
    said = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._told = Told((), frozenset(), {}, ())
        self._stale = True
        self._asked = False
        self.dialog: QDialog | None = None
        self.rows = RowsModel(self._headings(), self)
        self.table = QuietTable(self)
        self.past = RowsModel(self._past_headings(), self)
        self.history = QuietTable(self)
        self.note = QPushButton(icons.icon("add", icons.Role.ON_ACCENT), self.tr("&Note…"), self)
        self.correct = QPushButton(icons.icon("correct"), self.tr("C&orrect…"), self)
        self.back = QPushButton(icons.icon("done"), self.tr("&Back early…"), self)
        self.take_back = QPushButton(icons.icon("withdraw"), self.tr("&Take back…"), self)
        self.reveal = QPushButton(icons.icon("eye"), self.tr("S&how number…"), self)
        self._hint = QLabel(self.tr("Now and the next seven days"), self)
        self._past_title = SectionTitle(self.tr("History"), parent=self)
        self._empty = EmptyPage(
            icon="users",
            title=self.tr("No leader has told where they are"),
            text=self.tr(
                "Note trips, leave and journeys with the deputy, and where the leader in charge is off work. "
                "An alert then calls the deputy by itself."
            ),
            action=self.tr("Note…"),
        )
        self._stack = QStackedWidget(self)
        self._build()
        self._connect_signals()

    def _headings(self) -> tuple[str, ...]:
        return (
            self.tr("Leader"),
            self.tr("When"),
            self.tr("Kind"),
            self.tr("From – until"),
            self.tr("Where"),
            self.tr("Number"),
            self.tr("Deputy"),
        )

    def _past_headings(self) -> tuple[str, ...]:
        return (
            self.tr("Act"),
            self.tr("What"),
            self.tr("From – until"),
            self.tr("Told by"),
            self.tr("Reason"),
            self.tr("Entered"),
        )

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self._hint, type="secondary")
        theme.mark(self.note, kind="primary")
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        head.addWidget(self._hint, 1)
        for button in (self.reveal, self.take_back, self.back, self.correct):
            theme.mark(button, kind="quiet")
            head.addWidget(button)
        head.addWidget(self.note)
        for table, model, looks, name, kept in (
            (self.table, self.rows, _LOOKS, self.tr("Whereabouts of leaders"), "whereabouts"),
            (self.history, self.past, _HISTORY_LOOKS, self.tr("History"), "whereabouts history"),
        ):
            table.setModel(model)
            table.set_columns(looks)
            Remembered(self._workplace.seat, kept, table)
            table.setAccessibleName(name)
        full = QWidget(self)
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_3)
        column.addLayout(head)
        column.addWidget(self.table, 3)
        column.addWidget(self._past_title)
        column.addWidget(self.history, 2)
        self._stack.addWidget(full)
        self._stack.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.setFocusProxy(self.table)

    def _connect_signals(self) -> None:
        self.note.clicked.connect(self.open_note)
        self._empty.acted.connect(self.open_note)
        self.correct.clicked.connect(self._correct)
        self.back.clicked.connect(self._back)
        self.take_back.clicked.connect(self._take_back)
        self.reveal.clicked.connect(self._reveal)
        self.table.activated.connect(self._activated)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)

    def marked(self) -> Notice | None:
        """Return the notice that is marked, None on a row about somebody who has not told."""
        row = self.rows.row(self.table.currentIndex().row())
        return next((one for one in self._told.notices if row is not None and one.id == row.key), None)

    @Slot()
    def refresh(self) -> None:
        """Read what was told again."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        call = partial(read_told, self._workplace, self._workplace.house.clock.now())
        self._workplace.read(call, self, self._take, self.refused.emit, key="whereabouts")

    def ask_missing(self) -> None:
        """Open the form for a leader in charge who has not told, as soon as it is read who that is."""
        self._asked = True
        self.refresh()

    def _take(self, told: Told) -> None:
        row = self.rows.row(self.table.currentIndex().row())
        self._told = told
        self.rows.set_rows(rows_of(told, self._workplace))
        self._stack.setCurrentIndex(0 if self.rows.rowCount() else 1)
        writes = self._workplace.session.may(Right.WRITE_LOG)
        self.note.setVisible(writes)
        self._empty.button().setVisible(writes)
        if self.rows.rowCount():
            self.table.selectRow(max(0, self.rows.place(row.key) if row is not None else 0))
        self._row_changed()
        asked, self._asked = self._asked, False
        if asked and writes and told.missing:
            self._open_for(told.missing[0].person_id, told.missing[0].name)

    @Slot()
    def _row_changed(self, _now: QModelIndex | None = None) -> None:
        """Offer what may be done with the marked row, and read what was before."""
        notice, session = self.marked(), self._workplace.session
        writes = notice is not None and session.may(Right.WRITE_LOG)
        for button in (self.correct, self.take_back):
            button.setVisible(writes)
        self.back.setVisible(writes and notice is not None and notice.since < self._workplace.house.clock.now())
        self.reveal.setVisible(notice is not None and bool(notice.reach) and session.may(Right.REVEAL_NUMBERS))
        self._past_title.setVisible(notice is not None)
        self.history.setVisible(notice is not None)
        if notice is not None:
            self._past_title.set_text(self.tr("History of {name}").format(name=notice.person_name))
            call = partial(self._workplace.house.whereabouts.history, session, notice.person_id)
            self._workplace.read(call, self, self._show_history, self.refused.emit, key="whereabouts history")

    def _show_history(self, notices: tuple[Notice, ...]) -> None:
        self.past.set_rows(history_rows(notices, self._workplace))

    # --- acts

    @Slot()
    def open_note(self) -> None:
        """Open the form of a new notice; on a row about somebody who has not told, for them."""
        row = self.rows.row(self.table.currentIndex().row())
        if row is not None and row.key.startswith(MISSING):
            leader = next(one for one in self._told.missing if row.key == f"{MISSING}{one.name}")
            self._open_for(leader.person_id, leader.name)
        else:
            self._open_for("", "")

    @Slot(QModelIndex)
    def _activated(self, _index: QModelIndex) -> None:
        if not self._workplace.session.may(Right.WRITE_LOG):
            return
        if self.marked() is None:
            self.open_note()
        else:
            self._correct()

    def _open_for(self, person_id: str, name: str) -> None:
        dialog = WhereaboutsDialog(self._workplace, self)
        if name:
            dialog.for_person(person_id, name)
        dialog.saved.connect(self._saved)
        self._open(dialog)

    @Slot()
    def _correct(self) -> None:
        notice = self.marked()
        if notice is not None:
            dialog = WhereaboutsDialog(self._workplace, self, known=notice)
            dialog.saved.connect(self._saved)
            self._open(dialog)

    @Slot()
    def _back(self) -> None:
        notice = self.marked()
        if notice is not None:
            words = (
                self.tr("Back early"),
                self.tr("From now on {name} is called again, and nobody in their place.").format(
                    name=notice.person_name
                ),
                self.tr("&Back"),
            )
            self._ask_reason(words, partial(self._end, notice.id))

    def _end(self, notice_id: str, reason: str) -> Notice:
        register, session = self._workplace.house.whereabouts, self._workplace.session
        return register.end_early(session, notice_id, reason=reason)

    @Slot()
    def _take_back(self) -> None:
        notice = self.marked()
        if notice is not None:
            words = (self.tr("Take the notice back"), self.tr("It stays in the history."), self.tr("&Take back"))
            register, session = self._workplace.house.whereabouts, self._workplace.session
            self._ask_reason(words, partial(register.withdraw, session, notice.id))

    @Slot()
    def _reveal(self) -> None:
        notice = self.marked()
        if notice is not None:
            register, session = self._workplace.house.whereabouts, self._workplace.session
            act = partial(register.reveal_reach, session, notice.id)
            self._open(RevealDialog(self._workplace, self, notice.person_name, notice.reach, act))

    def _ask_reason(self, words: tuple[str, str, str], act: partial[Notice]) -> None:
        dialog = PlanReasonDialog(self._workplace, self, words, act, needed=False)
        dialog.finished_with.connect(self._saved)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    @Slot(object)
    def _saved(self, notice: Notice) -> None:
        self.said.emit(self.tr("Noted: {name}").format(name=notice.person_name))
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was changed while the view was out of sight."""
        super().showEvent(event)
        if self._stale:
            self.refresh()
