"""Words that nobody else uses, planted in every private field, each with who may read it.

Who may read comes from the matrices, which were written by hand: a word that a matrix shows on a
page is read by whoever the matrix says; any other word of a thing by whoever may open its page.
"""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Table, select, update

from supervision.extensions import Base, db
from supervision.models.base import sealed_fields
from supervision.sealing import Sealed, keyring
from tests.access.all_matrices import MATRICES
from tests.access.doors import Shown
from tests.access.viewpoints import VIEWPOINTS
from tests.foundation import full
from tests.safety.furnished import Furnished, Made
from tests.worlds import NOW

# A column that is bytes to the database and a text to us, with the table it stands in.
Field = tuple[Table, Sealed]

# Holds the key of another thing, not words: a key of its own is planted there.
A_KEY = ("practice_proposals", "source_sealed")
# The words of these are their writers' alone, whoever reads the thing as it stands now.
EARLIER = frozenset(
    {"proposal_versions", "recording_versions", "reflection_versions", "section_versions"}
)


# Why somebody was given what they hold stands in rows that the world was built with, whatever else
# is made: it is for those whom it is about, and for those who look after people and information.
GIVEN = {
    "role_grants": ("person_id",),
    "team_memberships": ("person_id",),
    "supervision_relations": ("supervisor_id", "supervisee_id"),
}
OFFICES = frozenset({"sandy", "noor"})


@dataclass(frozen=True)
class Canary:
    """A planted word.

    Args:
        readers: the viewpoints that may come upon it.
    """

    word: str
    field: str
    made: Made
    row: uuid.UUID
    readers: frozenset[str]


def fields() -> list[Field]:
    """Every sealed column there is."""
    return [(model.__table__, field) for model, _name, field in sealed_fields()]


def plant(house: Furnished) -> list[Canary]:
    """Put a word of its own into every sealed column of every row that a matrix speaks for. A
    column that no such row has words in gets them in all of its rows."""
    planted: list[Canary] = []
    more = _fill(house)
    with house.world.app.app_context(), db.engine.begin() as connection:
        for table, field in fields():
            if table.name in GIVEN:
                planted += _planted_why(house, connection, table, field)
                continue
            found = list(_rows(house, connection, table, more))
            filled = [one for one in found if one[1][field.column] is not None]
            for made, row in filled or found:
                planted.append(_planted(connection, table, field, made, row))
    return planted


Rows = dict[tuple[str, str, str], frozenset[uuid.UUID]]  # of a noun, a state and a table


def _fill(house: Furnished) -> Rows:
    """Put a row into each sealed table that no state has filled, under a thing that is there."""
    filled = {name for made in house.made for name in made.rows if name in made.matrix.tables}
    more: Rows = {}
    known = {Base.metadata.tables[name] for name in filled | set(GIVEN)}
    for table in {table for table, _field in fields()} - known:
        made, parent, column = next(_homes(house, table))
        key = next(iter(made.rows[parent]))
        with house.world.app.app_context():
            row = full.add(house.world, table, **{column: key})
            db.session.commit()
        more[made.matrix.noun, made.state, table.name] = frozenset({row})
    return more


def _homes(house: Furnished, table: Table) -> Iterator[tuple[Made, str, str]]:
    """The things that a row of this table could stand under, with the table and column of it."""
    for made in house.made:
        for each in table.foreign_key_constraints:
            parent = each.referred_table.name
            if table.name in made.matrix.tables and made.rows.get(parent):
                yield (
                    made,
                    parent,
                    next(c.name for c in each.columns if c.name != "organisation_id"),
                )


def _rows(
    house: Furnished, connection: Connection, table: Table, more: Rows
) -> Iterator[tuple[Made, dict[str, Any]]]:
    for made in house.made:
        keys = made.rows.get(table.name, frozenset())
        keys |= more.get((made.matrix.noun, made.state, table.name), frozenset())
        if table.name in made.matrix.tables and keys:
            lines = connection.execute(select(table).where(table.c.id.in_(keys))).mappings()
            yield from ((made, dict(line)) for line in lines)


