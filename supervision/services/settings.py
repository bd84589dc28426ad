"""Changing a setting of the organisation: the value, and the row that tells of it."""

from __future__ import annotations

import json
import uuid
from typing import Any

from sqlalchemy import func, select

from supervision import audit
from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.domain import settings
from supervision.domain.refusals import Conflict, Forbidden, Refused, require, required
from supervision.domain.settings import Setting
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.administration import SecondLook, SettingChange
from supervision.models.people import Organisation


def change(
    actor: Actor,
    name: str,
    value: object,
    *,
    version: int | None = None,
    second_look: SecondLook | None = None,
) -> bool:
    """Change a setting; the next request of everyone here has it.

    Args:
        name: of a setting in domain/settings.py.
        value: what it is to be, checked here.
        version: how many changes the actor had seen; None where nobody looked at a form.
        second_look: the agreed one, for what needs two administrators.

    Returns:
        Whether anything changed.

    Raises:
        NotFound: there is no such setting.
        Refused: field by field.
        Conflict: somebody changed it meanwhile, to something else.
        Forbidden: for who is no administrator, and for what needs a second look and has none.
    """
    require(access.administers(actor))
    setting, new = checked(name, value)
    organisation = _held(actor)
    before = settings.value(organisation.settings, name)
    if new == before:
        return False
    count = _changes(actor, name)
    if version is not None and version != count:
        raise Conflict({name: json.dumps(before)}, count)
    if setting.second_look(before, new) and not _agreed(actor, name, new, second_look):
        raise Forbidden
    organisation.settings = settings.with_value(organisation.settings, name, new)
    row = SettingChange(
        organisation_id=actor.organisation_id,
        name=name,
        value=json.dumps(new, ensure_ascii=False),
        changed_by=_who(actor, second_look),
        changed_at=actor.now,
    )
    if second_look is not None:
        row.id = row.second_look_id = second_look.id
    db.session.add(row)
    audit.did(actor, "set", row)
    return True


def _who(actor: Actor, look: SecondLook | None) -> uuid.UUID | None:
    """Who wanted it: whoever asked, where another agreed."""
    if look is not None:
        return look.asked_by
    return None if actor.is_system else actor.person_id


def checked(name: str, value: object) -> tuple[Setting, Any]:
    """A setting and a value for it, made regular. Raises as `change` does."""
    setting = required(settings.REGISTRY.get(name))
    return setting, setting.check(value)


def to_be_asked_for(actor: Actor, name: str, value: object, waiting: bool) -> dict[str, Any]:
    """What a second look has to be asked for with.

    Args:
        waiting: whether one for this setting waits already.

    Raises:
        Refused: where one waits.
    """
    require(access.administers(actor))
    _, new = checked(name, value)
    if waiting:
        raise Refused({name: said("This has been asked for already, and waits for a second look")})
    return {"name": name, "value": new}


def _held(actor: Actor) -> Organisation:
    """The organisation's row as it is now, kept from others who change a setting."""
    return db.session.execute(
        select(Organisation)
        .where(Organisation.id == actor.organisation_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).scalar_one()


def _changes(actor: Actor, name: str) -> int:
    return (
        db.session.scalar(
            select(func.count()).where(
                SettingChange.organisation_id == actor.organisation_id, SettingChange.name == name
            )
        )
        or 0
    )


def _agreed(actor: Actor, name: str, value: Any, look: SecondLook | None) -> bool:
    return (
        look is not None
        and look.organisation_id == actor.organisation_id
        and look.need == "setting"
        and look.state == "agreed"
        and json.loads(look.what) == {"name": name, "value": value}
    )
