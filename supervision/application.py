"""The application as Flask has it, where what every page asks for many times is worked out once."""

from __future__ import annotations

import uuid
from collections.abc import MutableMapping
from typing import Any

from flask import Flask, Request, has_request_context, request
from flask.templating import Environment

MOST = 2_000
KEYS = frozenset({uuid.UUID})
Form = tuple[str, str, str, tuple[str, ...]]  # where, the prefix, how asked, the names of its keys


class Templates(Environment):
    """Templates that all know the same names. Jinja gives each a layer of its own above them, which
    nothing here fills, and compares its names one by one whenever a page imports a component."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


class Application(Flask):
    """Flask that remembers the form of an address: the text around its keys.

    A list has the same address in every row, but for the key of the row. What is remembered holds
    the names of pages, and nothing of anybody: keys are put in anew each time. An address with
    anything else in it, such as a word, is put together by Flask, which quotes it.
    """

    jinja_environment = Templates

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._forms: dict[Form, str] = {}
        super().__init__(*args, **kwargs)

    def url_for(
        self,
        /,
        endpoint: str,
        *,
        _anchor: str | None = None,
        _method: str | None = None,
        _scheme: str | None = None,
        _external: bool | None = None,
        **values: Any,
    ) -> str:
        """The address of a page, as Flask has it."""
        special = _anchor or _method or _scheme or _external or not has_request_context()
        if special or not {type(value) for value in values.values()} <= KEYS:
            return super().url_for(
                endpoint,
                _anchor=_anchor,
                _method=_method,
                _scheme=_scheme,
                _external=_external,
                **values,
            )
        # The request itself; the types know `request` as one, not as its stand-in.
        asked: Request = request._get_current_object()  # type: ignore[attr-defined]
        if endpoint.startswith(".") and asked.blueprint:
            endpoint = asked.blueprint + endpoint
        known = endpoint, asked.root_path, asked.method, tuple(values)
        form = self._forms.get(known)
        if form is None:
            form = self._form(endpoint, known[-1])
            if len(self._forms) < MOST:
                self._forms[known] = form
        return form % values

    def _form(self, endpoint: str, names: tuple[str, ...]) -> str:
        """The address with a gap for each key."""
        keys = {name: uuid.uuid4() for name in names}
        address = super().url_for(endpoint, **keys).replace("%", "%%")
        for name, key in keys.items():
            address = address.replace(str(key), f"%({name})s")
        return address
