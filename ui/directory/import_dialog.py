"""Importing a directory file: choose, look at what it would do, import the good rows."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dutyroom.directory.planning import ImportPlan
from dutyroom.errors import DutyroomError
from ui import first_size, icons, theme
from ui.directory.busy_view import BusyView
from ui.directory.files import FileChooser, TemplateSaver, dropped_file
from ui.directory.import_preview import LOOKS, Part, PreviewModel
from ui.directory.shelf import Shelf
from ui.icons import Role
from ui.progress import Progress
from ui.terms import explain
from ui.widgets.empty_page import EmptyPage
from ui.widgets.filter_bar import FilterBar
from ui.widgets.inline_message import InlineMessage, MessageKind
from ui.widgets.quiet_table import QuietTable
from ui.workplace import Workplace

_SIZE = (920, 600)


class ImportDialog(QDialog):
    """Nothing is written before the preview was seen; Esc leaves at any time but while it is being written."""

    def __init__(self, workplace: Workplace, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._shelf = shelf
        self._plan: ImportPlan | None = None
        self._writing = False
        self._title = QLabel(self.tr("Import a directory file"), self)
        self._file = QLabel(self)
        self.message = InlineMessage(self)
        self._start = EmptyPage(
            icon="xlsx",
            title=self.tr("Drop an Excel or CSV file here"),
            text=self.tr(
                "Each row is a unit, or a person of a unit. Columns are known by their headers, in any order. "
                "Nothing is written before you have seen what would change."
            ),
            action=self.tr("&Choose a file…"),
            parent=self,
        )
        self._busy = BusyView(self)
        self.progress = Progress(self)
        self._preview = QWidget(self)
        self._parts = FilterBar(single=True, required=True, parent=self._preview)
        self.model = PreviewModel(self)
        self._table = QuietTable(self._preview)
        self._whole = QLabel(self._preview)
        self._stack = QStackedWidget(self)
        self._chooser = FileChooser(self)
        self._template = TemplateSaver(workplace, self)
        self._template_button = QPushButton(icons.icon("xlsx"), self.tr("Save the &template…"), self)
        self._other_button = QPushButton(icons.icon("folder"), self.tr("Another &file…"), self)
        self._copy_button = QPushButton(icons.icon("copy"), self.tr("C&opy this list"), self)
        self._close_button = QPushButton(self.tr("Cancel"), self)
        self._import_button = QPushButton(icons.icon("import", Role.ON_ACCENT), self.tr("&Import the good rows"), self)
        self._build()
        self._connect_signals()
        self._show_start()

    def _build(self) -> None:
        sizes = theme.current().sizes
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self._title.text())
        self.setAcceptDrops(True)
        self.resize(QSize(*_SIZE).boundedTo(first_size.room_for(self)))
        theme.mark(self._title, type="section")
        theme.mark(self._file, type="secondary")
        theme.mark(self._import_button, kind="primary")
        for button in (self._template_button, self._other_button, self._copy_button):
            theme.mark(button, kind="quiet")
            button.setAutoDefault(False)
        self._table.setModel(self.model)
        self._table.setAccessibleName(self.tr("What the import would do"))
        theme.mark(self._whole, type="secondary")
        self._whole.setWordWrap(True)
        self._whole.setTextFormat(Qt.TextFormat.PlainText)
        self._whole.setMinimumHeight(2 * self._whole.fontMetrics().lineSpacing())
        self._whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        within = QVBoxLayout(self._preview)
        within.setContentsMargins(0, 0, 0, 0)
        within.setSpacing(sizes.space_3)
        within.addWidget(self._parts)
        within.addWidget(self._table, 1)
        within.addWidget(self._whole)
        for page in (self._start, self._busy, self._preview):
            self._stack.addWidget(page)
        head = QHBoxLayout()
        head.setSpacing(sizes.space_3)
        head.addWidget(self._title)
        head.addWidget(self._file, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_5, sizes.space_5, sizes.space_4)
        column.setSpacing(sizes.space_3)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self._stack, 1)
        column.addLayout(self._footer())
        self._add_parts()

    def _footer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().sizes.space_2)
        for button in (self._template_button, self._other_button, self._copy_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._close_button)
        row.addWidget(self._import_button)
        return row

    def _add_parts(self) -> None:
        self._parts.add(Part.NEW, self.tr("New"))
        self._parts.add(Part.CHANGED, self.tr("Changed"))
        self._parts.add(Part.UNCHANGED, self.tr("As before"))
        self._parts.add(Part.PROBLEMS, self.tr("To look at"))

    def _connect_signals(self) -> None:
        self._start.acted.connect(self._chooser.ask)
        self.progress.moved.connect(self._busy.show_progress)
        self._other_button.clicked.connect(self._chooser.ask)
        self._chooser.chosen.connect(self.read)
        self._template_button.clicked.connect(self._template.ask)
        self._template.saved.connect(self._template_saved)
        self._template.refused.connect(self._say_refused)
        self._parts.changed.connect(self._part_chosen)
        self._table.selectionModel().currentRowChanged.connect(self._show_whole)
        self._copy_button.clicked.connect(self._copy_list)
        self._close_button.clicked.connect(self.reject)
        self._import_button.clicked.connect(self._import)

    # --- stages

    def _show_start(self) -> None:
        self._stack.setCurrentWidget(self._start)
        self._show_buttons(start=True)
        self._start.button().setFocus()

    def _show_buttons(self, *, start: bool = False, preview: bool = False, done: bool = False) -> None:
        self._template_button.setVisible(start)
        self._other_button.setVisible(preview or done)
        self._copy_button.setVisible(preview or done)
        self._import_button.setVisible(preview)
        self._close_button.setText(self.tr("Close") if done else self.tr("Cancel"))
        self._close_button.setEnabled(not self._writing)

    @Slot(object)
    def read(self, file: Path) -> None:
        """Read a file and show what importing it would do; what is wrong with it is said in place."""
        self._plan = None
        self.message.clear()
        self._file.setText(file.name)
        self._busy.start(self.tr("Reading {file} …").format(file=file.name))
        self._stack.setCurrentWidget(self._busy)
        self._show_buttons()
        directory, session = self._workplace.house.directory, self._workplace.session
        plan = partial(directory.plan, session, file, self.progress.begin().tell)
        self._workplace.read(plan, self, self._planned, self._unread, key="plan")

    @Slot(object)
    def _planned(self, plan: ImportPlan) -> None:
        self._plan = plan
        self._rest()
        self.model.set_plan(plan, self._shelf)
        for part in Part:
            self._parts.set_count(part, self.model.count(part))
        order = (Part.NEW, Part.CHANGED, Part.PROBLEMS, Part.UNCHANGED)
        self._show_part(next((part for part in order if self.model.count(part)), Part.NEW))
        self._stack.setCurrentWidget(self._preview)
        self._show_buttons(preview=True)
        self._import_button.setVisible(not plan.changes_nothing)
        if plan.changes_nothing:
            self._show_buttons(done=True)
            self._say_nothing_to_do(plan)
            self._close_button.setFocus()
        else:
            self._import_button.setDefault(True)
            self._import_button.setFocus()

    def _say_nothing_to_do(self, plan: ImportPlan) -> None:
        if plan.unchanged:
            self.message.say(MessageKind.SUCCESS, self.tr("Everything in this file is known already."))
        else:
            text = self.tr("No row of this file can be imported. Correct what is listed here, and import it again.")
            self.message.say(MessageKind.WARNING, text)

    @Slot(object)
    def _unread(self, error: DutyroomError) -> None:
        self._rest()
        self._show_start()
        self._say_refused(error)

    @Slot()
    def _import(self) -> None:
        if self._plan is None or self._writing:
            return
        self._writing = True
        self.message.clear()
        self._busy.start(self.tr("Importing …"))
        self._stack.setCurrentWidget(self._busy)
        self._show_buttons()
        directory, session = self._workplace.house.directory, self._workplace.session
        write = partial(directory.apply, session, self._plan, self.progress.begin().tell)
        self._workplace.write(write, self, self._imported, self._not_imported)

    @Slot(object)
    def _imported(self, count: int) -> None:
        assert self._plan is not None
        self._writing = False
        self._rest()
        self._stack.setCurrentWidget(self._preview)
        self._show_buttons(done=True)
        problems = self.model.count(Part.PROBLEMS)
        self.message.say(MessageKind.SUCCESS, " ".join(filter(None, (self._summary(self._plan), self._left(problems)))))
        if problems:
            self._show_part(Part.PROBLEMS)
        self._close_button.setDefault(True)
        self._close_button.setFocus()

    @Slot(object)
    def _not_imported(self, error: DutyroomError) -> None:
        self._writing = False
        self._rest()
        self._stack.setCurrentWidget(self._preview)
        self._show_buttons(preview=True)
        self._say_refused(error)

    def _rest(self) -> None:
        self.progress.end()
        self._busy.stop()

    # --- words

    def _summary(self, plan: ImportPlan) -> str:
        return self.tr(
            "Imported: new units {units}, new people {people}, new numbers {numbers}, changes {changed}."
        ).format(
            units=len(plan.new_units),
            people=len(plan.new_people),
            numbers=len(plan.new_numbers),
            changed=len(plan.changed),
        )

    def _left(self, problems: int) -> str:
        if not problems:
            return ""
        return self.tr("{count} places should be looked at; correct them in the file and import it again.").format(
            count=problems
        )

    @Slot(object)
    def _template_saved(self, file: Path) -> None:
        self.message.say(MessageKind.SUCCESS, self.tr("The template was saved as {file}.").format(file=file))

    @Slot(object)
    def _say_refused(self, error: DutyroomError) -> None:
        self.message.say(MessageKind.REFUSAL, explain(error))

    # --- the preview

    def _show_part(self, part: Part) -> None:
        self._parts.choose(frozenset({part.value}))
        self.model.set_part(part)
        self._table.set_columns(LOOKS[part])
        self._table.setColumnHidden(0, part is Part.PROBLEMS and not self.model.names_sheets())
        self._table.selectRow(0)
        self._show_whole()

    @Slot(object)
    def _part_chosen(self, keys: frozenset[str]) -> None:
        for key in keys:
            self._show_part(Part(key))

    @Slot()
    def _show_whole(self) -> None:
        """Show the chosen row in full below the table, where it may take two lines."""
        self._whole.setText(self.model.sentence(self._table.currentIndex().row()))

    @Slot()
    def _copy_list(self) -> None:
        lines = (self.model.headers(), *(self.model.cells(at) for at in range(self.model.rowCount())))
        QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in lines))

    def reject(self) -> None:
        """Leave, but not while it is being written."""
        if not self._writing:
            super().reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if not self._writing and dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        file = dropped_file(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self.read(file)
