"""The world with something behind every door, so that every form there is can be opened by someone:
where each form stands, and who can open it."""

from __future__ import annotations

import uuid
from datetime import timedelta

from supervision.domain.links import Purpose
from supervision.extensions import db
from supervision.models.people import Person
from supervision.queries import reflections as reflection_queries
from supervision.queries import tree as tree_queries
from supervision.services import directory, invitations, kept, leaving, links, people, second_looks
from supervision.services import reflections as reflection_services
from tests.access import (
    making,
    making_groups,
    making_sessions,
    matrix_examples,
    matrix_imports,
    matrix_proposals,
    matrix_recordings,
    matrix_standing,
    matrix_support,
)
from tests.access.doors import signed_in
from tests.input.place import NOBODY, Place
from tests.worlds import Backend, World

PEOPLE = (
    *("callum", "morag", "priya", "fergus", "jean", "eilidh", "iain", "tomasz", "rhona", "kirsty"),
    *("grace", "cora", "agnes", "noor", "sandy", "oona", "odile"),
)


def furnish(backend: Backend) -> Place:
    """Make one of everything, in each state that has a form of its own."""
    backend.reset()
    place = Place(backend)
    world = place.world
    _reflections(place, world)
    _recordings(place, world)
    _sessions(place, world)
    _groups(place, world)
    _library(place, world)
    _standing(place, world)
    _teams(place, world)
    _people(place, world)
    _imports(place, world)
    with world.acting("callum") as actor:
        begun = [("happened", "She laughed"), ("ask", "none"), ("about", "none")]
        assert kept.while_writing(actor, uuid.uuid4(), "/reflections/new", 1, begun)
    with world.acting("tomasz") as actor:
        place.link = links.make(
            actor.organisation_id, actor.person_id, Purpose.RESET_PASSWORD, actor.now
        )
        db.session.get_one(Person, world.ids["tomasz"]).welcomed_at = None
    with world.acting("sandy") as actor:
        someone = people.add_person(
            actor, "Una of Lochside", "Una", "una@lochside.example", None, actor.today
        )
        db.session.flush()
        place.invitation = invitations.printed(actor, someone)
    signed_in(world, ["callum"])  # in another browser, of which this one can sign it out
    for person, browser in signed_in(world, PEOPLE).items():
        with browser.session_transaction() as session:
            place.tokens[person] = session["_user_id"]
    place.stands |= {
        "account.choose_mail": ("callum", "/account"),
        "account.log_of": ("noor", "/who-has-read-what"),
        "account.details": ("callum", "/account"),
        "account.end_others": ("callum", "/account/sign-ins"),
        "account.end_sign_in": ("callum", "/account/sign-ins"),
        "account.password": ("callum", "/account/password"),
        "auth.forgotten": (NOBODY, "/forgotten-password"),
        "auth.invitation": (NOBODY, "/invitation"),
        "auth.new_password": (NOBODY, "/new-password"),
        "auth.sign_in": (NOBODY, "/sign-in"),
        "auth.sign_out": ("callum", "/"),
        "auth.sign_out_to_begin": ("callum", "/invitation"),
        "home.put_away": ("tomasz", "/"),
        "settings.setting": ("sandy", "/settings/prompts"),
        "unsaved.keep": ("callum", "/reflections/new"),
        "unsaved.throw_away": ("callum", "/not-saved"),
    }
    place.keep()
    return place


def _standing(place: Place, world: World) -> None:
    """Roles and supervision of callum, what sandy asked for, and what noor would have."""
    keys = matrix_standing.standing(world).keys
    with world.acting("sandy") as actor:
        what = {"role": "curator", "from": actor.today.isoformat(), "to": None}
        whom = db.session.get_one(Person, world.ids["sandy"])
        own = second_looks.ask(actor, "role", what, "Somebody has to", whom).id
        other = second_looks.ask(actor, "role", what, "Somebody has to", whom)
        other.asked_by = other.person_id = world.ids["noor"]
        place.keys |= {"look": own, "other look": other.id, **keys}
    person = f"/people/{keys['person_id']}"
    relation = f"{person}/supervision/{keys['relation_id']}"
    place.stands |= {
        "standing.add_supervision": ("sandy", f"{person}/supervision/new"),
        "standing.change_supervisor": ("sandy", f"{relation}/successor"),
        "standing.cover": ("sandy", f"{relation}/cover"),
        "standing.end_supervision": ("sandy", f"{relation}/ending"),
        "standing.give_role": ("sandy", f"{person}/roles/new"),
        "standing.end_role": ("sandy", f"{person}/roles/{keys['grant_id']}/ending"),
        "standing.second_look": ("sandy", f"/second-looks/{place.keys['other look']}"),
        "standing.take_back": ("sandy", f"/second-looks/{place.keys['look']}"),
    }


