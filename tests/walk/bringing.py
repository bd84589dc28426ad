"""A step that brings a file of people and has it carried out, as the page and the worker do it: in
transactions of their own. It gives nobody what needs a second look."""

from __future__ import annotations

from typing import Any

from supervision import importing, unit_of_work
from supervision.domain.people_files import writing
from supervision.importing.outcomes import Outcome
from supervision.models.administration import PeopleImport
from supervision.models.people import Person, RoleGrant, SupervisionRelation
from supervision.services import imports
from tests.walk import moving
from tests.walk.facts import Key, Of, Supervises
from tests.walk.walking import Step, Walk, days, known

HEAD = ["Name", "Email", "Team", "Service", "Role", "Supervisor"]
ROLES = ("practitioner", "practitioner, curator", "leader", "administrator, practitioner")
ROWS = 4


def brings_a_file(walk: Walk) -> None:
    """Some people, each in a team, with roles and a supervisor: what differs is changed."""
    actor = walk.administrator()
    here = [key for key, one in walk.facts.people.items() if one.holds(walk.today)]
    some = walk.chance.sample(here, min(ROWS, len(here)))
    if actor.person_id not in some and walk.chance.random() < 0.3:
        some[0] = actor.person_id
    data = writing.table([HEAD, *(_row(walk, key, here) for key in some)]).encode()
    looked = importing.look(actor, "people.csv", data)
    count = len(looked.plans)
    brought = imports.keep(actor, looked.to_json(), count, Outcome().to_json())
    imports.begin(actor, brought, Outcome().to_json())
    key = brought.id
    claimed = imports.claim(key, actor.now)
    assert claimed is not None, walk.tale()
    walk.facts.imports[key] = actor.person_id
    unit_of_work.keep()
    walk.world.clock.now = walk.now
    assert importing.work_off(walk.world.app, claimed, pause=0), walk.tale()
    unit_of_work.writing()
    left = {one[0] for one in Outcome.read(walk.row(PeopleImport, key).outcome).left}
    done = [one for one in looked.plans if one.kind == "change" and one.line.number not in left]
    for plan in done:
        _changed(walk, plan, actor.person_id)
    walk.done["rows carried out"] += len(done)
    walk.tell(f"{walk.name(actor.person_id)} brings a file: {len(done)} of {count} rows change")


def _row(walk: Walk, person: Key, here: list[Key]) -> list[str]:
    row = known(walk, person)
    teams = {k: t for k, t in walk.facts.teams.items() if t.open}
    team = teams[walk.one(list(teams))]
    service = walk.facts.services[team.place].name if team.place else ""
    above = known(walk, walk.one(here)).email
    cells = [walk.one(["", team.name]), service, walk.one(["", *ROLES]), walk.one(["", above])]
    return [row.full_name, row.email, *cells]


def _changed(walk: Walk, plan: Any, importer: Key) -> None:
    """From today, or the first day of whom it is about: what the file says in place of what was."""
    person, facts = plan.person_id, walk.facts
    day = max(walk.today, facts.people[person].first)
    for change in plan.changes:
        if change.what == "team":
            moving.goes_on(walk, person, plan.team_id, day)
        elif change.what == "role" and person != importer:
            _roles(walk, person, plan.line.roles - {"administrator"}, day)
        elif change.what == "supervisor":
            _supervisor(walk, person, plan.supervisor, day, importer)


def _roles(walk: Walk, person: Key, after: set[str], day: Any) -> None:
    """Nobody becomes an administrator by a file, and nobody ceases to be one."""
    held = set()
    for one in walk.facts.roles:
        if one.person != person or one.what == "administrator" or _is_past(walk, one):
            continue
        if one.what in after:
            held.add(one.what)
        else:
            one.cut(max(day, one.first) - days(1))
    for role in sorted(after - held):
        last = walk.facts.people[person].last
        row = _row_of(RoleGrant, person_id=person, role=role, from_date=day)
        walk.facts.roles.append(Of(day, last, person=person, what=role, row=row))


def _supervisor(walk: Walk, person: Key, address: str, day: Any, importer: Key) -> None:
    facts = walk.facts
    above = _row_of(Person, email_folded=address)
    assert above != importer, f"made themselves a supervisor by a file: {walk.tale()}"
    first = max(day, facts.people[above].first)
    for key, one in list(facts.relations.items()):
        if one.supervisee == person and one.function == "line" and not _is_past(walk, one):
            facts.end_relation(key, max(first, one.first) - days(1))
    ends = [facts.people[key].last for key in (person, above)]
    last = min((one for one in ends if one is not None), default=None)
    same = {"supervisor_id": above, "supervisee_id": person, "function": "line", "to_date": last}
    key = _row_of(SupervisionRelation, from_date=first, **same)
    facts.relations[key] = Supervises(first, last, supervisor=above, supervisee=person)


def _is_past(walk: Walk, one: Any) -> bool:
    return one.last is not None and one.last < max(walk.today, one.first)


def _row_of(model: Any, **facts: Any) -> Key:
    rows = model.query.filter_by(**facts).order_by(model.id.desc())
    key: Key = rows.first().id
    return key


STEPS: dict[Step, int] = {brings_a_file: 2}
