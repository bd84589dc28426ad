"""Reviews of an outcome recording. "Each review obeys its own audience": the current holders of
the person reference, its author, and its author's supervisors, whoever wrote the recording.

It stands on the page of its recording, so that who cannot open that page does not meet it; its
author takes it along with all else that they wrote.
"""

from __future__ import annotations

from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.recordings import OutcomeRecording, OutcomeReview
from supervision.queries import recordings
from tests.access import making
from tests.access.doors import Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import See
from tests.worlds import World

TABLE = """
by the author of the recording      | read        | callum morag priya        |
                                    | on its page | callum morag priya        |
                                    | in the list | callum morag priya        |
                                    | take along  | callum                    |
by the author, kirsty holds too     | read        | callum morag priya kirsty |
                                    | on its page | callum morag priya kirsty |
                                    | in the list | callum morag priya kirsty |
                                    | take along  | callum                    |
by kirsty, who holds too            | read        | callum kirsty fergus      |
                                    | on its page | callum kirsty             |
                                    | in the list | callum kirsty             |
                                    | take along  | kirsty                    |
by kirsty, who held until yesterday | read        | callum kirsty fergus      |
                                    | on its page | callum                    |
                                    | in the list | callum                    |
                                    | take along  | kirsty                    |
by the author, who holds no longer  | read        | callum morag priya kirsty |
                                    | on its page | callum morag priya kirsty |
                                    | in the list | callum morag priya kirsty |
                                    | take along  | callum                    |
by kirsty, callum holds no longer   | read        | kirsty fergus             |
                                    | on its page | kirsty                    |
                                    | in the list | kirsty                    |
                                    | take along  | kirsty                    |
by the author, who hands over today | read        | callum morag priya kirsty |
                                    | on its page | callum morag priya kirsty |
                                    | in the list | callum morag priya kirsty |
                                    | take along  | callum                    |
by kirsty, handed over before that  | read        | kirsty fergus             |
                                    | on its page | kirsty                    |
                                    | in the list | kirsty                    |
                                    | take along  | kirsty                    |
"""
# A review that is deleted is read by nobody.


def by_author(world: World) -> Thing:
    return making.review(world, making.recording(world), "callum")


def by_author_held(world: World) -> Thing:
    thing = making.recording(world)
    making.hold(world, thing, "kirsty", 90)
    return making.review(world, thing, "callum")


def by_kirsty(world: World) -> Thing:
    thing = making.recording(world)
    making.hold(world, thing, "kirsty", 90)
    return making.review(world, thing, "kirsty", 1.5)


def by_kirsty_before(world: World) -> Thing:
    thing = by_kirsty(world)
    making.end_holding(world, thing, "kirsty", 1)
    return thing


def handed_on(world: World) -> Thing:
    thing = by_author_held(world)
    making.end_holding(world, thing, "callum", 1)
    return thing


def handed_on_to_kirsty(world: World) -> Thing:
    thing = by_kirsty(world)
    making.end_holding(world, thing, "callum", 1)
    return thing


def hands_over(world: World) -> Thing:
    thing = by_author(world)
    making.hand_over(world, thing, "kirsty")
    return thing


def handed_over_before(world: World) -> Thing:
    thing = making.recording(world)
    making.hand_over(world, thing, "kirsty", 1.5)
    return making.review(world, thing, "kirsty", 0.1)


def deleted(world: World) -> Thing:
    thing = by_author_held(world)
    making.delete(world, OutcomeReview, thing.keys["review_id"])
    return thing


def _on_page(actor: Actor, thing: Thing) -> bool:
    """Whether the query behind the page gives it, once the recording can be opened."""
    if SEE_RECORDING.answer(actor, thing) == "hidden":
        return False
    row = db.session.get_one(OutcomeRecording, thing.keys["recording_id"])
    return thing.keys["review_id"] in {one.id for one in recordings.reviews(actor, row)}


def _in_list(actor: Actor, thing: Thing) -> bool:
    """Whether a row in the list tells which way it went."""
    rows = (*recordings.mine(actor).rows, *recordings.readable(actor).rows)
    return any(row.last_direction == "further" for row in rows)


SEE_RECORDING = See(access.visible_to, OutcomeRecording, "recording_id")

MATRIX = Matrix(
    noun="reviews",
    key="review_id",
    tables=frozenset({"outcome_reviews"}),
    states={
        "by the author of the recording": by_author,
        "by the author, kirsty holds too": by_author_held,
        "by kirsty, who holds too": by_kirsty,
        "by kirsty, who held until yesterday": by_kirsty_before,
        "by the author, who holds no longer": handed_on,
        "by kirsty, callum holds no longer": handed_on_to_kirsty,
        "by the author, who hands over today": hands_over,
        "by kirsty, handed over before that": handed_over_before,
        "deleted": deleted,
    },
    actions={
        "read": Action(See(access.reviews_visible_to, OutcomeReview, "review_id")),
        "on its page": Action(listed=(_on_page,), http=(Shown("recordings.read", "review"),)),
        "in the list": Action(listed=(_in_list,)),
        "take along": Action(http=(Shown("account.my_writing_file", "review"),)),
    },
    table=TABLE,
)
