"""The files of the demonstration: every table has its keys, and every key leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from supervision import content
from tests.content.demonstration_tables import (
    ONE_OF,
    OUTCOMES,
    ROLES,
    SHAPES,
    WHO,
    Table,
    by_key,
    rows,
)


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


def test_files_of_a_folder_are_put_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("rowan", "other"):
        (tmp_path / "demonstration" / folder).mkdir(parents=True)
        for name in ("a", "b"):
            file = tmp_path / "demonstration" / folder / f"{name}.toml"
            file.write_text(f'[[rows]]\nkey = "{name}"\n', "utf-8")
    monkeypatch.setattr(content, "HERE", tmp_path)
    assert [row["key"] for row in content.demonstration()[0]["rows"]] == ["a", "b"]
    for name in ("a", "b"):
        file = tmp_path / "demonstration" / "other" / f"{name}.toml"
        file.write_text("[organisation]\n", "utf-8")
    with pytest.raises(ValueError, match="organisation stands in another file too"):
        content.demonstration()
