"""Lists of outcomes from the field, as data with a version.

Rule: a framework is known by its code and version and never changes once it is read in; a new
wording is a new version. Outcomes help a conversation along and are not a checklist, so nothing
here asks for all of them, or for any. Names alone are kept, with whose they are. A name that could
not yet be held against its source says so (`verified = false`), and so do the pages that show it.

Source: Talking Points and others, each under its own licence; national lists are being replaced
(2026), hence no list in the code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_CODE = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class FrameworkOutcome:
    """One outcome of a framework: its code, the group it stands in, and its name as published.

    Attributes:
        verified: whether the name has been held against its source, word for word.
    """

    code: str
    group: str
    name: str
    verified: bool = True


@dataclass(frozen=True)
class Framework:
    """A version of a framework. `outcomes` keep the order in which they are published."""

    code: str
    version: str
    name: str
    licence: str
    attribution: str
    outcomes: tuple[FrameworkOutcome, ...]


def parse(data: Mapping[str, Any]) -> Framework:
    """A framework from the data of its file.

    Args:
        data: `code`, `version`, `name`, `licence`, `attribution` as text, and `outcomes`, a list
            of mappings with `code`, `group` and `name`, and `verified = false` where the wording
            is still to be held against its source.

    Raises:
        ValueError: saying what is missing, unknown, empty or there twice, and where.
    """
    whole = "The framework"
    _only(data, whole, {"code", "version", "name", "licence", "attribution", "outcomes"})
    rows = data.get("outcomes")
    if not isinstance(rows, list) or not rows:
        raise ValueError(f"{whole} has no outcomes.")
    outcomes = tuple(_outcome(row, place) for place, row in enumerate(rows, 1))
    for field in ("code", "name"):
        _each_once([getattr(outcome, field) for outcome in outcomes], field)
    return Framework(
        code=_code(data, whole),
        version=_text(data, "version", whole),
        name=_text(data, "name", whole),
        licence=_text(data, "licence", whole),
        attribution=_text(data, "attribution", whole),
        outcomes=outcomes,
    )


def _outcome(row: object, place: int) -> FrameworkOutcome:
    where = f"Outcome {place}"
    if not isinstance(row, Mapping):
        raise ValueError(f"{where} is not a table of code, group and name.")
    _only(row, where, {"code", "group", "name", "verified"})
    verified = row.get("verified", True)
    if not isinstance(verified, bool):
        raise ValueError(f"{where} has a verified that is neither true nor false.")
    return FrameworkOutcome(
        code=_code(row, where),
        group=_text(row, "group", where),
        name=_text(row, "name", where),
        verified=verified,
    )


def _only(data: Mapping[str, Any], where: str, known: set[str]) -> None:
    if unknown := sorted(str(key) for key in data if key not in known):
        raise ValueError(f"{where} has something unknown: {', '.join(unknown)}.")


def _code(data: Mapping[str, Any], where: str) -> str:
    code = _text(data, "code", where)
    if not _CODE.fullmatch(code):
        raise ValueError(f"{where} has the code {code!r}; use small letters, figures and hyphens.")
    return code


def _text(data: Mapping[str, Any], key: str, where: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{where} has no {key}.")
    return value.strip()


def _each_once(values: list[str], field: str) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"Two outcomes have the {field} {value!r}.")
        seen.add(value)
