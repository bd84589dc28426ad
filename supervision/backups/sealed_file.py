"""One encrypted file: sealed in chunks, so that a large one needs little memory and nothing that
was changed, cut, lengthened or put in another order is ever read as if it were whole.

`mark (8) | key's name (8) | salt (32) | length of the file (8) | check (8)`, then the chunks. Each
file has a key of its own, made from the backup key and the salt (HKDF-SHA-256), so the nonces may
count: `chunk number (11) | 1 for the last, 0 for others (1)` (the STREAM construction of Hoang,
Reyhanitabar, Rogaway and Vizár, 2015). The associated data of every chunk is the header.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MARK = b"SUPVBAK1"
NAME, SALT, LENGTH, CHECK = 8, 32, 8, 8
HEADER = len(MARK) + NAME + SALT + LENGTH + CHECK
CHUNK = 1024 * 1024
TAG = 16


class BadBackup(Exception):
    """A backup that must not be restored; the message says why, in plain words."""


def write(out: BinaryIO, key: bytes, size: int, content: Iterator[bytes]) -> None:
    """Seal what `content` gives into `out`.

    Args:
        key: the backup key, 32 bytes.
        size: how many bytes `content` will give in all.
    """
    chunks = max(1, -(-size // CHUNK))
    begun = MARK + _name(key) + secrets.token_bytes(SALT)
    begun += (HEADER + size + chunks * TAG).to_bytes(LENGTH)
    header = begun + _check(begun)
    cipher = _cipher(key, header)
    out.write(header)
    given, held, number = 0, b"", 0
    for piece in content:
        held += piece
        given += len(piece)
        while len(held) > CHUNK:  # the last one is written below, whole or not
            out.write(cipher.encrypt(_nonce(number, False), held[:CHUNK], header))
            held, number = held[CHUNK:], number + 1
    if given != size:
        raise BadBackup(f"{given} bytes were given where {size} were announced.")
    out.write(cipher.encrypt(_nonce(number, True), held, header))


def read(file: Path, key: bytes) -> Iterator[bytes]:
    """Open what `write` sealed, a chunk at a time.

    Raises:
        BadBackup: saying whether it is empty, no backup, cut, lengthened, damaged, or made with
            another key. Chunks that were given before are as they were written.
    """
    with file.open("rb") as held:
        header = held.read(HEADER)
        length = _judge(file, header, key)
        cipher = _cipher(key, header)
        number, left = 0, length - HEADER
        while True:
            sealed = held.read(min(CHUNK + TAG, left))
            left -= len(sealed)
            try:
                yield cipher.decrypt(_nonce(number, left == 0), sealed, header)
            except InvalidTag:
                raise BadBackup(
                    "The file was damaged or changed after it was written: what stands from byte "
                    f"{HEADER + number * (CHUNK + TAG)} on does not open. Use another backup."
                ) from None
            number += 1
            if left == 0:
                return


def _judge(file: Path, header: bytes, key: bytes) -> int:
    """The length that the file should have. Raises BadBackup for what is wrong at first sight."""
    size = file.stat().st_size
    if size == 0:
        raise BadBackup("The file is empty.")
    if not (header.startswith(MARK) or MARK.startswith(header)):
        raise BadBackup("This file is not a backup of Supervision, or its first bytes are damaged.")
    if len(header) < HEADER:
        raise BadBackup("The file was cut short: not even its first lines are whole.")
    if not hmac.compare_digest(header[-CHECK:], _check(header[:-CHECK])):
        raise BadBackup("The file was damaged after it was written: its first bytes do not fit.")
    length = int.from_bytes(header[-CHECK - LENGTH : -CHECK])
    if size < length:
        raise BadBackup(f"The file was cut short: {size} bytes of {length} are here.")
    if size > length:
        raise BadBackup(
            f"Something was added to the file: it has {size} bytes instead of {length}."
        )
    if not hmac.compare_digest(header[len(MARK) : len(MARK) + NAME], _name(key)):
        raise BadBackup(
            "This backup was made with another backup key. Give the key that was in use then, in "
            "SUPERVISION_BACKUP_KEY or as the file backup-key."
        )
    return length


def _name(key: bytes) -> bytes:
    """What tells keys apart and tells nothing of them."""
    return hmac.new(key, b"supervision|backup|name", hashlib.sha256).digest()[:NAME]


def _check(begun: bytes) -> bytes:
    return hashlib.sha256(begun).digest()[:CHECK]


def _cipher(key: bytes, header: bytes) -> AESGCM:
    salt = header[len(MARK) + NAME : len(MARK) + NAME + SALT]
    made = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"supervision|backup|file")
    return AESGCM(made.derive(key))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11) + (b"\x01" if last else b"\x00")
