"""Home: what is next, who or what is waiting, then the rest."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, redirect, url_for

from supervision import identity
from supervision.access import library as library_rules
from supervision.access import sessions as session_rules
from supervision.access.actor import Actor
from supervision.access.administration import administers
from supervision.blueprints import when
from supervision.blueprints.forms_agenda import AgendaForm
from supervision.blueprints.forms_helped import HelpedForm
from supervision.blueprints.home import looking_after, meetings, nexts, writing
from supervision.blueprints.home.news import news_row
from supervision.blueprints.home.offices import office
from supervision.blueprints.home.shape import Home, Next, Row
from supervision.blueprints.home.welcomes import welcome
from supervision.blueprints.pages import notice, page
from supervision.language import gettext as _
from supervision.queries import (
    asks,
    library,
    offers,
    proposals,
    recordings,
    reflections,
    rhythms,
    sessions,
    since,
    since_sessions,
    visits,
)
from supervision.queries.directory_waiting import waiting as waiting_for
from supervision.services import welcome as services

blueprint = Blueprint("home", __name__)
LATELY = timedelta(days=14)
MOST = 5  # actions and outlines on Home; their own pages hold all of them


@blueprint.get("/")
def home() -> Any:
    actor = identity.actor()
    if not actor.practises:
        return page("home/office.html", home=office(actor))
    return page("home/home.html", **_home(actor))


@blueprint.post("/welcome/putting-away")
def put_away() -> Any:
    """Put away what Home says on the first visit."""
    actor = identity.actor()
    services.put_away(actor, visits.person(actor))
    notice(_("Put away. Who can read what stands at the foot of every page."))
    return redirect(url_for(".home"))


def _home(actor: Actor) -> dict[str, Any]:
    visit = visits.visit(actor, identity.token())
    lately = actor.now - LATELY
    open_ones = sessions.Open(actor, min(visit.before or lately, lately))
    news = since.since(actor, visit.before, open_ones.news, visit.began_before)
    coming = open_ones.next_dates()
    met = sessions.last_met(actor)
    often = rhythms.rhythms(actor, but=coming)
    waiting = asks.waiting(actor) if actor.supervises else ()
    to_sign = open_ones.to_sign()
    to_check = proposals.to_check(actor) if library_rules.curator_keys(actor)["curator"] else ()
    soon = open_ones.upcoming(most=10)
    led = [row for row in soon if actor.supervision_of(row.relation_id)]
    own = [row for row in soon if actor.supervision_by(row.relation_id)]
    own_session, form = None, None
    if own and not actor.supervises:
        own_session, form = _own_session(actor, own[0])
    due = offers.to_look_at(actor)
    yours, promised = sessions.agreed(actor, MOST)
    shown = Home(
        title=_("Hello, %(name)s", name=actor.known_as),
        lead=nexts.lead(actor, led, own),
        beneath=nexts.beneath(waiting, to_sign),
        next=_next(actor, led, to_check),
        welcome=None if visit.welcomed else welcome(actor),
        unsaved=nexts.unsaved(actor, visit.unsaved),
        leaving=nexts.leaving(actor, visit.last_day),
        leavers=[nexts.leaver(actor, one) for one in visit.leavers],
        own_session=own_session,
        helped=writing.helped(actor, due),
        since=[news_row(actor, one) for one in news],
        office=list(looking_after.rows(waiting_for(actor))) if administers(actor) else (),
        people=[
            meetings.person_row(actor, r, coming.get(r.id), met.get(r.id), often.get(r.id))
            for r in actor.supervises
        ],
        asks=[writing.ask_row(actor, row) for row in waiting],
        to_write=[meetings.write_row(actor, row) for row in open_ones.to_write_up()],
        to_sign=[meetings.sign_row(actor, row) for row in to_sign],
        to_check=[writing.check_row(actor, row) for row in to_check],
        sent_back=[writing.sent_back_row(actor, row) for row in proposals.sent_back(actor)],
        **_told_once(actor, news, open_ones, lately),
        yours=[meetings.action_row(actor, row) for row in yours],
        promised=[meetings.action_row(actor, row, row.owner) for row in promised],
        own_supervision=[
            meetings.supervision_row(actor, r, coming.get(r.id), often.get(r.id))
            for r in actor.supervised_by
            if actor.supervises or r.id not in {row.relation_id for row in own[:1]}
        ]
        + [meetings.group_row(actor, row) for row in soon if row.relation_id is None],
        outlines=_outlines(actor),
        lately=_lately(actor),
        story=library.newest_one(actor),
    )
    helped_form = HelpedForm(due[0].id, formdata=None) if due else None
    return {"home": shown, "form": form, "helped_form": helped_form}


def _told_once(
    actor: Actor, news: Any, open_ones: sessions.Open, lately: datetime
) -> dict[str, list[Row]]:
    """What is told for a fortnight, without what "Since you were here" tells already."""
    told = {(one.kind, one.detail, one.thing_id) for one in news}
    return {
        "answered": [
            writing.answered_row(actor, ask, answer)
            for ask, answer in asks.lately_answered(actor, lately)
            if ("answered", answer.kind, ask.reflection_id) not in told
        ],
        "came_of": [writing.came_of_row(actor, one) for one in offers.came_of(actor, lately)],
        "rearranged": [
            meetings.rearranged_row(actor, one)
            for one in since_sessions.rearranged(actor, lately, open_ones.news)
            if (one.what, "", one.session_id) not in told
        ],
    }


def _next(actor: Actor, led: Any, to_check: Any) -> Next:
    """The one next step: a session that is near, something to check, or room to write."""
    if led and nexts.is_soon(actor, led[0]):
        coming = sessions.get(actor, led[0].id)
        added = sum(not item.mine for item in sessions.agenda(actor, coming))
        may_move = session_rules.can_move(actor, coming)
        return nexts.session_next(actor, led[0], added, may_move=may_move)
    if to_check:
        return nexts.checking_next(to_check)
    return nexts.writing_next()


def _own_session(actor: Actor, row: Any) -> tuple[Row, AgendaForm | None]:
    """The next session with one's supervisor: its agenda, and a way to add to it."""
    supervision_session = sessions.get(actor, row.id)
    form = None
    if session_rules.can_add(actor, supervision_session):
        form = AgendaForm()
        form.future_key("agenda-item")
    moment = when.appointment(actor, row.starts_at)
    return {
        "heading": _("Supervision with %(name)s, %(moment)s", name=row.other, moment=moment),
        "note": _("%(length)s Your items come first.", length=meetings.length(row)),
        "href": url_for("sessions.read", session_id=row.id),
        "action": url_for("sessions.add_agenda_item", session_id=row.id),
        "agenda": [
            meetings.agenda_row(item) for item in sessions.agenda(actor, supervision_session)
        ],
        "who": _("Only you and %(name)s can read this.", name=row.other),
    }, form


def _outlines(actor: Actor) -> list[Row]:
    """For a leader: when those whom they supervise met their people. No words are read."""
    if "leader" not in actor.roles:
        return []
    return [meetings.outline_row(actor, row) for row in sessions.outlines(actor).rows[:MOST]]


def _lately(actor: Actor) -> list[Row]:
    """What others shared or recorded, for whoever supports them."""
    if not actor.supervises:
        return []
    shared = reflections.shared_with(actor, most=4).rows
    recorded = recordings.readable(actor, most=4).rows
    return [writing.reflection_row(actor, row) for row in shared] + [
        writing.recording_row(actor, row) for row in recorded
    ]
