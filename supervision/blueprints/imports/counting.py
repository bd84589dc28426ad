"""How many rows of a file there are of each kind, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supervision.blueprints import say
from supervision.domain.people_files.plans import KINDS
from supervision.language import ngettext


def sentences(counts: Mapping[str, int], *, ahead: bool = False) -> list[str]:
    """How many rows of each kind, each as a sentence; before it is carried out, or afterwards."""
    kinds = {kind: counts.get(kind, 0) for kind in KINDS if kind != "proposed"}
    return [sentence for kind, n in kinds.items() if n for sentence in [_counted(kind, n, ahead)]]


def proposed(kinds: Sequence[str]) -> list[str]:
    """How many last days are proposed, and how much else, each as a sentence.

    Args:
        kinds: of each proposal.
    """
    leavers = sum(kind == "leaver" for kind in kinds)
    rest = len(kinds) - leavers
    told = []
    if leavers:
        told.append(
            ngettext(
                "%(n)s last day is proposed: nothing happens until you confirm it.",
                "%(n)s last days are proposed: nothing happens until you confirm them.",
                leavers,
                n=_number(leavers),
            )
        )
    if rest:
        told.append(
            ngettext(
                "%(n)s thing needs a second administrator.",
                "%(n)s things need a second administrator.",
                rest,
                n=_number(rest),
            )
        )
    return told


def _number(n: int) -> str:
    return f"{n:,}" if n > 12 else say.capital(say.number(n))


def _counted(kind: str, n: int, ahead: bool) -> str:
    number = _number(n)
    if kind == "problem":
        if ahead:
            return ngettext(
                "%(n)s row has something to put right.",
                "%(n)s rows have something to put right.",
                n,
                n=number,
            )
        return ngettext("%(n)s row was left out.", "%(n)s rows were left out.", n, n=number)
    if kind == "new":
        if ahead:
            return ngettext(
                "%(n)s person would be added.", "%(n)s people would be added.", n, n=number
            )
        return ngettext("%(n)s person was added.", "%(n)s people were added.", n, n=number)
    if kind == "change":
        if ahead:
            return ngettext(
                "%(n)s person would be changed.", "%(n)s people would be changed.", n, n=number
            )
        return ngettext("%(n)s person was changed.", "%(n)s people were changed.", n, n=number)
    if ahead:
        return ngettext(
            "%(n)s person stays as it is.", "%(n)s people stay as they are.", n, n=number
        )
    return ngettext("%(n)s person stayed as before.", "%(n)s people stayed as before.", n, n=number)
