"""What lies around the pages: the memory of a worker, and backups."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

from bench import pages
from bench.dataset import DataSet
from bench.goals import Report
from bench.serving import ROOT, environment, private_memory, served

VISITS = 60
LONGEST = 600  # seconds for one backup
MEGABYTE = 1024 * 1024


def tell_memory(report: Report, small: DataSet, large: DataSet) -> None:
    """The anonymous memory of one worker after it has shown every page many times."""
    report.heading("Memory of a worker")
    used = [_used(data) / MEGABYTE for data in (small, large)]
    report.at_most(f"With {large.size:,} sessions", used[1], "MB", 90, "22")
    report.at_most("… over the small set", used[1] / used[0], "×", 1.1, "22")


def _used(data: DataSet) -> int:
    shown = pages.of_practice(data, data.small)
    with served(data, workers=1) as server:
        for number in range(VISITS):
            page = shown[number % len(shown)]
            connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
            connection.request("GET", page.path, headers={"Cookie": page.reader.cookie})
            connection.getresponse().read()
            connection.close()
        (worker,) = server.workers()
        return private_memory(worker)


def tell_backup(report: Report, data: DataSet) -> None:
    """A backup over a plain copy of the file, where there is such a command."""
    report.heading("Backup")
    if data.file is None or "backup" not in data.app.cli.commands:
        report.skip("Backup ÷ copy", "no command for backups, or no file to copy")
        return
    folder = data.settings.instance / "backups"
    folder.mkdir(exist_ok=True)
    began = time.perf_counter()
    shutil.copyfile(data.file, folder / "copy")
    with (folder / "copy").open("rb+") as copied:
        os.fsync(copied.fileno())
    copied_in = time.perf_counter() - began
    began = time.perf_counter()
    done = subprocess.run(
        [Path(sys.executable).parent / "flask", "--app", "wsgi", "backup", "create"],
        cwd=ROOT,
        env=environment(data.settings),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=LONGEST,
        check=False,
    )
    took = time.perf_counter() - began
    if done.returncode:
        report.skip("Backup ÷ copy", "the command did not end well")
        return
    report.at_most("Backup ÷ copy", took / copied_in, "×", 6, "25")
