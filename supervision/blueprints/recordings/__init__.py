"""Outcome recordings, their reviews, and the people whom they are about."""

from supervision.blueprints.recordings import (
    deleting,
    handing_over,
    leaving,
    people,
    reviewing,
    writing,
)
from supervision.blueprints.recordings.routes import blueprint

__all__ = ["blueprint", "deleting", "handing_over", "leaving", "people", "reviewing", "writing"]
