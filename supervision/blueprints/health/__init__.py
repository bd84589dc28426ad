"""Whether this process, and its database, are well."""

from supervision.blueprints.health.routes import blueprint

__all__ = ["blueprint"]
