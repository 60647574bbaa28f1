"""Signatures (Ed25519, RFC 8032): one pair of keys per account, the private one under its password in the key ring.

The public key is appended to the file with a line in the journal, and stays there for ever, so that an old signature
can be checked after a password was reset and another pair made. A signature covers who signed, what for, the digest of
the words and the head of the journal, so that it also proves the file up to that line. Keys and signatures are kept in
hexadecimal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from dutyroom.accounts.keys import KeyFile, Opened, with_signing_key
from dutyroom.accounts.model import Account, Signature, Signer
from dutyroom.accounts.rules import rights_of
from dutyroom.accounts.tables import signatures, signing_keys
from dutyroom.changes import Topic
from dutyroom.clock import Clock, from_micros, to_micros
from dutyroom.ids import IdMaker
from dutyroom.journal.model import Actor, Break, Head
from dutyroom.journal.service import Journal, head_of
from dutyroom.journal.tables import journal
from dutyroom.storage import sqlite
from dutyroom.storage.store import Store, UnitOfWork

_FORMAT = "dutyroom-signature-1"


class Signing:
    """Keys and signatures of one room; who may sign is decided by ``service``."""

    def __init__(
        self, store: Store, journal: Journal, clock: Clock, ids: IdMaker, keys: KeyFile, room_id: str, seat: str
    ) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock
        self._ids = ids
        self._keys = keys
        self._room_id = room_id
        self._seat = seat

    def signer(self, account: Account, opened: Opened) -> Signer:
        """Return who signs; an account without a pair of keys is given one now, since its password is at hand."""
        private_key, key_id = opened.signing_key, ""
        if private_key is not None:
            key_id = self._known(account.id, public_key_of(private_key))
        if private_key is None or not key_id:  # none yet, or one whose making was broken off before the commit
            private_key, key_id = self._make(account, opened)
        return Signer(
            account_id=account.id,
            name=account.name,
            roles=account.roles,
            rights=rights_of(account.roles),
            key_id=key_id,
            private_key=private_key,
        )

    def sign(self, unit: UnitOfWork, signer: Signer, kind: str, subject_id: str, text: str) -> Signature:
        """Add a signature over ``text`` and the journal's head; the act writes the line."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        head = head_of(unit.connection)
        row: dict[str, Any] = {
            "seq": _next_seq(unit.connection, signatures),
            "id": self._ids.new(),
            "room_id": self._room_id,
            "account_id": signer.account_id,
            "account_name": signer.name,
            "key_id": signer.key_id,
            "kind": kind,
            "subject_id": subject_id,
            "text": text,
            "digest": digest_of(text),
            "head_seq": head.seq,
            "head_hash": head.hash,
            "at": to_micros(self._clock.now()),
        }
        row["value"] = Ed25519PrivateKey.from_private_bytes(signer.private_key).sign(message_of(row)).hex()
        unit.insert(signatures, row)
        return signature_of(row)

    def signatures_of(self, kind: str, subject_id: str) -> tuple[Signature, ...]:
        """Return the signatures of a kind on one thing, oldest first."""
        with self._store.read() as connection:
            return signatures_in(connection, subject_id, kind)

    def _known(self, account_id: str, public_key: str) -> str:
        asked = select(signing_keys.c.id, signing_keys.c.public_key).where(signing_keys.c.account_id == account_id)
        with self._store.read() as connection:
            return next((str(row.id) for row in connection.execute(asked) if row.public_key == public_key), "")

    def _make(self, account: Account, opened: Opened) -> tuple[bytes, str]:
        """Make a pair of keys: the ring first and then the commit, as a key that no file knows signs nothing."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        private_key = Ed25519PrivateKey.generate().private_bytes_raw()
        key_id = self._ids.new()
        with self._store.write() as unit:
            unit.insert(
                signing_keys,
                {
                    "seq": _next_seq(unit.connection, signing_keys),
                    "id": key_id,
                    "room_id": self._room_id,
                    "account_id": account.id,
                    "public_key": public_key_of(private_key),
                    "made_at": to_micros(self._clock.now()),
                },
            )
            actor = Actor(account.id, account.name, self._seat)
            self._journal.record(unit, actor, "account.signing_key_made", account.id)
            unit.touch(Topic.ACCOUNTS, account.id)
            before = self._keys.read()
            self._keys.write(before.with_slot(with_signing_key(opened.slot, private_key, opened.wrapping)))
            try:
                unit.commit()
            except BaseException:
                self._keys.write(before)
                raise
        return private_key, key_id


def public_key_of(private_key: bytes) -> str:
    """Return the public key of a private one, in hexadecimal."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw().hex()


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def message_of(row: Mapping[Any, Any]) -> bytes:
    """Return what is signed: a JSON array of format, room, who, key, what for, digest, head and moment."""
    names = ("room_id", "account_id", "account_name", "key_id", "kind", "subject_id", "digest")
    parts = [_FORMAT, *(row[name] for name in names), row["head_seq"], row["head_hash"], row["at"]]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def signature_of(row: Mapping[Any, Any]) -> Signature:
    """Return the signature of a row."""
    return Signature(
        id=row["id"],
        seq=row["seq"],
        kind=row["kind"],
        subject_id=row["subject_id"],
        account_id=row["account_id"],
        account_name=row["account_name"],
        key_id=row["key_id"],
        digest=row["digest"],
        head=Head(row["head_seq"], row["head_hash"]),
        at=from_micros(row["at"]),
        text=row["text"],
        value=row["value"],
    )


def signatures_in(connection: Connection, subject_id: str, *kinds: str) -> tuple[Signature, ...]:
    """Return the signatures on one thing as ``connection`` sees them, oldest first."""
    asked = select(signatures).where(signatures.c.subject_id == subject_id, signatures.c.kind.in_(kinds))
    rows = connection.execute(asked.order_by(signatures.c.seq)).mappings()
    return tuple(signature_of(row) for row in rows)


def first_false_signature(connection: Connection) -> Break | None:
    """Return the first signature that does not hold: words, key, owner, journal's head; None when all do.

    A file of an older schema has none.
    """
    if signatures.name not in sqlite.table_names(connection):
        return None
    keys = {row["id"]: row for row in connection.execute(select(signing_keys)).mappings()}
    heads = select(signatures, journal.c.hash.label("line_hash")).outerjoin(
        journal, journal.c.seq == signatures.c.head_seq
    )
    for row in connection.execute(heads.order_by(signatures.c.seq)).mappings():
        key = keys.get(row["key_id"])
        if key is None or not _holds(row, key):
            at = from_micros(row["at"])
            return Break(
                "signature_false",
                seq=row["head_seq"],
                at=at,
                name=row["account_name"],
                act=row["kind"],
                where="signatures",
            )
    return None


def _holds(row: Mapping[Any, Any], key: Mapping[Any, Any]) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if key["account_id"] != row["account_id"] or row["line_hash"] != row["head_hash"]:
        return False
    if digest_of(row["text"]) != row["digest"]:
        return False
    try:
        public_key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key["public_key"]))
        public_key.verify(bytes.fromhex(row["value"]), message_of(row))
    except (InvalidSignature, ValueError):
        return False
    return True


def _next_seq(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.max(table.c.seq))).scalar_one() or 0) + 1
