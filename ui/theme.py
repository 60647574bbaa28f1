"""The look of the desk: tokens, palette, font and the one style sheet, light and dark.

Nothing outside this file names a colour, a size of type or a style sheet. Widgets are told apart by
dynamic properties, set with ``mark``:

- ``kind`` of buttons: primary, danger, quiet, link, chip, rail;
- ``type`` of labels: secondary, caption, strong, section, title, clock, key, pill;
- ``area`` of frames: top, rail, page, card, due, slip, bar, message, popup, alert, hairline, and list for a view
  without a frame of its own;
- ``tone``, a ``Tone``; ``invalid`` of fields.

Delegates and painted widgets take their colours from ``current()``.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cache
from string import Template
from typing import Literal, NamedTuple

from PySide6.QtCore import QDir, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from dutyroom.paths import resource
from ui.font_features import set_feature

Name = Literal["light", "dark", "system"]
GradeName = Literal["I", "II", "III", "IV"]

_log = logging.getLogger(__name__)

# Faces with simplified Chinese glyphs, best first, by the names under which systems list them.
_SC_FACES = (
    *("Microsoft YaHei UI", "Microsoft YaHei", "微软雅黑"),
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "思源黑体", "思源黑体 CN"),
    *("HarmonyOS Sans SC", "MiSans", "PingFang SC", "WenQuanYi Micro Hei", "文泉驿微米黑"),
    *("WenQuanYi Zen Hei", "文泉驿正黑", "SimHei", "黑体", "SimSun", "宋体"),
)


class Tone(StrEnum):
    """What a coloured thing says; grades have their own colours and are no tones."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"
    DRILL = "drill"


class Pair(NamedTuple):
    """Ink and the ground it stands on; at least 4.5 to 1 apart."""

    ink: str
    ground: str


@dataclass(frozen=True)
class Sizes:
    """Lengths in logical pixels, already scaled."""

    space_1: int = 4
    space_2: int = 8
    space_3: int = 12
    space_4: int = 16
    space_5: int = 24
    radius: int = 6
    row: int = 32
    row_two_lines: int = 52
    control: int = 32
    small: int = 12
    body: int = 13
    section: int = 15
    title: int = 20
    clock: int = 26
    icon: int = 16
    rail: int = 72

    def scaled(self, *, compact: bool, scale: float) -> Sizes:
        """Return these sizes for a seat's density and scale (1.0 is 100 %)."""
        base = replace(self, row=26, row_two_lines=44, control=28) if compact else self
        return Sizes(**{field.name: round(getattr(base, field.name) * scale) for field in fields(base)})


@dataclass(frozen=True)
class Tokens:
    """Every colour and length of one look; colours are ``#RRGGBB``."""

    name: Literal["light", "dark"]
    surface: str  # the page and the window
    raised: str  # fields, tables, cards, menus
    sunken: str  # the rail
    hairline: str  # lines between things
    edge: str  # the border of what can be operated
    text: str
    secondary: str
    placeholder: str
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_text: str  # on a filled accent
    danger_text: str  # on a filled danger
    selection: str
    selection_idle: str  # selected, while the keyboard is elsewhere
    hover: str
    pressed: str
    neutral: Pair
    accent_soft: Pair
    success: Pair
    warning: Pair
    danger: Pair
    drill: Pair
    hit: Pair  # what a search found
    grade_1: Pair
    grade_2: Pair
    grade_3: Pair
    grade_4: Pair
    sizes: Sizes = Sizes()

    @property
    def dark(self) -> bool:
        """Return whether this is the night watch."""
        return self.name == "dark"

    def grade(self, grade: GradeName) -> Pair:
        """Return ink and ground of a grade of incident."""
        return {"I": self.grade_1, "II": self.grade_2, "III": self.grade_3, "IV": self.grade_4}[grade]

    def tone(self, tone: Tone) -> Pair:
        """Return ink and ground of a tone."""
        pair = self.accent_soft if tone is Tone.ACCENT else getattr(self, tone.value)
        assert isinstance(pair, Pair)
        return pair


