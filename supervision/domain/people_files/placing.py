"""Into which team a row puts somebody."""

from __future__ import annotations

from supervision.domain.people_files.limits import quoted
from supervision.domain.people_files.lines import Line
from supervision.domain.people_files.plans import Change, Plan
from supervision.domain.people_files.standing import Standing, TeamNow
from supervision.domain.text import fold
from supervision.domain.wording import said


def find(one: Plan, now: Standing, *, make_teams: bool) -> None:
    line = one.line
    if not line.team:
        if line.service:
            one.notes.append(said("A service says nothing without a team"))
        return
    found = now.teams_called(line.team, line.service)
    if len(found) > 1:
        line.wrong(
            "team",
            said(
                "There are teams of this name in several services. Name the service in a column "
                "“Service”"
            ),
        )
    elif found:
        _moved(one, now, found[0])
    elif make_teams and line.service:
        one.makes_team = True
        _moved(one, now, None)
    else:
        line.wrong("team", _nothing(line, now))


def _moved(one: Plan, now: Standing, team: TeamNow | None) -> None:
    person = now.by_id.get(one.person_id) if one.person_id else None
    teams = person.teams if person else set()
    one.team_id = team.id if team else None
    if team is not None and team.id in teams:
        return
    if one.person_id is not None and one.person_id == now.me:
        one.line.wrong(
            "team", said("This row is about yourself. Another administrator changes your team")
        )
        return
    if len(teams) > 1:
        one.line.wrong(
            "team", said("This person is in several teams. Change that on their own page")
        )
        return
    before = next((each.name for each in now.teams if each.id in teams), "")
    one.changes.append(Change("team", before, team.name if team else one.line.team))
    if team is None:
        one.notes.append(
            said(
                "Makes the team %(team)s in %(service)s",
                team=one.line.team,
                service=one.line.service,
            )
        )


def _nothing(line: Line, now: Standing) -> str:
    if line.service and fold(line.service) not in now.services:
        near = now.near(line.service, {fold(one.service): one.service for one in now.teams})
        if not near:
            return said("There is no service called “%(name)s”", name=quoted(line.service))
        return said(
            "There is no service called “%(name)s”. Is it %(names)s?",
            name=quoted(line.service),
            names=near,
        )
    near = now.near(line.team, {fold(one.name): one.name for one in now.teams})
    if not near:
        return said("There is no team called “%(name)s”", name=quoted(line.team))
    return said(
        "There is no team called “%(name)s”. Is it %(names)s?",
        name=quoted(line.team),
        names=near,
    )
