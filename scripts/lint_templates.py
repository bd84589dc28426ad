"""Check the templates: what they may hold, and what belongs somewhere else.

Usage: python scripts/lint_templates.py FOLDER

Prints `path:line: reason` for each fault and ends with 1 if there is any.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

NOT_PAGES = ("layouts", "components", "email")
OWN_ADDRESSES = ("http://www.w3.org/",)  # names of namespaces, which nobody fetches

IN_MARKUP = [
    (re.compile(r"<script(?![^>]*\ssrc\s*=)", re.I), "a script without src: the policy blocks it"),
    (re.compile(r"<style\b", re.I), "a style element: the policy blocks it; use a style sheet"),
    (re.compile(r"(?<![\w-])style\s*=\s*[\"']", re.I), "a style attribute: use a class"),
    (re.compile(r"(?<![\w-])on[a-z]{3,}\s*=\s*[\"']", re.I), "a script in an attribute"),
    (re.compile(r"javascript:", re.I), "a script in an address"),
    (
        re.compile(r"(?<![\w-])placeholder\s*=", re.I),
        "a placeholder: it vanishes when someone writes; use a label and a hint",
    ),
    (
        re.compile(r"https?://[^\s\"'<]*|(?<=[\"'])//[\w.-]+", re.I),
        "an address of someone else's: nothing is fetched from or sent to third parties",
    ),
]

Fault = tuple[int, str]


def faults(name: str, source: str) -> list[Fault]:
    """What is wrong with one template.

    Args:
        name: its path below the templates folder, such as `reflections/read.html`.
        source: its text.

    Comes back with (line, reason) pairs, in the order of lines.
    """
    environment = Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        return [(error.lineno, f"Jinja cannot read it: {error.message}")]
    found = [*in_markup(environment, source), *in_expressions(tree), *in_form(name, tree)]
    return sorted(set(found))


def in_markup(environment: Environment, source: str) -> Iterator[Fault]:
    text = without_jinja(environment, source)
    for pattern, reason in IN_MARKUP:
        for match in pattern.finditer(text):
            if not match[0].startswith(OWN_ADDRESSES):
                yield text.count("\n", 0, match.start()) + 1, reason


def without_jinja(environment: Environment, source: str) -> str:
    """The text with all of Jinja's parts blanked, lines kept."""
    kept = []
    for _, kind, value in environment.lex(source):
        kept.append(value if kind == "data" else re.sub(r"[^\n]", " ", value))
    return "".join(kept)


def in_expressions(tree: nodes.Template) -> Iterator[Fault]:
    for filtered in tree.find_all(nodes.Filter):
        if filtered.name == "safe":
            yield filtered.lineno, "the filter safe: it lets anyone's words become markup"
    for scoped in tree.find_all(nodes.ScopedEvalContextModifier):
        yield scoped.lineno, "autoescape is switched: it stays on everywhere"
    for call in tree.find_all(nodes.Call):
        called = call.node
        if isinstance(called, nodes.Name | nodes.Getattr):
            name = called.name if isinstance(called, nodes.Name) else called.attr
            if name.startswith("can_"):
                yield call.lineno, f"{name}(): ask in a route or presenter, show what it answered"
            elif name == "Markup":
                yield call.lineno, "Markup(): it lets anyone's words become markup"
    for constant in tree.find_all(nodes.Const):
        value = constant.value
        if isinstance(value, str) and re.match(r"(https?:)?//\w", value):
            yield constant.lineno, "an address of someone else's, in an expression"


def in_form(name: str, tree: nodes.Template) -> Iterator[Fault]:
    """One macro per component; a layout for every page."""
    folder = name.split("/")[0] if "/" in name else ""
    if folder == "components":
        macros = list(tree.find_all(nodes.Macro))
        if len(macros) != 1:
            line = macros[1].lineno if macros else 1
            yield line, f"a component is one macro; this file holds {len(macros)}"
    elif folder not in NOT_PAGES and not Path(name).name.startswith("_"):
        extended = tree.find(nodes.Extends)
        layout = extended.template if extended else None
        known = isinstance(layout, nodes.Const) and str(layout.value).startswith("layouts/")
        if not known:
            yield 1, "a page extends a layout from layouts/"


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    templates = sorted(folder.rglob("*.html"))
    count = 0
    for path in templates:
        name = path.relative_to(folder).as_posix()
        for line, reason in faults(name, path.read_text("utf-8")):
            print(f"{path}:{line}: {reason}")
            count += 1
    print(f"{len(templates)} templates read, {count} faults.")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
