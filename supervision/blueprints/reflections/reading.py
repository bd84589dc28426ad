"""Reading a reflection."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from supervision import identity
from supervision.access import reflections as access
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.forms import Form
from supervision.blueprints.pages import page, put_right
from supervision.blueprints.reflections import answers, presenters
from supervision.blueprints.reflections.forms_answers import AnswerForm
from supervision.blueprints.reflections.routes import blueprint
from supervision.language import gettext as _
from supervision.queries import asks, people, reads, recordings, reflections
from supervision.queries import shares as shares_queries


@blueprint.get("/<uuid:reflection_id>")
def read(reflection_id: UUID) -> Any:
    return show(identity.actor(), reflection_id, AnswerForm())


def show(actor: Actor, reflection_id: UUID, form: Form) -> Any:
    """The page of one reflection, for its author or for someone it is shared with."""
    reflection = reflections.get(actor, reflection_id)
    mine = access.can_edit(actor, reflection)
    author = actor.known_as if mine else _author(actor, reflection)
    ask = asks.of(actor, reflection)
    part = _for_author(actor, reflection) if mine else _for_reader(actor, reflection, author, ask)
    context = {
        "title": say.it(reflections.title(reflection)),
        "reflection": reflection,
        "mine": mine,
        "author": author,
        "written": when.day(actor, reflection.written_at),
        "sections": presenters.sections(reflection),
        "about": [
            (key, say.it(label))
            for key, label in recordings.labels(actor, reflections.recordings_of(reflection))
        ],
        **part,
        **answers.part(actor, ask, author, mine, form),
        "form": form,
        "court": presenters.COURT,
    }
    if form.errors or form.form_errors:
        return put_right("reflections/read.html", **context)
    return page("reflections/read.html", **context)


def _author(actor: Actor, reflection: Any) -> str:
    return people.names(actor.organisation_id, [reflection.author_id])[reflection.author_id]


def _for_author(actor: Actor, reflection: Any) -> dict[str, Any]:
    """What only the author is shown: whom it is shared with, who has opened it, whom it could be
    shared with."""
    ever = shares_queries.with_closed(actor, reflection)
    shares = [one for one in ever if one.closed_on is None]
    relations = {one.relation_id for one in shares}
    teams = {one.team_id for one in shares}
    return {
        "readers": presenters.readers(shares),
        "shares": [
            {
                "id": one.id,
                "name": say.capital(say.team(one.name)) if one.team else one.name,
                "names": say.names(one.others) if one.others else "",
            }
            for one in shares
        ],
        "closed": presenters.closed_teams(actor, ever),
        "thanked": presenters.thanked(shares),
        "who_has": [
            _(
                "%(name)s, %(day)s at %(clock)s",
                name=name,
                day=when.near(actor, at),
                clock=when.clock(actor, at),
            )
            for name, at in reads.who_has(actor, reflections.KIND, reflection.id)
        ],
        "unshared": [one for one in actor.supervised_by if one.id not in relations],
        "unshared_teams": [
            (one.team_id, say.team(one.team))
            for one in actor.memberships
            if one.team_id not in teams
        ],
        "may_delete": access.can_delete(actor, reflection, shared=bool(shares)),
        "can_thank": False,
        "i_thanked": "",
    }


def _for_reader(actor: Actor, reflection: Any, author: str, ask: Any) -> dict[str, Any]:
    """What someone else is shown: why they can read it, and the way to say thank you, where there
    is no ask to answer."""
    own = shares_queries.with_me(actor, reflection)
    team = None if own else shares_queries.my_team(actor, reflection)
    thanked = own.thanked_at if own is not None else None
    return {
        "readers": presenters.Readers(3 if team else 2, presenters.why_readable(author, team)),
        "shares": [],
        "closed": [],
        "thanked": "",
        "who_has": [],
        "unshared": [],
        "unshared_teams": [],
        "may_delete": False,
        "can_thank": own is not None
        and ask is None
        and thanked is None
        and access.can_thank(actor, reflection, own),
        "i_thanked": _("You read this, with thanks, %(day)s", day=when.on(actor, thanked))
        if thanked
        else "",
    }
