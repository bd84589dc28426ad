"""Prepare what the service needs, then serve it until Ctrl-C.

Ctrl-C reaches every process that shares the terminal: `make` would call it a failure, and gunicorn
would drop the requests in hand. So this process takes the terminal for itself while it serves, and
tells gunicorn to finish.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

BIN = Path(sys.executable).parent


def main() -> int:
    typed = os.environ.get("PORT") or "8000"
    if not (typed.isascii() and typed.isdigit() and 0 < int(typed) < 65536):
        print("PORT: give a number from 1 to 65535, such as 8001.", file=sys.stderr)
        return 1
    port = int(typed)
    os.environ["PORT"] = typed
    if is_taken(port):
        print(
            f"Port {port} is in use by something else. Try another: make run PORT={port + 1}",
            file=sys.stderr,
        )
        return 1
    prepared = subprocess.run([BIN / "flask", "--app", "wsgi", "start"], check=False)
    if prepared.returncode:
        return prepared.returncode
    return serve(port)


def is_taken(port: int) -> bool:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def serve(port: int) -> int:
    """Run gunicorn until it is stopped. Comes back with its exit code."""
    command = [str(BIN / "gunicorn"), "wsgi:app", f"--bind=127.0.0.1:{port}"]
    with own_terminal():
        server = subprocess.Popen(command, process_group=0)
        stops = 0

        def stop(number: int, frame: FrameType | None) -> None:
            nonlocal stops
            stops += 1
            server.send_signal(signal.SIGTERM if stops == 1 else signal.SIGQUIT)

        # Ctrl-C, Ctrl-Z (nothing could wake it again), make being stopped, the window closing
        for number in (signal.SIGINT, signal.SIGTSTP, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, stop)
        code = server.wait()
        # Told to stop before it could listen for that, it ends by the signal: no failure either.
        return 0 if stops and code in (0, -signal.SIGTERM) else abs(code)


@contextmanager
def own_terminal() -> Iterator[None]:
    """Be the only one whom the terminal's keys reach, if there is a terminal."""
    if not sys.stdin.isatty():
        yield
        return
    terminal, before = sys.stdin.fileno(), os.getpgrp()
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # handing the terminal over would stop us
    os.setpgid(0, 0)
    os.tcsetpgrp(terminal, os.getpid())
    try:
        yield
    finally:
        with suppress(OSError):  # the window may be gone
            os.tcsetpgrp(terminal, before)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # stopped while it was still being prepared
        sys.exit(0)
