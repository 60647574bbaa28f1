"""The tokens of the look: every colour and length, light and dark. Nothing else names a colour."""

from __future__ import annotations

from dataclasses import fields, replace
from enum import StrEnum
from typing import Literal, NamedTuple

from dutyroom.frozen import dataclass

GradeName = Literal["I", "II", "III", "IV"]


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
