"""Who has read what: of one's own words, and the whole log for whoever looks after information."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from supervision import identity
from supervision.blueprints.account import presenters
from supervision.blueprints.account.forms import LogForm
from supervision.blueprints.account.routes import blueprint
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import page
from supervision.domain import text
from supervision.queries import log as queries


@blueprint.get("/account/reads")
def reads() -> Any:
    actor = identity.actor()
    listed = queries.about(actor, read_key(request.args.get("before")))
    there = queries.still_there(actor, listed.rows)
    return page(
        "account/reads.html",
        items=[presenters.read_of_mine(actor, row, there) for row in listed.rows],
        earlier=listed.earlier and url_for(".reads", before=listed.earlier),
    )


@blueprint.get("/who-has-read-what", endpoint="log")
def whole_log() -> Any:
    actor = identity.actor()
    listed = queries.whole(actor, "", read_key(request.args.get("before")))
    return page(
        "account/log.html",
        form=LogForm(),
        items=[presenters.read_of_anyone(actor, row) for row in listed.rows],
        earlier=listed.earlier and url_for(".log", before=listed.earlier),
        further=None,
    )


@blueprint.route("/who-has-read-what/found", methods=["GET", "POST"], endpoint="log_of")
def log_of_one() -> Any:
    """Sent, not asked for by an address, so that no name stays in one."""
    actor = identity.actor()
    form = LogForm()
    q = (form.name.data or "")[: text.SHORT]
    listed = queries.whole(actor, q, read_key(request.form.get("before")))
    return page(
        "account/log.html",
        form=form,
        items=[presenters.read_of_anyone(actor, row) for row in listed.rows],
        earlier=None,
        further={"name": q, "before": listed.earlier} if listed.earlier else None,
    )
