"""Reflections, and the asks on them."""

from supervision.blueprints.reflections.routes import blueprint

__all__ = ["blueprint"]
