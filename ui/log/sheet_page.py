"""What the pages of an event, an instruction and a paper share: a matter's page with sections beside its steps."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.actions import Act
from ui.log.fact_grid import FactGrid
from ui.log.matter_head import MatterHead
from ui.log.matter_page import MatterPage
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.scrolled import Scrolled
from ui.widgets.section_title import SectionTitle

Section = tuple[str, tuple[Act, ...], QWidget]
"""Title, keys, widget."""


class SheetPage(MatterPage):
    """Sections at the left, each with its keys, the timeline at the right; every key of a matter works here too."""

    matter_wanted = Signal(str)
    fact_columns = 3
    narrow_trail = True
    keys_in_title = False
    """Whether the keys of a section stand beside its title, else below it."""
    timeline_width = 360
    """In pixels."""

    def _make_parts(self) -> None:
        """Make what the sections hold."""
        raise NotImplementedError

    def _head_marks(self) -> tuple[QWidget, ...]:
        """Return what stands in the head beside number and state."""
        return ()

    def _sections(self) -> tuple[Section, ...]:
        """Return the sections; ``fact_grid`` stands in one of them."""
        raise NotImplementedError

    def _lay_out(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="page")
        self.fact_grid = FactGrid(self.fact_columns, sizes.space_4)
        self.matter_head = MatterHead(self._workplace, sizes.space_2)
        self._make_parts()
        for mark in self._head_marks():
            self.matter_head.add(mark)
        halves = QHBoxLayout()
        halves.setSpacing(sizes.space_3)
        halves.addWidget(self._sheet_part(), 1)
        halves.addWidget(self._timeline_part())
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_3, sizes.space_4, sizes.space_3)
        column.setSpacing(sizes.space_2)
        column.addWidget(self.matter_head)
        column.addWidget(self.message)
        column.addWidget(self._keys_part())
        column.addLayout(halves, 1)

    def _sheet_part(self) -> QScrollArea:
        sizes = theme.current().sizes
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(sizes.space_4, sizes.space_3, sizes.space_4, sizes.space_3)
        column.setSpacing(sizes.space_2)
        for title, acts, widget in self._sections():
            heading = SectionTitle(title)
            column.addWidget(heading)
            if self.keys_in_title:
                for act in acts:
                    heading.add(self._button(act))
            elif acts:
                keys = QWidget()
                flow = FlowLayout(keys, gap=sizes.space_1)
                for act in acts:
                    flow.addWidget(self._button(act))
                column.addWidget(keys)
            column.addWidget(widget)
        column.addStretch(1)
        area = Scrolled(part)
        theme.mark(area, area="card")
        return area

    def _timeline_part(self) -> QWidget:
        part = QWidget()
        part.setFixedWidth(theme.beside(self.timeline_width))
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().sizes.space_2)
        title = QLabel(self.tr("Timeline"))
        theme.mark(title, type="section")
        column.addWidget(title)
        column.addWidget(self.trail, 1)
        column.addWidget(self.step)
        return part
