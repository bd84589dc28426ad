"""Postcodes.

Source: the shape that Royal Mail publishes for UK postcodes (an area of one or two letters, a
district, then a digit and two letters of which C, I, K, M, O and V are never one), and the 124
postcode areas. A shape with an area that does not exist is still asked about: it may be a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from supervision.domain.anonymisation.finding import Finding
from supervision.domain.anonymisation.passage import Passage
from supervision.domain.wording import said

_AREAS = """
    AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY
    E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD
    LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG
    SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
AREAS = frozenset(_AREAS.split())
_SHAPE = re.compile(
    r"(?<![^\W_])(?P<area>[A-Z]{1,2})[0-9][0-9A-Z]?"
    r"(?P<gap>[\s,._·\-]{0,6})(?P<inward>[0-9][ABD-HJLNP-UW-Z]{2})(?![^\W_])",
    re.IGNORECASE,
)


def _by_chance(match: re.Match[str]) -> bool:
    """Leave “B12, 2hr apart” and “E5\n1st floor”: more than spaces between, and small letters."""
    if not match["gap"].strip(" \t") and "\n" not in match["gap"]:
        return False
    inward = match["inward"]
    if inward.isupper():
        return False
    return len(match["area"]) == 1 or inward.lower().endswith(("st", "nd", "rd", "th", "hr"))


def find(passage: Passage) -> Iterator[Finding]:
    """Yield every postcode, in capitals or small letters, with or without its space."""
    for match in _SHAPE.finditer(passage.text):
        if _by_chance(match):
            continue
        known = match["area"].upper() in AREAS
        if known and (match["gap"] or match[0].isupper()):
            yield Finding(
                *match.span(), "postcode", "certain", said("This is a postcode."), "[a place]"
            )
        elif known or (match["gap"] and match[0].isupper()):
            reason = said("This looks like a postcode.")
            yield Finding(*match.span(), "postcode", "likely", reason, "[a place]")
