"""Keeping what somebody typed and has not saved: while they write, and over a sign-in that ran out.

It is for its writer alone, and no record of anything. The log of changes says when a form was first
kept and when one was thrown away; that it was kept anew every few seconds it does not.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from supervision import audit
from supervision.access.actor import Actor
from supervision.domain.refusals import NotFound
from supervision.extensions import db
from supervision.models.sign_ins import KeptForm
from supervision.sealing import keyring

MOST = 50  # forms of one person; the oldest goes
OVER_SIGN_IN = timedelta(days=1)
LATE = timedelta(days=1)  # a keeping does not come later than that
LAST = 2**31 - 1  # the number of a form that is done with

Fields = Sequence[tuple[str, str]]

_table = KeptForm.__table__
# Asked every few seconds by everybody who writes: built once, and not through the session's rows.
_AGAIN = (
    update(_table)
    .where(
        _table.c.id == bindparam("key"),
        _table.c.person_id == bindparam("person"),
        _table.c.organisation_id == bindparam("organisation"),
        _table.c.number < bindparam("nth"),  # never so for a form that is done with
    )
    .values(
        page=bindparam("where"),  # a form may go on at another: a new text that has its own by now
        kept_at=bindparam("now"),
        number=bindparam("nth"),
        fields_sealed=bindparam("words"),
    )
)


def while_writing(actor: Actor, key: uuid.UUID, page: str, number: int, fields: Fields) -> bool:
    """Keep a form as it stands now.

    Args:
        key: the form's own, as its page was drawn with it.
        page: where the form stands, as a path.
        number: grows with each keeping; one that was overtaken changes nothing.
        fields: what was typed, without passwords and tokens.

    Returns:
        False when there is something newer under this key, or the form was saved or thrown away,
        or the key is somebody else's.
    """
    words = keyring.seal(actor.organisation_id, key, KeptForm.fields.label, _json(page, fields))
    again = db.session.execute(
        _AGAIN,
        {
            "key": key,
            "person": actor.person_id,
            "organisation": actor.organisation_id,
            "where": page,
            "now": actor.now,
            "nth": number,
            "words": words,
        },
    )
    if again.rowcount:
        return True
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    first = db.session.execute(
        dialect.insert(KeptForm)
        .values(
            id=key,
            organisation_id=actor.organisation_id,
            person_id=actor.person_id,
            page=page,
            kept_at=actor.now,
            number=number,
            fields_sealed=words,
        )
        .on_conflict_do_nothing()
        .returning(KeptForm.id)
    )
    if first.scalar() is None:
        return False
    _make_room(actor)
    audit.append(actor.organisation_id, actor.person_id, actor.now, "kept", "kept_forms", key)
    return True


def over_sign_in(
    actor: Actor, page: str, fields: Fields, written: uuid.UUID | None = None
) -> uuid.UUID:
    """Keep what someone had typed when their sign-in ran out; returns the key to ask for it by.
    What anyone kept so more than a day before is erased on the way.

    Args:
        written: the key that the form was kept under while it was written. What was sent is newer:
            it goes on under the key that is returned, until it is saved or thrown away.
    """
    db.session.execute(
        delete(KeptForm).where(KeptForm.page == "", KeptForm.kept_at < actor.now - OVER_SIGN_IN)
    )
    row = KeptForm(
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
        kept_at=actor.now,
        fields=_json(page, fields),
    )
    if written is not None:
        row.page, row.number = page, 1
        saved(actor, written)
    db.session.add(row)
    audit.append(actor.organisation_id, actor.person_id, actor.now, "kept", "kept_forms", row.id)
    return row.id


def saved(actor: Actor, key: uuid.UUID) -> None:
    """The form was saved: nothing is kept of it, nor will be when a keeping comes late."""
    done = {"number": LAST, "fields_sealed": None}
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    db.session.execute(
        dialect.insert(KeptForm)
        .values(
            id=key,
            organisation_id=actor.organisation_id,
            person_id=actor.person_id,
            kept_at=actor.now,
            page="/",
            **done,
        )
        .on_conflict_do_update(
            index_elements=["id"], set_=done, where=KeptForm.person_id == actor.person_id
        )
    )


def throw_away(actor: Actor, key: uuid.UUID) -> None:
    """Erase what was kept of a form, at its writer's word.

    Raises:
        NotFound: where nothing is kept under this key for the actor.
    """
    gone = db.session.execute(
        update(KeptForm)
        .where(
            KeptForm.id == key,
            KeptForm.person_id == actor.person_id,
            KeptForm.organisation_id == actor.organisation_id,
            KeptForm.fields_sealed.is_not(None),
        )
        .values(number=LAST, fields_sealed=None)
        .execution_options(synchronize_session=False)
    )
    if not gone.rowcount:
        raise NotFound
    audit.append(
        actor.organisation_id, actor.person_id, actor.now, "thrown_away", "kept_forms", key
    )


def _make_room(actor: Actor) -> None:
    """Erase the oldest forms of somebody who has very many, and the rows of those long done."""
    own = (KeptForm.person_id == actor.person_id, KeptForm.page != "")
    newest = (
        select(KeptForm.id)
        .where(*own, KeptForm.fields_sealed.is_not(None))
        .order_by(KeptForm.kept_at.desc(), KeptForm.id.desc())
        .limit(MOST)
    )
    db.session.execute(
        delete(KeptForm)
        .where(*own, KeptForm.fields_sealed.is_not(None), KeptForm.id.not_in(newest))
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        delete(KeptForm)
        .where(*own, KeptForm.fields_sealed.is_(None), KeptForm.kept_at < actor.now - LATE)
        .execution_options(synchronize_session=False)
    )


def _json(page: str, fields: Fields) -> str:
    return json.dumps({"path": page, "fields": [list(field) for field in fields]})
