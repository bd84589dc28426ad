"""Outcome recordings and their reviews."""

from supervision.blueprints.recordings import reviewing
from supervision.blueprints.recordings.routes import blueprint

__all__ = ["blueprint", "reviewing"]
