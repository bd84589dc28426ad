"""Bringing a file, and what each row of it would do. Nothing is changed here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, redirect, request, url_for

from supervision import identity, importing, unit_of_work
from supervision.access import imports as access
from supervision.access.actor import Actor
from supervision.blueprints import say
from supervision.blueprints.imports import presenters, to_put_right
from supervision.blueprints.imports.forms import FileForm, StartForm
from supervision.blueprints.pages import page, put_right
from supervision.blueprints.people_places import places
from supervision.domain.people_files import writing
from supervision.domain.people_files.limits import Unreadable
from supervision.domain.refusals import NotFound
from supervision.importing.outcomes import Outcome
from supervision.queries import imports as queries
from supervision.services import imports as services
from supervision.unit_of_work import by_hand

blueprint = Blueprint("imports", __name__, url_prefix="/people/import")


@blueprint.route("", methods=["GET", "POST"])
@by_hand
def begin() -> Any:
    """The file is read and compared outside any transaction that would keep others waiting."""
    actor = importer()
    form = FileForm()
    if request.method in unit_of_work.SAFE:
        return page("imports/begin.html", form=form, **_begin(actor))
    brought = form.brought() if form.validate() else None
    if brought is None:
        return put_right("imports/begin.html", form=form, **_begin(actor))
    try:
        looked = importing.look(actor, *brought, make_teams=bool(form.make_teams.data))
    except Unreadable as unreadable:
        form.file.errors = [say.it(unreadable.sentence)]
        return put_right("imports/begin.html", form=form, **_begin(actor))
    rows = looked.to_json()
    unit_of_work.undo()
    unit_of_work.writing()
    kept = services.keep(actor, rows, len(looked.plans), Outcome().to_json())
    key = kept.id
    unit_of_work.keep()
    return redirect(url_for(".read", import_id=key))


def _begin(actor: Actor) -> dict[str, Any]:
    return {
        "place_links": places(actor, "people"),
        "columns": presenters.columns(),
        "latest": [presenters.brought(actor, one) for one in queries.latest(actor)],
    }


@blueprint.get("/template.csv")
def template() -> Any:
    importer()
    return as_file(writing.template(), "people.csv")


@blueprint.get("/<uuid:import_id>")
def read(import_id: UUID) -> Any:
    actor = importer()
    brought = queries.get(actor, import_id)
    if brought.state != "checked":
        return redirect(url_for(".progress", import_id=import_id))
    return page("imports/read.html", form=StartForm(), **looked_at(actor, brought))


def looked_at(actor: Actor, brought: Any) -> dict[str, Any]:
    """What the page of a file shows: some of its rows, and how many there are of each kind."""
    kept = presenters.kept_rows(brought.rows)
    show = request.args.get("show", "")
    return {
        "place_links": places(actor, "people"),
        "id": brought.id,
        "own": access.can_carry_out(actor, brought),
        **presenters.looked_at(actor, brought.id, kept, show, start_at()),
    }


def start_at() -> int:
    """How many rows stood on the pages before this one."""
    typed = request.args.get("from", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0


@blueprint.get("/<uuid:import_id>/problems.csv")
def problems(import_id: UUID) -> Any:
    actor = importer()
    brought = queries.get(actor, import_id)
    if brought.rows is not None:
        rows = to_put_right.problem_rows(presenters.kept_rows(brought.rows))
    else:
        rows = to_put_right.left_rows(Outcome.read(brought.outcome))
    return as_file(writing.table(rows), "to-put-right.csv")


def importer() -> Actor:
    """Whoever may bring a file. Raises NotFound for everyone else."""
    actor = identity.actor()
    if not access.can_import(actor):
        raise NotFound
    return actor


def as_file(content: str, name: str) -> Response:
    """A CSV to keep, which no browser opens in a page of ours."""
    response = Response(content, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
