"""The look of the desk, light and dark: palette and font, with the tokens of ``tokens`` and the one ``style_sheet``.

Nothing outside these three files names a colour, a size of type or a style sheet. Widgets are told apart by
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
from dataclasses import replace
from functools import cache
from typing import Literal

from PySide6.QtCore import QDir, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from dutyroom.frozen import dataclass
from dutyroom.paths import resource
from ui.font_features import set_feature
from ui.style_sheet import style_sheet
from ui.tokens import DARK, LIGHT, GradeName, Pair, Sizes, Tokens, Tone

__all__ = ["DARK", "LIGHT", "GradeName", "Pair", "Sizes", "Tokens", "Tone", "style_sheet"]

Name = Literal["light", "dark", "system"]

_log = logging.getLogger(__name__)

# Faces with simplified Chinese glyphs, best first, by the names under which systems list them.
_SC_FACES = (
    *("Microsoft YaHei UI", "Microsoft YaHei", "微软雅黑"),
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "思源黑体", "思源黑体 CN"),
    *("HarmonyOS Sans SC", "MiSans", "PingFang SC", "WenQuanYi Micro Hei", "文泉驿微米黑"),
    *("WenQuanYi Zen Hei", "文泉驿正黑", "SimHei", "黑体", "SimSun", "宋体"),
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


def px(length: float) -> int:
    """Return a length that goes with the letters, in logical pixels, for one that fits those of 100 %."""
    return round(length * current().sizes.body / Sizes.body)


def beside(width: float) -> int:
    """Return the width of what stands beside something else: it grows half as much as its letters do."""
    return round((width + px(width)) / 2)


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
