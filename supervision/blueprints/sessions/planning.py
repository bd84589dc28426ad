"""Choosing a date."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import redirect, request, url_for
from wtforms import SelectChoice

from supervision import identity
from supervision.access import sessions as access
from supervision.access.actor import Actor, Relation
from supervision.blueprints import say, when
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.sessions import again
from supervision.blueprints.sessions.forms import PlanForm
from supervision.blueprints.sessions.presenters import kind_label, other_of
from supervision.blueprints.sessions.routes import blueprint
from supervision.domain.dates import to_utc
from supervision.domain.frequencies import next_day
from supervision.domain.kinds import OF_TWO
from supervision.domain.refusals import Refused, require
from supervision.language import gettext as _
from supervision.queries import rhythms, sessions
from supervision.services import sessions as services


@blueprint.route("/new", methods=["GET", "POST"])
def plan() -> Any:
    actor, form = identity.actor(), PlanForm()
    relations = _relations(actor)
    require(bool(relations))
    key = again.key(form.future_key("session"))
    form.relation.choices = [SelectChoice(str(k), other_of(actor, r)) for k, r in relations.items()]
    if request.method != "POST" and not form.restored:
        only = str(next(iter(relations))) if len(relations) == 1 else None
        form.relation.data = only or request.args.get("relation")
        if request.args.get("kind") in OF_TWO:
            form.kind.data = request.args["kind"]
    relation = _chosen(relations, form.relation.data)
    if request.method != "POST" and not form.restored:
        _offer_day(actor, form, relation)
    if again.leave():
        return redirect(url_for(".overview"))
    if not form.validate_on_submit() or relation is None:
        if request.method == "POST" and relation is None:
            form.refuse(Refused({"relation": _("Say who you will meet")}))
        return _form(actor, form, relation, len(relations))
    require(access.can_plan(actor, relation))
    starts_at = to_utc(form.date.data, form.time.time, actor.zone)
    place, kind = form.typed(["place"])["place"], form.kind.data or "one_to_one"
    before = sessions.by_key(actor, key)
    if before is not None:
        said = _said(actor, relation, starts_at, form.length(), place, kind)
        stands = _said(
            actor,
            relations.get(before.relation_id),
            before.starts_at,
            before.minutes,
            before.place or "",
            before.kind,
        )
        if said != stands:
            return again.page_for(request.path, mine=said, there=stands, place=_("your diary"))
        return redirect(url_for(".read", session_id=key))
    try:
        made = services.plan(
            actor,
            relation,
            key,
            starts_at=starts_at,
            minutes=form.length(),
            place=place,
            kind=kind,
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _form(actor, form, relation, len(relations))
    return _planned(actor, relation, made)


def _planned(actor: Actor, relation: Relation, made: Any) -> Any:
    """Say what has been planned, and go there; to write at once what has taken place already."""
    other = other_of(actor, relation)
    if made.state != "planned":
        if access.can_write(actor, made):
            notice(
                _(
                    "Write down what matters of it. %(name)s reads it once you share the draft.",
                    name=other,
                )
            )
            return redirect(url_for(".record", session_id=made.id))
        notice(
            _(
                "It is there. %(name)s writes the record, and you can both add to the agenda.",
                name=other,
            )
        )
    else:
        notice(
            _(
                "You and %(name)s meet %(when)s. You can both add to the agenda now.",
                name=other,
                when=when.in_sentence(actor, made.starts_at),
            )
        )
    return redirect(url_for(".read", session_id=made.id))


def _form(actor: Actor, form: PlanForm, relation: Relation | None, choices: int) -> Any:
    fixed = relation if relation is not None and not form.relation.errors else None
    context = {
        "form": form,
        "title": _("Choose a date with %(name)s", name=other_of(actor, fixed))
        if fixed
        else _("Choose a date"),
        "kinds": [(say.it(kind.label), say.it(kind.explanation)) for kind in OF_TWO],
        "choose": choices > 1,
    }
    if form.errors or form.form_errors:
        return put_right("sessions/plan.html", **context)
    return page("sessions/plan.html", **context)


def _offer_day(actor: Actor, form: PlanForm, relation: Relation | None) -> None:
    """Offer the day on which the two meet again by what is agreed, where it lies ahead and nothing
    is planned yet. Any other day is as good."""
    rhythm = rhythms.rhythms(actor).get(relation.id) if relation is not None else None
    if relation is None or rhythm is None or rhythm.away:
        return
    met = sessions.last_met(actor).get(relation.id)
    if met is None or relation.id in sessions.Open(actor).next_dates():
        return
    day = next_day(met, rhythm.weeks)
    if day >= actor.today:
        form.date.process(None, day)
        form.date.description = _(
            "%(day)s is %(weeks)s after you last met. Any other day is as good.",
            day=when.weekday(actor, day),
            weeks=say.weeks(rhythm.weeks),
        )


def _relations(actor: Actor) -> dict[uuid.UUID, Relation]:
    return {r.id: r for r in (*actor.supervises, *actor.supervised_by)}


def _chosen(relations: dict[uuid.UUID, Relation], value: str | None) -> Relation | None:
    try:
        return relations.get(uuid.UUID(value or ""))
    except ValueError:
        return None


def _said(
    actor: Actor,
    relation: Relation | None,
    starts_at: datetime,
    minutes: int,
    place: str,
    kind: str,
) -> str:
    """A plan in one line, to show and to compare."""
    whom = other_of(actor, relation) if relation else ""
    said = (whom, when.appointment(actor, starts_at), when.length(minutes), place, kind_label(kind))
    return ", ".join(part for part in said if part)
