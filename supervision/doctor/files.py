"""Files: who may read them, and what kind of disk they lie on."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from supervision.config import BACKUP_KEY, BEFORE, MASTER_KEY, NEXT_MASTER_KEY, Settings
from supervision.doctor.findings import Finding

# SQLite in WAL mode needs shared memory and locks that these do not give (sqlite.org/wal.html).
NETWORK = frozenset(
    {"9p", "afs", "beegfs", "ceph", "cifs", "davfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4"}
    | {"ocfs2", "smb3", "smbfs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"}
)
MOUNTS = Path("/proc/self/mounts")


def checks(settings: Settings) -> Iterator[Finding]:
    yield _folder(settings.instance)
    names = (MASTER_KEY, NEXT_MASTER_KEY, BACKUP_KEY, "secret-key")
    keys = [settings.instance / name for name in names]
    keys += sorted(settings.instance.glob(f"{MASTER_KEY}.{BEFORE}-*"))
    for file in keys:
        if file.exists():
            yield _private(file, "the key")
    if settings.backup_key is None:
        yield Finding("There is no key for backups", "Run: flask start")
    earlier = len(list(settings.instance.glob(f"{MASTER_KEY}.{BEFORE}-*")))
    if earlier:
        yield Finding(
            f"Earlier master keys lie in the instance folder: {earlier}",
            "Move them to where you keep such copies: they open older backups.",
        )
    database = settings.sqlite_file
    if database is None:
        return
    for file in sorted(database.parent.glob(f"{database.name}*")):
        yield _private(file, "the database")
    yield _disk(database.parent)


def _folder(folder: Path) -> Finding:
    if folder.stat().st_mode & 0o077:
        return Finding(f"Others can look into {folder}", f"Run: chmod 700 {folder}")
    return Finding(f"Only this account can enter {folder}")


def _private(file: Path, what: str) -> Finding:
    found = file.stat()
    if found.st_mode & 0o077:
        mode = f"{stat.S_IMODE(found.st_mode):o}"
        return Finding(
            f"Others can read {what} {file.name} (mode {mode})",
            f"Run: chmod 600 {file}",
            stops=True,
        )
    if found.st_uid != os.geteuid():
        return Finding(
            f"{file.name} belongs to another account than this one",
            f"Run as the account that serves, or: chown {os.geteuid()} {file}",
        )
    return Finding(f"Only this account can read {what} {file.name}")


def _disk(folder: Path) -> Finding:
    kind = disk_of(folder, MOUNTS)
    if kind in NETWORK:
        return Finding(
            f"The SQLite database lies on a network file system ({kind}), which can corrupt it",
            "Put it on a disk of this machine, or use PostgreSQL.",
            stops=True,
        )
    return Finding(f"The database lies on a disk of this machine ({kind or 'unknown'})")


def disk_of(folder: Path, mounts: Path) -> str | None:
    """The kind of file system that a folder lies on, as the machine tells; None when it does not.

    Args:
        folder: any folder.
        mounts: the list of what is mounted, as in /proc/self/mounts.
    """
    try:
        lines = mounts.read_text().splitlines()
    except OSError:
        return None
    best, kind = -1, None
    for line in lines:
        parts = line.split(" ")
        place = Path(parts[1].encode().decode("unicode_escape"))
        if folder.resolve().is_relative_to(place) and len(place.parts) >= best:
            best, kind = len(place.parts), parts[2]
    return kind
