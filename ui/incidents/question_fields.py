"""Questions of conditions to tick: yes, no, or not known; what is not ticked is never taken as no."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dutyroom.frozen import dataclass
from dutyroom.incidents.model import Assessment, Condition, EventType, Grade
from dutyroom.incidents.rules import answered
from ui import theme
from ui.terms import label
from ui.widgets.filter_bar import FilterBar
from ui.widgets.grade_mark import GradeMark

_YES, _NO, _UNKNOWN = "yes", "no", "unknown"


@dataclass(frozen=True)
class _Question:
    """One question with a condition that asks it, and the worst grade that a yes may give (None: only reporting)."""

    text: str
    condition_id: str
    grade: Grade | None


class _Row(QWidget):
    def __init__(self, question: _Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.question = question
        self.bar = FilterBar(single=True, required=True)
        self.bar.setAccessibleName(question.text)
        for key, text in ((_YES, self.tr("Yes")), (_NO, self.tr("No")), (_UNKNOWN, self.tr("Not known"))):
            self.bar.add(key, text)
        self.bar.choose(frozenset({_UNKNOWN}))
        self.bar.setFixedWidth(self.bar.sizeHint().width() + theme.current().sizes.space_5)
        words = QLabel(question.text)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().sizes.space_2)
        row.addWidget(words, 1)
        if question.grade is not None:
            mark = GradeMark(question.grade.value, label(question.grade))
            mark.setToolTip(self.tr("A yes makes it this grade"))
            row.addWidget(mark)
        row.addWidget(self.bar)

    def answer(self) -> bool | None:
        chosen = next(iter(self.bar.chosen()), _UNKNOWN)
        return None if chosen == _UNKNOWN else chosen == _YES


class QuestionFields(QWidget):
    """Shows what is asked now and what was answered; ``changed`` says that an answer was given or taken back."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._event: EventType | None = None
        self._rows: dict[str, _Row] = {}
        self._kept: dict[str, bool] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().sizes.space_1)

    def show_questions(self, found: Assessment) -> None:
        """Show what is asked with these figures; rows that stay keep their answers and their place in the tab order."""
        if found.event is not self._event:
            self._forget()
            self._event = found.event
        wanted = _asked(found)
        for text in [text for text, row in self._rows.items() if text not in wanted and row.answer() is None]:
            row = self._rows.pop(text)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for text, question in wanted.items():
            if text not in self._rows:
                self._add(question)
        self._answer_kept()
        self.setVisible(bool(self._rows))

    def rows(self) -> dict[str, FilterBar]:
        """Return the bars of answers by question."""
        return {text: row.bar for text, row in self._rows.items()}

    def answers(self) -> dict[str, bool]:
        """Return the answers by the ids of conditions; one tick answers every condition of the same scope."""
        given = dict(self._kept)
        if self._event is not None:
            for row in self._rows.values():
                answer = row.answer()
                if answer is not None:
                    given.update(answered(self._event, row.question.condition_id, answer))
        return given

    def restore(self, answers: Mapping[str, bool]) -> None:
        """Give the answers of a draft or of a file, as soon as their questions stand here."""
        self._kept = dict(answers)
        self._answer_kept()

    def _answer_kept(self) -> None:
        if self._event is None or not self._kept:
            return
        criteria = self._event.criteria()
        for name, answer in list(self._kept.items()):
            one = criteria.get(name)
            if one is None:
                del self._kept[name]
                continue
            if one.question not in self._rows:
                self._add(_Question(one.question, name, one.grade if isinstance(one, Condition) else None))
            self._rows[one.question].bar.choose(frozenset({_YES if answer else _NO}))
        self._kept = {}
        self.setVisible(bool(self._rows))

    def _add(self, question: _Question) -> None:
        row = self._rows[question.text] = _Row(question, self)
        row.bar.changed.connect(self._answered)
        self._column.addWidget(row)

    def _forget(self) -> None:
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}

    @Slot()
    def _answered(self) -> None:
        self.changed.emit()


def _asked(found: Assessment) -> dict[str, _Question]:
    asked: dict[str, _Question] = {}
    for condition in found.questions:  # worst first
        asked.setdefault(condition.question, _Question(condition.question, condition.id, condition.grade))
    for one in found.circumstance_questions:
        asked.setdefault(one.question, _Question(one.question, one.id, None))
    return asked
