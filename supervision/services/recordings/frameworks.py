"""Reading in frameworks of outcomes, which never change once they are stored."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from supervision.domain import frameworks
from supervision.extensions import db
from supervision.models.recordings import Framework, FrameworkOutcome


def import_framework(framework: frameworks.Framework) -> Framework:
    """Read in a version of a framework. Read in again, it is the same rows.

    Raises:
        ValueError: when this version is stored with other content: a new wording is a new version.
    """
    row = db.session.scalar(
        select(Framework).where(
            Framework.code == framework.code, Framework.edition == framework.version
        )
    )
    if row is not None:
        if _stored(row) != _given(framework):
            raise ValueError(
                f"{framework.code} {framework.version} is stored with other content. A version "
                "never changes: give this one a new version."
            )
        return row
    row = Framework(
        code=framework.code,
        edition=framework.version,
        name=framework.name,
        licence=framework.licence,
        attribution=framework.attribution,
    )
    db.session.add(row)
    db.session.flush()
    db.session.add_all(
        FrameworkOutcome(
            framework_id=row.id,
            code=one.code,
            group=one.group,
            name=one.name,
            position=place,
            verified=one.verified,
        )
        for place, one in enumerate(framework.outcomes, 1)
    )
    db.session.flush()
    return row


def _stored(row: Framework) -> tuple[Any, ...]:
    outcomes = db.session.execute(
        select(
            FrameworkOutcome.code,
            FrameworkOutcome.group,
            FrameworkOutcome.name,
            FrameworkOutcome.verified,
        )
        .where(FrameworkOutcome.framework_id == row.id)
        .order_by(FrameworkOutcome.position)
    )
    return row.name, row.licence, row.attribution, [tuple(one) for one in outcomes]


def _given(framework: frameworks.Framework) -> tuple[Any, ...]:
    outcomes = [(one.code, one.group, one.name, one.verified) for one in framework.outcomes]
    return framework.name, framework.licence, framework.attribution, outcomes
