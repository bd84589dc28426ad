"""The parts of a session's record that two people write together, and in which order.

Rule: how the person is comes first, then the people they support, then reflection; all three may
stay empty. The headings pull the talk away from caseload and towards reflection. Questions are
there to help, and are never fields.

Source: the contents of a supervision record and surveys in which supervision left too little room
for reflection; wording and prompts are the product's own.
"""

from __future__ import annotations

from dataclasses import dataclass

from supervision.domain.wording import said


@dataclass(frozen=True)
class Section:
    """One part of the record.

    `name` is kept with the words and never changes; `heading` stands on the page, `label` above
    the field and `hint` beneath the label (empty when there is none).
    """

    name: str
    heading: str
    label: str
    hint: str


SECTIONS: tuple[Section, ...] = (
    Section(
        name="wellbeing",
        heading=said("How you are"),
        label=said("What would you like to keep from this?"),
        hint=said("It stays out of every report."),
    ),
    Section(
        name="outcomes",
        heading=said("People and outcomes"),
        label=said("Who did you talk about, and what matters to them?"),
        hint=said(
            "Use their references, not their names. Decisions belong in the case record too."
        ),
    ),
    Section(
        name="reflection",
        heading=said("Reflection"),
        label=said("What did you notice together?"),
        hint="",
    ),
)

PROMPTS: tuple[str, ...] = (
    said("What would the person say about this?"),
    said("What did they bring to it themselves?"),
    said("What did our own way of working filter out?"),
)
"""Questions that may help with reflection; shown, never asked as fields."""