def _reflections(place: Place, world: World) -> None:
    own = making.reflection(world, "callum").keys["reflection_id"]
    shared = making.reflection(world, "callum", share_with="morag").keys["reflection_id"]
    asking = making.reflection(world, "callum", share_with="morag", ask="Someone beside me")
    offered = matrix_support.offered(world).keys["reflection_id"]
    deleted = making.reflection(world, "callum").keys["reflection_id"]
    with world.acting("callum") as actor:
        reflection_services.delete(actor, reflection_queries.get(actor, deleted))
    place.keys |= {"reflection": own, "shared": shared, "offered": offered}
    asked = asking.keys["reflection_id"]
    place.stands |= {
        "reflections.find": ("callum", "/reflections"),
        "reflections.write": ("callum", "/reflections/new"),
        "reflections.edit": ("callum", f"/reflections/{own}/edit"),
        "reflections.delete": ("callum", f"/reflections/{own}/deletion"),
        "reflections.restore": ("callum", "/account/deleted"),
        "reflections.share": ("callum", f"/reflections/{own}"),
        "reflections.share_with": (
            "callum",
            f"/reflections/{own}/shares/new?team={world.teams['Lochside']}",
        ),
        "reflections.take_back": ("callum", f"/reflections/{shared}"),
        "reflections.thank": ("morag", f"/reflections/{shared}"),
        "reflections.answer": ("morag", f"/reflections/{asked}"),
        "reflections.offer": ("morag", f"/reflections/{asked}"),
        "reflections.say_if_helped": ("callum", f"/reflections/{offered}"),
    }


def _recordings(place: Place, world: World) -> None:
    draft = making.recording(world, "callum", state="draft").keys["recording_id"]
    recorded = making.recording(world, "callum")
    matrix_recordings.draft_deleted(world)
    key, code = recorded.keys["recording_id"], recorded.keys["code"]
    left = f"/outcomes/leavers/{world.ids['bram']}/{making.recording(world, 'bram').keys['code']}"
    place.keys |= {"draft": draft, "recording": key}
    place.stands |= {
        "recordings.write": ("callum", "/outcomes/new"),
        "recordings.edit": ("callum", f"/outcomes/{key}/edit"),
        "recordings.record": ("callum", f"/outcomes/{draft}"),
        "recordings.delete": ("callum", f"/outcomes/{draft}/deletion"),
        "recordings.restore": ("callum", "/account/deleted"),
        "recordings.review": ("callum", f"/outcomes/{key}/reviews/new"),
        "recordings.hand_over": ("callum", f"/outcomes/people/{code}/handover?q=Rhona"),
        "recordings.hand_over_for": ("morag", f"{left}?q=Rhona"),
    }


def _sessions(place: Place, world: World) -> None:
    planned = making_sessions.planned(world, starts_in=3).keys["session_id"]
    written = making_sessions.written(world)
    making_sessions.agree(world, written, "morag", "callum")
    signed = making_sessions.signed(world).keys["session_id"]
    later = making_sessions.written(world, share=True).keys["session_id"]
    place.keys |= {"planned": planned, "written": written.keys["session_id"], "signed": signed}
    place.stands |= {
        "sessions.plan": (
            "callum",
            f"/supervision/new?relation={world.relations['morag', 'callum']}",
        ),
        "sessions.add_agenda_item": ("callum", f"/supervision/{planned}"),
        "sessions.take_off": ("callum", f"/supervision/{planned}"),
        "sessions.move": ("callum", f"/supervision/{planned}/date"),
        "sessions.cancel": ("morag", f"/supervision/{planned}/cancellation"),
        "sessions.record": ("morag", f"/supervision/{written.keys['session_id']}/record"),
        "sessions.sign": ("callum", f"/supervision/{later}"),
        "sessions.add_later": ("callum", f"/supervision/{signed}"),
    }


