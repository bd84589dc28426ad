"""Health: the process alone, and whether it is ready to serve."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app

from supervision.identity import public
from supervision.queries import health

blueprint = Blueprint("health", __name__)
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@blueprint.get("/healthz")
@public
def alive() -> Any:
    """The process answers. It asks nothing of the database, so that an outage there does not
    restart every instance."""
    return "ok\n", 200, PLAIN


@blueprint.get("/readyz")
@public
def ready() -> Any:
    """The database answers and its tables are those of this release."""
    well = health.ready(current_app.extensions["migrate"].directory)
    return ("ready\n", 200, PLAIN) if well else ("not ready\n", 503, PLAIN)
