"""Writing the record of a group's session: who came, and the three sections."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, request, url_for
from wtforms import SelectChoice

from supervision import identity
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.blueprints import clash, say, when
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.sessions import group_reading
from supervision.blueprints.sessions.forms_groups import SECTION_NAMES, GroupRecordForm
from supervision.blueprints.sessions.routes import blueprint
from supervision.domain.prompts import HELPS
from supervision.domain.refusals import Conflict, Refused, require
from supervision.domain.sections import SECTIONS
from supervision.language import gettext as _
from supervision.queries import groups
from supervision.services import sessions as services


@blueprint.route("/groups/<uuid:session_id>/record", methods=["GET", "POST"])
def record_group(session_id: uuid.UUID) -> Any:
    """Write in the record; whichever button is pressed, all of it is saved."""
    actor, form = identity.actor(), GroupRecordForm()
    supervision_session = groups.get(actor, session_id)
    parts = groups.parts(actor, supervision_session)
    part = parts.part_of(actor.person_id)
    require(access.can_write(actor, supervision_session, part))
    convener = supervision_session.convener_id
    others = [p for p in parts.participants if p.person_id != convener]
    form.came.choices = [SelectChoice(str(p.person_id), p.name) for p in others]
    if request.method != "POST" and not form.restored:
        _fill(form, parts, others)
    if not form.validate_on_submit():
        return _page(actor, supervision_session, parts, form)
    try:
        words = form.typed(SECTION_NAMES)
        services.save_sections(actor, supervision_session, words, form.versions(), part)
        said = form.there() or parts.came or request.form.get("do") == "share"
        if said and access.can_say_who_came(actor, supervision_session):
            services.came(actor, supervision_session, form.there())
        if request.form.get("do") == "share":
            services.share(actor, supervision_session)
    except Conflict as conflict:
        return _clash(actor, supervision_session, parts, conflict, form)
    except Refused as refusal:
        form.refuse(refusal)
        return _page(actor, supervision_session, parts, form)
    if request.form.get("do") == "share":
        notice(_("Shared. Everyone of the group can read the draft, and whoever came can sign it."))
    elif supervision_session.state == "shared":
        notice(_("Saved. Everyone of the group can read it as it is now."))
    else:
        notice(_("Saved. The others can read the three sections once you share the draft."))
        return redirect(url_for(".record_group", session_id=session_id))
    return redirect(url_for(".read", session_id=session_id))


def _page(
    actor: Actor, supervision_session: Any, parts: groups.GroupParts, form: GroupRecordForm
) -> Any:
    saved = [section.saved_at for section in parts.sections if section.saved_at]
    context = {
        **group_reading.frame(actor, supervision_session, parts),
        "form": form,
        "saved": when.saved(actor, max(saved)) if saved else "",
        "sections": [
            {"name": s.name, "heading": say.it(s.heading), "hint": say.it(s.hint)} for s in SECTIONS
        ],
        "prompts": [say.prompt(name) for name in HELPS],
        "can_share": access.can_share(actor, supervision_session),
        "can_say": access.can_say_who_came(actor, supervision_session),
        "came": say.names(p.name for p in parts.came),
    }
    if form.errors or form.form_errors:
        return put_right("sessions/group_record.html", **context)
    return page("sessions/group_record.html", **context)


def _clash(
    actor: Actor,
    supervision_session: Any,
    parts: groups.GroupParts,
    conflict: Conflict,
    form: GroupRecordForm,
) -> tuple[str, int]:
    """Two texts for a section (409). Everything else that was typed goes along."""
    names = list(conflict.theirs)
    fresh = {section.name: section for section in groups.parts(actor, supervision_session).sections}
    versions = [(f"version_{name}", str(fresh[name].version)) for name in names]
    left_out = {"csrf_token", "do", *names, *(name for name, _value in versions)}
    latest = max(fresh[name].saved_at for name in names if fresh[name].saved_at)
    return clash.page_for(
        conflict,
        mine=form.typed(names),
        labels={s.name: say.it(s.heading) for s in SECTIONS},
        carried=[(n, v) for n, v in request.form.items(multi=True) if n not in left_out],
        action=request.path,
        leave=url_for(".read", session_id=supervision_session.id),
        saved=when.saved(actor, latest),
        who=group_reading.readers(actor, supervision_session, parts),
        keep_label=_("Save this version"),
        versions=versions,
    )


def _fill(form: GroupRecordForm, parts: groups.GroupParts, others: list[Any]) -> None:
    for section in parts.sections:
        if section.name in SECTION_NAMES:
            form[section.name].data = section.words or ""
            form[f"version_{section.name}"].data = str(section.version)
    form.came.data = [str(p.person_id) for p in others if p.came]
