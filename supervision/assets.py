"""Static files: read once, addressed by the hash of what they hold, kept by browsers for good."""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import Path

from flask import Flask, Response, abort, url_for

FOR_GOOD = "public, max-age=31536000, immutable"
SHOWN = {".css", ".js", ".svg"}


class Assets:
    """The static files of one folder, by name and by address."""

    def __init__(self, folder: Path) -> None:
        self._content = {
            str(file.relative_to(folder)): file.read_bytes()
            for file in sorted(folder.rglob("*"))
            if file.suffix in SHOWN
        }
        self._digest = {
            name: hashlib.sha256(content).hexdigest()[:16]
            for name, content in self._content.items()
        }

    def address(self, name: str) -> str:
        """The address of a file. Raises KeyError for one that does not exist."""
        return url_for("assets.file", digest=self._digest[name], name=name)

    def find(self, digest: str, name: str) -> bytes | None:
        return self._content.get(name) if self._digest.get(name) == digest else None


def init_app(app: Flask) -> None:
    assets = Assets(Path(app.root_path) / "static")
    app.extensions["assets"] = assets
    app.jinja_env.globals["asset_url"] = assets.address

    def file(digest: str, name: str) -> Response:
        content = assets.find(digest, name)
        if content is None:
            abort(404)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        response = Response(content, mimetype=kind)
        response.headers["Cache-Control"] = FOR_GOOD
        return response

    # A mark on the function, which the types of functions know nothing of.
    file.public = True  # type: ignore[attr-defined]
    app.add_url_rule("/static/<digest>/<path:name>", "assets.file", file)
