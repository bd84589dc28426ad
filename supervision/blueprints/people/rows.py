"""The list of people in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask import url_for

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.domain.wording import said
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l

SHOWS = {
    "here": _l("Everyone who has not left"),
    "without-team": _l("Without a team"),
    "not-yet": _l("Not here yet: no password set"),
    "away": _l("Away"),
    "leaving": _l("Leaving"),
    "left": _l("Left"),
}
NO_TEAM = said("Without a team")
NOBODY = UUID(int=0)


def rows(
    actor: Actor, listed: Sequence[Any], invited: Mapping[UUID, Any]
) -> Iterator[dict[str, Any]]:
    """People in the list: name, how things stand, team, roles, supervisor.

    Args:
        invited: how invitations stand, of those who have one.
    """
    # What is the same in each row is looked up once: sentences, and the address.
    in_teams, as_roles = _("%(teams)s."), _("%(roles)s.")
    supervised_by, no_team = _("Supervised by %(names)s."), say.it(NO_TEAM)
    roles = {code: str(label) for code, label in say.ROLES.items()}
    address = url_for("people.read", person_id=NOBODY)
    for one in listed:
        today = one.today
        parts = [in_teams % {"teams": say.names(today.teams) or no_team}]
        if today.roles:
            parts.append(as_roles % {"roles": ", ".join(roles[code] for code in today.roles)})
        if today.supervised_by:
            parts.append(supervised_by % {"names": say.names(today.supervised_by)})
        gone = one.shut_out or (one.left_on is not None and one.left_on < actor.today)
        yield {
            "name": one.full_name,
            "href": address.replace(str(NOBODY), str(one.id)),
            "tag": state(
                actor, one, one.shut_out, one.has_signed_in, today.away, invited.get(one.id)
            ),
            "note": "" if gone else say.sentences(parts),
        }


def state(
    actor: Actor,
    one: Any,
    shut_out: bool,
    has_signed_in: bool,
    away: tuple[date, date | None] | None,
    invited: Any,
) -> tuple[str, str] | None:
    """How things stand with somebody, in a few words; None where there is nothing to say.

    Args:
        away: first and last day of a long leave.
    """
    if shut_out or (one.left_on is not None and one.left_on < actor.today):
        return _("Left"), ""
    if one.left_on is not None:
        return _("Last day %(day)s", day=when.day(actor, one.left_on)), "waiting"
    if one.joined_on > actor.today:
        return _("Begins %(day)s", day=when.day(actor, one.joined_on)), ""
    if away is not None and away[0] <= actor.today:
        if away[1] is None:
            return _("Away"), ""
        return _("Away until %(day)s", day=when.day(actor, away[1])), ""
    if not has_signed_in:
        return (
            (_("Invited, not yet here"), "waiting")
            if invited
            else (_("Not yet invited"), "waiting")
        )
    return None
