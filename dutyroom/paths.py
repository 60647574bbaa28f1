"""Where things are: shipped resources, the data folder of this user, the settings of this seat."""

from __future__ import annotations

import sys
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parent.parent


def resource(name: str) -> Path:
    """Return the path of a shipped file below ``resources/``, in a checkout and in a frozen build alike."""
    return Path(getattr(sys, "_MEIPASS", _CHECKOUT)) / "resources" / name


def data_folder() -> Path:
    """Return the folder for the data of this user, after the custom of the system (not created here)."""
    import platformdirs  # only asked for when no folder was named

    return Path(platformdirs.user_data_dir("dutyroom", appauthor=False))


def settings_folder() -> Path:
    """Return the folder for the settings of this seat, after the custom of the system (not created here)."""
    import platformdirs  # only asked for when no folder was named

    return Path(platformdirs.user_config_dir("dutyroom", appauthor=False))
