"""What keeps a page whole in an older browser: see `docs/browsers.md`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "supervision" / "templates"
STATIC = ROOT / "supervision" / "static"
SCRIPT = re.compile(r"<script\b[^>]*>", re.I)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
# Selectors that some browser in use does not know; a rule with one is dropped there as a whole.
NEWER = re.compile(r":(has|is|where|focus-visible|user-invalid)\b|&")


def _sheet(name: str) -> list[tuple[str, str]]:
    css = (STATIC / name).read_text("utf-8")
    return RULE.findall(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))


def test_scripts_are_modules() -> None:
    """A browser that does not know modules ignores them, and its pages are plain forms."""
    found = [
        (template.relative_to(TEMPLATES).as_posix(), tag)
        for template in sorted(TEMPLATES.rglob("*.html"))
        for tag in SCRIPT.findall(template.read_text("utf-8"))
    ]
    assert [name for name, _ in found] == ["layouts/page.html"]
    assert [tag for _, tag in found if 'type="module"' not in tag] == []
    assert "nomodule" not in found[0][1]


def test_our_script_is_named_in_one_place() -> None:
    named = [
        template.relative_to(TEMPLATES).as_posix()
        for template in sorted(TEMPLATES.rglob("*.html"))
        if re.search(r"[\w-]+\.m?js\b", template.read_text("utf-8"))
    ]
    assert named == ["layouts/page.html"]


def test_focus_is_seen_where_newer_selectors_are_not_known() -> None:
    """A ring is taken away only by a rule that is dropped together with the ring of its own."""
    for selector, body in _sheet("app.css"):
        if re.search(r"outline: ?(0|none)", body) and "focus" in selector:
            assert ":has(" in selector, selector.strip()


@pytest.mark.parametrize("name", ["app.css", "vendor/govuk-frontend.css"])
def test_no_words_are_hidden_for_want_of_a_newer_rule(name: str) -> None:
    """Nothing is hidden by a plain rule and shown again by one that an older browser drops."""
    shown = [
        selector.strip()
        for selector, body in _sheet(name)
        if NEWER.search(selector) and re.search(r"display:\s*+(?!none)|visibility:\s*visible", body)
    ]
    assert shown == []
