"""The good-practice library: examples to read, and proposals on their way to it."""

from supervision.blueprints.library import curating, editing, proposals, withdrawing
from supervision.blueprints.library.routes import blueprint

__all__ = ["blueprint", "curating", "editing", "proposals", "withdrawing"]
