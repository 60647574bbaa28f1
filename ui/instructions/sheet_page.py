"""What the pages of an instruction and of a paper share: a matter's page with sections beside its steps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dutyroom.log.model import Entry, MatterFile
from ui import theme
from ui.actions import Act, make, text_with_keys
from ui.log.entry_row import EntryRow
from ui.log.matter_page import MatterPage
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.scrolled import Scrolled
from ui.widgets.section_title import SectionTitle

_TIMELINE = 360


class SheetPage(MatterPage):
    """Sections at the left, each with its keys, the timeline at the right; every key of a matter works here too."""

    fact_columns = 3
    matter_wanted = Signal(str)

    def allow(self, act: Act, *, possible: bool) -> None:
        """Let a key and its button be used, or not."""
        self._actions[act].setEnabled(possible)
        button = self._own_buttons.get(act) or self._buttons[act]
        button.setEnabled(possible)
        button.setVisible(possible)

    def _make_parts(self) -> None:
        """Make what the sections hold."""
        raise NotImplementedError

    def _head_marks(self) -> tuple[QWidget, ...]:
        """Return what stands in the head beside number and state."""
        return ()

    def _sections(self) -> tuple[tuple[str, tuple[Act, ...], QWidget], ...]:
        """Return the sections: title, keys, widget."""
        raise NotImplementedError

    def _row_of(self, file: MatterFile, entry: Entry) -> EntryRow:
        return EntryRow(self._workplace, file, entry, narrow=True)

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        self._own_buttons: dict[Act, QPushButton] = {}
        self._make_parts()
        theme.mark(self, area="page")
        theme.mark(self._number, type="secondary")
        theme.mark(self._subject, type="title")
        theme.mark(self.back, kind="quiet")
        self._subject.setWordWrap(True)
        self._subject.setTextFormat(Qt.TextFormat.PlainText)
        self._subject.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        for widget in (self.back, self._number, self._urgency, self._state, *self._head_marks()):
            head.addWidget(widget)
        head.addStretch(1)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=sizes.space_1)
        row = self._button_row()
        for button in self._buttons.values():
            row.removeWidget(button)
            flow.addWidget(button)
        halves = QHBoxLayout()
        halves.setSpacing(sizes.space_3)
        halves.addWidget(self._sheet_part(), 1)
        halves.addWidget(self._timeline_part())
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_3, sizes.space_4, sizes.space_3)
        column.setSpacing(sizes.space_2)
        column.addLayout(head)
        column.addWidget(self._subject)
        column.addWidget(self.message)
        column.addWidget(buttons)
        column.addLayout(halves, 1)

    def _facts_part(self) -> QWidget:
        sheet = QWidget()
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setHorizontalSpacing(theme.current().sizes.space_4)
        self._facts.setVerticalSpacing(2)
        for place in range(self.fact_columns):
            self._facts.setColumnStretch(place, 1)
        sheet.setLayout(self._facts)
        return sheet

    def _sheet_part(self) -> QScrollArea:
        sizes = theme.current().sizes
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(sizes.space_4, sizes.space_3, sizes.space_4, sizes.space_3)
        column.setSpacing(sizes.space_2)
        for title, acts, widget in self._sections():
            column.addWidget(SectionTitle(title))
            if acts:
                keys = QWidget()
                flow = FlowLayout(keys, gap=sizes.space_1)
                for act in acts:
                    flow.addWidget(self._own_button(act))
                column.addWidget(keys)
            column.addWidget(widget)
        column.addStretch(1)
        area = Scrolled(part)
        theme.mark(area, area="card")
        return area

    def _own_button(self, act: Act) -> QPushButton:
        action = make(act, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        button = QPushButton(action.icon(), text_with_keys(act, action))
        button.setToolTip(action.toolTip())
        theme.mark(button, kind="quiet")
        button.clicked.connect(action.trigger)
        self._actions[act] = action
        self._own_buttons[act] = button
        return button

    def _timeline_part(self) -> QWidget:
        sizes = theme.current().sizes
        steps = QWidget()
        self._steps.setContentsMargins(0, sizes.space_1, 0, sizes.space_1)
        self._steps.setSpacing(0)
        self._steps.addStretch(1)
        steps.setLayout(self._steps)
        theme.mark(steps, area="plain")
        self._scroll.setWidget(steps)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.mark(self._scroll, area="card")
        part = QWidget()
        part.setFixedWidth(theme.beside(_TIMELINE))
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_2)
        title = QLabel(self.tr("Timeline"))
        theme.mark(title, type="section")
        column.addWidget(title)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.step)
        return part
