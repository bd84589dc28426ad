"""The good-practice library: sealed proposals, and published examples in plain text.

A proposal alone knows where it came from, and forgets that when it is published. Nothing in a
published example points back to its author, its proposal or its source.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervision.models.base import Key, Moment, Row, sealed_column
from supervision.models.people import within
from supervision.sealing import Sealed

STATES = ("draft", "proposed", "changes_asked", "published")
# The parts of an example, in the order in which they are read.
PARTS = ("title", "summary", "quote", "stood", "done", "changed", "did_not_work", "learnt")


class PracticeProposal(Row):
    """An example on its way: a draft, proposed to the curators, back with its author because a
    curator asked for changes, or published and emptied."""

    __tablename__ = "practice_proposals"
    __table_args__ = (
        within("author_id", "people"),
        UniqueConstraint("organisation_id", "id"),
        CheckConstraint(
            "state IN ('draft', 'proposed', 'changes_asked', 'published')", name="state"
        ),
        Index("ix_practice_proposals_author_id_written_at_id", "author_id", "written_at", "id"),
        Index("ix_practice_proposals_organisation_id_state", "organisation_id", "state"),
    )

    author_id: Mapped[uuid.UUID] = mapped_column(Key)
    state: Mapped[str] = mapped_column(String(20))
    written_at: Mapped[datetime] = mapped_column(Moment)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    proposed_at: Mapped[datetime | None] = mapped_column(Moment)
    published_on: Mapped[date | None]  # the first of the month
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column()
    source_sealed: Mapped[bytes | None] = sealed_column()
    kept_words_sealed: Mapped[bytes | None] = sealed_column()
    title_sealed: Mapped[bytes | None] = sealed_column()
    summary_sealed: Mapped[bytes | None] = sealed_column()
    quote_sealed: Mapped[bytes | None] = sealed_column()
    stood_sealed: Mapped[bytes | None] = sealed_column()
    done_sealed: Mapped[bytes | None] = sealed_column()
    changed_sealed: Mapped[bytes | None] = sealed_column()
    did_not_work_sealed: Mapped[bytes | None] = sealed_column()
    learnt_sealed: Mapped[bytes | None] = sealed_column()

    source = Sealed("source_sealed", "proposal.source")  # the reflection's key, as text
    kept_words = Sealed("kept_words_sealed", "proposal.kept_words")  # why likely findings stand
    title = Sealed("title_sealed", "proposal.title")
    summary = Sealed("summary_sealed", "proposal.summary")
    quote = Sealed("quote_sealed", "proposal.quote")
    stood = Sealed("stood_sealed", "proposal.stood")
    done = Sealed("done_sealed", "proposal.done")
    changed = Sealed("changed_sealed", "proposal.changed")
    did_not_work = Sealed("did_not_work_sealed", "proposal.did_not_work")
    learnt = Sealed("learnt_sealed", "proposal.learnt")

    __mapper_args__ = {"version_id_col": version}


class ProposalVersion(Row):
    """An earlier text of a proposal, for its author alone; erased with the source."""

    __tablename__ = "proposal_versions"
    __table_args__ = (
        within("proposal_id", "practice_proposals"),
        UniqueConstraint("proposal_id", "version"),
    )

    proposal_id: Mapped[uuid.UUID] = mapped_column(Key)
    version: Mapped[int] = mapped_column()
    saved_at: Mapped[datetime] = mapped_column(Moment)
    words_sealed: Mapped[bytes | None] = sealed_column()
    words = Sealed("words_sealed", "proposal_version.words")


class ProposalRemark(Row):
    """What a curator asked to be changed, for the author and the curators until it is published."""

    __tablename__ = "proposal_remarks"
    __table_args__ = (
        within("proposal_id", "practice_proposals"),
        within("curator_id", "people"),
        Index("ix_proposal_remarks_proposal_id", "proposal_id"),
    )

    proposal_id: Mapped[uuid.UUID] = mapped_column(Key)
    curator_id: Mapped[uuid.UUID] = mapped_column(Key)
    written_at: Mapped[datetime] = mapped_column(Moment)
    words_sealed: Mapped[bytes | None] = sealed_column()
    words = Sealed("words_sealed", "proposal_remark.words")


class ProposalTheme(Row):
    """A theme of content/themes.toml that an example is to be found by."""

    __tablename__ = "proposal_themes"
    __table_args__ = (
        within("proposal_id", "practice_proposals"),
        UniqueConstraint("proposal_id", "theme"),
    )

    proposal_id: Mapped[uuid.UUID] = mapped_column(Key)
    theme: Mapped[str] = mapped_column(String(40))


class ProposalOutcome(Row):
    __tablename__ = "proposal_outcomes"
    __table_args__ = (
        within("proposal_id", "practice_proposals"),
        UniqueConstraint("proposal_id", "framework_outcome_id"),
    )

    proposal_id: Mapped[uuid.UUID] = mapped_column(Key)
    framework_outcome_id: Mapped[uuid.UUID] = mapped_column(
        Key, ForeignKey("framework_outcomes.id")
    )


class PracticeExample(Row):
    """A published example. Its key is random (v4), since a v7 would tell when it was written."""

    __tablename__ = "practice_examples"
    __table_args__ = (
        UniqueConstraint("organisation_id", "id"),
        Index(
            "ix_practice_examples_organisation_id_published_on_id",
            "organisation_id",
            "published_on",
            "id",
        ),
    )

    published_on: Mapped[date]  # the first of the month: the day would help to guess its author
    review_by: Mapped[date]
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_on: Mapped[date | None]
    withdrawal_sealed: Mapped[bytes | None] = sealed_column()
    withdrawal = Sealed("withdrawal_sealed", "example.withdrawal")  # why, for curators
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text)
    quote: Mapped[str] = mapped_column(Text, default="")
    stood: Mapped[str] = mapped_column(Text, default="")
    done: Mapped[str] = mapped_column(Text, default="")
    changed: Mapped[str] = mapped_column(Text, default="")
    did_not_work: Mapped[str] = mapped_column(Text, default="")
    learnt: Mapped[str] = mapped_column(Text, default="")
    search_text: Mapped[str] = mapped_column(Text)  # all of it folded, for the full-text index
    search_number: Mapped[int] = mapped_column(unique=True)  # the row's number in that index


class ExampleOutcome(Row):
    __tablename__ = "example_outcomes"
    __table_args__ = (
        within("example_id", "practice_examples"),
        UniqueConstraint("example_id", "framework_outcome_id"),
        Index("ix_example_outcomes_framework_outcome_id", "framework_outcome_id"),
    )

    example_id: Mapped[uuid.UUID] = mapped_column(Key)
    framework_outcome_id: Mapped[uuid.UUID] = mapped_column(
        Key, ForeignKey("framework_outcomes.id")
    )


class ExampleTheme(Row):
    __tablename__ = "example_themes"
    __table_args__ = (
        within("example_id", "practice_examples"),
        UniqueConstraint("example_id", "theme"),
        Index("ix_example_themes_organisation_id_theme", "organisation_id", "theme"),
    )

    example_id: Mapped[uuid.UUID] = mapped_column(Key)
    theme: Mapped[str] = mapped_column(String(40))
