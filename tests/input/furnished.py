"""The world with something behind every door, so that every form there is can be opened by someone:
where each form stands, and who can open it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.engine import URL

from supervision.domain.links import Purpose
from supervision.extensions import db
from supervision.models.people import Person
from supervision.queries import reflections as reflection_queries
from supervision.services import links
from supervision.services import reflections as reflection_services
from tests.access import (
    making,
    making_groups,
    making_sessions,
    matrix_examples,
    matrix_proposals,
    matrix_recordings,
    matrix_support,
)
from tests.access.doors import Browser, signed_in
from tests.worlds import Backend, World

PEOPLE = (
    *("callum", "morag", "priya", "fergus", "jean", "eilidh", "iain", "tomasz", "rhona", "kirsty"),
    *("grace", "cora", "agnes", "noor", "sandy", "oona", "odile"),
)
NOBODY = "nobody"


@dataclass
class Place:
    """The furnished world of one database product, and the way back to how it was furnished.

    Attributes:
        stands: endpoint → who opens its form, and on which page.
    """

    backend: Backend
    tokens: dict[str, str] = field(default_factory=dict)  # of sign-ins, by person
    stands: dict[str, tuple[str, str]] = field(default_factory=dict)
    keys: dict[str, uuid.UUID] = field(default_factory=dict)
    link: str = ""  # that sets a new password

    @property
    def world(self) -> World:
        return self.backend.world

    def restore(self) -> None:
        """Put everything back to how it was furnished."""
        self.backend.rest()
        world = self.world
        with world.app.app_context():
            url = db.engine.url
        if url.get_backend_name() == "sqlite":
            file = _file(url.database)
            for journal in file.parent.glob(f"{file.name}-*"):
                journal.unlink()
            file.write_bytes(_kept(file).read_bytes())
            return
        _copy(url, url.database or "", f"{url.database}_furnished")

    def keep(self) -> None:
        """Remember how things stand now."""
        self.backend.rest()
        with self.world.app.app_context():
            url = db.engine.url
            if url.get_backend_name() == "sqlite":
                with db.engine.connect() as connection:
                    connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            self.backend.rest()
        if url.get_backend_name() == "sqlite":
            _kept(_file(url.database)).write_bytes(_file(url.database).read_bytes())
        else:
            _copy(url, f"{url.database}_furnished", url.database or "")

    def browser(self, person: str) -> Browser:
        """A person's browser, with nothing opened yet; nobody's has no sign-in, but a link."""
        browser = Browser(self.world.app, person, self.tokens.get(person))
        if person == NOBODY:
            with browser.session_transaction() as session:
                session["link"] = self.link
        return browser


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
    with world.acting("tomasz") as actor:
        place.link = links.make(
            actor.organisation_id, actor.person_id, Purpose.RESET_PASSWORD, actor.now
        )
        db.session.get_one(Person, world.ids["tomasz"]).welcomed_at = None
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
        "auth.new_password": (NOBODY, "/new-password"),
        "auth.sign_in": (NOBODY, "/sign-in"),
        "auth.sign_out": ("callum", "/"),
        "home.put_away": ("tomasz", "/"),
    }
    place.keep()
    return place


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
    place.keys |= {"draft": draft, "recording": key}
    place.stands |= {
        "recordings.write": ("callum", "/outcomes/new"),
        "recordings.edit": ("callum", f"/outcomes/{key}/edit"),
        "recordings.record": ("callum", f"/outcomes/{draft}"),
        "recordings.delete": ("callum", f"/outcomes/{draft}/deletion"),
        "recordings.restore": ("callum", "/account/deleted"),
        "recordings.review": ("callum", f"/outcomes/{key}/reviews/new"),
        "recordings.hand_over": ("callum", f"/outcomes/people/{code}/handover?q=Rhona"),
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


def _file(database: str | None) -> Path:
    return Path(database or "")


def _kept(file: Path) -> Path:
    return file.with_name("furnished.kept")


def _copy(url: URL, name: str, source: str) -> None:
    """Make a PostgreSQL database anew from another, to which nobody is connected."""
    server = url.set(drivername="postgresql", database="postgres")
    with psycopg.connect(server.render_as_string(hide_password=False), autocommit=True) as one:
        old, new = sql.Identifier(name), sql.Identifier(source)
        one.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(old))
        one.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(old, new))
