"""What one deleted oneself and can still bring back."""

from __future__ import annotations

from typing import Any

from supervision import identity
from supervision.blueprints.account import presenters
from supervision.blueprints.account.routes import blueprint
from supervision.blueprints.pages import page
from supervision.queries import proposals, recordings, reflections


@blueprint.get("/account/deleted")
def deleted() -> Any:
    actor = identity.actor()
    found = (
        ("reflections", reflections.deleted(actor)),
        ("recordings", recordings.deleted(actor)),
        ("proposals", proposals.deleted(actor)),
    )
    return page("account/deleted.html", rows=presenters.deleted(actor, found))
