"""The list of people, finding somebody, and the page of one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, request, url_for

from supervision import identity
from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.blueprints import say
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import page
from supervision.blueprints.people import presenters, rows
from supervision.blueprints.people.forms import FindForm
from supervision.blueprints.people_places import places
from supervision.domain import text
from supervision.domain.refusals import NotFound, require
from supervision.queries import directory as queries
from supervision.queries import invitations
from supervision.queries.directory_narrowed import BY_NOTHING, SHOWN, Narrowed
from supervision.queries.directory_teams import few_teams
from supervision.services import leaving

IMPORT = "imports.begin"
blueprint = Blueprint("people", __name__, url_prefix="/people")


def looking_after() -> Actor:
    """Whoever sees people. Raises NotFound for everyone else: for them there is nothing here."""
    actor = identity.actor()
    if not access.sees_people(actor):
        raise NotFound
    return actor


def administrator() -> Actor:
    """Whoever changes people. Raises Forbidden for one who only sees them."""
    actor = looking_after()
    require(access.administers(actor))
    return actor


def to_change(person_id: UUID, *, here: bool = True) -> tuple[Actor, Any]:
    """Whoever changes people, and somebody to be changed.

    Args:
        here: only somebody who has not left.

    Raises:
        NotFound: for somebody whom the actor does not see.
        Forbidden: for an actor who changes nothing, or somebody who has left.
    """
    actor = looking_after()
    person = queries.get(actor, person_id)
    require(access.can_change(actor, person))
    require(not here or not leaving.gone(actor, person))
    return actor, person


@blueprint.get("")
def index() -> Any:
    actor = looking_after()
    narrowed = _narrowed()
    listed = queries.people(actor, narrowed, read_key(request.args.get("after")))
    chosen = {name: value for name, value in _chosen(narrowed).items() if value}
    return page(
        "people/index.html",
        form=FindForm(formdata=None),
        further=None,
        pager_to=listed.earlier and url_for(".index", after=listed.earlier, **chosen),
        **_around(actor, listed, narrowed),
    )


@blueprint.route("/found", methods=["GET", "POST"])
def found() -> Any:
    actor = looking_after()
    form = FindForm()
    q = (form.name_of.data or "")[: text.SHORT]
    listed = queries.found(actor, q, read_key(request.form.get("after")))
    return page(
        "people/index.html",
        form=form,
        further={"name_of": q, "after": listed.earlier} if listed.earlier else None,
        pager_to=None,
        **_around(actor, listed, BY_NOTHING),
    )


@blueprint.get("/<uuid:person_id>")
def read(person_id: UUID) -> Any:
    actor = looking_after()
    person = queries.get(actor, person_id)
    around = queries.facts(actor, person)
    invited = invitations.standing_of(actor, [person.id]).get(person.id)
    return page(
        "people/read.html",
        **presenters.person(actor, person, around, invited),
        place_links=places(actor),
    )


def _narrowed() -> Narrowed:
    show, role = request.args.get("show", ""), request.args.get("role", "")
    return Narrowed(
        read_key(request.args.get("team")),
        role if role in say.ROLES else "",
        show if show in SHOWN else SHOWN[0],
        request.args.get("team_called", "")[: text.SHORT].strip(),
    )


def _chosen(narrowed: Narrowed) -> dict[str, str]:
    return {
        "team": str(narrowed.team_id or ""),
        "team_called": narrowed.team_called,
        "role": narrowed.role,
        "show": narrowed.show if narrowed.show != SHOWN[0] else "",
    }


def _around(actor: Actor, listed: Any, narrowed: Narrowed) -> dict[str, Any]:
    not_yet = [row.id for row in listed.rows if not row.has_signed_in]
    invited = invitations.standing_of(actor, not_yet)
    teams = few_teams(actor)
    return {
        "items": list(rows.rows(actor, listed.rows, invited)),
        "chosen": _chosen(narrowed),
        "narrowed": narrowed != BY_NOTHING,
        "teams": None if teams is None else [(str(key), name) for key, name in teams],
        "roles": [(code, str(label)) for code, label in say.ROLES.items()],
        "shows": [(code, str(label)) for code, label in rows.SHOWS.items()],
        "may_add": access.administers(actor),
        "import_href": url_for(IMPORT) if IMPORT in current_app.view_functions else "",
        "place_links": places(actor, "people"),
    }