def _groups(place: Place, world: World) -> None:
    planned = making_groups.planned(world).keys["session_id"]
    written = making_groups.written(world).keys["session_id"]
    shared = making_groups.written(world, share=True).keys["session_id"]
    signed = making_groups.signed(world).keys["session_id"]
    place.keys |= {"group": planned, "group written": written}
    promised = making_groups.promised(world).keys["session_id"]
    groups = "/supervision/groups"
    place.stands |= {
        "sessions.agree_in_group": ("callum", f"/supervision/{promised}"),
        "sessions.settle_in_group": ("callum", f"/supervision/{promised}"),
        "sessions.plan_group": ("fergus", f"{groups}/new"),
        "sessions.add_group_item": ("callum", f"/supervision/{planned}"),
        "sessions.take_off_group": ("callum", f"/supervision/{planned}"),
        "sessions.move_group": ("fergus", f"{groups}/{planned}/date"),
        "sessions.cancel_group": ("fergus", f"{groups}/{planned}/cancellation"),
        "sessions.record_group": ("fergus", f"{groups}/{written}/record"),
        "sessions.sign_group": ("callum", f"/supervision/{shared}"),
        "sessions.add_to_group_later": ("rhona", f"/supervision/{signed}"),
    }


def _library(place: Place, world: World) -> None:
    draft = matrix_proposals.draft(world).keys["proposal_id"]
    proposed = matrix_proposals.proposed(world).keys["proposal_id"]
    example = matrix_proposals.published(world).keys["example_id"]
    matrix_proposals.deleted(world)
    matrix_examples.withdrawn(world)
    proposals = "/good-practice/proposals"
    place.keys |= {"proposal": draft, "proposed": proposed, "example": example}
    place.stands |= {
        "library.write": ("callum", f"{proposals}/new"),
        "library.edit": ("callum", f"{proposals}/{draft}/edit"),
        "library.delete": ("callum", f"{proposals}/{draft}"),
        "library.restore": ("callum", "/account/deleted"),
        "library.take_back": ("callum", f"{proposals}/{proposed}"),
        "library.ask_for_changes": ("cora", f"{proposals}/{proposed}/changes"),
        "library.publish": ("cora", f"{proposals}/{proposed}/publication"),
        "library.withdraw": ("cora", f"/good-practice/{example}/withdrawal"),
    }


def _teams(place: Place, world: World) -> None:
    team = world.teams["Lochside"]
    with world.reading("sandy") as actor:
        service = tree_queries.team(actor, team).care_service_id
    services = f"/teams/services/{service}"
    place.keys |= {"service": service}
    place.stands |= {
        "teams.add_service": ("sandy", "/teams/new-service"),
        "teams.add_team": ("sandy", f"{services}/new-team"),
        "teams.close": ("sandy", f"/teams/{team}/closing"),
        "teams.close_service": ("sandy", f"{services}/closing"),
        "teams.merge": ("sandy", f"/teams/{team}/merging"),
        "teams.merge_service": ("sandy", f"{services}/merging"),
        "teams.move": ("sandy", f"/teams/{team}/service"),
        "teams.rename": ("sandy", f"/teams/{team}/name"),
        "teams.rename_service": ("sandy", f"{services}/name"),
    }


def _imports(place: Place, world: World) -> None:
    carried_out = matrix_imports.done(world).keys["import_id"]
    stopped = matrix_imports.stopped(world).keys["import_id"]
    waiting = matrix_imports.looked_at(world).keys["import_id"]
    place.keys |= {"import": waiting}
    place.stands |= {
        "imports.begin": ("sandy", "/people/import"),
        "imports.carry_out": ("sandy", f"/people/import/{waiting}"),
        "imports.go_on": ("sandy", f"/people/import/{stopped}/progress"),
        "imports.links": ("sandy", f"/people/import/{carried_out}/progress"),
        "imports.set_aside": ("sandy", f"/people/import/{waiting}"),
    }


def _people(place: Place, world: World) -> None:
    def of(name: str) -> str:
        return f"/people/{world.ids[name]}"

    with world.acting("sandy") as actor:
        kirsty = db.session.get_one(Person, world.ids["kirsty"])
        directory.be_away(actor, kirsty, actor.today, None)
        jean = db.session.get_one(Person, world.ids["jean"])
        leaving.set_last_day(actor, jean, actor.today + timedelta(days=9))
    place.stands |= {
        "people.add": ("sandy", "/people/new"),
        "people.away": ("sandy", f"{of('callum')}/away"),
        "people.back": ("sandy", f"{of('bram')}/back"),
        "people.back_from_leave": ("sandy", f"{of('kirsty')}/away"),
        "people.details": ("sandy", f"{of('callum')}/details"),
        "people.ending": ("sandy", f"{of('jean')}/ending"),
        "people.found": ("sandy", "/people"),
        "people.invite": ("sandy", f"{of('callum')}/invite"),
        "people.leaving": ("sandy", f"{of('morag')}/leaving"),
        "people.team": ("sandy", f"{of('callum')}/team"),
    }
