"""Choosing between findings that overlap: the longer one stays, with the surest tier among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from supervision.domain.anonymisation.finding import TIERS, Finding


def choose(found: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order of the text, none overlapping another.

    The longer wins; between equals the surer, then the one given first. What it covers counts
    toward its tier, so that an address likely to be a place cannot hide a certain name in it.
    """
    ranked = sorted(
        enumerate(found),
        key=lambda pair: (pair[1].start - pair[1].end, TIERS.index(pair[1].tier), pair[0]),
    )
    kept: list[Finding] = []
    owners: dict[int, int] = {}
    for _, finding in ranked:
        places = {owners[at] for at in range(finding.start, finding.end) if at in owners}
        if not places:
            owners.update(dict.fromkeys(range(finding.start, finding.end), len(kept)))
            kept.append(finding)
            continue
        for place in places:
            if TIERS.index(finding.tier) < TIERS.index(kept[place].tier):
                kept[place] = replace(kept[place], tier=finding.tier)
    return sorted(kept, key=lambda finding: finding.start)
