"""Rights in words: what it is, its days, what it lets somebody see, who gave it and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import url_for

from supervision.access.actor import Actor
from supervision.blueprints import say
from supervision.blueprints.standing import words
from supervision.language import gettext as _

Item = dict[str, Any]


def right(actor: Actor, one: Any, *, gives: bool = False) -> Item:
    """A right as an item of a list.

    Args:
        gives: say what it lets its holder see, too.
    """
    return {
        "id": one.id,
        "name": _name(one),
        "side": words.days(actor, one.first, one.last),
        "lines": [line for line in ((_gives(one) if gives else ""), _cover(one)) if line],
        "given": words.given(actor, one),
        "links": [],
    }


def seen(actor: Actor, rights: Iterable[Any]) -> list[tuple[str, list[Item]]]:
    """What is held today or begins later, by where it comes from."""
    held = [one for one in rights if not one.over(actor.today)]
    return [
        (heading, [right(actor, one, gives=True) for one in held if one.kind in kinds])
        for heading, kinds in (
            (_("Through roles"), ("role",)),
            (_("Through teams"), ("team",)),
            (_("Through supervision"), ("supervised_by", "supervises")),
        )
    ]


def supervision(
    actor: Actor, person: Any, rights: Iterable[Any], *, may_change: bool
) -> list[tuple[str, str, list[Item]]]:
    """Both directions and what is over: heading, what to say when there is none, items."""
    held = list(rights)
    now = [one for one in held if not one.over(actor.today)]
    up = [_linked(actor, person, one, may_change) for one in now if one.kind == "supervised_by"]
    down = [_person_linked(actor, one) for one in now if one.kind == "supervises"]
    over = [right(actor, one) for one in held if one.over(actor.today)]
    name = person.known_as
    return [
        (
            _("Who supervises %(name)s", name=name),
            _("Nobody supervises %(name)s at present.", name=name),
            up,
        ),
        (
            _("Whom %(name)s supervises", name=name),
            _("%(name)s supervises nobody at present.", name=name),
            down,
        ),
        (_("Earlier"), "", over),
    ]


def roles(
    actor: Actor, person: Any, rights: Iterable[Any], *, may_change: bool
) -> list[tuple[str, str, list[Item]]]:
    """Roles of today and to come, and those that are over."""
    held = list(rights)
    now = []
    for one in held:
        if one.over(actor.today):
            continue
        item = right(actor, one, gives=True)
        if may_change:
            href = url_for(".end_role", person_id=person.id, grant_id=one.id)
            item["links"] = [(_("End this role"), href)]
        now.append(item)
    over = [right(actor, one) for one in held if one.over(actor.today)]
    none = _("%(name)s has no role at present.", name=person.known_as)
    return [(_("Roles"), none, now), (_("Earlier"), "", over)]


def _linked(actor: Actor, person: Any, one: Any, may_change: bool) -> Item:
    item = _person_linked(actor, one)
    if may_change:
        keys = {"person_id": person.id, "relation_id": one.id}
        item["links"] = [(_("End it"), url_for(".end_supervision", **keys))]
        if not one.covered_for:
            item["links"] = [
                (_("Change the supervisor"), url_for(".change_supervisor", **keys)),
                (_("Arrange cover"), url_for(".cover", **keys)),
                *item["links"],
            ]
    return item


def _person_linked(actor: Actor, one: Any) -> Item:
    item = right(actor, one)
    item["href"] = url_for(".supervision", person_id=one.other_id)
    return item


def _name(one: Any) -> str:
    if one.kind == "role":
        return say.role(one.code)
    if one.kind == "team":
        return str(one.code)
    if one.kind == "supervises":
        return words.supervision_of(one.code, one.other)
    return words.supervision_by(one.code, one.other)


def _gives(one: Any) -> str:
    if one.kind == "role":
        return words.role_gives(one.code)
    if one.kind == "team":
        return words.team_gives(one.code)
    if one.kind == "supervises":
        return words.supervising_gives(one.other, one.code)
    return words.supervised_gives(one.other)


def _cover(one: Any) -> str:
    return _("Covers for %(name)s.", name=one.covered_for) if one.covered_for else ""
