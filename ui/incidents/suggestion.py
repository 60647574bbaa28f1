"""What the rules make of an event while somebody types: grade, why, how sure, what would raise it, what is missing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dutyroom.incidents.model import Assessment, Figure, GradingBook, Match, Verification
from dutyroom.incidents.words import condition_words, grade_words, local_plan_words, number_words, raise_words
from dutyroom.texts import term
from ui import theme
from ui.terms import label, language
from ui.theme import Tone
from ui.widgets.grade_mark import GradeMark
from ui.widgets.pill import Pill

_MOST_RAISES = 3
_MOST_MISSING = 8


class SuggestionPanel(QWidget):
    """Shows one assessment; its labels are made once, since it is shown anew with every key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grade = GradeMark("IV", "")
        self.state = QLabel()
        self.condition = QLabel()
        self.law = QLabel()
        self.verified = Pill()
        self.others = QLabel()
        self.going_up = Pill()
        self.reasons = QLabel()
        self.raises = QLabel()
        self.asked = QLabel()
        self.missing = QLabel()
        self.local = QLabel()
        self.disagreements = QLabel()
        self.unused = QLabel()
        self._captions: dict[QLabel, QLabel] = {}
        self._lay_out()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say that a kind has to be chosen first."""
        self.grade.hide()
        self.state.setText(self.tr("Choose the kind: the grade is suggested while you type."))
        self.verified.hide()
        self.going_up.hide()
        for text in (self.condition, self.law, self.others, self.reasons, *self._captions, self.local, self.unused):
            self._say(text, "")

    def show_assessment(self, book: GradingBook, found: Assessment) -> None:
        """Show what the rules make of it."""
        self._show_grade(found)
        self._show_condition(book, found)
        self._show_report(found)
        event, words = found.event, language()
        raises = [raise_words(book, event, one, words) for one in found.raises[:_MOST_RAISES]]
        self._say(self.raises, "\n".join(raises))
        self._say(self.asked, self._asked(found))
        self._say(self.missing, _missing(book, found))
        self._say(self.local, local_plan_words(event, words))
        self._say(self.disagreements, "\n".join(self._disagreements(book, found)))
        names = ", ".join(term("figure", name, words) for name in found.unused)
        self._say(
            self.unused, self.tr("Kept, but this kind is not graded by: {names}").format(names=names) * bool(names)
        )

    def _show_grade(self, found: Assessment) -> None:
        grade = found.grade
        self.grade.setVisible(grade is not None)
        if grade is not None:
            self.grade.set_grade(grade.value, grade_words(found.event, grade, language()))
            self.state.setText(self.tr("suggested; a person decides"))
        elif found.questions or found.waiting:
            self.state.setText(self.tr("No condition holds yet: what is missing counts as unknown, never as zero."))
        else:
            self.state.setText(self.tr("No condition of this kind holds."))

    def _show_condition(self, book: GradingBook, found: Assessment) -> None:
        first: Match | None = found.matched[0] if found.matched else None
        self.verified.setVisible(first is not None)
        if first is None:
            for text in (self.condition, self.law, self.others):
                self._say(text, "")
            return
        condition = first.condition
        words = condition_words(book, condition, language())
        self._say(self.condition, words + (self.tr(" (beyond its band)") if first.beyond else ""))
        self._say(self.law, condition.source.cited)
        self.law.setToolTip(condition.source.quote or condition.source.remark)
        self.verified.setText(label(condition.verification))
        known = condition.verification in (Verification.TEXT, Verification.EXCERPT)
        self.verified.set_tone(Tone.SUCCESS if condition.verification is Verification.TEXT else Tone.WARNING)
        self.verified.setToolTip("" if known else self.tr("Check it before you rely on it"))
        more = len(found.matched) - 1
        self._say(self.others, self.tr("and {count} more conditions hold").format(count=more) if more else "")

    def _show_report(self, found: Assessment) -> None:
        self.going_up.show()
        if found.report:
            self.going_up.setText(self.tr("Goes up, raises an alert"))
            self.going_up.set_tone(Tone.DANGER)
        else:
            self.going_up.setText(self.tr("Handling level decides"))
            self.going_up.set_tone(Tone.NEUTRAL)
        reasons = [label(reason) for reason in found.reasons]
        reasons += [one.question or one.words for one in found.circumstances]
        self._say(self.reasons, " · ".join(reasons))

    def _asked(self, found: Assessment) -> str:
        questions = dict.fromkeys(one.question for one in (*found.questions, *found.circumstance_questions))
        if not questions:
            return ""
        told = self.tr("{count} questions to tick").format(count=len(questions))
        worse = [one for one in found.questions if found.grade is None or one.grade.weight > found.grade.weight]
        if not worse:
            return told
        worst = max(worse, key=lambda one: one.grade.weight)
        return told + self.tr("; a yes may make it {grade}").format(grade=label(worst.grade))

    def _disagreements(self, book: GradingBook, found: Assessment) -> list[str]:
        words = language()
        return [
            self.tr("{figure}: {given} was given, its parts make it at least {least}. The larger counts.").format(
                figure=term("figure", one.figure, words),
                given=_with_unit(book.figures[one.figure], number_words(one.given)),
                least=_with_unit(book.figures[one.figure], number_words(one.at_least)),
            )
            for one in found.disagreements
        ]

    @staticmethod
    def _text(text: QLabel, kind: str = "") -> QLabel:
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        if kind:
            theme.mark(text, type=kind)
        return text

    def _say(self, text: QLabel, words: str) -> None:
        if text.text() != words:
            text.setText(words)
        text.setVisible(bool(words))
        caption = self._captions.get(text)
        if caption is not None:
            caption.setVisible(bool(words))

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_1)
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        head.addWidget(self.grade)
        head.addWidget(self._text(self.state, "secondary"), 1)
        column.addLayout(head)
        column.addWidget(self._text(self.condition, "strong"))
        law = QHBoxLayout()
        law.setSpacing(sizes.space_2)
        law.addWidget(self._text(self.law, "secondary"), 1)
        law.addWidget(self.verified, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(law)
        column.addWidget(self._text(self.others, "caption"))
        up = QHBoxLayout()
        up.setSpacing(sizes.space_2)
        up.addWidget(self.going_up, 0, Qt.AlignmentFlag.AlignTop)
        up.addWidget(self._text(self.reasons, "secondary"), 1)
        up.addStretch()
        column.addLayout(up)
        for caption, text in (
            (self.tr("Figures that disagree"), self.disagreements),
            (self.tr("What would raise it"), self.raises),
            (self.tr("To ask"), self.asked),
            (self.tr("Not known yet"), self.missing),
        ):
            made = QLabel(caption)
            theme.mark(made, type="caption")
            column.addSpacing(2)
            column.addWidget(made)
            column.addWidget(self._text(text))
            self._captions[text] = made
        column.addWidget(self._text(self.local, "secondary"))
        column.addWidget(self._text(self.unused, "caption"))


def _missing(book: GradingBook, found: Assessment) -> str:
    lacking = {name for one in found.waiting for name in one.missing}
    parts = {part for name in lacking for part in book.figures[name].sum_of}
    own = [name for name in book.figures if name in lacking and name not in parts]
    return " · ".join(term("figure", name, language()) for name in own[:_MOST_MISSING])


def _with_unit(figure: Figure, number: str) -> str:
    unit = term("figure_unit", figure.unit, language())
    return f"{number}{unit}" if language() == "zh_CN" else f"{number} {unit}"
