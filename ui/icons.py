"""Our own icons: drawn as SVG, painted in the colours of the look in force, when first seen.

An icon is asked for once and follows every change of the look by itself.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache

from dutyroom.paths import resource
from ui import theme

_APP_SIZES = (16, 20, 24, 32, 48, 64, 128, 256)
_SMALL_APP_ICON = 32


class Role(StrEnum):
    """What an icon stands for on the screen, which decides its colour."""

    TEXT = "text"
    SECONDARY = "secondary"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"  # on a filled button
    RAIL = "rail"  # quiet, and accent while checked
    NEUTRAL = "neutral"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"
    DRILL = "drill"
    GRADE_1 = "grade_1"
    GRADE_2 = "grade_2"
    GRADE_3 = "grade_3"
    GRADE_4 = "grade_4"


def colour(role: Role, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off) -> str:
    """Return the colour, ``#RRGGBB``, of a role in the look in force."""
    tokens = theme.current()
    if mode is QIcon.Mode.Disabled:
        return tokens.disabled
    if role is Role.TEXT:
        return tokens.text
    if role is Role.ON_ACCENT:
        return tokens.accent_text
    if role is Role.ACCENT or (role is Role.RAIL and state is QIcon.State.On):
        return tokens.accent
    if role in (Role.SECONDARY, Role.RAIL):
        return tokens.text if mode is QIcon.Mode.Selected else tokens.secondary
    pair = getattr(tokens, role.value)
    assert isinstance(pair, theme.Pair)
    return pair.ink


@cache
def icon(name: str, role: Role = Role.TEXT) -> QIcon:
    """Return the icon ``name`` (a file of ``resources/icons``); an unknown name raises FileNotFoundError."""
    if name not in _names():
        raise FileNotFoundError(name)
    return QIcon(_Engine(name, role))


def paint(painter: QPainter, rect: QRect, name: str, ink: str) -> None:
    """Paint an icon in one colour, ``#RRGGBB``, sharp at the painter's device pixels; for delegates."""
    painter.drawPixmap(rect.topLeft(), pixmap(name, rect.size(), ink, _ratio(painter)))


def pixmap(name: str, size: QSize, ink: str, ratio: float = 1.0) -> QPixmap:
    """Return an icon in one colour; ``size`` in logical pixels, ``ratio`` device pixels to one of them."""
    made = _drawn(name, _device(size, ratio), ink)
    made.setDevicePixelRatio(ratio)
    return made


@cache
def app_icon() -> QIcon:
    """Return the application's icon, with a drawing of its own for small sizes."""
    made = QIcon()
    for side in _APP_SIZES:
        name = "app-small" if side <= _SMALL_APP_ICON else "app"
        made.addPixmap(_drawn(name, QSize(side, side), ""))
    return made


def _ratio(painter: QPainter) -> float:
    """Return the device pixels to one logical pixel; asked for its device, PySide6 would load every kind of widget."""
    return max(1.0, painter.deviceTransform().m11())


def _device(size: QSize, ratio: float) -> QSize:
    return QSize(round(size.width() * ratio), round(size.height() * ratio))


@cache
def _names() -> frozenset[str]:
    return frozenset(path.stem for path in resource("icons").iterdir() if path.suffix == ".svg")


@cache
def _source(name: str) -> bytes:
    return resource(f"icons/{name}.svg").read_bytes()


def _drawn(name: str, size: QSize, ink: str) -> QPixmap:
    """Return the drawing at ``size`` device pixels, from the cache where it was seen before."""
    from PySide6.QtSvg import QSvgRenderer  # the first icon pays for it, not the start

    key = f"dutyroom:{name}:{ink}:{size.width()}x{size.height()}"
    known = QPixmap()
    if QPixmapCache.find(key, known):
        return known
    made = QPixmap(size)
    made.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", ink.encode())))
    side = min(size.width(), size.height())
    painter = QPainter(made)
    renderer.render(painter, QRectF((size.width() - side) / 2, (size.height() - side) / 2, side, side))
    painter.end()
    QPixmapCache.insert(key, made)
    return made


class _Engine(QIconEngine):
    """Paints one drawing in the colour that its role has at that moment."""

    # WORKAROUND PySide6 6.8 to 6.12: a clone that Python does not hold is freed under Qt's hands.
    _clones: list[_Engine] = []

    def __init__(self, name: str, role: Role) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def clone(self) -> QIconEngine:
        made = _Engine(self._name, self._role)
        _Engine._clones.append(made)
        return made

    def iconName(self) -> str:
        return self._name

    def isNull(self) -> bool:
        return False

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, _ratio(painter)))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # the size is in logical pixels; Qt works out the ratio from what it gets
        return _drawn(self._name, _device(size, scale), colour(self._role, mode, state))
