"""Good practice: the newest examples, finding one, reading one."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, request, url_for

from supervision import identity
from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.blueprints.forms import read_key
from supervision.blueprints.library import presenters
from supervision.blueprints.pages import page
from supervision.domain import text
from supervision.domain.refusals import require
from supervision.queries import library, proposals

blueprint = Blueprint("library", __name__, url_prefix="/good-practice")


@blueprint.get("")
def overview() -> Any:
    actor = identity.actor()
    require(access.reads_library(actor))
    words = request.args.get("q", "").strip()[: text.SHORT]
    if not text.blank(words):
        return _found(actor, words)
    first_page = not request.args.get("before") and not request.args.get("yours-before")
    listed = library.newest(actor, read_key(request.args.get("before")))
    own = proposals.mine(actor, read_key(request.args.get("yours-before")), most=10)
    return page(
        "library/overview.html",
        examples=[presenters.story(row) for row in listed.rows],
        earlier=listed.earlier and url_for(".overview", before=listed.earlier),
        own=[presenters.own_row(actor, row) for row in own.rows],
        own_earlier=own.earlier and url_for(".overview", **{"yours-before": own.earlier}),
        to_check=[presenters.waiting_row(actor, row) for row in proposals.to_check(actor)],
        may_write=access.can_write(actor),
        first_page=first_page,
    )


@blueprint.get("/<uuid:example_id>")
def read(example_id: uuid.UUID) -> Any:
    actor = identity.actor()
    example = library.get(actor, example_id)
    words = {name: getattr(example, name) for name in presenters.WORDS}
    return page(
        "library/read.html",
        example=example,
        sections=presenters.sections(words),
        outcomes=library.outcomes_of(example),
        readers=presenters.example_readers(actor),
        checked=presenters.month(example.published_on),
        again=presenters.month(example.review_by),
    )


def _found(actor: Actor, words: str) -> Any:
    """The examples that mention these words."""
    listed = library.search(actor, words, read_key(request.args.get("before")))
    return page(
        "library/found.html",
        words=words,
        examples=[presenters.story(row) for row in listed.rows],
        earlier=listed.earlier and url_for(".overview", q=words, before=listed.earlier),
        may_write=access.can_write(actor),
    )
