"""What a change of the tree asks for: a name or a place, from which day, and why."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError

from supervision import identity
from supervision.blueprints.forms import DateField, Form, Needed, NewForm, ShortField, read_key
from supervision.language import lazy_gettext as _l

FROM = _l("From")
FROM_MISSING = _l("Say from which day this holds")
WHY = _l("Why, if you want to say")
WHY_HINT = _l("Administrators and whoever looks after information can read this.")
YES = "yes"


def _today() -> date:
    return identity.actor().today


class ChangeForm(Form):
    """From which day a change holds, and why. `sure` is sent by the page that says what will
    happen, and by no other."""

    from_day = DateField(FROM, FROM_MISSING, default=_today)
    why = ShortField(WHY, description=WHY_HINT)
    sure = HiddenField()


class AddForm(NewForm):
    """A new team or service."""

    name = ShortField(_l("Name"), [Needed(_l("Write a name"))])
    from_day = DateField(FROM, FROM_MISSING, default=_today)
    why = ShortField(WHY, description=WHY_HINT)
    sure = HiddenField()


class RenameForm(ChangeForm):
    name = ShortField(_l("New name"), [Needed(_l("Write a name"))])


class IntoForm(ChangeForm):
    """Where a unit goes. The choices are drawn by the page, from `offered`."""

    into = StringField(_l("Into"))

    def offer(self, keys: Collection[UUID], question: str, missing: str) -> None:
        """Say what may be chosen, by key, and how it is asked for."""
        self.into.label.text = question
        self._offered, self.missing = frozenset(keys), missing

    def chosen(self) -> UUID | None:
        """The key that was chosen, of those offered."""
        key = read_key(self.into.data)
        return key if key in self._offered else None

    def validate_into(self, field: Any) -> None:
        if self.chosen() is None:
            raise ValidationError(self.missing)


class ThenForm(Form):
    """A day of which the tree is to be shown; asked for by an address, since a day tells nothing
    of anybody."""

    day = DateField(_l("As it was on"), _l("Give the day, the month and the year"), default=_today)
