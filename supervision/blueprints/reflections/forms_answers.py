"""The forms that answer what a reflection asks for."""

from __future__ import annotations

from supervision.blueprints.forms import DateField, Form, LongField
from supervision.language import lazy_gettext as _l


class AnswerForm(Form):
    """The supervisor's words to whoever asked."""

    words = LongField(_l("Your words"))


class OfferForm(Form):
    """Support that the supervisor offers, by a day."""

    offered = LongField(_l("What you offer"))
    by_on = DateField(_l("By when?"))
