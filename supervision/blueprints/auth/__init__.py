"""Signing in and out, the password once more, a new one for one that was lost, and taking up an
invitation."""

from supervision.blueprints.auth import confirming, invited, lost
from supervision.blueprints.auth.routes import blueprint

__all__ = ["blueprint", "confirming", "invited", "lost"]
