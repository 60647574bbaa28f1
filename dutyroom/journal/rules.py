"""The canonical form of a line and its hash (SHA-256)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

FIRST_PREVIOUS = "0" * 64
ROOM_ACCOUNT = ""


def canonical(
    *,
    seq: int,
    room_id: str,
    at: int,
    account_id: str,
    name: str,
    seat: str,
    act: str,
    subject: str,
    detail: str,
    rows: str,
) -> str:
    """Return the text that is hashed: a JSON array of the columns in this order; ``at`` in microseconds."""
    return json.dumps(
        [seq, room_id, at, account_id, name, seat, act, subject, detail, rows],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def line_hash(previous: str, form: str) -> str:
    """Return the hash of a line that stands behind the line with the hash ``previous``."""
    return hashlib.sha256(f"{previous}\n{form}".encode("utf-8", "surrogatepass")).hexdigest()


def detail_text(detail: Mapping[str, str | int | None]) -> str:
    """Return ``detail`` as canonical JSON."""
    return json.dumps(dict(detail), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
