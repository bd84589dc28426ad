"""Statements that are built once for each shape of whoever asks, and then only bound and run."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache, update_wrapper
from typing import Any

from sqlalchemy import BindParameter, Date, LargeBinary, Result, bindparam
from sqlalchemy.sql import visitors
from sqlalchemy.types import TypeEngine

from supervision.access.actor import Actor
from supervision.models.base import Key, Moment
from supervision.queries.likeness import Shape, facts, likeness, shape
from supervision.statements import Statement

# What is bound when the statement is run. Anything else (a number of rows, a kind, None) is built
# into it, and must come from a short list.
BOUND: dict[type, type[TypeEngine[Any]]] = {
    uuid.UUID: Key,
    datetime: Moment,
    date: Date,
    bytes: LargeBinary,
    list: Key,  # of keys, to look among
}


class Prepared:
    """A function that builds a statement from an Actor and named values. Calling it runs the
    statement for that Actor with these values.

    The function is given a likeness of the Actor and names of the values (queries.likeness): it may
    put them into clauses, and must decide nothing by them.
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        self.build = build
        self._made = lru_cache(maxsize=128)(self._make)
        update_wrapper(self, build)

    def __call__(self, actor: Actor, **values: Any) -> Result[Any]:
        """Run it. Comes back with the rows, as `db.session.execute` would give them."""
        bound = {name: value for name, value in values.items() if type(value) in BOUND}
        built_in = tuple((n, value) for n, value in values.items() if n not in bound)
        kinds = tuple((name, type(value)) for name, value in bound.items())
        statement, names = self._made(shape(actor), kinds, built_in)
        given = facts(actor) | bound
        return statement.run({name: given[name] for name in names})

    def _make(
        self,
        of: Shape,
        kinds: tuple[tuple[str, type], ...],
        built_in: tuple[tuple[str, Any], ...],
    ) -> tuple[Statement, tuple[str, ...]]:
        """The statement, and the names that it wants values for."""
        named = {
            name: bindparam(name, type_=BOUND[kind](), expanding=kind is list)
            for name, kind in kinds
        }
        statement = self.build(likeness(of), **named, **dict(built_in))
        wanted = {
            part.key
            for part in visitors.iterate(statement)
            if isinstance(part, BindParameter) and part.required
        }
        return Statement(statement), tuple(sorted(wanted))


def prepared(build: Callable[..., Any]) -> Prepared:
    """Mark a function that builds a statement to be built once."""
    return Prepared(build)