def _planted(
    connection: Connection, table: Table, field: Sealed, made: Made, row: dict[str, Any]
) -> Canary:
    word = "zq" + secrets.token_hex(8)
    before = field.opened(row["organisation_id"], row["id"], row[field.column])
    if (table.name, field.column) == A_KEY:
        word = text = str(uuid.uuid4())
    else:
        text = _with(before, word)
    sealed = keyring.seal(row["organisation_id"], row["id"], field.label, text)
    connection.execute(update(table).where(table.c.id == row["id"]).values({field.column: sealed}))
    readers = _readers(made, table.name, field.column, before)
    return Canary(word, f"{table.name}.{field.column}", made, row["id"], readers)


def _planted_why(
    house: Furnished, connection: Connection, table: Table, field: Sealed
) -> Iterator[Canary]:
    """A word in every reason, as if sandy had given and ended each of these."""
    names = {key: name for name, key in house.world.ids.items()}
    [made] = [one for one in house.made if one.matrix.noun == "standing"]
    lochside = table.c.organisation_id == house.world.ids["lochside"]
    noted = {"ended_at": NOW, "ended_by": house.world.ids["sandy"]}
    connection.execute(update(table).where(lochside).values(noted))
    for row in connection.execute(select(table).where(lochside)).mappings().all():
        planted = _planted(connection, table, field, made, dict(row))
        about = {names[row[column]] for column in GIVEN[table.name]} & set(VIEWPOINTS)
        yield replace(planted, readers=OFFICES | about)


def _with(text: str, word: str) -> str:
    """The text with the word behind it; where it holds several texts, behind each."""
    try:
        held = json.loads(text)
    except ValueError:
        held = text
    if not isinstance(held, dict | list):
        return f"{text} {word}".strip()
    return json.dumps(_each(held, word), ensure_ascii=False)


def _each(held: Any, word: str) -> Any:
    if isinstance(held, dict):
        return {name: _each(value, word) for name, value in held.items()}
    if isinstance(held, list):
        return [_each(value, word) for value in held]
    return f"{held} {word}" if isinstance(held, str) and " " in held else held


def _readers(made: Made, table: str, column: str, before: str) -> frozenset[str]:
    """Who may come upon these words, as the matrix says."""
    if table in EARLIER:
        return frozenset(name for name in VIEWPOINTS if _writes(made, name))
    writers = _whoever(made, _is_the_writers)
    told = {name for name, word in made.thing.words.items() if word and word in before}
    if told:
        shown = _whoever(made, lambda door: isinstance(door, Shown) and door.word in told)
        if shown:
            return shown | writers
    pages = _whoever(made, _is_page)
    return writers | (pages or _whoever(made, lambda door: isinstance(door, Shown)))


def _whoever(made: Made, fits: Callable[[Any], bool]) -> frozenset[str]:
    """Who may come through doors like these: two matrices may speak of one state."""
    both = [m for m in MATRICES if m.key == made.matrix.key and made.state in m.states]
    return frozenset(
        name
        for name in VIEWPOINTS
        for matrix in both
        for action, asked in matrix.actions.items()
        if matrix.expected(made.state, action, name) == "may"
        and any(fits(door) for door in asked.http)
    )


def _is_page(door: Any) -> bool:
    """Whether a door is a page of the thing itself, and no page that is there for everyone."""
    if getattr(door, "method", "GET") != "GET" or isinstance(door, Shown):
        return False
    return any(name in door.endpoint for name in ("read", "proposal", "person", "answer", "review"))


def _is_the_writers(door: Any) -> bool:
    """Whether only whoever wrote it comes through a door: they find what they deleted, and say
    whether they were helped."""
    return door.endpoint.endswith((".restore", ".say_if_helped"))


def _writes(made: Made, name: str) -> bool:
    return any(
        made.matrix.expected(made.state, action, name) == "may"
        for action, asked in made.matrix.actions.items()
        if any("edit" in d.endpoint or "record" in d.endpoint for d in asked.http)
    )


def columns_without(planted: list[Canary]) -> set[str]:
    """The sealed columns in which no word stands."""
    every = {f"{table.name}.{field.column}" for table, field in fields()}
    return every - {one.field for one in planted}
