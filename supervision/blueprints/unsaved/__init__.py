"""What somebody typed and has not saved: kept while they write, listed, thrown away."""

from supervision.blueprints.unsaved.routes import blueprint

__all__ = ["blueprint"]
