"""Words that were looked for are marked, whatever their accents, case and near forms."""

from __future__ import annotations

import pytest

from supervision.domain import text
from supervision.domain.passages import MOST, marked, passage


def found(value: str, words: str) -> list[str]:
    return [piece for piece, hit in marked(value, text.search_tokens(words)) if hit]


@pytest.mark.parametrize(
    ("value", "words", "marks"),
    [
        ("The lunch club.", "lunch", ["lunch"]),
        ("LUNCH, Lunch; lunch", "Lunch", ["LUNCH", "Lunch", "lunch"]),
        ("Slàinte mhath", "slainte", ["Slàinte"]),
        ("Slainte", "SLÀINTE", ["Slainte"]),
        ("x\u0300 and x\u0300y", "x", ["x\u0300", "x\u0300y"]),
        ("lu\u00adnch", "lunch", ["lu\u00adnch"]),
        ("encyclopædia, œuvre", "encyclopaedia oeuvre", ["encyclopædia", "œuvre"]),
        ("lunch clubs", "lunch clu", ["lunch", "clubs"]),
        ("club lunches", "club lun", ["club", "lunches"]),
        ("clubbing", "club lunch", ["clubbing"]),
        ("clubhouse lunch", "club lunch", ["lunch"]),
        ("seats and a seat", "seats", ["seats", "seat"]),
        ("stopped, stopping, stops", "stop bus", ["stopped", "stopping", "stops"]),
        ("stories; a story", "story bus", ["stories", "story"]),
        ("We hate forms", "hating", ["hate"]),
        ("weren’t", "weren't", ["weren", "t"]),
        ("<b>bus</b> & bus", "bus", ["bus", "bus"]),
        ("class", "cla bus", []),
        ("The bus", "", []),
    ],
)
def test_what_is_marked(value: str, words: str, marks: list[str]) -> None:
    assert found(value, words) == marks


@pytest.mark.parametrize("value", ["", " ", "a\nb  c", "<script>", "ﬁne ½ Ⅷ 🙂 лодка", "x" * 500])
def test_pieces_are_the_text(value: str) -> None:
    for words in ("a", "fine", "x", "1", "лод"):
        pieces = marked(value, text.search_tokens(words))
        assert "".join(piece for piece, _ in pieces) == value
        assert all(piece for piece, _ in pieces)


def test_a_short_text_is_a_passage_whole() -> None:
    assert passage("Who would miss you?", ["miss"]) == (
        ("Who would ", False),
        ("miss", True),
        (" you?", False),
    )
    assert passage("Who would miss you?", ["bus"]) == ()
    assert passage("", ["bus"]) == ()


def test_a_passage_begins_and_ends_between_words() -> None:
    filler = "Somewhere people waited together patiently. " * 20
    pieces = passage(f"{filler}The zebra came.\n\n{filler}", ["zebra"])
    said = "".join(piece for piece, _ in pieces)
    assert ("zebra", True) in pieces
    assert said.startswith("… ") and said.endswith(" …")
    assert len(said) <= MOST + 4
    words = set(f"{filler} The zebra came.".split())
    assert set(said.split()) - {"…"} <= words
    assert "\n" not in said


@pytest.mark.parametrize("long", ["z" * 3000, "z/" * 1500, "before " * 40 + "z" * 3000])
def test_a_long_word_is_cut(long: str) -> None:
    pieces = passage(long, ["z"])
    said = "".join(piece for piece, _ in pieces)
    assert said.rstrip().endswith("…")
    assert len(said) <= MOST + 4
    assert pieces[-2][1] or pieces[0][1]
