"""The content of the demonstration: which tables it has, and how to find one's way in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from supervision import content

NAMES = ("rowan", "other")
Table = dict[str, Any]

# Keys of each table: those that must be there, and those that may be.
SHAPES: dict[str, tuple[str, str]] = {
    "services": ("key name", ""),
    "teams": ("key service name", ""),
    "people": ("key full_name known_as email roles teams since_days_ago", "left_days_ago"),
    "relations": ("supervisor supervisee function from_days_ago", "until_days_ago"),
    "references": ("code holders", "handed"),
    "handed": ("by to days_ago at keep", ""),
    "recordings": (
        "key author person days_ago at state what_matters outcomes",
        "brings reviews",
    ),
    "reviews": ("days_ago at author direction said helped hindered", ""),
    "reflections": (
        "key author days_ago at title happened",
        "model mattered next recording shared_with shared_team shared_person shared_days_ago"
        " shared_at kept_words thanks taken_back_days_ago ask answers",
    ),
    "ask": ("kind", "words"),
    "answers": ("by days_ago at kind", "words by_days_ago helped"),
    "helped": ("days_ago at how words", ""),
    "thanks": ("days_ago at", ""),
    "sessions": (
        "key supervisor supervisee days_ago at minutes place state"
        " agenda reflections recordings actions looks signatures",
        "kind moved cancelled sections additions",
    ),
    "groups": (
        "key name kind convener members days_ago at minutes place state agenda",
        "came sections signatures",
    ),
    "agenda": ("by words", "reflection"),
    "sections": ("", "wellbeing outcomes reflection"),
    "actions": ("key owner words due_days_ago", ""),
    "looks": ("action result", ""),
    "signatures": ("by days_ago at", ""),
    "moved": ("by days_ago at from_days_ago from_at reason words", ""),
    "cancelled": ("by days_ago at reason words", ""),
    "additions": ("by days_ago at words", ""),
    "examples": (
        "key author curator days_ago state title summary stood done changed did_not_work learnt"
        " outcomes themes",
        "quote kept_words remark withdrawn",
    ),
    "remark": ("by days_ago at words", ""),
    "withdrawn": ("by days_ago at words", ""),
}
ONE_OF: dict[tuple[str, str], str] = {
    ("relations", "function"): "line professional",
    ("recordings", "state"): "draft recorded",
    ("reviews", "direction"): "closer keeping further mixed",
    ("ask", "kind"): "heard advice backing training time thanks change",
    ("reflections", "model"): "lines what free",
    ("answers", "kind"): "read reply agenda support",
    ("helped", "how"): "helped partly not_yet not_needed",
    ("sessions", "state"): "planned writing shared signed cancelled",
    ("sessions", "kind"): "ad_hoc observed restorative safeguarding debrief",
    ("groups", "kind"): "group peer",
    ("groups", "state"): "planned signed",
    ("moved", "reason"): "sickness leave urgent staffing other",
    ("cancelled", "reason"): "sickness leave urgent staffing other",
    ("looks", "result"): "done carry_on let_go",
    ("examples", "state"): "proposed published changes_asked withdrawn",
}
WHO = ("author", "curator", "supervisor", "supervisee", "owner", "convener")
ROLES = {"practitioner", "curator", "leader", "auditor", "governance", "administrator"}
SHORT_CODES = {"people": "", "carers": "carers:", "care-homes": "care-homes:"}
OUTCOMES = {
    SHORT_CODES[framework.code.removeprefix("talking-points-")] + outcome.code
    for framework in content.frameworks()
    for outcome in framework.outcomes
}


def load(name: str) -> Table:
    return dict(zip(NAMES, content.demonstration(), strict=True))[name]


def rows(data: Table) -> Iterator[tuple[str, Table]]:
    """Every table of the file with the name of its kind, nested ones included."""
    for kind, value in data.items():
        if isinstance(value, dict):
            if kind != "organisation":
                yield kind, value
                yield from rows(value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for row in value:
                yield kind, row
                yield from rows(row)


def strings(data: Table) -> Iterator[str]:
    """Everything that someone in the story wrote or said."""
    names = {"organisation", "services", "teams", "people", "relations", "references"}
    skip = {"key", "at", "shared_at", "from_at", "email", "themes"}
    for kind, row in rows(data):
        if kind in names:
            continue
        for field, value in row.items():
            if field in skip:
                continue
            if isinstance(value, str):
                yield value
            elif isinstance(value, list):
                yield from (item for item in value if isinstance(item, str))


def by_key(data: Table, kind: str) -> dict[str, Table]:
    return {row["key"]: row for row in data[kind]}


def relation_alive(data: Table, supervisor: str, supervisee: str, days_ago: int) -> bool:
    return any(
        r["supervisor"] == supervisor
        and r["supervisee"] == supervisee
        and r["from_days_ago"] >= days_ago >= r.get("until_days_ago", -10_000)
        for r in data["relations"]
    )


def at_work(person: Table, days_ago: int) -> bool:
    return bool(person["since_days_ago"] >= days_ago >= person.get("left_days_ago", -10_000))


def moment(days_ago: int, at: str) -> tuple[int, str]:
    """Sortable: later is greater."""
    return (-days_ago, at)


def readable_in(session: Table, reflection: Table) -> bool:
    """Shared with this supervisor by the day of the session, and not taken back before it."""
    return (
        reflection["author"] == session["supervisee"]
        and reflection.get("shared_with") == session["supervisor"]
        and reflection["shared_days_ago"] >= session["days_ago"]
        and reflection.get("taken_back_days_ago", -10_000) < session["days_ago"]
    )


def holds(data: Table, person: str, code: str, days_ago: int) -> bool:
    """Whether someone holds a reference on a day: from the first, or handed to them and kept."""
    reference = next(r for r in data["references"] if r["code"] == code)
    held = person in reference["holders"]
    for handed in reference.get("handed", []):
        if handed["days_ago"] >= days_ago:
            held = held or handed["to"] == person
            held = held and (handed["by"] != person or handed["keep"])
    return held
