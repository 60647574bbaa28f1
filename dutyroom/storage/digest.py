"""The digest of a stored row: what the journal remembers of it, so that paper can prove the file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

DIGEST_LENGTH = 32
Stored = int | str | bytes | None


def row_digest(table: str, row: Mapping[str, Stored]) -> str:
    """Return the first 128 bits, in hexadecimal, of SHA-256 over table name and row.

    Empty columns do not count, so that a column added by a later release leaves old digests valid. Bytes count as
    something else than the text that names them in hexadecimal, which would be found by nobody who looks for the text.
    """
    filled = {
        name: [value.hex()] if isinstance(value, bytes) else value for name, value in row.items() if value is not None
    }
    form = json.dumps([table, filled], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(form.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_LENGTH]
