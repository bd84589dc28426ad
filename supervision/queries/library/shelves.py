"""What examples can be looked through by: the outcomes and themes of those that can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, func, literal, null, select, union_all

from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.library import ExampleOutcome, ExampleTheme, PracticeExample
from supervision.models.recordings import Framework, FrameworkOutcome
from supervision.queries.library.opening import HelpsWith
from supervision.queries.prepared import prepared


@dataclass(frozen=True)
class Shelves:
    """Outcomes and themes (by code) with at least one example."""

    outcomes: tuple[HelpsWith, ...]
    themes: frozenset[str]


def shelves(actor: Actor) -> Shelves:
    """The outcomes, in their published order, and the themes that lead to at least one example
    that the actor may read. How many there are is not told."""
    rows = _shelves(actor).all()
    in_order = sorted((row for row in rows if row.framework), key=lambda r: (r.position, r.name))
    return Shelves(
        tuple(HelpsWith(row.framework, row.code, row.name) for row in in_order),
        frozenset(row.code for row in rows if not row.framework),
    )


@prepared
def _shelves(actor: Actor) -> CompoundSelect[Any]:
    readable = select(PracticeExample.id).where(access.visible_to(actor))
    outcomes = (
        select(
            Framework.code.label("framework"),
            FrameworkOutcome.code.label("code"),
            func.max(FrameworkOutcome.name).label("name"),
            func.min(FrameworkOutcome.position).label("position"),
        )
        .join(ExampleOutcome, ExampleOutcome.framework_outcome_id == FrameworkOutcome.id)
        .join(Framework, Framework.id == FrameworkOutcome.framework_id)
        .where(ExampleOutcome.example_id.in_(readable))
        .group_by(Framework.code, FrameworkOutcome.code)
    )
    themes = select(null(), ExampleTheme.theme, null(), literal(0)).where(
        ExampleTheme.example_id.in_(readable)
    )
    return union_all(outcomes, themes.distinct())


def outcome_called(framework: str, code: str) -> HelpsWith | None:
    """The outcome with these codes, newest edition; None when there is none."""
    name = db.session.scalar(
        select(FrameworkOutcome.name)
        .join(Framework, Framework.id == FrameworkOutcome.framework_id)
        .where(Framework.code == framework, FrameworkOutcome.code == code)
        .order_by(Framework.edition.desc())
        .limit(1)
    )
    return None if name is None else HelpsWith(framework, code, name)
