"""Words at rest. What people type is stored sealed, and opened only where it is shown.

A master key wraps one key per organisation. A sealed value is
`format (1) | key id (16) | nonce (12) | AES-256-GCM ciphertext and tag`, and its associated data
are the field's label, the organisation and the row, so that a value put into another row, field or
organisation does not open (NIST SP 800-38D: AES-GCM with 96-bit random nonces). What is sealed is
the text's length (4 bytes), the text, and zeros up to a multiple of 256 bytes: the length of a
value must not tell which published text it once was.

An organisation may be given further keys: the newest seals, and each opens what it sealed. Keyed
hashes stay under the oldest, so that a hash made before a key was added is the same afterwards.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, NamedTuple, Protocol, overload

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from supervision.domain.wording import said

FORMAT = b"\x01"
BLOCK = 256
UNREADABLE = said("These words cannot be opened")
NONCE = 12
KEY_BYTES = 32
KEY_ID = slice(1, 17)  # where a sealed value names its key
FRESH_SECONDS = 60.0  # for so long a process may go on sealing without asking for a newer key
log = structlog.get_logger()


class CannotOpen(Exception):
    """A sealed value is not what its row says it is, or its key is not here."""


class Sealable(Protocol):
    """A row that carries sealed words: it knows its own key and its organisation."""

    id: uuid.UUID
    organisation_id: uuid.UUID


# Finds the wrapped keys of an organisation, newest first, as (key id, organisation, wrapped).
WrappedKeys = list[tuple[uuid.UUID, uuid.UUID, bytes]]


class Key(NamedTuple):
    """A key of an organisation, and the cipher under it, which takes as long to make as to use."""

    owner: uuid.UUID
    key: bytes
    cipher: AESGCM


class Keyring:
    """The organisation keys of this process, found and unwrapped when first needed."""

    def __init__(self) -> None:
        self._master: AESGCM | None = None
        self._find: Callable[[], WrappedKeys] = list
        self._others: Callable[[], list[bytes]] = list
        self._forget()

    def _forget(self) -> None:
        self._keys: dict[bytes, Key] = {}  # by the bytes of their ids, as sealed values name them
        self._wrapped: dict[uuid.UUID, tuple[uuid.UUID, bytes]] = {}
        self._order: dict[uuid.UUID, list[uuid.UUID]] = {}  # of an organisation, newest first
        self._loaded_at = -FRESH_SECONDS

    def configure(
        self,
        master_key: bytes,
        find: Callable[[], WrappedKeys],
        others: Callable[[], list[bytes]] = list,
    ) -> None:
        """Use this master key (32 bytes).

        Args:
            master_key: opens stored keys, and wraps new ones where `others` gives none.
            find: reads the wrapped keys that are stored.
            others: reads the master keys as they lie now, the newest first: one may have taken the
                place of `master_key` since this process began.
        """
        self._master = AESGCM(master_key)
        self._find = find
        self._others = others
        self._forget()

    @contextmanager
    def set_aside(self) -> Iterator[None]:
        """Let another application use the keyring for a while, in this process."""
        kept = dict(vars(self))
        try:
            yield
        finally:
            vars(self).update(kept)

    def check(self) -> None:
        """Raises CannotOpen when the master key does not open every key that is stored."""
        for key_id, organisation_id, wrapped in self._find():
            self.unwrap(key_id, organisation_id, wrapped)

    def new_key(self, organisation_id: uuid.UUID) -> tuple[uuid.UUID, bytes]:
        """Make a key for an organisation; returns its id and its wrapped form, to be stored.

        An organisation's first key is used at once, in the transaction that stores it. A further
        one is not: were that transaction undone, what it had sealed could never be opened. It is
        found once it is stored for good, by every process within FRESH_SECONDS.
        """
        key_id, key = uuid.uuid4(), secrets.token_bytes(KEY_BYTES)
        nonce = secrets.token_bytes(NONCE)
        label = _wrap_label(key_id, organisation_id)
        wrapped = nonce + next(self._wrappers()).encrypt(nonce, key, label)
        self._load()
        if organisation_id not in self._order:
            self._keys[key_id.bytes] = Key(organisation_id, key, AESGCM(key))
            self._order[organisation_id] = [key_id]
        return key_id, wrapped

    def unwrap(self, key_id: uuid.UUID, organisation_id: uuid.UUID, wrapped: bytes) -> bytes:
        """Open a wrapped key. Raises CannotOpen when no master key that is known made it."""
        label = _wrap_label(key_id, organisation_id)
        for wrapper in self._wrappers():
            try:
                return wrapper.decrypt(wrapped[:NONCE], wrapped[NONCE:], label)
            except InvalidTag:
                continue
        raise CannotOpen("the master key does not open an organisation's key")

    def wrap_anew(
        self, key_id: uuid.UUID, organisation_id: uuid.UUID, wrapped: bytes, master_key: bytes
    ) -> bytes | None:
        """Wrap a stored key by another master key; None when it is wrapped by that one already."""
        label, other = _wrap_label(key_id, organisation_id), AESGCM(master_key)
        try:
            other.decrypt(wrapped[:NONCE], wrapped[NONCE:], label)
        except InvalidTag:
            nonce = secrets.token_bytes(NONCE)
            return nonce + other.encrypt(
                nonce, self.unwrap(key_id, organisation_id, wrapped), label
            )
        return None

    def seal(self, organisation_id: uuid.UUID, row: uuid.UUID, label: str, text: str) -> bytes:
        """Seal a text for one field of one row, under the organisation's newest key."""
        if monotonic() - self._loaded_at >= FRESH_SECONDS:
            self._load()
        key_id = self._keys_of(organisation_id)[0]
        cipher = self._key(key_id.bytes).cipher
        nonce = secrets.token_bytes(NONCE)
        sealed = cipher.encrypt(nonce, _padded(text), _label(label, organisation_id, row))
        return FORMAT + key_id.bytes + nonce + sealed

    def open(self, organisation_id: uuid.UUID, row: uuid.UUID, label: str, value: bytes) -> str:
        """Open what `seal` made for the same field of the same row; CannotOpen otherwise."""
        value = bytes(value)
        if value[:1] != FORMAT or len(value) < 1 + 16 + NONCE + 16:
            raise CannotOpen(f"{label}: this is not a sealed value")
        key = self._key(value[KEY_ID])
        if key.owner != organisation_id:
            raise CannotOpen(f"{label}: sealed for another organisation")
        nonce, sealed = value[17 : 17 + NONCE], value[17 + NONCE :]
        try:
            padded = key.cipher.decrypt(nonce, sealed, _label(label, organisation_id, row))
        except InvalidTag as error:
            raise CannotOpen(f"{label}: this value does not belong here") from error
        return padded[4 : 4 + int.from_bytes(padded[:4])].decode("utf-8")

    def seal_anew(
        self, organisation_id: uuid.UUID, row: uuid.UUID, label: str, value: bytes
    ) -> bytes | None:
        """The same words under the newest key; None when it is the newest that sealed them."""
        if self.sealed_by(value) == self._keys_of(organisation_id)[0]:
            return None
        return self.seal(organisation_id, row, label, self.open(organisation_id, row, label, value))

    def newest(self, organisation_id: uuid.UUID) -> uuid.UUID:
        """The key that seals what an organisation writes, as it is stored now."""
        self._load()
        return self._keys_of(organisation_id)[0]

    @staticmethod
    def sealed_by(value: bytes) -> uuid.UUID:
        """The key that a sealed value names."""
        return uuid.UUID(bytes=bytes(value[KEY_ID]))

    def mac(self, organisation_id: uuid.UUID, label: str, data: bytes) -> bytes:
        """A keyed hash (HMAC-SHA-256, 32 bytes) under a key of its own for each purpose. It comes
        from the organisation's oldest key, whatever is added, so that it stays what it was."""
        key = self._key(self._keys_of(organisation_id)[-1].bytes).key
        purpose = hmac.new(key, b"mac|" + label.encode(), hashlib.sha256).digest()
        return hmac.new(purpose, data, hashlib.sha256).digest()

    def _wrapper(self) -> AESGCM:
        if self._master is None:
            raise CannotOpen("no master key is configured")
        return self._master

    def _wrappers(self) -> Iterator[AESGCM]:
        """The newest master key first, which wraps; then the others that are known."""
        given = self._wrapper()
        for key in self._others():
            yield AESGCM(key)
        yield given

    def _load(self) -> None:
        order: dict[uuid.UUID, list[uuid.UUID]] = {}
        for key_id, organisation_id, wrapped in self._find():
            self._wrapped[key_id] = (organisation_id, wrapped)
            order.setdefault(organisation_id, []).append(key_id)
        self._order = {**self._order, **order}
        self._loaded_at = monotonic()

    def _keys_of(self, organisation_id: uuid.UUID) -> list[uuid.UUID]:
        if organisation_id not in self._order:
            self._load()
        try:
            return self._order[organisation_id]
        except KeyError as error:
            raise CannotOpen("this organisation has no key") from error

    def _key(self, name: bytes) -> Key:
        if name in self._keys:
            return self._keys[name]
        key_id = uuid.UUID(bytes=name)
        if key_id not in self._wrapped:
            self._load()
        try:
            organisation_id, wrapped = self._wrapped[key_id]
        except KeyError as error:
            raise CannotOpen("the key of this value is not here") from error
        key = self.unwrap(key_id, organisation_id, wrapped)
        self._keys[name] = Key(organisation_id, key, AESGCM(key))
        return self._keys[name]


