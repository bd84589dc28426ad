"""Words and data that change without code, read from the files beside this one."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from supervision.domain.frameworks import Framework, parse

HERE = Path(__file__).parent


def frameworks() -> list[Framework]:
    """Every framework of outcomes that this release brings."""
    return [parse(_read(file)) for file in sorted((HERE / "frameworks").glob("*.toml"))]


def demonstration() -> list[dict[str, Any]]:
    """The invented organisations, the one to look around in first."""
    return [_read(HERE / "demonstration" / f"{name}.toml") for name in ("rowan", "other")]


def _read(file: Path) -> dict[str, Any]:
    with file.open("rb") as handle:
        return tomllib.load(handle)
