"""The front door: who is asking. Every address needs a sign-in unless it is marked public.

A cookie carries a random token; what it stands for is a row on the server that each request
checks, so a copied cookie is worth nothing once its sign-in has ended.
"""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from flask import Flask, current_app, g, has_request_context, redirect, request, session, url_for
from flask_login import UserMixin, current_user, login_user
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException

from supervision.access.actor import Actor
from supervision.config import Settings
from supervision.domain import passwords
from supervision.domain import settings as of_organisation
from supervision.extensions import login_manager
from supervision.queries import people
from supervision.sealing import CannotOpen, keyring

View = TypeVar("View", bound=Callable[..., Any])
Owner = tuple[uuid.UUID, uuid.UUID]  # organisation, person
Fields = list[tuple[str, str]]
KEPT = "kept_form"
CARRIED = "confirming"  # the field with a form that waits for a password
LEFT = "left"
UNSUITED = frozenset({None, "auth.sign_in", "assets.file"})  # nobody goes back there


@dataclass
class SignedIn(UserMixin):
    """Flask-Login's user: the token of a sign-in, and the Actor that it stands for."""

    token: str
    actor: Actor

    def get_id(self) -> str:
        return self.token


def public(view: View) -> View:
    """Mark a view that may be opened without a sign-in."""
    # A mark on the function, which the types of functions know nothing of.
    view.public = True  # type: ignore[attr-defined]
    return view


def init_app(app: Flask, settings: Settings) -> None:
    login_manager.init_app(app)
    # Flask-Login's own protection would re-sign the cookie at every change of network.
    login_manager.session_protection = None
    app.config["SIGN_IN_LIMITS"] = (
        timedelta(seconds=settings.idle_seconds),
        timedelta(seconds=settings.absolute_seconds),
    )
    login_manager.user_loader(_load)
    app.before_request(_guard)


def now() -> datetime:
    """The moment of this request, the same throughout."""
    if "now" not in g:
        g.now = current_app.config["CLOCK"]()
    return g.now


def system_clock() -> datetime:
    return datetime.now(UTC)


def actor() -> Actor:
    """Who is asking. Only for views that are not public."""
    return current_user.actor


def someone() -> Actor | None:
    """Who is asking, or nobody."""
    return current_user.actor if current_user.is_authenticated else None


def locale() -> str:
    """The language of this answer: that of the reader's organisation."""
    person = _reader()
    return (person.language if person else "en-GB").replace("-", "_")


def _reader() -> Actor | None:
    """Whose page this is, a public one too; nobody where the database is away or there is no
    request."""
    if g.get("unreachable") or not has_request_context():
        return None
    return g.get("actor") or someone()


def own_words() -> Callable[[str], str] | None:
    """What puts a sentence into the words of the reader's organisation; None where they are ours.

    Where a mail is written, `g.settings` says whose words they are.
    """
    person = _reader()
    text = g.get("settings") or (person.settings if person else "{}")
    words = of_organisation.of(text).words
    return None if words.are_ours else words.put_into


def enter(token: str, person: Actor) -> None:
    """Carry a new sign-in in a new session; nothing of the old one goes along."""
    session.clear()
    login_user(SignedIn(token, person))


def leave() -> None:
    """Sign out. The cookie keeps the token that has ended: what another window still sends is then
    kept for whoever was here, and opens for nobody else."""
    ended = session.get("_user_id")
    session.clear()
    if ended:
        session[LEFT] = ended


def left_meanwhile() -> bool:
    """Whether whoever typed this has signed out in another window, and nobody is here since."""
    if not isinstance(session.get(LEFT), str) or current_user.is_authenticated:
        return False
    _load(session[LEFT])
    return "ran_out" in g


def token() -> str:
    """The token that this request came with."""
    return current_user.token


def held() -> tuple[Actor, str] | None:
    """Who this browser is signed in as, and its token; None where it is signed out."""
    return (actor(), token()) if current_user.is_authenticated else None


def sign_in_id() -> uuid.UUID:
    """The sign-in that this request came with. Only for views that are not public."""
    found: uuid.UUID = g.sign_in.id
    return found


def confirmed_at() -> datetime:
    """When the password was last given in this sign-in. Only for views that are not public."""
    found: datetime = g.sign_in.confirmed_at
    return found


def look_again() -> Actor | None:
    """Who is asking, as it is now: for a request that let go of its transaction on the way."""
    for name in ("_login_user", "sign_in", "actor"):
        g.pop(name, None)
    return someone()


