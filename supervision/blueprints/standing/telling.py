"""What supervision that begins or ends changes for those whom it is about, before it does."""

from __future__ import annotations

from typing import Any

from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.language import gettext as _
from supervision.services.standing import Wanted


def lead(actor: Actor, person: Any, replaced: Any, before: Any, *, covers: bool) -> str:
    """What the form is about."""
    if replaced is None:
        return _("From a day on. Both are told who did this, and why.")
    if covers:
        return _(
            "Somebody supervises %(supervisee)s for %(supervisor)s, from a first day to a last. "
            "The supervision that is covered goes on as it is.",
            supervisee=person.known_as,
            supervisor=before.known_as,
        )
    return _(
        "Until now it is %(supervisor)s, since %(day)s. All three are told who did this, and why.",
        supervisor=before.known_as,
        day=when.day(actor, replaced.from_date),
    )


def confirmation(actor: Actor, wanted: Wanted, before: Any, *, changes: bool) -> dict[str, Any]:
    """What will be so, what each of them can read then, and who is told."""
    new, whom = wanted.supervisor.known_as, wanted.supervisee.known_as
    waits = access.relation_needs_second_look(actor, wanted.supervisor, wanted.supervisee)
    told = [new, whom] + ([before.known_as] if changes else [])
    parts = [
        (_("What %(name)s can read then", name=new), _opens(new, whom)),
        (_("What passes over"), _passes(new, before, covers=wanted.covers is not None)),
        (_("What does not pass over"), _stays(whom, before)),
    ]
    if changes:
        parts.append(
            (_("What ends for %(name)s", name=before.known_as), _ends(whom, before.known_as))
        )
    parts.append((_("Who is told"), _told(told, waits=waits)))
    return {
        "title": _("Before this changes"),
        "lead": _sentence(actor, wanted, before, covers=wanted.covers is not None),
        "parts": parts,
        "waits": waits,
        "button_text": _("Ask for a second look")
        if waits
        else _("Let %(supervisor)s supervise %(supervisee)s", supervisor=new, supervisee=whom),
    }


def what_ends(actor: Actor, relation: Any, person: Any, supervisor: Any) -> str:
    return _(
        "%(supervisor)s has supervised %(supervisee)s since %(day)s.",
        supervisor=supervisor.known_as,
        supervisee=person.known_as,
        day=when.day(actor, relation.from_date),
    )


def after_the_end(person: Any, supervisor: Any) -> list[str]:
    """What is so after the last day."""
    return [
        _ends(person.known_as, supervisor.known_as),
        _(
            "A draft that is not signed by then is closed as it stands. Open actions pass to "
            "whoever does this for %(name)s next, and the record of sessions does not. What covers "
            "this supervision ends with it. Where nobody follows, %(name)s stands under “Who "
            "supervises whom”.",
            name=person.known_as,
        ),
        _("Both are told who did this, and why."),
    ]


def ended(actor: Actor, relation: Any, person: Any, supervisor: Any) -> str:
    return _(
        "%(day)s is the last day on which %(supervisor)s supervises %(supervisee)s. They are told.",
        day=when.day(actor, relation.to_date),
        supervisor=supervisor.known_as,
        supervisee=person.known_as,
    )


def _sentence(actor: Actor, wanted: Wanted, before: Any, *, covers: bool) -> str:
    names = {"supervisor": wanted.supervisor.known_as, "supervisee": wanted.supervisee.known_as}
    first = when.day(actor, wanted.first)
    if covers and wanted.last is not None:
        return _(
            "From %(first)s to %(last)s %(supervisor)s supervises %(supervisee)s, and covers for "
            "%(away)s.",
            first=first,
            last=when.day(actor, wanted.last),
            away=before.known_as,
            **names,
        )
    if wanted.last is not None:
        return _(
            "From %(first)s to %(last)s %(supervisor)s supervises %(supervisee)s.",
            first=first,
            last=when.day(actor, wanted.last),
            **names,
        )
    return _("From %(first)s on %(supervisor)s supervises %(supervisee)s.", first=first, **names)


def _opens(new: str, whom: str) -> str:
    return _(
        "The sessions that %(supervisor)s and %(supervisee)s plan from then on, the reflections "
        "that %(supervisee)s chooses to share with %(supervisor)s, and what %(supervisee)s has "
        "recorded and reviewed, earlier ones included.",
        supervisor=new,
        supervisee=whom,
    )


def _passes(new: str, before: Any, *, covers: bool) -> str:
    """What of earlier supervision is open to whoever supervises now (access/actions.py)."""
    names = {"supervisor": new, "before": before.known_as if before else ""}
    if covers:
        return _(
            "While the cover lasts %(supervisor)s sees the actions that are still open with "
            "%(before)s, of records that were shared or signed. The record of those sessions does "
            "not pass over.",
            **names,
        )
    if before is None:
        return _(
            "Actions still open from supervision of the same kind that has ended pass to "
            "%(supervisor)s. The record of those sessions does not.",
            **names,
        )
    return _(
        "Open actions pass to %(supervisor)s, whoever of the two they are for. The record of "
        "earlier sessions does not, and no draft that %(before)s did not share.",
        **names,
    )


def _stays(whom: str, before: Any) -> str:
    if before is None:
        return _(
            "Supervision that %(supervisee)s has or had with others, and what was shared with "
            "them.",
            supervisee=whom,
        )
    return _(
        "Sessions of %(supervisee)s with %(before)s, their records, and what was shared with "
        "%(before)s. %(supervisee)s keeps all of it, and can bring it along.",
        supervisee=whom,
        before=before.known_as,
    )


def _ends(whom: str, before: str) -> str:
    return _(
        "After the last day %(before)s reads nothing more of this supervision, nor what "
        "%(supervisee)s shared or recorded. %(supervisee)s keeps it.",
        before=before,
        supervisee=whom,
    )


def _told(names: list[str], *, waits: bool) -> str:
    if waits:
        return _(
            "%(names)s, once another administrator has agreed: this is about yourself, and nobody "
            "opens something to themselves alone. Nothing changes until then.",
            names=say.names(names),
        )
    return _("%(names)s, with who did this and why.", names=say.names(names))
