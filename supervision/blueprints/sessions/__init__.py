"""Supervision sessions."""

from supervision.blueprints.sessions.routes import blueprint

__all__ = ["blueprint"]
