"""All matrices there are."""

from __future__ import annotations

from tests.access.matrix_account import MATRIX as ACCOUNT
from tests.access.matrix_actions import MATRIX as ACTIONS
from tests.access.matrix_asks import MATRIX as ASKS
from tests.access.matrix_directory import MATRIX as DIRECTORY
from tests.access.matrix_examples import MATRIX as EXAMPLES
from tests.access.matrix_group_actions import MATRIX as GROUP_ACTIONS
from tests.access.matrix_groups import MATRIX as GROUPS
from tests.access.matrix_imports import MATRIX as IMPORTS
from tests.access.matrix_kept import MATRIX as KEPT
from tests.access.matrix_links import MATRIX as LINKS
from tests.access.matrix_passing import MATRIX as PASSING
from tests.access.matrix_people import MATRIX as PEOPLE
from tests.access.matrix_places import MATRIX as PLACES
from tests.access.matrix_proposals import MATRIX as PROPOSALS
from tests.access.matrix_reads import MATRIX as READS
from tests.access.matrix_recordings import MATRIX as RECORDINGS
from tests.access.matrix_references import MATRIX as REFERENCES
from tests.access.matrix_reflection_readers import MATRIX as REFLECTION_READERS
from tests.access.matrix_reflections import MATRIX as REFLECTIONS
from tests.access.matrix_reviews import MATRIX as REVIEWS
from tests.access.matrix_second_looks import MATRIX as SECOND_LOOKS
from tests.access.matrix_sessions import MATRIX as SESSIONS
from tests.access.matrix_settings import MATRIX as SETTINGS
from tests.access.matrix_standing import MATRIX as STANDING
from tests.access.matrix_support import MATRIX as SUPPORT
from tests.access.matrix_teams import MATRIX as TEAMS

MATRICES = (
    PLACES,
    ACCOUNT,
    PEOPLE,
    KEPT,
    READS,
    REFLECTIONS,
    REFLECTION_READERS,
    ASKS,
    SUPPORT,
    RECORDINGS,
    REVIEWS,
    REFERENCES,
    SESSIONS,
    GROUPS,
    GROUP_ACTIONS,
    LINKS,
    ACTIONS,
    PASSING,
    PROPOSALS,
    EXAMPLES,
    STANDING,
    SECOND_LOOKS,
    TEAMS,
    DIRECTORY,
    IMPORTS,
    SETTINGS,
)
