"""What a mail says: in its reader's language, with a link, and nothing of what anyone wrote."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from textwrap import fill

from flask import current_app, g
from flask_babel import force_locale
from flask_babel import gettext as _

from supervision.domain.mails import Kind
from supervision.queries.mails import Recipient
from supervision.services.mails import Claimed


def compose(mail: Claimed, recipient: Recipient, token: str | None) -> EmailMessage:
    """Write one mail.

    Args:
        token: of the link, in a mail that holds one.
    """
    settings = current_app.extensions["settings"].mail
    with _as_read_by(recipient):
        subject, lines = _words(mail.kind, token, recipient)
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["From"] = settings.sender
    message["To"] = recipient.address
    message["Subject"] = subject
    message["Date"] = format_datetime(mail.claimed_at)
    # The row's own key: the same when a mail has to go a second time.
    message["Message-ID"] = f"<{mail.id}@{settings.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no reply from absence notes
    text = (
        "\n\n".join(
            fill(line, 72, break_long_words=False, break_on_hyphens=False) for line in lines
        )
        + "\n"
    )
    # Where it can, a link stands in one piece in the mail as it is sent.
    message.set_content(text, cte="7bit" if text.isascii() else "quoted-printable")
    message["Content-Language"] = recipient.language
    return message


@contextmanager
def _as_read_by(recipient: Recipient) -> Iterator[None]:
    """Say what follows in the recipient's language, and in their organisation's own words."""
    g.settings = recipient.settings
    try:
        with force_locale(recipient.language.replace("-", "_")):
            yield
    finally:
        g.pop("settings", None)


def link(endpoint: str, **values: str) -> str:
    """An address in a mail: it begins as the setting says, whatever any request called itself."""
    path = current_app.url_map.bind("mail").build(endpoint, values)
    base: str = current_app.extensions["settings"].mail.url
    return base + path


def _words(kind: Kind, token: str | None, recipient: Recipient) -> tuple[str, list[str]]:
    if kind is Kind.WAITING:
        return _("Something is waiting for you in Supervision"), [
            _("Something is waiting for you in Supervision. Sign in to see what it is:"),
            link("home.home"),
            _(
                "There will be no other mail of this kind until you have been there. Under My "
                "details you can choose to have none."
            ),
        ]
    if kind is Kind.GUESSING:
        return _("Somebody is trying to sign in as you"), [
            _(
                "Somebody has tried to sign in to Supervision with your address and a wrong "
                "password, many times in a row. Nobody got in. From now on each try has to wait."
            ),
            _(
                "If it was you and you have forgotten your password, you can set a new one here. "
                "If it was not, there is nothing that you have to do."
            ),
            link("auth.forgotten"),
        ]
    if kind is Kind.RESET:
        return _("A new password for Supervision"), [
            _("With this link you can set a new password. It works once, and for an hour:"),
            link("auth.open_link", token=token or ""),
            _(
                "If you did not ask for it, somebody else wrote your address. Your password is as "
                "it was, and there is nothing that you have to do."
            ),
        ]
    if kind is Kind.INVITATION:
        return _("Your invitation to Supervision"), [
            _(
                "%(organisation)s invites you to Supervision, its place for supervision and "
                "reflective practice. With this link you choose a password and begin. It works "
                "once, and for seven days:",
                organisation=recipient.organisation,
            ),
            link("auth.open_invitation", token=token or ""),
            _(
                "Give it to nobody: whoever has it could begin in your place. If you do not know "
                "what this is about, there is nothing that you have to do."
            ),
        ]
    if kind is Kind.STANDING:
        return _("What you may see in Supervision has changed"), [
            _(
                "A role of yours, or supervision that you give or have, has been given, changed or "
                "ended. Sign in to see what it is, who did it and why:"
            ),
            link("standing.what_i_see"),
            _(
                "If you did not expect it, ask whoever administers Supervision, or whoever looks "
                "after information there."
            ),
        ]
    if kind is Kind.ADDRESS_CHANGED:
        return _("You sign in to Supervision with something else now"), [
            _(
                "The address that you sign in to Supervision with was changed, and this is the "
                "last mail that comes here. Two administrators have agreed to it."
            ),
            _(
                "If this was not wanted, speak to whoever administers Supervision in your "
                "organisation today."
            ),
        ]
    return _("Your password for Supervision is changed"), [
        _("The password of your account has just been changed."),
        _("If that was not you, set another one here and tell whoever administers Supervision:"),
        link("auth.forgotten"),
    ]
