"""What tests write lies in memory, where there is enough of it: worlds are made by the thousand,
each PostgreSQL database is three hundred files, and a disk takes its time over each save. No test
takes the power away: what a process keeps when it is killed is the same in memory."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY, ENOUGH = Path("/dev/shm"), 4 * 1024**3

if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH and "TMPDIR" not in os.environ:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
