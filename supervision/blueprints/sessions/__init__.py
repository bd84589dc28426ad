"""Supervision sessions: dates, agendas, records and signatures."""

from supervision.blueprints.sessions import planning, signing, writing
from supervision.blueprints.sessions.routes import blueprint

__all__ = ["blueprint", "planning", "signing", "writing"]
