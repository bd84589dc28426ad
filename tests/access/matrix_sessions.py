"""Supervision sessions: planned, moved, cancelled, being written, shared, signed by one, signed,
and added to since; of the relation of today, of a second supervisor, of one that has ended, of one
who has left, and of a manager.

Read: "supervisee, and the supervisor of that session's relation while the relation lasts. Manager
above (the supervisor's own line supervisor, one step): dates, kind, held or not and why, signed or
not; never content.
Session of an earlier supervisor: the supervisee; the new supervisor only what was handed over" -
and handing over does not exist yet.
"""

from __future__ import annotations

from tests.access import making, making_sessions
from tests.access.asking_sessions import ACTIONS
from tests.access.matrix import Matrix, Thing
from tests.worlds import World

TABLE = """
planned                        | read, list, agenda                | callum morag |
                               | Home                              | callum morag |
                               | outline                           | eilidh       |
                               | sections                          | morag        | callum
                               | add, move                         | callum morag |
                               | take off                          | callum       | morag
                               | write, share                      | morag        | callum
                               | sign, add later                   |              | callum morag
moved                          | read, list, agenda, why           | callum morag |
                               | Home                              | callum morag |
                               | outline                           | eilidh       |
                               | sections                          | morag        | callum
                               | add, move                         | callum morag |
                               | take off                          | callum       | morag
                               | write, share                      | morag        | callum
                               | sign, add later                   |              | callum morag
cancelled                      | read, list, agenda, why           | callum morag |
                               | Home                              | callum       |
                               | reason                            | callum morag eilidh |
                               | outline                           | eilidh       |
                               | sections                          | morag        | callum
                               | add, move, take off, write, share |              | callum morag
                               | sign, add later                   |              | callum morag
cancelled by jean, now ended   | read, list, agenda, why, reason   | callum       |
                               | sections, add, move, take off     |              | callum
                               | write, share, sign, add later     |              | callum
being written                  | read, list, agenda                | callum morag |
                               | Home                              | morag        |
                               | words on the page                 | morag        |
                               | outline                           | eilidh       |
                               | sections                          | morag        | callum
                               | add                               | callum morag |
                               | write, share                      | morag        | callum
                               | sign                              |              | callum morag
                               | take off                          | callum       | morag
                               | move, add later                   |              | callum morag
shared                         | read, list, agenda                | callum morag |
                               | words on the page                 | callum morag |
                               | Home                              | callum morag |
                               | outline                           | eilidh       |
                               | sections                          | callum morag |
                               | add, write, sign                  | callum morag |
                               | share                             |              | callum morag
                               | take off                          | callum       | morag
                               | move, add later                   |              | callum morag
signed by callum               | read, list, agenda                | callum morag |
                               | words on the page                 | callum morag |
                               | Home                              | morag        |
                               | outline                           | eilidh       |
                               | sections                          | callum morag |
                               | add, write, sign                  | callum morag |
                               | share                             |              | callum morag
                               | take off                          | callum       | morag
                               | move, add later                   |              | callum morag
signed                         | read, list, agenda                | callum morag |
                               | words on the page                 | callum morag |
                               | outline                           | eilidh       |
                               | sections                          | callum morag |
                               | add, write, share, sign           |              | callum morag
                               | move, take off                    |              | callum morag
                               | add later                         | callum morag |
signed, hamish is professional | read, list, agenda                | callum morag |
                               | words on the page                 | callum morag |
                               | outline                           | eilidh       |
                               | sections                          | callum morag |
                               | add, write, share, sign           |              | callum morag
                               | move, take off                    |              | callum morag
                               | add later                         | callum morag |
signed, eilidh until yesterday | read, list, agenda                | callum morag |
                               | words on the page                 | callum morag |
                               | outline                           |              |
                               | sections                          | callum morag |
                               | add, write, share, sign           |              | callum morag
                               | move, take off                    |              | callum morag
                               | add later                         | callum morag |
signed, and added to           | read, list, agenda, addition      | callum morag |
                               | words on the page                 | callum morag |
                               | outline                           | eilidh       |
                               | sections                          | callum morag |
                               | add, write, share, sign           |              | callum morag
                               | move, take off                    |              | callum morag
                               | add later                         | callum morag |
shared, with priya             | read, list, agenda                | callum priya |
                               | words on the page                 | callum priya |
                               | Home                              | callum priya |
                               | sections                          | callum priya |
                               | add, write, sign                  | callum priya |
                               | share                             |              | callum priya
                               | take off                          | callum       | priya
                               | move, add later                   |              | callum priya
planned with jean, now ended   | read, list, agenda                | callum       |
                               | sections, add, write, share, sign |              | callum
                               | move, take off, add later         |              | callum
written by jean, now ended     | read, list, agenda                | callum       |
                               | sections, add, write, share, sign |              | callum
                               | move, take off, add later         |              | callum
shared by jean, now ended      | read, list, agenda                | callum       |
                               | words on the page                 | callum       |
                               | sections                          | callum       |
                               | add, write, share, sign           |              | callum
                               | move, take off, add later         |              | callum
signed with jean, now ended    | read, list, agenda                | callum       |
                               | words on the page                 | callum       |
                               | sections                          | callum       |
                               | add, write, share, sign           |              | callum
                               | move, take off, add later         |              | callum
signed with bram, who left     | read, list, agenda                | morag        |
                               | words on the page                 | morag        |
                               | outline                           | eilidh       |
                               | sections                          | morag        |
                               | add, write, share, sign           |              | morag
                               | move, take off                    |              | morag
                               | add later                         | morag        |
shared by eilidh with morag    | read, list, agenda                | morag eilidh |
                               | words on the page                 | morag eilidh |
                               | Home                              | morag eilidh |
                               | outline                           | iain         |
                               | sections                          | morag eilidh |
                               | add, write, sign                  | morag eilidh |
                               | share                             |              | morag eilidh
                               | take off                          | morag        | eilidh
                               | move, add later                   |              | morag eilidh
"""


