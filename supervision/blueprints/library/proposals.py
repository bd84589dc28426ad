"""Reading a proposal, taking it back, and publishing it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for

from supervision import identity
from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.blueprints.library import checking, presenters
from supervision.blueprints.library.forms import PublishForm
from supervision.blueprints.library.presenters import LABELS
from supervision.blueprints.library.routes import blueprint
from supervision.blueprints.pages import notice, page
from supervision.domain.refusals import Conflict, Refused, require
from supervision.queries import people, proposals
from supervision.services import library as services


@blueprint.get("/proposals/<uuid:proposal_id>")
def proposal(proposal_id: uuid.UUID) -> Any:
    """The page of one proposal: its author’s, or the curator’s to check."""
    actor = identity.actor()
    found = proposals.get(actor, proposal_id)
    if found.author_id != actor.person_id:
        return _check(actor, found, PublishForm(formdata=None))
    curators = proposals.curators(actor)
    return page(
        "library/proposal.html",
        title=proposals.title(found),
        proposal=found,
        state=found.state,
        sections=presenters.sections(services.spoken(found)),
        outcomes=[name for _, name in proposals.outcomes_of(found)],
        readers=presenters.proposal_readers(found.state, curators),
        curators=presenters.now_reads(curators),
        will_read=presenters.will_read(curators),
        saved=when.saved(actor, found.saved_at),
        proposed=found.proposed_at and presenters.since(actor, found.proposed_at),
        month=found.published_on and presenters.month(found.published_on),
    )


@blueprint.post("/proposals/<uuid:proposal_id>/taking-back")
def take_back(proposal_id: uuid.UUID) -> Any:
    actor = identity.actor()
    found = proposals.get(actor, proposal_id)
    services.take_back(actor, found)
    notice("Taken back. Only you can read it now.")
    return redirect(url_for(".proposal", proposal_id=found.id))


@blueprint.route("/proposals/<uuid:proposal_id>/publication", methods=["GET", "POST"])
def publish(proposal_id: uuid.UUID) -> Any:
    actor = identity.actor()
    found = proposals.get(actor, proposal_id)
    require(access.can_publish(actor, found))
    if request.method != "POST":
        return _check(actor, found, PublishForm(formdata=None))
    form = PublishForm()
    if not form.validate():
        return _check(actor, found, form)
    try:
        example = services.publish(actor, found, version=form.read_version())
    except Conflict:
        form = PublishForm(formdata=None)
        form.form_errors.append("This has changed since you opened it. Read it once more")
        return _check(actor, found, form, 409)
    except Refused as refusal:
        form.form_errors.extend(
            f"“{LABELS[name]}”: {message}" for name, message in refusal.problems.items()
        )
        return _check(actor, found, form)
    notice(f"Published. Everyone in {actor.organisation} can read it now.")
    return redirect(url_for(".read", example_id=example.id))


def _check(actor: Actor, found: Any, form: PublishForm, wrong: int = 422) -> Any:
    """The curator’s page: the whole text, what the check finds in it, and the tick."""
    words = services.spoken(found)
    author = people.names(actor.organisation_id, [found.author_id])[found.author_id]
    rows = checking.read_rows(words, LABELS)
    form.version.data = form.version.data or str(found.version)
    body = render_template(
        "library/check.html",
        title=proposals.title(found),
        proposal=found,
        author=author,
        proposed=presenters.since(actor, found.proposed_at),
        sections=presenters.sections(words),
        outcomes=[name for _, name in proposals.outcomes_of(found)],
        readers=presenters.proposal_readers(
            found.state, proposals.curators(actor, but=found.author_id), author
        ),
        findings=rows,
        intro=checking.intro(len(rows), True),
        form=form,
    )
    return (body, wrong) if form.errors or form.form_errors else body
