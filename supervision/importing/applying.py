"""Carrying out one row: what it would do is known, and here it is done, by the services that do it
for a page too."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from supervision.access.actor import Actor
from supervision.access.administration import relation_needs_second_look
from supervision.domain.people import can_get_mail
from supervision.domain.people_files import planning
from supervision.domain.people_files.plans import Plan
from supervision.domain.people_files.standing import Standing, TeamNow
from supervision.domain.refusals import Refused, require, required
from supervision.domain.wording import said
from supervision.keys import new_key
from supervision.queries import imports as queries
from supervision.services import directory, imports, invitations, people, standing, tree

DAY = timedelta(days=1)
SECOND_LOOK = said(
    "A second administrator has to agree to this supervisor. Ask for it on the person’s own page"
)


class AtHand:
    """What the rows of one batch share: who acts, how things stand, and who has been opened."""

    def __init__(self, actor: Actor, now: Standing, make_teams: bool, *, invite: bool) -> None:
        self.actor, self.standing, self.make_teams, self.invite = actor, now, make_teams, invite
        self.people = queries.people(actor, now.by_id)
        self.teams: dict[uuid.UUID, Any] = {}

    def carry_out(self, plan: Plan) -> tuple[uuid.UUID, bool]:
        """Do what the row says; returns whom it was about, and whether they can get mail.

        Raises:
            Refused: where something cannot stand; nothing of the row is to be kept then.
        """
        person = self._new(plan) if plan.person_id is None else self._corrected(plan)
        day = max(self.actor.today, person.joined_on)
        if plan.differs("team"):
            self._team(plan, person, day)
        if plan.differs("role"):
            self._roles(plan, person, day)
        if plan.supervisor:
            self._supervisor(plan, person, day)
        mail = can_get_mail(person.email)
        self._know_team(plan)
        if plan.kind == "new":
            if self.invite and mail:
                invitations.invite_by_mail(self.actor, person)
            self._know(plan, person)
        return person.id, mail

    def _new(self, plan: Plan) -> Any:
        line = plan.line
        return people.add_person(
            self.actor,
            line.name,
            plan.known_as,
            line.email,
            None,
            line.start or self.actor.today,
            line.minutes,
        )

    def _know(self, plan: Plan, person: Any) -> None:
        """Later rows of this batch may name this one. Only now: the row is as good as kept."""
        self.people[person.id] = person
        self.standing.put(planning.made(plan, person.id, self.standing))

    def _corrected(self, plan: Plan) -> Any:
        assert plan.person_id is not None
        person, line = required(self.people.get(plan.person_id)), plan.line
        if plan.differs("name") or plan.differs("hours"):
            name = line.name if plan.differs("name") else person.full_name
            minutes = line.minutes if plan.differs("hours") else person.weekly_minutes
            directory.correct(self.actor, person, name, person.known_as, minutes)
        if plan.differs("start") and line.start is not None:
            imports.begin_on(self.actor, person, line.start)
        return person

    def _team(self, plan: Plan, person: Any, day: date) -> None:
        team = self._team_of(plan)
        plan.team_id = team.id
        if plan.person_id is None:
            people.join_team(self.actor, person, team, day)
            return
        ends = queries.memberships(self.actor, person)
        directory.change_team(self.actor, person, ends, team, day)

    def _team_of(self, plan: Plan) -> Any:
        if plan.team_id is not None:
            if plan.team_id not in self.teams:
                self.teams[plan.team_id] = queries.team(self.actor, plan.team_id)
            return self.teams[plan.team_id]
        require(self.make_teams)
        try:
            return self._made(plan)
        except Refused as refusal:
            raise Refused({"team": next(iter(refusal.problems.values()))}) from refusal

    def _made(self, plan: Plan) -> Any:
        """The team that a row makes, and its service where that is not there either."""
        actor, line = self.actor, plan.line
        service = queries.service(actor, line.service)
        if service is None:
            service = tree.add_service(actor, new_key(), line.service, actor.today)
        team = tree.add_team(actor, new_key(), required(service), line.team, actor.today)
        self.teams[required(team).id] = team
        return team

    def _know_team(self, plan: Plan) -> None:
        """Later rows of this batch join the team that this one has made."""
        if plan.makes_team and plan.team_id is not None:
            team = self.teams[plan.team_id]
            service = plan.line.service
            self.standing.know_team(TeamNow(team.id, team.name, team.care_service_id, service))

    def _roles(self, plan: Plan, person: Any, day: date) -> None:
        """The administrator's role is neither given nor ended here (domain/people_files)."""
        change = next(one for one in plan.changes if one.what == "role")
        after = set(change.after.split(",")) - {"", planning.ADMINISTRATOR}
        held = set()
        if plan.person_id is not None:
            for grant in queries.grants(self.actor, person):
                if grant.role in after:
                    held.add(grant.role)
                elif grant.role != planning.ADMINISTRATOR:
                    self._end(grant, day)
        for role in sorted(after - held):
            require(person.id != self.actor.person_id)
            granted = people.grant_role(self.actor, person, role, day, person.left_on)
            if plan.person_id is not None:  # who is new learns it from the invitation
                standing.tell(self.actor, granted)

    def _supervisor(self, plan: Plan, person: Any, day: date) -> None:
        known = required(self.standing.people.get(plan.supervisor))
        supervisor = required(self.people.get(known.id))
        if relation_needs_second_look(self.actor, supervisor, person):
            raise Refused({"supervisor": SECOND_LOOK})
        first = max(day, supervisor.joined_on)
        if plan.person_id is not None:
            for relation in queries.supervision(self.actor, person):
                self._end_supervision(relation, person, first)
        last = min((d for d in (person.left_on, supervisor.left_on) if d), default=None)
        related = people.relate(self.actor, supervisor, person, "line", first, last)
        standing.tell(self.actor, related)

    def _end_supervision(self, relation: Any, person: Any, first: date) -> None:
        """With it ends what covers it, and all whom it is about are told, as from a page."""
        last = _last_before(first, relation)
        if last is not None:
            standing.end_relation(self.actor, person, relation, last, "")

    def _end(self, grant: Any, first: date) -> None:
        last = _last_before(first, grant)
        if last is not None:
            people.end(self.actor, grant, last)
            standing.tell(self.actor, grant)


def _last_before(first: date, right: Any) -> date | None:
    """The last day of what something else follows from a day on; None for what ends by then, which
    is not made longer."""
    last: date = max(first, right.from_date) - DAY
    return last if right.to_date is None or right.to_date > last else None
