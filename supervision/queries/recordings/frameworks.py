"""The outcomes of frameworks, which are the same for everyone."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Subquery, and_, func, or_, select

from supervision.extensions import db
from supervision.models.recordings import (
    Framework,
    FrameworkOutcome,
    OutcomeRecording,
    RecordingOutcome,
)

FOR_PEOPLE = "talking-points-people"
_OUTCOME = (
    FrameworkOutcome.id,
    FrameworkOutcome.code,
    FrameworkOutcome.name,
    FrameworkOutcome.verified,
)


@dataclass(frozen=True)
class Outcome:
    """An outcome of a framework; `verified` when its name was held against its source."""

    id: uuid.UUID
    code: str
    name: str
    verified: bool = True


@dataclass(frozen=True)
class Group:
    """The outcomes of a framework that stand together."""

    name: str
    outcomes: tuple[Outcome, ...]
    framework: str = ""  # its name


@dataclass(frozen=True)
class OfferedFramework:
    """A framework to choose outcomes from, with whose names they are."""

    id: uuid.UUID
    code: str
    name: str
    attribution: str
    groups: tuple[Group, ...]

    @property
    def verified(self) -> bool:
        """Whether every name was held against its source."""
        return all(one.verified for group in self.groups for one in group.outcomes)


def named() -> tuple[tuple[str, str], ...]:
    """The code and the name of every framework in its newest edition."""
    newest = _newest()
    rows = db.session.execute(
        select(Framework.code, Framework.name)
        .join(newest, newest.c.code == Framework.code)
        .where(Framework.edition == newest.c.edition)
        .order_by((Framework.code == FOR_PEOPLE).desc(), Framework.name)
    )
    return tuple((code, name) for code, name in rows)


def frameworks(
    chosen: Collection[uuid.UUID] = (), left_out: Collection[str] = ()
) -> tuple[OfferedFramework, ...]:
    """Every framework in use, in its newest edition, that for people using services first.

    Args:
        chosen: outcomes that stay on offer although a newer edition has come, or their framework is
            no longer in use; they follow last.
        left_out: codes of frameworks that the organisation does not use.
    """
    newest = _newest()
    is_newest = and_(Framework.edition == newest.c.edition, Framework.code.not_in(sorted(left_out)))
    rows = db.session.execute(
        select(
            Framework.id,
            Framework.code,
            Framework.name,
            Framework.attribution,
            FrameworkOutcome.group,
            *_OUTCOME,
        )
        .join(Framework, Framework.id == FrameworkOutcome.framework_id)
        .join(newest, newest.c.code == Framework.code)
        .where(or_(is_newest, FrameworkOutcome.id.in_(list(chosen))))
        .order_by(
            is_newest.desc(),
            (Framework.code == FOR_PEOPLE).desc(),
            Framework.name,
            Framework.id,
            FrameworkOutcome.position,
        )
    )
    return tuple(
        OfferedFramework(
            *facts,
            tuple(
                Group(name, tuple(Outcome(*row[5:]) for row in members), facts[2])
                for name, members in groupby(outcomes, key=lambda row: row[4])
            ),
        )
        for facts, outcomes in groupby(rows, key=lambda row: tuple(row[:4]))
    )


def _newest() -> Subquery:
    """The newest edition of each framework."""
    return (
        select(Framework.code, func.max(Framework.edition).label("edition"))
        .group_by(Framework.code)
        .subquery()
    )


def outcomes(chosen: Collection[uuid.UUID] = ()) -> tuple[Group, ...]:
    """The outcomes of every framework, by group; each group says which framework it is of."""
    return tuple(group for one in frameworks(chosen) for group in one.groups)


def outcomes_of(recording: OutcomeRecording) -> tuple[Outcome, ...]:
    """The outcomes that a recording, opened already, is about, framework by framework."""
    rows = db.session.execute(
        select(*_OUTCOME)
        .join(RecordingOutcome, RecordingOutcome.framework_outcome_id == FrameworkOutcome.id)
        .join(Framework, Framework.id == FrameworkOutcome.framework_id)
        .where(RecordingOutcome.recording_id == recording.id)
        .order_by(
            (Framework.code == FOR_PEOPLE).desc(),
            Framework.name,
            FrameworkOutcome.position,
            FrameworkOutcome.id,
        )
    )
    return tuple(Outcome(*row) for row in rows)
