"""Signing in and out."""

from supervision.blueprints.auth.routes import blueprint

__all__ = ["blueprint"]
