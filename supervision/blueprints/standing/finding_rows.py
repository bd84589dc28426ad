"""What there is to put right about who supervises whom, as rows with the one thing to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from flask import url_for

from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.domain.supervision_lines import MOST
from supervision.language import gettext as _
from supervision.language import ngettext

Item = dict[str, Any]
Part = tuple[str, str, Sequence[Any], Callable[[Any], Item]]


class Findings:
    """The findings of a day, for one reader; only an administrator is offered something to do."""

    def __init__(self, actor: Actor, whole: Any) -> None:
        self.actor, self.whole, self.found = actor, whole, whole.found
        self.may = access.administers(actor)

    def parts(self) -> dict[str, Part]:
        """Each kind: heading, what it means, keys in the order of names, how a row is drawn."""
        found = self.found
        return {
            "ended": (
                _("Supervision that ended without handover"),
                _("Somebody supervised them, and nobody has followed."),
                self._sorted(found.ended),
                self._ended,
            ),
            "away": (
                _("Supervisors who are away without cover"),
                _("Somebody can stand in, from a first day to a last."),
                self._sorted(found.away),
                self._away,
            ),
            "rings": (
                _("Rings"),
                _("Going up from supervisor to supervisor leads back to where it began."),
                sorted(tuple(self._sorted(ring)) for ring in found.rings),
                self._ring,
            ),
            "two": (
                _("Two line supervisors at once"),
                _("One of the two is enough; another can supervise in another way."),
                self._sorted(found.two),
                self._two,
            ),
            "many": (
                _("Supervisors with many people"),
                _("More than %(most)s is a lot for one person.", most=say.number(MOST)),
                self._sorted(found.many),
                self._many,
            ),
            "without": (
                _("Nobody supervises them"),
                _("They have had no line supervisor yet. At the top of the line that may be so."),
                found.without,
                lambda key: self._row(key, "", self._adding(key)),
            ),
        }

    def _ended(self, key: UUID) -> Item:
        line = self.found.ended[key]
        note = _(
            "Ended on %(day)s with %(name)s. Nobody has followed.",
            day=when.day(self.actor, line.last),
            name=self._name(line.supervisor),
        )
        return self._row(key, note, self._adding(key))

    def _away(self, key: UUID) -> Item:
        lines, last = self.found.away[key], self.whole.away.get(key)
        names = say.names(self._name(line.supervisee) for line in lines)
        if last is not None:
            day = when.day(self.actor, last)
            note = _(
                "Away until %(day)s. Meanwhile nobody is there for %(names)s.", day=day, names=names
            )
        else:
            note = _("Away. Meanwhile nobody is there for %(names)s.", names=names)
        keys = {"person_id": lines[0].supervisee, "relation_id": lines[0].id}
        return self._row(key, note, (_("Arrange cover"), url_for(".cover", **keys)))

    def _ring(self, keys: tuple[UUID, ...]) -> Item:
        note = _("In one ring: %(names)s.", names=say.names(self._name(one) for one in keys))
        return self._row(keys[0], note, self._looking(keys[0]))

    def _two(self, key: UUID) -> Item:
        both = say.names(self._name(one) for one in self._sorted(self.found.two[key]))
        note = _("Line supervision by %(names)s at once.", names=both)
        return self._row(key, note, self._looking(key))

    def _many(self, key: UUID) -> Item:
        n = self.found.many[key]
        note = ngettext("Supervises %(n)s person.", "Supervises %(n)s people.", n, n=say.number(n))
        return self._row(key, note, self._looking(key))

    def _row(self, key: UUID, note: str, link: tuple[str, str]) -> Item:
        item: Item = {"name": self._name(key), "note": note}
        item["href"] = url_for(".supervision", person_id=key)
        if self.may:
            item |= {"note_link": link[0], "note_href": link[1], "about": item["name"]}
        return item

    def _adding(self, key: UUID) -> tuple[str, str]:
        return _("Add a supervisor"), url_for(".add_supervision", person_id=key)

    def _looking(self, key: UUID) -> tuple[str, str]:
        return _("Look at their supervision"), url_for(".supervision", person_id=key)

    def _name(self, key: UUID) -> str:
        name: str = self.whole.names.get(key, "")
        return name

    def _sorted(self, keys: Iterable[UUID]) -> list[UUID]:
        return sorted(keys, key=lambda key: (self._name(key), key))
