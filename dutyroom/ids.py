"""Identity of things: UUID version 7, as 32 hexadecimal digits, in the order of their making.

Source of the layout: RFC 9562, section 5.7.
"""

from __future__ import annotations

import secrets
import threading

from dutyroom.clock import Clock, to_micros

_RANDOM_BITS = 62


class IdMaker:
    """Makes identities that sort by their making, also within a millisecond and when the clock is set back."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._last = 0

    def new(self) -> str:
        """Return a fresh identity: 48 bits of milliseconds, 12 bits of their fraction, 62 random bits."""
        micros = to_micros(self._clock.now())
        tick = (micros // 1000 << 12) | (micros % 1000 * 4096 // 1000)
        with self._lock:
            tick = self._last = max(tick, self._last + 1)
        high = (tick >> 12 << 16) | 0x7000 | (tick & 0xFFF)
        low = (0b10 << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
        return f"{high:016x}{low:016x}"