def planned_ahead(world: World) -> Thing:
    thing = making_sessions.planned(world, starts_in=0.2)  # later today
    thing.words["outline"] = "Callum and Morag"
    return thing


def professional_above(world: World) -> Thing:
    """The line alone makes a manager above."""
    making.relate(world, "hamish", "morag", "professional")
    return _outlined(making_sessions.signed(world))


def nobody_above(world: World) -> Thing:
    making.end_relation(world, "eilidh", "morag", 1)
    return _outlined(making_sessions.signed(world))


def _outlined(made: Thing, names: str = "Callum and Morag") -> Thing:
    made.words["outline"] = names
    return made


JEAN = ("jean", "callum")

MATRIX = Matrix(
    noun="sessions",
    key="session_id",
    tables=frozenset(
        {
            "supervision_sessions",
            "session_participants",
            "session_sections",
            "section_versions",
            "session_signatures",
            "agenda_items",
            "session_changes",
            "session_additions",
        }
    ),
    states={
        "planned": planned_ahead,
        "moved": lambda world: _outlined(making_sessions.moved(world)),
        "cancelled": lambda world: _outlined(making_sessions.cancelled(world)),
        "cancelled by jean, now ended": lambda world: making_sessions.cancelled(
            world, JEAN, days=making.LONG_AGO, starts_in=3
        ),
        "being written": lambda world: _outlined(making_sessions.written(world)),
        "shared": lambda world: _outlined(making_sessions.written(world, share=True)),
        "signed by callum": lambda world: _outlined(making_sessions.signed(world, by=("callum",))),
        "signed": lambda world: _outlined(making_sessions.signed(world)),
        "signed, and added to": lambda world: _outlined(
            making_sessions.added_to(world, making_sessions.signed(world))
        ),
        "signed, hamish is professional": professional_above,
        "signed, eilidh until yesterday": nobody_above,
        "shared, with priya": lambda world: _outlined(
            making_sessions.written(world, ("priya", "callum"), share=True), "Callum and Priya"
        ),
        "planned with jean, now ended": lambda world: making_sessions.planned(
            world, JEAN, days=making.LONG_AGO, starts_in=-35
        ),
        "written by jean, now ended": lambda world: making_sessions.written(
            world, JEAN, days=making.LONG_AGO
        ),
        "shared by jean, now ended": lambda world: making_sessions.written(
            world, JEAN, days=making.LONG_AGO, share=True
        ),
        "signed with jean, now ended": lambda world: making_sessions.signed(
            world, JEAN, days=making.LONG_AGO, by=JEAN
        ),
        "signed with bram, who left": lambda world: _outlined(
            making_sessions.signed(
                world, ("morag", "bram"), days=making.LONG_AGO, by=("morag", "bram")
            ),
            "Bram and Morag",
        ),
        "shared by eilidh with morag": lambda world: _outlined(
            making_sessions.written(world, ("eilidh", "morag"), share=True), "Morag and Eilidh"
        ),
    },
    actions=ACTIONS,
    table=TABLE,
)
