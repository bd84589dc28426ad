"""The forms by which people are looked after."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import BooleanField, RadioField, SearchField, SelectField, SelectMultipleField
from wtforms.validators import ValidationError

from supervision.blueprints import say
from supervision.blueprints.forms import DateField, Form, Needed, NewForm, ShortField
from supervision.blueprints.people.presenters import FUNCTIONS
from supervision.domain import people as rules
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l

NO_TEAM = ""


class Offered(SelectMultipleField):
    """Some of what was offered."""

    def pre_validate(self, form: Any) -> None:
        known = {str(value) for value, *_more in self.choices or ()}
        if not known.issuperset(self.data or ()):
            raise ValidationError(_("Choose from these"))


class TeamField(SelectField):
    """One of the teams that were offered, or none."""

    def pre_validate(self, form: Any) -> None:
        if self.data:
            super().pre_validate(form)


class HoursField(ShortField):
    """Hours of work a week; `minutes` is what they come to, None for nothing typed."""

    minutes: int | None = None

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        try:
            self.minutes = rules.weekly_minutes(self.data or "")
        except ValueError as error:
            raise ValidationError(say.it(error.args[0])) from error


class FindForm(Form):
    """Sent, not asked for by an address, so that no name stays in one."""

    name_of = SearchField(_l("Find somebody by part of a name or address"))


class Names(Form):
    full_name = ShortField(_l("Full name"), [Needed(_l("Write the full name"))])
    known_as = ShortField(
        _l("What people call them"),
        description=_l("This name stands beside what they write. Empty: the first of their names."),
    )
    email = ShortField(
        _l("Work email, or a name to sign in with"),
        [Needed(_l("Write a work email address, or a name to sign in with"))],
        description=_l(
            "For somebody without work mail, a name of 3 letters or more, without an @."
        ),
    )
    hours = HoursField(
        _l("Hours of work a week"), description=_l("Such as 37.5. It may be left empty.")
    )


class AddForm(NewForm, Names):
    joined_on = DateField(_l("First day here"), missing=_l("Give their first day"))
    team = TeamField(_l("Team"))
    roles = Offered(_l("Roles"))
    supervisor = ShortField(
        _l("Who supervises them"),
        description=_l("The full name of somebody here, or what they sign in with."),
    )
    function = RadioField(_l("What kind of supervision"), default="line")
    why = ShortField(
        _l("Why they are given this"),
        description=_l("It may be left empty. They can read it, and whoever looks after people."),
    )

    def offer(self, teams: Sequence[tuple[uuid.UUID, str]]) -> None:
        """Say which teams there are."""
        self.team.choices = _teams(teams, _("No team yet"))
        self.roles.choices = [(code, str(label)) for code, label in say.ROLES.items()]
        self.function.choices = [(code, str(label)) for code, label in FUNCTIONS.items()]


class DetailsForm(Names):
    why = ShortField(
        _l("Why they sign in with something else"),
        description=_l("Only where the address or name to sign in with is another one."),
    )


class TeamForm(Form):
    team = TeamField(_l("Team from that day on"))
    first_day = DateField(_l("First day there"), missing=_l("Give their first day there"))
    ends = Offered(_l("What ends with the day before"))
    why = ShortField(
        _l("Why"),
        description=_l("It may be left empty. They can read it, and whoever looks after people."),
    )

    def offer(
        self, teams: Sequence[tuple[uuid.UUID, str]], now: Iterable[tuple[uuid.UUID, str]]
    ) -> None:
        """Say which teams there are, and in which they are now."""
        self.team.choices = _teams(teams, _("No other team"))
        self.ends.choices = [(str(key), name) for key, name in now]


class AwayForm(Form):
    from_date = DateField(_l("First day away"), missing=_l("Give the first day away"))
    to_date = DateField(
        _l("Last day away"), description=_l("It may be left empty where nobody knows yet.")
    )


class LeavingForm(Form):
    """With a field for each person whom they supervise, as `leaving_form` makes it."""

    last_day = DateField(_l("Last day here"), missing=_l("Give their last day here"))

    def successors(self) -> dict[uuid.UUID, Any]:
        """The fields of those whom they supervise, by relation."""
        prefix = "to_"
        return {
            uuid.UUID(name.removeprefix(prefix)): field
            for name, field in self._fields.items()
            if name.startswith(prefix)
        }


class EndingForm(Form):
    sure = BooleanField(_l("End their access now, in every browser"))

    def validate_sure(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("Tick the box, or leave it as it is"))


class BackForm(Form):
    first_day = DateField(_l("First day back"), missing=_l("Give their first day back"))


class LinkForm(Form):
    why = ShortField(_l("Why they need a new link"), [Needed(_l("Write why, in a few words"))])


def leaving_form(people: Iterable[tuple[uuid.UUID, str]]) -> LeavingForm:
    """The form of leaving, with a field for each relation in which they supervise somebody.

    Args:
        people: the key of the relation, and the sentence that asks.
    """

    class Of(LeavingForm):
        pass

    for key, label in people:
        setattr(Of, f"to_{key.hex}", ShortField(label))
    return Of()


def _teams(teams: Sequence[tuple[uuid.UUID, str]], none: str) -> list[tuple[str, str]]:
    return [(NO_TEAM, none), *((str(key), name) for key, name in teams)]
