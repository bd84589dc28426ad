"""Who may read, propose and publish practice examples.

See: a published example, everyone in the organisation who takes part in more than administration;
a proposal, its author and, while it is proposed, the curators; a withdrawn example, the curators.
Do: the author edits it until it is published, takes it back, and deletes it while it is a draft; a
curator who is not its author asks for changes or publishes; any curator withdraws an example.
Never: an account with administration only. Nothing published points to its author or its source.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false

from supervision.access.actor import Actor
from supervision.access.audience import Doors, Keys
from supervision.domain.deletion import restorable_since
from supervision.models.library import PracticeExample, PracticeProposal

PROPOSALS = Doors(
    PracticeProposal,
    {
        "author": PracticeProposal.author_id.in_,
        "curator": lambda ids: and_(
            PracticeProposal.organisation_id.in_(ids), PracticeProposal.state == "proposed"
        ),
    },
    always=(PracticeProposal.deleted_at.is_(None),),
)


def keys(actor: Actor) -> Keys:
    """The keys to proposals that this actor carries today."""
    return {"author": [actor.person_id], "curator": curator_keys(actor)["curator"]}


def curator_keys(actor: Actor) -> Keys:
    """The keys to what waits for a curator."""
    return {"curator": [actor.organisation_id] if "curator" in actor.roles else []}


def proposals_visible_to(actor: Actor) -> ColumnElement[bool]:
    return PROPOSALS.where(actor.organisation_id, keys(actor))


def reads_library(actor: Actor) -> bool:
    """Everyone whose account is for more than administration."""
    return bool(actor.practises or actor.roles - {"administrator"})


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The published examples that this actor may read."""
    if not reads_library(actor):
        return false()
    return and_(
        PracticeExample.organisation_id == actor.organisation_id,
        PracticeExample.deleted_at.is_(None),
        PracticeExample.withdrawn_on.is_(None),
    )


def withdrawn_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The examples that were withdrawn, for curators."""
    if "curator" not in actor.roles:
        return false()
    return and_(
        PracticeExample.organisation_id == actor.organisation_id,
        PracticeExample.deleted_at.is_(None),
        PracticeExample.withdrawn_on.is_not(None),
    )


def can_write(actor: Actor) -> bool:
    """Whether this person may begin a proposal."""
    return actor.practises


def can_edit(actor: Actor, proposal: PracticeProposal) -> bool:
    return (
        proposal.organisation_id == actor.organisation_id
        and proposal.author_id == actor.person_id
        and proposal.state in ("draft", "proposed", "changes_asked")
        and proposal.deleted_at is None
    )


def can_propose(actor: Actor, proposal: PracticeProposal) -> bool:
    return can_edit(actor, proposal) and proposal.state in ("draft", "changes_asked")


def can_take_back(actor: Actor, proposal: PracticeProposal) -> bool:
    """The author, from the curators, before it is published."""
    return can_edit(actor, proposal) and proposal.state == "proposed"


def can_delete(actor: Actor, proposal: PracticeProposal) -> bool:
    """The author, while no curator can read it."""
    return can_edit(actor, proposal) and proposal.state != "proposed"


def deleted_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The actor's own proposals that were deleted and can still be restored."""
    return and_(
        PracticeProposal.organisation_id == actor.organisation_id,
        PracticeProposal.author_id == actor.person_id,
        PracticeProposal.deleted_at >= restorable_since(actor.now),
    )


def can_restore(actor: Actor, proposal: PracticeProposal) -> bool:
    return (
        proposal.organisation_id == actor.organisation_id
        and proposal.author_id == actor.person_id
        and proposal.deleted_at is not None
        and proposal.deleted_at >= restorable_since(actor.now)
    )


def can_ask_for_changes(actor: Actor, proposal: PracticeProposal) -> bool:
    """A curator who did not write it."""
    return can_publish(actor, proposal)


def can_withdraw(actor: Actor, example: PracticeExample) -> bool:
    """Any curator, at once: an example that may tell who someone is must not wait."""
    return (
        example.organisation_id == actor.organisation_id
        and "curator" in actor.roles
        and example.deleted_at is None
        and example.withdrawn_on is None
    )


def can_publish(actor: Actor, proposal: PracticeProposal) -> bool:
    """A curator who did not write it."""
    return (
        proposal.organisation_id == actor.organisation_id
        and "curator" in actor.roles
        and proposal.author_id != actor.person_id
        and proposal.state == "proposed"
        and proposal.deleted_at is None
    )
