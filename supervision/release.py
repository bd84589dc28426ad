"""Which release this is. A backup names the one that made it."""

from __future__ import annotations

RELEASE = "0.1.0"
