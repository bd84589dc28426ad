"""What asks whoever administers for their password once more: the one list of it.

Every address at which people are looked after and that takes a form is either in HIGH or named with
its reason in the test that walks them all (tests/foundation/test_what_is_high.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from supervision.access.actor import Actor
from supervision.domain import settings
from supervision.queries import directory

Sent = MultiDict[str, str]
When = Callable[[Actor, Sent, Mapping[str, Any]], bool]


def is_high(actor: Actor, endpoint: str, sent: Sent, at: Mapping[str, Any]) -> bool:
    """Whether what was sent asks for a password that was given lately.

    Args:
        sent: the fields of the form.
        at: what the address names.

    Raises:
        NotFound: for somebody whom the actor does not look after.
    """
    return endpoint in HIGH and HIGH[endpoint](actor, sent, at)


def _always(_actor: Actor, _sent: Sent, _at: Mapping[str, Any]) -> bool:
    return True


def _where(name: str, *values: str) -> When:
    """Where a field says one of these; the others ask, take back or decline."""
    return lambda _actor, sent, _at: sent.get(name) in values


def _more_than_practice(_actor: Actor, sent: Sent, _at: Mapping[str, Any]) -> bool:
    """Somebody is added with a role that opens more than their own work."""
    return any(role != "practitioner" for role in sent.getlist("roles"))


def _another_way_in(actor: Actor, sent: Sent, at: Mapping[str, Any]) -> bool:
    """Somebody shall sign in with something else."""
    return directory.get(actor, at["person_id"]).email != sent.get("email", "").strip()


def _of_safety(_actor: Actor, _sent: Sent, at: Mapping[str, Any]) -> bool:
    """How small the numbers are that reports show, and how long a sign-in holds."""
    return at["name"] in (settings.THRESHOLD, settings.SIGN_IN)


HIGH: Mapping[str, When] = {
    "imports.carry_out": _always,
    "imports.links": _always,
    "people.add": _more_than_practice,
    "people.back": _always,
    "people.details": _another_way_in,
    "people.ending": _always,
    "people.invite": _where("how", "paper", "ask"),
    "people.leaving": _always,
    "settings.setting": _of_safety,
    "standing.add_supervision": _where("step", "do"),
    "standing.change_supervisor": _where("step", "do"),
    "standing.cover": _where("step", "do"),
    "standing.end_role": _always,
    "standing.give_role": _always,
    "standing.second_look": _where("look", "agree"),
}
