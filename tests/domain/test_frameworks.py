"""Frameworks are read from files that say whose they are, and mistakes in them are named."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import supervision.domain
from supervision.domain.frameworks import FrameworkOutcome, parse

FILES = Path(supervision.domain.__file__).parents[1] / "content" / "frameworks"


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def small(**changes: Any) -> dict[str, Any]:
    outcomes = [
        {"code": "seeing-people", "group": "Quality of life", "name": "Seeing people"},
        {"code": "listened-to", "group": "Process", "name": "Listened to"},
    ]
    whole: dict[str, Any] = dict.fromkeys(("version", "name", "licence", "attribution"), "x")
    return whole | {"code": "small", "outcomes": outcomes} | changes


@pytest.mark.parametrize("path", sorted(FILES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_file_can_be_read(path: Path) -> None:
    framework = parse(read(path))
    assert path.stem.startswith(framework.code)
    assert framework.licence
    assert framework.attribution


def test_talking_points_for_people_using_services() -> None:
    framework = parse(read(FILES / "talking-points-people.toml"))
    assert (framework.code, framework.version) == ("talking-points-people", "2012")
    assert Counter(outcome.group for outcome in framework.outcomes) == {
        "Quality of life": 6,
        "Process": 5,
        "Change": 4,
    }
    assert [outcome.code for outcome in framework.outcomes] == [
        "feeling-safe",
        "things-to-do",
        "seeing-people",
        "staying-well",
        "living-where-you-want",
        "dealing-with-stigma",
        "listened-to",
        "having-a-say",
        "treated-with-respect",
        "responded-to",
        "reliability",
        "improved-confidence",
        "improved-skills",
        "improved-mobility",
        "reduced-symptoms",
    ]
    assert framework.outcomes[4].name == "Living where you want/as you want"


def test_talking_points_for_unpaid_carers() -> None:
    framework = parse(read(FILES / "talking-points-carers.toml"))
    assert Counter(outcome.group for outcome in framework.outcomes) == {
        "Quality of life of the cared-for person": 1,
        "Quality of life for the carer": 4,
        "Managing the caring role": 4,
        "Process": 5,
    }
    assert framework.outcomes[5].name == "Choices in caring, including the limits of caring"
    assert all(outcome.verified for outcome in framework.outcomes)


def test_talking_points_for_people_living_in_care_homes() -> None:
    framework = parse(read(FILES / "talking-points-care-homes.toml"))
    assert Counter(outcome.group for outcome in framework.outcomes) == {
        "Quality of life": 7,
        "Process": 8,
        "Change": 4,
    }
    assert framework.outcomes[4].name == "I live life as I want and where I want"
    unsure = [outcome.name for outcome in framework.outcomes if not outcome.verified]
    assert len(unsure) == 8
    assert unsure[0] == "I am supported to live well and plan for a good end of life"
    assert "My privacy is respected" in unsure


def test_a_wording_may_still_be_to_check() -> None:
    framework = parse(small(outcomes=[outcome(), outcome(code="b", name="m", verified=False)]))
    assert [one.verified for one in framework.outcomes] == [True, False]


def test_order_is_kept_and_spaces_are_not() -> None:
    framework = parse(small(name="  Small "))
    assert framework.name == "Small"
    assert framework.outcomes[1] == FrameworkOutcome("listened-to", "Process", "Listened to")


def outcome(**changes: Any) -> dict[str, Any]:
    return {"code": "a", "group": "g", "name": "n"} | changes


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": " "}, "The framework has no name"),
        ({"version": 2012}, "The framework has no version"),
        ({"licence": None}, "The framework has no licence"),
        ({"code": "Small One"}, "code 'Small One'"),
        ({"outcomes": []}, "no outcomes"),
        ({"outcomes": "none"}, "no outcomes"),
        ({"title": "x"}, "something unknown: title"),
        ({"outcomes": ["a"]}, "Outcome 1 is not a table"),
        ({"outcomes": [outcome(), outcome(code="b", name="")]}, "Outcome 2 has no name"),
        ({"outcomes": [outcome(hint="x")]}, "Outcome 1 has something unknown: hint"),
        ({"outcomes": [outcome(verified="no")]}, "neither true nor false"),
        ({"outcomes": [outcome(), outcome(name="m")]}, "Two outcomes have the code 'a'"),
        ({"outcomes": [outcome(), outcome(code="b")]}, "Two outcomes have the name 'n'"),
    ],
)
def test_mistakes_are_named(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse(small(**changes))
