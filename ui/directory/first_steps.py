"""What an empty directory says: how to fill it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import icons, theme
from ui.widgets.empty_page import EmptyPage


class FirstSteps(EmptyPage):
    """Import a file (``acted``), save the template, or add the first unit."""

    template_wanted = Signal()
    unit_wanted = Signal()

    def __init__(self, *, may_edit: bool, parent: QWidget | None = None) -> None:
        super().__init__(
            icon="directory",
            title=QCoreApplication.translate("FirstSteps", "The directory is empty"),
            text=_how_to_fill() if may_edit else _whom_to_ask(),
            action=QCoreApplication.translate("FirstSteps", "&Import a file…") if may_edit else "",
            parent=parent,
        )
        self._template = QPushButton(icons.icon("xlsx"), self.tr("Save the &template…"), self)
        self._unit = QPushButton(icons.icon("add"), self.tr("Add the first &unit…"), self)
        self._build_more(may_edit=may_edit)
        self._template.clicked.connect(self.template_wanted)
        self._unit.clicked.connect(self.unit_wanted)

    def _build_more(self, *, may_edit: bool) -> None:
        theme.mark(self.button(), kind="primary")
        row = QHBoxLayout()
        row.setSpacing(theme.current().sizes.space_2)
        for button in (self._template, self._unit):
            theme.mark(button, kind="quiet")
            button.setVisible(may_edit)
            row.addWidget(button)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertLayout(column.count() - 1, row)
        column.setAlignment(row, Qt.AlignmentFlag.AlignHCenter)


def _how_to_fill() -> str:
    return QCoreApplication.translate(
        "FirstSteps",
        "Import your list of units and people as an Excel or CSV file, or drop the file here. "
        "The template shows how such a list is written.",
    )


def _whom_to_ask() -> str:
    return QCoreApplication.translate(
        "FirstSteps", "Ask the head of the duty room to import the list of units and people."
    )
