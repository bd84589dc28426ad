"""What carrying out a row would do."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any, Literal

from supervision.domain.people_files import lines
from supervision.domain.people_files.lines import Line, Problem
from supervision.domain.wording import Said, said

Kind = Literal["problem", "new", "change", "proposed", "same"]
KINDS: tuple[Kind, ...] = ("problem", "new", "change", "proposed", "same")
WHO_AND_WHEN = frozenset({"", "email", "until"})
"""Where a row is wrong in one of these, it is not known who leaves, or when."""


@dataclass(frozen=True)
class Change:
    """One thing that differs: a field, what it is today and what the file says, as text."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Proposal:
    """What the file says and no import does: `leaver`, `role` or `supervisor`, with what."""

    kind: str
    detail: str

    @property
    def leaves(self) -> bool:
        return self.kind == "leaver"


@dataclass
class Plan:
    """What a row comes to.

    Attributes:
        person_id: whom it is about; None for somebody new.
        over: whether they have left on the very day that the file says; nothing is compared then.
        supervisor: the folded address of a supervisor who is to be set.
        notes: what is good to know, and stops nothing.
    """

    line: Line
    kind: Kind = "same"
    person_id: uuid.UUID | None = None
    known_as: str = ""
    team_id: uuid.UUID | None = None
    makes_team: bool = False
    over: bool = False
    supervisor: str = ""
    changes: list[Change] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        return self.line.problems

    @property
    def proposed(self) -> list[Proposal]:
        """What is proposed. Of a row that is left out, who leaves all the same: what is wrong with
        a team hides no leaver."""
        if not self.problems:
            return self.proposals
        if self.person_id is None or any(one.field in WHO_AND_WHEN for one in self.problems):
            return []
        return self.leaver

    @property
    def leaver(self) -> list[Proposal]:
        return [one for one in self.proposals if one.leaves]

    def differs(self, what: str) -> bool:
        return any(change.what == what for change in self.changes)

    def settle(self) -> Plan:
        """Say what kind of row it is, once everything about it is known."""
        if self.problems:
            self.kind = "problem"
        elif self.person_id is None:
            self.kind = "new"
        elif self.changes:
            self.kind = "change"
        else:
            self.kind = "proposed" if self.proposals else "same"
        return self


def to_json(plan: Plan) -> dict[str, Any]:
    """A plan as it is kept between looking and carrying out; what is empty is left out."""
    found: dict[str, Any] = {
        "n": plan.line.number,
        "c": dict(plan.line.cells),
        "k": plan.kind,
        "id": plan.person_id.hex if plan.person_id else "",
        "as": plan.known_as,
        "s": plan.supervisor,
        "p": [[one.field, *_said(one.sentence)] for one in plan.problems],
        "d": [[one.what, one.before, one.after] for one in plan.changes],
        "w": [[one.kind, one.detail] for one in plan.proposed],
        "i": [_said(one) for one in plan.notes],
    }
    return {name: value for name, value in found.items() if value}


def from_json(kept: dict[str, Any]) -> Plan:
    """The plan that `to_json` kept, as far as a page shows it."""
    line = lines.line(kept["n"], kept.get("c", {}))
    line.problems = [
        Problem(about, said(pattern, **given)) for about, pattern, given in kept.get("p", [])
    ]
    return Plan(
        line,
        kept["k"],
        uuid.UUID(kept["id"]) if "id" in kept else None,
        kept.get("as", ""),
        supervisor=kept.get("s", ""),
        changes=[Change(*one) for one in kept.get("d", [])],
        proposals=[Proposal(*one) for one in kept.get("w", [])],
        notes=[said(pattern, **given) for pattern, given in kept.get("i", [])],
    )


def _said(sentence: str) -> list[Any]:
    if isinstance(sentence, Said):
        return [sentence.pattern, sentence.values]
    return [sentence.replace("%", "%%"), {}]
