"""Nothing that was skipped counts as passed where nobody is watching."""

from __future__ import annotations

import os
from typing import Any

import pytest


def fail_on_skips(session: pytest.Session) -> None:
    """Fail a run with CI=true in which any test was skipped, and name what was.

    To be called from `pytest_sessionfinish`. In a parallel run the worker processes report to the
    main one, which alone has the whole list; in a worker this does nothing.
    """
    if os.environ.get("CI") != "true":
        return
    reporter: Any = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(session.config, "workerinput"):
        return
    skipped = reporter.stats.get("skipped", [])
    if not skipped:
        return
    reporter.write_line("")
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        reporter.write_line(f"Skipped, so this run fails: {report.nodeid} ({reason})", red=True)
    session.exitstatus = pytest.ExitCode.TESTS_FAILED
