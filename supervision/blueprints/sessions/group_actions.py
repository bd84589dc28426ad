"""What people of a group will do: agreeing it, and saying how it went."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, request, url_for

from supervision import identity
from supervision.access import sessions as access
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import notice
from supervision.blueprints.sessions import again, group_reading
from supervision.blueprints.sessions.forms_groups import PromiseForm
from supervision.blueprints.sessions.routes import blueprint
from supervision.domain.actions import Look
from supervision.domain.refusals import Conflict, Refused, require
from supervision.language import gettext as _
from supervision.queries import groups
from supervision.services import sessions as services


@blueprint.route("/groups/<uuid:session_id>/actions", methods=["GET", "POST"])
def agree_in_group(session_id: uuid.UUID) -> Any:
    """Agree what someone of a group will do."""
    actor, form = identity.actor(), PromiseForm()
    supervision_session = groups.get(actor, session_id)
    if request.method != "POST":
        return group_reading.show(actor, supervision_session, promise=form)
    part = groups.my_part(actor, supervision_session)
    require(access.can_add(actor, supervision_session, part))
    key = again.key(form.future_key("group-action"))
    back = redirect(url_for(".read", session_id=session_id, _anchor="actions"))
    if again.leave():
        return back
    if not form.validate():
        return group_reading.show(actor, supervision_session, promise=form)
    convenes = supervision_session.convener_id == actor.person_id
    words = form.typed(["agreed"])["agreed"]
    try:
        services.agree_action(
            actor,
            supervision_session,
            key,
            words=words,
            owner_id=read_key(form.owner.data) if convenes else actor.person_id,
            due_on=form.due.data,
            part=part,
        )
    except Refused as refusal:
        problems = {"agreed" if k == "words" else k: v for k, v in refusal.problems.items()}
        form.refuse(Refused(problems))
        return group_reading.show(actor, supervision_session, promise=form)
    except Conflict as conflict:
        there = conflict.theirs["words"]
        return again.page_for(request.path, mine=words, there=there, place=_("what you will do"))
    notice(_("The action is there."))
    return back


@blueprint.post("/groups/<uuid:session_id>/actions/<uuid:action_id>/look")
def settle_in_group(session_id: uuid.UUID, action_id: uuid.UUID) -> Any:
    """Say how it went with an action."""
    actor = identity.actor()
    supervision_session = groups.get(actor, session_id)
    action = groups.promise(actor, supervision_session, action_id)
    result = request.form.get("result")
    require(access.can_settle(actor, supervision_session, action) and result in set(Look))
    services.settle(actor, supervision_session, action, Look(result))
    notice(_("Kept. You can say it otherwise later."))
    return redirect(url_for(".read", session_id=session_id, _anchor="actions"))
