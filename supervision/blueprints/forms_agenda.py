"""One thing for the agenda: a form that stands on Home and on the session's own pages."""

from __future__ import annotations

from supervision.blueprints.forms import Needed, NewForm, ShortField


class AgendaForm(NewForm):
    """Something that one of them wants to talk about."""

    words = ShortField("Add to the agenda", [Needed("Write what you would like to talk about")])
