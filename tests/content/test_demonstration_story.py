"""What there is to look round in at Rowan, and that the two organisations never meet."""

from __future__ import annotations

from tests.content.demonstration_tables import (
    Table,
    load,
    rows,
    strings,
)


def test_rowan_has_a_year_of_life(rowan: Table) -> None:
    recordings = rowan["recordings"]
    reviews = [v for r in recordings for v in r.get("reviews", [])]
    assert (len(rowan["services"]), len(rowan["teams"]), len(rowan["people"])) == (3, 4, 26)
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
