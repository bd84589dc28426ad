"""The pages on which somebody's standing is looked after: addresses, days, and many people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from supervision.extensions import db
from supervision.models.people import Person, RoleGrant, SupervisionRelation
from tests.worlds import World

DAY = timedelta(days=1)


def days(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}__day": str(day.day),
        f"{name}__month": str(day.month),
        f"{name}__year": str(day.year),
    }


def at(world: World, name: str, page: str = "") -> str:
    return f"/people/{world.ids[name]}{page}"


def today(world: World) -> date:
    return world.clock.now.date()


def crowd(world: World, n: int, *, supervisor: str = "", start: int = 0) -> None:
    """People who take part in practice, with a supervisor or none."""
    with world.acting("sandy") as actor:
        for number in range(start + 1, start + n + 1):
            name = f"Crowd {number:05}"
            one = Person(
                organisation_id=actor.organisation_id,
                full_name=name,
                known_as=name,
                email=f"crowd{number}@lochside.example",
                email_folded=f"crowd{number}@lochside.example",
                joined_on=actor.today - 300 * DAY,
            )
            world.ids[f"crowd {number}"] = one.id
            db.session.add(one)
        db.session.flush()
        for number in range(start + 1, start + n + 1):
            key = world.ids[f"crowd {number}"]
            db.session.add(
                RoleGrant(
                    organisation_id=actor.organisation_id,
                    person_id=key,
                    role="practitioner",
                    from_date=actor.today - 300 * DAY,
                )
            )
            if supervisor:
                db.session.add(relation(actor, world.ids[supervisor], key))


def relation(actor: Any, supervisor: Any, supervisee: Any) -> SupervisionRelation:
    return SupervisionRelation(
        organisation_id=actor.organisation_id,
        supervisor_id=supervisor,
        supervisee_id=supervisee,
        function="line",
        from_date=actor.today - 200 * DAY,
    )
