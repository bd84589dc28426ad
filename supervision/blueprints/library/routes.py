"""Good practice: the newest examples, finding some, reading one."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, request, url_for

from supervision import identity
from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.blueprints.forms import read_key
from supervision.blueprints.library import presenters, stories
from supervision.blueprints.pages import page
from supervision.domain.refusals import require
from supervision.queries import library, proposals
from supervision.queries.listing import Listed

blueprint = Blueprint("library", __name__, url_prefix="/good-practice")


@blueprint.get("")
def overview() -> Any:
    actor = identity.actor()
    require(access.reads_library(actor))
    wanted = stories.read(request.args)
    if wanted:
        return _found(actor, wanted)
    first_page = not request.args.get("before") and not request.args.get("yours-before")
    listed = library.newest(actor, read_key(request.args.get("before")))
    own = proposals.mine(actor, read_key(request.args.get("yours-before")), most=10)
    by_outcome, by_theme = stories.ways(library.shelves(actor))
    return page(
        "library/overview.html",
        examples=[stories.story(row) for row in listed.rows],
        earlier=listed.earlier and url_for(".overview", before=listed.earlier),
        own=[presenters.own_row(actor, row) for row in own.rows],
        own_earlier=own.earlier and url_for(".overview", **{"yours-before": own.earlier}),
        to_check=[presenters.waiting_row(actor, row) for row in proposals.to_check(actor)],
        by_outcome=by_outcome,
        by_theme=by_theme,
        may_write=access.can_write(actor),
        checks=bool(access.curator_keys(actor)["curator"]),
        first_page=first_page,
    )


@blueprint.get("/<uuid:example_id>")
def read(example_id: uuid.UUID) -> Any:
    actor = identity.actor()
    example = library.get(actor, example_id)
    return page(
        "library/read.html",
        **presenters.example(example),
        outcomes=[stories.outcome_link(one) for one in library.helps_with(example)],
        themes=stories.theme_links(library.themes_of(example)),
        readers=presenters.example_readers(actor),
        checked=when.month(example.published_on),
        again=when.month(example.review_by),
        may_withdraw=access.can_withdraw(actor, example),
    )


def _found(actor: Actor, wanted: stories.Wanted) -> Any:
    """The examples that fit what is asked for, and how to ask for less."""
    tokens = library.looked_for(wanted.words)
    before = read_key(request.args.get("before"))
    listed: Listed[library.ExampleRow] = Listed(())
    if tokens or not wanted.words:
        outcome = wanted.outcome and (wanted.outcome.framework, wanted.outcome.code)
        listed = library.found(
            actor, tokens=tokens, outcome=outcome, theme=wanted.theme, before=before
        )
    return page(
        "library/found.html",
        title=stories.title(wanted),
        words=wanted.words,
        kept=wanted.values(but="q"),
        narrowed=stories.narrowed_by(wanted),
        examples=[stories.story(row, tokens) for row in listed.rows],
        earlier=listed.earlier and wanted.address(before=listed.earlier),
        later=bool(before),
        may_write=access.can_write(actor),
    )
