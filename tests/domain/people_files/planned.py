"""An organisation of a few people, and what the rows of a file would do to it."""

from __future__ import annotations

import uuid
from datetime import date

from supervision.domain.people_files import (
    decoding,
    lines,
    planning,
    tables,
)
from supervision.domain.people_files.plans import Plan
from supervision.domain.people_files.standing import PersonNow, Standing, TeamNow
from supervision.domain.text import fold_email

TODAY = date(2026, 11, 23)
ME = uuid.UUID(int=99)
LOCHSIDE, BIRCHWOOD, SERVICE = (uuid.UUID(int=n) for n in (11, 12, 13))


def person(n: int, name: str, address: str, **facts: object) -> PersonNow:
    made = PersonNow(
        uuid.UUID(int=n),
        name,
        name.split()[0],
        address,
        fold_email(address),
        date(2024, 1, 8),
    )
    for fact, value in facts.items():
        setattr(made, fact, value)
    return made


def now(*people: PersonNow, taken: frozenset[str] = frozenset()) -> Standing:
    standing = Standing(
        TODAY,
        ME,
        teams=[
            TeamNow(LOCHSIDE, "Lochside", SERVICE, "Older people’s service"),
            TeamNow(BIRCHWOOD, "Birchwood", SERVICE, "Older people’s service"),
        ],
        services={"older people's service": SERVICE},
        taken=taken,
    )
    return standing.know(people)


def planned(content: str, standing: Standing | None = None, **ways: bool) -> list[Plan]:
    table = tables.read(decoding.decode(content.encode()).text)
    return planning.plan(lines.read(table)[1], standing or now(), **ways)


def said(plan: Plan) -> list[str]:
    return [f"{one.field}: {one.sentence}" for one in plan.problems]
