"""The words of a proposal, and what it is to be found by: outcomes and themes."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm.attributes import flag_modified

from supervision import audit
from supervision.access import library as access
from supervision.access import reflections as reflection_access
from supervision.access.actor import Actor
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, require
from supervision.extensions import db
from supervision.models.library import (
    PARTS,
    PracticeProposal,
    ProposalOutcome,
    ProposalTheme,
    ProposalVersion,
)
from supervision.models.reflections import Reflection
from supervision.services.library import check


def begin(
    actor: Actor,
    key: uuid.UUID,
    *,
    words: Mapping[str, str],
    outcomes: Collection[uuid.UUID] = (),
    themes: Collection[str] = (),
    source: Reflection | None = None,
    kept_words: str = "",
) -> PracticeProposal:
    """Keep a new proposal as a draft of its author.

    Args:
        words: the parts of the example, by name.
        outcomes: keys of framework outcomes.
        themes: codes of themes.
        source: the author's own reflection that it is rewritten from; known only here, sealed.
        kept_words: why words that the check found likely can stay, so far.

    Raises:
        Forbidden: when this person does not take part in practice, or did not write the source.
        Refused: when there is not a word in it.
    """
    require(access.can_write(actor))
    require(source is None or reflection_access.can_edit(actor, source))
    check.some_words(words)
    proposal = PracticeProposal(
        id=key,
        organisation_id=actor.organisation_id,
        author_id=actor.person_id,
        state="draft",
        written_at=actor.now,
        saved_at=actor.now,
        source=str(source.id) if source else None,
        kept_words=kept_words,
        **{name: words.get(name) for name in PARTS},
    )
    db.session.add(proposal)
    db.session.flush()
    _found_by(proposal, ProposalOutcome.framework_outcome_id, outcomes)
    _found_by(proposal, ProposalTheme.theme, themes)
    audit.did(actor, "wrote", proposal)
    return proposal


def edit(
    actor: Actor,
    proposal: PracticeProposal,
    version: int,
    *,
    words: Mapping[str, str],
    outcomes: Collection[uuid.UUID] = (),
    themes: Collection[str] = (),
    kept_words: str = "",
) -> PracticeProposal:
    """Save another text; the one before is kept sealed, for the author alone. One that the
    curators read already goes through the check again.

    Args:
        version: the version that the author was looking at.

    Raises:
        Conflict: when another text was saved meanwhile; the same text sent twice is no conflict.
        Refused: when it holds no word, or, once it is proposed, when the check stops it.
    """
    require(access.can_edit(actor, proposal))
    check.some_words(words)
    before = {**spoken(proposal), "kept_words": proposal.kept_words or ""}
    rewritten = not same_words(before, {**words, "kept_words": kept_words})
    if rewritten:
        if proposal.version != version:
            raise Conflict(before, proposal.version)
        db.session.add(
            ProposalVersion(
                organisation_id=actor.organisation_id,
                proposal_id=proposal.id,
                version=proposal.version,
                saved_at=proposal.saved_at,
                words=json.dumps(before),
            )
        )
        for name in PARTS:
            setattr(proposal, name, words.get(name))
        proposal.saved_at = actor.now
    proposal.kept_words = kept_words
    other_outcomes = _found_by(proposal, ProposalOutcome.framework_outcome_id, outcomes)
    other_themes = _found_by(proposal, ProposalTheme.theme, themes)
    if other_outcomes or other_themes:
        flag_modified(proposal, "state")  # a curator who read other ones must read again
    if proposal.state == "proposed":
        check.before_curators(actor, proposal, spoken(proposal), kept_words)
    db.session.flush()
    if rewritten:
        audit.did(actor, "edited", proposal)
    return proposal


def spoken(proposal: PracticeProposal) -> dict[str, str]:
    """The words of a proposal, by part."""
    return {name: getattr(proposal, name) or "" for name in PARTS}


def _found_by(proposal: PracticeProposal, column: Any, wanted: Collection[Any]) -> bool:
    """Make these the outcomes or the themes of a proposal; True when they were others."""
    table = column.class_
    its = table.proposal_id == proposal.id
    if set(db.session.scalars(select(column).where(its))) == set(wanted):
        return False
    db.session.execute(delete(table).where(its))
    for value in dict.fromkeys(wanted):
        facts = {"proposal_id": proposal.id, column.key: value}
        db.session.add(table(organisation_id=proposal.organisation_id, **facts))
    return True
