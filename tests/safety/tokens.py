"""Every way in which the token of a form can be wrong, and browsers that send one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.test import TestResponse

from tests.access.doors import Browser

WRONG = (
    "none",
    "empty",
    "made up",
    "cut",
    "of nobody's session",
    "of another person's session",
    "of an old session of theirs",
    "in the address alone",
    "in a cookie alone",
    "behind a wrong one",
)


class Sender(Browser):
    """A person's browser that sends what it is told to, in the place of the right token."""

    sends = "right"
    others: Mapping[str, str] = {}  # tokens of other sessions, by their names in WRONG
    headers: Mapping[str, str] = {}
    status = 0
    sent: Any = None

    def ask(self, method: str, path: str, data: dict[str, Any]) -> TestResponse:
        if method == "GET":
            return super().ask(method, path, data)
        given = {name: value for name, value in data.items() if name != "csrf_token"}
        token, where = self._token(), path
        if self.sends == "in the address alone":
            where = f"{path}{'&' if '?' in path else '?'}csrf_token={self.form_token}"
        if self.sends == "in a cookie alone":
            self.set_cookie("csrf_token", self.form_token)
        if token is not None:
            given["csrf_token"] = token
        answer = self.post(where, data=given, headers=dict(self.headers))
        self.status, self.sent = answer.status_code, given
        return answer

    def _token(self) -> Any:
        """What stands in the form's own field."""
        right = self.form_token
        special: dict[str, Any] = {
            "right": right,
            "none": None,
            "empty": "",
            "made up": "ImZvcmdlZCI.aaaa.bbbb",
            "cut": right[:-2],
            "in the address alone": None,
            "in a cookie alone": None,
            "behind a wrong one": ["made up", right],
        }
        return special[self.sends] if self.sends in special else self.others[self.sends]
