"""Looking for words that may tell who someone is, before a text is shown to more people.

`findings` looks, `replace` puts a suggestion in a finding's place. The check knows postcodes,
telephone numbers, email addresses, NHS and CHI numbers, exact dates, titled names and given
names. It helps a writer to look; it cannot promise that nobody will be recognised.
"""

from __future__ import annotations

from supervision.domain.anonymisation.check import findings, findings_for_everyone
from supervision.domain.anonymisation.finding import KINDS, TIERS, Finding, Kind, Tier
from supervision.domain.anonymisation.replacing import replace

__all__ = [
    "KINDS",
    "TIERS",
    "Finding",
    "Kind",
    "Tier",
    "findings",
    "findings_for_everyone",
    "replace",
]
