"""What only one of two versions has is marked; nothing of either is left out."""

from __future__ import annotations

import pytest

from supervision.domain.comparing import compared


def test_what_only_one_of_them_has_is_marked() -> None:
    mine, theirs = compared("A gate that sticks, and rain.", "A gate that opens, and rain.")
    assert mine == [("A gate that ", False), ("sticks, ", True), ("and rain.", False)]
    assert theirs == [("A gate that ", False), ("opens, ", True), ("and rain.", False)]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("", ""),
        ("", "Something"),
        ("  Begins with space\n\nand a line", "Begins with space\nand another line "),
        ("Nothing in common here", "Quite other words"),
        ("a " * 3000, "a " * 3000 + "b"),
    ],
)
def test_nothing_is_left_out(mine: str, theirs: str) -> None:
    first, second = compared(mine, theirs)
    assert "".join(text for text, _marked in first) == mine
    assert "".join(text for text, _marked in second) == theirs


def test_texts_with_little_in_common_are_not_marked_all_over() -> None:
    mine, theirs = compared("Nothing in common here", "Quite other words")
    assert not any(marked for _text, marked in mine + theirs)
