"""What has come of a file so far: how many rows, which were left out and why, and what remains for
a person to do."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from supervision.domain.people_files.plans import Plan, Proposal
from supervision.domain.wording import Said, said

Left = tuple[int, str, str, str]  # row, name, field, sentence
Remains = tuple[int, str, str, str, str]  # row, name, person as hex, kind, detail


@dataclass
class Outcome:
    """Kept beside the file, sealed as its rows are.

    Attributes:
        invite: whether those who are added get an invitation by mail.
        left: rows that were not carried out, with what was wrong at that moment.
        remains: what the file says and only a person does: who leaves, what needs a second look.
        unmailed: whom a printed link can be made for.
    """

    invite: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    remains: list[Remains] = field(default_factory=list)
    unmailed: list[uuid.UUID] = field(default_factory=list)

    @classmethod
    def read(cls, kept: str | None) -> Outcome:
        if not kept:
            return cls()
        found: dict[str, Any] = json.loads(kept)
        return cls(
            found["invite"],
            found["counts"],
            [(row, name, about, said(text, **v)) for row, name, about, text, v in found["left"]],
            [tuple(one) for one in found["remains"]],
            [uuid.UUID(one) for one in found["unmailed"]],
        )

    def to_json(self) -> str:
        return json.dumps(
            {
                "invite": self.invite,
                "counts": self.counts,
                "left": [[*one[:3], *_said(one[3])] for one in self.left],
                "remains": self.remains,
                "unmailed": [key.hex for key in self.unmailed],
            },
            ensure_ascii=False,
        )

    def passed(self, one: Plan) -> None:
        """Nothing had to be done for this row, or nothing could be."""
        if one.kind == "problem":
            self.left_out(one, [(each.field, each.sentence) for each in one.problems])
            return
        self._count(one.kind)
        self._remain(one, one.person_id, one.proposed)

    def left_out(self, one: Plan, problems: Iterable[tuple[str, str]]) -> None:
        """Who leaves is proposed all the same, where it is known who and when."""
        self._count("problem")
        self.left += [(one.line.number, one.line.name, *problem) for problem in problems]
        if one.person_id is not None:
            self._remain(one, one.person_id, [each for each in one.proposed if each.leaves])

    def carried_out(self, one: Plan, person_id: uuid.UUID, *, can_get_mail: bool) -> None:
        self._count(one.kind)
        self._remain(one, person_id, one.proposed)
        if one.kind == "new" and not can_get_mail:
            self.unmailed.append(person_id)

    def proposed(self) -> list[Remains]:
        """What remains, those who leave first."""
        return sorted(self.remains, key=lambda one: (one[3] != "leaver", one[0]))

    def _remain(self, one: Plan, person_id: uuid.UUID | None, what: Iterable[Proposal]) -> None:
        key = person_id.hex if person_id else ""
        self.remains += [
            (one.line.number, one.line.name, key, each.kind, each.detail) for each in what
        ]

    def _count(self, kind: str) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1


def _said(sentence: str) -> list[Any]:
    if isinstance(sentence, Said):
        return [sentence.pattern, sentence.values]
    return [sentence.replace("%", "%%"), {}]
