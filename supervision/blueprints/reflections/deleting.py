"""Deleting one's own reflection, and bringing it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import redirect, request, url_for

from supervision import identity
from supervision.access import reflections as access
from supervision.blueprints import say
from supervision.blueprints.pages import notice, page
from supervision.blueprints.reflections.routes import blueprint
from supervision.domain.deletion import RESTORABLE
from supervision.domain.refusals import require
from supervision.language import gettext as _
from supervision.queries import reflections, shares
from supervision.services import reflections as services


@blueprint.route("/<uuid:reflection_id>/deletion", methods=["GET", "POST"])
def delete(reflection_id: UUID) -> Any:
    """Ask once more, and delete it."""
    actor = identity.actor()
    reflection = reflections.get(actor, reflection_id)
    shared = bool(shares.of(actor, reflection))
    require(access.can_delete(actor, reflection, shared=shared))
    if request.method != "POST":
        return page(
            "reflections/delete.html",
            reflection=reflection,
            text_title=say.it(reflections.title(reflection)),
            days=say.number(RESTORABLE.days),
        )
    services.delete(actor, reflection)
    notice(
        _("Deleted. It can be brought back for %(days)s days.", days=say.number(RESTORABLE.days))
    )
    return redirect(url_for(".overview", deleted=reflection.id))


@blueprint.post("/<uuid:reflection_id>/restoring")
def restore(reflection_id: UUID) -> Any:
    """Bring back what was deleted."""
    actor = identity.actor()
    reflection = reflections.deleted_one(actor, reflection_id)
    services.restore(actor, reflection)
    notice(_("It is back. Only you can read it."))
    return redirect(url_for(".read", reflection_id=reflection.id))
