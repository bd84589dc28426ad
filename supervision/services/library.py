"""Proposing practice examples, the check that stands between, and publishing them.

A proposal is sealed and alone knows where it came from. Publishing copies its words to an example
and empties it; nothing published points to its author or its source.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm.attributes import flag_modified

from supervision import audit
from supervision.access import library as access
from supervision.access import reflections as reflection_access
from supervision.access.actor import Actor
from supervision.domain import text
from supervision.domain.anonymisation import Tier, findings_for_everyone
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, Refused, require
from supervision.domain.words import join_names
from supervision.extensions import db
from supervision.models.library import (
    PARTS,
    ExampleOutcome,
    PracticeExample,
    PracticeProposal,
    ProposalOutcome,
    ProposalVersion,
)
from supervision.models.reflections import Reflection

STORY = ("stood", "done", "changed", "did_not_work", "learnt")
REVIEW_YEARS = 2
NUMBERING = 0x6C696272  # the advisory lock under which examples are numbered on PostgreSQL


def begin(
    actor: Actor,
    key: uuid.UUID,
    *,
    words: Mapping[str, str],
    outcomes: Collection[uuid.UUID] = (),
    source: Reflection | None = None,
    kept_words: str = "",
) -> PracticeProposal:
    """Keep a new proposal as a draft of its author.

    Args:
        words: the parts of the example, by name.
        outcomes: keys of framework outcomes.
        source: the author's own reflection that it is rewritten from; known only here, sealed.
        kept_words: why words that the check found likely can stay, so far.

    Raises:
        Forbidden: when this person does not take part in practice, or did not write the source.
        Refused: when there is not a word in it.
    """
    require(access.can_write(actor))
    require(source is None or reflection_access.can_edit(actor, source))
    _some_words(words)
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
    _name_outcomes(proposal, outcomes)
    audit.did(actor, "wrote", proposal)
    return proposal


def edit(
    actor: Actor,
    proposal: PracticeProposal,
    version: int,
    *,
    words: Mapping[str, str],
    outcomes: Collection[uuid.UUID] = (),
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
    _some_words(words)
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
    if _name_outcomes(proposal, outcomes):
        flag_modified(proposal, "state")  # a curator who read other outcomes must read again
    if proposal.state == "proposed":
        _check(actor, proposal, kept_words)
    db.session.flush()
    if rewritten:
        audit.did(actor, "edited", proposal)
    return proposal


def propose(actor: Actor, proposal: PracticeProposal, *, kept_words: str) -> None:
    """Let the curators read it, unless the check stops it.

    Args:
        kept_words: in the author's words, why what the check found likely can stay.

    Raises:
        Refused: beside each field, what is missing or what was found; a stop by the check is
            written in the chain of changes although nothing else of the request is kept.
    """
    require(access.can_propose(actor, proposal))
    _check(actor, proposal, kept_words)
    proposal.kept_words = kept_words
    proposal.state = "proposed"
    proposal.proposed_at = actor.now
    db.session.flush()
    audit.did(actor, "proposed", proposal)


def take_back(actor: Actor, proposal: PracticeProposal) -> None:
    """Make it the author's draft again; from then on no curator can read it. Twice is once."""
    require(access.can_edit(actor, proposal))
    if proposal.state == "proposed":
        proposal.state = "draft"
        proposal.proposed_at = None
        db.session.flush()
        audit.did(actor, "took_back", proposal)


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
    _stop(actor, proposal, words, {})
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
    for outcome_id in _outcomes_of(proposal):
        db.session.add(
            ExampleOutcome(
                id=uuid.uuid4(),
                organisation_id=actor.organisation_id,
                example_id=example.id,
                framework_outcome_id=outcome_id,
            )
        )
    _empty(proposal)
    proposal.state = "published"
    proposal.published_on = month
    db.session.flush()
    audit.did(actor, "published", example)
    return example


def spoken(proposal: PracticeProposal) -> dict[str, str]:
    """The words of a proposal, by part."""
    return {name: getattr(proposal, name) or "" for name in PARTS}


def searchable(words: Mapping[str, str]) -> str:
    """What the full-text index holds: the folded words of all parts, each once. Signs between
    words are left out, since the two databases would read them differently."""
    everything = " ".join(words.get(name) or "" for name in PARTS)
    return " ".join(text.search_tokens(everything, most=len(everything)))


def _check(actor: Actor, proposal: PracticeProposal, kept_words: str) -> None:
    """What every proposal must pass before curators read it."""
    words = spoken(proposal)
    problems = {}
    if text.blank(words["title"]):
        problems["title"] = "Give it a title"
    if text.blank(words["summary"]):
        problems["summary"] = "Say in a line or two what changed"
    if all(text.blank(words[name]) for name in STORY):
        problems["stood"] = "Write something in at least one part of the story"
    likely = _found(words.values(), "likely")
    if likely and text.blank(kept_words):
        problems["kept_words"] = f"Say why {_named(likely)} can stay, or change the words"
    _stop(actor, proposal, words, problems)


def _stop(
    actor: Actor,
    proposal: PracticeProposal,
    words: Mapping[str, str],
    problems: Mapping[str, str],
) -> None:
    """Refuse for these problems and for what the check is certain of, which leaves a trace."""
    certain = {
        name: f"Change {_named(found)} before others read this"
        for name, value in words.items()
        if (found := _found([value], "certain"))
    }
    if certain:
        audit.refused(actor, "stopped_by_check", PracticeProposal.__tablename__, proposal.id)
    if certain or problems:
        raise Refused({**problems, **certain})


def _found(values: Iterable[str], tier: Tier) -> list[str]:
    """The words that the check found with this tier, each once, in their order."""
    return list(
        dict.fromkeys(
            value[finding.start : finding.end]
            for value in values
            for finding in findings_for_everyone(value)
            if finding.tier == tier
        )
    )


def _named(found: list[str]) -> str:
    shown = [f"“{words}”" for words in found[:4]]
    return join_names([*shown, "others"] if len(found) > len(shown) else shown)


def _some_words(words: Mapping[str, str]) -> None:
    if all(text.blank(words.get(name)) for name in PARTS):
        raise Refused({"title": "Write a few words first"})


def _outcomes_of(proposal: PracticeProposal) -> list[uuid.UUID]:
    return list(
        db.session.scalars(
            select(ProposalOutcome.framework_outcome_id).where(
                ProposalOutcome.proposal_id == proposal.id
            )
        )
    )


def _name_outcomes(proposal: PracticeProposal, outcomes: Collection[uuid.UUID]) -> bool:
    """Make these the outcomes that a proposal names; True when they were others."""
    if set(_outcomes_of(proposal)) == set(outcomes):
        return False
    db.session.execute(delete(ProposalOutcome).where(ProposalOutcome.proposal_id == proposal.id))
    for outcome_id in dict.fromkeys(outcomes):
        db.session.add(
            ProposalOutcome(
                organisation_id=proposal.organisation_id,
                proposal_id=proposal.id,
                framework_outcome_id=outcome_id,
            )
        )
    return True


def _empty(proposal: PracticeProposal) -> None:
    """Erase all that a proposal held but its title, which its author may still look up."""
    proposal.source = proposal.kept_words = None
    for name in PARTS:
        if name != "title":
            setattr(proposal, name, None)
    for table in (ProposalVersion, ProposalOutcome):
        db.session.execute(delete(table).where(table.proposal_id == proposal.id))


def _next_number() -> int:
    """The next number in the full-text index; one publishing at a time."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(NUMBERING)))
    return (db.session.scalar(select(func.max(PracticeExample.search_number))) or 0) + 1
