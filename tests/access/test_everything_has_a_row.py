"""Nothing without a row: every rule of `access/`, every table and every address that leads to a
thing is in some matrix, so that whoever adds one has to say who may."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from supervision import access
from supervision.access import (
    actions,
    actor,
    administration,
    asks,
    audience,
    imports,
    library,
    people,
    reads,
    recordings,
    reflections,
    sessions,
    tree,
)
from supervision.extensions import db
from tests.access.all_matrices import MATRICES
from tests.access.matrix import Action
from tests.worlds import World

RULES = (
    actions,
    administration,
    asks,
    imports,
    library,
    people,
    reads,
    recordings,
    reflections,
    sessions,
    tree,
)
SAYS = (
    "can_",
    "visible_to",
    "_visible_to",
    "reads_",
    "put_to",
    "_held_by",
    "passed_over",
    "looked_at",
)

# Asked about in another way than by an action's policy: in the lists of the asks matrix.
ELSEWHERE = frozenset({asks.put_to, administration.can_bring_into_a_team})

# Tables that hold no words of anyone and have no page; who may change them comes with their pages.
NO_CONTENT = frozenset(
    {
        "alembic_version",
        "audit_entries",
        "audit_heads",
        "framework_outcomes",
        "frameworks",
        "one_time_links",
        "organisation_keys",
        "organisations",
        "outgoing_mails",
        "role_grants",
        "tries",
    }
)

# Addresses at the door: they lead to nobody's things. `tests/foundation` walks who needs a sign-in.
AT_THE_DOOR = frozenset(
    {
        "auth.forgotten",
        "auth.invitation",
        "auth.link_sent",
        "auth.new_password",
        "auth.open_invitation",
        "auth.open_link",
        "auth.sign_in",
        "auth.sign_out",
        "auth.sign_out_to_begin",
        "health.alive",
        "health.ready",
        "assets.file",
        "help.accessibility",
        "help.tasks",
        "help.who_can_read",
        "help.your_information",
    }
)


def _actions() -> Iterator[Action]:
    for matrix in MATRICES:
        yield from matrix.actions.values()


def _rules_of(module: ModuleType) -> Iterator[Any]:
    for name, thing in vars(module).items():
        own = inspect.isfunction(thing) and thing.__module__ == module.__name__
        if own and not name.startswith("_") and any(part in name for part in SAYS):
            yield thing


def test_every_module_of_access_is_looked_at() -> None:
    found = {path.stem for path in _files()} - {"__init__"}
    known = {module.__name__.rsplit(".", 1)[1] for module in (*RULES, actor, audience)}
    assert found == known


def test_every_rule_has_an_action() -> None:
    asked: set[Any] = set(ELSEWHERE)
    for action in _actions():
        if action.policy is not None:
            asked.add(action.policy.rule)
    missing = [
        f"{module.__name__}.{rule.__name__}"
        for module in RULES
        for rule in _rules_of(module)
        if rule not in asked
    ]
    assert not missing, missing


def test_every_table_belongs_to_a_matrix() -> None:
    covered = frozenset().union(*(matrix.tables for matrix in MATRICES))
    tables = set(db.metadata.tables)
    assert tables - covered - NO_CONTENT == set(), "tables without a matrix"
    assert covered <= tables, "a matrix speaks for a table that is not there"
    assert not covered & NO_CONTENT


def test_every_address_is_tried_by_a_matrix(world: World) -> None:
    tried = {(door.endpoint, _method(door)) for action in _actions() for door in action.http}
    missing = []
    for rule in world.app.url_map.iter_rules():
        if rule.endpoint in AT_THE_DOOR:
            continue
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            if (rule.endpoint, method) not in tried:
                missing.append(f"{method} {rule.rule} ({rule.endpoint})")
    assert not missing, "\n" + "\n".join(missing)


def _method(door: Any) -> str:
    return getattr(door, "method", "GET")


def _files() -> Iterator[Path]:
    yield from Path(access.__file__ or "").parent.glob("*.py")
