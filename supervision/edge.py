"""The edge of the house: what a request must be before anything reads it, and what each answer
carries: an id, headers, one log line without content."""

from __future__ import annotations

import logging
import secrets
import sys
import time
from contextlib import suppress
from functools import cached_property
from io import BytesIO
from typing import IO, Any, TextIO, cast
from urllib.parse import urlsplit

import structlog
from flask import Flask, Request, Response, abort, g, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.middleware.proxy_fix import ProxyFix

from supervision.config import Settings
from supervision.domain.text import normalise

# All four limits on purpose: Werkzeug's own would answer 413 to a long text in one kind of form
# and take any size in another.
BODY_BYTES = 4 * 1024 * 1024
FORM_PARTS = 500
# Addresses whose form takes one file, and how large their whole body may be. What is read as a file
# is kept in memory: it is not to lie in a folder for temporary things.
FILES = {"imports.begin": 5 * 1024 * 1024 + 64 * 1024}

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
log = structlog.get_logger()


class CleanRequest(Request):
    """A request whose text is normalised once, before anybody reads it."""

    max_content_length = BODY_BYTES
    max_form_memory_size = BODY_BYTES
    max_form_parts = FORM_PARTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Werkzeug would fail on bytes in the address that are no UTF-8.
        self.query_string = self.query_string.decode("utf-8", "replace").encode()

    def _get_file_stream(self, *args: Any, **kwargs: Any) -> IO[bytes]:
        return BytesIO()

    def _load_form_data(self) -> None:
        """Read the body. Whoever asks for its files or its fields first, the fields are clean."""
        read = "form" in self.__dict__
        super()._load_form_data()
        if not read:
            self.__dict__["form"] = _clean(self.form)

    # Werkzeug says that its own cached property may be set, which this one need not be.
    @cached_property
    def args(self) -> MultiDict[str, str]:  # type: ignore[override]
        return _clean(super().args)


def _clean(values: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    return ImmutableMultiDict(
        [(name, normalise(value)) for name, value in values.items(multi=True)]
    )


def init_app(app: Flask, settings: Settings) -> None:
    app.request_class = CleanRequest
    if settings.proxies:
        n = settings.proxies
        # Flask says to wrap it so, and declares it as a method.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=n, x_proto=n, x_host=n
        )
    app.before_request(_arrive)
    app.after_request(lambda response: _leave(response, settings))
    _configure_logs(settings.log)


def _arrive() -> None:
    g.started = time.perf_counter()
    g.request_id = secrets.token_hex(6)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)
    if request.method == "POST" and request.content_length and request.mimetype not in FORMS:
        abort(415)
    if request.endpoint in FILES:
        request.max_content_length = FILES[request.endpoint]
    elif request.mimetype == "multipart/form-data" and request.files:
        abort(400)  # nothing else here takes a file
    if request.method not in SAFE and _from_another_site():
        abort(400)


def _from_another_site() -> bool:
    """Whether the browser says that a page of another site, port or sub-domain sent this. An older
    browser that cannot say so may name the page's origin, or `null`, as it does for our own pages:
    they send no referrer. The token of the form stands behind both."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}  # none: the person's own hand
    origin = request.headers.get("Origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.host


def _leave(response: Response, settings: Settings) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not settings.plain_http:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store, private"
        response.vary.add("Cookie")
    # The rule and not the path: an address may hold keys, and a query may hold words.
    log.info(
        "request",
        method=request.method if request.method in KNOWN else "other",
        rule=str(request.url_rule) if request.url_rule else None,
        status=response.status_code,
        ms=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
    )
    return response


KNOWN = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class _Lines:
    """Where log lines go. A disk that is full must not keep anybody from what they asked for."""

    def __init__(self, out: TextIO) -> None:
        self.out = out

    def write(self, text: str) -> None:
        with suppress(OSError):
            self.out.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self.out.flush()


def _configure_logs(least: str) -> None:
    """One JSON line for each event, in UTC; an exception is told by its type and place only,
    since its message may quote what somebody wrote."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.WARNING if least == "warning" else logging.INFO
        ),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, _Lines(sys.stderr))),
        cache_logger_on_first_use=False,
    )
