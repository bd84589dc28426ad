"""Letters of other alphabets that look like Latin ones, each with the letter it passes for.

Written by hand from how the letters look in print. The letters are given by their code points, as
on the page nobody could tell them apart.
"""

from __future__ import annotations

from typing import Final

# Pairs of a code point and the Latin letter.
_CYRILLIC: Final = """
    0430a 0431b 0432b 0433r 0435e 043Ak 043Cm 043Dh 043Eo 043Fn 0440p 0441c 0442t 0443y 0445x 044Cb
    0451ë 0455s 0456i 0457ï 0458j 04BBh 04CFl 04AFy 0475v 0501d 051Bq 051Dw
    0410A 0412B 0415E 0401Ë 0405S 0406I 0407Ï 0408J 041AK 041CM 041DH 041EO 0420P 0421C 0422T
    0423Y 0425X 04AEY 04C0I 0474V 0500d 050CG 051AQ 051CW
    """
_GREEK: Final = """
    03B1a 03ACa 03B2b 03B3y 03B5e 03ADe 03B7n 03AEn 03B9i 03AFi 03CAi 03BAk 03BDv 03BFo 03CCo
    03C1p 03C3o 03C2c 03C4t 03C5u 03CDu 03C7x 03C9w 03F2c 03F3j
    0391A 0386A 0392B 0395E 0388E 0396Z 0397H 0389H 0399I 038AI 039AK 039CM 039DN 039FO 038CO
    03A1P 03A4T 03A5Y 038EY 03A7X 03F9C 037FJ
    """
_FURTHER: Final = """
    0570h 0578n 057Du 0563q 0566q 0575j 0581g 0585o 0555O 054DU 053CL
    13AAA 13F4B 13DFC 13A0D 13ACE 13C0G 13BBH 13A5i 13ABJ 13D6K 13DEL 13B7M 13E2P 13D2R 13DAS
    13A2T 13D9V 13B3W 13C3Z
    """
# Latin itself: small capitals, dotless and single-storey letters.
_LATIN: Final = """
    1D00a 0299b 1D04c 1D05d 1D07e A730f 0262g 029Ch 026Ai 1D0Aj 1D0Bk 029Fl 1D0Dm 0274n 1D0Fo
    1D18p 0280r A731s 1D1Bt 1D1Cu 1D20v 1D21w 028Fy 1D22z 0131i 0269i 0251a 0261g
    """


def _table(*pairs: str) -> dict[int, str]:
    return {int(pair[:-1], 16): pair[-1] for part in pairs for pair in part.split()}


# Squared and circled capitals and flags, which no normal form takes back to their letter.
_BADGES: Final = {
    first + place: chr(ord("A") + place)
    for first in (0x1F150, 0x1F170, 0x1F1E6)
    for place in range(26)
}
ALWAYS: Final = _table(_LATIN) | _BADGES
"""Those that stand for a Latin letter wherever they are met."""

IN_DISGUISE: Final = _table(_CYRILLIC, _GREEK, _FURTHER)
"""Those of an alphabet of its own, to be read as Latin only where Latin is meant."""
