"""The page of one person supported: what is recorded, who works with them, what comes next."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from supervision import identity
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import page
from supervision.blueprints.recordings import presenters, presenters_people
from supervision.blueprints.recordings.routes import blueprint
from supervision.queries import recordings


@blueprint.get("/people/<code>")
def person(code: str) -> Any:
    actor = identity.actor()
    reference = recordings.person(actor, code)
    holders = recordings.held_by(actor, reference)
    holds = any(one.person_id == actor.person_id for one in holders)
    listed = recordings.about_person(actor, reference, read_key(request.args.get("before")))
    return page(
        "recordings/person.html",
        code=reference.code,
        reference_id=reference.id,
        holds=holds,
        holders=presenters_people.holders(actor, holders),
        latest=presenters_people.latest(actor, listed.rows) if holds else None,
        rows_of=[presenters.row_of_person(actor, row) for row in listed.rows],
        earlier=listed.earlier and url_for(".person", code=reference.code, before=listed.earlier),
        about_reference=presenters.REFERENCE,
    )
