"""Home: where each person begins."""

from supervision.blueprints.home.routes import blueprint

__all__ = ["blueprint"]
