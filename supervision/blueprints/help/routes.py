"""The footer's pages, open to everyone, and the examples of writing, for whoever is signed in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from supervision import content, identity
from supervision.access import (
    actions,
    administration,
    asks,
    imports,
    library,
    people,
    reads,
    recordings,
    reflections,
    sessions,
    tree,
)
from supervision.blueprints.help import presenters, tasks
from supervision.blueprints.help.places import address
from supervision.blueprints.pages import page
from supervision.domain.wording import said
from supervision.identity import public
from supervision.queries import governance

blueprint = Blueprint("help", __name__)

RULES = (
    (said("Reflections"), reflections),
    (said("What a reflection asks for"), asks),
    (said("Outcome recordings"), recordings),
    (said("Supervision sessions"), sessions),
    (said("Actions that pass over"), actions),
    (said("Good practice"), library),
    (said("People and accounts"), people),
    (said("Services and teams"), tree),
    (said("Looking after people"), administration),
    (said("Files of people"), imports),
    (said("The log of who has read what"), reads),
)


@blueprint.get("/who-can-read-what")
@public
def who_can_read() -> Any:
    """Made from the opening lines of the rules themselves, so that it cannot say otherwise."""
    nouns = [presenters.noun(name, module.__doc__ or "") for name, module in RULES]
    return page("help/who_can_read.html", nouns=nouns)


@blueprint.get("/your-information")
@public
def your_information() -> Any:
    reader = identity.someone()
    whom = governance.names(reader) if reader else []
    log = address("account.reads") if reader and reader.practises else ""
    return page("help/your_information.html", **presenters.information(reader, whom, log))


@blueprint.get("/accessibility")
@public
def accessibility() -> Any:
    return page("help/accessibility.html")


@blueprint.get("/help", endpoint="tasks")
@public
def how_to() -> Any:
    return page("help/tasks.html", parts=tasks.parts(identity.someone()))


@blueprint.get("/examples-of-writing")
def examples_of_writing() -> Any:
    return page("help/examples_of_writing.html", examples=content.writing_examples())