# Danger is raspberry and warning is sand, so that red, orange, yellow and blue stay with the grades.
LIGHT = Tokens(
    name="light",
    surface="#F5F6F6",
    raised="#FFFFFF",
    sunken="#ECEEEE",
    hairline="#DFE3E3",
    edge="#B4BDBD",
    text="#1B2323",
    secondary="#556060",
    placeholder="#687272",
    disabled="#98A2A2",
    accent="#0F766E",
    accent_hover="#0C655E",
    accent_pressed="#0A524D",
    accent_text="#FFFFFF",
    danger_text="#FFFFFF",
    selection="#D6EBE8",
    selection_idle="#E6EAEA",
    hover="#EFF2F2",
    pressed="#E3E7E7",
    neutral=Pair("#4A5555", "#E9ECEC"),
    accent_soft=Pair("#0B5F59", "#DCEFEC"),
    success=Pair("#166534", "#E2F2E7"),
    warning=Pair("#5A4B2C", "#F3EDE0"),
    danger=Pair("#A3154F", "#FBE7EF"),
    drill=Pair("#6D28D9", "#EDE9FE"),
    hit=Pair("#0B4F4A", "#BFE6E0"),
    grade_1=Pair("#B91C1C", "#FDE8E8"),
    grade_2=Pair("#C2410C", "#FFF1E6"),
    grade_3=Pair("#A16207", "#FEF6D8"),  # the ground of the design, #FEF3C7, gives 4.42 only
    grade_4=Pair("#1D4ED8", "#E3EBFE"),
)
DARK = Tokens(
    name="dark",
    surface="#16191A",
    raised="#1D2122",
    sunken="#111415",
    hairline="#2D3334",
    edge="#4B5455",
    text="#E4E8E8",
    secondary="#A3ADAD",
    placeholder="#8B9595",
    disabled="#616B6B",
    accent="#2DD4BF",
    accent_hover="#5BE3D2",
    accent_pressed="#22B5A3",
    accent_text="#06302B",
    danger_text="#3D0A22",
    selection="#173F3B",
    selection_idle="#2A3031",
    hover="#242A2B",
    pressed="#2D3435",
    neutral=Pair("#BCC5C5", "#2A3031"),
    accent_soft=Pair("#5EDFCD", "#173734"),
    success=Pair("#8CD9A5", "#14301F"),
    warning=Pair("#D9C7A3", "#332C1E"),
    danger=Pair("#F9A8C4", "#43192B"),
    drill=Pair("#C4B5FD", "#2B2147"),
    hit=Pair("#A5F3E7", "#1F5A54"),
    grade_1=Pair("#F87171", "#3A1B1C"),
    grade_2=Pair("#FB923C", "#38210F"),
    grade_3=Pair("#FACC15", "#332A0B"),
    grade_4=Pair("#60A5FA", "#15243F"),
)


class ThemeSignals(QObject):
    """Says when the look has changed; the payload is the new ``Tokens``."""

    changed = Signal(object)


@dataclass(frozen=True)
class _Choice:
    name: Name = "light"
    compact: bool = False
    scale: float = 1.0


class _State:
    """The look in force, the choice it follows, and whether a window is being built without it."""

    fusion: bool = False
    undressed: bool = False
    tokens: Tokens = LIGHT
    choice: _Choice = _Choice()
    follower: _SystemFollower | None = None


class _SystemFollower(QObject):
    """Applies the look again when the system turns light or dark."""

    @Slot()
    def follow(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication) and _State.choice.name == "system":
            choice = _State.choice
            apply_theme(app, choice.name, compact=choice.compact, scale=choice.scale)


def current() -> Tokens:
    """Return the look in force, for delegates and painted widgets."""
    return _State.tokens


@cache
def signals() -> ThemeSignals:
    """Return the one object whose ``changed`` is emitted after a new look is in force."""
    return ThemeSignals()


