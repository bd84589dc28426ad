"""Templates are compiled once in a run, not once for each of the hundreds of applications that
tests make, in their servers too. What is kept goes by the words of a template: one that has changed
is compiled anew."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

from flask import Flask
from jinja2 import FileSystemBytecodeCache

NAMED = "COMPILED_TEMPLATES"  # tells the workers of a run, and their servers, of one folder


def _made() -> str:
    folder, mine = tempfile.mkdtemp(prefix="templates-"), os.getpid()
    atexit.register(lambda: os.getpid() == mine and shutil.rmtree(folder, ignore_errors=True))
    return folder


if NAMED not in os.environ:
    os.environ[NAMED] = _made()
Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(os.environ[NAMED])}
