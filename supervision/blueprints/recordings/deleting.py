"""Deleting one's own draft, and bringing it back."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, request, url_for

from supervision import identity
from supervision.access import recordings as access
from supervision.blueprints import say
from supervision.blueprints.pages import notice, page
from supervision.blueprints.recordings.routes import blueprint
from supervision.domain.deletion import RESTORABLE
from supervision.domain.refusals import require
from supervision.language import gettext as _
from supervision.queries import recordings
from supervision.services import recordings as services


@blueprint.route("/<uuid:recording_id>/deletion", methods=["GET", "POST"])
def delete(recording_id: uuid.UUID) -> Any:
    """Ask once more, and delete it."""
    actor = identity.actor()
    recording = recordings.get(actor, recording_id)
    require(access.can_delete(actor, recording))
    if request.method != "POST":
        code, _author = recordings.about(actor, recording)
        return page(
            "recordings/delete.html",
            recording=recording,
            code=code,
            days=say.number(RESTORABLE.days),
        )
    services.delete(actor, recording)
    notice(
        _("Deleted. It can be brought back for %(days)s days.", days=say.number(RESTORABLE.days))
    )
    return redirect(url_for(".overview", deleted=recording.id))


@blueprint.post("/<uuid:recording_id>/restoring")
def restore(recording_id: uuid.UUID) -> Any:
    """Bring back what was deleted."""
    actor = identity.actor()
    recording = recordings.deleted_one(actor, recording_id)
    services.restore(actor, recording)
    notice(_("It is back, as a draft. Only you can read it."))
    return redirect(url_for(".read", recording_id=recording.id))
