"""The words of the demonstration organisations: their shape, their calendar and their manners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from supervision import content
from supervision.domain.anonymisation import findings, findings_for_everyone

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
    ("moved", "reason"): "sickness leave urgent staffing other",
    ("cancelled", "reason"): "sickness leave urgent staffing other",
    ("looks", "result"): "done carry_on let_go",
    ("examples", "state"): "proposed published changes_asked withdrawn",
}
WHO = ("author", "curator", "supervisor", "supervisee", "owner")
ROLES = {"practitioner", "curator", "leader", "auditor", "governance", "administrator"}
SHORT_CODES = {"people": "", "carers": "carers:", "care-homes": "care-homes:"}
OUTCOMES = {
    SHORT_CODES[framework.code.removeprefix("talking-points-")] + outcome.code
    for framework in content.frameworks()
    for outcome in framework.outcomes
}
LONG = {
    "recordings": ("what_matters",),
    "reflections": ("happened", "mattered"),
    "examples": ("stood", "done", "changed", "did_not_work", "learnt"),
}
PARTS = ("stood", "done", "changed", "did_not_work", "learnt", "title", "summary", "quote")
MONTHS = (
    "January|February|March|April|June|July|August|September|October|November|December"
    "|spring|summer|autumn|winter"
)
# Patterns that no sentence here may hold. Own words are quoted, and may say “she” or “he”.
IDENTIFYING = {
    "postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"),
    "telephone or number": re.compile(r"\d{5,}|\b0\d{2,4} \d"),
    "month or season": re.compile(rf"\b(?:{MONTHS})\b"),
    "date": re.compile(r"\b\d{1,2}(?:[/.]\d{1,2}|st|nd|rd|th)\b"),
}
MANNERS = re.compile(r"[!'\"]|\b(?:please|anonymous|clients?|service users?|scores?)\b", re.I)
PRONOUNS = re.compile(r"\b(?:she|he|her|hers|him|his|herself|himself)\b", re.I)
QUOTED = re.compile(r"“[^”]*”")


def load(name: str) -> Table:
    return dict(zip(NAMES, content.demonstration(), strict=True))[name]


@pytest.fixture(params=NAMES)
def data(request: pytest.FixtureRequest) -> Table:
    return load(request.param)


@pytest.fixture
def rowan() -> Table:
    return load("rowan")


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


# --- Shape ------------------------------------------------------------------------------


def test_every_table_has_its_keys_and_no_others(data: Table) -> None:
    assert set(data["organisation"]) == {"name", "nation", "time_zone"}
    for kind, row in rows(data):
        must, may = (set(keys.split()) for keys in SHAPES[kind])
        assert must <= set(row) <= must | may, (kind, row)


def test_values_are_of_the_agreed_kinds(data: Table) -> None:
    for kind, row in rows(data):
        for field, value in row.items():
            if field.endswith("days_ago") or field == "minutes":
                assert type(value) is int, (kind, field, value)
            elif field in ("at", "shared_at", "from_at"):
                assert re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value), (kind, value)
            elif isinstance(value, str):
                assert value.strip() == value and value, (kind, field)
            if (kind, field) in ONE_OF:
                assert value in ONE_OF[kind, field].split(), (kind, field, value)
            if field == "outcomes" and isinstance(value, list):
                assert set(value) <= OUTCOMES and len(set(value)) == len(value), value
            if field == "themes":
                assert value and set(value) <= set(content.themes()), value


def test_keys_are_used_once_and_lead_somewhere(data: Table) -> None:
    people, teams = by_key(data, "people"), by_key(data, "teams")
    actions = [a["key"] for s in data["sessions"] for a in s["actions"]]
    assert len(actions) == len(set(actions))
    for kind in ("services", "teams", "people", "recordings", "reflections", "sessions"):
        assert len(by_key(data, kind)) == len(data[kind]), kind
    for team in data["teams"]:
        assert team["service"] in by_key(data, "services")
    for person in data["people"]:
        assert set(person["teams"]) <= set(teams)
        assert person["roles"] and set(person["roles"]) <= ROLES
        assert bool(person["teams"]) == ("practitioner" in person["roles"])
    for _, row in rows(data):
        for field in (*WHO, "by", "to", "shared_person"):
            assert field not in row or row[field] in people, row
    emails = [p["email"] for p in data["people"]]
    assert len(emails) == len(set(emails))


def test_references_are_four_clear_characters_with_holders(data: Table) -> None:
    people = by_key(data, "people")
    codes = [r["code"] for r in data["references"]]
    assert len(codes) == len(set(codes))
    for reference in data["references"]:
        letters = "ABCDEFGHJKMNPQRTUVWXY"
        code = reference["code"]
        assert re.fullmatch(rf"[{letters}][{letters}346789]{{3}}", code)
        assert re.search("[346789]", code), code
        assert reference["holders"] and set(reference["holders"]) <= set(people)


# --- The calendar -----------------------------------------------------------------------


def test_relations_begin_after_both_have_started(data: Table) -> None:
    people = by_key(data, "people")
    for relation in data["relations"]:
        for who in ("supervisor", "supervisee"):
            assert people[relation[who]]["since_days_ago"] >= relation["from_days_ago"]
        assert relation["from_days_ago"] > relation.get("until_days_ago", -1)
        assert relation["supervisor"] != relation["supervisee"]


def holds(data: Table, person: str, code: str, days_ago: int) -> bool:
    """Whether someone holds a reference on a day: from the first, or handed to them and kept."""
    reference = next(r for r in data["references"] if r["code"] == code)
    held = person in reference["holders"]
    for handed in reference.get("handed", []):
        if handed["days_ago"] >= days_ago:
            held = held or handed["to"] == person
            held = held and (handed["by"] != person or handed["keep"])
    return held


def test_references_are_handed_over_by_those_who_hold_them(data: Table) -> None:
    people = by_key(data, "people")
    for reference in data["references"]:
        for handed in reference.get("handed", []):
            assert handed["by"] in reference["holders"] and handed["to"] not in reference["holders"]
            for who in ("by", "to"):
                assert at_work(people[handed[who]], handed["days_ago"])


def test_recordings_are_held_by_those_who_write_them(data: Table) -> None:
    for recording in data["recordings"]:
        assert holds(data, recording["author"], recording["person"], recording["days_ago"])
        assert recording["days_ago"] > 0
        times = [moment(recording["days_ago"], recording["at"])]
        for review in recording.get("reviews", []):
            assert holds(data, review["author"], recording["person"], review["days_ago"])
            times.append(moment(review["days_ago"], review["at"]))
        assert times == sorted(set(times)) and times[-1] < (0, "00:00")
        assert recording["state"] == "recorded" or "reviews" not in recording


def test_nobody_writes_before_they_come_or_after_they_leave(data: Table) -> None:
    people = by_key(data, "people")
    for _, row in rows(data):
        for field in ("author", "by"):
            if field in row and "days_ago" in row:
                assert at_work(people[row[field]], row["days_ago"]), row


def test_reflections_are_shared_with_those_who_may_read_them(data: Table) -> None:
    people, recordings = by_key(data, "people"), by_key(data, "recordings")
    for row in data["reflections"]:
        written = moment(row["days_ago"], row["at"])
        assert row["days_ago"] > 0
        if "recording" in row:
            about = recordings[row["recording"]]
            assert holds(data, row["author"], about["person"], row["days_ago"])
            assert moment(about["days_ago"], about["at"]) < written
        targets = {"shared_with", "shared_team", "shared_person"} & set(row)
        assert ("shared_days_ago" in row) == ("shared_at" in row) == bool(targets)
        assert "shared_with" in row or not {"ask", "answers"} & set(row)
        assert bool(targets) or "taken_back_days_ago" not in row
        assert bool(targets) == ("shared_days_ago" in row)
        if not targets:
            continue
        day = row["shared_days_ago"]
        shared = moment(day, row["shared_at"])
        assert written <= shared < (0, "00:00")
        assert relation_alive(data, row.get("shared_with", ""), row["author"], day) or (
            "shared_with" not in row
        )
        assert row.get("shared_team", people[row["author"]]["teams"][:1]) in (
            people[row["author"]]["teams"],
            *people[row["author"]]["teams"],
        )
        if "shared_person" in row:
            assert row["shared_person"] != row["author"]
            assert at_work(people[row["shared_person"]], day)
        if "thanks" in row:
            thanked = moment(row["thanks"]["days_ago"], row["thanks"]["at"])
            assert "shared_person" in row and shared < thanked
        back = row.get("taken_back_days_ago")
        assert back is None or (0 < back < day and "answers" not in row)


def test_the_check_lets_through_what_more_than_a_supervisor_reads(data: Table) -> None:
    for row in data["reflections"]:
        if not {"shared_team", "shared_person"} & set(row):
            continue
        text = "\n".join(row.get(f, "") for f in ("title", "happened", "mattered", "next"))
        found = [(one.tier, text[one.start : one.end]) for one in findings_for_everyone(text)]
        assert "certain" not in dict(found), (row["key"], found)
        assert ("likely" in dict(found)) == ("kept_words" in row), (row["key"], found)


def test_the_forms_of_a_reflection_hold_what_they_ask_for(data: Table) -> None:
    for row in data["reflections"]:
        free = row.get("model") == "free"
        assert ("mattered" in row) is ("next" in row) is not free, row["key"]


def test_answers_come_from_the_reader_after_the_ask(data: Table) -> None:
    for row in data["reflections"]:
        assert "answers" not in row or "ask" in row
        last = moment(row.get("shared_days_ago", 0), row.get("shared_at", ""))
        for answer in row.get("answers", []):
            assert answer["by"] == row["shared_with"]
            assert relation_alive(data, answer["by"], row["author"], answer["days_ago"])
            now = moment(answer["days_ago"], answer["at"])
            assert last < now < (0, "00:00")
            last = now
            support = answer["kind"] == "support"
            assert ("words" in answer) == (answer["kind"] in ("reply", "support"))
            assert ("by_days_ago" in answer) == support
            if support:
                assert answer["by_days_ago"] <= answer["days_ago"]
            if "helped" in answer:
                said = moment(answer["helped"]["days_ago"], answer["helped"]["at"])
                assert support and now < said < (0, "00:00")
            if answer["kind"] == "agenda":
                assert any(
                    s["state"] == "planned"
                    and (s["supervisor"], s["supervisee"]) == (answer["by"], row["author"])
                    and any(item.get("reflection") == row["key"] for item in s["agenda"])
                    for s in data["sessions"]
                ), row["key"]


def test_sessions_lie_within_their_relation(data: Table) -> None:
    recordings, reflections = by_key(data, "recordings"), by_key(data, "reflections")
    for session in data["sessions"]:
        pair = {session["supervisor"], session["supervisee"]}
        assert relation_alive(
            data, session["supervisor"], session["supervisee"], session["days_ago"]
        )
        if session["state"] != "cancelled":
            assert (session["days_ago"] <= 0) == (session["state"] == "planned")
        assert {item["by"] for item in session["agenda"]} <= pair
        assert {action["owner"] for action in session["actions"]} <= pair
        assert all(a["due_days_ago"] <= session["days_ago"] for a in session["actions"])
        for key in session["reflections"]:
            assert readable_in(session, reflections[key]), (session["key"], key)
        for item in session["agenda"]:
            assert item.get("reflection", "") in ["", *session["reflections"]]
        for key in session["recordings"]:
            recording = recordings[key]
            assert holds(data, session["supervisee"], recording["person"], session["days_ago"])
            assert recording["state"] == "recorded"
            held = moment(session["days_ago"], session["at"])
            assert moment(recording["days_ago"], recording["at"]) < held, (session["key"], key)


def test_signatures_and_sections_fit_the_state(data: Table) -> None:
    for session in data["sessions"]:
        signed = [s["by"] for s in session["signatures"]]
        pair = {session["supervisor"], session["supervisee"]}
        assert set(signed) <= pair and len(signed) == len(set(signed))
        for signature in session["signatures"]:
            assert 0 < signature["days_ago"] < session["days_ago"]
        if session["state"] == "signed":
            assert set(signed) == pair and session["sections"]
        elif session["state"] == "shared":
            assert len(signed) < 2 and session["sections"]
        else:
            assert not signed
        if session["state"] in ("planned", "cancelled"):
            assert not session["actions"] and not session["looks"] and "sections" not in session


def test_what_is_moved_or_cancelled_is_so_in_good_time(data: Table) -> None:
    for session in data["sessions"]:
        pair = {session["supervisor"], session["supervisee"]}
        held = moment(session["days_ago"], session["at"])
        assert (session["state"] == "cancelled") == ("cancelled" in session)
        if "moved" in session:
            moved = session["moved"]
            said, meant = (
                moment(moved["days_ago"], moved["at"]),
                moment(moved["from_days_ago"], moved["from_at"]),
            )
            assert said < meant and said < held and meant != held and moved["by"] in pair
        if "cancelled" in session:
            said = moment(session["cancelled"]["days_ago"], session["cancelled"]["at"])
            assert said < held and session["cancelled"]["by"] in pair
            assert any(
                pair == {other["supervisor"], other["supervisee"]}
                and other["days_ago"] < session["days_ago"]
                for other in data["sessions"]
            ), session["key"]
        for addition in session.get("additions", []):
            last = max(moment(s["days_ago"], s["at"]) for s in session["signatures"])
            assert session["state"] == "signed" and addition["by"] in pair
            assert last < moment(addition["days_ago"], addition["at"])


def test_looks_go_back_to_an_earlier_session_of_the_same_two(data: Table) -> None:
    home = {a["key"]: s for s in data["sessions"] for a in s["actions"]}
    settled: set[str] = set()
    for session in sorted(data["sessions"], key=lambda s: -s["days_ago"]):
        for look in session["looks"]:
            earlier = home[look["action"]]
            for who in ("supervisor", "supervisee"):
                assert earlier[who] == session[who]
            assert earlier["days_ago"] > session["days_ago"]
            assert look["action"] not in settled
            if look["result"] != "carry_on":
                settled.add(look["action"])
    for key, session in home.items():
        later = [
            s
            for s in data["sessions"]
            if s["state"] not in ("planned", "cancelled")
            and (s["supervisor"], s["supervisee"]) == (session["supervisor"], session["supervisee"])
            and s["days_ago"] < session["days_ago"]
        ]
        looked = any(look["action"] == key for s in later for look in s["looks"])
        assert looked or not later, f"{key} is never looked at again"


def test_examples_are_curated_by_someone_else(data: Table) -> None:
    people = by_key(data, "people")
    for example in data["examples"]:
        assert example["author"] != example["curator"] and example["days_ago"] > 0
        assert "curator" in people[example["curator"]]["roles"]
        assert example["outcomes"]
        remark, withdrawn = example.get("remark"), example.get("withdrawn")
        assert (example["state"] == "changes_asked") == (remark is not None)
        assert (example["state"] == "withdrawn") == (withdrawn is not None)
        for said in (remark, withdrawn):
            if said is not None:
                assert "curator" in people[said["by"]]["roles"]
                assert 0 < said["days_ago"] < example["days_ago"]


# --- The words --------------------------------------------------------------------------


def test_long_texts_are_neither_notes_nor_chapters(data: Table) -> None:
    for kind, row in rows(data):
        for field in LONG.get(kind, ()):
            if field in row:
                assert 35 <= len(row[field].split()) <= 160, (kind, row.get("key"), field)
        for words in row.values() if kind == "sections" else ():
            assert 4 <= len(words.split()) <= 160, words
    for row in data["reflections"]:
        assert 12 <= len(row.get("next", "a " * 12).split()) <= 80, row["key"]
    for kind in ("reflections", "examples"):
        for row in data[kind]:
            assert 3 <= len(row["title"].split()) <= 7, row["title"]


def test_single_lines_fit_their_fields(data: Table) -> None:
    for session in data["sessions"]:
        for row in (*session["agenda"], *session["actions"]):
            assert len(row["words"]) <= 200, row


def test_texts_hold_no_identifiers_and_keep_their_manners(data: Table) -> None:
    for text in strings(data):
        for what, pattern in IDENTIFYING.items():
            assert not pattern.search(text), (what, text)
        assert not MANNERS.search(text), text


def test_nobody_is_given_a_pronoun_outside_their_own_words(data: Table) -> None:
    lines = ("title", "happened", "mattered", "next")
    texts = [r.get(f, "") for r in data["reflections"] for f in lines]
    answers = [a for r in data["reflections"] for a in r.get("answers", [])]
    texts += [a.get("words", "") + a.get("helped", {}).get("words", "") for a in answers]
    texts += [t for s in data["sessions"] for t in s.get("sections", {}).values()]
    texts += [x["words"] for s in data["sessions"] for x in (*s["agenda"], *s["actions"])]
    texts += [x["words"] for s in data["sessions"] for x in s.get("additions", [])]
    texts += [s[w]["words"] for s in data["sessions"] for w in ("moved", "cancelled") if w in s]
    texts += [e[w]["words"] for e in data["examples"] for w in ("remark", "withdrawn") if w in e]
    texts += [e[f] for e in data["examples"] for f in PARTS if f in e and f != "quote"]
    for text in texts:
        assert not PRONOUNS.search(QUOTED.sub("", text)), text


def test_people_are_mentioned_only_by_a_reference_that_exists(data: Table) -> None:
    codes = {r["code"] for r in data["references"]}
    for text in strings(data):
        assert set(re.findall(r"[Pp]erson ([A-Z0-9]{4})\b", text)) <= codes, text


def test_the_check_is_certain_of_nothing_in_recordings_and_examples(data: Table) -> None:
    texts: list[str] = []
    for recording in data["recordings"]:
        texts += [recording["what_matters"], recording.get("brings", "")]
        for review in recording.get("reviews", []):
            texts += [review["said"], *review["helped"], *review["hindered"]]
    for text in texts:
        certain = [text[f.start : f.end] for f in findings(text) if f.tier == "certain"]
        assert not certain, (certain, text)
    for example in data["examples"]:
        text = "\n".join(example[part] for part in PARTS if part in example)
        found = [(one.tier, text[one.start : one.end]) for one in findings_for_everyone(text)]
        assert "certain" not in dict(found), (example["key"], found)
        assert ("likely" in dict(found)) == ("kept_words" in example), (example["key"], found)


# --- The story that Rowan tells ---------------------------------------------------------


def test_rowan_has_a_year_of_life(rowan: Table) -> None:
    recordings = rowan["recordings"]
    reviews = [v for r in recordings for v in r.get("reviews", [])]
    assert (len(rowan["services"]), len(rowan["teams"]), len(rowan["people"])) == (3, 4, 25)
    assert len(rowan["reflections"]) >= 35 and len(rowan["sessions"]) >= 100
    assert [r["state"] for r in recordings].count("draft") == 2
    assert {v["direction"] for v in reviews} == {"closer", "keeping", "further", "mixed"}
    assert sum(len(r.get("reviews", [])) >= 3 for r in recordings) >= 6
    assert any("hindered" in v and v["hindered"] for v in reviews)
    states = [e["state"] for e in rowan["examples"]]
    assert states.count("published") >= 6
    assert {"proposed", "changes_asked", "withdrawn"} <= set(states)
    oldest = {
        kind: max(row["days_ago"] for row in rowan[kind])
        for kind in ("recordings", "reflections", "sessions")
    }
    assert all(330 <= days <= 370 for days in oldest.values()), oldest


def test_rowan_uses_all_three_lists_of_outcomes(rowan: Table) -> None:
    used = {o.partition(":")[0] for r in rowan["recordings"] for o in r["outcomes"] if ":" in o}
    assert used == {"carers", "care-homes"}


def test_rowan_meets_in_every_way(rowan: Table) -> None:
    kinds = {s.get("kind", "one_to_one") for s in rowan["sessions"]}
    assert kinds >= {"one_to_one", "ad_hoc", "observed", "debrief", "restorative"}
    for what in ("moved", "cancelled", "additions"):
        assert sum(what in s for s in rowan["sessions"]) >= 2, what
    reflections = rowan["reflections"]
    assert {r.get("model", "lines") for r in reflections} == {"lines", "what", "free"}
    for share in ("shared_team", "shared_person", "taken_back_days_ago"):
        assert any(share in r for r in reflections), share
    assert any("handed" in r for r in rowan["references"])


def test_a_curators_own_example_is_published_by_another(rowan: Table) -> None:
    curators = {p["key"] for p in rowan["people"] if "curator" in p["roles"]}
    assert len(curators) == 2
    assert any(e["author"] in curators and e["state"] == "published" for e in rowan["examples"])


def test_rowan_has_a_setback_that_turns(rowan: Table) -> None:
    turned = 0
    for recording in rowan["recordings"]:
        ways = [v["direction"] for v in recording.get("reviews", [])]
        turned += "further" in ways and "closer" in ways[ways.index("further") :]
    assert turned >= 1


def test_rowan_has_asks_waiting_and_every_kind_of_answer(rowan: Table) -> None:
    asks = [r for r in rowan["reflections"] if "ask" in r]
    waiting = [r for r in asks if "answers" not in r]
    assert len({r["shared_days_ago"] for r in waiting}) == len(waiting) >= 2
    kinds = {a["kind"] for r in asks for a in r.get("answers", [])}
    assert kinds == {"read", "reply", "agenda", "support"}
    came = {a["helped"]["how"] for r in asks for a in r.get("answers", []) if "helped" in a}
    assert {"helped", "partly", "not_yet"} <= came
    private = {r["author"] for r in rowan["reflections"] if "shared_with" not in r}
    assert "callum" in private


def test_callum_and_morag_meet_today(rowan: Table) -> None:
    pair = [
        (s["days_ago"], s["at"], s["state"])
        for s in rowan["sessions"]
        if (s["supervisor"], s["supervisee"]) == ("morag", "callum")
    ]
    recent = sorted(one for one in pair if one[0] <= 56)
    assert recent == [(0, "14:00", "planned"), (28, "14:00", "signed"), (56, "14:00", "signed")]
    assert len(pair) >= 12
    half = [s for s in rowan["sessions"] if s["state"] == "shared"]
    assert any([x["by"] for x in s["signatures"]] == [s["supervisee"]] for s in half)
    assert any(s["state"] == "writing" for s in rowan["sessions"])


def test_rowan_knows_someone_new_and_a_supervisor_who_changed(rowan: Table) -> None:
    written = {row[f] for _, row in rows(rowan) for f in ("author", "by", "owner") if f in row}
    met = {s["supervisee"] for s in rowan["sessions"]}
    supervised = {r["supervisee"] for r in rowan["relations"]}
    assert "rhona" in supervised - written - met
    assert any("until_days_ago" in r for r in rowan["relations"])
    assert any(len(p["full_name"]) > 25 for p in rowan["people"])
    assert any("left_days_ago" in p for p in rowan["people"])
    two = [r["supervisee"] for r in rowan["relations"] if "until_days_ago" not in r]
    assert len(two) > len(set(two))


def test_the_sign_ins_are_those_that_the_readme_names(rowan: Table) -> None:
    emails = {p["key"]: p["email"] for p in rowan["people"]}
    roles = ("practitioner", "supervisor", "curator", "leader", "admin", "auditor", "governance")
    assert {f"{role}@demo.example" for role in roles} <= set(emails.values())
    assert emails["callum"] == "practitioner@demo.example"
    others = {p["email"] for p in load("other")["people"]}
    assert others == {f"{role}@other.example" for role in roles[:3]}


def test_the_two_organisations_have_nothing_in_common() -> None:
    rowan, other = load("rowan"), load("other")
    for kind, field in (
        ("references", "code"),
        ("people", "email"),
        ("people", "full_name"),
        ("teams", "name"),
        ("examples", "title"),
    ):
        assert not {r[field] for r in rowan[kind]} & {r[field] for r in other[kind]}
    assert not set(strings(rowan)) & {t for t in strings(other) if len(t.split()) > 3}
