"""Addresses of other doors, for pages that speak of all of them."""

from __future__ import annotations

from flask import current_app, url_for


def address(endpoint: str) -> str:
    """Where an endpoint is; empty where this house has no such door."""
    return url_for(endpoint) if endpoint in current_app.view_functions else ""
