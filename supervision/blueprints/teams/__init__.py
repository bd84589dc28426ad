"""Services and teams: the tree as it stands and as it was, and changing it."""

from supervision.blueprints.teams import adding, changing, moving
from supervision.blueprints.teams.routes import blueprint

__all__ = ["adding", "blueprint", "changing", "moving"]
