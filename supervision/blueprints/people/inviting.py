"""Inviting somebody: by mail, or with a link on paper that works once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import redirect, request, url_for

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.people.forms import LinkForm
from supervision.blueprints.people.routes import blueprint, to_change
from supervision.domain import people as rules
from supervision.domain.links import HOLDS, Purpose
from supervision.domain.refusals import NotFound, Refused
from supervision.language import gettext as _
from supervision.queries import directory as queries
from supervision.queries import invitations as standing
from supervision.services import directory, second_looks
from supervision.services import invitations as services


@blueprint.route("/<uuid:person_id>/invite", methods=["GET", "POST"])
def invite(person_id: UUID) -> Any:
    actor, person = to_change(person_id)
    form = LinkForm()
    if request.method != "POST":
        return page("people/invite.html", **_around(actor, person, form))
    try:
        return _done(actor, person, form, request.form.get("how", ""))
    except Refused as refusal:
        form.refuse(refusal)
    return put_right("people/invite.html", **_around(actor, person, form))


def _done(actor: Actor, person: Any, form: LinkForm, how: str) -> Any:
    if how == "mail":
        services.invite_by_mail(actor, person)
        notice(_("An invitation goes to %(address)s.", address=person.email))
    elif how == "paper" and person.password_hash is None:
        token = services.printed(actor, person)
        return _paper(actor, person, "auth.open_invitation", token, Purpose.INVITATION)
    elif how == "paper":
        look = queries.link_look(actor, person)
        if look is None or look.state != "agreed":
            raise NotFound
        token = services.printed_reset(actor, person, look)
        return _paper(actor, person, "auth.open_link", token, Purpose.RESET_PASSWORD)
    elif how == "back":
        services.take_back(actor, person)
        notice(_("The invitation is taken back. No link of it works any more."))
    elif how == "ask" and person.password_hash is not None:
        if not form.validate():
            return put_right("people/invite.html", **_around(actor, person, form))
        if queries.link_look(actor, person) is None:
            second_looks.ask(actor, "link", {}, form.why.data or "", person)
        notice(_("Asked for. Once another administrator has agreed, print it here within a day."))
    else:
        raise NotFound
    return redirect(url_for(".read", person_id=person.id))


def _paper(actor: Actor, person: Any, endpoint: str, token: str, purpose: Purpose) -> Any:
    """The page with the link, shown once: nobody can ask for it again, and no browser keeps it."""
    first = purpose is Purpose.INVITATION
    made = standing.standing_of(actor, [person.id]).get(person.id) if first else None
    until = made.until if made and made.until else actor.now + HOLDS[purpose]
    return page(
        "people/paper.html",
        person=person,
        address=url_for(endpoint, token=token, _external=True),
        organisation=actor.organisation,
        until=when.in_full(actor, until),
        first=first,
    )


def _around(actor: Actor, person: Any, form: LinkForm) -> dict[str, Any]:
    has_signed_in = person.password_hash is not None
    look = queries.link_look(actor, person) if has_signed_in else None
    return {
        "form": form,
        "person": person,
        "has_signed_in": has_signed_in,
        "look": look.state if look is not None else "",
        "on_paper": not directory.way_in_needs_second_look(actor, person),
        "by_mail": rules.can_get_mail(person.email),
        "standing": _standing(actor, standing.standing_of(actor, [person.id]).get(person.id)),
    }


def _standing(actor: Actor, invited: Any) -> str:
    if invited is None:
        return ""
    since = when.on(actor, invited.since)
    if invited.until is None:
        return _("Invited by mail %(since)s. It has not gone yet.", since=since)
    return say.sentences(
        [
            _("Invited %(since)s.", since=since),
            _("The link works once, until %(until)s.", until=when.in_full(actor, invited.until)),
        ]
    )
