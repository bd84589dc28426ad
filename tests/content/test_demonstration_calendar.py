"""The days of the demonstration: who was there, who held what, what came after what."""

from __future__ import annotations

from supervision.domain.anonymisation import findings_for_everyone
from tests.content.demonstration_tables import (
    Table,
    at_work,
    by_key,
    holds,
    moment,
    readable_in,
    relation_alive,
    rows,
)


def test_relations_begin_after_both_have_started(data: Table) -> None:
    people = by_key(data, "people")
    for relation in data["relations"]:
        for who in ("supervisor", "supervisee"):
            assert people[relation[who]]["since_days_ago"] >= relation["from_days_ago"]
        assert relation["from_days_ago"] > relation.get("until_days_ago", -1)
        assert relation["supervisor"] != relation["supervisee"]


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


def test_groups_are_signed_by_those_who_came(data: Table) -> None:
    people = by_key(data, "people")
    for group in data.get("groups", []):
        all_of_them = {group["convener"], *group["members"]}
        assert len(all_of_them) == len(group["members"]) + 1 >= 3
        assert all(at_work(people[key], group["days_ago"]) for key in all_of_them)
        assert {item["by"] for item in group["agenda"]} <= all_of_them
        came = {group["convener"], *group.get("came", [])}
        held = group["state"] == "signed"
        assert held == (group["days_ago"] > 0) == ("came" in group) == ("sections" in group)
        assert came <= all_of_them
        for signature in group.get("signatures", []):
            assert 0 < signature["days_ago"] < group["days_ago"]
        signed = [s["by"] for s in group.get("signatures", [])]
        assert sorted(signed) == (sorted(came) if held else [])
