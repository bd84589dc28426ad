"""From what rows say and how things stand to what would change.

Rule: a row is about the person who has its address. What a cell does not say stays. The team, the
roles and the line supervisor of the file take the place of today's, from the day of carrying out or
a later start date; a person in several teams or with several line supervisors is left to their own
page. A last day is proposed and never given, unless it has been noted already. How somebody is
called is theirs to choose: the file says it for new people only. A supervisor may be another row,
which is carried out first.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence

from supervision.domain import naming
from supervision.domain.people_files import placing, supervising
from supervision.domain.people_files.lines import Line
from supervision.domain.people_files.plans import Change, Plan, Proposal
from supervision.domain.people_files.standing import PersonNow, Standing, look
from supervision.domain.text import fold
from supervision.domain.wording import said

ADMINISTRATOR = "administrator"
AT_FIRST = frozenset({"practitioner"})  # of somebody new whose role is not said


def plan(lines: Sequence[Line], now: Standing, *, make_teams: bool = False) -> list[Plan]:
    """What each row would do, in the order of the file.

    Args:
        lines: as `lines.read` gives them; their problems stay, and more may be added.
        make_teams: whether teams and services that are not there are made.
    """
    _twice(lines)
    plans = [_about(line, now) for line in lines]
    _names_to_be_called_by(plans, now)
    for one in plans:
        _compared(one, now, make_teams=make_teams)
    supervising.find(plans, now)
    for one in plans:
        one.settle()
    supervising.refuse_rings(plans, now)
    supervising.wait_for_others(plans)
    return plans


def plan_one(line: Line, known_as: str, now: Standing, *, make_teams: bool) -> Plan:
    """What one row would do at this moment: asked anew just before it is carried out.

    Args:
        known_as: how somebody new was to be called.
    """
    one = _about(line, now)
    if one.person_id is None and not line.problems:
        one.known_as = known_as
        if naming.seen_as(known_as) in now.called:
            line.wrong("known_as", CALLED)
    _compared(one, now, make_teams=make_teams)
    supervising.find([one], now)
    return one.settle()


CALLED = said(
    "Somebody here is called that already. Give another name in the column “Known as”, such as "
    "with the first letter of the surname"
)
HERE = said("This address cannot be used here")


def _twice(lines: Sequence[Line]) -> None:
    first: dict[str, Line] = {}
    looks: dict[str, Line] = {}
    for line in lines:
        if not line.email:
            continue
        before = first.setdefault(line.folded, line)
        alike = looks.setdefault(look(line.folded), line)
        if before is not line:
            for one, other in ((before, line), (line, before)):
                one.wrong("email", said("This address stands in row %(row)s too", row=other.number))
        elif alike is not line:
            for one, other in ((alike, line), (line, alike)):
                one.wrong(
                    "email",
                    said("This address looks like the one in row %(row)s", row=other.number),
                )


def _about(line: Line, now: Standing) -> Plan:
    """Whom a row is about."""
    found = Plan(line)
    person = now.people.get(line.folded) if line.email else None
    if person is None:
        if line.email:
            _new_address(found, now)
        return found
    found.person_id = person.id
    if person.gone(now.today) and person.left_on == line.until:
        found.over = True
        found.notes.append(said("This person has left, as the file says"))
    elif person.gone(now.today):
        line.wrong("email", said("This person has left. Bring them back on their own page first"))
    return found


def _new_address(found: Plan, now: Standing) -> None:
    line = found.line
    if line.folded in now.taken:
        line.wrong("email", HERE)
        return
    alike = now.by_look.get(look(line.folded))
    if alike is not None:
        line.wrong("email", said("This address looks like that of %(name)s", name=alike.full_name))
    elif look(line.folded) != line.folded:
        found.notes.append(said("This address has letters that look like others"))
    same_name = [one for one in now.by_name.get(line.name_folded, []) if not one.gone(now.today)]
    if same_name:
        found.notes.append(
            said(
                "Somebody of this name is here with another address: %(address)s",
                address=same_name[0].email,
            )
        )


def _names_to_be_called_by(plans: Sequence[Plan], now: Standing) -> None:
    """The first name, unless somebody else is called that: then the whole one."""
    new = [one for one in plans if one.person_id is None and one.line.name]
    firsts = Counter(naming.seen_as(one.line.name.split()[0]) for one in new)
    wanted = Counter(naming.seen_as(one.line.known_as) for one in new if one.line.known_as)
    given: set[str] = set()
    for one in new:
        line = one.line
        first = line.name.split()[0]
        seen = naming.seen_as(first)
        if line.known_as:
            one.known_as = line.known_as
        elif firsts[seen] == 1 and not wanted[seen] and seen not in now.called:
            one.known_as = first
        else:
            one.known_as = line.name[: naming.MOST].strip()
        if naming.problem(one.known_as):
            one.known_as = line.name[: naming.MOST].strip()
        seen = naming.seen_as(one.known_as)
        if seen in now.called or seen in given:
            line.wrong("known_as", CALLED)
        given.add(seen)


def _compared(one: Plan, now: Standing, *, make_teams: bool) -> None:
    if one.over:
        return
    placing.find(one, now, make_teams=make_teams)
    _details(one, now)
    _roles(one, now)
    _last_day(one, now)


def _details(one: Plan, now: Standing) -> None:
    line, person = one.line, now.by_id.get(one.person_id) if one.person_id else None
    if person is None:
        return
    if line.name and line.name != person.full_name:
        one.changes.append(Change("name", person.full_name, line.name))
    if line.minutes is not None and line.minutes != person.minutes:
        before = "" if person.minutes is None else str(person.minutes)
        one.changes.append(Change("hours", before, str(line.minutes)))
    if line.start is not None and line.start != person.joined_on:
        if line.start > now.today >= person.joined_on:
            line.wrong("start", said("This person has begun already"))
        else:
            before = person.joined_on.isoformat()
            one.changes.append(Change("start", before, line.start.isoformat()))


def _roles(one: Plan, now: Standing) -> None:
    """Roles of the file take the place of today's; an administrator is made and ended elsewhere."""
    line, person = one.line, now.by_id.get(one.person_id) if one.person_id else None
    has = person.roles if person else set()
    wanted = line.roles
    if wanted is None:
        wanted = AT_FIRST if person is None else frozenset(has)
    if ADMINISTRATOR in wanted and ADMINISTRATOR not in has:
        one.proposals.append(Proposal("role", ADMINISTRATOR))
    keep = has & {ADMINISTRATOR}
    after = (wanted - {ADMINISTRATOR}) | keep
    if person is not None and person.id == now.me:
        for role in sorted(after - has):
            one.proposals.append(Proposal("role", role))
        return
    if after != has:
        one.changes.append(Change("role", ",".join(sorted(has)), ",".join(sorted(after))))


