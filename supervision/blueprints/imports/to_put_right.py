"""What is to be put right, or was left out, as a table to take away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from supervision.blueprints import say
from supervision.domain.people_files import plans
from supervision.domain.people_files.columns import LABELS
from supervision.language import gettext as _


def problem_rows(kept: dict[str, Any]) -> Iterator[list[str]]:
    """What is to be put right, as rows of a table."""
    yield _head()
    for row in kept["rows"]:
        if row["k"] != "problem":
            continue
        plan = plans.from_json(row)
        for one in plan.problems:
            about = say.it(LABELS[one.field]) if one.field in LABELS else ""
            stands = plan.line.cells.get(one.field, "")
            who = plan.line.name or plan.line.cells.get("name", "")
            yield [str(plan.line.number), who, about, stands, say.it(one.sentence)]


def left_rows(outcome: Any) -> Iterator[list[str]]:
    """What was left out, as rows of a table."""
    yield _head()
    for number, name, about, sentence in outcome.left:
        column = say.it(LABELS[about]) if about in LABELS else ""
        yield [str(number), name, column, "", say.it(sentence)]


def _head() -> list[str]:
    return [_("Row"), _("Name"), _("Column"), _("What stands there"), _("What to put right")]
