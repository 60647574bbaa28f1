"""The look of paper: sizes, margins, typefaces and inks that every writer of a sheet shares.

Lengths are points (1/72 inch) where nothing else is said; margins are millimetres.
Source: GB/T 9704-2012, Layout key for official document of Party and government organs.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from dutyroom.frozen import dataclass

POINTS_PER_MM = 72 / 25.4
A4_MM = (210.0, 297.0)

LETTER_SIZE = 16.0  # 3号, the body of a letter
TITLE_SIZE = 22.0  # 2号
TABLE_SIZE = 10.5  # 5号
NOTE_SIZE = 14.0  # 4号, the closing notes and page numbers of a letter
SUBTITLE_SIZE = 12.0
FOOT_SIZE = 8.0
PAGE_NUMBER_SIZE = 9.0
PAGE_NUMBER_ROOM = 60.0  # kept free at the right of the foot
MARK_SIZE = 14.0

LETTER_PITCH = 225 / 22 * POINTS_PER_MM  # 22 lines on 225 mm
LETTER_TIGHTENING = -0.25  # 28 characters of 16 pt do not fit 156 mm unless they stand a little closer
TABLE_PITCH = 1.4  # height of a line in a table, in sizes of its type
NOTE_PITCH = 1.5  # of running text smaller than a letter's
TITLE_PITCH = 1.45
TITLE_GAP = 8.0  # below the title and its subtitle
BLOCK_GAP = 6.0  # below a table, a form, a line of signatures
SIGNING_ROOM = 2.4  # height of a place to sign, in sizes of its type
FOOT_DROP_MM = 7.0  # from the type area to the upper edge of the page number
MARK_RISE_MM = 13.0  # from the type area up to the marks

CELL_PADDING_X = 4.0
CELL_PADDING_Y = 3.0
HAIRLINE = 0.5
RULE = 1.0

INK = "000000"
STRUCK_INK = "595959"
HAIRLINE_INK = "7F7F7F"
HEADER_SHADE = "EFEFEF"
GROUP_SHADE = "F7F7F7"
RED_INK = "D7000F"
MARK_INK = "5B21B6"  # a drill may never be taken for the real thing; red belongs to the head of a letter


@dataclass(frozen=True)
class Margins:
    """Distances from the edges of an upright A4 page to the type area, in millimetres."""

    top: float
    right: float
    bottom: float
    left: float

    def turned(self) -> Margins:
        """Return the margins of the page turned to landscape, its binding edge on top."""
        return Margins(top=self.left, right=self.top, bottom=self.right, left=self.bottom)


GBT_9704 = Margins(top=37, right=26, bottom=35, left=28)


class Orientation(StrEnum):
    """Which way up a page is."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True)
class PageBox:
    """One page in points: its size and where its type area lies."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def content_width(self) -> float:
        """Width of the type area."""
        return self.right - self.left

    @property
    def content_height(self) -> float:
        """Height of the type area."""
        return self.bottom - self.top


def page_box(orientation: Orientation, margins: Margins) -> PageBox:
    """Return the A4 page of ``orientation``; ``margins`` are those of the upright page and turn with it."""
    width, height = (side * POINTS_PER_MM for side in A4_MM)
    if orientation is Orientation.LANDSCAPE:
        width, height, margins = height, width, margins.turned()
    return PageBox(
        width=width,
        height=height,
        left=margins.left * POINTS_PER_MM,
        top=margins.top * POINTS_PER_MM,
        right=width - margins.right * POINTS_PER_MM,
        bottom=height - margins.bottom * POINTS_PER_MM,
    )


def letter_pitch(size: float) -> float:
    """Return the distance of lines of running text of ``size``: the standard's grid for a letter, close for notes."""
    return LETTER_PITCH if size == LETTER_SIZE else size * NOTE_PITCH


class FontRole(StrEnum):
    """What a piece of type is for; the machine decides which face plays the part."""

    TITLE = "title"
    BODY = "body"
    HEADING = "heading"
    SUBHEADING = "subheading"
    NUMBER = "number"


@dataclass(frozen=True)
class Face:
    """A typeface by name; ``bold`` where only its heavier weight comes close to the part it plays."""

    name: str
    bold: bool = False


# The standard's own face first, then what Windows, Kylin, UOS and Debian ship in its place. The Founder faces are
# licensed to each machine and never shipped with the program.
FACES: dict[FontRole, tuple[Face, ...]] = {
    FontRole.TITLE: (
        Face("方正小标宋简体"),
        Face("方正小标宋_GBK"),
        Face("FZXiaoBiaoSong-B05S"),
        Face("文鼎小标宋简"),
        Face("华文中宋"),
        Face("STZhongsong"),
        Face("Noto Serif CJK SC", bold=True),
        Face("Source Han Serif SC", bold=True),
        Face("宋体", bold=True),
        Face("SimSun", bold=True),
        Face("Noto Sans CJK SC", bold=True),
    ),
    FontRole.BODY: (
        Face("仿宋"),
        Face("FangSong"),
        Face("仿宋_GB2312"),
        Face("方正仿宋_GBK"),
        Face("华文仿宋"),
        Face("STFangsong"),
        Face("Noto Serif CJK SC"),
        Face("Source Han Serif SC"),
        Face("宋体"),
        Face("SimSun"),
        Face("Noto Sans CJK SC"),
    ),
    FontRole.HEADING: (
        Face("黑体"),
        Face("SimHei"),
        Face("方正黑体_GBK"),
        Face("华文黑体"),
        Face("Noto Sans CJK SC", bold=True),
        Face("Source Han Sans SC", bold=True),
        Face("Microsoft YaHei", bold=True),
        Face("WenQuanYi Zen Hei", bold=True),
    ),
    FontRole.SUBHEADING: (
        Face("楷体"),
        Face("KaiTi"),
        Face("楷体_GB2312"),
        Face("方正楷体_GBK"),
        Face("华文楷体"),
        Face("STKaiti"),
        Face("AR PL UKai CN"),
        Face("Noto Serif CJK SC", bold=True),
        Face("Source Han Serif SC", bold=True),
        Face("Noto Sans CJK SC"),
    ),
    FontRole.NUMBER: (
        Face("宋体"),
        Face("SimSun"),
        Face("Noto Serif CJK SC"),
        Face("Source Han Serif SC"),
        Face("Liberation Serif"),
    ),
}


def choose_face(role: FontRole, available: Collection[str]) -> Face:
    """Return the first face for ``role`` whose name is among ``available``; the standard's own where none is."""
    faces = FACES[role]
    return next((face for face in faces if face.name in available), faces[0])
