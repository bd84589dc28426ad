"""Reflections: the list, one of them to read, sharing it and taking it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, request, url_for

from supervision import identity
from supervision.access import reflections as access
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import notice, page
from supervision.blueprints.reflections import presenters
from supervision.domain.refusals import require, required
from supervision.queries import library, reflections
from supervision.services import reflections as services

blueprint = Blueprint("reflections", __name__, url_prefix="/reflections")


@blueprint.get("")
def overview() -> Any:
    actor = identity.actor()
    require(access.can_write(actor))
    own = reflections.mine(actor, read_key(request.args.get("before")))
    others = reflections.shared_with(actor, read_key(request.args.get("shared-before")))
    return page(
        "reflections/overview.html",
        own=[presenters.own_row(actor, row) for row in own.rows],
        own_earlier=own.earlier and url_for(".overview", before=own.earlier),
        others=[presenters.shared_row(actor, row) for row in others.rows],
        others_earlier=others.earlier and url_for(".overview", **{"shared-before": others.earlier}),
        first_page=not request.args,
        example=library.newest_one(actor),
    )


@blueprint.post("/<uuid:reflection_id>/shares")
def share(reflection_id: UUID) -> Any:
    actor = identity.actor()
    reflection = reflections.get(actor, reflection_id)
    require(access.can_edit(actor, reflection))
    relation = required(actor.supervision_by(read_key(request.form.get("relation"))))
    services.share(actor, reflection, relation)
    notice(f"Shared. {relation.supervisor} can read it now.")
    return redirect(url_for(".read", reflection_id=reflection.id))


@blueprint.post("/<uuid:reflection_id>/taking-back")
def take_back(reflection_id: UUID) -> Any:
    actor = identity.actor()
    reflection = reflections.get(actor, reflection_id)
    services.take_back(actor, reflection)
    notice("Taken back. Only you can read it now.")
    return redirect(url_for(".read", reflection_id=reflection.id))
