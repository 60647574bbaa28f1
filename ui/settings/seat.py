"""This seat: language, appearance, density, size of text. Written at once, for this computer only."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox

from dutyroom.autostart import Autostart
from dutyroom.errors import DutyroomError
from dutyroom.settings import COMPACT, LANGUAGE, TEXT_PERCENT, THEME, Option, SeatSettings
from ui.settings.section import Section
from ui.widgets.filter_bar import FilterBar


class SeatSection(Section):
    """``language_chosen`` and ``theme_chosen`` carry the value; the second also follows density and size of text."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(self, seat: SeatSettings, autostart: Autostart | None = None) -> None:
        super().__init__()
        self._seat = seat
        self._language = FilterBar(single=True, required=True)
        self._theme = FilterBar(single=True, required=True)
        self._percent = FilterBar(single=True, required=True)
        self._compact = QCheckBox(self.tr("&Compact rows"))
        self._autostart = Autostart() if autostart is None else autostart
        self._at_sign_in = QCheckBox(self.tr("&Open the desk by itself"))
        self._build()
        self._show()
        self._connect_signals()

    def _build(self) -> None:
        self.set_words(
            self.tr("This seat"), self.tr("How the desk looks on this computer. Every change is kept at once.")
        )
        for key, text in (("system", self.tr("As the system")), ("zh_CN", "中文"), ("en", "English")):
            self._language.add(key, text)
        for key, text in (
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            self._theme.add(key, text)
        for percent in ("100", "125", "150"):
            self._percent.add(percent, f"{percent} %")
        language = self.add_group(self.tr("Language"))
        language.add_row(
            self.tr("&Language"), self._language, self.tr("It changes at once; what you are writing is kept.")
        )
        look = self.add_group(self.tr("Appearance"))
        look.add_row(self.tr("&Appearance"), self._theme, self.tr("Dark is easier on the eyes during the night watch."))
        look.add_row(self.tr("&Size of text"), self._percent)
        look.add_row(self.tr("Density"), self._compact, self.tr("Shows more rows in the same room."))
        start = self.add_group(self.tr("When this computer starts"))
        start.add_row(
            self.tr("At sign-in"),
            self._at_sign_in,
            self.tr("It opens again by itself after a crash, locked, with alerts."),
        )
        self.finish()

    def _connect_signals(self) -> None:
        self._language.changed.connect(self._choose_language)
        self._theme.changed.connect(self._choose_theme)
        self._percent.changed.connect(self._choose_percent)
        self._compact.toggled.connect(self._choose_compact)
        self._at_sign_in.toggled.connect(self._choose_autostart)

    def _show(self) -> None:
        self._language.choose(frozenset({self._seat.get(LANGUAGE)}))
        self._theme.choose(frozenset({self._seat.get(THEME)}))
        self._percent.choose(frozenset({self._seat.get(TEXT_PERCENT)}))
        self._compact.setChecked(self._seat.get(COMPACT) == "yes")
        self._at_sign_in.setChecked(self._autostart.is_on())

    @Slot(object)
    def _choose_language(self, chosen: frozenset[str]) -> None:
        (value,) = chosen
        if self._put(LANGUAGE, value):
            self.language_chosen.emit(value)

    @Slot(object)
    def _choose_theme(self, chosen: frozenset[str]) -> None:
        (value,) = chosen
        self._put_look(THEME, value)

    @Slot(object)
    def _choose_percent(self, chosen: frozenset[str]) -> None:
        (value,) = chosen
        self._put_look(TEXT_PERCENT, value)

    @Slot(bool)
    def _choose_compact(self, compact: bool) -> None:
        self._put_look(COMPACT, "yes" if compact else "no")

    @Slot(bool)
    def _choose_autostart(self, wanted: bool) -> None:
        try:
            if wanted:
                self._autostart.turn_on()
            else:
                self._autostart.turn_off()
        except DutyroomError as error:
            self.refuse(error)
            with QSignalBlocker(self._at_sign_in):
                self._at_sign_in.setChecked(self._autostart.is_on())

    def _put_look(self, option: Option, value: str) -> None:
        if self._put(option, value):
            self.message.clear()
            self.theme_chosen.emit(self._seat.get(THEME))

    def _put(self, option: Option, value: str) -> bool:
        try:
            self._seat.put(option, value)
        except DutyroomError as error:
            self.refuse(error)
            return False
        return True
