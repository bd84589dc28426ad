"""Handing over what somebody who leaves still holds: their line supervisor does it for them."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, request, url_for

from supervision import identity
from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.recordings import presenters
from supervision.blueprints.recordings.forms_people import HandOverFor
from supervision.blueprints.recordings.routes import blueprint
from supervision.domain.references import AFTER_LEAVING
from supervision.domain.refusals import Refused, require
from supervision.language import gettext as _
from supervision.queries import colleagues, recordings
from supervision.services import recordings as services


@blueprint.get("/leavers/<uuid:person_id>")
def left(person_id: uuid.UUID) -> Any:
    """The references that wait to be handed over: codes and since when, nothing recorded."""
    actor = identity.actor()
    leaver = recordings.leaving(actor, person_id)
    listed = recordings.left(actor, leaver, request.args.get("after"))
    return page(
        "recordings/left.html",
        name=leaver.known_as,
        lead=_last_day(actor, leaver),
        until=when.day(actor, leaver.left_on + AFTER_LEAVING),
        rows_of=[
            {
                "name": _("Person %(code)s", code=row.code),
                "note": _("Since %(day)s", day=when.day(actor, row.since)),
                "href": url_for(".hand_over_for", person_id=leaver.id, code=row.code),
            }
            for row in listed.rows
        ],
        more=listed.after and url_for(".left", person_id=leaver.id, after=listed.after),
        about_reference=presenters.REFERENCE,
    )


@blueprint.route("/leavers/<uuid:person_id>/<code>", methods=["GET", "POST"])
def hand_over_for(person_id: uuid.UUID, code: str) -> Any:
    actor = identity.actor()
    leaver = recordings.leaving(actor, person_id)
    reference = recordings.left_reference(actor, leaver, code)  # among what they hold, or 404
    require(access.can_hand_over_for(actor, reference, left=True, works_here=True))
    form = HandOverFor()
    q = (request.args.get("q") or "").strip()
    if not form.validate_on_submit():
        return _asked(actor, reference, leaver, form, q)
    colleague = colleagues.colleague(actor, uuid.UUID(form.colleague.data))
    try:
        services.hand_over_for(actor, reference, leaver, colleague.id, left=True, works_here=True)
    except Refused as refusal:
        form.refuse(refusal)
        return _asked(actor, reference, leaver, form, q)
    notice(
        _("Person %(code)s is handed over to %(name)s.", code=reference.code, name=colleague.name)
    )
    return redirect(url_for(".left", person_id=leaver.id))


def _asked(actor: Actor, reference: Any, leaver: Any, form: HandOverFor, q: str) -> Any:
    """The page that asks for a colleague who stays. Who works with the person too is not told."""
    found = [one for one in colleagues.colleagues(actor, q) if one.id != leaver.id]
    form.offer(found, ())
    place = {"person_id": leaver.id, "code": reference.code}
    answer = put_right if form.errors or form.form_errors else page
    return answer(
        "recordings/hand_over_for.html",
        form=form,
        code=reference.code,
        name=leaver.known_as,
        ends=_ends(actor, leaver),
        found=found,
        q=q,
        address=url_for(".hand_over_for", **place),
        action=url_for(".hand_over_for", **place, **({"q": q} if q else {})),
        back=url_for(".left", person_id=leaver.id),
    )


def _last_day(actor: Actor, leaver: Any) -> str:
    day = when.day(actor, leaver.left_on)
    if leaver.left_on < actor.today or leaver.shut_out_at is not None:
        return _("%(name)s’s last day was %(day)s.", name=leaver.known_as, day=day)
    return _("%(name)s’s last day is %(day)s.", name=leaver.known_as, day=day)


def _ends(actor: Actor, leaver: Any) -> str:
    """What ends for whoever leaves."""
    if leaver.left_on < actor.today or leaver.shut_out_at is not None:
        return _(
            "From today this person is no longer among those whom %(name)s works with.",
            name=leaver.known_as,
        )
    return _(
        "Nothing before the last day here, %(day)s: until then %(name)s works with this person "
        "too.",
        name=leaver.known_as,
        day=when.day(actor, leaver.left_on),
    )
