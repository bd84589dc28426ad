"""Taking along what one wrote: a page that says what there is, and one file that holds it."""

from __future__ import annotations

from typing import Any

from flask import make_response, render_template

from supervision import identity
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.account.routes import blueprint
from supervision.blueprints.pages import page
from supervision.domain.kinds import Kind
from supervision.domain.reviews import Direction
from supervision.domain.sections import SECTIONS
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l
from supervision.language import ngettext
from supervision.queries import my_writing as queries

FILE = "what-i-wrote.html"
REFLECTION = (
    ("happened", _l("What happened")),
    ("mattered", _l("What mattered")),
    ("next", _l("What I will keep, or try next")),
)
UNTITLED = _l("Without a title")


@blueprint.get("/account/my-writing")
def my_writing() -> Any:
    actor = identity.actor()
    there = queries.counted(actor)
    lines = [
        ngettext("%(n)s reflection", "%(n)s reflections", n, n=say.number(n))
        for n in [there.reflections]
        if n
    ]
    lines += [
        ngettext("%(n)s outcome recording", "%(n)s outcome recordings", n, n=say.number(n))
        for n in [there.recordings]
        if n
    ]
    lines += [
        ngettext("%(n)s review", "%(n)s reviews", n, n=say.number(n)) for n in [there.reviews] if n
    ]
    lines += [
        ngettext(
            "%(n)s signed record of your supervision",
            "%(n)s signed records of your supervision",
            n,
            n=say.number(n),
        )
        for n in [there.records]
        if n
    ]
    return page("account/my_writing.html", lines=[say.capital(line) for line in lines])


@blueprint.get("/account/my-writing/file")
def my_writing_file() -> Any:
    """All of it in one file that needs nothing else: to be kept, printed or read on any machine."""
    actor = identity.actor()
    drawn = render_template("account/_my_writing_file.html", **_all(actor))
    answer = make_response(drawn)
    answer.headers["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return answer


def _all(actor: Actor) -> dict[str, Any]:
    return {
        "made": _(
            "Made for %(name)s on %(when)s, at %(organisation)s.",
            name=actor.known_as,
            when=when.in_full(actor, actor.now),
            organisation=actor.organisation,
        ),
        "parts": [
            part
            for part in (
                (_("Reflections"), [_reflection(actor, row) for row in queries.reflections(actor)]),
                (
                    _("Outcome recordings"),
                    [_recording(actor, row) for row in queries.recordings(actor)],
                ),
                (_("Reviews"), [_review(row) for row in queries.reviews(actor)]),
                (
                    _("Signed records of my supervision"),
                    [_record(actor, row) for row in queries.records(actor)],
                ),
            )
            if part[1]
        ],
    }


def _reflection(actor: Actor, row: Any) -> dict[str, Any]:
    free = row.model == "free"
    return {
        "title": row.title or str(UNTITLED),
        "note": when.in_full(actor, row.written_at),
        "texts": [
            ("" if free and name == "happened" else str(label), getattr(row, name))
            for name, label in REFLECTION
            if getattr(row, name)
        ],
    }


def _recording(actor: Actor, row: Any) -> dict[str, Any]:
    written = when.in_full(actor, row.written_at)
    return {
        "title": _("Person %(code)s", code=row.code),
        "note": written if row.state == "recorded" else _("%(when)s, a draft", when=written),
        "texts": _texts(
            (_("What matters to them"), row.what_matters), (_("What they bring to it"), row.brings)
        ),
    }


def _review(row: Any) -> dict[str, Any]:
    return {
        "title": _("Person %(code)s", code=row.code),
        "note": _(
            "%(day)s. %(direction)s.",
            day=when.day_in_full(row.reviewed_on),
            direction=say.it(Direction(row.direction).words),
        ),
        "texts": _texts(
            (_("What they say"), row.said),
            (_("What helped"), "\n".join(row.helped)),
            (_("What hindered"), "\n".join(row.hindered)),
        ),
    }


def _record(actor: Actor, row: Any) -> dict[str, Any]:
    kind = say.it(Kind(row.kind).label) if row.kind in set(Kind) else ""
    return {
        "title": _("With %(name)s", name=row.supervisor),
        "note": _("%(when)s. %(kind)s.", when=when.in_full(actor, row.starts_at), kind=kind),
        "texts": _texts(
            (_("Agenda"), "\n".join(_whose(*one) for one in row.agenda)),
            *(
                (say.it(section.heading), row.sections.get(section.name, ""))
                for section in SECTIONS
            ),
            (_("What each of us will do"), "\n".join(_whose(*one) for one in row.actions)),
            *(
                (
                    _(
                        "Added by %(name)s on %(when)s",
                        name=name,
                        when=when.in_full(actor, at),
                    ),
                    words,
                )
                for at, words, name in row.later
            ),
        ),
    }


def _whose(words: str, name: str) -> str:
    return _("%(words)s (%(name)s)", words=words, name=name) if name else words


def _texts(*texts: tuple[str, str]) -> list[tuple[str, str]]:
    return [(label, words) for label, words in texts if words]
