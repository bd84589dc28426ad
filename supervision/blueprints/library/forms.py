"""The proposal form, and those of the curators."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import BooleanField, HiddenField, SelectMultipleField
from wtforms.validators import ValidationError

from supervision.blueprints.forms import Form, LongField, NewForm, ShortField, VersionForm
from supervision.blueprints.forms_kept import KeepingForm
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l
from supervision.queries.recordings import OfferedFramework


class SummaryField(LongField):
    """A line or two: it stands in lists."""

    limit = 400


class Offered(SelectMultipleField):
    """Outcomes by key or themes by code, of those that were offered."""

    def pre_validate(self, form: Any) -> None:
        known = {value for value, *_more in self.choices or ()}
        if not known.issuperset(self.data or ()):
            raise ValidationError(_("Choose from these"))


class Parts(KeepingForm):
    """What both the new and the existing proposal have."""

    title = ShortField(_l("Title"))
    summary = SummaryField(
        _l("What changed, in a line or two"),
        description=_l("This is what people see in the list."),
    )
    quote = LongField(
        _l("Someone’s own words, if they fit"),
        description=_l("Ask first, and put them so that nobody could be told from them."),
    )
    stood = LongField(_l("Where things stood"))
    done = LongField(_l("What was done, and by whom"))
    changed = LongField(_l("What changed, and how we know"))
    did_not_work = LongField(_l("What did not work"))
    learnt = LongField(_l("What we learnt"))
    themes = Offered(_l("What it is about"))
    outcomes = Offered(_l("What it helps with"))
    kept_words = LongField(
        _l("Why can these words stay?"),
        description=_l("The curators read this. It is not published."),
    )

    def offer(self, frameworks: Iterable[OfferedFramework], themes: Mapping[str, str]) -> None:
        """Say which outcomes and themes there are to choose from."""
        self.outcomes.choices = [
            (str(one.id), one.name)
            for framework in frameworks
            for group in framework.groups
            for one in group.outcomes
        ]
        self.themes.choices = list(themes.items())

    def chosen(self) -> list[uuid.UUID]:
        """The keys of the outcomes that were chosen."""
        return [uuid.UUID(key) for key in self.outcomes.data or []]


class NewProposal(Parts, NewForm):
    """A proposal that does not exist yet; `source` is the reflection it is rewritten from."""

    source = HiddenField()


class EditedProposal(Parts, VersionForm):
    """A proposal that is written on."""


class PublishForm(VersionForm):
    """The curator's tick, over the version that was read."""

    neighbour = BooleanField(
        _l("I have read it as a neighbour would: nobody could be told from it")
    )

    def validate_neighbour(self, field: BooleanField) -> None:
        if not field.data:
            raise ValidationError(_("Read it as a neighbour would, then say so here"))


class ChangesForm(VersionForm):
    """What a curator asks for, over the version that was read."""

    words = LongField(
        _l("What would you like to see changed?"),
        description=_l("Say what is good first. Only its author and the curators read this."),
    )


class WithdrawForm(Form):
    """Why an example is withdrawn."""

    words = LongField(
        _l("Why is it withdrawn?"),
        description=_l(
            "Only the curators read this. If somebody could be told from the example, there is no "
            "need to say who."
        ),
    )
