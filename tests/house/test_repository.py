"""What stands in the repository, and what never does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

REQUIRED = (
    "supervision/__init__.py",
    "supervision/templates",
    "supervision/blueprints",
    "instance/README.md",
    "tests",
    "wsgi.py",
    "requirements.txt",
    "requirements.in",
    "requirements-dev.txt",
    "Makefile",
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE",
)
LEFT_OUT = {".git", ".venv", "__pycache__", "instance"}
MADE_BY_OTHERS = ("supervision/static/", "LICENSE")

# Written so that this page does not find itself.
OWN_MACHINE = re.compile(r"(?<![\w.$}-])/(?:work|tmp|root)" + r"/\w")
REGISTRY = re.compile(
    r"(?:pypi|pythonhosted|test\.pypi)" + r"\.org|registry\.npmjs|deb\.debian" + r"\.org"
)
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


def has_git() -> bool:
    return shutil.which("git") is not None and (ROOT / ".git").exists()


@cache
def files() -> list[str]:
    """Every file that is or would be in git, relative to the repository."""
    if has_git():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        names = [name for name in listed.stdout.split("\0") if name]
        return sorted(name for name in names if (ROOT / name).is_file())
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in LEFT_OUT and name[0] != "."]
        found += [str((Path(folder) / name).relative_to(ROOT)) for name in names]
    return sorted(found)


def lines_with(pattern: re.Pattern[str], names: list[str]) -> list[str]:
    found = []
    for name in names:
        try:
            text = (ROOT / name).read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [
            f"{name}:{number}: {line.strip()[:120]}"
            for number, line in enumerate(text.splitlines(), 1)
            if pattern.search(line)
        ]
    return found


@pytest.mark.parametrize("name", REQUIRED)
def test_what_is_required_stands(name: str) -> None:
    assert (ROOT / name).exists(), f"{name} is missing."


def test_instance_holds_only_its_page() -> None:
    held = [name for name in files() if name.startswith("instance/")]
    if has_git():
        assert held == ["instance/README.md"], "Secrets and data lie there: git keeps none of them."
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert "instance/*" in ignored
    assert "!instance/README.md" in ignored


def test_no_path_of_someones_own_machine() -> None:
    found = lines_with(OWN_MACHINE, files())
    assert not found, "\n" + "\n".join(found)


def test_no_address_of_a_registry() -> None:
    found = lines_with(REGISTRY, files())
    assert not found, "\n" + "\n".join(found)


def test_nothing_is_marked_unfinished() -> None:
    ours = [name for name in files() if not name.startswith(MADE_BY_OTHERS)]
    found = lines_with(UNFINISHED, ours)
    assert not found, "\nFinish it, or write an issue:\n" + "\n".join(found)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_versions_are_exact(name: str) -> None:
    lines = [line for line in (ROOT / name).read_text("utf-8").splitlines() if line.strip()]
    loose = [
        line
        for line in lines
        if not line.startswith("#")
        and not re.match(r"^[a-z0-9][\w.\[\]-]*==[\w.+!]+( ;.*)?$", line)
    ]
    assert not loose, f"{name} gives exact versions; the ranges are in {name[:-3]}in: {loose}"


def test_the_same_version_runs_and_is_tested() -> None:
    runs = set((ROOT / "requirements.txt").read_text("utf-8").split("\n"))
    tested = set((ROOT / "requirements-dev.txt").read_text("utf-8").split("\n"))
    assert runs <= tested, f"Not tested as they run: {sorted(runs - tested)}"


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (OWN_MACHINE, "open('/" + "work/main/wsgi.py')"),
        (OWN_MACHINE, "see /" + "tmp/notes"),
        (REGISTRY, "--index-url https://" + "pypi" + ".org/simple"),
        (UNFINISHED, "# TO" + "DO: later"),
    ],
)
def test_each_pattern_can_find_something(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)


def test_ordinary_words_are_left_alone() -> None:
    for line in ("our/work/is", "route('/work')", "tmp/file", "$HOME/tmp/x"):
        assert not OWN_MACHINE.search(line)
