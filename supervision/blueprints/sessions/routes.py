"""Supervision: the overview. The page of one session is `opening`, and dates are chosen in
`planning`; the other doors are named after what they are for."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for

from supervision import identity
from supervision.access.actor import Actor
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import page
from supervision.blueprints.sessions import presenters
from supervision.domain.refusals import require
from supervision.queries import sessions

blueprint = Blueprint("sessions", __name__, url_prefix="/supervision")


@blueprint.get("")
def overview() -> Any:
    actor = identity.actor()
    require(actor.practises)
    open_ones = sessions.Open(actor)
    coming, dates, met = open_ones.upcoming(), open_ones.next_dates(), sessions.last_met(actor)
    earlier = sessions.past(actor, read_key(request.args.get("before")))
    above = sessions.outlines(actor, read_key(request.args.get("above-before")))
    shown = {row.id for row in dates.values()}
    return page(
        "sessions/overview.html",
        next=_next(actor, coming),
        to_sign=[presenters.sign_row(actor, row) for row in open_ones.to_sign()],
        people=[
            presenters.person_row(actor, r, dates.get(r.id), met.get(r.id))
            for r in actor.supervises
        ],
        own=[
            presenters.person_row(actor, r, dates.get(r.id), met.get(r.id))
            for r in actor.supervised_by
        ],
        later=[
            presenters.session_row(actor, row)
            for row in coming
            if row.id not in shown and (row.relation_id or row is not coming[0])
        ],
        earlier=[presenters.session_row(actor, row) for row in earlier.rows],
        earlier_href=earlier.earlier
        and url_for(".overview", before=earlier.earlier, _anchor="earlier"),
        above=[presenters.outline_row(actor, row) for row in above.rows],
        above_href=above.earlier
        and url_for(".overview", _anchor="above", **{"above-before": above.earlier}),
    )


def _next(actor: Actor, coming: Any) -> presenters.Next | None:
    """The next session, or the way to plan one."""
    if coming:
        return presenters.next_step(actor, coming[0])
    relations = [*actor.supervised_by, *actor.supervises]
    return presenters.choose_step(actor, relations[0]) if relations else None
