"""The versions of one kind of rules with who kept them when and why; an earlier one can hold again."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dutyroom.rulebook.model import RuleKind, RuleVersion
from ui import theme
from ui.settings.rows_model import RowsModel, WordRow
from ui.settings.rule_dialogs import BackToDialog, TakeShippedDialog
from ui.settings.rule_reading import RulesView
from ui.sign_in.card import with_icon
from ui.terms import label
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.widgets.relative_time import standard_time
from ui.workplace import Workplace

_ROWS = 5
_LOOKS = (ColumnLook(64), ColumnLook(140), ColumnLook(96, strong=True), ColumnLook(112), ColumnLook())


class RuleVersions(QWidget):
    """A table of versions, newest first, with the buttons of those who may change them."""

    def __init__(self, workplace: Workplace, kind: RuleKind, *, may: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace, self._kind, self._may = workplace, kind, may
        self._versions: tuple[RuleVersion, ...] = ()
        headings = (self.tr("Version"), self.tr("Time"), self.tr("Who"), self.tr("Origin"), self.tr("Reason"))
        self._model = RowsModel(headings, self)
        self.table = QuietTable(self)
        self.again = QPushButton(self.tr("&Use this version again…"), self)
        self.take = with_icon("import", self.tr("Take the program's &new rules…"), self)
        self._build()
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.again.clicked.connect(self.ask_again)
        self.take.clicked.connect(self.ask_take)

    def _build(self) -> None:
        self.table.setModel(self._model)
        self.table.set_columns(_LOOKS)
        self.table.setAccessibleName(self.tr("Versions of the rules"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.again)
        buttons.addWidget(self.take)
        buttons.addStretch(1)
        self.again.setVisible(self._may)
        self.take.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().sizes.space_2)
        column.addWidget(self.table)
        column.addLayout(buttons)

    def show_view(self, view: RulesView) -> None:
        """Show the versions, and whether the program brings newer rules."""
        self._versions = view.versions
        self._model.set_rows([self._row(one) for one in view.versions])
        self.table.setFixedHeight(theme.current().sizes.row * (min(len(view.versions), _ROWS) + 1))
        self.take.setVisible(self._may and view.offered is not None)
        self._show_state()

    def version(self) -> RuleVersion | None:
        """Return the version of the row the keyboard is on."""
        at = self.table.currentIndex().row()
        return self._versions[at] if 0 <= at < len(self._versions) else None

    @Slot()
    def ask_again(self) -> None:
        """Ask why the chosen version holds again."""
        version = self.version()
        if version is not None and self.again.isEnabled():
            BackToDialog(self._workplace, self._kind, version.version, self).open()

    @Slot()
    def ask_take(self) -> None:
        """Ask why the program's rules are taken."""
        TakeShippedDialog(self._workplace, self._kind, self).open()

    def _row(self, one: RuleVersion) -> WordRow:
        when = standard_time(one.at, self._workplace.zone) if one.at is not None else ""
        cells = (str(one.version), when, one.account_name, label(one.origin), one.reason)
        return WordRow(str(one.version), cells, tip=one.reason)

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_state()

    def _show_state(self) -> None:
        version = self.version()
        self.again.setEnabled(version is not None and version != self._versions[0])
