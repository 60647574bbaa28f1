"""About: which program this is, where its data lie, and what this computer must not hold."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

import dutyroom
from ui import icons, theme
from ui.settings.section import Section
from ui.sign_in.card import scaled
from ui.theme import Tone
from ui.workplace import Workplace

_SIDE = 48


class AboutSection(Section):
    """Nothing to set."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.set_words(self.tr("About"))
        self.body.addLayout(self._name())
        self.body.addWidget(self._banner())
        house = workplace.house
        program = self.add_group(self.tr("Program"))
        program.add_row(self.tr("Version"), self._fact(dutyroom.__version__))
        program.add_row(self.tr("Licence"), self._fact("Apache License 2.0"))
        room = self.add_group(self.tr("Data"))
        room.add_row(self.tr("Room"), self._fact(house.room.name))
        room.add_row(self.tr("Data file"), self._fact(str(house.place.data_file)))
        room.add_row(self.tr("Key ring"), self._fact(str(house.place.key_file)))
        room.add_row(self.tr("Seat"), self._fact(house.seat))
        self.finish()

    def _name(self) -> QHBoxLayout:
        side = scaled(_SIDE)
        picture = QLabel(self)
        picture.setPixmap(icons.app_icon().pixmap(QSize(side, side), self.devicePixelRatio()))
        name = QLabel(self.tr("Dutyroom"), self)
        theme.mark(name, type="title")
        row = QHBoxLayout()
        row.setSpacing(theme.current().sizes.space_3)
        row.addWidget(picture)
        row.addWidget(name)
        row.addStretch(1)
        return row

    def _banner(self) -> QLabel:
        sizes = theme.current().sizes
        banner = QLabel(self.tr("Non-classified computer. It must not hold or transmit state secrets."), self)
        banner.setWordWrap(True)
        banner.setContentsMargins(sizes.space_3, sizes.space_2, sizes.space_3, sizes.space_2)
        theme.mark(banner, area="message", tone=Tone.WARNING.value)
        return banner

    def _fact(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return label
