"""Reflections, and the asks on them."""

from supervision.blueprints.reflections import answering, deleting, reading, sharing, writing
from supervision.blueprints.reflections.routes import blueprint

__all__ = ["answering", "blueprint", "deleting", "reading", "sharing", "writing"]
