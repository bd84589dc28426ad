"""Reflections: the list of one's own and of what others shared, and finding one again."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for

from supervision import identity
from supervision.access import reflections as access
from supervision.access.actor import Actor
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import page
from supervision.blueprints.reflections import presenters
from supervision.blueprints.reflections.forms import FindForm
from supervision.domain import text
from supervision.domain.refusals import NotFound, require
from supervision.queries import library, reflection_search, reflections

blueprint = Blueprint("reflections", __name__, url_prefix="/reflections")


@blueprint.get("")
def overview() -> Any:
    actor = identity.actor()
    require(access.can_write(actor))
    own = reflections.mine(actor, _key("before"))
    others = reflections.shared_with(actor, _key("shared-before"))
    return page(
        "reflections/overview.html",
        own=[presenters.own_row(actor, row) for row in own.rows],
        own_earlier=own.earlier and url_for(".overview", before=own.earlier),
        others=[presenters.shared_row(actor, row) for row in others.rows],
        others_earlier=others.earlier and url_for(".overview", **{"shared-before": others.earlier}),
        first_page=not request.args.keys() - {"deleted"},
        example=None if own or others else library.newest_one(actor),
        form=FindForm(),
        deleted=_just_deleted(actor),
    )


@blueprint.route("/found", methods=["GET", "POST"])
def find() -> Any:
    """Sent, not asked for by an address: addresses stay in browsers and in the logs of servers."""
    actor = identity.actor()
    require(access.can_write(actor))
    form = FindForm()
    looked_for, show = not text.blank(form.q.data), form.show.data
    before = read_key(request.form.get("before"))
    all_looked_at = True
    if looked_for:
        found = reflection_search.find(actor, form.q.data, before, show)
        own, all_looked_at = found.listed, found.looked_at_all
    else:
        own = reflections.mine(actor, before, show=show)
    further = {"q": form.q.data or "", "show": show, "before": own.earlier}
    return page(
        "reflections/found.html",
        own=[presenters.own_row(actor, row) for row in own.rows],
        further=further if own.earlier else None,
        form=form,
        looked_for=looked_for,
        all_looked_at=all_looked_at,
    )


def _just_deleted(actor: Actor) -> Any:
    """The key of what was deleted a moment ago, while it can be brought back."""
    key = _key("deleted")
    if key is None:
        return None
    try:
        return reflections.deleted_one(actor, key).id
    except NotFound:
        return None


def _key(name: str) -> Any:
    return read_key(request.args.get(name))
