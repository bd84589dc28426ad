"""What somebody can see, and why: rules and days, never content, and no number of anything."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from supervision import identity
from supervision.blueprints.pages import page
from supervision.blueprints.standing import presenters
from supervision.blueprints.standing.routes import around, blueprint
from supervision.language import gettext as _
from supervision.queries import account, directory
from supervision.queries import standing as queries


@blueprint.get("/people/<uuid:person_id>/sees")
def sees(person_id: UUID) -> Any:
    actor = identity.actor()
    person = directory.get(actor, person_id)
    return page(
        "standing/sees.html",
        title=_("What %(name)s can see, and why", name=person.full_name),
        lead=_("The rules that hold for this account today. What people write is not here."),
        sections=presenters.seen(actor, queries.rights(actor, person)),
        always=[
            _("Their own account, and what they have written themselves."),
            _(
                "Never what somebody keeps to themselves. When one of the things above ends, what "
                "it opened is closed from the day after."
            ),
        ],
        more=None,
        about=(
            _("All about %(name)s", name=person.known_as),
            url_for("people.read", person_id=person.id),
        ),
        **around(actor),
    )


@blueprint.get("/account/what-i-see")
def what_i_see() -> Any:
    actor = identity.actor()
    return page(
        "standing/sees.html",
        title=_("What I can see, and why"),
        lead=_(
            "The rules that hold for your account today, who gave you each of these, and why. "
            "Those who look after people and information see this page of yours too."
        ),
        sections=presenters.seen(actor, queries.rights(actor, account.me(actor))),
        always=[
            _("Your own account, and what you have written yourself."),
            _(
                "Never what somebody keeps to themselves. When one of the things above ends, what "
                "it opened is closed from the day after."
            ),
        ],
        about=None,
        more=url_for("help.who_can_read"),
        place_links=(),
    )
