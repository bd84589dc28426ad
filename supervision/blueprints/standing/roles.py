"""The roles of one person: giving one, and ending it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import redirect, url_for

from supervision import identity
from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.standing import asking, presenters, words
from supervision.blueprints.standing.forms import EndForm, RoleForm
from supervision.blueprints.standing.routes import around, blueprint
from supervision.domain.refusals import Refused, require
from supervision.language import gettext as _
from supervision.queries import directory
from supervision.queries import standing as queries
from supervision.services import standing as services


@blueprint.get("/people/<uuid:person_id>/roles")
def roles(person_id: UUID) -> Any:
    actor = identity.actor()
    person = directory.get(actor, person_id)
    rights = queries.rights(actor, person, ("role",))
    may_change = access.can_change(actor, person)
    return page(
        "standing/rights.html",
        title=_("Roles: %(name)s", name=person.full_name),
        lead=_("Each role with what it opens, its days, who gave it and why."),
        person=person,
        sections=presenters.roles(actor, person, rights, may_change=may_change),
        add=(_("Give a role"), url_for(".give_role", person_id=person.id)) if may_change else None,
        **around(actor),
    )


@blueprint.route("/people/<uuid:person_id>/roles/new", methods=["GET", "POST"])
def give_role(person_id: UUID) -> Any:
    actor = identity.actor()
    person = directory.get(actor, person_id)
    require(access.can_change(actor, person))
    form = RoleForm()
    key = form.future_key("role")
    if not form.is_submitted() and not form.restored:
        form.first.process(None, actor.today)
    back = url_for(".roles", person_id=person.id)
    shown = {
        "form": form,
        "person": person,
        "title": _("A role for %(name)s", name=person.known_as),
        "notes": _notes(actor, person),
        "opens": [(say.role(code), words.role_gives(code)) for code in say.ROLES],
        "back": back,
        **around(actor),
    }
    if not form.validate_on_submit():
        return (put_right if form.errors else page)("standing/role.html", **shown)
    if queries.given_already(actor, key):
        return redirect(back)
    first = form.first.data or actor.today
    facts = (form.role.data or "", first, form.last.data, form.why.data or "")
    try:
        notice(asking.give_role(actor, key, person, *facts))
    except Refused as refusal:
        form.refuse(refusal)
        return put_right("standing/role.html", **shown)
    return redirect(back)


@blueprint.route("/people/<uuid:person_id>/roles/<uuid:grant_id>/ending", methods=["GET", "POST"])
def end_role(person_id: UUID, grant_id: UUID) -> Any:
    actor = identity.actor()
    person = directory.get(actor, person_id)
    grant = queries.role(actor, person, grant_id)
    require(access.can_change(actor, person))
    form = EndForm()
    role = say.role(grant.role)
    shown = {
        "form": form,
        "person": person,
        "title": _("End a role of %(name)s", name=person.known_as),
        "lead": _("%(role)s, %(days)s.", role=role, days=_days(actor, grant)),
        "notes": [
            _("From the day after the last, what this role opens is closed."),
            _("%(name)s is told who did this, and why.", name=person.known_as),
        ],
        "button_text": _("End this role"),
        "back": url_for(".roles", person_id=person.id),
        **around(actor),
    }
    if not form.validate_on_submit():
        return (put_right if form.errors else page)("standing/end.html", **shown)
    last = form.last.data or actor.today
    try:
        services.end_role(actor, person, grant, last, form.why.data or "")
    except Refused as refusal:
        form.refuse(refusal)
        return put_right("standing/end.html", **shown)
    notice(
        _(
            "%(day)s is the last day of this role. %(name)s is told.",
            day=when.day(actor, last),
            name=person.known_as,
        )
    )
    return redirect(shown["back"])


def _days(actor: Actor, grant: Any) -> str:
    return words.days(actor, grant.from_date, grant.to_date)


def _notes(actor: Actor, person: Any) -> list[str]:
    """What a role for this person needs."""
    if person.id == actor.person_id:
        return [
            _(
                "This is for yourself, so that another administrator has to agree first. Nothing "
                "changes until then."
            )
        ]
    return [
        _("%(name)s is told who gave it, and why.", name=person.known_as),
        _("To make somebody an administrator, another administrator has to agree first."),
    ]
