"""What an organisation can set, and what holds without it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain import agreement, frequencies, prompts, settings
from supervision.domain.frequencies import Frequencies
from supervision.domain.own_words import TERMS
from supervision.domain.prompts import Prompts
from supervision.domain.refusals import Refused
from supervision.domain.settings import REGISTRY, Settings

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
NAMES = st.sampled_from(sorted(REGISTRY))
GOOD: dict[str, st.SearchStrategy[Any]] = {
    "words": st.dictionaries(st.sampled_from(TERMS), st.sampled_from(["mentor", "lead worker"])),
    "agreement": st.text(max_size=200),
    "prompts": st.dictionaries(st.sampled_from(sorted(prompts.OURS)), st.just("And then?")),
    "frequencies": st.fixed_dictionaries(
        {name: st.integers(1, frequencies.MOST_WEEKS) for name in frequencies.NAMES}
    ),
    "threshold": st.sampled_from(settings.THRESHOLDS),
    "sign-in": st.fixed_dictionaries(
        {
            "idle_minutes": st.none() | st.integers(5, 120),
            "absolute_hours": st.none() | st.integers(1, 24),
        }
    ),
    "frameworks": st.lists(st.sampled_from(["one", "two", "three"])),
}


def test_without_any() -> None:
    assert settings.of("{}") == Settings()
    assert Settings().words.are_ours
    assert Settings().threshold == 5
    assert set(GOOD) == set(REGISTRY)
    assert settings.of("{}") is settings.of("{}")


@given(st.text() | JSON.map(json.dumps) | st.dictionaries(NAMES, JSON).map(json.dumps))
def test_nothing_stored_stops_a_page(text: str) -> None:
    assert isinstance(settings.of(text), Settings)


def test_a_very_deep_one() -> None:
    assert settings.of("[" * 100_000) == Settings()


@given(st.data())
def test_what_is_set_holds(data: st.DataObject) -> None:
    text = "{}"
    wanted = {}
    for name in data.draw(st.lists(NAMES, max_size=5)):
        wanted[name] = REGISTRY[name].check(data.draw(GOOD[name]))
        text = settings.with_value(text, name, wanted[name])
    for name, setting in REGISTRY.items():
        assert settings.value(text, name) == wanted.get(name, setting.default)
    for name, setting in REGISTRY.items():
        text = settings.with_value(text, name, setting.default)
    assert text == "{}"


def test_one_broken_value_leaves_the_others() -> None:
    found = settings.of('{"threshold": 7, "agreement": "Ours alone", "unknown": 1}')
    assert (found.threshold, found.agreement) == (5, "Ours alone")


@pytest.mark.parametrize(
    ("name", "value", "fields"),
    [
        ("threshold", 7, {"threshold"}),
        ("threshold", True, {"threshold"}),
        ("frequencies", {"leader": 0, "part_time": "x"}, {"leader", "part_time"}),
        ("sign-in", {"idle_minutes": 4, "absolute_hours": 25}, {"idle_minutes", "absolute_hours"}),
        ("agreement", "a" * 5001, {"agreement"}),
        ("prompts", {"session-outcomes": "a" * 201}, {"session-outcomes"}),
        ("frameworks", "all", {"frameworks"}),
    ],
)
def test_what_cannot_be_set(name: str, value: object, fields: set[str]) -> None:
    with pytest.raises(Refused) as refusal:
        REGISTRY[name].check(value)
    assert set(refusal.value.problems) == fields


def test_only_smaller_numbers_need_two() -> None:
    threshold = REGISTRY["threshold"]
    assert threshold.second_look(10, 5)
    assert not threshold.second_look(5, 10)
    assert not REGISTRY["sign-in"].second_look({}, {})


def test_a_sign_in_never_holds_longer_than_the_server_lets_it() -> None:
    server = timedelta(minutes=30), timedelta(hours=12)
    assert Settings().limits(*server) == server
    longer = Settings(idle_minutes=120, absolute_hours=24)
    assert longer.limits(*server) == server
    shorter = Settings(idle_minutes=5, absolute_hours=1)
    assert shorter.limits(*server) == (timedelta(minutes=5), timedelta(hours=1))


def test_how_often() -> None:
    often, today = Frequencies(4, 2, 8, 6, 16), date(2026, 11, 23)
    long_ago = date(2020, 1, 1)

    def weeks(joined: date, leads: bool = False, minutes: int | None = None) -> int:
        return often.weeks(joined_on=joined, today=today, leads=leads, weekly_minutes=minutes)

    assert weeks(long_ago) == 4
    assert weeks(today - timedelta(days=182), leads=True, minutes=60) == 2
    assert weeks(today - timedelta(days=183)) == 4
    assert weeks(long_ago, leads=True, minutes=60) == 8
    assert weeks(long_ago, minutes=16 * 60 - 1) == 6
    assert weeks(long_ago, minutes=16 * 60) == 4
    assert frequencies.next_day(date(2026, 11, 2), 4) == date(2026, 11, 30)


def test_own_questions() -> None:
    own = Prompts({"lines-happened": "What was it like?"}.items())
    assert own["lines-happened"] == "What was it like?"
    assert own["lines-next"] == prompts.OURS["lines-next"]
    with pytest.raises(KeyError):
        own["nothing"]
    assert prompts.check({"lines-happened": "What happened?", "what-next": " "}) == {}


def test_a_text_as_headings() -> None:
    text = "Before\nanything.\n\nOur hours\n\nWe meet.\n\nOften.\n\nAnd\n\nso on"
    assert agreement.parts(text) == (
        ("", ("Before\nanything.",)),
        ("Our hours", ("We meet.", "Often.")),
        ("And", ()),
        ("so on", ()),
    )


@given(st.text())
def test_no_word_of_a_text_is_lost(text: str) -> None:
    shown = " ".join(" ".join([heading, *words]) for heading, words in agreement.parts(text))
    assert shown.split() == text.split()


def test_our_wording_fits_its_own_limit() -> None:
    text = "\n\n".join(f"{heading}\n\n{words}" for heading, words in agreement.OURS)
    assert len(text) <= agreement.MOST
    assert agreement.check(text) == text
    parts = agreement.parts(text)
    assert parts == tuple((heading, (words,)) for heading, words in agreement.OURS)
