"""All matrices there are."""

from __future__ import annotations

from tests.access.matrix_asks import MATRIX as ASKS
from tests.access.matrix_recordings import MATRIX as RECORDINGS
from tests.access.matrix_references import MATRIX as REFERENCES
from tests.access.matrix_reflections import MATRIX as REFLECTIONS
from tests.access.matrix_reviews import MATRIX as REVIEWS

MATRICES = (REFLECTIONS, ASKS, RECORDINGS, REVIEWS, REFERENCES)
