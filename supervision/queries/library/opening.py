"""Opening one example, and what it helps with."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.library import ExampleOutcome, ExampleTheme, PracticeExample
from supervision.models.recordings import Framework, FrameworkOutcome


@dataclass(frozen=True)
class HelpsWith:
    """An outcome that examples can be found by."""

    framework: str  # codes
    code: str
    name: str


def get(actor: Actor, example_id: uuid.UUID) -> PracticeExample:
    """Open an example. Raises NotFound when this actor cannot see it."""
    return required(
        db.session.scalar(
            select(PracticeExample).where(
                access.visible_to(actor), PracticeExample.id == example_id
            )
        )
    )


def withdrawn_one(actor: Actor, example_id: uuid.UUID) -> PracticeExample:
    """Open an example that was withdrawn. Raises NotFound for all but curators.

    Why it was withdrawn is kept without a name, and so leaves no note in the log of reads.
    """
    return required(
        db.session.scalar(
            select(PracticeExample).where(
                access.withdrawn_visible_to(actor), PracticeExample.id == example_id
            )
        )
    )


def helps_with(example: PracticeExample) -> tuple[HelpsWith, ...]:
    """The outcomes that an example, opened already, helps with, in their published order."""
    rows = db.session.execute(
        select(Framework.code.label("framework"), FrameworkOutcome.code, FrameworkOutcome.name)
        .join(ExampleOutcome, ExampleOutcome.framework_outcome_id == FrameworkOutcome.id)
        .join(Framework, Framework.id == FrameworkOutcome.framework_id)
        .where(ExampleOutcome.example_id == example.id)
        .order_by(FrameworkOutcome.position, FrameworkOutcome.name)
    )
    return tuple(HelpsWith(*row) for row in rows)


def outcomes_of(example: PracticeExample) -> tuple[str, ...]:
    """The names of the outcomes that an example helps with, in their published order."""
    return tuple(one.name for one in helps_with(example))


def themes_of(example: PracticeExample) -> frozenset[str]:
    """The codes of the themes of an example, opened already."""
    return frozenset(
        db.session.scalars(select(ExampleTheme.theme).where(ExampleTheme.example_id == example.id))
    )
