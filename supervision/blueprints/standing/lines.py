"""Who supervises whom: what there is to put right, each with the one thing to do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request, url_for

from supervision import identity
from supervision.access.actor import Actor
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import page
from supervision.blueprints.standing.finding_rows import Findings, Part
from supervision.blueprints.standing.routes import around, blueprint
from supervision.domain.refusals import NotFound
from supervision.language import gettext as _
from supervision.queries import supervision_lines as queries
from supervision.queries.listing import PAGE

FEW = 5  # of each on the page of all of them


@blueprint.get("/who-supervises-whom")
def lines() -> Any:
    actor = identity.actor()
    whole = queries.whole(actor)
    wanted = request.args.get("show")
    parts = Findings(actor, whole).parts()
    if wanted is not None:
        return _one(actor, parts, wanted)
    shown = [
        {
            "id": name,
            "heading": heading,
            "text": text,
            "items": [draw(key) for key in keys[:FEW]],
            "all": url_for(".lines", show=name) if len(keys) > FEW else "",
        }
        for name, (heading, text, keys, draw) in parts.items()
        if keys
    ]
    return page(
        "standing/lines.html",
        title=_("Who supervises whom"),
        sections=shown,
        more="",
        **around(actor, "supervision"),
    )


def _one(actor: Actor, parts: dict[str, Part], wanted: str) -> Any:
    """One kind of finding, 25 at a time, by name."""
    if wanted not in parts:
        raise NotFound
    heading, text, keys, draw = parts[wanted]
    after = read_key(request.args.get("after"))
    ids = [_id(one) for one in keys]
    start = ids.index(after) + 1 if after in ids else 0
    shown = keys[start : start + PAGE]
    more = ids[start + PAGE - 1] if len(ids) > start + PAGE else None
    return page(
        "standing/lines.html",
        title=heading,
        sections=[
            {
                "id": wanted,
                "heading": "",
                "text": text,
                "items": [draw(key) for key in shown],
                "all": "",
            }
        ]
        if shown
        else [],
        more=url_for(".lines", show=wanted, after=more) if more else "",
        **around(actor, "supervision"),
    )


def _id(one: Any) -> UUID:
    found: UUID = one[0] if isinstance(one, tuple) else one
    return found
