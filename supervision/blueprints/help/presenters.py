"""The rules and what is kept, as words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from supervision.access.actor import Actor
from supervision.blueprints import say
from supervision.domain import rules
from supervision.domain.deletion import RESTORABLE
from supervision.domain.wording import said
from supervision.language import gettext as _

HEADS = {
    "See": said("Who can read it"),
    "Do": said("Who can change it"),
    "Share": said("Who it can be shared with"),
    "Never": said("Never"),
}


def noun(name: str, doc: str) -> dict[str, Any]:
    """The opening lines of a rule, as plain sentences by heading."""
    # Not marked in the code: scripts/words.py collects them from where they stand.
    told = [(say.it(HEADS[head]), _(text.replace("%", "%%"))) for head, text in rules.parts(doc)]
    return {"name": say.it(name), "parts": told}


def information(reader: Actor | None, whom: Sequence[str], reads: str) -> dict[str, Any]:
    """What is kept about a reader: whom they can ask, and where they see who has read."""
    if whom and reader:
        ask = _(
            "In %(organisation)s you can ask %(names)s.",
            organisation=reader.organisation,
            names=say.names(whom),
        )
    elif reader:
        ask = _(
            "Nobody is named for this in %(organisation)s yet. Ask whoever administers Supervision "
            "there.",
            organisation=reader.organisation,
        )
    else:
        ask = _(
            "Ask whoever looks after information in your organisation. When you are signed in, "
            "their names stand here."
        )
    return {"whom_to_ask": ask, "reads_url": reads, "days": str(RESTORABLE.days)}
