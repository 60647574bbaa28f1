"""The receipt register as a table, newest first; rows come page by page."""

from __future__ import annotations

from enum import IntEnum
from html import escape

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dutyroom.receipts.model import Paper, RegisterPage
from ui.terms import label
from ui.theme import Tone
from ui.widgets.quiet_table import ICON_ROLE, TONE_ROLE, ColumnLook
from ui.widgets.relative_time import full_time, relative_time
from ui.workplace import Workplace

_Index = QModelIndex | QPersistentModelIndex


class PaperColumn(IntEnum):
    """The columns, from left to right."""

    RECEIVED = 0
    TITLE = 1
    DOCUMENT = 2
    ISSUER = 3
    COPIES = 4
    PAGES = 5
    SIGNED = 6
    WHEREABOUTS = 7
    STATE = 8
    NUMBER = 9


PAPER_LOOKS = (
    ColumnLook(width=124),
    ColumnLook(strong=True),
    ColumnLook(width=124, secondary=True),
    ColumnLook(width=124),
    ColumnLook(width=54, right=True),
    ColumnLook(width=50, right=True),
    ColumnLook(width=82, secondary=True),
    ColumnLook(width=96),
    ColumnLook(width=64),
    ColumnLook(width=84, secondary=True),
)


def title_of(paper: Paper, secret: str, sealed: str) -> str:
    """Return the title of a paper; ``secret`` for a classified one, ``sealed`` for one its addressee opens."""
    if paper.classified is not None:
        return secret
    return paper.title or sealed


class RegisterModel(QAbstractTableModel):
    """Papers in a table; ``more_wanted`` asks for the next page."""

    more_wanted = Signal()

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._papers: list[Paper] = []
        self._before: int | None = None
        self._asked = False

    @property
    def before(self) -> int | None:
        """Return where the next page begins."""
        return self._before

    def show_first(self, page: RegisterPage) -> None:
        """Show exactly this page."""
        self._before, self._asked = page.before, False
        if list(page.papers) == self._papers:
            return
        self.beginResetModel()
        self._papers = list(page.papers)
        self.endResetModel()

    def add(self, page: RegisterPage) -> None:
        """Add the papers of the next page."""
        known = {paper.id for paper in self._papers}
        new = [paper for paper in page.papers if paper.id not in known]
        self._before, self._asked = page.before, False
        if new:
            first = len(self._papers)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._papers += new
            self.endInsertRows()

    def paper(self, row: int) -> Paper | None:
        """Return the paper in a row."""
        return self._papers[row] if 0 <= row < len(self._papers) else None

    def row_of(self, paper_id: str) -> int:
        """Return the row of a paper, -1 when it is not shown."""
        return next((at for at, paper in enumerate(self._papers) if paper.id == paper_id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._papers)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature of Qt
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(PaperColumn)

    def canFetchMore(self, parent: _Index) -> bool:
        """Return whether more rows can be asked for."""
        return not parent.isValid() and self._before is not None and not self._asked

    def fetchMore(self, parent: _Index) -> None:
        """Ask for the next page."""
        self._asked = True
        self.more_wanted.emit()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Received"),
            self.tr("Title"),
            self.tr("Document"),
            self.tr("From"),
            self.tr("Copies"),
            self.tr("Pages"),
            self.tr("Signed for"),
            self.tr("Whereabouts"),
            self.tr("State"),
            self.tr("No."),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, its icon, tone and tip."""
        paper = self.paper(index.row())
        if paper is None:
            return None
        column = PaperColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(paper, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            if column is PaperColumn.RECEIVED:
                return f"{label(paper.channel)}  {full_time(paper.received_at, self._workplace.zone)}"
            return escape(self._text(paper, column))
        if role == ICON_ROLE and column is PaperColumn.RECEIVED:
            return paper.channel.value
        if role == TONE_ROLE:
            if column is PaperColumn.STATE and paper.open:
                return Tone.ACCENT
            if column is PaperColumn.TITLE and paper.classified is not None:
                return Tone.WARNING
        return None

    def _text(self, paper: Paper, column: PaperColumn) -> str:
        classified = paper.classified
        texts = {
            PaperColumn.RECEIVED: relative_time(paper.received_at, self._workplace.now(), self._workplace.zone),
            PaperColumn.TITLE: title_of(paper, self.tr("Classified item"), self.tr("For its addressee to open")),
            PaperColumn.DOCUMENT: classified.document_number if classified else paper.document_number,
            PaperColumn.ISSUER: classified.sender if classified else paper.issuer,
            PaperColumn.COPIES: str(classified.copies if classified else paper.copies),
            PaperColumn.PAGES: "" if paper.pages is None else str(paper.pages),
            PaperColumn.SIGNED: paper.signed_by,
            PaperColumn.WHEREABOUTS: paper.whereabouts,
            PaperColumn.STATE: self.tr("Open") if paper.open else self.tr("Closed"),
            PaperColumn.NUMBER: paper.number,
        }
        return texts[column]
