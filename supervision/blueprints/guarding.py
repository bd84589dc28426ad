"""Looking at a password, for whichever door asks: the try is counted first, and outside the one
check no transaction is open.

The network is that of the address that the server saw or, behind proxies, the one that the number
of believed proxies appended (`edge`); whatever else a request says of itself changes nothing.
"""

from __future__ import annotations

from flask import current_app, request

from supervision import identity, unit_of_work
from supervision.access.actor import Actor
from supervision.domain import guessing, passwords
from supervision.domain.guessing import Limit, Wait
from supervision.domain.text import fold_email
from supervision.language import gettext as _
from supervision.language import ngettext
from supervision.services import account as own
from supervision.services import limits, people


def account(email: str) -> bytes:
    """What is stored of an address as typed, whatever its case or width."""
    return _digest(guessing.ACCOUNT, fold_email(email[: passwords.MOST]))


def tried(email: str) -> limits.Tried:
    """Count a try at the password of an address, in a transaction of its own.

    Raises:
        Wait: when the account or the network has to wait; nothing is counted then.
    """
    unit_of_work.writing()
    try:
        found = limits.begin(account(email), _network(guessing.NETWORK), identity.now())
    except Wait:
        unit_of_work.undo()
        raise
    unit_of_work.keep()
    return found


def matches(stored: str | None, password: str, tried: limits.Tried) -> bool:
    """Check a password that was counted. Nothing is stored for who is unknown, has left or has
    none; the same work is done.

    Raises:
        Busy: when too many are being checked at this moment. A try that nobody looked at is given
            back.
    """
    known = stored if len(password) <= passwords.MOST else None
    try:
        right: bool = current_app.extensions["passwords"].matches(known, password[: passwords.MOST])
    except Exception:
        unit_of_work.writing()
        limits.was_not_made(tried)
        unit_of_work.keep()
        raise
    return right


def is_own(actor: Actor, email: str, stored: str | None, password: str) -> bool:
    """Check the password of whoever is signed in: counted as in signing in, and noted where it is
    wrong. No transaction may be open.

    Args:
        email, stored: what they sign in with, and the hash of their password.

    Raises:
        Wait: before the password is looked at, after too many wrong ones.
        Busy: as `matches` says.
    """
    count = tried(email)
    right = matches(stored, password, count)
    unit_of_work.writing()
    if right:
        limits.was_right(count)
    else:
        own.note_wrong_password(actor, actor.now)
        if count.number == guessing.FREE + 1:
            people.tell_of_guessing(actor.person_id, actor.organisation_id, actor.now)
    unit_of_work.keep()
    return right


def may_ask_for_link(email: str) -> bool:
    """Count somebody's asking for a new link; whether there have not been too many. To be kept
    with what is done then."""
    try:
        limits.within(
            guessing.LINKS_FROM_NETWORK, _network(guessing.LINKS_FROM_NETWORK), identity.now()
        )
        limits.within(
            guessing.LINKS_FOR_ACCOUNT,
            _digest(guessing.LINKS_FOR_ACCOUNT.kind, fold_email(email[: passwords.MOST])),
            identity.now(),
        )
    except Wait:
        return False
    return True


def says(wait: Wait) -> str:
    """When to come back, in a sentence."""
    when = _how_long(wait.seconds)
    if wait.kind == guessing.ACCOUNT:
        return _(
            "There were many wrong passwords for this address. Try again in %(when)s", when=when
        )
    return _(
        "There were many wrong passwords from the network that you are on. Try again in %(when)s",
        when=when,
    )


def _how_long(seconds: int) -> str:
    if seconds < 60:
        return ngettext("%(n)s second", "%(n)s seconds", seconds, n=seconds)
    minutes = -(-seconds // 60)
    return ngettext("%(n)s minute", "%(n)s minutes", minutes, n=minutes)


def _network(limit: Limit) -> bytes:
    return _digest(limit.kind, guessing.network(request.remote_addr))


def _digest(kind: str, text: str) -> bytes:
    secret: bytes = current_app.extensions["settings"].secret_key
    return guessing.digest(secret, kind, text)
