"""Bringing many people at once: a file, what it would do, and carrying it out."""

from supervision.blueprints.imports import carrying_out
from supervision.blueprints.imports.routes import blueprint

__all__ = ["blueprint", "carrying_out"]
