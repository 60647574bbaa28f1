"""The place below the page where call slips and event forms open: never in the way, several at once."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from dutyroom.log.model import Category, Draft, Matter, MatterFile
from ui import theme
from ui.actions import Act, make
from ui.incidents.rules_source import RulesSource
from ui.log.caller_fields import CompleterSource
from ui.log.draft_keeper import draft_id_of
from ui.log.kept_form import KeptForm
from ui.log.slip_form import DRAFT_KIND, SlipForm
from ui.workplace import Workplace

if TYPE_CHECKING:
    from dutyroom.instructions.model import InstructionFile
    from dutyroom.receipts.model import PaperFile
    from ui.incidents.event_form import EventForm
    from ui.incidents.event_view import SavedEvent
    from ui.instructions.instruction_form import InstructionForm
    from ui.instructions.paper_form import PaperForm

    SheetForm: TypeAlias = InstructionForm | PaperForm
    Form: TypeAlias = SlipForm | EventForm | SheetForm

_SLIP_HEIGHT = (330, 420)
_EVENT_HEIGHT = (380, 440)
_ABOVE = 270  # what a window keeps for its top and for the page, as long as a form can do with the rest
_FRAME = 4
_EVENT_DRAFT = "event"
_INSTRUCTION_DRAFT = "instruction"
_PAPER_DRAFT = "receipt"


class SlipDock(QFrame):
    """Holds the open slips and event forms in tabs; hides when the last one is saved or put away."""

    logged = Signal(object)
    """The file of a matter that was just saved, while its slip still stands there."""
    saved = Signal(object)
    """The same, when its slip is gone."""
    event_saved = Signal(object)
    """A ``SavedEvent``, when its form is gone."""
    sheet_saved = Signal(object)
    """The file of the matter of an instruction or a paper, when its form is gone."""
    put_away = Signal()

    def __init__(self, workplace: Workplace, source: CompleterSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._source = source
        self.rules = RulesSource(workplace)
        self._finished: list[tuple[KeptForm, SignalInstance, object]] = []
        self._tabs = QTabWidget()
        self._lay_out()
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        make(Act.SAVE, self, context=within).triggered.connect(self.save_current)
        make(Act.NEXT_SLIP, self, context=within).triggered.connect(self.next_slip)
        self._spare: SlipForm | None = self._new_form(workplace.house.ids.new())
        self.hide()

    def open_slip(self, moment: datetime, category: Category | None = None) -> SlipForm:
        """Open another slip with ``moment`` already in it. The form was made beforehand, so this is quick."""
        form, self._spare = self._spare, None
        if form is None:
            form = self._new_form(self._workplace.house.ids.new())
        self._show_form(form)
        form.start(moment, category)
        return form

    def make_spare(self) -> None:
        """Make the next form while nobody waits for it."""
        if self._spare is None:
            self._spare = self._new_form(self._workplace.house.ids.new())

    def open_event(self, moment: datetime) -> EventForm:
        """Open an event form received at ``moment``."""
        form = self._new_event(self._workplace.house.ids.new())
        self._show_form(form)
        form.start(moment)
        return form

    def open_event_of(self, file: MatterFile) -> EventForm:
        """Open the event form of a logged call, with its unit, time and words; once for each call."""
        matter = file.matter
        draft_id = draft_id_of(f"event {matter.id}", self._workplace.session.account_id)
        form = next((known for known in self.events() if known.draft_id == draft_id), None)
        if form is None:
            form = self._new_event(draft_id)
            self._show_form(form)
            form.start_from(matter, file.standing_text(file.entries[0]) if file.entries else matter.subject)
        self._tabs.setCurrentWidget(form)
        self.show()
        form.take_focus()
        return form

    def open_instruction(self, moment: datetime, about: Matter | None = None) -> InstructionForm:
        """Open the form of an instruction received at ``moment``, on a matter where one is known."""
        form = self._new_sheet(_INSTRUCTION_DRAFT, self._workplace.house.ids.new())
        self._show_form(form)
        if about is None:
            form.start(moment)
        else:
            form.start_on(moment, about.id, about.number, about.subject)  # type: ignore[union-attr]
        return form  # type: ignore[return-value]

    def open_paper(self, moment: datetime) -> PaperForm:
        """Open the form of a paper received at ``moment``."""
        form = self._new_sheet(_PAPER_DRAFT, self._workplace.house.ids.new())
        self._show_form(form)
        form.start(moment)
        return form  # type: ignore[return-value]

    def restore_drafts(self) -> None:
        """Bring back what was typed before the program ended."""
        house, session = self._workplace.house, self._workplace.session
        kinds = (DRAFT_KIND, _EVENT_DRAFT, _INSTRUCTION_DRAFT, _PAPER_DRAFT)

        def question() -> list[Draft]:
            return [draft for kind in kinds for draft in house.drafts.of(session, kind)]

        self._workplace.read(question, self, self._take_drafts)

    def current(self) -> SlipForm | None:
        """Return the slip in front."""
        form = self._tabs.currentWidget()
        return form if isinstance(form, SlipForm) else None

    def forms(self) -> list[SlipForm]:
        """Return the open slips."""
        return [form for form in map(self._tabs.widget, range(self._tabs.count())) if isinstance(form, SlipForm)]

    def events(self) -> list[EventForm]:
        """Return the open event forms."""
        from ui.incidents.event_form import EventForm

        return [form for form in self.all_forms() if isinstance(form, EventForm)]

    def all_forms(self) -> list[Form]:
        """Return everything that is open here, in the order of the tabs."""
        return [self._form_at(place) for place in range(self._tabs.count())]

    def in_front(self) -> Form | None:
        """Return what is in front, a slip or another form."""
        return self._form_at(self._tabs.currentIndex()) if self._tabs.count() else None

    @Slot()
    def save_current(self) -> None:
        """Save what is in front."""
        form = self.in_front()
        if form is not None and self.isVisible():
            form.save()

    @Slot()
    def next_slip(self) -> None:
        """Bring the next slip to the front."""
        if self._tabs.count() > 1:
            self._tabs.setCurrentIndex((self._tabs.currentIndex() + 1) % self._tabs.count())

    @Slot()
    def hide_slips(self) -> None:
        """Put the slips out of sight; their drafts are kept, and the next key brings them back."""
        for form in self.all_forms():
            if form.untouched():
                self._remove(form)
            else:
                form.keeper.keep_now()
        self.hide()
        self.put_away.emit()

    def show_slips(self) -> None:
        """Bring hidden slips back."""
        if self._tabs.count():
            self.show()
            form = self.in_front()
            if form is not None:
                form.take_focus()

    def _form_at(self, place: int) -> Form:
        form = self._tabs.widget(place)
        assert form is not None
        return form  # type: ignore[return-value]  # nothing else is put into a tab

    def _new_event(self, draft_id: str) -> EventForm:
        from ui.incidents.event_form import EventForm

        form = EventForm(self._workplace, self._source, self.rules, draft_id, self._tabs)
        form.saved.connect(self._event_saved)
        self._hold(form)
        return form

    def _new_sheet(self, kind: str, draft_id: str) -> SheetForm:
        from ui.instructions.instruction_form import InstructionForm
        from ui.instructions.paper_form import PaperForm

        made = InstructionForm if kind == _INSTRUCTION_DRAFT else PaperForm
        form: SheetForm = made(self._workplace, self._source, draft_id, self._tabs)
        form.saved.connect(self._sheet_saved)
        self._hold(form)
        return form

    def _form_of(self, draft: Draft) -> Form:
        if draft.kind == _EVENT_DRAFT:
            return self._new_event(draft.id)
        if draft.kind in (_INSTRUCTION_DRAFT, _PAPER_DRAFT):
            return self._new_sheet(draft.kind, draft.id)
        return self._new_form(draft.id)

    def _new_form(self, draft_id: str) -> SlipForm:
        # Made where it will stand: to give a form of that many fields another parent takes as long as to show it.
        stack = self._tabs.findChild(QStackedWidget)
        form = SlipForm(self._workplace, self._source, draft_id, stack or self._tabs)
        form.saved.connect(self._form_saved)
        self._hold(form)
        return form

    def _show_form(self, form: Form) -> None:
        place = self._tabs.addTab(form, _as_tab(form.title()))
        self._tabs.setCurrentIndex(place)
        self._tabs.tabBar().setVisible(self._tabs.count() > 1)
        self.show()

    def _take_drafts(self, drafts: list[Draft]) -> None:
        known = {form.draft_id for form in self.all_forms()}
        for draft in drafts:
            if draft.id not in known:
                form = self._form_of(draft)
                try:
                    form.restore(json.loads(draft.payload))
                except (ValueError, KeyError, TypeError):  # damaged, or of another release: nothing typed is lost
                    form.content.setPlainText(draft.payload)
                self._show_form(form)
                self._tabs.setTabText(self._tabs.indexOf(form), _as_tab(form.title()))

    def _hold(self, form: KeptForm) -> None:
        form.hide()
        form.left.connect(self.hide_slips)
        form.discarded.connect(self._form_discarded)
        form.title_changed.connect(self._form_titled)

    @Slot(object)
    def _form_saved(self, file: MatterFile) -> None:
        self._finish(self.saved, file)
        self.logged.emit(file)

    @Slot(object)
    def _event_saved(self, saved: SavedEvent) -> None:
        self._finish(self.event_saved, saved)
        if not saved.joined:
            self.logged.emit(saved.file.matter)

    @Slot(object)
    def _sheet_saved(self, file: InstructionFile | PaperFile) -> None:
        self._finish(self.sheet_saved, file.matter)
        self.logged.emit(file.matter)

    def _finish(self, told: SignalInstance, what: object) -> None:
        """Put the form that was saved away a little later: first the matter is shown, which takes its time."""
        form = self.sender()
        assert isinstance(form, KeptForm)
        self._finished.append((form, told, what))
        self._workplace.next(self, self._put_finished_away)

    @Slot()
    def _put_finished_away(self) -> None:
        finished, self._finished = self._finished, []
        for form, told, what in finished:
            self._remove(form)
            self._hide_when_empty()
            told.emit(what)

    @Slot()
    def _form_discarded(self) -> None:
        form = self.sender()
        assert isinstance(form, KeptForm)
        self._remove(form)
        self._hide_when_empty()

    def _hide_when_empty(self) -> None:
        if not self._tabs.count():
            self.hide()
            self.put_away.emit()

    def _remove(self, form: KeptForm) -> None:
        form.keeper.finish()
        self._tabs.removeTab(self._tabs.indexOf(form))
        form.deleteLater()
        self._tabs.tabBar().setVisible(self._tabs.count() > 1)

    @Slot(str)
    def _form_titled(self, title: str) -> None:
        form = self.sender()
        if isinstance(form, QWidget) and self._tabs.indexOf(form) >= 0:
            self._tabs.setTabText(self._tabs.indexOf(form), _as_tab(title))

    def sizeHint(self) -> QSize:
        """Ask for all the height that the form in front can use; the page gives it while it has enough itself."""
        return QSize(super().sizeHint().width(), self.maximumHeight())

    @Slot()
    def fit(self) -> None:
        """Take the height that the form in front needs; in a low window no more than it cannot do without."""
        form = self._tabs.currentWidget()
        low = form is None or getattr(form, "low", False) or isinstance(form, SlipForm)
        least, most = map(theme.px, _SLIP_HEIGHT if low else _EVENT_HEIGHT)
        room = self.window().height() - _ABOVE
        if form is not None and room < most:
            if isinstance(form, SlipForm):
                form.fold(self.width())
            most = max(room, form.minimumSizeHint().height() + _FRAME)
            least = min(least, most)
        self.setMinimumHeight(least)
        self.setMaximumHeight(most)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the form needs at this width."""
        super().resizeEvent(event)
        self.fit()

    def _lay_out(self) -> None:
        theme.mark(self, area="slip")
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().hide()
        self._tabs.currentChanged.connect(self.fit)
        self.fit()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tabs)


def _as_tab(title: str) -> str:
    """Return ``title`` as a tab shows it: a single & would underline the letter behind it."""
    return title.replace("&", "&&")