def apply_theme(app: QApplication, name: Name, *, compact: bool = False, scale: float = 1.0) -> Tokens:
    """Give the application one look and return its tokens.

    ``name`` is a look, or ``system`` for the one the system shows (light where it does not say);
    ``compact`` gives rows of 26 instead of 32; ``scale`` multiplies every length (1.0 is 100 %).
    """
    if not _State.fusion:  # a style sheet hides the name of the style below it
        app.setStyle("Fusion")
        _State.fusion = True
    _follow_system(app)
    _State.choice = _Choice(name, compact, scale)
    tokens = replace(_base(app, name), sizes=Sizes().scaled(compact=compact, scale=scale))
    _State.tokens = tokens
    if app.styleSheet():  # to undress and dress anew takes a sixth of what changing the clothes takes
        app.setStyleSheet("")
    QDir.setSearchPaths("controls", [str(resource("icons/controls"))])
    app.setPalette(palette(tokens))
    app.setFont(_application_font(app, tokens))
    _painted.cache_clear()
    app.setStyleSheet(style_sheet(tokens))
    signals().changed.emit(tokens)
    return tokens


@contextmanager
def undressed(app: QApplication) -> Iterator[None]:
    """Take the style sheet away while a window is built, and dress everything at once when it is whole.

    Otherwise Qt dresses every part anew each time it is put into a larger one, which takes most of a start. What is
    on the screen meanwhile is not painted: nothing is painted before the next turn of the events.
    """
    sheet = app.styleSheet()
    _State.undressed = True
    app.setStyleSheet("")
    try:
        yield
    finally:
        _State.undressed = False
        app.setStyleSheet(sheet)


def mark(widget: QWidget, **properties: str | bool) -> None:
    """Set dynamic properties that the style sheet looks at, and let ``widget`` take the look at once."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    if "area" in properties:
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if _State.undressed:
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    QWidget.update(widget)  # item views hide it behind one of their own


def font(pixels: int, *, strong: bool = False) -> QFont:
    """Return the application's face at a size of ``current().sizes``, for things that are painted."""
    return _painted(pixels, strong)[0]


def metrics(pixels: int, *, strong: bool = False) -> QFontMetrics:
    """Return the measures of ``font`` with the same arguments, made once for a look."""
    return _painted(pixels, strong)[1]


def choose_face(available: Iterable[str]) -> str | None:
    """Return the best face with simplified Chinese among ``available``, or None."""
    known = set(available)
    return next((face for face in _SC_FACES if face in known), None)


def palette(tokens: Tokens) -> QPalette:
    """Return the palette of a look, every role of every group."""
    made = QPalette()
    for role, colour in _colours(tokens).items():
        made.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
        QPalette.ColorRole.PlaceholderText,
        QPalette.ColorRole.Link,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.disabled))
    made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Base, QColor(tokens.surface))
    made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, QColor(tokens.selection_idle))
    made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.HighlightedText, QColor(tokens.disabled))
    return made


