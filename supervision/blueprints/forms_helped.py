"""Whether support helped: a form that stands on Home and on the reflection."""

from __future__ import annotations

import uuid
from typing import Any

from wtforms import RadioField, SelectChoice

from supervision.blueprints import say
from supervision.blueprints.forms import Form, LongField
from supervision.domain.asks import Helped
from supervision.language import lazy_gettext as _l


class HelpedForm(Form):
    """What came of support, as whoever asked says it."""

    helped = RadioField(_l("Did it help?"), validate_choice=False)
    helped_words = LongField(_l("In your own words, if you like"))

    def __init__(self, answer_id: uuid.UUID, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.answer_id = answer_id
        self.helped.choices = [SelectChoice(one.value, say.it(one.label)) for one in Helped]

    def show(self, helped: str | None, words: str) -> None:
        """Begin from what was said before."""
        self.helped.data, self.helped_words.data = helped, words