def limits() -> tuple[timedelta, timedelta]:
    """How long a sign-in holds at most without a request, and altogether. An organisation may have
    set less."""
    idle, absolute = current_app.config["SIGN_IN_LIMITS"]
    return idle, absolute


def own_limits() -> tuple[timedelta, timedelta]:
    """How long the sign-ins of this organisation hold."""
    return of_organisation.of(actor().settings).limits(*limits())


def own_page(path: str) -> str | None:
    """The path, if it is a page of this house; None for anything that could lead out of it."""
    if not path.startswith("/") or path.startswith("//") or "\\" in path or len(path) > 500:
        return None
    if any(ord(letter) < 33 for letter in path):
        return None
    return None if endpoint_of(path.partition("?")[0]) in UNSUITED else path


def endpoint_of(path: str) -> str | None:
    """The page of this house that a path leads to; None where there is none."""
    try:
        endpoint, _ = current_app.url_map.bind("localhost").match(path, "GET")
    except HTTPException:
        return None
    return str(endpoint)


def seal_form() -> str | None:
    """What this request typed, sealed for the person whose sign-in has run out; None where no
    person can be told from the cookie, or nothing was typed."""
    owner = g.get("ran_out")
    if owner is None or request.method != "POST":
        return None
    fields = _carried(owner)
    if fields is None:
        fields = typed_fields()
    return _seal(owner, fields) if any(value.strip() for _, value in fields) else None


def seal_to_confirm() -> str:
    """What this request sent, sealed for the person who sent it, to go on after a password."""
    return _seal(_owner(actor()), typed_fields())


def take_up_carried() -> bool:
    """Make this request the one that waited for a password, with the fields that it carries; False
    where it carries none, or none of this person for this address."""
    person = someone()
    fields = _carried(_owner(person)) if person else None
    if fields is None:
        return False
    token = request.form.get("csrf_token")
    if token is not None:  # an error page asks for it once more
        fields = [*fields, ("csrf_token", token)]
    request.form = ImmutableMultiDict(fields)
    return True


def open_form(sealed: str, person: Actor) -> dict[str, Any] | None:
    """What `seal_form` made, for the person it was made for and nobody else."""
    return _open(sealed, _owner(person))


def _owner(person: Actor) -> Owner:
    return person.organisation_id, person.person_id


def typed_fields() -> Fields:
    """The fields of this request, without what is never kept."""
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token" and not passwords.is_secret(name)
    ]


def _carried(owner: Owner) -> Fields | None:
    """The fields that a page which asks for the password was sent with, at this address."""
    found = _open(request.form.get(CARRIED, ""), owner)
    if found is None or found["path"] != request.path:
        return None
    return [(name, value) for name, value in found["fields"]]


def _seal(owner: Owner, fields: Fields) -> str:
    words = json.dumps({"path": request.path, "fields": fields, "endpoint": request.endpoint})
    organisation_id, person_id = owner
    sealed = keyring.seal(organisation_id, person_id, KEPT, words)
    return base64.urlsafe_b64encode(organisation_id.bytes + person_id.bytes + sealed).decode(
        "ascii"
    )


def _open(sealed: str, owner: Owner) -> dict[str, Any] | None:
    try:
        raw = base64.urlsafe_b64decode(sealed.encode("ascii"))
        organisation_id, person_id = uuid.UUID(bytes=raw[:16]), uuid.UUID(bytes=raw[16:32])
        if (organisation_id, person_id) != owner:
            return None
        found: dict[str, Any] = json.loads(keyring.open(organisation_id, person_id, KEPT, raw[32:]))
    except (ValueError, CannotOpen):
        return None
    return found


def sign_in_again() -> Any:
    """401, with what was typed."""
    return current_app.make_response(current_app.extensions["sign_in_again"]())


def _load(token: Any) -> SignedIn | None:
    if g.get("unreachable") or not isinstance(token, str):
        return None  # an error page is drawn: a database that is away must not be asked again
    found = people.sign_in(token, now(), *limits())
    if found is None or found.actor is None:
        return None
    person = found.actor
    if not found.live:
        g.ran_out = (person.organisation_id, person.person_id)
        return None
    g.sign_in, g.actor = found, person
    return SignedIn(token, person)


def _guard() -> Any:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or getattr(view, "public", False):
        return None
    if current_user.is_authenticated:
        return None
    if request.method in {"GET", "HEAD"}:
        onward = own_page(request.full_path.rstrip("?"))
        return redirect(url_for("auth.sign_in", next=onward))
    return sign_in_again()
