"""How supervision is done here, for everyone who takes part in practice."""

from __future__ import annotations

from typing import Any

from supervision import identity
from supervision.access import administration
from supervision.blueprints import say
from supervision.blueprints.pages import page
from supervision.blueprints.settings import presenters
from supervision.blueprints.settings.routes import blueprint
from supervision.domain import agreement, settings
from supervision.domain.refusals import NotFound


@blueprint.get("/how-we-do-supervision")
def how_we_do() -> Any:
    """The organisation's own text, or ours, and how often people meet."""
    actor = identity.actor()
    if not (actor.practises or administration.sees_people(actor)):
        raise NotFound
    here = settings.of(actor.settings)
    return page(
        "settings/how_we_do.html",
        parts=agreement.parts(here.agreement)
        if here.agreement
        else [(say.it(heading), (say.it(words),)) for heading, words in agreement.OURS],
        rhythm=presenters.rhythm(here.frequencies),
        organisation=actor.organisation,
    )
