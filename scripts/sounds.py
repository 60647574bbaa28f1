"""Makes the sounds of alerts: ``python -m scripts.sounds``. Ours from the first sample, under the program's licence.

Each is a few tones with soft edges and a pause, mono, 16 bits, 16 kHz; the worse, the faster and the wider apart.
"""

from __future__ import annotations

import math
import sys
import wave
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "sounds"
RATE = 16_000
LOUDNESS = 0.6
EDGE_SECONDS = 0.012

# level -> tones as (frequency in hertz, 0 for a pause; seconds)
TONES: dict[str, tuple[tuple[float, float], ...]] = {
    "I": ((1318.5, 0.14), (880.0, 0.14)) * 4 + ((0, 0.2),),
    "II": ((1174.7, 0.2), (784.0, 0.2)) * 2 + ((0, 0.5),),
    "III": ((988.0, 0.25), (0, 0.1), (988.0, 0.25), (0, 0.9)),
    "IV": ((784.0, 0.35), (0, 1.4)),
    "notice": ((659.3, 0.18), (523.3, 0.22), (0, 2.2)),
}


def samples(tones: tuple[tuple[float, float], ...]) -> bytes:
    """Return the tones one after the other as signed 16-bit samples, with soft edges and a little of the octave."""
    out = bytearray()
    for frequency, seconds in tones:
        count = round(seconds * RATE)
        for place in range(count):
            edge = min(1.0, place / (EDGE_SECONDS * RATE), (count - place) / (EDGE_SECONDS * RATE))
            angle = 2 * math.pi * frequency * place / RATE
            value = (0.85 * math.sin(angle) + 0.15 * math.sin(2 * angle)) * edge * LOUDNESS if frequency else 0.0
            out += round(value * 32767).to_bytes(2, "little", signed=True)
    return bytes(out)


def main() -> int:
    """Write one file per level."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for level, tones in TONES.items():
        with wave.open(str(FOLDER / f"{level}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples(tones))
    print(f"{len(TONES)} sounds in {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
