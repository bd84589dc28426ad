"""Who supervises whom, seen as a whole: what is missing, what is too much, what goes in a ring.

Rule: everyone who takes part in practice has one line supervisor at a time. Nobody is above
themselves, however many steps up. When supervision ends, somebody else begins or somebody sees that
nobody has. While a supervisor is away somebody covers, from a first day to a last one, both within
the relation that is covered.

Source: Social Work Scotland and SSSC guidance on supervision (a named supervisor, and cover when
they are absent); the number of people for one supervisor is the organisation's to settle.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from supervision.domain.wording import Said, said

K = TypeVar("K")

MOST = 10
"""How many people one supervisor looks after, unless the organisation settles otherwise."""

LONGEST_COVER = timedelta(days=366)


@dataclass(frozen=True)
class Line(Generic[K]):
    """A supervision relation: who, whom, its days (both included), and what it covers.

    Attributes:
        last: the last day; None where it goes on.
        covers: the relation that it stands in for, if any.
    """

    id: K
    supervisor: K
    supervisee: K
    function: str
    first: date
    last: date | None = None
    covers: K | None = None

    def on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.first <= day and (self.last is None or self.last >= day)


@dataclass(frozen=True)
class Findings(Generic[K]):
    """What there is to put right, in keys of people.

    Attributes:
        without: who has never had a line supervisor, and has none to come.
        ended: supervisee → the relation that ended last, where nobody followed.
        two: supervisee → their line supervisors of today, where there are several.
        many: supervisor → how many people they look after today, where those are too many.
        rings: people who are above themselves, each ring once.
        away: supervisor → the relations of today that nobody covers while they are away.
    """

    without: tuple[K, ...]
    ended: Mapping[K, Line[K]]
    two: Mapping[K, tuple[K, ...]]
    many: Mapping[K, int]
    rings: tuple[tuple[K, ...], ...]
    away: Mapping[K, tuple[Line[K], ...]]


def findings(
    people: Sequence[K],
    lines: Iterable[Line[K]],
    away: Collection[K],
    today: date,
    *,
    most: int = MOST,
) -> Findings[K]:
    """Look at all of it on one day.

    Args:
        people: who takes part in practice today, in the order in which they are to be named.
        lines: relations of any time; one whose supervisor has left ends with their last day.
        away: who is on a long leave today.
        most: how many people a supervisor may look after before they are named.
    """
    known = list(lines)
    own = [line for line in known if line.function == "line" and line.covers is None]
    alive = [line for line in own if line.on(today)]
    above: dict[K, list[K]] = {}
    for line in alive:
        if line.supervisor not in above.setdefault(line.supervisee, []):
            above[line.supervisee].append(line.supervisor)
    to_come = {line.supervisee for line in own if line.first > today}
    before: dict[K, Line[K]] = {}
    for line in own:
        if line.last is not None and line.last < today:
            latest = before.get(line.supervisee)
            if latest is None or (latest.last or today) < line.last:
                before[line.supervisee] = line
    nobody = [one for one in people if one not in above and one not in to_come]
    return Findings(
        without=tuple(one for one in nobody if one not in before),
        ended={one: before[one] for one in nobody if one in before},
        two={one: tuple(above[one]) for one in people if len(above.get(one, ())) > 1},
        many=_too_many(people, known, today, most),
        rings=rings((line.supervisor, line.supervisee) for line in alive),
        away=_uncovered(known, set(away), today),
    )


def _too_many(
    people: Sequence[K], lines: Iterable[Line[K]], today: date, most: int
) -> dict[K, int]:
    """Whom anyone looks after in whatever function; covering is for a while and does not count."""
    looked_after: dict[K, set[K]] = {}
    for line in lines:
        if line.on(today) and line.covers is None:
            looked_after.setdefault(line.supervisor, set()).add(line.supervisee)
    counted = {one: len(looked_after.get(one, ())) for one in people}
    return {one: n for one, n in counted.items() if n > most}


def _uncovered(
    lines: Sequence[Line[K]], away: Collection[K], today: date
) -> dict[K, tuple[Line[K], ...]]:
    covered = {line.covers for line in lines if line.covers is not None and line.on(today)}
    found: dict[K, list[Line[K]]] = {}
    for line in lines:
        open_ = line.on(today) and line.covers is None and line.id not in covered
        if open_ and line.supervisor in away and line.supervisee not in away:
            found.setdefault(line.supervisor, []).append(line)
    return {supervisor: tuple(some) for supervisor, some in found.items()}


def rings(pairs: Iterable[tuple[K, K]]) -> tuple[tuple[K, ...], ...]:
    """Those who are above themselves: everyone of a ring can be reached from everyone else in it.

    Args:
        pairs: supervisor and supervisee.

    Returns:
        Each ring once, as its people in no order that means anything.
    """
    above: dict[K, list[K]] = {}
    for supervisor, supervisee in pairs:
        above.setdefault(supervisee, []).append(supervisor)
        above.setdefault(supervisor, [])
    return tuple(
        tuple(ring) for ring in _components(above) if len(ring) > 1 or ring[0] in above[ring[0]]
    )


def _components(above: Mapping[K, Sequence[K]]) -> Iterator[list[K]]:
    """Tarjan's algorithm, with a list of its own instead of recursion: a line can be long."""
    index: dict[K, int] = {}
    lowest: dict[K, int] = {}
    waiting: list[K] = []
    on_list: set[K] = set()
    for start in above:
        if start in index:
            continue
        walk: list[tuple[K, Iterator[K]]] = [(start, iter(above[start]))]
        index[start] = lowest[start] = len(index)
        waiting.append(start)
        on_list.add(start)
        while walk:
            one, rest = walk[-1]
            for other in rest:
                if other not in index:
                    index[other] = lowest[other] = len(index)
                    waiting.append(other)
                    on_list.add(other)
                    walk.append((other, iter(above[other])))
                    break
                if other in on_list:
                    lowest[one] = min(lowest[one], index[other])
            else:
                walk.pop()
                if walk:
                    below = walk[-1][0]
                    lowest[below] = min(lowest[below], lowest[one])
                if lowest[one] == index[one]:
                    yield _taken_off(waiting, on_list, one)


def _taken_off(waiting: list[K], on_list: set[K], last: K) -> list[K]:
    ring = []
    while True:
        one = waiting.pop()
        on_list.discard(one)
        ring.append(one)
        if one == last:
            return ring


def everyone_above(pairs: Iterable[tuple[K, K]], person: K) -> set[K]:
    """Who is above a person, however many steps up.

    Args:
        pairs: supervisor and supervisee.
    """
    above: dict[K, list[K]] = {}
    for supervisor, supervisee in pairs:
        above.setdefault(supervisee, []).append(supervisor)
    found: set[K] = set()
    waiting = [person]
    while waiting:
        for one in above.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return found


def cover_problem(covered: Line[K], first: date, last: date | None) -> tuple[str, Said] | None:
    """What is wrong with the days of a cover, with its field; None when nothing is.

    Args:
        covered: the relation that somebody stands in for.
    """
    if last is None:
        return "last", said("Say which day is the last: a cover has an end")
    if last < first:
        return "last", said("The last day comes before the first. Check both")
    if covered.covers is not None:
        return "first", said("This is a cover itself. Give a cover for the supervision it covers")
    if first < covered.first:
        return "first", said("The supervision that is covered begins later than this")
    if covered.last is not None and last > covered.last:
        return "last", said("The supervision that is covered ends before this")
    if last - first > LONGEST_COVER:
        return "last", said("A cover lasts a year at most. For longer, change the supervisor")
    return None
