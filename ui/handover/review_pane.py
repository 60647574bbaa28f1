"""One past handover: against the one before, or as it is printed; remark, order, mark as reviewed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dutyroom.accounts.model import Right, Session
from dutyroom.bootstrap import House
from dutyroom.handover.model import REVIEWERS, MatterMove
from dutyroom.handover.views import Difference, HandoverLine, MovedMatter
from dutyroom.log.model import Secrecy
from ui import icons, theme
from ui.handover.dialogs import Asking, WordsDialog
from ui.handover.words import clock_text, listed, punctuality_text, watch_text
from ui.settings.rows_model import RowsModel, WordRow
from ui.terms import label
from ui.theme import Tone
from ui.widgets.filter_bar import FilterBar
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.widgets.remembered import Remembered
from ui.workplace import Workplace

_TONES = {MatterMove.UNTOUCHED: Tone.DANGER, MatterMove.CLOSED: Tone.SUCCESS, MatterMove.NEW: Tone.ACCENT}
_ORDER = (MatterMove.UNTOUCHED, MatterMove.NEW, MatterMove.MOVED, MatterMove.STANDING, MatterMove.CLOSED)
_LOOKS = (
    ColumnLook(width=72, fits=MatterMove),
    ColumnLook(width=82, secondary=True),
    ColumnLook(strong=True),
    ColumnLook(width=84),
)
_DIFFERENCE, _SHEET = "difference", "sheet"


class ReviewOrderDialog(WordsDialog):
    """Asks for a remark or an order; an order may belong to the matter that is marked."""

    def on_matter(self, number: str) -> QCheckBox:
        """Offer that the order becomes a step of a matter, and return the box."""
        box = QCheckBox(self.tr("As a step of matter {number}").format(number=number), self)
        box.setChecked(True)
        self.body.addWidget(box)
        return box


class ReviewPane(QWidget):
    """Shows the handover that is marked in the list."""

    refused = Signal(object)
    opened = Signal(str)
    print_wanted = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._line: HandoverLine | None = None
        self._difference: Difference | None = None
        self._pages: QWidget | None = None
        self._title = QLabel(self)
        self._facts = QLabel(self)
        self.way = FilterBar(single=True, required=True)
        self.moves = RowsModel(
            (self.tr("What became of it"), self.tr("No."), self.tr("Matter"), self.tr("Where it stands")), self
        )
        self.table = QuietTable(self)
        self.remark = QPushButton(icons.icon("correct"), self.tr("Re&mark…"), self)
        self.order = QPushButton(icons.icon("flag"), self.tr("&Order…"), self)
        self.reviewed = QPushButton(icons.icon("check", icons.Role.ON_ACCENT), self.tr("Mark re&viewed"), self)
        self.print = QPushButton(icons.icon("print"), self.tr("&Print"), self)
        self._stack = QStackedWidget(self)
        self._build()
        self._connect_signals()

    def show_line(self, line: HandoverLine | None) -> None:
        """Show a handover, or none."""
        self._line = line
        self.setVisible(line is not None)
        if line is None:
            return
        one = line.handover
        zone = self._workplace.zone
        self._title.setText(f"{watch_text(one.watch)} → {watch_text(one.next_watch)}")
        signed = listed(line.signers)
        parts = [
            self.tr("Signed by {names}, {time}").format(
                names=signed, time=clock_text(one.accepted_at or one.due_at, zone)
            ),
            punctuality_text(line),
            self.tr("{pending} pending, {done} done").format(pending=one.pending, done=one.done),
        ]
        if line.corrections or line.remarks:
            parts.append(
                self.tr("{corrections} corrections, {remarks} remarks").format(
                    corrections=line.corrections, remarks=line.remarks
                )
            )
        self._facts.setText("　".join(parts))
        may = bool(self._workplace.session.roles & REVIEWERS)
        for button in (self.remark, self.order):
            button.setVisible(may)
        self.reviewed.setVisible(may and one.reviewed_at is None)
        self.print.setVisible(self._workplace.session.may(Right.PRINT))
        self._ask()

    def turn(self) -> None:
        """Show the sheet in place of the difference, or the other way round."""
        self.way.choose(frozenset({_DIFFERENCE if _SHEET in self.way.chosen() else _SHEET}))
        self._ask()

    def _ask(self) -> None:
        line = self._line
        if line is None:
            return
        house, session, handover_id = self._workplace.house, self._workplace.session, line.handover.id
        if _SHEET in self.way.chosen() and session.may(Right.PRINT):
            from ui.handover.paper import sheet_of  # the writers of documents are loaded when somebody reads on paper
            from ui.handover.paper_wish import HandoverWish
            from ui.terms import language

            call = partial(sheet_of, house, session, HandoverWish(handover_id), language())
            self._workplace.read(call, self, self._show_pages, self.refused.emit, key="what")
        else:
            asked = partial(house.handover_reader.difference, session, handover_id)
            self._workplace.read(asked, self, self._show_difference, self.refused.emit, key="what")

    def _show_pages(self, sheet: object) -> None:
        from dutyroom.documents.model import Sheet
        from ui.printing.page_view import PageView
        from ui.printing.pages import pages_of

        assert isinstance(sheet, Sheet)
        pages, before = PageView(pages_of(sheet), self), self._pages
        self._pages = pages
        self._stack.addWidget(pages)
        self._stack.setCurrentWidget(pages)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()

    def _show_difference(self, difference: Difference) -> None:
        self._difference = difference
        rows = [_row(one) for move in _ORDER for one in difference.of(move)]
        self.moves.set_rows(rows)
        if rows:
            self.table.setCurrentIndex(self.moves.index(0, 0))
        self._stack.setCurrentWidget(self.table)

    def _marked(self) -> MovedMatter | None:
        row = self.moves.row(self.table.currentIndex().row())
        if row is None or self._difference is None or self._stack.currentWidget() is not self.table:
            return None
        return next((one for one in self._difference.matters if one.matter_id == row.key), None)

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self._title, type="section")
        theme.mark(self._facts, type="secondary")
        self._facts.setWordWrap(True)
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        self.way.add(_DIFFERENCE, self.tr("Against the one before"))
        self.way.add(_SHEET, self.tr("As printed"))
        self.way.choose(frozenset({_DIFFERENCE}))
        self.table.setModel(self.moves)
        self.table.set_columns(_LOOKS)
        Remembered(self._workplace.seat, "difference", self.table)
        self.table.setAccessibleName(self.tr("What became of the pending matters"))
        self._stack.addWidget(self.table)
        theme.mark(self.reviewed, kind="primary")
        for quiet in (self.remark, self.order, self.print):
            theme.mark(quiet, kind="quiet")
        buttons = QHBoxLayout()
        buttons.setSpacing(sizes.space_1)
        buttons.addStretch(1)
        for button in (self.remark, self.order, self.reviewed):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_3, 0, 0, 0)
        column.setSpacing(sizes.space_2)
        column.addWidget(self._title)
        column.addWidget(self._facts)
        ways = QHBoxLayout()
        ways.addWidget(self.way, 1, Qt.AlignmentFlag.AlignVCenter)
        ways.addWidget(self.print)
        column.addLayout(ways)
        column.addWidget(self._stack, 1)
        column.addLayout(buttons)

    def _connect_signals(self) -> None:
        self.way.changed.connect(self._way_changed)
        self.table.activated.connect(self._activated)
        self.remark.clicked.connect(self._remark)
        self.order.clicked.connect(self._order)
        self.reviewed.clicked.connect(self._mark_reviewed)
        self.print.clicked.connect(self._print)

    @Slot(object)
    def _way_changed(self, _chosen: object) -> None:
        self._ask()

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        row = self.moves.row(index.row())
        if row is not None:
            self.opened.emit(row.key)

    @Slot()
    def _remark(self) -> None:
        if self._line is not None:
            asking = Asking(
                self.tr("Remark on the handover"),
                self.tr("It stands below the sheet, with your name."),
                self.tr("&Add"),
            )
            act = partial(_review, self._workplace.house, self._workplace.session, self._line.handover.id)
            WordsDialog(self._workplace, asking, act, self).open()

    @Slot()
    def _order(self) -> None:
        line, matter = self._line, self._marked()
        if line is None:
            return
        asking = Asking(
            self.tr("Order"),
            self.tr("An order becomes work: a step of a matter, or a matter of its own that somebody has to do."),
            self.tr("&Order"),
        )
        house, session = self._workplace.house, self._workplace.session
        dialog = ReviewOrderDialog(
            self._workplace, asking, partial(_order, house, session, line.handover.id, "", None), self
        )
        if matter is not None:
            box = dialog.on_matter(matter.number)
            dialog.act_with(partial(_order, house, session, line.handover.id, matter.matter_id, box))
        dialog.open()

    @Slot()
    def _mark_reviewed(self) -> None:
        if self._line is not None:
            house, session = self._workplace.house, self._workplace.session
            act = partial(house.handovers.mark_reviewed, session, self._line.handover.id)
            self._workplace.write(act, self, failed=self.refused.emit)

    @Slot()
    def _print(self) -> None:
        if self._line is not None:
            self.print_wanted.emit(self._line.handover.id)


def _row(one: MovedMatter) -> WordRow:
    subject = one.subject or label(Secrecy.CLASSIFIED)
    before = f"{one.before}\n→ " if one.before and one.before != one.after else ""
    return WordRow(
        one.matter_id,
        (label(one.move), one.number, subject, one.after),
        tip=f"{before}{one.after}",
        tone=_TONES.get(one.move),
    )


def _review(house: House, session: Session, handover_id: str, words: str) -> object:
    return house.handovers.review(session, handover_id, words)


def _order(
    house: House, session: Session, handover_id: str, matter_id: str, box: QCheckBox | None, words: str
) -> object:
    chosen = matter_id if box is not None and box.isChecked() else ""
    return house.handovers.review(session, handover_id, words, order=True, matter_id=chosen)
