"""The door itself, and what its pages share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from supervision.access.actor import Actor
from supervision.blueprints.forms import read_key
from supervision.blueprints.people_places import places
from supervision.blueprints.standing.forms import WhoForm
from supervision.domain.refusals import NotFound
from supervision.domain.wording import said
from supervision.queries import directory

blueprint = Blueprint("standing", __name__)

NOBODY = said("Nobody who works here is called that. Try fewer letters, or the address")
SEVERAL = said("Choose who you mean")


def around(actor: Actor, current: str = "people") -> dict[str, Any]:
    """What every page of these carries: the row of links."""
    return {"place_links": places(actor, current)}


def meant(actor: Actor, form: WhoForm) -> Any:
    """Who is meant by what was typed or chosen; None where the form now offers or says something.

    Raises:
        NotFound: for a key that is nobody's here.
    """
    if form.chosen.data:
        key = read_key(form.chosen.data)
        if key is None:
            raise NotFound
        return directory.get(actor, key)
    typed = form.who.data or ""
    exact = directory.called(actor, typed)
    if len(exact) == 1:
        return exact[0]
    rows = [one for one in directory.found(actor, typed).rows if not gone(actor, one)]
    form.offer(rows)
    form.refuse_who(SEVERAL if rows else NOBODY)
    return None


def gone(actor: Actor, row: Any) -> bool:
    """Whether somebody in a list has left or was shut out."""
    return row.shut_out or (row.left_on is not None and row.left_on < actor.today)
