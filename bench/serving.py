"""The real server over a data set: gunicorn as `make run` starts it, on a free local port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from bench.dataset import DataSet
from supervision.config import Settings

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0  # seconds


class Server:
    """A server that can be started, killed, and started again."""

    def __init__(self, data: DataSet, workers: int) -> None:
        self.port = _free_port()
        self._workers, self._settings = workers, data.settings
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it; comes back with the seconds until it answers."""
        began = time.monotonic()
        self._process = subprocess.Popen(
            [
                Path(sys.executable).parent / "gunicorn",
                "wsgi:app",
                f"--bind=127.0.0.1:{self.port}",
                "--worker-class=gthread",
                f"--workers={self._workers}",
                "--threads=4",
                "--graceful-timeout=5",
                "--no-control-socket",
                "--log-level=error",
            ],
            cwd=ROOT,
            start_new_session=True,
            env=environment(self._settings),
            stderr=subprocess.DEVNULL,
        )
        while not self._answers():
            if time.monotonic() - began > PATIENCE:
                raise RuntimeError("the server did not answer")
            time.sleep(0.02)
        return time.monotonic() - began

    def kill(self) -> None:
        """End it with all its workers, at once and without warning."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def workers(self) -> list[int]:
        """The process ids of its workers."""
        assert self._process is not None
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [int(one) for one in children.read_text().split()]

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/sign-in")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


def environment(settings: Settings) -> dict[str, str]:
    """What a process needs to work on a data set."""
    return {
        **os.environ,
        "SUPERVISION_INSTANCE": str(settings.instance),
        "SUPERVISION_DATABASE_URL": settings.database_url,
        "SUPERVISION_SECRET_KEY": settings.secret_key.hex(),
        "SUPERVISION_MASTER_KEY": settings.master_key.hex(),
        "SUPERVISION_BACKUP_KEY": "b" * 64,
        "SUPERVISION_PLAIN_HTTP": "1",
        "SUPERVISION_LOG": "warning",
        "SUPERVISION_DEMO": "0",
    }


@contextmanager
def served(data: DataSet, workers: int = 2) -> Iterator[Server]:
    """A server for as long as the block lasts."""
    server = Server(data, workers)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def private_memory(process: int) -> int:
    """The anonymous memory of a process, in bytes."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("this system does not tell the memory of a process")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
