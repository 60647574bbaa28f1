"""The handover: who is responsible, the sheet, and the one act that comes next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dutyroom.changes import Changes, Topic
from dutyroom.handover.model import Handover, SheetSection
from dutyroom.handover.views import Missing
from ui import theme
from ui.handover.acts import HandoverActs
from ui.handover.equipment_view import Found
from ui.handover.paper_wish import HandoverWish
from ui.handover.picture import Picture, Verb, next_verb, other_verbs, read_picture
from ui.handover.sheet_view import SheetView
from ui.handover.watch_bar import WatchBar
from ui.handover.words import clock_text, listed, watch_text
from ui.handover.words_keeper import WordsKeeper
from ui.widgets.empty_page import EmptyPage
from ui.workplace import Workplace

_TOPICS = (Topic.HANDOVER, Topic.MATTERS, Topic.INCIDENTS, Topic.ALERTS, Topic.ROSTER, Topic.SETTINGS, Topic.CALENDAR)


class HandoverView(QWidget):
    """Reads again whenever something changed that the sheet shows; a frozen sheet stays as it is."""

    said = Signal(str)
    refused = Signal(object)
    opened = Signal(str)
    print_wanted = Signal(object)
    """The ``HandoverWish`` of what is to be put on paper."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._stale = True
        self.picture: Picture | None = None
        self.keeper = WordsKeeper(workplace, self)
        self.bar = WatchBar(workplace)
        self.sheet = SheetView(workplace, self.keeper)
        self.acts = HandoverActs(workplace, self)
        self.nobody = EmptyPage(
            icon="handover",
            title=self.tr("Nobody has taken the watch yet"),
            text=self.tr(
                "Whoever sits here takes the first watch. From then on each watch is handed over in writing, "
                "and every open matter stands on exactly one sheet."
            ),
            action=self.tr("Take the first watch"),
        )
        self.idle = EmptyPage(icon="handover", title="", text="", action=self.tr("Prepare the handover"))
        self._stack = QStackedWidget(self)
        self._build()
        self._connect_signals()

    @Slot()
    def refresh(self) -> None:
        """Read the picture again, now or when it is seen."""
        self._stale = not self.isVisible()
        if self._stale or not self._workplace.reads_log:
            return
        call = partial(read_picture, self._workplace.house, self._workplace.session)
        self._workplace.read(call, self, self._show, self.refused.emit, key="picture")

    def time_passed(self) -> None:
        """A minute passed."""
        self.refresh()

    def keep_now(self) -> None:
        """Keep every word that was typed."""
        self.keeper.keep_now()

    def _build(self) -> None:
        sizes = theme.current().sizes
        for page in (self.sheet, self.idle, self.nobody):
            self._stack.addWidget(page)
        for empty in (self.idle, self.nobody):
            theme.mark(empty.button(), kind="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_3)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.bar.verbs.primary)

    def _connect_signals(self) -> None:
        self.bar.verbs.wanted.connect(self._do)
        self.bar.missing_wanted.connect(self._go_to_missing)
        self.nobody.acted.connect(self._take_first)
        self.idle.acted.connect(self._prepare)
        self.sheet.opened.connect(self.opened)
        self.sheet.pending.ticked.connect(self._tick)
        self.sheet.equipment.found.connect(self._found)
        self.keeper.refused.connect(self.refused)
        self.acts.refused.connect(self.refused)
        self.acts.said.connect(self.said)
        self.acts.print_wanted.connect(self._print)
        self.acts.accepted.connect(self._accepted)
        self._workplace.changed.connect(self._hear)

    def _show(self, picture: Picture) -> None:
        self.picture = picture
        self.acts.show_picture(picture)
        self.bar.show_picture(picture)
        session = self._workplace.session
        verb = next_verb(picture, session)
        beginning = verb in (Verb.TAKE_FIRST, Verb.PREPARE)
        self.bar.verbs.show_verbs(None if beginning else verb, other_verbs(picture, session))
        if picture.sheet is not None:
            self.keeper.begin(picture.sheet.handover.id)
            self.sheet.show_sheet(picture.sheet)
            self._stack.setCurrentWidget(self.sheet)
        else:
            self._stack.setCurrentWidget(self.nobody if picture.watch is None else self.idle)
            for page in (self.nobody, self.idle):
                page.button().setVisible(beginning)
            self._say_idle(picture)

    def _say_idle(self, picture: Picture) -> None:
        zone, standing = self._workplace.zone, picture.standing
        title = self.tr("The watch changes hands at {time}").format(time=clock_text(standing.due_at, zone))
        lines = [
            self.tr("Next: {watch} {names}").format(
                watch=watch_text(standing.next_watch), names=listed(standing.expected)
            ),
            self.tr("The sheet can be prepared at any time; it follows the log until the cut-off."),
        ]
        if picture.last is not None:
            done = picture.last.handover
            lines.append(
                self.tr("Last handover: {watch}, {outgoing} to {incoming}, {pending} pending").format(
                    watch=watch_text(done.watch),
                    outgoing=done.outgoing_name or "—",
                    incoming=done.incoming_name,
                    pending=done.pending,
                )
            )
        self.idle.say(title, "\n".join(lines))

    @Slot(object)
    def _do(self, verb: Verb) -> None:
        self.keeper.keep_now()
        self.acts.do(verb)

    @Slot()
    def _take_first(self) -> None:
        self._do(Verb.TAKE_FIRST)

    @Slot()
    def _prepare(self) -> None:
        self._do(Verb.PREPARE)

    @Slot(object)
    def _go_to_missing(self, missing: Missing) -> None:
        """Go to the place of the sheet where something is missing."""
        if missing.matter_id:
            self.sheet.show_section(SheetSection.PENDING)
            self.sheet.pending.mark(missing.matter_id)
        else:
            self.sheet.show_section(SheetSection.REMARKS)

    @Slot(str, bool)
    def _tick(self, matter_id: str, on: bool) -> None:
        handover = self.picture.handover if self.picture is not None else None
        if handover is not None:
            house, session = self._workplace.house, self._workplace.session
            act = partial(house.handovers.tick, session, handover.id, matter_id, on=on)
            self._workplace.write(act, self, failed=self.refused.emit)

    @Slot(object)
    def _found(self, found: Found) -> None:
        handover = self.picture.handover if self.picture is not None else None
        if handover is not None:
            house, session = self._workplace.house, self._workplace.session
            act = partial(house.handovers.set_equipment, session, handover.id, found.name, found.state, found.remark)
            self._workplace.write(act, self, failed=self.refused.emit)

    @Slot(str)
    def _print(self, handover_id: str) -> None:
        self.print_wanted.emit(HandoverWish(handover_id))

    @Slot(object)
    def _accepted(self, handover: Handover) -> None:
        self.said.emit(
            self.tr("The watch has changed hands: {name} is responsible now.").format(name=handover.incoming_name)
        )

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if changes.touches(*_TOPICS):
            self._workplace.reread(self, self.refresh)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was changed while the view was out of sight."""
        super().showEvent(event)
        if self._stale:
            self.refresh()
