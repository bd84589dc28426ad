"""Sharing with a team and with a colleague: the check stands before it, and after it."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from supervision.access.actor import Actor
from supervision.domain.refusals import Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.audit import AuditEntry
from supervision.models.reflections import Reflection, ReflectionShare
from supervision.queries import reflections as queries
from supervision.queries import shares
from supervision.services import reflections
from tests.worlds import World

PLAIN = {
    "title": "The gate",
    "happened": "We walked as far as the gate.",
    "mattered": "",
    "next": "",
}
CERTAIN = {**PLAIN, "mattered": "Mrs Campbell was pleased."}
LIKELY = {**PLAIN, "mattered": "It was 3 March 2026."}


def written(world: World, words: dict[str, str], ask: tuple[str, str] | None = None) -> uuid.UUID:
    with world.acting("callum") as actor:
        return reflections.write(actor, new_key(), words=words, ask=ask).id


def row(key: uuid.UUID) -> Reflection:
    return db.session.get_one(Reflection, key)


def with_team(actor: Actor, key: uuid.UUID, kept_words: str = "") -> None:
    reflections.share_with_team(actor, row(key), actor.memberships[0], kept_words)


def reads(world: World, name: str, key: uuid.UUID) -> bool:
    with world.reading(name) as actor:
        return key in queries.titles(actor, [key])


def live(key: uuid.UUID) -> list[ReflectionShare]:
    return list(
        db.session.scalars(
            select(ReflectionShare).where(
                ReflectionShare.reflection_id == key, ReflectionShare.taken_back_at.is_(None)
            )
        )
    )


def test_a_team_reads_what_is_shared_with_it_and_nobody_else(world: World) -> None:
    key = written(world, PLAIN)
    with world.acting("callum") as actor:
        with_team(actor, key)
        with_team(actor, key)
        assert len(live(key)) == 1
    assert reads(world, "morag", key) and reads(world, "tomasz", key)
    assert not any(reads(world, name, key) for name in ("rhona", "eilidh", "oona", "priya"))
    with world.acting("callum") as actor:
        reflections.take_back(actor, row(key))
    assert not reads(world, "tomasz", key)


def test_a_colleague_reads_what_is_shared_by_name(world: World) -> None:
    key = written(world, PLAIN)
    with world.acting("callum") as actor:
        reflections.share_with_colleague(actor, row(key), world.ids["rhona"])
        reflections.share_with_colleague(actor, row(key), world.ids["rhona"])
        assert len(live(key)) == 1
    assert reads(world, "rhona", key) and not reads(world, "tomasz", key)


@pytest.mark.parametrize("name", ["callum", "bram", "oona", "sandy"])
def test_nothing_is_shared_with_oneself_or_with_whoever_is_not_here(
    world: World, name: str
) -> None:
    key = written(world, PLAIN)
    with world.acting("callum") as actor, pytest.raises(Forbidden):
        reflections.share_with_colleague(actor, row(key), world.ids[name], works_here=True)


def test_only_the_author_shares_and_only_with_an_own_team(world: World) -> None:
    key = written(world, PLAIN)
    with world.acting("callum") as actor:
        with_team(actor, key)
    with world.acting("tomasz") as actor, pytest.raises(Forbidden):
        reflections.share_with_colleague(actor, row(key), world.ids["rhona"])
    with world.reading("rhona") as rhona:
        birchwood = rhona.memberships[0]
    with world.acting("callum") as actor, pytest.raises(Forbidden):
        reflections.share_with_team(actor, row(key), birchwood)


def test_what_the_check_is_certain_of_goes_no_further(world: World) -> None:
    key = written(world, CERTAIN)
    with world.acting("callum") as actor:
        with pytest.raises(Refused) as refused:
            with_team(actor, key, "They like it there.")
        assert refused.value.problems == {
            "mattered": "Change “Mrs Campbell” before others read this"
        }
        with pytest.raises(Refused):
            reflections.share_with_colleague(
                actor, row(key), world.ids["rhona"], kept_words="They like it there."
            )
        assert not live(key)
        reflections.share(actor, row(key), actor.supervised_by[0])  # a supervisor reads it as it is


def test_what_the_check_finds_likely_needs_a_reason_which_is_sealed(world: World) -> None:
    key = written(world, LIKELY)
    with world.acting("callum") as actor:
        with pytest.raises(Refused) as refused:
            with_team(actor, key, " ")
        assert set(refused.value.problems) == {"kept_words"}
        assert "3 March 2026" in refused.value.problems["kept_words"]
        with_team(actor, key, "Everyone was there.")
        share = live(key)[0]
        assert share.kept_words == "Everyone was there."
        assert b"Everyone" not in bytes(share.kept_words_sealed or b"")


def test_a_text_that_others_read_goes_through_the_check_again(world: World) -> None:
    key = written(world, PLAIN)
    with world.acting("callum") as actor:
        with_team(actor, key)
    with world.acting("callum") as actor:
        version = row(key).version
        with pytest.raises(Refused) as refused:
            reflections.edit(actor, row(key), version, words=CERTAIN)
        assert "take it back" in refused.value.problems["mattered"]
        db.session.rollback()
    with world.acting("callum") as actor:
        with pytest.raises(Refused) as refused:
            reflections.edit(actor, row(key), version, words=LIKELY)
        assert set(refused.value.problems) == {"kept_words"}
        db.session.rollback()
    with world.acting("callum") as actor:
        reflections.edit(actor, row(key), version, words=LIKELY, kept_words="All were there.")
        assert live(key)[0].kept_words == "All were there."
    with world.acting("callum") as actor:  # no new one, no new reason
        version = row(key).version
        reflections.edit(actor, row(key), version, words={**LIKELY, "title": "Another gate"})
        assert live(key)[0].kept_words == "All were there."


def test_a_text_that_a_supervisor_alone_reads_is_saved_as_it_is(world: World) -> None:
    key = written(world, PLAIN)
    with world.acting("callum") as actor:
        reflections.share(actor, row(key), actor.supervised_by[0])
        reflections.edit(actor, row(key), row(key).version, words=CERTAIN)
        assert row(key).mattered == CERTAIN["mattered"]


def test_one_share_is_taken_back_and_the_others_stand(world: World) -> None:
    key = written(world, PLAIN)
    with world.acting("callum") as actor:
        with_team(actor, key)
        reflections.share_with_colleague(actor, row(key), world.ids["rhona"])
        share = next(one for one in shares.of(actor, row(key)) if one.person_id)
        reflections.take_back_one(actor, row(key), share.id)
    assert reads(world, "tomasz", key) and not reads(world, "rhona", key)
    other = written(world, PLAIN)
    with world.acting("callum") as actor, pytest.raises(NotFound):
        reflections.take_back_one(actor, row(other), share.id)


def test_an_ask_goes_to_the_supervisor_alone(world: World) -> None:
    key = written(world, PLAIN, ("backing", "Mrs Campbell asked for it"))
    with world.acting("callum") as actor:
        with_team(actor, key)  # the words of the ask are not what the team reads
    with world.reading("tomasz") as actor:
        assert queries.shared_with(actor).rows[0].ask_kind is None
        assert queries.shared_with(actor).rows[0].team == "Lochside"
    with world.acting("callum") as actor:
        reflections.share(actor, row(key), actor.supervised_by[0])
    with world.reading("morag") as actor:
        assert queries.shared_with(actor).rows[0].team is None
        assert queries.shared_with(actor).rows[0].ask_kind == "backing"


def test_thanks_come_from_whom_it_is_shared_with_once(world: World) -> None:
    key = written(world, PLAIN)
    with world.acting("callum") as actor:
        with_team(actor, key)
        reflections.share(actor, row(key), actor.supervised_by[0])
        reflections.share_with_colleague(actor, row(key), world.ids["rhona"])
    for name in ("rhona", "morag"):
        for _ in range(2):
            with world.acting(name) as actor:
                share = shares.with_me(actor, row(key))
                assert share is not None
                reflections.thank(actor, row(key), share)
    with world.acting("tomasz") as actor:
        assert shares.with_me(actor, row(key)) is None
        with pytest.raises(Forbidden):
            reflections.thank(actor, row(key), live(key)[0])
    with world.reading("callum") as actor:
        thanked = {one.name for one in shares.of(actor, row(key)) if one.thanked_at}
        assert thanked == {"Rhona", "Morag"}
        verbs = list(db.session.scalars(select(AuditEntry.verb).where(AuditEntry.thing_id == key)))
        assert verbs.count("thanked") == 2


def test_a_stop_by_the_check_leaves_a_trace(world: World) -> None:
    key = written(world, CERTAIN)
    callum = world.client("callum")
    with world.reading("callum") as actor:
        team = actor.memberships[0].team_id
    sent = callum.send(f"/reflections/{key}/shares/new", team=str(team))
    assert sent.status_code == 422
    with world.reading("callum"):
        verbs = list(db.session.scalars(select(AuditEntry.verb).where(AuditEntry.thing_id == key)))
    assert verbs[-1] == "stopped_by_check"
