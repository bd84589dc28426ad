"""Which of two overlapping findings stays."""

from __future__ import annotations

from supervision.domain.anonymisation import Finding, Kind, Tier
from supervision.domain.anonymisation.choosing import choose


def made(start: int, end: int, tier: Tier, kind: Kind = "place") -> Finding:
    return Finding(start, end, kind, tier, "A reason.", None)


def test_the_longer_stays_and_takes_the_surer_tier() -> None:
    long, short = made(0, 12, "likely"), made(0, 6, "certain", "given_name")
    for found in ([long, short], [short, long]):
        assert choose(found) == [made(0, 12, "certain")]


def test_between_equals_the_surer_stays_and_then_the_first() -> None:
    sure, unsure = made(0, 6, "certain", "date"), made(0, 6, "question")
    assert choose([unsure, sure]) == [sure]
    other = made(0, 6, "certain", "telephone")
    assert choose([sure, other]) == [sure]
    assert choose([other, sure]) == [other]


def test_findings_side_by_side_both_stay_in_order() -> None:
    first, second = made(0, 6, "question"), made(6, 12, "certain")
    assert choose([second, first]) == [first, second]
