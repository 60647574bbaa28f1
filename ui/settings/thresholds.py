"""Thresholds: per kind of event the conditions of each grade, edited, and tried before they are kept (R037)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from dutyroom.errors import Refused
from dutyroom.folding import fold
from dutyroom.incidents.editing import with_lower_end, without_condition
from dutyroom.incidents.facts import checked_figure
from dutyroom.incidents.model import Condition, EventType, FactSheet, GradingBook, Threshold
from dutyroom.incidents.rules import grade
from dutyroom.incidents.words import condition_words, grade_words, number_words
from dutyroom.rulebook.model import RuleKind
from dutyroom.texts import term
from ui import theme
from ui.incidents.figure_fields import FigureFields
from ui.settings.rows_model import RowsModel, WordRow
from ui.settings.rule_section import RuleSection, in_row
from ui.settings.threshold_dialogs import AddConditionDialog, LocalPlanDialog
from ui.sign_in.card import scaled, with_icon
from ui.terms import label, language
from ui.theme import Tone
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.workplace import Workplace

_ROWS = 10
_LOOKS = (
    *(ColumnLook(96), ColumnLook(strong=True), ColumnLook(80, right=True), ColumnLook(72)),
    *(ColumnLook(80, right=True, secondary=True), ColumnLook(144, secondary=True), ColumnLook(secondary=True)),
)
_FIELD = 96


class ThresholdsSection(RuleSection):
    """The grade of an event follows from what stands here; the law is quoted beside each condition."""

    kind = RuleKind.GRADING

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.types = QComboBox(self)
        self.types.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._plan = QLabel(self)
        headings = (self.tr("Grade"), self.tr("Condition"), self.tr("From"), self.tr("Unit"), self.tr("Shipped"))
        self.rows = RowsModel((*headings, self.tr("Verified"), self.tr("Law")), self)
        self.table = QuietTable(self)
        self.least = QLineEdit(self)
        self.put = QPushButton(self.tr("&Set"), self)
        self.add = with_icon("add", self.tr("&Add a condition…"), self)
        self.remove = with_icon("withdraw", self.tr("&Remove it"), self)
        self.name_plan = with_icon("correct", self.tr("Name the &local plan…"), self)
        self.figures = FigureFields(self)
        self.outcome = QLabel(self)
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        self.begin_words(
            self.tr("Thresholds"),
            self.tr("From which figures on an event is of which grade. It suggests; a person decides."),
        )
        self.table.setModel(self.rows)
        self.table.set_columns(_LOOKS)
        self.table.setAccessibleName(self.tr("Conditions of the kind"))
        self.table.setFixedHeight(theme.current().sizes.row * (_ROWS + 1))
        self.types.setAccessibleName(self.tr("Kind of event"))
        self.types.setMaxVisibleItems(15)
        self.least.setFixedWidth(scaled(_FIELD))
        self.least.setAccessibleName(self.tr("Lower end of the chosen condition"))
        theme.mark(self._plan, type="secondary")
        theme.mark(self.outcome, type="strong")
        self.body.addLayout(in_row(self.types, self._plan))
        self.body.addWidget(self.table)
        edits: tuple[QWidget, ...] = (self.least, self.put, self.remove, self.add, self.name_plan)
        words = QLabel(self.tr("The chosen condition hol&ds from"), self)
        words.setBuddy(self.least)
        for one in (words, *edits):
            one.setVisible(self.may)
        self.body.addLayout(in_row(words, *edits))
        self.add_heading(self.tr("Try it"))
        self.body.addWidget(self.figures)
        self.body.addWidget(self.outcome)
        self.end_words()

    def _connect_signals(self) -> None:
        self.types.currentIndexChanged.connect(self._type_chosen)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.put.clicked.connect(self.put_least)
        self.least.returnPressed.connect(self.put_least)
        self.remove.clicked.connect(self.remove_condition)
        self.add.clicked.connect(self.ask_condition)
        self.name_plan.clicked.connect(self.ask_plan)
        self.figures.changed.connect(self._try)

    def show_rules(self) -> None:
        """Draw the conditions of the chosen kind."""
        book = self._book()
        if book is None:
            return
        if self.types.count() == 0:
            self.types.blockSignals(True)
            for event in book.types.values():
                self.types.addItem(term("event_type", event.id, language()), event.id)
            self.types.blockSignals(False)
        event = book.types[self.type_id()]
        chosen = self._key()
        self.rows.set_rows(list(self._rows(book, event)))
        place = self.rows.place(chosen)
        self.table.selectRow(max(place, 0))
        plan = event.local_plan
        self._plan.setText(self.tr("Local plan: {plan}").format(plan=plan) if plan else self._without_plan(event))
        self.figures.show_kind(book, event)
        self._try()

    def type_id(self) -> str:
        """Return the kind that is shown."""
        return str(self.types.currentData() or "")

    def choose_type(self, type_id: str) -> None:
        """Show a kind."""
        self.types.setCurrentIndex(self.types.findData(type_id))

    @Slot()
    def put_least(self) -> None:
        """Set the lower end that was typed; a lighter grade that ended there ends at the new number."""
        found = self._chosen()
        if found is None:
            return
        condition, threshold = found
        try:
            least = self._typed(threshold.figure)
        except Refused as error:
            self.refuse(error)
            return
        self.edit(with_lower_end, condition.id, threshold.figure, least)

    @Slot()
    def remove_condition(self) -> None:
        """Take the chosen condition out of the draft."""
        condition_id = self._key().partition("|")[0]
        if condition_id:
            self.edit(without_condition, condition_id)

    @Slot()
    def ask_condition(self) -> None:
        """Ask for one condition more."""
        book = self._book()
        if book is not None:
            AddConditionDialog(self._workplace, book, self.type_id(), self).open()

    @Slot()
    def ask_plan(self) -> None:
        """Ask for the name of the local plan."""
        book = self._book()
        if book is not None:
            LocalPlanDialog(self._workplace, book.types[self.type_id()], self).open()

    def _book(self) -> GradingBook | None:
        return self.book if isinstance(self.book, GradingBook) else None

    def _rows(self, book: GradingBook, event: EventType) -> Iterator[WordRow]:
        shipped = self._shipped()
        for one in _own(event):
            words = condition_words(book, one, language())
            tip = f"{one.source.cited}\n{one.source.quote}".strip()
            law = (label(one.verification), one.source.cited)
            known = shipped.get(one.id)
            if not one.thresholds:
                before = "" if known is not None else self.tr("new")
                cells = (grade_words(event, one.grade, language()), words, "", "", before, *law)
                yield WordRow(f"{one.id}|", cells, tip=tip, tone=None if known is not None else Tone.ACCENT)
            for place, threshold in enumerate(one.thresholds):
                before = _least(known, threshold.figure) if known is not None else self.tr("new")
                now = number_words(threshold.least)
                unit = term("figure_unit", book.figures[threshold.figure].unit, language())
                name = words if place == 0 else term("figure", threshold.figure, language())
                cells = (grade_words(event, one.grade, language()), name, now, unit, before, *law)
                yield WordRow(
                    f"{one.id}|{threshold.figure}", cells, tip=tip, tone=None if now == before else Tone.ACCENT
                )

    def _shipped(self) -> dict[str, Condition]:
        book = self.view.shipped_book if self.view is not None else None
        event = book.types.get(self.type_id()) if isinstance(book, GradingBook) else None
        return {one.id: one for one in event.conditions} if event is not None else {}

    def _without_plan(self, event: EventType) -> str:
        if not event.local_grades:
            return ""
        grades = "、".join(label(one) for one in event.local_grades)
        return self.tr("{grades}: left to a local plan, none is named").format(grades=grades)

    def _key(self) -> str:
        row = self.rows.row(self.table.currentIndex().row())
        return row.key if row is not None else ""

    def _chosen(self) -> tuple[Condition, Threshold] | None:
        book, (condition_id, _, figure) = self._book(), self._key().partition("|")
        if book is None:
            return None
        for one in _own(book.types[self.type_id()]):
            for threshold in one.thresholds:
                if (one.id, threshold.figure) == (condition_id, figure):
                    return one, threshold
        return None

    def _typed(self, figure: str) -> Decimal:
        book = self._book()
        assert book is not None
        text = fold(self.least.text()).replace(",", "").strip()
        try:
            number = Decimal(text)
        except InvalidOperation:
            unit = book.figures[figure].unit.value
            raise Refused("incidents.figure_not_number", figure=figure, figure_unit=unit) from None
        return checked_figure(book.figures[figure], number)

    @Slot(int)
    def _type_chosen(self, _index: int) -> None:
        self.show_rules()

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        found = self._chosen()
        self.least.setText(number_words(found[1].least) if found is not None else "")
        self.least.setEnabled(found is not None)
        self.put.setEnabled(found is not None)
        self.remove.setEnabled(bool(self._key()))

    @Slot()
    def _try(self) -> None:
        """Say what the typed figures are by the draft, and by what stands where that differs."""
        book, standing = self._book(), self.view.book if self.view is not None else None
        figures = self.figures.figures()
        if book is None or not figures or not isinstance(standing, GradingBook):
            self.outcome.setText(self.tr("Type figures to see their grade."))
            return
        now, before = (self._graded(one, figures) for one in (book, standing))
        if now == before:
            self.outcome.setText(self.tr("These figures: {grade}").format(grade=now))
            return
        words = self.tr("These figures: {grade}, by the rules that hold now: {before}")
        self.outcome.setText(words.format(grade=now, before=before))

    def _graded(self, book: GradingBook, figures: dict[str, Decimal]) -> str:
        found = grade(book, FactSheet(self.type_id(), figures))
        return self.tr("no grade") if found.grade is None else grade_words(found.event, found.grade, language())


def _own(event: EventType) -> tuple[Condition, ...]:
    """Return the conditions of a kind without those it borrows, which are edited where they stand."""
    return tuple(one for one in event.conditions if one.id.startswith(f"{event.id}."))


def _least(condition: Condition, figure: str) -> str:
    return next((number_words(one.least) for one in condition.thresholds if one.figure == figure), "")