def _last_day(one: Plan, now: Standing) -> None:
    line, person = one.line, now.by_id.get(one.person_id) if one.person_id else None
    if line.until is None or (person is not None and person.left_on == line.until):
        return
    if person is None and line.until < now.today:
        line.wrong("until", said("This person has left already. Take the row out of the file"))
    elif person is not None and line.start is None and line.until < person.joined_on:
        line.wrong("until", said("The last day is before the first day here"))
    else:
        one.proposals.append(Proposal("leaver", line.until.isoformat()))


def not_in_file(lines: Sequence[Line], now: Standing) -> list[PersonNow]:
    """Who works here and is in no row, by name: for information only."""
    named = {line.folded for line in lines if line.email}
    found = [
        person
        for address, person in now.people.items()
        if address not in named and not person.gone(now.today)
    ]
    return sorted(found, key=lambda person: (fold(person.full_name), person.id))


def made(plan: Plan, key: uuid.UUID, now: Standing) -> PersonNow:
    """Somebody who has just been added, as later rows meet them."""
    line = plan.line
    return PersonNow(
        key,
        line.name,
        plan.known_as,
        line.email,
        line.folded,
        line.start or now.today,
        minutes=line.minutes,
        teams={plan.team_id} if plan.team_id else set(),
        roles=set(line.roles if line.roles is not None else AT_FIRST) - {ADMINISTRATOR},
    )
