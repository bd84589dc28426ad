"""Supervision sessions: dates, agendas, records and signatures."""

from supervision.blueprints.sessions import opening, planning, rearranging, signing, writing
from supervision.blueprints.sessions.routes import blueprint

__all__ = ["blueprint", "opening", "planning", "rearranging", "signing", "writing"]
