"""Settings: whom this answers to, what it believes, and what is on that must be off."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from supervision.config import Settings
from supervision.doctor.findings import Finding

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})


def reachable(settings: Settings) -> bool:
    """Whether it answers to names by which other machines reach it."""
    return any(host.partition(":")[0] not in LOOPBACK for host in settings.trusted_hosts)


def checks(settings: Settings, *, debug: bool, testing: bool) -> Iterator[Finding]:
    """Args:
    debug: whether Flask's debugger is on.
    testing: whether Flask was told that it is being tested.
    """
    yield _debug(debug, testing)
    yield _hosts(settings)
    yield _transport(settings)
    yield _proxies(settings)
    yield _mail(settings)
    yield Finding(f"SUPERVISION_LOG is {settings.log}")


def _debug(debug: bool, testing: bool) -> Finding:
    if debug or testing:
        return Finding(
            "Debugging is on: an error page would let anybody run code here",
            "Unset FLASK_DEBUG, and start without --debug.",
            stops=True,
        )
    return Finding("Debugging is off")


def _hosts(settings: Settings) -> Finding:
    if any("*" in host or host.startswith(".") for host in settings.trusted_hosts):
        return Finding(
            "SUPERVISION_HOSTS holds a pattern, and anybody can write a Host header that fits",
            "Name each host in full.",
            stops=True,
        )
    if not settings.trusted_hosts and not settings.plain_http:
        return Finding(
            "This answers to localhost only",
            "Name the host that people open in SUPERVISION_HOSTS.",
        )
    return Finding(f"This answers to {', '.join(settings.trusted_hosts) or 'localhost only'}")


def _transport(settings: Settings) -> Finding:
    if settings.plain_http and reachable(settings):
        return Finding(
            "SUPERVISION_PLAIN_HTTP is on, so words and sign-ins travel unsealed",
            "Unset it, and put a proxy that speaks https in front.",
            stops=True,
        )
    if settings.plain_http:
        return Finding("Plain http, on this machine only")
    return Finding("Cookies are sent over https only")


def _proxies(settings: Settings) -> Finding:
    if reachable(settings) and not settings.proxies:
        return Finding(
            "No proxy in front is believed (SUPERVISION_PROXIES=0): behind one, all people would "
            "count as one network, and a few wrong passwords would hold everyone up",
            "Give the number of proxies in front, usually 1.",
        )
    return Finding(f"{settings.proxies} proxies in front are believed")


def _mail(settings: Settings) -> Finding:
    mail = settings.mail
    if mail.server is None:
        told = f"Mail is written into {settings.instance / 'mail'}"
        if reachable(settings):
            return Finding(f"{told} and reaches nobody", "Give a server in SUPERVISION_SMTP_URL.")
        return Finding(told)
    host = urlsplit(mail.url).hostname or ""
    if settings.trusted_hosts and host not in {h.partition(":")[0] for h in settings.trusted_hosts}:
        return Finding(
            f"Links in mails lead to {host}, which is not among SUPERVISION_HOSTS",
            "Let SUPERVISION_URL and SUPERVISION_HOSTS agree.",
        )
    server = mail.server
    return Finding(
        f"Mail goes to {server.host}:{server.port} (tls: {server.tls}), and its links to {mail.url}"
    )
