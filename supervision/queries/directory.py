"""Reading the people of an organisation: for whoever looks after them. No table that holds what
people write is asked here."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, tuple_, type_coerce
from sqlalchemy.orm import aliased

from supervision.access import administration as access
from supervision.access import people as people_access
from supervision.access.actor import Actor
from supervision.domain import text
from supervision.domain.refusals import required
from supervision.domain.text import fold_email
from supervision.extensions import db
from supervision.models.administration import Absence, SecondLook
from supervision.models.base import Key
from supervision.models.links import OneTimeLink
from supervision.models.people import Person, Team, TeamMembership
from supervision.queries import directory_facts
from supervision.queries.directory_facts import NOTHING, Around, Today
from supervision.queries.directory_narrowed import BY_NOTHING, Narrowed, narrow, teams_meant
from supervision.queries.directory_teams import team_choices
from supervision.queries.listing import PAGE, Listed
from supervision.queries.prepared import prepared

LINK_WAITS = timedelta(days=1)
last = aliased(Person)  # of the page above


@dataclass(frozen=True)
class PersonRow:
    """Somebody in the list, with what holds today."""

    id: uuid.UUID
    full_name: str
    known_as: str
    email: str
    joined_on: date
    left_on: date | None
    shut_out: bool
    has_signed_in: bool  # has set a password: the way in is theirs
    today: Today = NOTHING


def get(actor: Actor, person_id: uuid.UUID) -> Person:
    """Somebody of the organisation, whether they have begun, work here or have left.

    Raises:
        NotFound: for anyone who does not look after people, and for people elsewhere.
    """
    return required(
        db.session.scalar(
            select(Person).where(Person.id == person_id, access.people_visible_to(actor))
        )
    )


def several(actor: Actor, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """Those of these people whom the actor looks after, by key."""
    found = db.session.scalars(
        select(Person).where(Person.id.in_(list(ids)), access.people_visible_to(actor))
    )
    return {person.id: person for person in found}


def people(
    actor: Actor, narrowed: Narrowed = BY_NOTHING, after: uuid.UUID | None = None
) -> Listed[PersonRow]:
    """One page of people by full name.

    Args:
        after: the last person of the page above; one who cannot be seen is nobody.
    """
    rows = _listed(
        actor,
        teams=teams_meant(actor, narrowed),
        role=narrowed.role,
        show=narrowed.show,
        after=after,
    )
    return _page(actor, rows.all())


@prepared
def _listed(actor: Actor, teams: Any, role: str, show: str, after: Any) -> Select[Any]:
    statement = _select(actor).where(*narrow(actor, teams, role, show))
    if after is not None:
        name = select(last.full_name).where(
            last.id == after, last.organisation_id == actor.organisation_id
        )
        place = tuple_(func.coalesce(name.scalar_subquery(), ""), type_coerce(after, Key()))
        statement = statement.where(tuple_(Person.full_name, Person.id) > place)
    return statement.order_by(Person.full_name, Person.id).limit(PAGE + 1)


def found(actor: Actor, q: str, after: uuid.UUID | None = None) -> Listed[PersonRow]:
    """Everyone with all of these words in a name or address, whoever has left included, by name."""
    tokens = text.search_tokens(q)
    if not tokens:
        return Listed(())
    rows = db.session.execute(
        select(Person.id, Person.full_name, Person.known_as, Person.email_folded)
        .where(access.people_visible_to(actor))
        .order_by(Person.full_name, Person.id)
    )
    ids = [row[0] for row in rows if _fits(tokens, row[1:])]
    start = ids.index(after) + 1 if after in ids else 0
    shown = ids[start : start + PAGE + 1]
    if not shown:
        return Listed(())
    return _page(
        actor,
        db.session.execute(
            _select(actor)
            .where(Person.id.in_(shown), access.people_visible_to(actor))
            .order_by(Person.full_name, Person.id)
        ).all(),
    )


def called(actor: Actor, typed: str) -> tuple[Person, ...]:
    """Who works here today and is meant by what somebody typed: an address to sign in with, a full
    name, or what people call them; compared without case and accents. Two at the most."""
    if text.blank(typed) or not access.sees_people(actor):
        return ()
    here = (people_access.works_here(actor),)
    by_address = db.session.scalar(
        select(Person).where(*here, Person.email_folded == fold_email(typed))
    )
    if by_address is not None:
        return (by_address,)
    wanted = text.search_tokens(typed)
    rows = db.session.execute(select(Person.id, Person.full_name, Person.known_as).where(*here))
    ids = [
        row.id
        for row in rows
        if wanted in (text.search_tokens(row.full_name), text.search_tokens(row.known_as))
    ]
    found = several(actor, ids[:2])
    return tuple(found[key] for key in ids[:2])


def facts(actor: Actor, person: Person) -> Around:
    """What holds of one person today or begins later."""
    return directory_facts.around(actor, person.id)


def team(actor: Actor, team_id: uuid.UUID) -> Team:
    """An open team. Raises NotFound for any other."""
    required(next((one for one in team_choices(actor) if one[0] == team_id), None))
    return db.session.get_one(Team, team_id)


def memberships(actor: Actor, person: Person) -> tuple[TeamMembership, ...]:
    """The memberships of a person, opened already, that hold today or begin later."""
    return tuple(
        db.session.scalars(
            select(TeamMembership)
            .where(
                TeamMembership.organisation_id == actor.organisation_id,
                TeamMembership.person_id == person.id,
                or_(TeamMembership.to_date.is_(None), TeamMembership.to_date >= actor.today),
            )
            .order_by(TeamMembership.from_date, TeamMembership.id)
        )
    )


def absence(actor: Actor, person: Person) -> Absence | None:
    """The leave of a person, opened already, that holds today or comes next."""
    return db.session.scalar(
        select(Absence)
        .where(
            Absence.organisation_id == actor.organisation_id,
            Absence.person_id == person.id,
            or_(Absence.to_date.is_(None), Absence.to_date >= actor.today),
        )
        .order_by(Absence.from_date, Absence.id)
        .limit(1)
    )


def _select(actor: Actor) -> Select[Any]:
    return select(
        Person.id,
        Person.full_name,
        Person.known_as,
        Person.email,
        Person.joined_on,
        Person.left_on,
        Person.shut_out_at.is_not(None),
        Person.password_hash.is_not(None),
    ).where(access.people_visible_to(actor))


def _page(actor: Actor, rows: Sequence[Any]) -> Listed[PersonRow]:
    shown = rows[:PAGE]
    today = directory_facts.today(actor, [row[0] for row in shown])
    made = tuple(PersonRow(*row, today.get(row[0], NOTHING)) for row in shown)
    return Listed(made, shown[-1][0] if len(rows) > PAGE else None)


def _fits(tokens: Sequence[str], names: Iterable[str]) -> bool:
    # Most names are plain letters, and folding those is dear.
    folded = " ".join(n.lower() if n.isascii() else text.fold(n) for n in names)
    return all(token in folded for token in tokens)


def link_look(actor: Actor, person: Person) -> SecondLook | None:
    """What was asked for lately, so that a link can be printed for who has signed in before: while
    it waits; and for a day after it was agreed to, until the link was made, for the two who asked
    and agreed."""
    used = (
        select(OneTimeLink.id)
        .where(
            OneTimeLink.person_id == person.id,
            OneTimeLink.made_by.is_not(None),
            OneTimeLink.made_at >= SecondLook.answered_at,
        )
        .exists()
    )
    return db.session.scalar(
        select(SecondLook)
        .where(
            access.second_looks_visible_to(actor),
            SecondLook.need == "link",
            SecondLook.person_id == person.id,
            or_(
                SecondLook.state == "waiting",
                and_(
                    SecondLook.state == "agreed",
                    or_(
                        SecondLook.asked_by == actor.person_id,
                        SecondLook.answered_by == actor.person_id,
                    ),
                    SecondLook.answered_at > actor.now - LINK_WAITS,
                    ~used,
                ),
            ),
        )
        .order_by(SecondLook.asked_at.desc())
        .limit(1)
    )