def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet of a look; a place without a token is a KeyError."""
    sizes = tokens.sizes
    values: dict[str, object] = {"theme": tokens.name}
    for field in fields(tokens):
        value = getattr(tokens, field.name)
        if isinstance(value, Pair):
            values[field.name] = value.ink
            values[f"{field.name}_ground"] = value.ground
        elif isinstance(value, str):
            values[field.name] = value
    values.update({field.name: getattr(sizes, field.name) for field in fields(sizes)})
    values.update(
        inner=sizes.control - 2,  # a control less its border of one
        inner_focus=sizes.control - 4,  # and less the ring of two
        small_inner=sizes.control - 10,
        chip=(sizes.control - 8) // 2,
        chip_focus=sizes.control - 12,
        half=sizes.control // 2 - 2,
        header=sizes.row - 4,
        item=(sizes.row - round(sizes.body * 1.5) - 4) // 2,
        check=sizes.icon - 2,
        check_row=sizes.icon + 4,
        check_round=sizes.icon // 2,
        radio_dot=sizes.icon - 10,
        rail_inner=sizes.rail - 9,
        pill=sizes.small * 3 // 4,
        group=round(sizes.body * 0.75),
    )
    return Template(_SHEET).substitute(values)


def _colours(tokens: Tokens) -> dict[QPalette.ColorRole, str]:
    return {
        QPalette.ColorRole.Window: tokens.surface,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.raised,
        QPalette.ColorRole.AlternateBase: tokens.surface,
        QPalette.ColorRole.ToolTipBase: tokens.raised,
        QPalette.ColorRole.ToolTipText: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.placeholder,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.Button: tokens.raised,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.BrightText: tokens.accent_text,
        QPalette.ColorRole.Light: tokens.raised,
        QPalette.ColorRole.Midlight: tokens.hover,
        QPalette.ColorRole.Mid: tokens.hairline,
        QPalette.ColorRole.Dark: tokens.edge,
        QPalette.ColorRole.Shadow: tokens.edge,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.accent_text,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.LinkVisited: tokens.secondary,
        QPalette.ColorRole.Accent: tokens.accent,
    }


def _base(app: QApplication, name: Name) -> Tokens:
    if name == "system":
        return DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
    return DARK if name == "dark" else LIGHT


def _follow_system(app: QApplication) -> None:
    if _State.follower is None:
        _State.follower = _SystemFollower()
        app.styleHints().colorSchemeChanged.connect(_State.follower.follow)


@cache
def _painted(pixels: int, strong: bool) -> tuple[QFont, QFontMetrics]:
    face = QFont(QApplication.font())
    face.setPixelSize(pixels)
    face.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return face, QFontMetrics(face)


@cache
def _face() -> str | None:
    face = choose_face(QFontDatabase.families())
    if face is None:
        _log.warning("no face with simplified Chinese is installed; Chinese may show as boxes")
    return face


def _application_font(app: QApplication, tokens: Tokens) -> QFont:
    made = QFont(app.font())
    face = _face()
    if face is not None:
        made.setFamilies([face])
    made.setPixelSize(tokens.sizes.body)
    set_feature(made, "tnum", 1)  # figures of one width: clocks stand still, columns line up
    return made


_SHEET = """
QToolTip { color: $text; background: $raised; border: 1px solid $edge; padding: 4px 6px; font-size: ${small}px; }
QLabel { background: transparent; }
QLabel[type="secondary"] { color: $secondary; }
QLabel[type="caption"] { color: $secondary; font-size: ${small}px; }
QLabel[type="strong"] { font-weight: 600; }
QLabel[type="section"] { font-size: ${section}px; font-weight: 600; }
QLabel[type="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[type="clock"] { font-size: ${clock}px; }
QLabel[type="key"] { color: $secondary; background: $surface; border: 1px solid $edge; border-bottom: 2px solid $edge;
  border-radius: 4px; padding: 0 5px; font-size: ${small}px; }
QLabel[type="pill"] { border-radius: ${pill}px; padding: 1px ${space_2}px; font-size: ${small}px; }
*[tone="neutral"] { color: $neutral; background: $neutral_ground; }
*[tone="accent"] { color: $accent_soft; background: $accent_soft_ground; }
*[tone="success"] { color: $success; background: $success_ground; }
*[tone="warning"] { color: $warning; background: $warning_ground; }
*[tone="danger"] { color: $danger; background: $danger_ground; }
*[tone="drill"] { color: $drill; background: $drill_ground; }

*[area="page"] { background: $surface; }
*[area="card"] { background: $raised; border: 1px solid $hairline; border-radius: ${radius}px; }
*[area="top"] { background: $raised; border: 0; border-bottom: 1px solid $hairline; }
*[area="rail"] { background: $sunken; border: 0; border-right: 1px solid $hairline; }
*[area="due"] { background: $surface; border: 0; border-left: 1px solid $hairline; }
*[area="slip"] { background: $raised; border: 0; border-top: 2px solid $accent; }
*[area="bar"] { background: $surface; border: 0; border-bottom: 1px solid $hairline; }
*[area="hairline"] { background: $hairline; border: 0; }
*[area="banner"] { border: 0; border-bottom: 2px solid $drill; }
*[area="message"] { border-radius: ${radius}px; }
*[area="plain"] { background: transparent; border: 0; border-radius: 0; }
QFrame[area="entry"] { background: transparent; border: 2px solid transparent; border-radius: ${radius}px; }
QFrame[area="entry"]:hover { background: $hover; }
QFrame[area="entry"][marked="true"] { border-color: $edge; }
QFrame[area="entry"]:focus { background: $selection; border-color: $accent; }
QLabel[ink="danger"] { color: $danger; }
*[area="alert"] { background: $surface; border: 2px solid $edge; }
*[area="popup"] { background: $raised; border: 1px solid $edge; border-radius: ${radius}px; }

QPushButton { min-height: ${inner}px; padding: 0 14px; border: 1px solid $edge; border-radius: ${radius}px;
  background: $raised; color: $text; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $pressed; }
QPushButton:default { border-color: $accent; color: $accent; }
QPushButton:focus { min-height: ${inner_focus}px; padding: 0 13px; border: 2px solid $accent; }
QPushButton:disabled { color: $disabled; background: $surface; border-color: $hairline; }
QPushButton[kind="primary"] { background: $accent; border-color: $accent; color: $accent_text; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[kind="danger"] { color: $danger; border-color: $danger; }
QPushButton[kind="danger"]:hover { background: $danger_ground; }
QPushButton[kind="danger"]:pressed { background: $danger; color: $danger_text; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $text; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:pressed, QPushButton[kind="quiet"]:checked { background: $pressed; }
QPushButton[kind="link"] { min-height: 0; padding: 0 2px; background: transparent; border: 2px solid transparent;
  color: $accent; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="chip"] { min-height: ${small_inner}px; padding: 0 10px; border-radius: ${chip}px; color: $secondary;
  font-size: ${small}px; }
QPushButton[kind="chip"]:checked { color: $accent_soft; background: $accent_soft_ground; border-color: $accent; }
QPushButton[kind="chip"]:focus { min-height: ${chip_focus}px; padding: 0 9px; }
QPushButton[kind="primary"]:focus { border-color: $text; }
QPushButton[kind="danger"]:focus, QPushButton[kind="quiet"]:focus,
QPushButton[kind="link"]:focus { border-color: $accent; }
QPushButton[kind="primary"]:disabled { background: $pressed; border-color: $pressed; color: $disabled; }
QPushButton[kind="danger"]:disabled { color: $disabled; border-color: $hairline; }
QPushButton[kind="quiet"]:disabled, QPushButton[kind="link"]:disabled { color: $disabled; background: transparent;
  border-color: transparent; }
QDialogButtonBox QPushButton { min-width: 64px; }
QPushButton::menu-indicator { image: url(controls:$theme-chevron-down.svg);
  subcontrol-position: right center; right: 6px; }

QToolButton { border: 2px solid transparent; border-radius: ${radius}px; padding: 4px;
  background: transparent; color: $text; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $pressed; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; }
QToolButton[kind="rail"] { min-width: ${rail_inner}px; max-width: ${rail_inner}px; padding: 8px 2px 6px 2px;
  border: 2px solid transparent; border-left: 3px solid transparent; border-radius: 0; color: $secondary;
  font-size: ${small}px; }
QToolButton[kind="rail"]:hover { color: $text; background: $pressed; }
QToolButton[kind="rail"]:checked { color: $accent; background: $surface; border-left-color: $accent; font-weight: 600; }
QToolButton[kind="rail"]:focus { border-color: $accent; }

QLineEdit, QAbstractSpinBox, QComboBox { min-height: ${inner}px; padding: 0 7px; border: 1px solid $edge;
  border-radius: ${radius}px; background: $raised; color: $text; selection-background-color: $accent;
  selection-color: $accent_text; }
QPlainTextEdit, QTextEdit, QTextBrowser { padding: 4px 5px; border: 1px solid $edge; border-radius: ${radius}px;
  background: $raised; color: $text; selection-background-color: $accent; selection-color: $accent_text; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover, QPlainTextEdit:hover, QTextEdit:hover {
  border-color: $placeholder; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { min-height: ${inner_focus}px; padding: 0 6px;
  border: 2px solid $accent; }
QPlainTextEdit:focus, QTextEdit:focus, QTextBrowser:focus { padding: 3px 4px; border: 2px solid $accent; }
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only { background: $surface; border-color: $hairline; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {
  color: $disabled; background: $surface; border-color: $hairline; }
*[invalid="true"] { border-color: $danger; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { min-height: 0; padding: 0; border: 0; border-radius: 0;
  background: transparent; }
QSpinBox, QDoubleSpinBox { qproperty-alignment: 'AlignRight | AlignVCenter'; }
QDateTimeEdit { qproperty-alignment: 'AlignHCenter | AlignVCenter'; }
QDateEdit { qproperty-alignment: 'AlignLeft | AlignVCenter'; }
QAbstractItemView QLineEdit { min-height: 0; padding: 0 4px; border: 2px solid $accent; border-radius: 0; }
QAbstractSpinBox { max-height: ${inner}px; }
QAbstractSpinBox:focus { max-height: ${inner_focus}px; }
QComboBox { combobox-popup: 0; padding-left: 9px; padding-right: 24px; }
QComboBox:focus { padding-left: 8px; padding-right: 23px; }
QComboBox::drop-down, QDateTimeEdit::drop-down { width: 24px; border: 0; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow { width: 16px; height: 16px;
  image: url(controls:$theme-chevron-down.svg); }
QComboBox::down-arrow:disabled { image: url(controls:$theme-chevron-down-disabled.svg); }
QComboBox QAbstractItemView { padding: 4px; border: 1px solid $edge; border-radius: 0; background: $raised; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 22px; border: 0; background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; height: ${half}px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; height: ${half}px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { width: 12px; height: 12px; image: url(controls:$theme-chevron-up.svg); }
QAbstractSpinBox::down-arrow { width: 12px; height: 12px; image: url(controls:$theme-chevron-down.svg); }
QAbstractSpinBox::up-arrow:off, QAbstractSpinBox::up-arrow:disabled {
  image: url(controls:$theme-chevron-up-disabled.svg); }
QAbstractSpinBox::down-arrow:off, QAbstractSpinBox::down-arrow:disabled {
  image: url(controls:$theme-chevron-down-disabled.svg); }

QCheckBox, QRadioButton { spacing: ${space_2}px; min-height: ${check_row}px; padding: 0 4px 0 2px;
  border: 2px solid transparent; border-radius: ${radius}px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: ${check}px; height: ${check}px;
  border: 1px solid $placeholder; background: $raised; }
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: ${check_round}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { border-color: $accent; background: $accent;
  image: url(controls:$theme-check.svg); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate { border-color: $accent;
  background: $accent; image: url(controls:$theme-partial.svg); }
QRadioButton::indicator:checked { width: ${radio_dot}px; height: ${radio_dot}px;
  border: 5px solid $accent; background: $raised; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $hairline; background: $surface; }
QCheckBox::indicator:checked:disabled { border-color: $disabled; background: $disabled;
  image: url(controls:$theme-check-disabled.svg); }
QRadioButton::indicator:checked:disabled { border-color: $disabled; }

QAbstractItemView { border: 1px solid $hairline; border-radius: ${radius}px; background: $raised; color: $text;
  outline: 0; alternate-background-color: $surface; gridline-color: transparent; selection-background-color: $selection;
  selection-color: $text; }
QAbstractItemView:focus { border-color: $accent; }
QTableView, QTreeView { border: 0; border-radius: 0; }
QAbstractItemView::item { padding: ${item}px 6px; border: 2px solid transparent; }
QAbstractItemView[area="list"] { border: 0; border-radius: 0; background: transparent; }
QAbstractItemView::item:hover { background: $hover; }
QAbstractItemView::item:selected { background: $selection; color: $text; }
QAbstractItemView::item:selected:!active { background: $selection_idle; }
QAbstractItemView::item:focus { border-color: $accent; }
QAbstractItemView::item:disabled { color: $disabled; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed { image: url(controls:$theme-chevron-right.svg); }
QTreeView::branch:has-children:open { image: url(controls:$theme-chevron-down.svg); }
QHeaderView { background: $raised; border: 0; }
QHeaderView::section { min-height: ${header}px; padding: 0 8px; border: 0; border-bottom: 1px solid $hairline;
  background: $raised; color: $secondary; font-size: ${small}px; }
QHeaderView::section:hover { color: $text; background: $hover; }
QHeaderView::up-arrow { width: 14px; height: 14px; image: url(controls:$theme-chevron-up.svg); }
QHeaderView::down-arrow { width: 14px; height: 14px; image: url(controls:$theme-chevron-down.svg); }
QTableCornerButton::section { border: 0; border-bottom: 1px solid $hairline; background: $raised; }

QTabWidget::pane { border: 0; border-top: 1px solid $hairline; }
QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab { padding: 7px 12px; margin-right: 4px; border: 2px solid transparent; color: $secondary;
  background: transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:selected:focus { border-color: $accent; border-radius: 4px; }
QTabBar::tab:disabled { color: $disabled; }
QTabBar::close-button { image: url(controls:$theme-close.svg); }

QScrollBar:vertical { width: 10px; margin: 0; border: 0; background: transparent; }
QScrollBar:horizontal { height: 10px; margin: 0; border: 0; background: transparent; }
QScrollBar::handle { border-radius: 3px; margin: 2px; background: $edge; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $placeholder; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; background: transparent; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { border: 0; background: transparent; }
QScrollArea { border: 0; background: transparent; }

QMenu { padding: 4px; border: 1px solid $edge; background: $raised; color: $text; }
QMenu::item { padding: 6px 24px 6px 8px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::indicator { width: 16px; height: 16px; left: 4px; }
QMenu::indicator:checked { image: url(controls:$theme-tick.svg); }
QMenu::separator { height: 1px; margin: 4px 8px; background: $hairline; }
QMenu::right-arrow { width: 16px; height: 16px; image: url(controls:$theme-chevron-right.svg); }
QMenuBar { background: $surface; }
QMenuBar::item { padding: 6px 10px; background: transparent; }
QMenuBar::item:selected { background: $pressed; }
QStatusBar { border-top: 1px solid $hairline; color: $secondary; font-size: ${small}px; }
QStatusBar::item { border: 0; }
QSplitter::handle { background: transparent; }
QSplitter::handle:horizontal { width: 4px; border-left: 1px solid $hairline; }
QSplitter::handle:vertical { height: 4px; border-top: 1px solid $hairline; }
QSplitter::handle:hover { border-color: $accent; }
QDockWidget::title { padding: 6px 8px; background: $surface; }
QGroupBox { margin-top: ${group}px; padding-top: ${space_3}px; border: 0; border-top: 1px solid $hairline;
  font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; padding: 0 ${space_2}px 0 0;
  top: 0; left: 0; color: $text; background: transparent; }
QProgressBar { min-height: 6px; max-height: 6px; border: 0; border-radius: 3px; background: $pressed;
  color: transparent; }
QProgressBar::chunk { border-radius: 3px; background: $accent; }

QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; border-bottom: 1px solid $hairline; }
QCalendarWidget QToolButton { min-height: ${small_inner}px; padding: 2px 6px; font-weight: 600; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url(controls:$theme-chevron-left.svg); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url(controls:$theme-chevron-right.svg); }
QMessageBox { messagebox-warning-icon: url(controls:$theme-warning.svg);
  messagebox-information-icon: url(controls:$theme-information.svg);
  messagebox-question-icon: url(controls:$theme-question.svg);
  messagebox-critical-icon: url(controls:$theme-critical.svg); }

QCalendarWidget QAbstractItemView { border: 0; border-radius: 0; selection-background-color: $accent;
  selection-color: $accent_text; }
QCalendarWidget QAbstractItemView::item { padding: 0; border-radius: 4px; }
QCalendarWidget QAbstractItemView::item:selected, QCalendarWidget QAbstractItemView::item:selected:!active {
  color: $accent_text; background: $accent; }
QCalendarWidget QAbstractItemView:disabled { color: $disabled; }
"""
