"""Keys for new rows."""

from __future__ import annotations

import uuid

import uuid_utils.compat as uuid_utils


def new_key() -> uuid.UUID:
    """A key for a new row: UUIDv7, so that rows written together lie together."""
    return uuid_utils.uuid7()
