"""All matrices there are."""

from __future__ import annotations

from tests.access.matrix_reflections import MATRIX as REFLECTIONS

MATRICES = (REFLECTIONS,)
