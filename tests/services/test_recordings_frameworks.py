"""Frameworks of outcomes: read in once, and chosen from by group."""

from __future__ import annotations

from dataclasses import replace

import pytest

from supervision.keys import new_key
from supervision.models.recordings import (
    Framework,
    FrameworkOutcome,
    RecordingOutcome,
)
from supervision.queries import recordings as queries
from supervision.services import recordings as services
from tests.services.recorded import (
    WORDS,
    count,
    framework,
    verbs,
)
from tests.worlds import World


def test_a_framework_is_read_in_once_and_never_changes(world: World) -> None:
    given = framework()
    with world.acting("callum"):
        first = services.import_framework(given)
        assert services.import_framework(given) is first
        assert (count(Framework), count(FrameworkOutcome)) == (3, 48)
        renamed = replace(given.outcomes[0], name="Feeling very safe")
        unsure = replace(given.outcomes[0], verified=False)
        with pytest.raises(ValueError, match="never changes"):
            services.import_framework(replace(given, outcomes=(unsure, *given.outcomes[1:])))
        with pytest.raises(ValueError, match="never changes"):
            services.import_framework(replace(given, outcomes=(renamed, *given.outcomes[1:])))
        services.import_framework(replace(given, version="2013", outcomes=(renamed,)))
    with world.reading("callum"):
        newest, *others = queries.frameworks()
        assert [one.name for one in newest.groups[0].outcomes] == ["Feeling very safe"]
        assert len(others) == 2


def test_outcomes_are_by_group_and_may_change(world: World) -> None:
    with world.acting("callum") as actor:
        services.import_framework(framework())
        groups = queries.outcomes()
        assert [group.name for group in groups[:3]] == ["Quality of life", "Process", "Change"]
        assert [len(group.outcomes) for group in groups[:3]] == [6, 5, 4]
        assert {group.framework for group in groups[:3]} == {framework().name}
        first, second, *_ = groups[0].outcomes
        recording = services.write(actor, new_key(), words=WORDS, outcomes=[second.id, first.id])
        assert queries.outcomes_of(recording) == (first, second)
        services.edit(actor, recording, recording.version, words=WORDS, outcomes=[second.id])
        assert queries.outcomes_of(recording) == (second,)
        assert count(RecordingOutcome) == 1
        assert "edited" in verbs()
