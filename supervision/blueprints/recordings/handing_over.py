"""Handing a person over to a colleague: who it is, what they will read, what ends for oneself."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, request, url_for

from supervision import identity
from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.blueprints import say
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.recordings.forms_people import HandOver
from supervision.blueprints.recordings.routes import blueprint
from supervision.domain.refusals import Refused, require
from supervision.language import gettext as _
from supervision.queries import colleagues, recordings
from supervision.services import recordings as services


@blueprint.route("/people/<code>/handover", methods=["GET", "POST"])
def hand_over(code: str) -> Any:
    actor = identity.actor()
    reference = recordings.person(actor, code)
    holds = recordings.holds_reference(actor, reference)
    require(access.can_hand_over(actor, reference, holds=holds, works_here=True))
    form = HandOver()
    q = (request.args.get("q") or "").strip()
    if not form.validate_on_submit():
        return _asked(actor, reference, form, q)
    colleague = colleagues.colleague(actor, uuid.UUID(form.colleague.data))
    try:
        services.hand_over(
            actor,
            reference,
            colleague.id,
            keep=form.keep.data,
            holds=holds,
            works_here=True,  # a colleague is found only while they do
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _asked(actor, reference, form, q)
    if form.keep.data:
        said = _(
            "%(name)s works with person %(code)s too from today.",
            name=colleague.name,
            code=reference.code,
        )
    else:
        said = _(
            "Person %(code)s is handed over to %(name)s. For you it ends tonight.",
            name=colleague.name,
            code=reference.code,
        )
    notice(said)
    return redirect(url_for(".person", code=reference.code))


def _asked(actor: Actor, reference: Any, form: HandOver, q: str) -> Any:
    """The page that asks for a colleague: team mates first, or those whose name was looked for."""
    found = colleagues.colleagues(actor, q)
    holders = [one for one in recordings.held_by(actor, reference) if one.to_date is None]
    form.offer(found, {one.person_id for one in holders})
    answer = put_right if form.errors or form.form_errors else page
    return answer(
        "recordings/hand_over.html",
        form=form,
        code=reference.code,
        found=found,
        q=q,
        colleagues_too=say.names([one.name for one in holders if one.person_id != actor.person_id]),
        address=url_for(".hand_over", code=reference.code),
        action=url_for(".hand_over", code=reference.code, **({"q": q} if q else {})),
    )
