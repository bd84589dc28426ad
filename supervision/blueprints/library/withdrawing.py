"""Taking an example out of the library, and what was taken out, for curators."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, request, url_for

from supervision import identity
from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.blueprints.forms import read_key
from supervision.blueprints.library import presenters
from supervision.blueprints.library.forms import WithdrawForm
from supervision.blueprints.library.routes import blueprint
from supervision.blueprints.pages import notice, page, put_right
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, NotFound, Refused, require
from supervision.language import gettext as _
from supervision.queries import library, proposals
from supervision.services import library as services


@blueprint.route("/<uuid:example_id>/withdrawal", methods=["GET", "POST"])
def withdraw(example_id: uuid.UUID) -> Any:
    actor = identity.actor()
    try:
        example = library.get(actor, example_id)
    except NotFound:
        return _withdrawn_before(actor, example_id)
    require(access.can_withdraw(actor, example))
    form = WithdrawForm()
    if request.method == "POST" and form.validate():
        try:
            services.withdraw(actor, example, form.typed(["words"])["words"])
            notice(_("Withdrawn. Only the curators can read it now."))
            return redirect(url_for(".read_withdrawn", example_id=example.id))
        except Refused as refusal:
            form.refuse(refusal)
    answer = put_right if form.errors or form.form_errors else page
    return answer(
        "library/withdraw.html",
        title=_("Withdraw “%(title)s”", title=example.title),
        example=example,
        form=form,
        readers=presenters.example_readers(actor),
    )


@blueprint.get("/withdrawn")
def withdrawn() -> Any:
    """Everything that was withdrawn, with the reasons."""
    actor = identity.actor()
    require(bool(access.curator_keys(actor)["curator"]))
    listed = library.withdrawn(actor, read_key(request.args.get("before")))
    return page(
        "library/withdrawn.html",
        examples=[presenters.withdrawn_row(row) for row in listed.rows],
        earlier=listed.earlier and url_for(".withdrawn", before=listed.earlier),
        readers=presenters.withdrawn_readers(proposals.curators(actor)),
    )


@blueprint.get("/withdrawn/<uuid:example_id>")
def read_withdrawn(example_id: uuid.UUID) -> Any:
    actor = identity.actor()
    example = library.withdrawn_one(actor, example_id)
    return page(
        "library/read_withdrawn.html",
        **presenters.example(example),
        month=when.month(example.withdrawn_on or example.published_on),
        readers=presenters.withdrawn_readers(proposals.curators(actor)),
    )


def _withdrawn_before(actor: Actor, example_id: uuid.UUID) -> Any:
    """Asked for once more, or by another curator meanwhile: the answer it got, unless other words
    were typed, which are shown to be copied."""
    example = library.withdrawn_one(actor, example_id)
    if request.method == "POST":
        typed, stands = WithdrawForm().typed(["words"]), {"words": example.withdrawal or ""}
        if not same_words(typed, stands):
            raise Conflict(stands, 0)
    return redirect(url_for(".read_withdrawn", example_id=example.id))
