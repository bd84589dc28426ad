"""A file in words: what it may hold, and what it would do."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import url_for

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.imports import counting
from supervision.blueprints.imports.rows import row_shown
from supervision.domain.links import HOLDS, Purpose
from supervision.domain.people_files import plans
from supervision.domain.people_files.columns import LABELS
from supervision.domain.people_files.plans import KINDS
from supervision.domain.wording import said
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l
from supervision.language import ngettext

PAGE = 25
STATES = {
    "checked": _l("Looked at, not carried out"),
    "running": _l("Being carried out"),
    "done": _l("Done"),
}
COLUMNS = (
    ("name", _l("needed; or “First name” and “Last name”")),
    ("email", _l("needed: the work address, or for people without one a name to sign in with")),
    ("known_as", _l("what people call them; otherwise their first name. For new people only")),
    ("service", _l("where several services have a team of that name, or for new teams")),
    ("team", _l("the name of a team")),
    (
        "role",
        _l(
            "practitioner, curator, leader, auditor, governance or administrator, several with a "
            "comma between. Somebody new without one is a practitioner"
        ),
    ),
    ("supervisor", _l("the line supervisor: their address, or full name")),
    ("hours", _l("a week, such as 37.5")),
    ("start", _l("the first day, such as 23/11/2026; otherwise today")),
    ("until", _l("the last day of whoever leaves, which is proposed to you and not done")),
)


def columns() -> list[tuple[str, str]]:
    """What a file may hold: the name of each column, and what goes there."""
    return [(say.it(LABELS[name]), str(text)) for name, text in COLUMNS]


def brought(actor: Actor, one: Any) -> dict[str, Any]:
    """A file in the list of those brought last."""
    return {
        "name": _("Brought %(when)s", when=when.in_sentence(actor, one.made_at)),
        "href": url_for(".read", import_id=one.id),
        "side": str(STATES[one.state]),
        "note": ngettext(
            "%(n)s row, by %(name)s",
            "%(n)s rows, by %(name)s",
            one.all_rows,
            n=f"{one.all_rows:,}",
            name=one.by,
        ),
    }


def kept_rows(rows: str | None) -> dict[str, Any]:
    """A file as it is kept."""
    found: dict[str, Any] = json.loads(rows or '{"rows": []}')
    return found


def looked_at(
    actor: Actor, import_id: uuid.UUID, kept: dict[str, Any], show: str, start: int
) -> dict[str, Any]:
    """Some rows of a file, and how many there are of each kind; those to put right come first."""
    rows = kept["rows"]
    counts = Counter(row["k"] for row in rows)
    # Whatever else differs: nobody who leaves is to be looked for among the rest.
    counts["proposed"] = sum("w" in row for row in rows)
    if show not in KINDS and show != "all":
        show = "problem" if counts["problem"] else "all"
    chosen = sorted((row for row in rows if _is_shown(row, show)), key=_place)
    shown = chosen[start : start + PAGE]
    further = start + PAGE < len(chosen)
    return {
        "filters": _filters(import_id, counts, len(rows), show),
        "items": [row_shown(actor, plans.from_json(row)) for row in shown],
        "more": url_for(".read", import_id=import_id, show=show, **{"from": start + PAGE})
        if further
        else None,
        "to_put_right": counts["problem"],
        "to_do": counts["new"] + counts["change"],
        "proposed": counts["proposed"],
        "adds": counts["new"],
        "ignored": _ignored(kept.get("ignored", [])),
        "warnings": [say.it(said(one)) for one in kept.get("warnings", [])],
        "absent": kept.get("absent", []),
        "absent_more": kept.get("absent_count", 0) - len(kept.get("absent", [])),
        "summary": say.sentences(
            [
                *counting.sentences(counts, ahead=True),
                *counting.proposed(_what_is_proposed(rows)),
            ]
        ),
    }


def _is_shown(row: dict[str, Any], show: str) -> bool:
    return show in ("all", row["k"]) or (show == "proposed" and "w" in row)


def _place(row: dict[str, Any]) -> int:
    """What is to be put right comes first, then whatever is proposed."""
    if row["k"] != "problem" and "w" in row:
        return 1
    return 2 * KINDS.index(row["k"])


def _what_is_proposed(rows: Sequence[dict[str, Any]]) -> list[str]:
    return [kind for row in rows for kind, _detail in row.get("w", [])]


def _ignored(names: Sequence[str]) -> str:
    if not names:
        return ""
    return ngettext(
        "The column %(names)s is not used.",
        "The columns %(names)s are not used.",
        len(names),
        names=say.names(_("“%(name)s”", name=name) for name in names),
    )


def _filters(
    import_id: uuid.UUID, counts: Counter[str], total: int, show: str
) -> list[dict[str, Any]]:
    labels = {
        "all": _("All rows"),
        "problem": _("To put right"),
        "new": _("New"),
        "change": _("Changes"),
        "proposed": _("Proposed"),
        "same": _("Stay as they are"),
    }
    return [
        {
            "label": _("%(label)s: %(n)s", label=label, n=f"{total if kind == 'all' else n:,}"),
            "href": url_for(".read", import_id=import_id, show=kind),
            "current": kind == show,
        }
        for kind, label in labels.items()
        if (n := counts[kind]) or kind == "all"
    ]


def slip(actor: Actor, person: Any, token: str) -> dict[str, str]:
    """What is printed for one person."""
    return {
        "name": person.full_name,
        "sign_in": person.email,
        "address": url_for("auth.open_invitation", token=token, _external=True),
        "until": when.day(actor, max(actor.today, person.joined_on) + HOLDS[Purpose.INVITATION]),
    }
