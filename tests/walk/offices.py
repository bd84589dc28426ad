"""What offices show to whom, and who may agree to what, worked out from plain facts: the other half
of the second reading of the rules, for the pages about people, teams, roles and settings."""

from __future__ import annotations

from collections.abc import Iterator

from tests.walk.facts import Key
from tests.walk.from_scratch import Reader, Seen


class Office(Reader):
    """One person on one day, before the pages on which people are looked after."""

    def looks_after(self) -> bool:
        """An administrator, or whoever looks after information, and nobody else."""
        return self.here() and bool({"administrator", "governance"} & self.roles)

    def changes(self) -> bool:
        return self.here() and "administrator" in self.roles

    def sees_of_offices(self) -> Seen:
        return set(self._offices())

    def _offices(self) -> Iterator[tuple[str, Key]]:
        facts = self.facts
        if not self.here():
            return
        yield "standing", self.person  # one's own: who gave what, and why
        if self.looks_after():
            for kind, keys in (
                ("person", facts.people),
                ("standing", facts.people),
                ("team", facts.teams),
                ("service", facts.services),
                ("look", facts.looks),
            ):
                yield from ((kind, key) for key in keys)
        if self.changes():
            for kind, keys in (
                ("import", facts.imports),
                ("change person", facts.people),
                ("change team", facts.teams),
                ("change service", facts.services),
            ):
                yield from ((kind, key) for key in keys)
            yield from (("carry out", k) for k, who in facts.imports.items() if who == self.person)
        yield from (("agree", key) for key in facts.looks if self.may_agree(key))
        yield from (("take back", key) for key in facts.looks if self.may_take_back(key))

    def may_agree(self, key: Key) -> bool:
        """Another administrator than the one who asks, and not the one who would get it."""
        look = self.facts.looks[key]
        return (
            look.state == "waiting"
            and self.changes()
            and look.asker != self.person
            and look.whose != self.person
        )

    def may_take_back(self, key: Key) -> bool:
        look = self.facts.looks[key]
        return look.state == "waiting" and self.changes() and look.asker == self.person
