"""People: everyone who works here, for those who look after them."""

from supervision.blueprints.people import adding, details, inviting, leaving, moving, routes
from supervision.blueprints.people.routes import blueprint

__all__ = ["adding", "blueprint", "details", "inviting", "leaving", "moving", "routes"]
