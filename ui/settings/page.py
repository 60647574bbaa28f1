"""The page 设置: sections at the left, the form of one at the right."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme
from ui.settings.about import AboutSection
from ui.settings.accounts import AccountsSection
from ui.settings.backup import BackupSection
from ui.settings.deadlines import DeadlinesSection
from ui.settings.escalation import EscalationSection
from ui.settings.holidays import HolidaysSection
from ui.settings.journal import JournalSection
from ui.settings.room import RoomSection
from ui.settings.seat import SeatSection
from ui.settings.section import Section
from ui.settings.thresholds import ThresholdsSection
from ui.sign_in.card import scaled
from ui.widgets.hairline import Hairline
from ui.workplace import Workplace

_LIST = 184


class SectionName(StrEnum):
    """The sections, from top to bottom."""

    SEAT = "seat"
    ROOM = "room"
    HOLIDAYS = "holidays"
    THRESHOLDS = "thresholds"
    ESCALATION = "escalation"
    DEADLINES = "deadlines"
    ACCOUNTS = "accounts"
    BACKUP = "backup"
    JOURNAL = "journal"
    ABOUT = "about"


_ICONS = {
    SectionName.SEAT: "desk",
    SectionName.ROOM: "settings",
    SectionName.HOLIDAYS: "calendar",
    SectionName.THRESHOLDS: "incident",
    SectionName.ESCALATION: "bell",
    SectionName.DEADLINES: "due",
    SectionName.ACCOUNTS: "users",
    SectionName.BACKUP: "backup",
    SectionName.JOURNAL: "log",
    SectionName.ABOUT: "info",
}


class SettingsPage(QWidget):
    """Settings of the seat and the room. ``theme_chosen`` asks for the look that the seat's settings now name.

    ``stop_work`` has to be called before the room is closed.
    """

    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._buttons: dict[SectionName, QToolButton] = {}
        self._sections: dict[SectionName, Section] = {}
        self._places: dict[SectionName, int] = {}
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget(self)
        self._build()
        self._group.buttonClicked.connect(self._clicked)
        self.show_section(SectionName.SEAT)

    def _build(self) -> None:
        theme.mark(self, area="page")
        sizes = theme.current().sizes
        title = QLabel(self.tr("Settings"), self)
        title.setContentsMargins(sizes.space_2, 0, 0, 0)
        theme.mark(title, type="title")
        names = QVBoxLayout()
        names.setContentsMargins(sizes.space_3, sizes.space_4, sizes.space_3, sizes.space_4)
        names.setSpacing(sizes.space_1)
        names.addWidget(title)
        names.addSpacing(sizes.space_3)
        for name, text in self._names().items():
            names.addWidget(self._button(name, text))
        names.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(names)
        row.addWidget(Hairline(Qt.Orientation.Vertical, self))
        row.addWidget(self._stack, 1)

    def _names(self) -> dict[SectionName, str]:
        return {
            SectionName.SEAT: self.tr("This seat"),
            SectionName.ROOM: self.tr("The room"),
            SectionName.HOLIDAYS: self.tr("Holidays"),
            SectionName.THRESHOLDS: self.tr("Thresholds"),
            SectionName.ESCALATION: self.tr("Escalation"),
            SectionName.DEADLINES: self.tr("Deadlines"),
            SectionName.ACCOUNTS: self.tr("Accounts"),
            SectionName.BACKUP: self.tr("Backup"),
            SectionName.JOURNAL: self.tr("Journal"),
            SectionName.ABOUT: self.tr("About"),
        }

    def _button(self, name: SectionName, text: str) -> QToolButton:
        sizes = theme.current().sizes
        button = QToolButton(self)
        button.setText(text)
        button.setIcon(icons.icon(_ICONS[name], icons.Role.SECONDARY))
        button.setIconSize(QSize(sizes.icon, sizes.icon))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.setFixedSize(scaled(_LIST), sizes.control)
        button.setProperty("section", name.value)
        self._group.addButton(button)
        self._buttons[name] = button
        return button

    def show_section(self, name: SectionName) -> None:
        """Bring a section to the front; it is made when it is first seen."""
        if name not in self._sections:
            self._places[name] = self._stack.addWidget(self._framed(self._made(name)))
        self._buttons[name].setChecked(True)
        self.setFocusProxy(self._buttons[name])
        self._stack.setCurrentIndex(self._places[name])
        self._sections[name].begin()

    def section(self, name: SectionName) -> Section:
        """Return a section; it is brought to the front first."""
        self.show_section(name)
        return self._sections[name]

    def stop_work(self) -> None:
        """End a backup or a check that is under way, and wait for it."""
        for section in self._sections.values():
            if isinstance(section, BackupSection | JournalSection):
                section.work.stop()

    def _made(self, name: SectionName) -> Section:
        section: Section
        match name:
            case SectionName.SEAT:
                section = SeatSection(self._workplace.seat)
                section.language_chosen.connect(self.language_chosen)
                section.theme_chosen.connect(self.theme_chosen)
            case SectionName.ROOM:
                section = RoomSection(self._workplace)
            case SectionName.HOLIDAYS:
                section = HolidaysSection(self._workplace)
            case SectionName.THRESHOLDS:
                section = ThresholdsSection(self._workplace)
            case SectionName.ESCALATION:
                section = EscalationSection(self._workplace)
            case SectionName.DEADLINES:
                section = DeadlinesSection(self._workplace)
            case SectionName.ACCOUNTS:
                section = AccountsSection(self._workplace)
            case SectionName.BACKUP:
                section = BackupSection(self._workplace)
            case SectionName.JOURNAL:
                section = JournalSection(self._workplace)
            case SectionName.ABOUT:
                section = AboutSection(self._workplace)
        self._sections[name] = section
        return section

    def _framed(self, section: Section) -> QWidget:
        if not section.scrolls:
            return section
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(section)
        return area

    @Slot(QAbstractButton)
    def _clicked(self, button: QAbstractButton) -> None:
        self.show_section(SectionName(str(button.property("section"))))
