"""The good-practice library: examples to read, and proposals on their way to it."""

from supervision.blueprints.library import editing, proposals
from supervision.blueprints.library.routes import blueprint

__all__ = ["blueprint", "editing", "proposals"]
