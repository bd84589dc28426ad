"""Reading which organisations there are, for whoever runs the service: names, and no more."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select

from supervision.domain.naming import seen_as
from supervision.extensions import db
from supervision.models.people import Organisation, Person


@dataclass(frozen=True)
class OrganisationRow:
    """`invented` says that it belongs to a demonstration."""

    id: uuid.UUID
    name: str
    nation: str
    invented: bool
    people: int


def all_of_them() -> tuple[OrganisationRow, ...]:
    """Every organisation here, by name."""
    counted = (
        select(func.count())
        .select_from(Person)
        .where(Person.organisation_id == Organisation.id)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            Organisation.id,
            Organisation.name,
            Organisation.nation,
            Organisation.demonstration,
            counted,
        ).order_by(Organisation.name, Organisation.id)
    )
    return tuple(OrganisationRow(*row) for row in rows)


def is_called(name: str) -> bool:
    """Whether there is an organisation of this name, as the eye takes it."""
    names = db.session.scalars(select(Organisation.name))
    return seen_as(name) in {seen_as(other) for other in names}


def taken(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Those of these folded addresses that somebody signs in with already."""
    rows = db.session.scalars(select(Person.email_folded).where(Person.email_folded.in_(addresses)))
    return tuple(sorted(rows))
