"""Made-up writing: reflections with shares and asks, recordings with reviews, examples."""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import count

from bench import words
from bench.meetings import log, seen
from bench.organisations import Pair, Place, Worker
from bench.store import Store, key_at, sealed
from supervision.models.asks import Ask, AskAnswer
from supervision.models.library import (
    PARTS,
    ExampleOutcome,
    ExampleTheme,
    PracticeExample,
)
from supervision.models.recordings import (
    OutcomeRecording,
    OutcomeReview,
    PersonReference,
    PersonReferenceHolder,
    RecordingOutcome,
)
from supervision.models.reflections import Reflection, ReflectionShare

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def reflect(store: Store, place: Place, pair: Pair, at: datetime, number: int) -> uuid.UUID:
    """A reflection; every third is shared with the supervisor, every ninth asks for something,
    and two of three asks were answered."""
    dice, author = place.dice, pair.supervisee
    key = key_at(dice, at)
    store.add(
        Reflection,
        id=key,
        organisation_id=place.id,
        author_id=author.id,
        care_service_id=place.care_service_id,
        team_id=author.team_id,
        model="lines",
        written_at=at,
        saved_at=at,
        deleted_at=None,
        version=1,
        title_sealed=sealed(Reflection.title, place.id, key, place.pool.short()),
        happened_sealed=sealed(Reflection.happened, place.id, key, place.pool.longer()),
        mattered_sealed=None,
        next_sealed=None,
    )
    log(store, place, author.id, at, "wrote", "reflections", key)
    if number % 3 == 0:
        _share(store, place, pair, at, key)
        seen(store, place, pair.supervisor.id, author.id, at, "reflections", key)
    if number % 9 == 0:
        _ask(store, place, pair, at, key, answered=number % 27 != 0)
    return key


def _share(store: Store, place: Place, pair: Pair, at: datetime, reflection_id: uuid.UUID) -> None:
    store.add(
        ReflectionShare,
        id=key_at(place.dice, at),
        organisation_id=place.id,
        reflection_id=reflection_id,
        relation_id=pair.id,
        team_id=None,
        person_id=None,
        shared_at=at,
        taken_back_at=None,
        thanked_at=None,
    )


def _ask(
    store: Store,
    place: Place,
    pair: Pair,
    at: datetime,
    reflection_id: uuid.UUID,
    answered: bool,
) -> None:
    key = key_at(place.dice, at)
    store.add(
        Ask,
        id=key,
        organisation_id=place.id,
        asker_id=pair.supervisee.id,
        relation_id=pair.id,
        reflection_id=reflection_id,
        kind="advice",
        state="answered" if answered else "waiting",
        asked_at=at,
        deleted_at=None,
        version=1,
        words_sealed=sealed(Ask.words, place.id, key, place.pool.short()),
    )
    if not answered:
        return
    answer = key_at(place.dice, at)
    store.add(
        AskAnswer,
        id=answer,
        organisation_id=place.id,
        ask_id=key,
        person_id=pair.supervisor.id,
        kind="reply",
        answered_at=at + timedelta(days=1),
        words_sealed=sealed(AskAnswer.words, place.id, answer, place.pool.short()),
    )


