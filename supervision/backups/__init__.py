"""Backups: one encrypted file each, made while the service runs, tried, and put back.

Argued in `docs/operations.md` and `docs/decisions/2026-11-23-backups.md`.
"""

from supervision.backups import ledger, record
from supervision.backups.making import create
from supervision.backups.restoring import restore
from supervision.backups.sealed_file import BadBackup
from supervision.backups.verifying import MakeApp, verify

__all__ = ["BadBackup", "MakeApp", "create", "ledger", "record", "restore", "verify"]
