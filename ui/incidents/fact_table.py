"""The figures of an event: what counts, who said it, when, how it moved; sources that disagree side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from dutyroom.incidents.events import EventFile, Fact, FactKind, Figures
from dutyroom.incidents.model import GradingBook
from dutyroom.incidents.words import number_words
from dutyroom.texts import term
from ui import icons, theme
from ui.incidents.fact_line import FactLine
from ui.terms import language
from ui.theme import Tone
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.pill import Pill
from ui.widgets.relative_time import full_time, relative_time
from ui.workplace import Workplace

_ALL = 5


class FactTable(QWidget):
    """Shows the facts of a file; ``take_back_wanted`` carries the name of the figure or question."""

    take_back_wanted = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._may_write = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.current().sizes.space_3)
        self._grid.setVerticalSpacing(theme.current().sizes.space_1)
        self._grid.setColumnStretch(2, 1)

    def show_file(self, book: GradingBook, file: EventFile, *, may_write: bool) -> None:
        """Show what is known: of each figure the worst that anybody says now, never hidden by a later one."""
        self._may_write = may_write
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        row = 0
        order = list(book.figures)
        for figures in sorted(file.figures(), key=lambda one: order.index(one.name)):
            row = self._show_figures(book, figures, row)
        row = self._show_answers(file, row)
        row = self._show_withdrawn(book, file, row)
        if not row:
            self._grid.addWidget(
                _label(self.tr("No figure is known yet. A adds the first."), "secondary"), 0, 0, 1, _ALL
            )

    def _show_figures(self, book: GradingBook, figures: Figures, row: int) -> int:
        counts, unit = figures.worst, term("figure_unit", book.figures[figures.name].unit, language())
        value = _label(f"{_value(counts)} {unit}", "strong")
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(_label(term("figure", figures.name, language())), row, 0)
        self._grid.addWidget(value, row, 1)
        self._grid.addWidget(self._said(counts), row, 2)
        if len(figures.facts) > 1:
            self._grid.addWidget(FactLine(figures.facts), row, 3)
        self._add_button(figures.name, row)
        if figures.disagree:
            row += 1
            self._grid.addWidget(self._side_by_side(figures, unit), row, 0, 1, _ALL)
        return row + 1

    def _side_by_side(self, figures: Figures, unit: str) -> QWidget:
        part = QWidget()
        flow = FlowLayout(part, gap=theme.current().sizes.space_2)
        flow.addWidget(Pill(self.tr("Sources disagree"), Tone.WARNING))
        for fact in last_words(figures):
            counts = fact is figures.worst
            words = f"{fact.said_by or fact.account_name} {_value(fact)} {unit} · {self._when(fact)}"
            pill = Pill(words + (self.tr(" · counts") if counts else ""), Tone.DANGER if counts else Tone.NEUTRAL)
            pill.setToolTip(fact.remark)
            flow.addWidget(pill)
        return part

    def _show_answers(self, file: EventFile, row: int) -> int:
        criteria = file.assessment.event.criteria()
        latest: dict[str, Fact] = {}
        for fact in file.facts:
            if fact.kind is FactKind.ANSWER and not fact.withdrawn and fact.name in criteria:
                latest[criteria[fact.name].question] = fact
        for question, fact in latest.items():
            self._grid.addWidget(_label(question), row, 0)
            self._grid.addWidget(_label(self.tr("yes") if fact.value else self.tr("no"), "strong"), row, 1)
            self._grid.addWidget(self._said(fact), row, 2)
            self._add_button(fact.name, row)
            row += 1
        return row

    def _show_withdrawn(self, book: GradingBook, file: EventFile, row: int) -> int:
        for fact in file.facts:
            if fact.withdrawn and fact.name in book.figures:
                words = _label(f"{term('figure', fact.name, language())} {_value(fact)} · {fact.said_by}", "caption")
                font = words.font()
                font.setStrikeOut(True)
                words.setFont(font)
                words.setToolTip(self.tr("Taken back"))
                self._grid.addWidget(words, row, 0, 1, _ALL)
                row += 1
        return row

    def _said(self, fact: Fact) -> QLabel:
        made = _label(f"{fact.said_by or fact.account_name} · {self._when(fact)}", "secondary")
        made.setToolTip(f"{full_time(fact.said_at, self._workplace.zone)}  {fact.account_name}")
        return made

    def _when(self, fact: Fact) -> str:
        return relative_time(fact.said_at, self._workplace.now(), self._workplace.zone)

    def _add_button(self, name: str, row: int) -> None:
        if not self._may_write:
            return
        button = QToolButton()
        button.setIcon(icons.icon("withdraw", icons.Role.SECONDARY))
        button.setToolTip(self.tr("Take back what was said wrongly"))
        button.setAccessibleName(button.toolTip())
        button.setProperty("fact", name)
        button.clicked.connect(self._take_back)
        self._grid.addWidget(button, row, 4)

    @Slot()
    def _take_back(self) -> None:
        button = self.sender()
        assert isinstance(button, QToolButton)
        self.take_back_wanted.emit(str(button.property("fact")))


def last_words(figures: Figures) -> list[Fact]:
    """Return the last word of each source, the worst first."""
    last: dict[str, Fact] = {}
    for fact in sorted(figures.facts, key=lambda fact: (fact.said_at, fact.seq)):
        last[fact.said_by] = fact
    return sorted(last.values(), key=lambda fact: (fact.value, fact.said_at, fact.seq), reverse=True)


def _value(fact: Fact) -> str:
    return "" if isinstance(fact.value, bool) else number_words(fact.value)


def _label(text: str, kind: str = "") -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    if kind:
        theme.mark(made, type=kind)
    return made
