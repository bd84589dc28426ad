"""Forms kept while they are written. Their page sends them by itself; a person carries on with one,
or throws it away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for

from supervision import identity, unit_of_work
from supervision.blueprints import when
from supervision.blueprints.forms import signed, unsigned
from supervision.blueprints.forms_kept import KEPT
from supervision.blueprints.pages import notice, page
from supervision.domain.refusals import NotFound, required
from supervision.keys import new_key
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l
from supervision.queries import kept
from supervision.services import kept as services
from supervision.unit_of_work import by_hand, in_background

blueprint = Blueprint("unsaved", __name__, url_prefix="/not-saved")
MOST = 400_000  # characters of all fields together
NOT_KEPT = frozenset({"kept", "kept_n", "kept_page"})

# What stands at a page where somebody writes.
NAMES = {
    "reflections.write": _l("A new reflection"),
    "reflections.edit": _l("A reflection"),
    "recordings.write": _l("A new recording of what matters"),
    "recordings.edit": _l("A recording of what matters"),
    "recordings.review": _l("A review of how it has gone"),
    "library.write": _l("A new good-practice example"),
    "library.edit": _l("A good-practice example"),
    "sessions.record": _l("The record of a supervision session"),
    "sessions.record_group": _l("The record of a group session"),
}


@blueprint.record_once
def _follow(state: Any) -> None:
    state.app.extensions["form_saved"] = _saved


def _saved() -> None:
    """What was kept of a form while it was written goes as the form is saved, in the same
    transaction. A form that was never kept leaves nothing."""
    person = identity.someone() if request.form.get("kept_n", "0") != "0" else None
    key = unsigned(KEPT, request.form.get("kept")) if person else None
    if person and key:
        services.saved(person, key)


@blueprint.post("")
@by_hand
@in_background
def keep() -> Any:
    """Keep a form as it stands, for whoever is typing it. Answers with what to say on the page, or
    409 with a new key when this one is done with."""
    actor = identity.actor()
    key, number = unsigned(KEPT, request.form.get("kept")), request.form.get("kept_n", "")
    where = request.form.get("kept_page", "")
    if key is None or not (number.isascii() and number.isdigit() and len(number) < 10):
        raise NotFound
    if identity.own_page(where) != where or identity.endpoint_of(where) not in NAMES:
        raise NotFound
    fields = [field for field in identity.typed_fields() if field[0] not in NOT_KEPT]
    if sum(len(name) + len(value) for name, value in fields) > MOST:
        abort(413)
    unit_of_work.undo()
    unit_of_work.writing()
    if not services.while_writing(actor, key, where, int(number), fields):
        unit_of_work.undo()
        return {"key": signed(KEPT, new_key())}, 409
    unit_of_work.keep()
    return {"said": when.kept(actor, actor.now)}


@blueprint.get("")
def overview() -> Any:
    """What the reader began and did not save, wherever it was."""
    actor = identity.actor()
    rows = [
        {
            "name": str(NAMES[endpoint]),
            "when": when.kept(actor, one.kept_at),
            "href": f"{one.page}?kept={one.key}",
            "throw": url_for(".throw_away", key=one.key),
        }
        for one in kept.waiting(actor)
        if (endpoint := identity.endpoint_of(one.page)) in NAMES
    ]
    return page("unsaved/overview.html", rows=rows)


@blueprint.post("/<uuid:key>/throwing-away")
def throw_away(key: UUID) -> Any:
    """Erase what was kept of a form. Goes back to its page, or to the list where that was shown."""
    actor = identity.actor()
    one = required(kept.one(actor, key))
    services.throw_away(actor, key)
    notice(_("Thrown away."))
    listed = request.form.get("show") == "list"
    return redirect(url_for(".overview") if listed else one.page)
