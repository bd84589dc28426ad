"""At the end of a walk: pages open for those who may see what is on them, and for nobody else; and
none of those on which people are looked after holds a word that somebody wrote in practice."""

from __future__ import annotations

from supervision.extensions import db
from supervision.services import people
from tests.access.doors import Browser
from tests.walk.facts import Key
from tests.walk.meeting import PROPOSED
from tests.walk.walking import Walk
from tests.walk.writing import WORDS

PAGES = {
    "reflection": "/reflections/",
    "recording": "/outcomes/",
    "session": "/supervision/",
    "proposal": "/good-practice/proposals/",
    "example": "/good-practice/",
    "withdrawn": "/good-practice/withdrawn/",
}
OFFICES = {
    "person": ("/people/{}", "/people/{}/roles", "/people/{}/supervision", "/people/{}/sees"),
    "team": ("/teams/{}",),
    "service": ("/teams/services/{}",),
    "look": ("/second-looks/{}",),
    "import": ("/people/import/{}/progress",),
    "change person": ("/people/{}/details", "/people/{}/leaving"),
}
WHOLE = ("/people", "/teams", "/who-supervises-whom", "/second-looks", "/settings")
SAMPLE = 3  # of each kind, for each person
CONTENT = (*WORDS.values(), *PROPOSED.values(), "To be back in the choir", "Ring about the path")


def kept(walk: Walk) -> dict[Key, str]:
    """Keep the walk, with everyone signed in, so that browsers can look at it; the tokens of their
    sign-ins. The next test's world knows nothing of it."""
    tokens = {
        person: people.begin_sign_in(person, walk.organisation.id, walk.now)
        for person in walk.facts.people
    }
    db.session.commit()
    walk.world.clock.now = walk.now
    return tokens


def wrongly_answered(walk: Walk, tokens: dict[Key, str]) -> tuple[int, list[str]]:
    """How many pages were asked for, and those that open for who may not see what is on them, or
    stay shut for who may. To be called outside the walk's context, as requests have their own."""
    things = _things(walk)
    asked, found = 0, []
    for person, token in tokens.items():
        reader = walk.reader(person)
        sees = reader.sees()
        browser = Browser(walk.world.app, walk.name(person), token)
        for kind, path in PAGES.items():
            keys = things[kind]
            for key in walk.chance.sample(keys, min(SAMPLE, len(keys))):
                status = browser.get(f"{path}{key}").status_code
                may = (kind, key) in sees
                should = 200 if may else 404 if reader.here() else 302
                asked += 1
                if status != should:
                    found.append(f"{walk.name(person)}: {kind}: {status}, should be {should}")
    return asked, found


def offices_wrongly_answered(walk: Walk, tokens: dict[Key, str]) -> tuple[int, list[str]]:
    """The same of the pages on which people, teams, roles and settings are looked after, and those
    among them that hold something that somebody wrote."""
    asked, found = 0, []
    for person, token in tokens.items():
        office = walk.office(person)
        sees = office.sees_of_offices()
        browser = Browser(walk.world.app, walk.name(person), token)
        asks = [(path, office.looks_after(), False) for path in WHOLE]
        asks.append(("/people/import", office.changes(), False))
        for kind, paths in OFFICES.items():
            keys = _keys(walk, kind)
            for key in walk.chance.sample(keys, min(1, len(keys))):
                path = walk.one(paths).format(key)
                seen = kind == "change person" and ("person", key) in sees
                asks.append((path, (kind, key) in sees, seen))
        for path, may, seen in asks:
            answer = browser.get(path)
            should = 200 if may else 403 if seen else 404 if office.here() else 302
            asked += 1
            if answer.status_code != should:
                found.append(f"{walk.name(person)}: {path}: {answer.status_code}, not {should}")
            body = answer.get_data(as_text=True)
            found += [f"{walk.name(person)}: {path} says {w}" for w in CONTENT if w in body]
    return asked, found


def _keys(walk: Walk, kind: str) -> list[Key]:
    facts = walk.facts
    return {
        "person": list(facts.people),
        "team": list(facts.teams),
        "service": list(facts.services),
        "look": list(facts.looks),
        "import": list(facts.imports),
        "change person": [k for k, one in facts.people.items() if not one.gone(walk.today)],
    }[kind]


def _things(walk: Walk) -> dict[str, list[Key]]:
    facts = walk.facts
    return {
        "reflection": list(facts.reflections),
        "recording": list(facts.recordings),
        "session": list(facts.sessions),
        "proposal": list(facts.proposals),
        "example": list(facts.examples),
        "withdrawn": list(facts.examples),
    }
