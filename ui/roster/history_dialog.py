"""What was done to a plan: when, by whom, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dutyroom.roster.views import PlanAct, PlanFile, PlanStep
from ui import theme
from ui.roster.words import slot_text, translate
from ui.settings.rows_model import RowsModel, WordRow
from ui.terms import label
from ui.widgets.quiet_table import ColumnLook, QuietTable
from ui.widgets.relative_time import standard_time
from ui.workplace import Workplace

_SIZE = (760, 440)
_LOOKS = (ColumnLook(width=140), ColumnLook(width=90, strong=True), ColumnLook(width=130), ColumnLook())
_TURNS = (PlanAct.SENT_BACK, PlanAct.RECALLED, PlanAct.WITHDRAWN)


class HistoryDialog(QDialog):
    """A table of the steps of a plan, the newest first."""

    def __init__(self, workplace: Workplace, file: PlanFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._title = QLabel(self.tr("History of “{title}”").format(title=file.head.title), self)
        self.rows = RowsModel((self.tr("Time"), self.tr("Who"), self.tr("Act"), self.tr("Details")), self)
        self.rows.set_rows(
            [
                WordRow(str(at), (standard_time(step.at, workplace.zone), step.by, label(step.act), details_text(step)))
                for at, step in enumerate(reversed(file.history))
            ]
        )
        self._table = QuietTable(self)
        self._build()

    def _build(self) -> None:
        sizes = theme.current().sizes
        self.setWindowTitle(self._title.text())
        theme.mark(self._title, type="section")
        self._title.setWordWrap(True)
        self._table.setModel(self.rows)
        self._table.set_columns(_LOOKS)
        self._table.setAccessibleName(self._title.text())
        close = QPushButton(self.tr("Close"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.space_5, sizes.space_4, sizes.space_5, sizes.space_4)
        column.setSpacing(sizes.space_3)
        column.addWidget(self._title)
        column.addWidget(self._table, 1)
        column.addLayout(foot)
        scale = sizes.body / 13
        self.resize(round(_SIZE[0] * scale), round(_SIZE[1] * scale))


def details_text(step: PlanStep) -> str:
    """Return what a step was about: the slot and both names, who was told and how, the reason."""
    parts: list[str] = []
    if step.slot is not None:
        parts.append(slot_text(step.slot))
    if step.before or (step.after and step.slot is not None):
        parts.append(f"{step.before or '—'} → {step.after or '—'}")
    elif step.after:
        parts.append(step.after)
    if step.channel is not None:
        parts.append(label(step.channel))
    if step.reason:
        parts.append(step.reason)
    return translate("RosterWords", "; ").join(parts)


def last_turn(file: PlanFile) -> str:
    """Return who sent the plan back, took it back or withdrew it last, and why; empty where it went on since."""
    for step in reversed(file.history):
        if step.act in _TURNS:
            return translate("RosterWords", "{act} by {name}: {reason}").format(
                act=label(step.act), name=step.by, reason=step.reason
            )
        if step.act not in (PlanAct.NAME_CHANGED, PlanAct.NAMES_EXCHANGED):
            return ""
    return ""
