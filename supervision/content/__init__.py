"""Words and data that change without code, read from the files beside this one."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from supervision.domain import writing
from supervision.domain.frameworks import Framework, parse

HERE = Path(__file__).parent


def frameworks() -> list[Framework]:
    """Every framework of outcomes that this release brings."""
    return [parse(_read(file)) for file in sorted((HERE / "frameworks").glob("*.toml"))]


def themes() -> dict[str, str]:
    """The themes of practice examples, by code, in the order in which they are offered."""
    return {theme["code"]: theme["name"] for theme in _read(HERE / "themes.toml")["themes"]}


@cache
def writing_examples() -> writing.WritingExamples:
    """Good words for each field in which people write at length."""
    return writing.parse(_read(HERE / "writing-examples.toml"))


@cache
def common_passwords() -> frozenset[str]:
    """Passwords that many people use, and the words that they are made of, in small letters."""
    lines = (HERE / "common-passwords.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def demonstration() -> list[dict[str, Any]]:
    """The invented organisations, the one to look around in first."""
    return [_gathered(HERE / "demonstration" / name) for name in ("rowan", "other")]


def _gathered(folder: Path) -> dict[str, Any]:
    """The files of a folder as if they were one: tables of the same name are put together.

    Raises:
        ValueError: when two files say something of the same single table.
    """
    whole: dict[str, Any] = {}
    for file in sorted(folder.glob("*.toml")):
        for name, value in _read(file).items():
            if name not in whole:
                whole[name] = value
            elif isinstance(value, list):
                whole[name] = [*whole[name], *value]
            else:
                raise ValueError(f"{file.name}: {name} stands in another file too.")
    return whole


def _read(file: Path) -> dict[str, Any]:
    with file.open("rb") as handle:
        return tomllib.load(handle)
