"""How a page is looked at: narrow and wide, in light and in dark, by axe and for its width."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from playwright.sync_api import BrowserContext, Page

WIDTHS = (360, 1280)
# In the dark nothing differs but colours, which are the same however wide it is; every other rule
# is asked in the light, at both widths.
LOOKS = [(360, "dark"), (360, "light"), (1280, "light")]
COLOURS = ["color-contrast", "link-in-text-block"]
ASKED: dict[tuple[int, str], dict[str, Any]] = {
    (360, "dark"): {"runOnly": {"type": "rule", "values": COLOURS}},
    (360, "light"): {},
    (1280, "light"): {"rules": {rule: {"enabled": False} for rule in COLOURS}},
}
NARROWEST = 320  # a page of 1280 pixels, enlarged to four times its size
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
# What is found, and how many things were looked at: a look that saw nothing proves nothing.
RUN = """async (only) => {
    const told = await axe.run(document, {resultTypes: ["violations"], ...only});
    return {
        rules: told.passes.length,
        found: told.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`),
    };
}"""
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOVING = """() => [...document.querySelectorAll("*")].filter((one) => {
    const style = getComputedStyle(one);
    return [style.transitionDuration, style.animationDuration].some((all) =>
        all.split(",").some((time) => parseFloat(time) > 0.01));
}).map((one) => one.outerHTML.slice(0, 80))"""
DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
GROUND = "getComputedStyle(document.body).backgroundColor"


def bring(context: BrowserContext) -> None:
    """Have axe in every page of a browser from its beginning, where nearly every page is looked at:
    its half a megabyte is sent once, which takes half as long as sending it to each of them."""
    context.add_init_script(AXE)


@dataclass
class Seen:
    """What all looks came to.

    Attributes:
        faults: what is to be mended, with the page and the look.
        looks: how often axe looked at each kind of page.
        widths: how wide the pages that are looked at are.
    """

    faults: list[str] = field(default_factory=list)
    looks: dict[str, int] = field(default_factory=dict)
    widths: tuple[int, ...] = WIDTHS

    def look(self, page: Page, kind: str, who: str) -> None:
        """Look at the page that is open, in every look."""
        where = f"{kind} as {who}"
        if page.evaluate("!window.axe"):
            page.evaluate(AXE)
        page.emulate_media(reduced_motion="reduce")  # axe would meet a colour half way to another
        grounds = set()
        for width, scheme in LOOKS:
            if width not in self.widths:
                continue
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert page.evaluate(DARK) is (scheme == "dark")
            grounds.add(page.evaluate(GROUND))
            self._width(page, f"{where} at {width}, {scheme}")
            told = page.evaluate(RUN, ASKED[width, scheme])
            fewest = 0 if scheme == "dark" else 8
            assert told["rules"] > fewest, f"axe saw next to nothing of {where}"
            self.faults += [f"{where} at {width}, {scheme}: {one}" for one in told["found"]]
            self.looks[kind] = self.looks.get(kind, 0) + 1
        if len(grounds) != 2 and self.widths != (1280,):
            self.faults.append(f"{where}: light and dark look the same")
        page.set_viewport_size({"width": NARROWEST, "height": 800})
        self._width(page, f"{where} at {NARROWEST}")
        self.faults += [f"{where}: moves: {one}" for one in page.evaluate(MOVING)]

    def _width(self, page: Page, where: str) -> None:
        if page.evaluate(WIDE) > 0:
            self.faults.append(f"{where}: scrolls sideways")
