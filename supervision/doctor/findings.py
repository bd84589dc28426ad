"""What a check comes back with, and what is done about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from supervision.config import BadSetting


@dataclass(frozen=True)
class Finding:
    """One line. `mend` says what to do, where something is to be done; `stops` whether nothing may
    be served before."""

    what: str
    mend: str = ""
    stops: bool = False

    @property
    def line(self) -> str:
        if not self.mend:
            return f"ok         {self.what}"
        return f"mend this  {self.what}. {self.mend}"


def refuse_unsafe(found: Iterable[Finding]) -> None:
    """Raises BadSetting with one plain line for each thing that must be mended before serving."""
    lines = [f"{one.what}. {one.mend}" for one in found if one.mend and one.stops]
    if lines:
        raise BadSetting("\n".join(lines))
