"""Who may read and write a supervision session, with its agenda, sections, actions and links.

See: the supervisee, always; the supervisor, for as long as they supervise them. Sections
that are still being written are the supervisor's until the draft is shared. The manager above (the
supervisor's own line supervisor, one step) sees dates, whether it was held and why not, and whether
it was signed: no words. Of a group, whoever takes part; what someone puts on its agenda or takes on
is theirs and the convener's.
Do: both plan it, move it or cancel it with a reason, add to the agenda, take off what they put
there, and agree actions; the supervisor writes and shares the draft; then both write in it and both
sign. After that nothing in it changes: either adds words underneath, with their date. A draft that
is still unsigned when the relation ends is closed as it stands. In a group the convener does what
a supervisor does.
Never: anyone else. A link to a reflection or a recording gives nobody a right to read that.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import aliased

from supervision.access.actor import Actor, Relation, once
from supervision.access.audience import Aside, Doors, Keys
from supervision.models.sessions import (
    AgendaItem,
    AgreedAction,
    SessionParticipant,
    SupervisionSession,
)

meeting = aliased(SupervisionSession)  # one of its own, whatever the query around it reads

DOORS = Doors(
    SupervisionSession,
    {
        "supervisee": lambda ids: SupervisionSession.id.in_(
            select(SessionParticipant.session_id).where(
                SessionParticipant.person_id.in_(ids), SessionParticipant.part == "supervisee"
            )
        ),
        "relation": SupervisionSession.relation_id.in_,
        "participant": lambda ids: and_(
            Aside(SupervisionSession.relation_id).is_(None),
            SupervisionSession.id.in_(
                select(SessionParticipant.session_id).where(SessionParticipant.person_id.in_(ids))
            ),
        ),
    },
)


def keys(actor: Actor) -> Keys:
    """The keys that this actor carries today."""
    return {
        "supervisee": [actor.person_id],
        "relation": [r.id for r in actor.supervises],
        "participant": [actor.person_id],
    }


@once
def visible_to(actor: Actor) -> ColumnElement[bool]:
    return DOORS.where(actor.organisation_id, keys(actor))


def outlines_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Sessions of which the actor, as manager above, may know dates and signatures."""
    if not actor.above:
        return false()
    return and_(
        SupervisionSession.organisation_id == actor.organisation_id,
        SupervisionSession.relation_id.in_(list(actor.above)),
    )


def agenda_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Of a session that the actor can see: the items of its agenda that they may read."""
    return _not_of_a_group_or(actor, AgendaItem.session_id, AgendaItem.added_by_id)


def actions_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Of a session that the actor can see: the actions that they may read."""
    return _not_of_a_group_or(actor, AgreedAction.session_id, AgreedAction.owner_id)


def _not_of_a_group_or(actor: Actor, session_id: Any, owner_id: Any) -> ColumnElement[bool]:
    open_to_me = select(meeting.id).where(
        meeting.id == session_id,
        or_(meeting.relation_id.is_not(None), meeting.convener_id == actor.person_id),
    )
    return or_(owner_id == actor.person_id, open_to_me.exists())


def can_plan(actor: Actor, relation: Relation | None) -> bool:
    """Either of the two, in a relation that is alive."""
    return relation is not None and (
        relation in actor.supervises or relation in actor.supervised_by
    )


def can_convene(actor: Actor) -> bool:
    """Plan a session of a group: anyone who takes part in practice."""
    return actor.practises


# `part` is the actor's part in a session of a group ("supervisor", "member"), None where they have
# none. A session of two needs no such fact: there the relation says it.


def can_read_sections(actor: Actor, session: SupervisionSession) -> bool:
    """Of a session that the actor can see: its writer; everyone in it, once the draft is shared."""
    return session.state in ("shared", "signed") or _leads(actor, session)


def can_add(actor: Actor, session: SupervisionSession, part: str | None = None) -> bool:
    """Add to the agenda, to actions and to links: all who take part, until it is signed."""
    return _takes_part(actor, session, part) and session.state not in ("signed", "cancelled")


def can_promise(
    actor: Actor, session: SupervisionSession, owner_id: Any, part: str | None = None
) -> bool:
    """Agree in a group what someone will do: the convener for anyone, the others for themselves."""
    own = owner_id == actor.person_id or _leads(actor, session)
    return own and can_add(actor, session, part)


def can_settle(actor: Actor, session: SupervisionSession, action: AgreedAction) -> bool:
    """Say how it went with what was agreed in a group: whoever took it on, or the convener. It is
    no part of what is signed, so that signing does not end this."""
    here = session.relation_id is None and action.session_id == session.id
    own = action.owner_id == actor.person_id or _leads(actor, session)
    return here and own and session.organisation_id == actor.organisation_id


def can_take_off(
    actor: Actor, session: SupervisionSession, item: AgendaItem, part: str | None = None
) -> bool:
    """Take an item off the agenda: whoever put it there, until it is signed."""
    return (
        can_add(actor, session, part)
        and item.session_id == session.id
        and item.added_by_id == actor.person_id
        and item.taken_off_at is None
    )


def can_move(actor: Actor, session: SupervisionSession) -> bool:
    """Move or cancel it: either of the two, or the convener, while it is only planned."""
    takes_part = _leads(actor, session) or _supervised(actor, session)
    return takes_part and session.state == "planned"


def can_write(actor: Actor, session: SupervisionSession, part: str | None = None) -> bool:
    """Write in the sections: whoever leads it; all who take part, once the draft is shared."""
    if session.state in ("planned", "writing"):
        return _leads(actor, session)
    return _takes_part(actor, session, part) and session.state == "shared"


def can_share(actor: Actor, session: SupervisionSession) -> bool:
    """Share the draft: whoever leads it, once."""
    return _leads(actor, session) and session.state in ("planned", "writing")


def can_say_who_came(actor: Actor, session: SupervisionSession) -> bool:
    """Say who came to a session of a group: its convener, until it is signed."""
    of_group = session.relation_id is None
    return of_group and _leads(actor, session) and session.state not in ("signed", "cancelled")


def can_sign(actor: Actor, session: SupervisionSession, part: str | None = None) -> bool:
    return _takes_part(actor, session, part) and session.state == "shared"


def can_add_after_signing(
    actor: Actor, session: SupervisionSession, part: str | None = None
) -> bool:
    """Add dated words under a signed record: all who take part."""
    return _takes_part(actor, session, part) and session.state == "signed"


def _leads(actor: Actor, session: SupervisionSession) -> bool:
    """The supervisor, or the convener of a group."""
    return session.organisation_id == actor.organisation_id and (
        session.convener_id == actor.person_id
        if session.relation_id is None
        else actor.supervision_of(session.relation_id) is not None
    )


def _supervised(actor: Actor, session: SupervisionSession) -> bool:
    return (
        session.organisation_id == actor.organisation_id
        and actor.supervision_by(session.relation_id) is not None
    )


def _takes_part(actor: Actor, session: SupervisionSession, part: str | None) -> bool:
    of_group = (
        session.relation_id is None
        and part is not None
        and session.organisation_id == actor.organisation_id
    )
    return of_group or _leads(actor, session) or _supervised(actor, session)
