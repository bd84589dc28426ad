"""The forms by which a person is handed over."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from wtforms import BooleanField, RadioField, SelectChoice
from wtforms.validators import ValidationError

from supervision.blueprints import say
from supervision.blueprints.forms import Form, read_key
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l
from supervision.queries.colleagues import Colleague


class HandOver(Form):
    """To whom, and whether one goes on working with the person too."""

    colleague = RadioField(
        _l("Who works with this person from today?"), choices=[], validate_choice=False
    )
    keep = BooleanField(_l("I go on working with this person too"))

    def offer(self, found: Sequence[Colleague], holding: Collection[uuid.UUID]) -> None:
        """Offer colleagues.

        Args:
            holding: who works with the person already.
        """
        self.colleague.choices = [
            SelectChoice(str(one.id), _named(one, one.id in holding)) for one in found
        ]

    def validate_colleague(self, field: Any) -> None:
        if read_key(field.data) is None:
            raise ValidationError(_("Choose who works with this person from today"))


class HandOverFor(HandOver):
    """To whom, for somebody who leaves."""

    keep = None


def _named(one: Colleague, holds: bool) -> str:
    if holds:
        return _("%(name)s, who works with them already", name=one.name)
    if one.teams:
        return _("%(name)s, %(teams)s", name=one.name, teams=say.names(one.teams))
    return one.name
