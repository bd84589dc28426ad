"""Copying a proposal to the library, and forgetting where it came from."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete, func, select

from supervision import audit
from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.domain import text
from supervision.domain.refusals import Conflict, require
from supervision.extensions import db
from supervision.models.library import (
    PARTS,
    ExampleOutcome,
    ExampleTheme,
    PracticeExample,
    PracticeProposal,
    ProposalOutcome,
    ProposalRemark,
    ProposalTheme,
    ProposalVersion,
)
from supervision.services.library import check
from supervision.services.library.texts import spoken

REVIEW_YEARS = 2
NUMBERING = 0x6C696272  # the advisory lock under which examples are numbered on PostgreSQL


def publish(
    actor: Actor, proposal: PracticeProposal, *, version: int | None = None
) -> PracticeExample:
    """Copy a proposal to the library, and forget where it came from.

    The entry in the chain of changes names the example alone, and nothing is stamped on the
    proposal but the month: no row names the two together. Times can still be compared.

    Args:
        version: the version that the curator read.

    Raises:
        Forbidden: for its author, and for anyone who is not a curator.
        Conflict: when its author has changed it since.
        Refused: when the check is certain of something in it.
    """
    require(access.can_publish(actor, proposal))
    words = spoken(proposal)
    if version is not None and version != proposal.version:
        raise Conflict(words, proposal.version)
    check.stop(actor, proposal, words, {})
    month = actor.today.replace(day=1)
    example = PracticeExample(
        id=uuid.uuid4(),
        organisation_id=actor.organisation_id,
        published_on=month,
        review_by=date(month.year + REVIEW_YEARS, month.month, 1),
        search_text=searchable(words),
        search_number=_next_number(),
        **words,
    )
    db.session.add(example)
    db.session.flush()
    _found_by_the_same(proposal, example)
    _empty(proposal)
    proposal.state = "published"
    proposal.published_on = month
    db.session.flush()
    audit.did(actor, "published", example)
    return example


def searchable(words: Mapping[str, str]) -> str:
    """What the full-text index holds: the folded words of all parts, each once. Signs between
    words are left out, since the two databases would read them differently."""
    everything = " ".join(words.get(name) or "" for name in PARTS)
    return " ".join(text.search_tokens(everything, most=len(everything)))


def _found_by_the_same(proposal: PracticeProposal, example: PracticeExample) -> None:
    """Copy outcomes and themes, in rows whose keys tell no time."""
    for column, table in (
        (ProposalOutcome.framework_outcome_id, ExampleOutcome),
        (ProposalTheme.theme, ExampleTheme),
    ):
        its = column.class_.proposal_id == proposal.id
        for value in db.session.scalars(select(column).where(its)).all():
            db.session.add(
                table(
                    id=uuid.uuid4(),
                    organisation_id=example.organisation_id,
                    example_id=example.id,
                    **{column.key: value},
                )
            )


def _empty(proposal: PracticeProposal) -> None:
    """Erase all that a proposal held but its title, which its author may still look up."""
    proposal.source = proposal.kept_words = None
    for name in PARTS:
        if name != "title":
            setattr(proposal, name, None)
    for table in (ProposalVersion, ProposalOutcome, ProposalTheme, ProposalRemark):
        db.session.execute(delete(table).where(table.proposal_id == proposal.id))


def _next_number() -> int:
    """The next number in the full-text index; one publishing at a time."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(NUMBERING)))
    return (db.session.scalar(select(func.max(PracticeExample.search_number))) or 0) + 1
