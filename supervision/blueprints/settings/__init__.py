"""Settings of the organisation, for those who look after it; and how supervision is done here, for
everyone who takes part in practice."""

from supervision.blueprints.settings import practice
from supervision.blueprints.settings.routes import blueprint

__all__ = ["blueprint", "practice"]
