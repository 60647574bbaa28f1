"""Features of OpenType, which PySide6 6.8 cannot name: there a face stays as it is, and the desk opens all the same."""

from __future__ import annotations

from PySide6.QtGui import QFont


def set_feature(font: QFont, name: str, value: int) -> bool:
    """Set a feature (four letters) of ``font``; return whether this PySide6 can.

    WORKAROUND for 6.8.0.2, the last that runs on Kylin for arm64: QFont.Tag takes no text, whatever its signature says.
    """
    try:
        font.setFeature(QFont.Tag(name), value)
    except TypeError:
        return False
    return True
