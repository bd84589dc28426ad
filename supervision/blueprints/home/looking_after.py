"""What waits for an administrator, in words: second looks, people not yet here, gaps."""

from __future__ import annotations

from collections.abc import Iterator

from flask import current_app, url_for

from supervision.blueprints import say
from supervision.blueprints.home.shape import Next, Row
from supervision.language import gettext as _
from supervision.language import ngettext
from supervision.queries.directory_waiting import Waiting

SECOND_LOOKS, LINES, TEAMS = "standing.second_looks", "standing.lines", "teams.overview"


def next_step(waits: Waiting) -> Next:
    """The one next step: what somebody waits for, then what is missing, then the list."""
    if waits.second_looks and SECOND_LOOKS in current_app.view_functions:
        return Next(
            _second_looks(waits.second_looks),
            _("Another administrator asked for something that needs two of you."),
            _("Look at it"),
            url_for(SECOND_LOOKS),
        )
    if not waits.teams and TEAMS in current_app.view_functions:
        return Next(
            _("Begin with the teams"),
            _("Services and their teams come first: whoever is added then belongs somewhere."),
            _("Set up the teams"),
            url_for(TEAMS),
        )
    if waits.without_team:
        return Next(
            _without_team(waits.without_team),
            _("What people write belongs to the team that they are in that day."),
            _("See who is without a team"),
            url_for("people.index", show="without-team", role="practitioner"),
        )
    if waits.without_supervisor and LINES in current_app.view_functions:
        return Next(
            _without_supervisor(waits.without_supervisor),
            _("Until somebody does, there is no supervision to plan."),
            _("See who supervises whom"),
            url_for(LINES),
        )
    return Next(
        _("People"),
        _("Everyone who works here, with their team, their roles and who supervises them."),
        _("Open the list of people"),
        url_for("people.index"),
        _("Who can read what"),
        url_for("help.who_can_read"),
    )


def rows(waits: Waiting) -> Iterator[Row]:
    """Each thing that waits, as a row that leads to it."""
    if waits.second_looks and SECOND_LOOKS in current_app.view_functions:
        yield {"name": _second_looks(waits.second_looks), "href": url_for(SECOND_LOOKS)}
    if n := waits.not_yet:
        words = ngettext(
            "%(n)s person has set no password yet",
            "%(n)s people have set no password yet",
            n,
            n=say.number(n),
        )
        yield {"name": say.capital(words), "href": url_for("people.index", show="not-yet")}
    if n := waits.without_team:
        yield {
            "name": _without_team(n),
            "href": url_for("people.index", show="without-team", role="practitioner"),
        }
    if waits.without_supervisor and LINES in current_app.view_functions:
        yield {"name": _without_supervisor(waits.without_supervisor), "href": url_for(LINES)}


def _second_looks(n: int) -> str:
    return say.capital(
        ngettext(
            "%(n)s thing waits for a second look",
            "%(n)s things wait for a second look",
            n,
            n=say.number(n),
        )
    )


def _without_team(n: int) -> str:
    return say.capital(
        ngettext(
            "%(n)s practitioner is in no team",
            "%(n)s practitioners are in no team",
            n,
            n=say.number(n),
        )
    )


def _without_supervisor(n: int) -> str:
    return say.capital(
        ngettext(
            "Nobody supervises %(n)s practitioner",
            "Nobody supervises %(n)s practitioners",
            n,
            n=say.number(n),
        )
    )
