"""What the pages of a group's session show, each part to whom it is for.

The page and the hash that a signature names are taken from the same parts, so that people sign
what they have seen.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import request, url_for

from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.forms_agenda import AgendaForm
from supervision.blueprints.pages import page, put_right
from supervision.blueprints.sessions import around, presenters
from supervision.blueprints.sessions import group_promises as promises
from supervision.blueprints.sessions.forms import AdditionForm
from supervision.blueprints.sessions.forms_groups import PromiseForm
from supervision.blueprints.sessions.presenters import Readers
from supervision.domain.sections import SECTIONS
from supervision.language import gettext as _
from supervision.language import ngettext
from supervision.queries import groups, sessions
from supervision.services import sessions as services

SHARED = ("shared", "signed")


def show(
    actor: Actor,
    supervision_session: Any,
    form: AgendaForm | None = None,
    later: AdditionForm | None = None,
    promise: PromiseForm | None = None,
) -> Any:
    """The page of a group's session, with the forms that may stand on it."""
    item = form if form is not None else AgendaForm(formdata=None)
    addition = later if later is not None else AdditionForm(formdata=None)
    action = promise if promise is not None else PromiseForm(formdata=None)
    parts = groups.parts(actor, supervision_session)
    promises.offer(action, parts)
    if request.method != "POST":
        item.future_key("group-agenda-item")
        addition.future_key("group-addition")
        action.future_key("group-action")
    wrong = [one for one in (item, addition, action) if one.errors or one.form_errors]
    drawn = {
        "form": item,
        "later": addition,
        "promise": action,
        "wrong": wrong[0] if wrong else item,
        **context(actor, supervision_session, parts),
    }
    if promise is not None:  # what was typed stays on the page
        drawn["can_agree"] = drawn["can_add"]
    return (put_right if wrong else page)("sessions/group.html", **drawn)


def context(actor: Actor, supervision_session: Any, parts: groups.GroupParts) -> dict[str, Any]:
    """Everything that the page of a group's session draws."""
    part, state = parts.part_of(actor.person_id), supervision_session.state
    words = {section.name: section.words or "" for section in parts.sections}
    return {
        **frame(actor, supervision_session, parts),
        "agenda": [
            _agenda_row(supervision_session, row)
            for row in sessions.agenda(actor, supervision_session)
        ],
        "sections": [
            {"heading": say.it(section.heading), "words": words[section.name]}
            for section in SECTIONS
            if words.get(section.name)
        ],
        "sections_note": _sections_note(actor, supervision_session, parts, words),
        "sign": panel(actor, supervision_session, parts),
        "changes": around.changes(actor, supervision_session),
        "additions": around.additions(actor, supervision_session),
        "can_move": access.can_move(actor, supervision_session),
        "plan_url": plan_url(actor, supervision_session),
        "actions": promises.rows(actor, supervision_session, parts),
        "can_agree": access.can_add(actor, supervision_session, part)
        and promises.under_way(actor, supervision_session),
        "can_add": access.can_add(actor, supervision_session, part),
        "can_write": access.can_write(actor, supervision_session, part),
        "can_add_later": access.can_add_after_signing(actor, supervision_session, part),
        "can_print": state in SHARED,
        "who_has": around.opened(actor, supervision_session),
    }


def plan_url(actor: Actor, supervision_session: Any) -> str:
    """Where its convener plans the same group again when it was not held; empty otherwise."""
    convenes = supervision_session.convener_id == actor.person_id
    if supervision_session.state != "cancelled" or not convenes:
        return ""
    return url_for("sessions.plan_group", again=supervision_session.id)


def frame(actor: Actor, supervision_session: Any, parts: groups.GroupParts) -> dict[str, Any]:
    """What every page of a group's session shows around its words."""
    name = supervision_session.name or ""
    day = when.day(actor, supervision_session.starts_at)
    return {
        "id": supervision_session.id,
        "title": _("%(name)s, %(day)s", name=name, day=day),
        "lead": presenters.lead(actor, supervision_session),
        "tag": presenters.tag(actor, supervision_session),
        "state": supervision_session.state,
        "people": [_person(supervision_session, p) for p in parts.participants],
        "readers": readers(actor, supervision_session, parts),
        "convenes": supervision_session.convener_id == actor.person_id,
        "convener": parts.name(supervision_session.convener_id),
    }


