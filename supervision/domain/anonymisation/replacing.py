"""Putting a suggestion in the place of a finding."""

from __future__ import annotations

from supervision.domain.anonymisation.finding import Finding


def replace(text: str, finding: Finding) -> str:
    """Return ``text`` with the found words replaced by the finding's suggestion.

    The finding must come from this very text: one replacement moves what stands after it, so
    check again, or replace from the last finding to the first. Raises ValueError where the
    finding lies outside the text or has no suggestion.
    """
    if not 0 <= finding.start < finding.end <= len(text):
        raise ValueError("The finding lies outside this text.")
    if finding.suggestion is None:
        raise ValueError("The finding has no suggestion.")
    return text[: finding.start] + finding.suggestion + text[finding.end :]
