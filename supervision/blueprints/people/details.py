"""Putting right what is known of somebody: names, hours, what they sign in with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import redirect, url_for

from supervision.access.actor import Actor
from supervision.blueprints import say
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.people import giving
from supervision.blueprints.people.forms import DetailsForm
from supervision.blueprints.people.routes import blueprint, to_change
from supervision.domain import people as rules
from supervision.domain.refusals import Refused
from supervision.domain.wording import said
from supervision.language import gettext as _
from supervision.services import directory as services
from supervision.services import second_looks

SAME = said("They go on signing in with the same. Leave this empty")


@blueprint.route("/<uuid:person_id>/details", methods=["GET", "POST"])
def details(person_id: UUID) -> Any:
    actor, person = to_change(person_id, here=False)
    form = DetailsForm()
    around = {
        "form": form,
        "person": person,
        "has_signed_in": person.password_hash is not None,
        "needs_two": services.way_in_needs_second_look(actor, person),
    }
    if not form.validate_on_submit():
        if form.errors:
            return put_right("people/details.html", **around)
        if not form.restored:
            form.full_name.data, form.known_as.data = person.full_name, person.known_as
            form.email.data = person.email
            form.hours.data = rules.in_hours(person.weekly_minutes)
        return page("people/details.html", **around)
    try:
        address = services.check_address(actor, person, form.email.data or "")
        if address == person.email and (form.why.data or "").strip():
            raise Refused({"why": SAME})
        services.correct(
            actor,
            person,
            form.full_name.data or "",
            form.known_as.data or "",
            form.hours.minutes,
        )
    except Refused as refusal:
        form.refuse(refusal)
        return put_right("people/details.html", **around)
    done = _set_address(actor, person, address, form.why.data or "")
    told = _("Saved. What was signed before keeps the name that it was signed with.")
    notice(told if done else say.sentences([told, giving.waits()]))
    return redirect(url_for(".read", person_id=person.id))


def _set_address(actor: Actor, person: Any, address: str, reason: str) -> bool:
    """Have them sign in with another address; False where that is asked for, and waits."""
    if address == person.email:
        return True
    if services.way_in_needs_second_look(actor, person):
        second_looks.ask(actor, "address", {"address": address}, reason, person)
        return False
    services.change_address(actor, person, address)
    return True
