"""Servers and commands of their own, that need not read the modules of the service first.

`gunicorn wsgi:app` and `flask --app wsgi …` spend two seconds of a processor on reading modules
before they begin. Here they are forked from a process that has read them and done nothing else
(the application is made in each anew); from there on they are what their names say.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(
    ["supervision", "tests.worlds", "flask.cli", "gunicorn.app.wsgiapp", "gunicorn.workers.gthread"]
)


class Started:
    """A process that was started, with the words of `subprocess.Popen`."""

    def __init__(
        self,
        words: list[str],
        environ: Mapping[str, str],
        out: Path,
        errors: Path | None = None,
        first: Callable[[], None] | None = None,
    ) -> None:
        """Start it in the folder of the service.

        Args:
            words: "gunicorn" or "flask", and what is typed after it.
            environ: all that stands in its environment.
            out: the file that its output is added to; `errors` that of its complaints, which go
                to the same file when it is left out.
            first: done in the new process before anything else. The program is then begun as it
                would be by hand, since some limits hold only for one that begins after them.
        """
        self.args = words
        asked = (words, dict(environ), str(out), str(errors or out), first)
        self._process = PROCESSES.Process(target=_become, args=asked, daemon=True)
        self._process.start()
        assert self._process.pid is not None
        self.pid: int = self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """How it ended.

        Raises:
            subprocess.TimeoutExpired: when it goes on after so many seconds.
        """
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return self.returncode

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()


def run(
    *words: str, environ: Mapping[str, str], timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, as `subprocess.run` does, and keep what it says."""
    with tempfile.TemporaryDirectory() as folder:
        out, errors = Path(folder, "out"), Path(folder, "errors")
        started = Started(list(words), environ, out, errors)
        try:
            code = started.wait(timeout)
        except subprocess.TimeoutExpired:
            started.kill()
            raise
        return subprocess.CompletedProcess(words, code, out.read_text(), errors.read_text())


def _become(
    words: list[str],
    environ: dict[str, str],
    out: str,
    errors: str,
    first: Callable[[], None] | None,
) -> None:
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(ROOT)
    for stream, path in ((1, out), (2, errors)):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(file, stream)
        os.close(file)
    if first:
        first()
        os.execve(sys.executable, [sys.executable, "-m", *words], environ)
    sys.argv = words
    if words[0] == "gunicorn":
        from gunicorn.app.wsgiapp import run as main
    else:
        from flask.cli import main
    main()
