"""The real server as a process of its own, that a test may kill, starve or stop."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.faults.browser import Browser, Gone
from tests.started import Started, run

SECRETS = {
    "SUPERVISION_SECRET_KEY": (b"s" * 32).hex(),
    "SUPERVISION_MASTER_KEY": (b"m" * 32).hex(),
    "SUPERVISION_PLAIN_HTTP": "1",
}


class Server:
    """gunicorn over a database, with the settings that the service ships with."""

    def __init__(self, folder: Path, url: str, workers: int = 4, as_owner: bool = False) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder, self.url, self.workers, self.as_owner = folder, url, workers, as_owner
        self.log = folder / "server.log"
        self.process: Started | None = None

    def start(self, wait: float = 60.0) -> Server:
        """Start it and wait until it is ready."""
        self.process = Started(
            ["gunicorn", "wsgi:app", f"--bind=127.0.0.1:{self.port}"],
            self._environ(),
            self.log,
            first=_without_rights_over_modes if self.as_owner else None,
        )
        if wait:
            try:
                self.wait_until_ready(wait)
            except BaseException:
                self.kill_everything()
                raise
        return self

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the service over the same database."""
        return run("flask", "--app", "wsgi", *words, environ=self._environ())

    def _environ(self) -> dict[str, str]:
        return {
            **{k: v for k, v in os.environ.items() if not k.startswith("SUPERVISION_")},
            **SECRETS,
            "SUPERVISION_INSTANCE": str(self.folder / "instance"),
            "SUPERVISION_DATABASE_URL": self.url,
            "WEB_CONCURRENCY": str(self.workers),
        }

    def wait_until_ready(self, seconds: float) -> float:
        """Wait until it says that it is ready; returns how long that took."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            if self.process is not None and self.process.poll() is not None:
                break
            with contextlib.suppress(Gone):
                if self.browser().get("/readyz").status == 200:
                    return time.monotonic() - began
            time.sleep(0.02)
        raise AssertionError(f"not ready in {seconds} s: {self.log.read_text()[-3000:]}")

    def browser(self) -> Browser:
        return Browser(self.port)

    def worker_pids(self) -> list[int]:
        """The workers that live now."""
        if self.process is None:
            return []
        try:
            tasks = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        except OSError:
            return []
        return [int(pid) for pid in tasks.split()]

    def kill_worker(self, number: int) -> None:
        """SIGKILL for one worker; another takes its place."""
        pids = self.worker_pids()
        if pids:
            _kill(pids[number % len(pids)])

    def kill_everything(self) -> None:
        """SIGKILL for the master and then for its workers: nobody says goodbye."""
        pids = self.worker_pids()
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        for pid in pids:
            _kill(pid)
        for pid in pids:
            _wait_until_gone(pid)

    def limit_files(self, size: int) -> None:
        """Let no file of the workers and their master grow beyond a size, as a full disk would; -1
        for no limit."""
        assert self.process is not None
        for pid in [self.process.pid, *self.worker_pids()]:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, -1))

    def said(self, event: str) -> list[dict[str, Any]]:
        """The lines of the log that tell of an event."""
        found = []
        for line in self.log.read_text().splitlines():
            with contextlib.suppress(ValueError):  # cut off by a kill, or of another kind
                told = json.loads(line)
                if isinstance(told, dict) and told.get("event") == event:
                    found.append(told)
        return found

    def stop(self) -> int:
        """Ask it to finish; returns how it ended."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(timeout=40)

    @contextlib.contextmanager
    def running(self) -> Iterator[Server]:
        """Stop it at the end, however that comes about."""
        try:
            yield self
        finally:
            self.__exit__()

    def __enter__(self) -> Server:
        return self.start()

    def __exit__(self, *_: object) -> None:
        if self.process is None:
            return
        try:
            self.stop()
        except subprocess.TimeoutExpired:
            self.kill_everything()


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _wait_until_gone(pid: int) -> None:
    for _ in range(500):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return
        if state == "Z":
            return
        time.sleep(0.01)


DROP_FROM_BOUNDING_SET, OVERRIDE_MODES = 24, 1  # prctl(2), capabilities(7)


def _without_rights_over_modes() -> None:
    """Run by the administrator of a machine, the modes of files mean nothing; here they must."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(DROP_FROM_BOUNDING_SET, OVERRIDE_MODES, 0, 0, 0)
