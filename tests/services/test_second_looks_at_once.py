"""[Z18] Of two who answer at once one is first; of two who send each other away one stays."""

from __future__ import annotations

import threading
from datetime import timedelta

from sqlalchemy import func, select

from supervision.extensions import db
from supervision.models.audit import AuditEntry
from supervision.models.people import RoleGrant
from tests.services.several_administrators import administrators
from tests.services.test_second_looks import _roles, asked_role
from tests.worlds import World

DAY = timedelta(days=1)


def test_of_two_who_agree_at_once_one_is_first_and_it_is_done_once(world: World) -> None:
    administrators(world)
    look = asked_role(world)
    clients = {name: world.client(name) for name in ("agnes", "noor")}
    tokens = {name: client.token() for name, client in clients.items()}
    answers: dict[str, int] = {}
    start = threading.Barrier(2)

    def agree(name: str) -> None:
        start.wait()
        sent = {"csrf_token": tokens[name], "look": "agree"}
        answers[name] = clients[name].post(f"/second-looks/{look}", data=sent).status_code

    threads = [threading.Thread(target=agree, args=(name,)) for name in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(answers.values()) == [302, 422]
    with world.app.app_context():
        count = select(func.count(RoleGrant.id)).where(
            RoleGrant.person_id == world.ids["sandy"], RoleGrant.role == "curator"
        )
        assert db.session.scalar(count) == 1
        verbs = select(AuditEntry.verb).where(AuditEntry.thing_id == look)
        assert sorted(db.session.scalars(verbs)) == ["added", "agreed", "asked"]


def test_of_two_administrators_who_end_each_others_role_at_once_one_is_refused(
    world: World,
) -> None:
    """Three are there; two of them want the other two gone. One goes, two stay."""
    administrators(world)
    ids = {name: _roles(world, name)["administrator"] for name in ("sandy", "agnes")}
    people_of = {"sandy": "agnes", "agnes": "sandy"}
    clients = {name: world.client(name) for name in people_of}
    tokens = {name: client.token() for name, client in clients.items()}
    answers: list[int] = []
    start = threading.Barrier(2)

    def end(name: str) -> None:
        other = people_of[name]
        start.wait()
        sent = {"csrf_token": tokens[name], "why": "Enough", **_date(world)}
        path = f"/people/{world.ids[other]}/roles/{ids[other]}/ending"
        answers.append(clients[name].post(path, data=sent).status_code)

    threads = [threading.Thread(target=end, args=(name,)) for name in people_of]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(answers) == [302, 422]


def _date(world: World) -> dict[str, str]:
    today = world.clock.now.date()
    return {
        "last-day": str(today.day),
        "last-month": str(today.month),
        "last-year": str(today.year),
    }
