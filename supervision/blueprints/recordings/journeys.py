"""From the reviews of a recording to the journey that its page draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.domain.reviews import Direction, journey
from supervision.language import gettext as _
from supervision.queries.recordings import ReviewRow


def drawn(
    actor: Actor, recording: Any, author: str, reviews: Sequence[ReviewRow]
) -> tuple[list[dict[str, Any]], int]:
    """The steps of a journey, newest first, down to where it began.

    Returns:
        The steps, and how many places the line moves between.
    """
    line = journey(Direction(review.direction) for review in reversed(reviews))
    began = {
        "direction": _("Where it began"),
        "position": line.began,
        "when": _began(actor, recording, author),
    }
    steps = [
        {
            "direction": say.it(Direction(review.direction).words),
            "position": position,
            "when": _talked(actor, review),
            "said": review.said,
            "helped": review.helped,
            "hindered": review.hindered,
        }
        for review, position in zip(reviews, reversed(line.positions), strict=True)
    ]
    return [*steps, began], line.places


def _began(actor: Actor, recording: Any, author: str) -> str:
    day = when.day(actor, recording.written_at)
    if recording.author_id == actor.person_id:
        return _("%(day)s, with you", day=day)
    return _("%(day)s, with %(name)s", day=day, name=author)


def _talked(actor: Actor, review: ReviewRow) -> str:
    """The day of a review, and who talked about it with the person."""
    day = when.day(actor, review.reviewed_on)
    if review.author_id == actor.person_id:
        return _("%(day)s, with you", day=day)
    return _("%(day)s, with %(name)s", day=day, name=review.author)
