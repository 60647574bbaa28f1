"""What a filled-in form brings: how many names, and every problem by its cell; then it is laid into the draft."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dutyroom.accounts.model import Session
from dutyroom.bootstrap import House
from dutyroom.roster.views import PlanFile
from ui import theme
from ui.settings.dialog import ActDialog
from ui.settings.rows_model import RowsModel, WordRow
from ui.terms import explain
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.workplace import Workplace

if TYPE_CHECKING:
    from dutyroom.documents.roster_form_reading import FilledForm

_WIDTH = 640
_HEIGHT = 260


class FilledFormDialog(ActDialog):
    """Shows what was read; ``laid`` carries the ``PlanFile`` with the names in it."""

    laid = Signal(object)

    def __init__(self, workplace: Workplace, plan: PlanFile, filled: FilledForm, parent: QWidget) -> None:
        super().__init__(workplace, parent, width=_WIDTH)
        self._plan = plan
        self._filled = filled
        self.set_words(
            self.tr("The filled-in form"),
            self.tr("Names read: {count}. Empty places of the form keep what they have.").format(
                count=len(filled.named)
            ),
            self.tr("&Lay them into the draft"),
        )
        self.rows = RowsModel((self.tr("Cell"), self.tr("Problem")), self)
        self.rows.set_rows([WordRow(one.cell, (one.cell, explain(one.as_error()))) for one in filled.problems])
        if filled.problems:
            table = QuietTable(self)
            table.setModel(self.rows)
            table.set_columns((ColumnLook(width=90, strong=True), ColumnLook()))
            table.setFixedHeight(theme.px(_HEIGHT))
            table.setAccessibleName(self.tr("Problems"))
            self.body.addWidget(table)
        self.ok.setEnabled(bool(filled.named))

    def acting(self) -> Callable[[], object] | None:
        """Return the laying of the names into the draft."""
        house, session, reason = self.workplace.house, self.workplace.session, self.tr("from the form")
        return partial(_lay, house, session, self._plan.head.id, self._filled, reason)

    def done_well(self, result: object) -> None:
        """Hand the plan over."""
        self.laid.emit(result)
        self.accept()


def _lay(house: House, session: Session, plan_id: str, filled: FilledForm, reason: str) -> PlanFile:
    from dutyroom.roster_papers import lay_into_draft

    return lay_into_draft(house, session, plan_id, filled, reason)
