"""A browser of its own for each writer: real HTTP over a socket, cookies, forms with their tokens.

It is plain on purpose: hundreds of saves a second come from one process beside the server.
"""

from __future__ import annotations

import html
import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests import worlds

HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
TIMEOUT = 40.0

Fields = list[tuple[str, str]]


class Gone(Exception):
    """The answer did not come: the server was killed, is not there yet, or is not there any more.
    Whether the request was done cannot be known."""


@dataclass
class Answer:
    status: int
    text: str
    location: str
    headers: dict[str, str]

    @property
    def saved(self) -> bool:
        """Whether the person was told that it is saved: sent on to another page of the house."""
        return self.status in (302, 303) and "/sign-in" not in self.location


@dataclass
class Browser:
    """One person's browser."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Fields) -> Answer:
        return self._ask("POST", path, urlencode(fields))

    def sign_in(self, name: str) -> Browser:
        """Sign in through the page; comes back with itself."""
        email = f"{name}@lochside.example"
        fields = hidden(self.get("/sign-in").text)
        typed = [("email", email), ("password", worlds.PASSWORD)]
        answer = self.post("/sign-in", [*fields, *typed])
        assert answer.saved, (name, answer.status)
        return self

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Sec-Fetch-Site": "same-origin",
            "Connection": "close",
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        except (OSError, http.client.HTTPException) as error:
            raise Gone(type(error).__name__) from error
        finally:
            connection.close()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        found = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, text, found.get("location", ""), found)


def hidden(page: str, action: str | None = None) -> Fields:
    """The hidden fields of a page, or of its form that goes to `action`."""
    if action is not None:
        _, _, page = page.partition(f'action="{action}"')
        page = page.partition("</form>")[0]
    found = [(name, html.unescape(value)) for name, value in HIDDEN.findall(page)]
    return list(dict(found).items())  # a page may hold several forms, each with the token
