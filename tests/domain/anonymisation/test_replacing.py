"""Putting the suggestion in place."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from dataclasses import replace as altered

import pytest

from supervision.domain.anonymisation import Finding, findings, replace

NOTE = "Isobel’s son Callum rang Mrs Bain on 14 October from EH99 1SP."


def test_a_replacement_keeps_what_stands_around_it() -> None:
    first = findings(NOTE)[0]
    assert replace(NOTE, first) == NOTE.replace("Isobel", "[the person]", 1)


def test_replacing_from_the_end_leaves_nothing_to_find() -> None:
    text = NOTE
    for finding in reversed(findings(NOTE)):
        text = replace(text, finding)
    assert text == ("[the person]’s son [the person] rang [the person] on [a date] from [a place].")
    assert findings(text) == []


def test_a_finding_from_another_text_is_refused() -> None:
    finding = findings(NOTE)[-1]
    with pytest.raises(ValueError, match="outside"):
        replace("short", finding)
    with pytest.raises(ValueError, match="suggestion"):
        replace(NOTE, altered(finding, suggestion=None))


def test_a_finding_cannot_be_changed_and_holds_no_words() -> None:
    finding = findings(NOTE)[0]
    with pytest.raises(FrozenInstanceError):
        finding.start = 3  # type: ignore[misc]
    assert set(Finding.__slots__) == {"start", "end", "kind", "tier", "reason", "suggestion"}
    assert "Isobel" not in repr(finding)
