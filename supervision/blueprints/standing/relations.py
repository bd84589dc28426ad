"""Supervision of one person: both directions, a new supervisor, another one, cover, an end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for

from supervision import identity
from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.standing import asking, presenters, telling
from supervision.blueprints.standing.forms import (
    ChangeForm,
    CoverForm,
    EndForm,
    SupervisorForm,
    WhoForm,
)
from supervision.blueprints.standing.routes import around, blueprint, meant
from supervision.domain.refusals import Refused, require
from supervision.language import gettext as _
from supervision.queries import directory
from supervision.queries import standing as queries
from supervision.services import standing as services
from supervision.services.standing import Wanted


@blueprint.get("/people/<uuid:person_id>/supervision")
def supervision(person_id: UUID) -> Any:
    actor = identity.actor()
    person = directory.get(actor, person_id)
    rights = queries.rights(actor, person, ("supervision",))
    may_change = access.can_change(actor, person)
    return page(
        "standing/rights.html",
        title=_("Supervision: %(name)s", name=person.full_name),
        lead=_("Who supervises whom, since when and until when, who gave it and why."),
        person=person,
        sections=presenters.supervision(actor, person, rights, may_change=may_change),
        add=(_("Add a supervisor"), url_for(".add_supervision", person_id=person.id))
        if may_change
        else None,
        form=None,
        **around(actor),
    )


@blueprint.route("/people/<uuid:person_id>/supervision/new", methods=["GET", "POST"])
def add_supervision(person_id: UUID) -> Any:
    actor = identity.actor()
    person = directory.get(actor, person_id)
    require(access.can_change(actor, person))
    form = SupervisorForm()
    if request.method != "POST" and not form.restored:
        form.first.process(None, actor.today)

    def wanted(supervisor: Any) -> Wanted:
        above = queries.above(actor, supervisor.id)
        dates = (form.first.data or actor.today, form.last.data)
        return Wanted(supervisor, person, form.function.data or "", *dates, above=above)

    heading = _("A supervisor for %(name)s", name=person.known_as)
    return _asked(actor, person, form, heading, wanted)


@blueprint.route(
    "/people/<uuid:person_id>/supervision/<uuid:relation_id>/successor", methods=["GET", "POST"]
)
def change_supervisor(person_id: UUID, relation_id: UUID) -> Any:
    actor = identity.actor()
    person = directory.get(actor, person_id)
    old = queries.relation(actor, person, relation_id)
    require(access.can_change(actor, person))
    form = ChangeForm()
    if request.method != "POST" and not form.restored:
        form.first.process(None, max(actor.today, old.from_date) + timedelta(days=1))

    def wanted(supervisor: Any) -> Wanted:
        above = queries.above(actor, supervisor.id)
        first = form.first.data or actor.today
        return Wanted(supervisor, person, old.function, first, above=above)

    heading = _("Another supervisor for %(name)s", name=person.known_as)
    return _asked(actor, person, form, heading, wanted, old=old)


@blueprint.route(
    "/people/<uuid:person_id>/supervision/<uuid:relation_id>/cover", methods=["GET", "POST"]
)
def cover(person_id: UUID, relation_id: UUID) -> Any:
    actor = identity.actor()
    person = directory.get(actor, person_id)
    covered = queries.relation(actor, person, relation_id)
    require(access.can_change(actor, person))
    form = CoverForm()
    supervisor = directory.get(actor, covered.supervisor_id)
    away = directory.absence(actor, supervisor)
    if request.method != "POST" and not form.restored:
        form.first.process(None, max(away.from_date, actor.today) if away else actor.today)
        form.last.process(None, away.to_date if away else None)

    def wanted(standing_in: Any) -> Wanted:
        dates = (form.first.data or actor.today, form.last.data)
        return Wanted(standing_in, person, covered.function, *dates, covers=covered)

    heading = _("Cover while %(name)s is away", name=supervisor.known_as)
    return _asked(actor, person, form, heading, wanted, covered=covered)


@blueprint.route(
    "/people/<uuid:person_id>/supervision/<uuid:relation_id>/ending", methods=["GET", "POST"]
)
def end_supervision(person_id: UUID, relation_id: UUID) -> Any:
    actor = identity.actor()
    person = directory.get(actor, person_id)
    relation = queries.relation(actor, person, relation_id)
    require(access.can_change(actor, person))
    supervisor = directory.get(actor, relation.supervisor_id)
    form = EndForm()
    shown = {
        "form": form,
        "person": person,
        "title": _("End supervision of %(name)s", name=person.known_as),
        "lead": telling.what_ends(actor, relation, person, supervisor),
        "notes": telling.after_the_end(person, supervisor),
        "button_text": _("End this supervision"),
        "back": url_for(".supervision", person_id=person.id),
        **around(actor),
    }
    if not form.validate_on_submit():
        return (put_right if form.errors else page)("standing/end.html", **shown)
    try:
        services.end_relation(
            actor, person, relation, form.last.data or actor.today, form.why.data or ""
        )
    except Refused as refusal:
        form.refuse(refusal)
        return put_right("standing/end.html", **shown)
    notice(telling.ended(actor, relation, person, supervisor))
    return redirect(shown["back"])


def _asked(
    actor: Actor,
    person: Any,
    form: WhoForm,
    heading: str,
    wanted_with: Any,
    *,
    old: Any = None,
    covered: Any = None,
) -> Any:
    """Fill in, see what it changes, do it: three answers of one address."""
    key = form.future_key("supervision")
    back = url_for(".supervision", person_id=person.id)
    replaced = old or covered
    before = directory.get(actor, replaced.supervisor_id) if replaced else None
    shown = {
        "form": form,
        "person": person,
        "title": heading,
        "lead": telling.lead(actor, person, replaced, before, covers=covered is not None),
        "back": back,
        **around(actor),
    }
    if not form.validate_on_submit():
        return (put_right if form.errors else page)("standing/supervisor.html", **shown)
    if queries.given_already(actor, key):
        return redirect(back)
    supervisor = meant(actor, form)
    if supervisor is None:
        return put_right("standing/supervisor.html", **shown)
    wanted = wanted_with(supervisor)
    try:
        if old is not None:
            services.check_change(actor, old, wanted)
        else:
            services.check_relation(actor, wanted)
        if request.form.get("step") == "do":
            notice(asking.supervise(actor, key, wanted, form.why.data or "", old))
            return redirect(back)
    except Refused as refusal:
        form.refuse(_beside(refusal))
        return put_right("standing/supervisor.html", **shown)
    if request.form.get("step") == "change":
        return page("standing/supervisor.html", **shown)
    form.chosen.data = str(supervisor.id)
    return page(
        "standing/confirm.html",
        **{**shown, **telling.confirmation(actor, wanted, before, changes=old is not None)},
        **asking.hidden(form),
    )


def _beside(refusal: Refused) -> Refused:
    """The field is called by what is asked there."""
    named = {"supervisor": "who", "function": "function"}
    return Refused({named.get(name, name): text for name, text in refusal.problems.items()})
