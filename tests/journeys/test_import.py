"""A file with faults, put right, and carried out while its page looks again by itself.

Sandy brings four people, two of whom cannot stand as they are written, corrects the file and brings
it again. It is carried out beside the requests; Sandy prints a link for Una, who has no work mail,
and Una begins with it. Without scripts it is the same journey.
"""

from __future__ import annotations

import re

from tests.journeys.conftest import WITH_OR_WITHOUT, Doorstep, Visitor

HEAD = "Name;Email;Team;Supervisor;Last day\n"
RIGHT = (
    "Isla Gunn;isla@lochside.example;Lochside;Morag of Lochside;\n"
    "Una Kerr;una.kerr;Birchwood;isla@lochside.example;\n"
)
WRONG = "Rory Innes;rory@lochside.example;Lochsid;;\nAnn Roy;=1+1;Lochside;;\n"
CORRECTED = (
    "Rory Innes;rory@lochside.example;Lochside;;\nAnn Roy;ann@lochside.example;Lochside;;\n"
    "Callum of Lochside;callum@lochside.example;;;31/12/2030\n"
)


@WITH_OR_WITHOUT
def test_bring_correct_and_carry_out(visitors: Doorstep, scripts: bool) -> None:
    sandy = visitors.let_in("sandy@lochside.example", scripts=scripts, width=360)
    callum = visitors.let_in("callum@lochside.example", scripts=scripts)

    brings(sandy, HEAD + RIGHT + WRONG)
    assert "Two rows have something to put right." in sandy.words
    assert "Team: There is no team called “Lochsid”. Is it Lochside?" in sandy.words
    assert "Row 5" in sandy.words
    sandy.press("Carry out this file")
    assert "say that they are left out" in sandy.words

    brings(sandy, HEAD + RIGHT + CORRECTED)
    assert "Four people would be added." in sandy.words
    sandy.press("Carry out this file")
    waits_until_done(sandy)
    assert "Four people were added." in sandy.words
    assert "Callum of Lochside" in sandy.words
    assert "Leaves on 31 December 2030 – proposed" in sandy.words
    assert "Confirm this last day" in sandy.words

    una = begins(sandy, visitors, scripts=scripts)
    assert "Una" in una.page.content()
    callum.go("/people/import")
    assert "There is nothing here" in callum.page.content()

    brings(sandy, HEAD + RIGHT + CORRECTED)
    assert "There is nothing to carry out." in sandy.words


def brings(sandy: Visitor, content: str) -> None:
    sandy.go("/people/import")
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": content.encode("utf-16")}
    sandy.page.get_by_label("The file", exact=True).set_input_files(files=[file])  # type: ignore[list-item]
    sandy.press("Look at this file")


def waits_until_done(sandy: Visitor) -> None:
    """The page looks again by itself, as often as it takes."""
    sandy.page.get_by_role("heading", name="The file is carried out").wait_for(timeout=30_000)
    sandy.arrived()


def begins(sandy: Visitor, visitors: Doorstep, *, scripts: bool) -> Visitor:
    sandy.press("Show links to print")
    found = re.search(r"http://\S+/invitation/\S+", sandy.words)
    assert found is not None
    una = Visitor(visitors.open(width=360, scripts=scripts), sandy.house, scripts)
    una.page.goto(found[0])
    una.arrived()
    return una
