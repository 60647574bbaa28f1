"""The directory: find a unit or person, dial, note whether it answered, keep it right."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from dutyroom.accounts.model import Right
from dutyroom.changes import Changes, Topic
from dutyroom.directory.model import NumberCheck
from dutyroom.errors import DutyroomError
from ui import icons, theme
from ui.actions import Act, make
from ui.directory.busy_view import BusyView
from ui.directory.editing import Editing
from ui.directory.files import TemplateSaver, dropped_file
from ui.directory.finder import Finder
from ui.directory.first_steps import FirstSteps
from ui.directory.import_dialog import ImportDialog
from ui.directory.rows import Row, RowKind
from ui.directory.shelf import Shelf, make_shelf, with_check
from ui.directory.trying import Trying
from ui.directory.unit_view import UnitView
from ui.terms import explain
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.workplace import Workplace

_LIST_WIDTH = 340
_LIST_PERCENT = 36
_SLOW_MS = 250


class DirectoryPage(QWidget):
    """The page 通讯录."""

    call_wanted = Signal(str, str)
    """A call slip is wanted for a unit and, where it is not empty, a person of it."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._shelf: Shelf | None = None
        self._stale = True
        self._wanted = ("", "")
        self._may_edit = workplace.session.may(Right.EDIT_DIRECTORY)
        self._title = QLabel(self.tr("Directory"), self)
        self._counts = QLabel(self)
        self._import = QPushButton(icons.icon("import"), self.tr("&Import…"), self)
        self._template = QPushButton(icons.icon("xlsx"), self.tr("Save &template…"), self)
        self._new_unit = QPushButton(icons.icon("add"), self.tr("New &unit"), self)
        self.message = InlineMessage(self)
        self.finder = Finder(workplace, self)
        self.view = UnitView(workplace, self)
        self.first_steps = FirstSteps(may_edit=self._may_edit, parent=self)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._stack = QStackedWidget(self)
        self._busy = BusyView(self)
        self._slow = QTimer(self)
        self._saver = TemplateSaver(workplace, self)
        self.editing = Editing(workplace, self)
        self.trying = Trying(workplace, self)
        self._copy = make(Act.COPY, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._build()
        self._connect_signals()
        self._connect_keys()

    def _build(self) -> None:
        sizes = theme.current().sizes
        theme.mark(self, area="page")
        theme.mark(self._title, type="title")
        theme.mark(self._counts, type="secondary")
        self.setAcceptDrops(self._may_edit)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        for button in (self._template, self._import, self._new_unit):
            theme.mark(button, kind="quiet")
            button.setVisible(self._may_edit)
        head = QHBoxLayout()
        head.setSpacing(sizes.space_2)
        head.addWidget(self._title)
        head.addSpacing(sizes.space_1)
        head.addWidget(self._counts)
        head.addStretch(1)
        for button in (self._template, self._import, self._new_unit):
            head.addWidget(button)
        self._split.addWidget(self.finder)
        self._split.addWidget(self.view)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(1, 1)
        self._stack.addWidget(self._busy)
        self._stack.addWidget(self._split)
        self._stack.addWidget(self.first_steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, sizes.space_4)
        column.setSpacing(sizes.space_3)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self._stack, 1)

    def _connect_signals(self) -> None:
        self._workplace.changed.connect(self._changed)
        self.finder.chosen.connect(self._chosen)
        self.finder.call_wanted.connect(self._call_row)
        self.finder.tried.connect(self._try_row)
        self.view.call_wanted.connect(self._call)
        self.view.edit_wanted.connect(self.editing.edit_unit)
        self.view.person_edit_wanted.connect(self.editing.edit_person)
        self.view.person_add_wanted.connect(self.editing.add_person)
        self.view.tried.connect(self.trying.note)
        self.view.reveal_wanted.connect(self.trying.ask_reason)
        self.trying.refused.connect(self._say_refused)
        self.trying.noted.connect(self._noted)
        self._slow.timeout.connect(self._say_reading)
        self.editing.said.connect(self._say)
        self.editing.refused.connect(self._say_refused)
        self.editing.saved.connect(self.show_unit)
        self.message.acted.connect(self.editing.undo)
        self._new_unit.clicked.connect(self.editing.add_unit)
        self.first_steps.unit_wanted.connect(self.editing.add_unit)
        for button in (self._import, self.first_steps.button()):
            button.clicked.connect(self.open_import)
        for template in (self._template.clicked, self.first_steps.template_wanted):
            template.connect(self._saver.ask)
        self._saver.saved.connect(self._template_saved)
        self._saver.refused.connect(self._say_refused)
        self._copy.triggered.connect(self._copy_number)

    def _connect_keys(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, slot in (("Ctrl+F", self.finder.focus_search), ("Ctrl+E", self._edit_shown)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(within)
            shortcut.activated.connect(slot)

    # --- what others may ask

    def show_unit(self, unit_id: str, person_id: str = "") -> None:
        """Go to a unit, and to a person of it; as soon as the directory that holds it was read."""
        self._wanted = (unit_id, person_id)
        self._go_to_wanted()

    def import_file(self, file: Path) -> ImportDialog | None:
        """Open the preview of importing ``file``; None while the directory is not read or may not be changed."""
        dialog = self._open_import()
        if dialog is not None:
            dialog.read(file)
        return dialog

    # --- reading

    def _reload(self) -> None:
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        if self._shelf is None:
            self._slow.start()
        call = partial(_read_shelf, self._workplace, self._shelf)
        self._workplace.read(call, self, self._take_shelf, self._not_read, key="shelf")

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.touches(Topic.DIRECTORY) and not self.trying.is_own(changes):
            self._reload()

    @Slot(object)
    def _noted(self, check: NumberCheck) -> None:
        if self._shelf is not None:
            self._show(with_check(self._shelf, check))

    @Slot(object)
    def _take_shelf(self, shelf: Shelf) -> None:
        first = self._shelf is None
        self._slow.stop()
        self._busy.stop()
        self._stack.setCurrentWidget(self.first_steps if shelf.empty else self._split)
        for button in (self._template, self._import, self._new_unit):
            button.setVisible(self._may_edit and not shelf.empty)
        self._counts.setText(
            ""
            if shelf.empty
            else self.tr("{units} units, {people} people").format(units=len(shelf.units), people=len(shelf.people))
        )
        self._show(shelf)
        self._go_to_wanted()
        if first:
            self._share_width()
        was_here = self.hasFocus()
        self.setFocusProxy(self.first_steps.button() if shelf.empty else self.finder.search)
        if was_here:
            self.setFocus()

    def _show(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.editing.set_shelf(shelf)
        self.trying.set_shelf(shelf)
        self.finder.show_shelf(shelf)

    def _share_width(self) -> None:
        """Give the list what it needs, but never more than its share where letters are large."""
        width = min(theme.px(_LIST_WIDTH), self.width() * _LIST_PERCENT // 100)
        self.finder.setMinimumWidth(width * 2 // 3)
        self._split.setSizes([width, self.width() - width])

    @Slot()
    def _say_reading(self) -> None:
        self._busy.start(self.tr("Reading the directory …"))

    @Slot(object)
    def _not_read(self, error: DutyroomError) -> None:
        self._slow.stop()
        self._busy.stop()
        self.message.say(MessageKind.REFUSAL, explain(error))

    def _go_to_wanted(self) -> None:
        unit_id, person_id = self._wanted
        if self._shelf is None or unit_id not in self._shelf.units:
            return
        person = self._shelf.people.get(person_id)
        if person_id and (person is None or person.unit_id != unit_id):
            return
        self._wanted = ("", "")
        if self.view.unit_id() != unit_id:
            self.finder.show_unit(unit_id)
        self.view.show_unit(self._shelf, unit_id, person_id)

    # --- slots

    @Slot(object)
    def _chosen(self, row: Row | None) -> None:
        if self._shelf is not None:
            self.view.show_unit(self._shelf, row.unit_id if row else "", row.person_id if row else "")

    @Slot(object)
    def _call_row(self, row: Row) -> None:
        self._call(row.unit_id, row.person_id)

    @Slot(str, str)
    def _call(self, unit_id: str, person_id: str) -> None:
        if self._workplace.session.may(Right.WRITE_LOG):
            self.call_wanted.emit(unit_id, person_id)

    @Slot(bool)
    def _try_row(self, reachable: bool) -> None:
        number_id = self._number_of(self.finder.current_row())
        if number_id:
            self.trying.note(number_id, reachable)

    @Slot()
    def _copy_number(self) -> None:
        row = self.view.number_row(self._number_of(self.finder.current_row()) if self.finder.list.hasFocus() else "")
        if row is None:
            return
        if row.number.private:
            text = self.tr("A masked number is not copied. Show it with the eye beside it, and give the reason.")
            self.message.say(MessageKind.INFO, text)
        row.copy()

    @Slot()
    def _edit_shown(self) -> None:
        if self._may_edit and self.view.unit_id():
            self.editing.edit_unit(self.view.unit_id())

    @Slot()
    def open_import(self) -> None:
        """Open the import at its first step."""
        self._open_import()

    @Slot(object)
    def _template_saved(self, file: Path) -> None:
        self.message.say(MessageKind.SUCCESS, self.tr("The template was saved as {file}.").format(file=file))

    @Slot(object, str, str)
    def _say(self, kind: MessageKind, text: str, action: str) -> None:
        self.message.say(kind, text, action=action)

    @Slot(object)
    def _say_refused(self, error: DutyroomError) -> None:
        self.message.say(MessageKind.REFUSAL, explain(error))

    def _open_import(self) -> ImportDialog | None:
        if self._shelf is None or not self._may_edit:
            return None
        dialog = ImportDialog(self._workplace, self._shelf, self)
        dialog.open()
        return dialog

    def _number_of(self, row: Row | None) -> str:
        """Return the number that a row of the list stands for, or an empty text."""
        if row is None or self._shelf is None:
            return ""
        if row.kind is RowKind.NUMBER:
            return row.key
        number = self._shelf.main_number(row.person_id or row.unit_id)
        return number.id if number else ""

    # --- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was changed while the page was out of sight."""
        super().showEvent(event)
        if self._stale:
            self._reload()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file, and say what dropping it does."""
        if self._shelf is not None and dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()
            self.message.say(MessageKind.INFO, self.tr("Drop the file to see what importing it would change."))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the hint away."""
        self.message.clear()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the preview of the file."""
        self.message.clear()
        file = dropped_file(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self.import_file(file)


def _read_shelf(workplace: Workplace, before: Shelf | None) -> Shelf:
    book = workplace.house.directory.book(workplace.session)
    return make_shelf(book, now=workplace.house.clock.now(), before=before)
