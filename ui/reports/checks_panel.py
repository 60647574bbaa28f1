"""Beside the words: the figures of the file with their sources, those that differ, and the elements of a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dutyroom.incidents.events import EventFile
from dutyroom.incidents.model import GradingBook
from dutyroom.incidents.words import number_words
from dutyroom.reports.drafting import figure_said
from dutyroom.reports.views import Element, ElementFinding, ElementState, FigureDifference
from dutyroom.texts import term
from ui import theme
from ui.icons import Role
from ui.reports.word_link import WordLink
from ui.terms import label, language
from ui.theme import Tone
from ui.widgets.icon_label import IconLabel
from ui.widgets.pill import Pill
from ui.widgets.section_title import SectionTitle

_ICONS = {
    ElementState.PRESENT: ("check", Role.SUCCESS),
    ElementState.UNVERIFIED: ("due", Role.WARNING),
    ElementState.MISSING: ("warning", Role.DANGER),
}
_TONES = {
    ElementState.PRESENT: Tone.SUCCESS,
    ElementState.UNVERIFIED: Tone.WARNING,
    ElementState.MISSING: Tone.DANGER,
}


class ElementList(QWidget):
    """The twelve elements and how each stands; ``words_wanted`` carries the words that tell of one."""

    words_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sizes = theme.current().sizes
        self._findings: dict[Element, ElementFinding] = {}
        self._rows: dict[Element, tuple[IconLabel, QPushButton, Pill]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(sizes.space_2)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, element in enumerate(Element):
            icon, name, state = IconLabel("check"), QPushButton(label(element)), Pill()
            theme.mark(name, kind="link")
            name.setProperty("element", element.value)
            name.clicked.connect(self._chosen)
            for place, widget in enumerate((icon, name, state)):
                grid.addWidget(widget, row, place)
            self._rows[element] = (icon, name, state)

    def show_findings(self, findings: Sequence[ElementFinding]) -> None:
        """Show how the elements stand; only what changed is drawn anew."""
        for one in findings:
            if self._findings.get(one.element) == one:
                continue
            self._findings[one.element] = one
            icon, name, state = self._rows[one.element]
            shown, role = _ICONS[one.state]
            gone = one.state is ElementState.MISSING
            icon.set_icon(shown, Role.SECONDARY if gone and not one.needed else role)
            state.setText(label(one.state))
            state.set_tone(Tone.NEUTRAL if gone and not one.needed else _TONES[one.state])
            name.setToolTip(one.words or self.tr("No sentence tells of it."))
            name.setAccessibleName(f"{label(one.element)} {label(one.state)}")

    def states(self) -> dict[Element, ElementState]:
        """Return how the elements are shown."""
        return {element: one.state for element, one in self._findings.items()}

    @Slot()
    def _chosen(self) -> None:
        button = self.sender()
        assert isinstance(button, QPushButton)
        finding = self._findings.get(Element(str(button.property("element"))))
        if finding is not None and finding.words:
            self.words_wanted.emit(finding.words)


class ChecksPanel(QScrollArea):
    """``place_wanted`` carries start and end of a figure in the body, ``insert_wanted`` words for the cursor."""

    place_wanted = Signal(int, int)
    insert_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: object = None
        self.elements = ElementList()
        self.summary = QLabel()
        self._elements_title = SectionTitle(self.tr("Elements"))
        self._figures_title = SectionTitle(self.tr("Figures of the file"))
        self._differences = QVBoxLayout()
        self._figures = QVBoxLayout()
        self._lay_out()

    def show_findings(self, findings: Sequence[ElementFinding]) -> None:
        """Show which elements are told, unverified or missing."""
        self.elements.show_findings(findings)
        count = {state: sum(one.state is state for one in findings) for state in ElementState}
        self.summary.setText(
            self.tr("{told} told, {unverified} to be verified, {missing} missing").format(
                told=count[ElementState.PRESENT],
                unverified=count[ElementState.UNVERIFIED],
                missing=count[ElementState.MISSING],
            )
        )

    def show_figures(self, event: EventFile, book: GradingBook, local: Callable[[datetime], datetime]) -> None:
        """Show the figures of the file, each with its source; choosing one writes it where the cursor is."""
        if self._shown == (event.incident.id, event.facts):
            return
        self._shown = (event.incident.id, event.facts)
        _empty(self._figures)
        figures = event.figures()
        for one in figures:
            words = figure_said(one, book, local)
            link = WordLink(words, words, tip=self.tr("Write it where the cursor is"))
            link.chosen.connect(self._insert)
            self._figures.addWidget(link)
        if not figures:
            self._figures.addWidget(_label(self.tr("The file holds no figure yet."), "secondary"))

    def show_differences(self, differences: Sequence[FigureDifference]) -> None:
        """Show the figures of the text that no source gives, with what the file says."""
        _empty(self._differences)
        for one in differences:
            said = "; ".join(f"{number_words(known.value)} ({known.said_by or '—'})" for known in one.known)
            name = term("figure", one.figure, language())
            words = self.tr("{figure}: {written} here, the file has {known}").format(
                figure=name, written=number_words(one.written), known=said or self.tr("none")
            )
            link = WordLink(words, (one.start, one.end), tip=self.tr("Show it in the text"))
            theme.mark(link, tone=Tone.DANGER.value)
            link.chosen.connect(self._go)
            self._differences.addWidget(link)

    def differences(self) -> list[str]:
        """Return the sentences about figures that differ."""
        return [one.text() for one in self._links(self._differences)]

    def links(self) -> list[WordLink]:
        """Return the figures of the file as they can be chosen."""
        return self._links(self._figures)

    @staticmethod
    def _links(layout: QVBoxLayout) -> list[WordLink]:
        items = (layout.itemAt(place) for place in range(layout.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [one for one in widgets if isinstance(one, WordLink)]

    @Slot(object)
    def _insert(self, words: str) -> None:
        self.insert_wanted.emit(words)

    @Slot(object)
    def _go(self, place: tuple[int, int]) -> None:
        self.place_wanted.emit(*place)

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self.summary, type="secondary")
        self.summary.setWordWrap(True)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(sizes.space_3, sizes.space_2, sizes.space_3, sizes.space_2)
        column.setSpacing(sizes.space_1)
        for layout in (self._differences, self._figures):
            layout.setSpacing(2)
        column.addWidget(self._figures_title)
        column.addLayout(self._differences)
        column.addLayout(self._figures)
        column.addSpacing(sizes.space_2)
        column.addWidget(self._elements_title)
        column.addWidget(self.summary)
        column.addWidget(self.elements)
        column.addStretch(1)
        theme.mark(part, area="plain")
        theme.mark(self, area="card")
        self.setWidget(part)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(theme.beside(304))


def _label(text: str, kind: str) -> QLabel:
    made = QLabel(text)
    made.setWordWrap(True)
    theme.mark(made, type=kind)
    return made


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