def readers(actor: Actor, supervision_session: Any, parts: groups.GroupParts) -> Readers:
    """Who can read what, told to one of the group."""
    k = len(parts.participants) - 1
    everyone = ngettext(
        "You and the other person of this group can read the record.",
        "You and the %(n)s other people of this group can read the record.",
        k,
        n=say.number(k),
    )
    if supervision_session.state == "cancelled":
        everyone = ngettext(
            "You and the other person of this group can read this.",
            "You and the %(n)s other people of this group can read this.",
            k,
            n=say.number(k),
        )
    convener = parts.name(supervision_session.convener_id)
    convenes = supervision_session.convener_id == actor.person_id
    drafted = ""
    if supervision_session.state in ("planned", "writing"):
        drafted = (
            _("The three sections are yours alone until you share the draft.")
            if convenes
            else _("%(name)s shares the three sections when the draft is ready.", name=convener)
        )
    agenda = (
        _("What someone puts on the agenda or takes on is for that person and you.")
        if convenes
        else _("What you put on the agenda or take on is for you and %(name)s.", name=convener)
    )
    return Readers(3, say.sentences([everyone, drafted, agenda]))


def panel(actor: Actor, supervision_session: Any, parts: groups.GroupParts) -> dict[str, Any]:
    """Who has signed and who has not; `shown` is what a signature on this page would name."""
    state, at = supervision_session.state, standing(actor, supervision_session, parts)
    readable = access.can_read_sections(actor, supervision_session)
    mine = any(p.person_id == actor.person_id for p in parts.came)
    can = access.can_sign(actor, supervision_session, parts.part_of(actor.person_id))
    shown = services.content_hash(supervision_session, parts).hex() if readable else ""
    note = ""
    if state not in SHARED:
        note = _("Everyone who came signs once the draft is shared.")
    elif state == "signed" and len(at) < len(parts.came):
        note = _(
            "What is stored here is not what was signed. Tell whoever looks after your "
            "organisation’s records."
        )
    elif state == "signed":
        note = _("Nothing in this record changes any more.")
    elif not mine:
        note = _("You did not come, so your signature is not needed.")
    else:
        note = _("If anyone changes the record, everyone who came signs again.")
    you_first = sorted(parts.came, key=lambda p: p.person_id != actor.person_id)
    names = {p.person_id: _name(actor, p) for p in you_first}
    return {
        "signed": say.names(name for key, name in names.items() if key in at),
        "missing": say.names(name for key, name in names.items() if key not in at)
        if state in SHARED
        else "",
        "note": note,
        "shown": shown,
        "can": can and mine and actor.person_id not in at,
    }


def standing(
    actor: Actor, supervision_session: Any, parts: groups.GroupParts
) -> dict[uuid.UUID, datetime]:
    """Who has signed the record as it stands now, and when."""
    if not parts.signatures or not access.can_read_sections(actor, supervision_session):
        return {}
    present = services.content_hash(supervision_session, parts)
    return {s.person_id: s.signed_at for s in parts.signatures if bytes(s.content_hash) == present}


def _name(actor: Actor, participant: Any) -> str:
    return _("you") if participant.person_id == actor.person_id else str(participant.name)


def _person(supervision_session: Any, participant: Any) -> dict[str, Any]:
    convenes = participant.person_id == supervision_session.convener_id
    leads = participant.part == "supervisor"
    row: dict[str, Any] = {
        "name": participant.name,
        "note": (_("Leads it") if leads else _("Convenes it")) if convenes else "",
    }
    if participant.came is not None:
        row["tag"] = (_("Came"), "settled") if participant.came else (_("Did not come"), "")
    return row


def _agenda_row(supervision_session: Any, item: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"words": say.it(item.words), "by": _("You") if item.mine else item.by}
    row["by_name"] = item.by
    if item.can_take_off:
        row["off"] = url_for(
            "sessions.take_off_group", session_id=supervision_session.id, item_id=item.id
        )
    return row


def _sections_note(
    actor: Actor, supervision_session: Any, parts: groups.GroupParts, words: dict[str, str]
) -> str:
    """Why there is nothing to read, where there is nothing."""
    name = parts.name(supervision_session.convener_id)
    if not access.can_read_sections(actor, supervision_session):
        return _("%(name)s writes the record. You can read it once the draft is shared.", name=name)
    if not any(words.values()):
        return _("Nothing is written in the three sections.")
    if supervision_session.state not in SHARED:
        return _("The others can read these once you share the draft.")
    return ""
