"""Home, and who can read what."""

from supervision.blueprints.home.routes import blueprint

__all__ = ["blueprint"]
