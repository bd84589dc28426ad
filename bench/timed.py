"""Processor time of each page: over the floor, from the small set to the large, by depth."""

from __future__ import annotations

from collections.abc import Callable

from bench import floor, pages
from bench.asking import fresh_words
from bench.dataset import PASSWORD, DataSet
from bench.goals import Report
from bench.rounds import least

CONTROL = 1.05
# Goals of docs/performance.md for single pages over the floor.
OVER_THE_FLOOR = {
    "Session list": (1.50, "1"),
    "Reflection list": (1.65, "4"),
    "Reflections shared with a supervisor": (1.65, "4"),
    "Outcome list": (1.65, "4"),
}
LISTS = {"Session list", "Outcome list", "Library", *OVER_THE_FLOOR}


def tell_floor(report: Report, data: DataSet, rounds: int) -> float:
    """Each page against a floor as long; comes back with the control: one page against itself."""
    report.heading(f"Processor time over the floor, {data.size:,} sessions")
    shown = pages.of_practice(data, data.small)
    asks: dict[str, Callable[[], object]] = {}
    for page in shown:
        asks[page.name] = page.ask()
        asks[f"floor of {page.name}"] = page.reader.path(floor.as_long_as(page.reader, page.path))
    again = next(page for page in shown if page.name == "Session list")
    asks["control"] = again.ask()
    writer = again.reader
    asks["save"] = lambda: writer.new_reflection(fresh_words())
    took = least(asks, rounds)
    control = took["control"] / took["Session list"]
    control = max(control, 1 / control)
    report.at_most("Control: the session list over itself", control, "×", CONTROL)
    report.tell("Floor of the session list", took["floor of Session list"] * 1000, "ms")
    for page in shown:
        ratio = took[page.name] / took[f"floor of {page.name}"]
        if page.name in OVER_THE_FLOOR:
            most, number = OVER_THE_FLOOR[page.name]
            report.at_most(f"{page.name} ÷ floor", ratio, "×", most, number)
        else:
            report.tell(f"{page.name} ÷ floor", ratio, "×")
    report.tell("Save a reflection ÷ floor", took["save"] / took["floor of Session list"], "×")
    return control


def tell_growth(report: Report, small: DataSet, large: DataSet, rounds: int) -> None:
    """The same pages, in the same organisation, with little and with much around it."""
    times = large.size / small.size
    report.heading(f"Growth of processor time, {times:g} times the data")
    for place in ("small", "giant"):
        asks: dict[tuple[str, int], Callable[[], object]] = {}
        for data in (small, large):
            for page in pages.of_practice(data, getattr(data, place)):
                asks[page.name, data.size] = page.ask()
        took = least(asks, rounds)
        for name in dict.fromkeys(name for name, _size in asks):
            ratio = took[name, large.size] / took[name, small.size]
            title = f"{name}, {place} organisation"
            if place == "small" and name in LISTS:
                report.at_most(title, ratio, "×", 1.10, "2")
            elif place == "small" and name == "Library search, common word":
                report.at_most(title, ratio, "×", 1.5, "8")
            elif place == "giant" and name == "Library search, common word":
                report.at_most(title, ratio, "×", 15, "10")
            else:
                report.tell(title, ratio, "×")


def tell_depth(report: Report, data: DataSet, rounds: int) -> None:
    """The last page of a long list over its second, both reached by key."""
    report.heading("The last page of three thousand rows over the second")
    pairs = pages.deepest(data)
    took = least(
        {
            (near.name, end): page.ask()
            for near, far in pairs
            for end, page in (("near", near), ("far", far))
        },
        rounds,
    )
    for near, _far in pairs:
        ratio = took[near.name, "far"] / took[near.name, "near"]
        report.at_most(f"Deepest page of the {near.name}", ratio, "×", 1.2, "6")


def tell_sign_in(report: Report, data: DataSet, rounds: int) -> None:
    """Signing in over the one check of a password."""
    report.heading("Signing in")
    reader = pages.practitioner(data, data.small)
    passwords = data.app.extensions["passwords"]
    stored = passwords.hash(PASSWORD)
    took = least(
        {
            "argon2": lambda: passwords.matches(stored, PASSWORD),
            "sign in": lambda: reader.sign_in(PASSWORD),
        },
        rounds,
    )
    ratio = took["sign in"] / took["argon2"]
    report.at_most("Signing in ÷ argon2 alone", ratio, "×", 1.25, "19")


def tell_products(report: Report, lite: DataSet, server: DataSet, rounds: int) -> None:
    """The same lists on PostgreSQL over SQLite: the application's own processor time."""
    report.heading("PostgreSQL ÷ SQLite")
    sets = {"SQLite": lite, "PostgreSQL": server}
    asks: dict[tuple[str, str], Callable[[], object]] = {}
    for product, data in sets.items():
        for page in pages.of_practice(data, data.small):
            if page.name in LISTS:
                asks[page.name, product] = page.ask()
    took = least(asks, rounds)
    for name in dict.fromkeys(name for name, _product in asks):
        ratio = took[name, "PostgreSQL"] / took[name, "SQLite"]
        report.at_most(name, ratio, "×", 1.40, "24")
