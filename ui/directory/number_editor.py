"""The numbers of a unit or person while they are edited: what for, which digits, masked or not."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dutyroom.directory.model import PhoneLabel, PhoneNumber
from dutyroom.directory.phones import bare_digits
from dutyroom.directory.rules import PHONE_LIMIT, check_phone, masked, private_by_default
from dutyroom.errors import Refused
from ui import icons, theme
from ui.directory.saving import NewNumber, NumberChanges
from ui.icons import Role
from ui.terms import label


class NumberLine(QWidget):
    """One number. A masked one that is in the file already is not shown here, and can only be taken out."""

    removed = Signal(object)

    def __init__(self, number: PhoneNumber | None, *, use: PhoneLabel, people: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = number
        self.guarded = number is not None and number.private
        self._is_leader = False
        self._use = QComboBox(self)
        self._digits = QLineEdit(self)
        self._private = QCheckBox(self.tr("Masked"), self)
        self._remove = QToolButton(self)
        for known in PhoneLabel:
            self._use.addItem(label(known), known.value)
        self._use.setCurrentIndex(self._use.findData((number.label if number else use).value))
        self._private.setVisible(people)
        if number is not None:
            self._digits.setText(masked(number) if number.private else number.digits)
            self._private.setChecked(number.private)
        self._build()
        self._use.currentIndexChanged.connect(self._take_default)
        self._remove.clicked.connect(self._ask_remove)
        self._digits.textEdited.connect(self._calm_down)

    def _build(self) -> None:
        sizes = theme.current().sizes
        self._use.setFixedWidth(theme.px(112))
        self._use.setAccessibleName(self.tr("What the number is for"))
        self._digits.setAccessibleName(self.tr("Number"))
        self._digits.setPlaceholderText(self.tr("Area code and number"))
        self._digits.setMaxLength(2 * PHONE_LIMIT)
        self._private.setToolTip(self.tr("The middle of the number is hidden; showing it needs a reason."))
        self._remove.setIcon(icons.icon("close", Role.SECONDARY))
        self._remove.setIconSize(QSize(sizes.icon, sizes.icon))
        self._remove.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._remove.setToolTip(self.tr("Take this number out"))
        self._remove.setAccessibleName(self._remove.toolTip())
        if self.guarded:
            self._digits.setReadOnly(True)
            for field in (self._use, self._private):
                field.setEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.space_2)
        row.addWidget(self._use)
        row.addWidget(self._digits, 1)
        row.addWidget(self._private)
        row.addWidget(self._remove)
        self.setFocusProxy(self._digits)

    def typed(self) -> NewNumber:
        """Return what stands in the line."""
        use = PhoneLabel(self._use.currentData())
        return NewNumber(use, self._digits.text().strip(), self._private.isChecked())

    def changed(self) -> bool:
        """Return whether the line says something else than the file."""
        if self.number is None:
            return bool(self.typed().digits)
        return not self.guarded and self.typed() != NewNumber(
            self.number.label, self.number.digits, self.number.private
        )

    def mark_invalid(self, invalid: bool) -> None:
        """Show that the digits cannot be dialled."""
        theme.mark(self._digits, invalid=invalid)

    def set_leader(self, is_leader: bool) -> None:
        """Mask what is private of a leader."""
        self._is_leader = is_leader
        self._take_default()

    @Slot()
    def _take_default(self) -> None:
        if not self.guarded and private_by_default(self.typed().label, is_leader=self._is_leader):
            self._private.setChecked(True)

    @Slot()
    def _ask_remove(self) -> None:
        self.removed.emit(self)

    @Slot()
    def _calm_down(self) -> None:
        self.mark_invalid(False)


class NumberEditor(QWidget):
    """Lines of numbers; ``people`` says whether numbers may be masked."""

    grown = Signal()

    def __init__(self, *, people: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = people
        self._is_leader = False
        self._lines: list[NumberLine] = []
        self._dropped: list[str] = []
        self._add = QPushButton(icons.icon("add"), self.tr("A&dd a number"), self)
        theme.mark(self._add, kind="quiet")
        self._add.setAutoDefault(False)
        sizes = theme.current().sizes
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(sizes.space_1)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._add.clicked.connect(self._add_empty)

    def set_numbers(self, numbers: Iterable[PhoneNumber], *, empty: Iterable[PhoneLabel] = ()) -> None:
        """Show the numbers of the file, or lines to fill in where there are none."""
        for number in numbers:
            self._append(number, number.label)
        if not self._lines:
            for use in empty:
                self._append(None, use)
        if self._lines:
            self.setFocusProxy(self._lines[0])

    def set_leader(self, is_leader: bool) -> None:
        """Mask what is private of a leader."""
        self._is_leader = is_leader
        for line in self._lines:
            line.set_leader(is_leader)

    def typed(self) -> tuple[object, ...]:
        """Return what is typed, comparable."""
        return (*self._dropped, *((line.number, line.typed()) for line in self._lines))

    def changes(self) -> NumberChanges:
        """Return what to do to the numbers; a line that says something else is added anew in place of the old one.

        Raises Refused as in ``rules.check_phone`` and ``directory.number_twice``, with the line marked.
        """
        seen: set[tuple[PhoneLabel, str]] = set()
        added: list[NewNumber] = []
        dropped = list(self._dropped)
        for line in self._lines:
            typed = line.typed()
            if not line.guarded and typed.digits:
                self._check(line, typed, seen)
            if not line.changed():
                continue
            if line.number is not None:
                dropped.append(line.number.id)
            if typed.digits:
                added.append(typed)
        return NumberChanges(tuple(dropped), tuple(added))

    def lines(self) -> tuple[NumberLine, ...]:
        """Return the lines."""
        return tuple(self._lines)

    def _check(self, line: NumberLine, typed: NewNumber, seen: set[tuple[PhoneLabel, str]]) -> None:
        try:
            key = (typed.label, bare_digits(check_phone(typed.digits)))
            if key in seen:
                raise Refused("directory.number_twice", number=typed.digits)
        except Refused:
            line.mark_invalid(True)
            line.setFocus()
            raise
        seen.add(key)

    def _append(self, number: PhoneNumber | None, use: PhoneLabel) -> NumberLine:
        line = NumberLine(number, use=use, people=self._people, parent=self)
        line.set_leader(self._is_leader)
        line.removed.connect(self._remove)
        after = self._lines[-1] if self._lines else None
        self._lines.append(line)
        self._column.insertWidget(self._column.count() - 1, line)
        if after is not None:
            QWidget.setTabOrder(after, line)
        QWidget.setTabOrder(line, self._add)
        return line

    @Slot()
    def _add_empty(self) -> None:
        used = {line.typed().label for line in self._lines}
        usual = (PhoneLabel.OFFICE, PhoneLabel.MOBILE) if self._people else (PhoneLabel.DUTY, PhoneLabel.FAX)
        use = next((use for use in usual if use not in used), PhoneLabel.OFFICE)
        self._append(None, use).setFocus()
        self.grown.emit()

    @Slot(object)
    def _remove(self, line: NumberLine) -> None:
        if line.number is not None:
            self._dropped.append(line.number.id)
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._add.setFocus()
