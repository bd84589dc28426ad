"""Home: what is next, who or what is waiting, then the rest. And who can read what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, url_for

from supervision import identity
from supervision.access import asks as ask_rules
from supervision.access import library as library_rules
from supervision.access import recordings as recording_rules
from supervision.access import reflections as reflection_rules
from supervision.access import sessions as session_rules
from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.blueprints.forms_agenda import AgendaForm
from supervision.blueprints.home import presenters
from supervision.blueprints.home.presenters import Home, Next
from supervision.blueprints.pages import page
from supervision.domain.words import count
from supervision.queries import asks, library, proposals, recordings, reflections, sessions

blueprint = Blueprint("home", __name__)
LATELY = timedelta(days=14)
MOST = 5  # actions on Home; the session holds all of them

RULES = (
    ("Reflections", reflection_rules),
    ("What a reflection asks for", ask_rules),
    ("Outcome recordings", recording_rules),
    ("Supervision sessions", session_rules),
    ("Good practice", library_rules),
)


@blueprint.get("/")
def home() -> Any:
    actor = identity.actor()
    if not actor.practises:
        return page("home/quiet.html", home=presenters.quiet(actor))
    return page("home/home.html", **_home(actor))


@blueprint.get("/who-can-read-what")
def who_can_read() -> Any:
    """Made from the opening lines of the rules themselves, so that it cannot say otherwise."""
    nouns = [{"name": name, **presenters.rules(module.__doc__ or "")} for name, module in RULES]
    return page("home/who_can_read.html", nouns=nouns)


def _home(actor: Actor) -> dict[str, Any]:
    coming = sessions.next_dates(actor)
    met = sessions.last_met(actor)
    waiting = asks.waiting(actor) if actor.supervises else ()
    to_sign = sessions.to_sign(actor)
    to_check = proposals.to_check(actor) if library_rules.curator_keys(actor)["curator"] else ()
    soon = sessions.upcoming(actor, most=10)
    led = [row for row in soon if actor.supervision_of(row.relation_id)]
    own = [row for row in soon if actor.supervision_by(row.relation_id)]
    own_session, form = None, None
    if own and not actor.supervises:
        own_session, form = _own_session(actor, own[0])
    shown = Home(
        title=f"Hello, {actor.known_as}",
        lead=presenters.lead(actor, _lead(actor, led, own, waiting, to_sign)),
        next=_next(actor, led, to_check),
        own_session=own_session,
        people=[
            presenters.person_row(actor, r, coming.get(r.id), met.get(r.id))
            for r in actor.supervises
        ],
        asks=[presenters.ask_row(actor, row) for row in waiting],
        answered=[
            presenters.answered_row(actor, ask, answer)
            for ask, answer in asks.lately_answered(actor, actor.now - LATELY)
        ],
        to_write=[presenters.write_row(actor, row) for row in sessions.to_write_up(actor)],
        to_sign=[presenters.sign_row(actor, row) for row in to_sign],
        to_check=[presenters.check_row(actor, row) for row in to_check],
        lately=_lately(actor),
        yours=[presenters.action_row(actor, row) for row in sessions.my_actions(actor, MOST)],
        promised=[
            presenters.action_row(actor, row, row.owner)
            for row in sessions.promised_to(actor, MOST)
        ],
        own_supervision=[
            presenters.supervision_row(actor, r, coming.get(r.id))
            for r in actor.supervised_by
            if actor.supervises or r.id not in {row.relation_id for row in own[:1]}
        ],
        story=library.newest_one(actor),
    )
    return {"home": shown, "form": form}


def _lead(actor: Actor, led: Any, own: Any, waiting: Any, to_sign: Any) -> list[str]:
    """What the day holds, in a sentence or two."""
    week = [
        row for row in led if when.local(actor, row.starts_at).date() < actor.today + LATELY / 2
    ]
    said = []
    if week:
        said.append(f"{when.capital(count(len(week), 'person', 'people'))} to see this week.")
    if own:
        said.append(f"You meet {own[0].other} {when.in_sentence(actor, own[0].starts_at)}.")
    if waiting:
        said.append(f"{when.capital(count(len(waiting), 'ask', 'asks'))} waiting.")
    if to_sign:
        said.append(f"{when.capital(count(len(to_sign), 'record', 'records'))} to sign.")
    return said


def _next(actor: Actor, led: Any, to_check: Any) -> Next:
    """The one next step: a session that is near, something to check, or room to write."""
    if led and when.local(actor, led[0].starts_at).date() < actor.today + LATELY / 2:
        agenda = sessions.agenda(actor, sessions.get(actor, led[0].id))
        return presenters.session_next(actor, led[0], sum(not item.mine for item in agenda))
    if to_check:
        return presenters.checking_next(actor, to_check)
    return presenters.writing_next()


def _own_session(actor: Actor, row: Any) -> tuple[dict[str, Any], AgendaForm | None]:
    """The next session with one's supervisor: its agenda, and a way to add to it."""
    supervision_session = sessions.get(actor, row.id)
    form = None
    if session_rules.can_add(actor, supervision_session):
        form = AgendaForm()
        form.future_key("agenda-item")
    return {
        "heading": f"Supervision with {row.other}, {when.appointment(actor, row.starts_at)}",
        "note": f"{presenters.length(row)} Your items come first.",
        "href": url_for("sessions.read", session_id=row.id),
        "action": url_for("sessions.add_agenda_item", session_id=row.id),
        "agenda": [
            presenters.agenda_row(item) for item in sessions.agenda(actor, supervision_session)
        ],
        "who": f"Only you and {row.other} can read this.",
    }, form


def _lately(actor: Actor) -> list[dict[str, Any]]:
    """What others shared or recorded, for whoever supports them."""
    if not actor.supervises:
        return []
    shared = reflections.shared_with(actor, most=4).rows
    recorded = recordings.readable(actor, most=4).rows
    return [presenters.reflection_row(actor, row) for row in shared] + [
        presenters.recording_row(actor, row) for row in recorded
    ]
