"""Who supervises whom after a file is carried out: found by address or by name, without rings, and
each supervisor before those whom they supervise."""

from __future__ import annotations

from collections.abc import Sequence

from supervision.domain.people_files.limits import quoted
from supervision.domain.people_files.plans import Change, Plan, Proposal
from supervision.domain.people_files.standing import MOST_NEAR, PersonNow, Standing
from supervision.domain.text import fold, fold_email
from supervision.domain.wording import said


def find(plans: Sequence[Plan], now: Standing) -> None:
    """Find the supervisor whom each row names."""
    in_file: dict[str, Plan] = {}
    named: dict[str, list[Plan]] = {}
    for one in plans:
        if one.line.email:
            in_file.setdefault(one.line.folded, one)
        if one.line.name:
            named.setdefault(one.line.name_folded, []).append(one)
    for one in plans:
        if one.line.supervisor and not one.over:
            _settle(one, now, _addresses(one, now, in_file, named), in_file)


def _addresses(
    one: Plan, now: Standing, in_file: dict[str, Plan], named: dict[str, list[Plan]]
) -> set[str]:
    """The folded addresses of all whom the cell may mean."""
    typed = one.line.supervisor
    address = fold_email(typed)
    if address in now.people or address in in_file:
        return {address}
    if "@" in typed:
        return set()
    name = fold(typed)
    rows = {each.line.folded for each in named.get(name, []) if each.line.email}
    here = {
        person.email_folded
        for person in now.by_name.get(name, [])
        # Somebody whom the file calls otherwise from now on is meant by the new name.
        if not person.gone(now.today)
    }
    return rows | here


def _settle(one: Plan, now: Standing, found: set[str], in_file: dict[str, Plan]) -> None:
    line = one.line
    if len(found) > 1:
        line.wrong(
            "supervisor",
            said(
                "Several people are called “%(name)s”. Write the address",
                name=quoted(line.supervisor),
            ),
        )
        return
    if not found:
        line.wrong("supervisor", _nobody(one, now, in_file))
        return
    address = next(iter(found))
    if address == line.folded:
        line.wrong("supervisor", said("Nobody supervises themselves"))
        return
    supervisor = now.people.get(address)
    if supervisor is not None and supervisor.gone(now.today):
        line.wrong("supervisor", said("%(name)s has left", name=supervisor.full_name))
        return
    _differs(one, now, address, supervisor, in_file.get(address))


def _differs(
    one: Plan, now: Standing, address: str, supervisor: PersonNow | None, row: Plan | None
) -> None:
    person = now.by_id.get(one.person_id) if one.person_id else None
    today = person.supervisors if person else set()
    if supervisor is not None and supervisor.id in today:
        return
    if len(today) > 1:
        one.line.wrong(
            "supervisor",
            said("This person has several line supervisors. Change that on their own page"),
        )
        return
    if person is not None and person.id == now.me:
        one.line.wrong(
            "supervisor",
            said("This row is about yourself. Change who supervises you on your own page"),
        )
        return
    name = supervisor.full_name if supervisor else row.line.name if row else ""
    if supervisor is not None and supervisor.id == now.me:
        one.proposals.append(Proposal("supervisor", name))
        return
    before = "".join(now.by_id[key].full_name for key in today if key in now.by_id)
    one.supervisor = address
    one.changes.append(Change("supervisor", before, name))


def _nobody(one: Plan, now: Standing, in_file: dict[str, Plan]) -> str:
    typed = one.line.supervisor
    if "@" in typed:
        return said("Nobody here or in this file has the address “%(name)s”", name=quoted(typed))
    names: dict[str, str] = {}
    if now.asked < MOST_NEAR:
        names |= {each.line.name_folded: each.line.name for each in in_file.values()}
        here = (one for one in now.people.values() if not one.gone(now.today))
        names |= {fold(person.full_name): person.full_name for person in here}
    near = now.near(typed, names)
    if near:
        return said(
            "Nobody here or in this file is called “%(name)s”. Is it %(names)s?",
            name=quoted(typed),
            names=near,
        )
    return said("Nobody here or in this file is called “%(name)s”", name=quoted(typed))


def refuse_rings(plans: Sequence[Plan], now: Standing) -> None:
    """Nobody supervises, through others, whoever supervises them: not with what stands, and not
    with what the file adds."""
    above: dict[str, set[str]] = {}
    for person in now.people.values():
        above[person.email_folded] = {
            now.by_id[key].email_folded for key in person.supervisors if key in now.by_id
        }
    setting = [one for one in plans if one.supervisor and not one.problems]
    for one in setting:
        above[one.line.folded] = {one.supervisor}
    inside = _in_rings(above)
    for one in setting:
        if one.line.folded in inside and one.supervisor in inside:
            one.line.wrong(
                "supervisor",
                said("This makes a ring: in the end they would supervise themselves"),
            )
            one.kind = "problem"


def _in_rings(above: dict[str, set[str]]) -> set[str]:
    """Whoever is left when all are taken away who have nobody above, again and again, and then all
    who have nobody below."""
    left = _peeled(above)
    below: dict[str, set[str]] = {name: set() for name in left}
    for name in left:
        for one in above[name]:
            if one in below:
                below[one].add(name)
    return _peeled(below)


def _peeled(ties: dict[str, set[str]]) -> set[str]:
    back: dict[str, list[str]] = {}
    waiting = {}
    for name, others in ties.items():
        known = {one for one in others if one in ties}
        waiting[name] = len(known)
        for one in known:
            back.setdefault(one, []).append(name)
    free = [name for name, n in waiting.items() if n == 0]
    left = set(ties)
    while free:
        name = free.pop()
        left.discard(name)
        for one in back.get(name, ()):
            waiting[one] -= 1
            if waiting[one] == 0:
                free.append(one)
    return left


def wait_for_others(plans: Sequence[Plan]) -> None:
    """A row whose supervisor is a new one that cannot be carried out cannot be either."""
    rows = {one.line.folded: one for one in plans if one.line.email}
    below: dict[str, list[Plan]] = {}
    for one in plans:
        if one.supervisor:
            below.setdefault(one.supervisor, []).append(one)
    stuck = [one for one in rows.values() if one.kind == "problem" and one.person_id is None]
    while stuck:
        upper = stuck.pop()
        for one in below.get(upper.line.folded, ()):
            if one.kind == "problem":
                continue
            one.line.wrong(
                "supervisor",
                said(
                    "The supervisor is in row %(row)s, which has something to put right first",
                    row=upper.line.number,
                ),
            )
            one.kind = "problem"
            if one.person_id is None:
                stuck.append(one)


def in_order(plans: Sequence[Plan]) -> list[Plan]:
    """The rows in the order in which they can be carried out: supervisors first."""
    rows = {one.line.folded: one for one in plans if one.line.email}
    done: set[int] = set()
    ordered: list[Plan] = []
    for each in plans:
        chain: list[Plan] = []
        one: Plan | None = each
        while one is not None and one.line.number not in done:
            done.add(one.line.number)
            chain.append(one)
            one = rows.get(one.supervisor) if one.supervisor else None
        ordered.extend(reversed(chain))
    return ordered
