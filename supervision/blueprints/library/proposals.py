"""Reading a proposal, taking it back, deleting and restoring it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, url_for

from supervision import content, identity
from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.library import curating, presenters
from supervision.blueprints.library.routes import blueprint
from supervision.blueprints.pages import notice, page
from supervision.language import gettext as _
from supervision.queries import proposals
from supervision.services import library as services


@blueprint.get("/proposals/<uuid:proposal_id>")
def proposal(proposal_id: uuid.UUID) -> Any:
    """The page of one proposal: its author’s, or the curator’s to check."""
    actor = identity.actor()
    found = proposals.get(actor, proposal_id)
    if found.author_id == actor.person_id:
        return _own(actor, found)
    return curating.check_page(actor, found)


@blueprint.post("/proposals/<uuid:proposal_id>/taking-back")
def take_back(proposal_id: uuid.UUID) -> Any:
    actor = identity.actor()
    found = proposals.get(actor, proposal_id)
    services.take_back(actor, found)
    notice(_("Taken back. Only you can read it now."))
    return redirect(url_for(".proposal", proposal_id=found.id))


@blueprint.post("/proposals/<uuid:proposal_id>/deletion")
def delete(proposal_id: uuid.UUID) -> Any:
    actor = identity.actor()
    services.delete(actor, proposals.get(actor, proposal_id))
    notice(_("Deleted. For 30 days you can restore it from your account."))
    return redirect(url_for(".overview"))


@blueprint.post("/proposals/<uuid:proposal_id>/restoration")
def restore(proposal_id: uuid.UUID) -> Any:
    actor = identity.actor()
    found = proposals.deleted_one(actor, proposal_id)
    services.restore(actor, found)
    notice(_("Restored. Only you can read it."))
    return redirect(url_for(".proposal", proposal_id=found.id))


def _own(actor: Actor, found: Any) -> Any:
    curators = proposals.curators(actor)
    themes = proposals.themes_of(found)
    return page(
        "library/proposal.html",
        title=say.it(proposals.title(found)),
        proposal=found,
        state=found.state,
        tag_of=presenters.state_tag(found.state),
        sections=presenters.sections(services.spoken(found)),
        outcomes=[name for _key, name in proposals.outcomes_of(found)],
        themes=[name for code, name in content.themes().items() if code in themes],
        asked=presenters.asked_for(actor, proposals.remarks(actor, found)),
        readers=presenters.proposal_readers(found.state, curators),
        will_read=presenters.will_read(curators),
        saved=when.saved(actor, found.saved_at),
        proposed=found.proposed_at and presenters.since(actor, found.proposed_at),
        month=found.published_on and when.month(found.published_on),
        may_delete=access.can_delete(actor, found),
    )
