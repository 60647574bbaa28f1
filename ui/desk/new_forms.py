"""The forms that somebody opens at the desk, each with the time in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from dutyroom.log.model import MatterFile
from ui.log.caller_fields import CompleterSource
from ui.log.slip_dock import SlipDock
from ui.log.slip_form import SlipForm
from ui.pages import Pages
from ui.workplace import Workplace

if TYPE_CHECKING:
    from ui.incidents.event_form import EventForm
    from ui.instructions.instruction_form import InstructionForm
    from ui.instructions.paper_form import PaperForm


class NewForms(QObject):
    """Opens forms in the dock: for the keys of the window, and for whatever page asks for one."""

    def __init__(
        self, workplace: Workplace, slips: SlipDock, source: CompleterSource, pages: Pages, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._clock = workplace.house.clock
        self._slips = slips
        self._source = source
        self._connect_signals(pages)

    @Slot()
    def new_slip(self) -> SlipForm:
        """Open a call slip."""
        return self._slips.open_slip(self._clock.now())

    @Slot()
    def new_emergency(self) -> EventForm:
        """Open an event form."""
        return self._slips.open_event(self._clock.now())

    @Slot(object)
    def new_event_of(self, file: MatterFile) -> None:
        """Open the event form of a logged call."""
        self._slips.open_event_of(file)

    @Slot()
    def new_instruction(self) -> InstructionForm:
        """Open the form of an instruction."""
        return self._slips.open_instruction(self._clock.now())

    @Slot(object)
    def new_instruction_on(self, file: MatterFile) -> None:
        """Open the form of an instruction on a matter, an event or a paper."""
        self._slips.open_instruction(self._clock.now(), file.matter)

    @Slot()
    def new_paper(self) -> PaperForm:
        """Open the form of a paper."""
        return self._slips.open_paper(self._clock.now())

    @Slot(str, str)
    def call_somebody(self, unit_id: str, person_id: str) -> None:
        """Open a call slip with a unit or a person of the directory in it."""
        form = self.new_slip()
        candidate = self._source.completer.find(person_id or unit_id)
        if candidate is not None:
            form.caller.fill_from(candidate)
            form.content.setFocus()

    def _connect_signals(self, pages: Pages) -> None:
        pages.slip_wanted.connect(self.new_slip)
        pages.emergency_wanted.connect(self.new_emergency)
        pages.event_wanted.connect(self.new_event_of)
        pages.instruction_wanted.connect(self.new_instruction)
        pages.instruction_on_wanted.connect(self.new_instruction_on)
        pages.paper_wanted.connect(self.new_paper)
        pages.call_wanted.connect(self.call_somebody)
