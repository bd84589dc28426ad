"""Reflections, and the asks on them."""

from supervision.blueprints.reflections import reading, writing
from supervision.blueprints.reflections.routes import blueprint

__all__ = ["blueprint", "reading", "writing"]
