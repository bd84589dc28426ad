"""Signing in and out, and a new password for one that was lost."""

from supervision.blueprints.auth import lost
from supervision.blueprints.auth.routes import blueprint

__all__ = ["blueprint", "lost"]
