"""A client that fills in forms as a browser would: it opens a page, takes the form with its hidden
fields, changes what the test says, and sends it. Every page that it opens is judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from werkzeug.test import TestResponse

from tests.judge import JudgingClient, parsed


@dataclass
class PageForm:
    """A form of a page: where it goes, its fields as they stand, its buttons."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # text, name, value

    def data(self, **changes: str | list[str]) -> dict[str, Any]:
        """The fields as a browser would send them, changed."""
        sent: dict[str, Any] = {}
        for name, value in self.fields:
            sent.setdefault(name, []).append(value)
        for name, value in changes.items():
            sent[name.replace("__", "-")] = value
        return sent


class Client(JudgingClient):
    """A signed-in (or anonymous) person's browser without scripts."""

    def forms(self, path: str) -> list[PageForm]:
        """The forms of a page that send something."""
        response = self.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return read_forms(response, path)

    def form(self, path: str, action: str | None = None, button: str | None = None) -> PageForm:
        """The form of a page that goes to `action` (or to the page itself) and has the button."""
        wanted = action or path.partition("?")[0]
        seen = []
        for found in self.forms(path):
            texts = [text for text, _, _ in found.buttons]
            if found.action.partition("?")[0] == wanted and (button is None or button in texts):
                return found
            seen.append((found.action, texts))
        raise AssertionError(f"{path} has no form for {wanted} with {button}, only {seen}")

    def fill(
        self, path: str, action: str | None = None, button: str | None = None, **changes: Any
    ) -> TestResponse:
        """Open a page, fill in one of its forms, press a button by its text, and send it.

        Args:
            changes: field name → value; `__` stands for a hyphen.
        """
        found = self.form(path, action, button)
        data = found.data(**changes)
        if button is not None:
            name, value = next((n, v) for text, n, v in found.buttons if text == button)
            if name:
                data[name] = value
        return self.post(found.action, data=data)

    def send(self, path: str, **data: Any) -> TestResponse:
        """Send fields to an address with a good token, without opening its page first."""
        token = self.token()
        sent = {name.replace("__", "-"): value for name, value in data.items()}
        return self.post(path, data={"csrf_token": token, **sent})

    def token(self) -> str:
        """A CSRF token of this browser's session."""
        for path in ("/who-can-read-what", "/sign-in"):
            for found in read_forms(self.get(path), "/"):
                for name, value in found.fields:
                    if name == "csrf_token":
                        return value
        raise AssertionError("no page with a token")


def read_forms(response: TestResponse, path: str) -> list[PageForm]:
    """The POST forms of a page, with fields as a browser without scripts would send them."""
    document, _ = parsed(response.get_data(as_text=True))
    return [
        _form(element, path)
        for element in document.iter("form")
        if element.get("method", "get").lower() == "post"
    ]


def _form(element: Element, path: str) -> PageForm:
    made = PageForm(element.get("action") or path)
    for control in element.iter():
        name, kind = control.get("name"), control.get("type", "text")
        tag = control.tag
        if tag == "button" or (tag == "input" and kind == "submit"):
            text = " ".join("".join(control.itertext()).split()) or control.get("value", "")
            made.buttons.append((text, name or "", control.get("value", "")))
        elif name and tag == "textarea":
            made.fields.append((name, "".join(control.itertext()).removeprefix("\n")))
        elif name and tag == "select":
            for option in control.iter("option"):
                if option.get("selected") is not None:
                    made.fields.append((name, option.get("value", "")))
        elif name and tag == "input":
            ticked = kind not in {"radio", "checkbox"} or control.get("checked") is not None
            if ticked:
                made.fields.append((name, control.get("value", "")))
    return made
