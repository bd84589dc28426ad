"""What a mail says: in its reader's language, with a link, and nothing of what anyone wrote."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from textwrap import fill

from flask import current_app
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
    with force_locale(recipient.language.replace("-", "_")):
        subject, lines = _words(mail.kind, token)
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


def link(endpoint: str, **values: str) -> str:
    """An address in a mail: it begins as the setting says, whatever any request called itself."""
    path = current_app.url_map.bind("mail").build(endpoint, values)
    base: str = current_app.extensions["settings"].mail.url
    return base + path


def _words(kind: Kind, token: str | None) -> tuple[str, list[str]]:
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
    return _("Your password for Supervision is changed"), [
        _("The password of your account has just been changed."),
        _("If that was not you, set another one here and tell whoever administers Supervision:"),
        link("auth.forgotten"),
    ]
