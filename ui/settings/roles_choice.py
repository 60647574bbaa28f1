"""The roles of a person, each with a sentence that says what it may do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from dutyroom.accounts.model import Role
from ui import theme
from ui.settings.section import quiet
from ui.terms import label

_COLUMNS = 2
_INDENT = 28


class RolesChoice(QWidget):
    """A check for each role; ``changed`` after every one."""

    changed = Signal()

    def __init__(self, chosen: frozenset[Role] = frozenset(), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checks: dict[Role, QCheckBox] = {}
        sizes = theme.current().sizes
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(sizes.space_5)
        grid.setVerticalSpacing(sizes.space_2)
        sentences = self._sentences()
        rows = -(-len(Role) // _COLUMNS)
        for place, role in enumerate(Role):
            grid.addLayout(self._cell(role, sentences[role], role in chosen), place % rows, place // rows)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self.setFocusProxy(self._checks[Role.DUTY_OFFICER])

    def _cell(self, role: Role, sentence: str, checked: bool) -> QVBoxLayout:
        check = QCheckBox(label(role), self)
        check.setChecked(checked)
        check.setAccessibleDescription(sentence)
        check.toggled.connect(self.changed)
        self._checks[role] = check
        words = quiet(sentence, self)
        words.setContentsMargins(_INDENT, 0, 0, 0)
        cell = QVBoxLayout()
        cell.setSpacing(0)
        cell.addWidget(check)
        cell.addWidget(words)
        cell.addStretch(1)
        return cell

    def roles(self) -> frozenset[Role]:
        """Return the roles that are ticked."""
        return frozenset(role for role, check in self._checks.items() if check.isChecked())

    def check(self, role: Role) -> QCheckBox:
        """Return the check of a role."""
        return self._checks[role]

    def _sentences(self) -> dict[Role, str]:
        return {
            Role.DUTY_OFFICER: self.tr("Logs matters, prints, sees masked numbers with a reason."),
            Role.LEADER_IN_CHARGE: self.tr("Leads a watch; may do at the desk what an officer may."),
            Role.HEAD_OF_DUTY_ROOM: self.tr("Leads the room: also settings, directory and backups."),
            Role.SECRETARY_GENERAL: self.tr("Reads and prints everything that is logged."),
            Role.RESPONSIBLE_DEPUTY: self.tr("Clears what goes up, as the secretary-general does."),
            Role.READER: self.tr("Only reads the log."),
            Role.SYSTEM_ADMINISTRATOR: self.tr("Opens and closes accounts, makes backups."),
            Role.SECURITY_ADMINISTRATOR: self.tr("Decides who has which role."),
            Role.AUDIT_ADMINISTRATOR: self.tr("Reads the journal, and holds no other role."),
        }
