"""Signing the record as it was shown."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for

from supervision import identity
from supervision.blueprints.pages import notice
from supervision.blueprints.sessions.routes import blueprint
from supervision.blueprints.sessions.signatures import other_name
from supervision.domain.refusals import Conflict
from supervision.language import gettext as _
from supervision.queries import sessions
from supervision.services import sessions as services


@blueprint.route("/<uuid:session_id>/signatures", methods=["GET", "POST"])
def sign(session_id: uuid.UUID) -> Any:
    actor = identity.actor()
    supervision_session = sessions.get(actor, session_id)
    page_url = url_for(".read", session_id=session_id, _anchor="sign")
    if request.method != "POST":
        return redirect(page_url)
    services.take_up(actor, supervision_session)
    parts = sessions.parts(actor, supervision_session)
    try:
        services.sign(actor, supervision_session, parts, _shown())
    except Conflict:
        body = render_template(
            "sessions/changed.html", href=url_for(".read", session_id=session_id)
        )
        return body, 409
    if supervision_session.state == "signed":
        notice(_("Signed by both of you. Nothing in this record changes any more."))
    else:
        notice(_("Signed. %(name)s can sign it now.", name=other_name(actor, parts)))
    return redirect(page_url)


def _shown() -> bytes:
    """The hash of what the signer was looking at; empty when it is none."""
    try:
        return bytes.fromhex(request.form.get("shown", ""))
    except ValueError:
        return b""
