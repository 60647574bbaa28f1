"""The key ring: the random data key, wrapped once for every account and once for the recovery key.

The ring is a small file beside the data file. It holds no name and no login in the clear: a slot is found by
a keyed hash of what a person types. A password goes through Argon2id (RFC 9106, second recommended
choice of parameters) into a key that unwraps the data key with AES-256-GCM.
Failures are counted here, since nothing else can be opened before a password was right.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import unicodedata
from dataclasses import asdict, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from dutyroom.accounts.ring_form import check_ring
from dutyroom.accounts.rules import LOCK_FOR, fold_login, lock_until
from dutyroom.clock import from_micros, to_micros
from dutyroom.errors import Environment, Refused
from dutyroom.frozen import dataclass
from dutyroom.storage.files import write_whole

KEY_BYTES = 32
FORMAT = "dutyroom-keys-1"
RECOVERY = "recovery"
STRANGERS = 256
_RECOVERY_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U to be misread
_RECOVERY_GROUPS = 8
_GROUP_LENGTH = 4


@dataclass(frozen=True)
class Stretching:
    """How long a password is stretched: Argon2id passes, lanes, and memory in KiB."""

    iterations: int = 3
    lanes: int = 4
    memory_kib: int = 65536


@dataclass(frozen=True)
class Slot:
    """One way into the data key. ``id`` is the account's, or ``recovery``."""

    id: str
    tags: tuple[str, ...]
    stretching: Stretching
    salt: str
    nonce: str
    wrapped: str
    failures: int = 0
    locked_until: int = 0
    signing_nonce: str = ""
    signing_key: str = ""


@dataclass(frozen=True)
class Opened:
    """A slot that a right password has opened: data key, signing key (None: there is none yet), and what wraps them."""

    slot: Slot
    data_key: bytes = field(repr=False)
    signing_key: bytes | None = field(repr=False)
    wrapping: bytes = field(repr=False)


@dataclass(frozen=True)
class Stranger:
    """A login that is nobody's and was tried: counted and locked like any other, so that neither tells who exists.

    ``noted`` of its failures stand in the journal already.
    """

    tag: str
    failures: int = 0
    locked_until: int = 0
    noted: int = 0


@dataclass(frozen=True)
class KeyRing:
    """All slots of a room. ``open_key`` is set only in a throw-away drill room, which guards no secret."""

    salt: str
    slots: tuple[Slot, ...] = ()
    open_key: str = ""
    stretching: Stretching = field(default_factory=Stretching)
    strangers: tuple[Stranger, ...] = ()

    def tag(self, login: str) -> str:
        """Return the keyed hash by which a slot is found."""
        return hmac.new(
            bytes.fromhex(self.salt), fold_login(login).encode("utf-8", "surrogatepass"), hashlib.sha256
        ).hexdigest()

    def find(self, login: str) -> Slot | None:
        """Return the slot of whoever signs in with ``login``."""
        tag = self.tag(login)
        return next((slot for slot in self.slots if tag in slot.tags), None)

    def stranger(self, login: str) -> Stranger:
        """Return what is counted of a login that has no slot."""
        tag = self.tag(login)
        return next((known for known in self.strangers if known.tag == tag), Stranger(tag))

    def with_stranger(self, stranger: Stranger) -> KeyRing:
        """Return the ring with ``stranger`` as the newest; the oldest beyond a number go, those not locked first."""
        others = [known for known in self.strangers if known.tag != stranger.tag]
        while len(others) >= STRANGERS:
            others.remove(min(others, key=lambda known: known.locked_until))
        return replace(self, strangers=(*others, stranger))

    def with_slot(self, slot: Slot) -> KeyRing:
        """Return the ring with ``slot`` in place of any other of the same id."""
        others = tuple(known for known in self.slots if known.id != slot.id)
        return replace(self, slots=(*others, slot))

    def without(self, slot_id: str) -> KeyRing:
        """Return the ring without the slot ``slot_id``."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.id != slot_id))


def new_ring(stretching: Stretching | None = None) -> KeyRing:
    """Return an empty ring with a salt of its own."""
    return KeyRing(salt=secrets.token_hex(16), stretching=stretching or Stretching())


def new_data_key() -> bytes:
    """Return a fresh random data key of 32 bytes."""
    return secrets.token_bytes(KEY_BYTES)


def new_recovery_key() -> str:
    """Return a fresh recovery key as it is printed: eight groups of four, 160 random bits."""
    letters = "".join(secrets.choice(_RECOVERY_ALPHABET) for _ in range(_RECOVERY_GROUPS * _GROUP_LENGTH))
    return "-".join(letters[at : at + _GROUP_LENGTH] for at in range(0, len(letters), _GROUP_LENGTH))


def plain_recovery_key(typed: str) -> str:
    """Return a recovery key as typed by a person without what people add or confuse."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    letters = "".join(character for character in plain if character.isalnum())
    return letters.replace("O", "0").replace("I", "1").replace("L", "1")


