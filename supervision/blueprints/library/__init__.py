"""The good-practice library."""

from supervision.blueprints.library.routes import blueprint

__all__ = ["blueprint"]
