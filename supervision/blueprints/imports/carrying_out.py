"""Having a file carried out, how far it has gone, and links for those without mail."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import current_app, make_response, redirect, url_for

from supervision import importing, unit_of_work
from supervision.access import imports as access
from supervision.access.actor import Actor
from supervision.blueprints.imports import presenters
from supervision.blueprints.imports.forms import StartForm
from supervision.blueprints.imports.progress import shown
from supervision.blueprints.imports.routes import blueprint, importer, looked_at, start_at
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.people_places import places
from supervision.domain.refusals import Refused, require
from supervision.importing.outcomes import Outcome
from supervision.language import gettext as _
from supervision.queries import imports as queries
from supervision.services import imports as services
from supervision.services import invitations
from supervision.unit_of_work import by_hand

REFRESH = "3"  # seconds after which a page that waits looks again, by itself
AT_ONCE = 25  # links that are printed together


@blueprint.post("/<uuid:import_id>/carry-out")
@by_hand
def carry_out(import_id: UUID) -> Any:
    actor = importer()
    brought = queries.get(actor, import_id)
    require(access.can_carry_out(actor, brought))
    if brought.state != "checked":
        return redirect(url_for(".progress", import_id=import_id))
    form = StartForm()
    found = looked_at(actor, brought)
    if not form.validate() or (found["to_put_right"] and not form.leave_out.data):
        form.leave_out.errors = [
            _("Put these rows right in your file and bring it again, or say that they are left out")
        ]
        return put_right("imports/read.html", form=form, **found)
    outcome = Outcome(invite=bool(form.invite.data))
    unit_of_work.undo()
    unit_of_work.writing()
    brought = queries.get(actor, import_id)
    services.begin(actor, brought, outcome.to_json())
    return _set_out(actor, import_id)


@blueprint.post("/<uuid:import_id>/go-on")
@by_hand
def go_on(import_id: UUID) -> Any:
    actor = importer()
    unit_of_work.undo()
    unit_of_work.writing()
    brought = queries.get(actor, import_id)
    try:
        services.go_on(actor, brought)
    except Refused:
        unit_of_work.undo()
        return redirect(url_for(".progress", import_id=import_id))
    return _set_out(actor, import_id)


def _set_out(actor: Actor, import_id: UUID) -> Any:
    """Claim the file in the transaction that began it, and work it off beside the requests."""
    claimed = services.claim(import_id, actor.now)
    unit_of_work.keep()
    if claimed is not None:
        # The application itself, for another thread; the types do not know that this is a stand-in.
        app: Any = current_app._get_current_object()  # type: ignore[attr-defined]
        importing.begin(app, claimed)
    return redirect(url_for(".progress", import_id=import_id))


@blueprint.post("/<uuid:import_id>/set-aside")
def set_aside(import_id: UUID) -> Any:
    actor = importer()
    services.set_aside(actor, queries.get(actor, import_id))
    notice(_("Set aside. What was left of the file is erased."))
    return redirect(url_for(".begin"))


@blueprint.get("/<uuid:import_id>/progress")
def progress(import_id: UUID) -> Any:
    actor = importer()
    brought = queries.get(actor, import_id)
    if brought.state == "checked":
        return redirect(url_for(".read", import_id=import_id))
    found = shown(actor, brought, services.CLAIMED_FOR, start_at())
    answer = make_response(
        page("imports/progress.html", place_links=places(actor, "people"), **found)
    )
    if found["goes_on"]:
        answer.headers["Refresh"] = REFRESH
    return answer


@blueprint.post("/<uuid:import_id>/links")
def links(import_id: UUID) -> Any:
    """Links of some of those without mail, on a page that is shown once."""
    actor = importer()
    brought = queries.get(actor, import_id)
    outcome = Outcome.read(brought.outcome)
    some, rest = outcome.unmailed[:AT_ONCE], outcome.unmailed[AT_ONCE:]
    found = queries.people(actor, some)
    made = []
    for key in some:
        person = found.get(key)
        if person is None:
            continue
        try:
            token = invitations.printed(actor, person)
        except Refused:  # has a password by now, or has left
            continue
        made.append(presenters.slip(actor, person, token))
    outcome.unmailed = rest
    services.printed(actor, brought, outcome.to_json())
    return page("imports/links.html", id=import_id, slips=made, more=bool(rest), actor=actor)