keyring = Keyring()


class Sealed:
    """A field of sealed words: reads and writes text, stores bytes in a column of the same row.

    Args:
        column: the attribute that holds the sealed bytes.
        label: a fixed name, bound into every value; it must never change once used.
    """

    def __init__(self, column: str, label: str) -> None:
        self.column = column
        self.label = label

    @overload
    def __get__(self, row: None, owner: type[Any]) -> Sealed: ...
    @overload
    def __get__(self, row: Sealable, owner: type[Any]) -> str | None: ...
    def __get__(self, row: Sealable | None, owner: type[Any]) -> Sealed | str | None:
        if row is None:
            return self
        value = getattr(row, self.column)
        if value is None:
            return None
        return keyring.open(row.organisation_id, row.id, self.label, value)

    def __set__(self, row: Sealable, text: str | None) -> None:
        if text is None or text == "":
            setattr(row, self.column, None)
            return
        if getattr(row, self.column, None) is not None and self.__get__(row, type(row)) == text:
            return  # the same words: no new ciphertext, so no new version
        setattr(row, self.column, keyring.seal(row.organisation_id, row.id, self.label, text))

    def opened(self, organisation_id: uuid.UUID, row: uuid.UUID, value: bytes | None) -> str:
        """Open a value that a list query selected as a column; an empty text where none is. One
        that does not open says so in its place, so that the rest of the list stands."""
        if value is None:
            return ""
        try:
            return keyring.open(organisation_id, row, self.label, value)
        except CannotOpen:
            log.error("cannot_open", label=self.label)
            return UNREADABLE


def _padded(text: str) -> bytes:
    data = text.encode("utf-8")
    framed = len(data).to_bytes(4) + data
    return framed + bytes(-len(framed) % BLOCK)


def _label(label: str, organisation_id: uuid.UUID, row: uuid.UUID) -> bytes:
    return b"|".join((b"words", label.encode(), organisation_id.bytes, row.bytes))


def _wrap_label(key_id: uuid.UUID, organisation_id: uuid.UUID) -> bytes:
    return b"|".join((b"key", key_id.bytes, organisation_id.bytes))
