"""One thing for the agenda: a form that stands on Home and on the session's own pages."""

from __future__ import annotations

from supervision.blueprints.forms import Needed, NewForm, ShortField
from supervision.language import lazy_gettext as _l


class AgendaForm(NewForm):
    """Something that one of them wants to talk about."""

    words = ShortField(
        _l("Add to the agenda"), [Needed(_l("Write what you would like to talk about"))]
    )
