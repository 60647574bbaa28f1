"""A new password, typed twice, with the rules ticked while it is typed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import icons, theme
from ui.sign_in.card import labelled
from ui.sign_in.password_field import PasswordField
from ui.sign_in.password_rules import PasswordRule, demands, rules_met

_MARK = 14
_SAME = "same"


class RuleLine(QWidget):
    """One rule with its mark: an open ring, a tick, or a cross ring once it was insisted on."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._met = False
        self._insisted = False
        self._label = QLabel(text, self)
        theme.mark(self._label, type="caption")
        sizes = theme.current().sizes
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARK + sizes.space_2, 1, 0, 1)
        row.addWidget(self._label)
        self._say()

    def is_met(self) -> bool:
        """Return whether the rule is kept."""
        return self._met

    def set_met(self, met: bool, *, insisted: bool = False) -> None:
        """Show whether the rule is kept; ``insisted`` marks one that is not."""
        self._met = met
        self._insisted = insisted and not met
        self._say()
        self.update()

    def _say(self) -> None:
        state = self.tr("kept") if self._met else self.tr("not yet kept")
        self.setAccessibleName(f"{self._label.text()}: {state}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, (self.height() - _MARK) / 2, _MARK, _MARK)
        if self._met or self._insisted:
            ink = tokens.success.ink if self._met else tokens.danger.ink
            icons.paint(painter, box.toRect(), "done" if self._met else "refused", ink)
        else:
            painter.setPen(QPen(QColor(tokens.edge), 1.2))
            painter.drawEllipse(box.adjusted(2, 2, -2, -2))
        painter.end()


class NewPassword(QWidget):
    """Two fields and the list of rules; ``changed`` after every key, ``submitted`` on Enter in the second."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._login = ""
        self._name = ""
        self._first = PasswordField(self)
        self._second = PasswordField(self)
        asked = demands()
        self._lines: dict[str, RuleLine] = {
            PasswordRule.LENGTH: RuleLine(self.tr("{count} characters or more").format(count=asked.length), self),
            PasswordRule.KINDS: RuleLine(
                self.tr("{count} of: capitals, small, digits, signs").format(count=asked.kinds), self
            ),
            _SAME: RuleLine(self.tr("Typed the same twice"), self),
            PasswordRule.NAME: RuleLine(self.tr("Neither the name nor the login in it"), self),
        }
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        sizes = theme.current().sizes
        fields = QHBoxLayout()
        fields.setSpacing(sizes.space_3)
        fields.addLayout(labelled(self.tr("New &password"), self._first), 1)
        fields.addLayout(labelled(self.tr("Once &more"), self._second), 1)
        rules = QGridLayout()
        rules.setContentsMargins(0, 0, 0, 0)
        rules.setHorizontalSpacing(sizes.space_4)
        rules.setVerticalSpacing(0)
        for place, line in enumerate(self._lines.values()):
            rules.addWidget(line, place // 2, place % 2)
        rules.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.space_2)
        column.addLayout(fields)
        column.addLayout(rules)
        self.setFocusProxy(self._first)

    def _connect_signals(self) -> None:
        self._first.textChanged.connect(self._typed)
        self._second.textChanged.connect(self._typed)
        self._first.returnPressed.connect(self._go_on)
        self._second.returnPressed.connect(self.submitted)

    def set_owner(self, login: str, name: str) -> None:
        """Say whose password it is: neither may be part of it."""
        self._login, self._name = login, name
        self._tick()

    def password(self) -> str:
        """Return what was typed first."""
        return self._first.text()

    def is_good(self) -> bool:
        """Return whether every rule is kept."""
        return all(line.is_met() for line in self._lines.values())

    def insist(self) -> None:
        """Mark the rules that are not kept and put the keyboard where to go on."""
        self._tick(insisted=True)
        rules = [self._lines[rule].is_met() for rule in PasswordRule]
        (self._second if all(rules) else self._first).ask_again()

    def fields(self) -> tuple[PasswordField, PasswordField]:
        """Return both fields, in the order of the keyboard."""
        return self._first, self._second

    def clear(self) -> None:
        """Empty both fields."""
        self._first.clear()
        self._second.clear()

    @Slot()
    def _typed(self) -> None:
        self._tick()
        self.changed.emit()

    @Slot()
    def _go_on(self) -> None:
        if self._second.text():
            self.submitted.emit()
        else:
            self._second.setFocus(Qt.FocusReason.TabFocusReason)

    def _tick(self, *, insisted: bool = False) -> None:
        first = self._first.text()
        met: set[str] = set(rules_met(first, self._login, self._name))
        if first and first == self._second.text():
            met.add(_SAME)
        for rule, line in self._lines.items():
            line.set_met(rule in met, insisted=insisted)
