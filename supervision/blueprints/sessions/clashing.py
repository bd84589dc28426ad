"""Two texts for a section of the record."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.blueprints.sessions import reading
from supervision.blueprints.sessions.forms import RecordForm
from supervision.domain.refusals import Conflict
from supervision.domain.sections import SECTIONS
from supervision.queries import sessions

HEADINGS = {section.name: section.heading for section in SECTIONS}


def page_for(actor: Actor, supervision_session: Any, conflict: Conflict, form: RecordForm) -> Any:
    """Two texts for a section (409). Everything else that was typed goes along."""
    parts = sessions.parts(actor, supervision_session)
    standing = {section.name: section for section in parts.sections}
    names = list(conflict.theirs)
    mine = form.typed(names)
    versions = {f"version_{name}": str(standing[name].version) for name in names}
    left_out = {"csrf_token", "keep", "clashing", *names, *versions}
    one = len(names) == 1
    latest = max(standing[name].saved_at for name in names)
    body = render_template(
        "sessions/clash.html",
        title=f"Two versions of “{HEADINGS[names[0]]}”" if one else "Two versions of this record",
        by=conflict.by,
        saved=when.saved(actor, latest).removeprefix("Saved at "),
        pairs=[
            {"label": HEADINGS[name], "mine": mine[name], "theirs": conflict.theirs[name]}
            for name in names
        ],
        fields=[{"name": name, "label": HEADINGS[name], "value": mine[name]} for name in names],
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
