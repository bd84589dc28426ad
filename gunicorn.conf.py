"""How the service is served. gunicorn reads this file by itself when it is started from here:
`gunicorn wsgi:app --bind=127.0.0.1:8000`. Flags on its command line come before it.
"""

from __future__ import annotations

import errno
import os
import select
import socket
import time
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from supervision import database

LAST_MOMENT = 2.0  # seconds for those who are at the door already


class Worker(ThreadWorker):
    """gunicorn's own worker, which finds the door closed before it is told to finish."""

    def accept(self, listener: socket.socket) -> None:
        try:
            super().accept(listener)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise


def when_ready(server: Any) -> None:
    """When it is asked to finish, let nobody in whom nobody would answer: gunicorn closes the door
    only after the last answer, and whoever came meanwhile would be cut off."""
    stop = server.stop

    def close_the_door_first(graceful: bool = True) -> None:
        handed_on = server.reexec_pid or server.master_pid or server.systemd
        if graceful and not handed_on:
            for listener in server.LISTENERS:
                _close(listener.sock)
        stop(graceful)

    server.stop = close_the_door_first


def _close(door: socket.socket) -> None:
    """Refuse new connections from the moment at which every earlier one is with a worker."""
    until = time.monotonic() + LAST_MOMENT
    door.listen(0)
    waiting = select.poll()
    waiting.register(door, select.POLLIN)
    while waiting.poll(0) and time.monotonic() < until:
        time.sleep(0.001)
    door.shutdown(socket.SHUT_RDWR)


worker_class = Worker
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
# The application is made once, and a worker that has died is there again within milliseconds. No
# connection to the database goes through a fork: create_app closes what it opened.
preload_app = True
graceful_timeout = 30  # what is in hand is finished before a worker goes
control_socket_disable = True
loglevel = "warning"
# An access log is off unless someone asks for one. It tells neither addresses nor queries: they
# hold keys, and the words that people searched for.
access_log_format = "%(t)s %(m)s %(s)s %(B)s bytes %(M)s ms"


def post_worker_init(worker: Any) -> None:
    """Each worker looks at a live connection of its own before it serves."""
    with worker.wsgi.app_context():
        database.check_worker()
