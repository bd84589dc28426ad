"""Two texts for a section of the record."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from supervision.access.actor import Actor
from supervision.blueprints import clash, say, when
from supervision.blueprints.sessions import reading
from supervision.blueprints.sessions.forms import RecordForm
from supervision.domain.refusals import Conflict
from supervision.domain.sections import SECTIONS
from supervision.language import gettext as _
from supervision.queries import sessions


def page_for(actor: Actor, supervision_session: Any, conflict: Conflict, form: RecordForm) -> Any:
    """Two texts for a section (409). Everything else that was typed goes along."""
    parts = sessions.parts(actor, supervision_session)
    standing = {section.name: section for section in parts.sections}
    names = list(conflict.theirs)
    mine = form.typed(names)
    headings = {section.name: say.it(section.heading) for section in SECTIONS}
    versions = {f"version_{name}": str(standing[name].version) for name in names}
    left_out = {"csrf_token", "keep", "clashing", *names, *versions}
    one = len(names) == 1
    latest = max(standing[name].saved_at for name in names)
    body = render_template(
        "sessions/clash.html",
        title=_("Two versions of “%(field)s”", field=headings[names[0]])
        if one
        else _("Two versions of this record"),
        by=conflict.by,
        saved=when.saved(actor, latest),
        pairs=[clash.pair(headings[name], mine[name], conflict.theirs[name]) for name in names],
        fields=[{"name": name, "label": headings[name], "value": mine[name]} for name in names],
        both=[(name, clash.both(name, conflict.theirs[name], mine[name])) for name in names],
        carried=[
            *((n, v) for n, v in request.form.items(multi=True) if n not in left_out),
            *versions.items(),
            *(("clashing", name) for name in names),
        ],
        action=request.path,
        readers=reading.frame(actor, supervision_session, parts)["readers"],
        unshared=parts.supervisee.name if supervision_session.state != "shared" else "",
    )
    return body, 409
