"""Making a backup, and opening one into a folder."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from supervision.backups import manifest, postgresql, sealed_file, sqlite
from supervision.backups.manifest import Manifest
from supervision.backups.sealed_file import BadBackup
from supervision.config import BadSetting, Settings

ENDING = ".backup"
WORDS = 4  # bytes that tell how long the manifest is


def kind_of(settings: Settings) -> str:
    return "sqlite" if settings.sqlite_file is not None else "postgresql"


def key_of(settings: Settings) -> bytes:
    if settings.backup_key is None:
        raise BadSetting(
            "backup-key: the key of the backups is not here. Put the copy that you keep apart "
            "into the instance folder, or set SUPERVISION_BACKUP_KEY; for a new key run: flask "
            "start"
        )
    return settings.backup_key


def create(settings: Settings, now: datetime, folder: Path) -> tuple[Path, Manifest]:
    """Make one encrypted file of the whole database, while it is in use.

    Args:
        settings: whose database and backup key.
        now: the moment, for the file's name and the manifest.
        folder: where the file goes; made when it is not there.

    Returns:
        The file, which is whole and on the disk, and what it says of itself.
    """
    key, kind = key_of(settings), kind_of(settings)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with room(settings) as inside:
        content = inside / "content"
        if settings.sqlite_file is not None:
            if not settings.sqlite_file.exists():
                raise BadSetting("There is no database yet, so there is nothing to keep.")
            facts = sqlite.copy(settings.sqlite_file, content)
        else:
            facts = postgresql.copy(settings.database_url, settings.postgres_programs, content)
        made = manifest.of(kind, now, facts, content)
        name = f"supervision-{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}{ENDING}"
        return _seal(folder / name, key, made, content), made


def _seal(file: Path, key: bytes, made: Manifest, content: Path) -> Path:
    draft = file.with_name(f".{file.name}.part")
    words = made.written()
    size = WORDS + len(words) + made.size
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            sealed_file.write(out, key, size, _pieces(words, content))
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
        _sync(file.parent)
    finally:
        draft.unlink(missing_ok=True)
    return file


def _pieces(words: bytes, content: Path) -> Iterator[bytes]:
    yield len(words).to_bytes(WORDS) + words
    with content.open("rb") as held:
        while piece := held.read(manifest.PIECE):
            yield piece


def _sync(folder: Path) -> None:
    """Put a new name on the disk too, not only what it names."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unpack(file: Path, key: bytes, content: Path) -> Manifest:
    """Open a backup into a file, and see that every byte of it is what was put in.

    Raises:
        BadBackup: saying what is wrong with it.
    """
    if not file.is_file():
        raise BadBackup("There is no such file.")
    pieces = sealed_file.read(file, key)
    held = next(pieces)
    size = int.from_bytes(held[:WORDS])
    while len(held) < WORDS + size:
        held += next(pieces, None) or _too_short()
    made = manifest.read(held[WORDS : WORDS + size])
    content.touch(mode=0o600)
    with content.open("wb") as out:
        out.write(held[WORDS + size :])
        for piece in pieces:
            out.write(piece)
    if content.stat().st_size != made.size or manifest.digest(content) != made.sha256:
        raise BadBackup("What the file holds is not what its manifest says. Use another backup.")
    return made


def _too_short() -> bytes:
    raise BadBackup("The backup opens, but what it says of itself is not whole.")


@contextmanager
def room(settings: Settings) -> Iterator[Path]:
    """A folder that only this account can enter, on the disk of the database, for as long as the
    block lasts."""
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=settings.instance) as made:
        yield Path(made)
