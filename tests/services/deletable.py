"""Things that callum wrote and may delete, with everything that hangs on them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from supervision.extensions import db
from supervision.models.asks import Ask, AskAnswer
from supervision.models.library import (
    PracticeProposal,
    ProposalOutcome,
    ProposalRemark,
    ProposalTheme,
    ProposalVersion,
)
from supervision.models.recordings import (
    FrameworkOutcome,
    OutcomeRecording,
    PersonReference,
    RecordingOutcome,
    RecordingVersion,
)
from supervision.models.reflections import (
    Reflection,
    ReflectionRecording,
    ReflectionShare,
    ReflectionVersion,
)
from supervision.models.sessions import AgendaItem, SessionRecording, SessionReflection
from tests.worlds import World

WORDS = "Hawthorn along the burn"


@dataclass
class Written:
    """Something that callum wrote, with everything that hangs on it."""

    model: Any
    id: uuid.UUID
    parts: list[tuple[Any, uuid.UUID]] = field(default_factory=list)

    def add(self, row: Any) -> None:
        db.session.add(row)
        db.session.flush()
        self.parts.append((type(row), row.id))


def a_reflection(world: World, session_id: uuid.UUID | None = None) -> Written:
    with world.acting("callum") as actor:
        house, now = {"organisation_id": actor.organisation_id}, actor.now
        row = Reflection(
            **house, author_id=actor.person_id, written_at=now, saved_at=now, happened=WORDS
        )
        db.session.add(row)
        db.session.flush()
        made = Written(Reflection, row.id)
        ask = Ask(
            **house,
            asker_id=actor.person_id,
            relation_id=world.relations["morag", "callum"],
            reflection_id=row.id,
            kind="advice",
            state="taken_back",
            asked_at=now,
            words=WORDS,
        )
        made.add(ask)
        made.add(
            AskAnswer(
                **house,
                ask_id=ask.id,
                person_id=world.ids["morag"],
                kind="reply",
                answered_at=now,
                words=WORDS,
            )
        )
        made.add(
            ReflectionVersion(**house, reflection_id=row.id, version=1, saved_at=now, words=WORDS)
        )
        made.add(
            ReflectionShare(
                **house,
                reflection_id=row.id,
                person_id=world.ids["tomasz"],
                shared_at=now,
                taken_back_at=now,
            )
        )
        if session_id is not None:
            made.add(SessionReflection(**house, session_id=session_id, reflection_id=row.id))
            made.add(
                AgendaItem(
                    **house,
                    session_id=session_id,
                    added_by_id=actor.person_id,
                    ask_id=ask.id,
                    added_at=now,
                )
            )
    return made


def a_recording(world: World, session_id: uuid.UUID | None = None) -> Written:
    with world.acting("callum") as actor:
        house, now = {"organisation_id": actor.organisation_id}, actor.now
        reference = PersonReference(**house, code=uuid.uuid4().hex[:6].upper(), made_at=now)
        db.session.add(reference)
        db.session.flush()
        row = OutcomeRecording(
            **house,
            person_reference_id=reference.id,
            author_id=actor.person_id,
            state="draft",
            written_at=now,
            saved_at=now,
            what_matters=WORDS,
        )
        db.session.add(row)
        db.session.flush()
        made = Written(OutcomeRecording, row.id)
        about = Reflection(
            **house, author_id=actor.person_id, written_at=now, saved_at=now, happened="Stays"
        )
        db.session.add(about)
        db.session.flush()
        made.add(ReflectionRecording(**house, reflection_id=about.id, recording_id=row.id))
        made.add(
            RecordingVersion(**house, recording_id=row.id, version=1, saved_at=now, words=WORDS)
        )
        made.add(RecordingOutcome(**house, recording_id=row.id, framework_outcome_id=_an_outcome()))
        if session_id is not None:
            made.add(SessionRecording(**house, session_id=session_id, recording_id=row.id))
    return made


def a_proposal(world: World, session_id: uuid.UUID | None = None) -> Written:
    with world.acting("callum") as actor:
        house, now = {"organisation_id": actor.organisation_id}, actor.now
        row = PracticeProposal(
            **house,
            author_id=actor.person_id,
            state="changes_asked",
            written_at=now,
            saved_at=now,
            title=WORDS,
            summary=WORDS,
        )
        db.session.add(row)
        db.session.flush()
        made = Written(PracticeProposal, row.id)
        of_it: dict[str, Any] = {**house, "proposal_id": row.id}
        made.add(ProposalVersion(**of_it, version=1, saved_at=now, words=WORDS))
        made.add(
            ProposalRemark(**of_it, curator_id=world.ids["grace"], written_at=now, words=WORDS)
        )
        made.add(ProposalTheme(**of_it, theme="listening"))
        made.add(ProposalOutcome(**of_it, framework_outcome_id=_an_outcome()))
    return made


def _an_outcome() -> uuid.UUID:
    return db.session.scalars(select(FrameworkOutcome.id).limit(1)).one()
