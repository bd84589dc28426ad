"""Settings in words: what holds now, and what a change changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from supervision import identity
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.domain import own_words, prompts, settings
from supervision.domain.frequencies import Frequencies
from supervision.language import gettext as _
from supervision.language import ngettext
from supervision.queries.settings import Change

Named = Sequence[tuple[str, str]]


def now(name: str, value: Any, frameworks: Named) -> str:
    """The value that holds, in a sentence."""
    match name:
        case settings.WORDS:
            pairs = [
                _("“%(own)s” for “%(ours)s”", own=own, ours=term) for term, own in value.items()
            ]
            return _("%(pairs)s.", pairs=say.names(pairs)) if pairs else _("As we say it.")
        case settings.AGREEMENT:
            return _("A text of your own.") if value else _("Our wording.")
        case settings.PROMPTS:
            return (
                ngettext(
                    "%(n)s question in your own words.",
                    "%(n)s questions in your own words.",
                    len(value),
                    n=say.capital(say.number(len(value))),
                )
                if value
                else _("Our questions.")
            )
        case settings.FREQUENCIES:
            return say.sentences(rhythm(Frequencies(**value)))
        case settings.THRESHOLD:
            return _("Numbers are shown from %(number)s people on.", number=say.number(value))
        case settings.SIGN_IN:
            return _sign_in(value)
    used = [label for code, label in frameworks if code not in value]
    return _("%(names)s.", names=say.names(used)) if used else _("None.")


def rhythm(often: Frequencies) -> list[str]:
    """How often people meet here, in sentences."""
    return [
        _("In the first six months: %(often)s.", often=say.every(often.newly_started)),
        _("After that: %(often)s.", often=say.every(often.practitioner)),
        _("Leaders: %(often)s.", often=say.every(often.leader)),
        _(
            "With fewer than %(hours)s hours a week: %(often)s.",
            hours=say.number(often.part_time_hours),
            often=say.every(often.part_time),
        ),
    ]


def change(actor: Actor, name: str, one: Change, frameworks: Named) -> dict[str, Any]:
    """A row of the history: who and when, and what it changed, line by line."""
    by = one.by or _("When it was set up")
    agreed = _("%(name)s agreed.", name=one.agreed_by) if one.agreed_by else ""
    return {
        "by": by,
        "at": _(
            "%(day)s, %(clock)s",
            day=say.capital(when.near(actor, one.at)),
            clock=when.clock(actor, one.at),
        ),
        "lines": [*changed(name, one.before, one.after, frameworks), *([agreed] if agreed else [])],
        "before": one.before if name == settings.AGREEMENT else "",
    }


def last(actor: Actor, found: tuple[Any, str | None] | None) -> str:
    """Who changed a setting last, and when."""
    if found is None:
        return _("Never changed.")
    at, by = found
    if by is None:
        return _("Set up on %(day)s.", day=when.day(actor, at))
    return _("Changed by %(name)s on %(day)s.", name=by, day=when.day(actor, at))


def changed(name: str, before: Any, after: Any, frameworks: Named) -> list[str]:
    """What differs between two values of a setting, line by line."""
    match name:
        case settings.WORDS:
            ours = {term: term for term in own_words.TERMS}
            return _pairs(ours, ours | before, ours | after)
        case settings.PROMPTS:
            ours = {key: say.it(words) for key, words in prompts.OURS.items()}
            return _pairs(ours, ours | before, ours | after)
        case settings.FREQUENCIES:
            return _pairs(_weeks(), before, after)
        case settings.SIGN_IN:
            labels = {
                "idle_minutes": _("Minutes without use"),
                "absolute_hours": _("Hours altogether"),
            }
            return _pairs(labels, _or_server(before), _or_server(after))
        case settings.AGREEMENT:
            return [_("The text was changed.") if after else _("Back to our wording.")]
        case settings.THRESHOLD:
            return [_("From %(before)s to %(after)s.", before=before, after=after)]
    names = dict(frameworks)
    out = [names.get(code, code) for code in after if code not in before]
    back = [names.get(code, code) for code in before if code not in after]
    return [
        *([_("No longer offered: %(names)s.", names=say.names(out))] if out else []),
        *([_("Offered again: %(names)s.", names=say.names(back))] if back else []),
    ]


def _pairs(
    labels: Mapping[str, str], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[str]:
    return [
        _(
            "%(what)s: from “%(before)s” to “%(after)s”.",
            what=label,
            before=before[key],
            after=after[key],
        )
        for key, label in labels.items()
        if before[key] != after[key]
    ]


def _weeks() -> dict[str, str]:
    return {
        "newly_started": _("Weeks in the first six months"),
        "practitioner": _("Weeks after that"),
        "leader": _("Weeks for leaders"),
        "part_time": _("Weeks for people with few hours"),
        "part_time_hours": _("Few hours are fewer than"),
    }


def _or_server(value: Mapping[str, Any]) -> dict[str, str]:
    return {
        key: _("as the server has it") if number is None else str(number)
        for key, number in value.items()
    }


def _sign_in(value: Mapping[str, int | None]) -> str:
    """The limits that hold, the server's own included."""
    own = settings.Settings(
        idle_minutes=value["idle_minutes"], absolute_hours=value["absolute_hours"]
    )
    idle, absolute = own.limits(*identity.limits())
    return _(
        "%(minutes)s minutes without use, %(hours)s hours altogether.",
        minutes=int(idle.total_seconds() // 60),
        hours=int(absolute.total_seconds() // 3600),
    )