def make_slot(
    ring: KeyRing,
    slot_id: str,
    logins: tuple[str, ...],
    password: str,
    data_key: bytes,
    signing_key: bytes | None = None,
) -> Slot:
    """Return a slot that gives ``data_key`` and ``signing_key`` to whoever knows one of ``logins`` and ``password``."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    wrapping = _stretch(password, salt, ring.stretching)
    slot = Slot(
        id=slot_id,
        tags=tuple(dict.fromkeys(ring.tag(login) for login in logins if login)),
        stretching=ring.stretching,
        salt=salt.hex(),
        nonce=nonce.hex(),
        wrapped=AESGCM(wrapping).encrypt(nonce, data_key, slot_id.encode()).hex(),
    )
    return slot if signing_key is None else with_signing_key(slot, signing_key, wrapping)


def with_signing_key(slot: Slot, signing_key: bytes, wrapping: bytes) -> Slot:
    """Return ``slot`` with a private signing key in it, under the key of its password."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(12)
    wrapped = AESGCM(wrapping).encrypt(nonce, signing_key, _signing_label(slot.id))
    return replace(slot, signing_nonce=nonce.hex(), signing_key=wrapped.hex())


def _signing_label(slot_id: str) -> bytes:
    """Return what tells a wrapped signing key from a wrapped data key of the same slot."""
    return f"{slot_id} signing".encode()


def make_recovery_slot(ring: KeyRing, recovery_key: str, data_key: bytes) -> Slot:
    """Return the slot that gives ``data_key`` to whoever holds the printed recovery key."""
    return make_slot(ring, RECOVERY, (RECOVERY,), plain_recovery_key(recovery_key), data_key)


def unwrap(slot: Slot, password: str) -> bytes | None:
    """Return the data key, or None when ``password`` is wrong."""
    opened = open_slot(slot, password)
    return opened.data_key if opened else None