class People:
    """The person references of an organisation: each worker works with a few people."""

    def __init__(self, outcomes: Sequence[uuid.UUID]) -> None:
        self._outcomes = outcomes
        self._codes = count()
        self._latest: dict[uuid.UUID, uuid.UUID] = {}

    def record(
        self, store: Store, place: Place, pair: Pair, at: datetime, number: int
    ) -> uuid.UUID:
        """A recording, every third about someone new, all but the latest with a review."""
        dice, author = place.dice, pair.supervisee
        if number % 3 == 0 or author.id not in self._latest:
            self._latest[author.id] = self._meet(store, place, author, at)
        reference_id = self._latest[author.id]
        key = key_at(dice, at)
        store.add(
            OutcomeRecording,
            id=key,
            organisation_id=place.id,
            person_reference_id=reference_id,
            author_id=author.id,
            care_service_id=place.care_service_id,
            team_id=author.team_id,
            state="recorded",
            written_at=at,
            saved_at=at,
            recorded_at=at,
            deleted_at=None,
            version=1,
            what_matters_sealed=sealed(
                OutcomeRecording.what_matters, place.id, key, place.pool.short()
            ),
            brings_sealed=sealed(OutcomeRecording.brings, place.id, key, place.pool.short()),
        )
        store.add(
            RecordingOutcome,
            id=key_at(dice, at),
            organisation_id=place.id,
            recording_id=key,
            framework_outcome_id=dice.choice(self._outcomes),
        )
        log(store, place, author.id, at, "recorded", "outcome_recordings", key)
        review = key_at(dice, at)
        store.add(
            OutcomeReview,
            id=review,
            organisation_id=place.id,
            recording_id=key,
            person_reference_id=reference_id,
            author_id=author.id,
            care_service_id=place.care_service_id,
            team_id=author.team_id,
            direction=dice.choice(("closer", "keeping", "further", "mixed")),
            reviewed_on=(at + timedelta(days=20)).date(),
            written_at=at + timedelta(days=20),
            deleted_at=None,
            said_sealed=sealed(OutcomeReview.said, place.id, review, place.pool.short()),
        )
        return key

    def _meet(self, store: Store, place: Place, worker: Worker, at: datetime) -> uuid.UUID:
        number = next(self._codes)
        code = "".join(
            LETTERS[number // len(LETTERS) ** place_ % len(LETTERS)] for place_ in range(6)
        )
        key = key_at(place.dice, at)
        store.add(PersonReference, id=key, organisation_id=place.id, code=code, made_at=at)
        store.add(
            PersonReferenceHolder,
            id=key_at(place.dice, at),
            organisation_id=place.id,
            person_reference_id=key,
            person_id=worker.id,
            from_date=at.date(),
            to_date=None,
        )
        return key


class Shelf:
    """Numbers published examples as the full-text index wants them, over all organisations."""

    def __init__(self, outcomes: Sequence[uuid.UUID], themes: Sequence[str], today: date) -> None:
        self._outcomes, self._themes, self._today = outcomes, themes, today
        self._numbers = count(1)

    def publish(self, store: Store, place: Place, number: int) -> None:
        """An example. A fifth of all hold the common word, one in 200 (and the first) the rare."""
        dice, key = place.dice, _random_key(place.dice)
        months = number % 30
        year, month = divmod(self._today.year * 12 + self._today.month - 1 - months, 12)
        told = {name: place.pool.short() for name in PARTS}
        told["done"] = place.pool.longer()
        if number % 5 == 0:
            told["learnt"] += f" {words.COMMON}"
        if number % 200 == 0:
            told["learnt"] += f" {words.RARE}"
        store.add(
            PracticeExample,
            id=key,
            organisation_id=place.id,
            published_on=date(year, month + 1, 1),
            review_by=date(year + 2, month + 1, 1),
            deleted_at=None,
            withdrawn_on=None,
            search_text=_folded(" ".join(told.values())),
            search_number=next(self._numbers),
            **told,
        )
        store.add(
            ExampleOutcome,
            id=_random_key(dice),
            organisation_id=place.id,
            example_id=key,
            framework_outcome_id=dice.choice(self._outcomes),
        )
        store.add(
            ExampleTheme,
            id=_random_key(dice),
            organisation_id=place.id,
            example_id=key,
            theme=dice.choice(self._themes),
        )
        place.examples.append(key)


def _folded(text: str) -> str:
    """Each word once, as the service folds it; of made-up words, which are plain, only quicker."""
    return " ".join(dict.fromkeys(re.findall(r"[a-z]+", text.lower())))


def _random_key(dice: random.Random) -> uuid.UUID:
    return uuid.UUID(int=dice.getrandbits(128), version=4)
