"""How supervision is done here: what an organisation agrees with everyone, before two people agree
what they need besides.

Source: what supervision agreements hold in practice: purpose, how often and where, moving and
cancelling, preparing, recording, confidentiality and its limits, how one learns, power and
difference, disagreement, cover, and when it is looked at again. The words are the product's own.
"""

from __future__ import annotations

import re

from supervision.domain.refusals import Refused
from supervision.domain.text import blank, normalise
from supervision.domain.wording import said

MOST = 5000
HEADING = 80  # the most characters of a line that is shown as a heading

OURS: tuple[tuple[str, str], ...] = (
    (
        said("What it is for"),
        said(
            "Supervision is time to think about the people we support and what matters to them, to "
            "learn, and to look after one another. It is also where we check that the work is "
            "sound. None of these pushes the others out."
        ),
    ),
    (
        said("How often, and where"),
        said(
            "You meet as often as is agreed for your work, without interruption, in a place where "
            "nobody else hears you. Nothing is asked of somebody who is away for long until they "
            "are back."
        ),
    ),
    (
        said("Moving and cancelling"),
        said(
            "Either of you can move a session, and says why. Choose another day when you do, so "
            "that the time is not lost."
        ),
    ),
    (
        said("Preparing"),
        said(
            "The agenda belongs to both of you, and what the supervisee brings comes first. Look "
            "at what you agreed last time before you meet."
        ),
    ),
    (
        said("What is written"),
        said(
            "The supervisor writes the draft and shares it within a week. Both of you can change "
            "it, and both sign it. Decisions about a person we support are written in that "
            "person’s own record as well."
        ),
    ),
    (
        said("Who can read it, and the limits of that"),
        said(
            "The two of you read the words. The supervisor’s own supervisor sees when you met and "
            "whether you signed. If someone is at risk of harm, if practice is seriously unsafe, "
            "or if the law asks for it, something may have to be passed on; you are told first "
            "wherever that is possible."
        ),
    ),
    (
        said("How you work best"),
        said(
            "Tell each other how you learn, what you have met with before, what feedback helps "
            "you, what a hard week looks like with you, and what you would like the other to do "
            "then."
        ),
    ),
    (
        said("Power and difference"),
        said(
            "One of you has more say than the other, and you may see the world differently. Speak "
            "about it early. Nobody has to put up with being treated worse because of who they are."
        ),
    ),
    (
        said("When you disagree"),
        said(
            "Say so, and write down both views. If it stays open, either of you can ask the "
            "supervisor’s own supervisor to listen."
        ),
    ),
    (
        said("When one of you is away"),
        said(
            "Somebody covers a long leave, and you both know who. They see the actions that are "
            "still open, and what you have recorded and reviewed. Of what you reflect on they read "
            "what you share with them, and the record of your sessions stays with the two of you."
        ),
    ),
    (
        said("Looking at it again"),
        said(
            "Look at what you agreed once a year, and whenever your work or your supervisor "
            "changes. It has no part in an appraisal unless you both bring it there."
        ),
    ),
)
"""Our own wording: headings, and what stands beneath each."""


def parts(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A text of an organisation's own as headings, each with its paragraphs; the first heading may
    be empty. A short line between empty lines, with no stop at its end, is a heading."""
    found: list[tuple[str, list[str]]] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        heading = "\n" not in block and len(block) <= HEADING and block[-1:] not in "….,:;!?)"
        if heading:
            found.append((block, []))
        elif found:
            found[-1][1].append(block)
        else:
            found.append(("", [block]))
    return tuple((heading, tuple(paragraphs)) for heading, paragraphs in found)


def check(value: object) -> str:
    """An organisation's own text, made regular; "" stands for our wording.

    Raises:
        Refused: when it is too long, or no text.
    """
    if not isinstance(value, str):
        raise Refused({"agreement": said("Write it as text")})
    words = normalise(value).strip()
    if len(words) > MOST:
        raise Refused({"agreement": said("Use %(most)s characters at most", most=f"{MOST:,}")})
    return "" if blank(words) else words
