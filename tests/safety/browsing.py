"""A real browser over the furnished house, which hears whatever runs or is stopped in a page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playwright.sync_api import BrowserContext, Page
from werkzeug.serving import make_server
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

LISTEN = """
window.__broken = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.__broken.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});
"""
# What a page may never hold: an element of a payload, a script of its own, an address that runs or
# that leads out of the house.
LOOK = """() => {
  const found = [...window.__broken].map((one) => `the policy stopped ${one}`);
  if (window.__ran) found.push("a script ran");
  const odd = "x-ran, script:not([src]), style, base, iframe, object, embed, math, marquee, " +
    "foreignObject, meta[http-equiv], form[action*=evil], [srcdoc]";
  for (const one of document.querySelectorAll(odd)) found.push(`an element: ${one.outerHTML}`);
  for (const one of document.querySelectorAll("*")) {
    for (const { name, value } of one.attributes) {
      if (name.startsWith("on")) found.push(`an attribute: ${name}`);
      const leads = ["href", "src", "action", "formaction", "srcset", "data"].includes(name);
      if (!leads || (one.tagName === "use" && value.startsWith("#"))) continue;
      const to = new URL(value, location.href);
      const ours = to.origin === location.origin || ["mailto:", "tel:"].includes(to.protocol);
      if (!ours && !one.hasAttribute("rel")) found.push(`an address: ${value}`);
    }
  }
  return [found, document.documentElement.outerHTML];
}"""


# Answers that were given before, by the path at which they can be looked at.
STORED: dict[str, TestResponse] = {}


@contextmanager
def served(app: WSGIApplication) -> Iterator[str]:
    """The application at an address of this machine, with the answers that are stored."""

    def serve(environ: Any, start: Any) -> Any:
        kept = STORED.get(environ["PATH_INFO"])
        if kept is None:
            return app(environ, start)
        headers = [(name, value) for name, value in kept.headers if name != "Content-Length"]
        if "Content-Disposition" in dict(headers):  # a file to take away has no policy
            headers = [("Content-Type", kept.headers["Content-Type"])]
        return Response(kept.get_data(), kept.status_code, headers)(environ, start)

    server = make_server("127.0.0.1", 0, serve, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        STORED.clear()
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()


@dataclass
class Looker:
    """A browser's window that looks at pages, live ones and ones that were answered before."""

    context: BrowserContext
    address: str
    faults: list[str] = field(default_factory=list)
    pages: int = 0

    def __post_init__(self) -> None:
        self.context.set_default_timeout(15_000)
        self.context.add_init_script(LISTEN)
        self.page: Page = self.context.new_page()
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(f"an error: {error}"))
        self.page.on("dialog", lambda dialog: self._dialog(dialog))

    def look(self, path: str, where: str) -> str:
        """Open a page, and note what is wrong with it; returns what it holds."""
        self.page.goto(self.address + path, wait_until="domcontentloaded")
        self.pages += 1
        found, text = self.page.evaluate(LOOK)
        self.faults += [f"{where}: {one}"[:300] for one in found]
        return str(text)

    def look_at(self, answer: TestResponse, where: str) -> str:
        """The same for an answer that was given before."""
        path = f"/stored/{len(STORED)}"
        STORED[path] = answer
        return self.look(path, where)

    def _asked(self, url: str) -> None:
        if not url.startswith(self.address + "/"):
            self.faults.append(f"asked for {url}")

    def _dialog(self, dialog: Any) -> None:
        if dialog.type == "beforeunload":  # a page with words that are not saved asks to stay
            dialog.accept()
            return
        self.faults.append(f"a dialogue: {dialog.message}")
        dialog.dismiss()