def open_slot(slot: Slot, password: str) -> Opened | None:
    """Return what stands in a slot, or None when ``password`` is wrong.

    Raises Environment ``keys.damaged`` when the data key opens and the signing key does not.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    wrapping = _stretch(password, bytes.fromhex(slot.salt), slot.stretching)
    cipher = AESGCM(wrapping)
    try:
        data_key = cipher.decrypt(bytes.fromhex(slot.nonce), bytes.fromhex(slot.wrapped), slot.id.encode())
    except InvalidTag:
        return None
    if not slot.signing_key:
        return Opened(slot, data_key, None, wrapping)
    try:
        nonce, wrapped = bytes.fromhex(slot.signing_nonce), bytes.fromhex(slot.signing_key)
        return Opened(slot, data_key, cipher.decrypt(nonce, wrapped, _signing_label(slot.id)), wrapping)
    except InvalidTag as error:
        raise Environment("keys.damaged", file=slot.id) from error


def _stretch(password: str, salt: bytes, how: Stretching) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    stretcher = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=how.iterations,
        lanes=how.lanes,
        memory_cost=how.memory_kib,
    )
    secret = password.encode("utf-8", "surrogatepass")
    wrapping = stretcher.derive(secret)
    # The library gives memory back with the password in it; the same work on nothing comes to stand in its place.
    Argon2id(salt=salt, length=KEY_BYTES, iterations=1, lanes=1, memory_cost=8).derive(bytes(len(secret)))
    return wrapping


class KeyFile:
    """The key ring on the disk."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def read(self) -> KeyRing:
        """Return the ring; Environment ``keys.missing`` or ``keys.damaged`` when it cannot be read."""
        try:
            text = self.file.read_text("utf-8")
        except FileNotFoundError as error:
            raise Environment("keys.missing", file=str(self.file)) from error
        except (OSError, UnicodeDecodeError) as error:
            raise Environment("keys.damaged", file=str(self.file)) from error
        try:
            return _from_form(json.loads(text))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Environment("keys.damaged", file=str(self.file)) from error

    def write(self, ring: KeyRing, *, forget: bool = False) -> None:
        """Replace the ring on the disk as a whole; the one before stays beside it as ``….previous``.

        With ``forget`` it does not: it would still open for a password that was changed or an account that was closed.
        """
        ring_form = asdict(ring)
        form = {"format": FORMAT, "ring": ring_form, "check": _check_of(json.loads(json.dumps(ring_form)))}
        write_whole(self.file, json.dumps(form, indent=1).encode(), keep_previous=not forget)
        if forget:
            self.file.with_name(f"{self.file.name}.previous").unlink(missing_ok=True)

    def unlock(self, login: str, password: str, now: datetime) -> tuple[str, bytes]:
        """Return (account id, data key) for a right password, counting failures across restarts; see ``open_with``."""
        opened = self.open_with(login, password, now)
        return opened.slot.id, opened.data_key

    def open_with(self, login: str, password: str, now: datetime) -> Opened:
        """Return what a right password opens, counting failures across restarts.

        Raises Refused ``accounts.locked`` while locked, and ``accounts.wrong_name_or_password`` for a wrong
        name or password alike, after the same work for both.
        """
        ring = self.read()
        slot = ring.find(login)
        if slot is None:
            self._refuse_stranger(ring, ring.stranger(login), password, now)
        if slot.locked_until > to_micros(now):
            nearer = min(
                slot.locked_until, to_micros(now + LOCK_FOR)
            )  # a clock that was set back locks nobody for years
            if nearer != slot.locked_until:
                self.write(ring.with_slot(replace(slot, locked_until=nearer)))
            raise _locked(nearer, now)
        opened = open_slot(slot, plain_recovery_key(password) if slot.id == RECOVERY else password)
        if opened is None:
            self._count_failure(ring, slot, now)
            raise Refused("accounts.wrong_name_or_password")
        if slot.failures:
            clean = replace(slot, failures=0, locked_until=0)
            self.write(ring.with_slot(clean))
            return replace(opened, slot=clean)
        return opened

    def failures(self, login: str) -> int:
        """Return how many times in a row signing in as ``login`` has failed."""
        slot = self.read().find(login)
        return slot.failures if slot else 0

    def take_strangers(self) -> int:
        """Return how often logins that are nobody's were tried since this was last asked."""
        ring = self.read()
        new = sum(known.failures - known.noted for known in ring.strangers)
        if new:
            seen = tuple(replace(known, noted=known.failures) for known in ring.strangers)
            self.write(replace(ring, strangers=seen))
        return new

    def _refuse_stranger(self, ring: KeyRing, stranger: Stranger, password: str, now: datetime) -> NoReturn:
        """Refuse a login that is nobody's with the same answers, work and writing as one that is somebody's."""
        if stranger.locked_until > to_micros(now):
            nearer = min(stranger.locked_until, to_micros(now + LOCK_FOR))
            if nearer != stranger.locked_until:
                self.write(ring.with_stranger(replace(stranger, locked_until=nearer)))
            raise _locked(nearer, now)
        _stretch(password, bytes.fromhex(ring.salt), ring.stretching)
        until = lock_until(stranger.failures + 1, now)
        counted = replace(stranger, failures=stranger.failures + 1, locked_until=to_micros(until) if until else 0)
        self.write(ring.with_stranger(counted))
        raise Refused("accounts.wrong_name_or_password")

    def _count_failure(self, ring: KeyRing, slot: Slot, now: datetime) -> None:
        failures = slot.failures + 1
        until = lock_until(failures, now)
        locked = to_micros(until) if until else 0
        self.write(ring.with_slot(replace(slot, failures=failures, locked_until=locked)))


def _locked(until: int, now: datetime) -> Refused:
    minutes = -(-(from_micros(until) - now).total_seconds() // 60)
    return Refused("accounts.locked", minutes=int(minutes))


def _check_of(form: object) -> str:
    """Return the sum that tells a flipped byte from a wrong password."""
    return hashlib.sha256(json.dumps(form, sort_keys=True).encode()).hexdigest()


def _from_form(form: object) -> KeyRing:
    """Return the ring that ``form`` holds; ValueError, KeyError or TypeError when it is none, or damaged."""
    if not isinstance(form, dict) or form["format"] != FORMAT or form["check"] != _check_of(form["ring"]):
        raise ValueError("not a whole key ring")
    ring = form["ring"]
    check_ring(ring)
    return KeyRing(
        salt=ring["salt"],
        slots=tuple(_slot(slot) for slot in ring["slots"]),
        open_key=ring["open_key"],
        stretching=Stretching(**ring["stretching"]),
        strangers=tuple(Stranger(**known) for known in ring.get("strangers", ())),
    )


def _slot(form: dict[str, Any]) -> Slot:
    return Slot(**{**form, "tags": tuple(form["tags"]), "stretching": Stretching(**form["stretching"])})
