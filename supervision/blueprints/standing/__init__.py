"""Roles, supervision, what somebody can see and why, and what waits for a second administrator."""

from supervision.blueprints.standing import lines, relations, roles, second_looks, seeing
from supervision.blueprints.standing.routes import blueprint

__all__ = ["blueprint", "lines", "relations", "roles", "second_looks", "seeing"]
