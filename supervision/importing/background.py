"""Working a file off beside the requests, in a thread of the worker that was asked."""

from __future__ import annotations

from threading import Thread

from flask import Flask

from supervision.importing.working import work_off
from supervision.services.imports import Claimed

IN_THREAD = "IMPORTS_IN_THREAD"  # False for tests: the request itself works it off


def begin(app: Flask, claimed: Claimed) -> None:
    """Begin to work a file off. Should the process end, the file stays as far as it has come, and
    its page says so; a daemon thread keeps no worker from stopping."""
    if not app.config.get(IN_THREAD, True):
        work_off(app, claimed)
        return
    Thread(target=work_off, args=(app, claimed), name="import", daemon=True).start()
