"""An encrypted file is read as it was written or not at all, and what is wrong is told apart."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from supervision.backups import sealed_file
from supervision.backups.sealed_file import CHUNK, HEADER, TAG, BadBackup

KEY, OTHER = b"k" * 32, b"o" * 32


def _write(file: Path, content: bytes, key: bytes = KEY, piece: int = 300_000) -> None:
    pieces = (content[at : at + piece] for at in range(0, len(content), piece))
    with file.open("wb") as out:
        sealed_file.write(out, key, len(content), pieces)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5])
def test_what_was_written_is_read(tmp_path: Path, size: int) -> None:
    content, file = os.urandom(size), tmp_path / "sealed"
    _write(file, content)
    assert b"".join(sealed_file.read(file, KEY)) == content
    assert size < 64 or content[:64] not in file.read_bytes()


def test_less_than_was_announced_is_no_file() -> None:
    with pytest.raises(BadBackup):
        sealed_file.write(io.BytesIO(), KEY, 10, iter([b"nine byte"]))


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def _swapped(data: bytes) -> bytes:
    first, second = HEADER, HEADER + CHUNK + TAG
    end = second + CHUNK + TAG
    return data[:first] + data[second:end] + data[first:second] + data[end:]


HARM: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda data: b"", "is empty"),
    "something else": (lambda data: b"PK\x03\x04" + data, "not a backup"),
    "its mark": (lambda data: _flip(data, 3), "not a backup"),
    "the name of the key": (lambda data: _flip(data, 9), "first bytes do not fit"),
    "the length": (lambda data: _flip(data, 50), "first bytes do not fit"),
    "the first chunk": (lambda data: _flip(data, HEADER), "damaged or changed"),
    "a middle chunk": (lambda data: _flip(data, HEADER + CHUNK + TAG + 7), "damaged or changed"),
    "the last byte": (lambda data: _flip(data, len(data) - 1), "damaged or changed"),
    "cut in the header": (lambda data: data[:20], "cut short"),
    "cut in a chunk": (lambda data: data[:-5], "cut short"),
    "cut between chunks": (lambda data: data[: HEADER + CHUNK + TAG], "cut short"),
    "lengthened": (lambda data: data + b"x", "was added"),
    "chunks swapped": (_swapped, "damaged or changed"),
}


@pytest.mark.parametrize("harm", HARM)
def test_harm_is_told_apart(tmp_path: Path, harm: str) -> None:
    file = tmp_path / "sealed"
    _write(file, os.urandom(2 * CHUNK + 99))
    do, said = HARM[harm]
    file.write_bytes(do(file.read_bytes()))
    with pytest.raises(BadBackup, match=said):
        list(sealed_file.read(file, KEY))


def test_another_key_is_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "sealed"
    _write(file, b"content", OTHER)
    with pytest.raises(BadBackup, match="another backup key"):
        list(sealed_file.read(file, KEY))


def test_a_forged_name_and_length_do_not_help(tmp_path: Path) -> None:
    """Whoever cuts between chunks and writes a fitting header is found by the last chunk."""
    file = tmp_path / "sealed"
    _write(file, os.urandom(2 * CHUNK))
    data = file.read_bytes()[: HEADER + CHUNK + TAG]
    begun = data[:48] + len(data).to_bytes(8)
    file.write_bytes(begun + sealed_file._check(begun) + data[HEADER:])
    with pytest.raises(BadBackup, match="damaged or changed"):
        list(sealed_file.read(file, KEY))


def test_no_two_files_are_sealed_alike(tmp_path: Path) -> None:
    made = set()
    for number in range(3):
        file = tmp_path / f"{number}"
        _write(file, b"the same content")
        made.add(file.read_bytes()[HEADER:])
    assert len(made) == 3
