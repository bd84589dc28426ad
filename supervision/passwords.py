"""Passwords: argon2id with the OWASP parameters, and one check for every branch of signing in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2
AT_THE_DOOR = 3


class Busy(Exception):
    """So many people sign in at this moment that one more would keep others from their pages."""


class Passwords:
    """Hashes and checks passwords, at most two at a time in one process (19 MiB each). One more may
    wait; whoever comes then is asked to come back, so that a thread stays free for those inside.

    Args:
        memory_kib, time: OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, t=2, p=1.
    """

    def __init__(self, memory_kib: int, time: int) -> None:
        self._hasher = PasswordHasher(time_cost=time, memory_cost=memory_kib, parallelism=1)
        self._nobody = self._hasher.hash("nobody has this password")
        self._room = BoundedSemaphore(AT_ONCE)
        self._door = BoundedSemaphore(AT_THE_DOOR)

    def hash(self, password: str) -> str:
        """Hash a new password. Raises Busy as `matches` does."""
        with self._let_in():
            return self._hasher.hash(password)

    def matches(self, stored: str | None, password: str) -> bool:
        """Check a password. Where nothing is stored, the same work is done and the answer is no,
        so that nobody can tell a known address from an unknown one by the clock.

        Raises:
            Busy: when two are being checked and one waits already.
        """
        try:
            with self._let_in():
                self._hasher.verify(stored or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    @contextmanager
    def _let_in(self) -> Iterator[None]:
        if not self._door.acquire(blocking=False):
            raise Busy
        try:
            with self._room:
                yield
        finally:
            self._door.release()
