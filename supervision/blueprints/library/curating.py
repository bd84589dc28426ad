"""The curator’s page: reading a proposal, asking for changes, and publishing it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for

from supervision import content, identity
from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.blueprints import say
from supervision.blueprints.library import checking, presenters
from supervision.blueprints.library.forms import ChangesForm, PublishForm
from supervision.blueprints.library.routes import blueprint
from supervision.blueprints.pages import notice
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, NotFound, Refused, require
from supervision.language import gettext as _
from supervision.queries import people, proposals
from supervision.services import library as services


@blueprint.route("/proposals/<uuid:proposal_id>/publication", methods=["GET", "POST"])
def publish(proposal_id: uuid.UUID) -> Any:
    actor = identity.actor()
    found = proposals.get(actor, proposal_id)
    require(access.can_publish(actor, found))
    if request.method != "POST":
        return check_page(actor, found)
    form = PublishForm()
    if not form.validate():
        return check_page(actor, found, publish=form)
    try:
        example = services.publish(actor, found, version=form.read_version())
    except Conflict:
        form = PublishForm(formdata=None)
        form.form_errors.append(_changed())
        return check_page(actor, found, publish=form, wrong=409)
    except Refused as refusal:
        form.form_errors.extend(
            _("“%(part)s”: %(message)s", part=presenters.LABELS[name], message=say.it(message))
            for name, message in refusal.problems.items()
        )
        return check_page(actor, found, publish=form)
    notice(
        _(
            "Published. Everyone in %(organisation)s can read it now.",
            organisation=actor.organisation,
        )
    )
    return redirect(url_for(".read", example_id=example.id))


@blueprint.route("/proposals/<uuid:proposal_id>/changes", methods=["GET", "POST"])
def ask_for_changes(proposal_id: uuid.UUID) -> Any:
    actor = identity.actor()
    form = ChangesForm()
    try:
        found = proposals.get(actor, proposal_id)
    except NotFound:
        # Sent twice: what they asked for has taken it out of their sight. The same answer again.
        last = proposals.last_own_remark(actor, proposal_id)
        if request.method != "POST" or last is None or not _same(form, last):
            raise
        return _asked()
    require(access.can_ask_for_changes(actor, found))
    if request.method != "POST" or not form.validate():
        return check_page(actor, found, changes=form)
    try:
        services.ask_for_changes(
            actor, found, form.typed(["words"])["words"], version=form.read_version()
        )
    except Conflict:
        form.version.data = ""
        form.form_errors.append(_changed())
        return check_page(actor, found, changes=form, wrong=409)
    except Refused as refusal:
        form.refuse(refusal)
        return check_page(actor, found, changes=form)
    return _asked()


def _same(form: ChangesForm, remark: str) -> bool:
    return same_words(form.typed(["words"]), {"words": remark})


def _asked() -> Any:
    notice(_("Sent back with what you ask for. You find it here again once it is proposed again."))
    return redirect(url_for(".overview"))


def _changed() -> str:
    return _("This has changed since you opened it. Read it once more")


def check_page(
    actor: Actor,
    found: Any,
    *,
    publish: PublishForm | None = None,
    changes: ChangesForm | None = None,
    wrong: int = 422,
) -> Any:
    """The curator’s page: the whole text, what the check finds in it, and both answers to it."""
    words = services.spoken(found)
    author = people.names(actor.organisation_id, [found.author_id])[found.author_id]
    rows = checking.read_rows(words, presenters.labels())
    themes = proposals.themes_of(found)
    publish = publish or PublishForm(formdata=None)
    changes = changes or ChangesForm(formdata=None)
    for form in (publish, changes):
        form.version.data = form.version.data or str(found.version)
    body = render_template(
        "library/check.html",
        title=say.it(proposals.title(found)),
        proposal=found,
        author=author,
        proposed=presenters.since(actor, found.proposed_at),
        sections=presenters.sections(words),
        outcomes=[name for _key, name in proposals.outcomes_of(found)],
        themes=[name for code, name in content.themes().items() if code in themes],
        asked=presenters.asked_for(actor, proposals.remarks(actor, found)),
        readers=presenters.proposal_readers(
            found.state, proposals.curators(actor, but=found.author_id), author
        ),
        findings=rows,
        intro=checking.intro(len(rows), True),
        publish=publish,
        changes=changes,
        faulty=next((one for one in (publish, changes) if one.errors or one.form_errors), publish),
    )
    faults = publish.errors or publish.form_errors or changes.errors or changes.form_errors
    return (body, wrong) if faults else body
