"""What the product says that offices show to someone, and what they may do there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import literal, select, union_all

from supervision.access import administration, imports, tree
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.administration import PeopleImport, SecondLook
from supervision.models.people import CareService, Person, Team
from tests.walk.facts import Key
from tests.walk.from_scratch import Seen

RULES: Mapping[str, tuple[Any, Callable[[Actor], Any]]] = {
    "person": (Person, administration.people_visible_to),
    "team": (Team, tree.teams_visible_to),
    "service": (CareService, tree.services_visible_to),
    "look": (SecondLook, administration.second_looks_visible_to),
    "import": (PeopleImport, imports.imports_visible_to),
}
CAN: tuple[tuple[str, Any, Callable[[Actor, Any], bool]], ...] = (
    ("standing", Person, administration.sees_standing_of),
    ("change person", Person, administration.can_change),
    ("change team", Team, tree.can_change),
    ("change service", CareService, tree.can_change),
    ("agree", SecondLook, administration.can_look_twice),
    ("take back", SecondLook, administration.can_take_back),
    ("carry out", PeopleImport, imports.can_carry_out),
)


Rows = Mapping[Any, Sequence[Any]]


def rows(organisation_id: Key) -> Rows:
    """Everything of an organisation that the rules are asked about, one by one."""
    models = {model for _, model, _ in CAN}
    return {
        model: db.session.scalars(
            select(model).where(model.organisation_id == organisation_id)
        ).all()
        for model in models
    }


def sees_of_offices(actor: Actor | None, all_: Rows) -> Seen:
    """By the where-clauses, and thing by thing by the rules that answer yes or no."""
    if actor is None:
        return set()
    statements = (
        select(literal(kind), model.id).where(rule(actor)) for kind, (model, rule) in RULES.items()
    )
    found = {(kind, key) for kind, key in db.session.execute(union_all(*statements))}
    can = {(kind, row.id) for kind, model, rule in CAN for row in all_[model] if rule(actor, row)}
    return found | can
