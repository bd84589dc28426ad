"""Files of people: what can be read, what is said of the rest, and what each row would do."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.domain.people_files import (
    columns,
    decoding,
    lines,
    planning,
    plans,
    supervising,
    tables,
    values,
    writing,
)
from supervision.domain.people_files.limits import MOST_ROWS, Unreadable
from supervision.domain.people_files.plans import Plan
from supervision.domain.people_files.standing import PersonNow, Standing, TeamNow
from supervision.domain.text import fold_email

TODAY = date(2026, 11, 23)
ME = uuid.UUID(int=99)
LOCHSIDE, BIRCHWOOD, SERVICE = (uuid.UUID(int=n) for n in (11, 12, 13))


def person(n: int, name: str, address: str, **facts: object) -> PersonNow:
    made = PersonNow(
        uuid.UUID(int=n),
        name,
        name.split()[0],
        address,
        fold_email(address),
        date(2024, 1, 8),
    )
    for fact, value in facts.items():
        setattr(made, fact, value)
    return made


def now(*people: PersonNow, taken: frozenset[str] = frozenset()) -> Standing:
    standing = Standing(
        TODAY,
        ME,
        teams=[
            TeamNow(LOCHSIDE, "Lochside", SERVICE, "Older people’s service"),
            TeamNow(BIRCHWOOD, "Birchwood", SERVICE, "Older people’s service"),
        ],
        services={"older people's service": SERVICE},
        taken=taken,
    )
    return standing.know(people)


def planned(content: str, standing: Standing | None = None, **ways: bool) -> list[Plan]:
    table = tables.read(decoding.decode(content.encode()).text)
    return planning.plan(lines.read(table)[1], standing or now(), **ways)


def said(plan: Plan) -> list[str]:
    return [f"{one.field}: {one.sentence}" for one in plan.problems]


# --- Bytes and text


@pytest.mark.parametrize(
    ("data", "guessed"),
    [
        ("Náme,Email\n".encode(), False),
        ("Náme,Email\n".encode("utf-8-sig"), False),
        ("Náme,Email\n".encode("utf-16"), False),
        (b"\xfe\xff" + "Náme,Email\n".encode("utf-16-be"), False),
        ("Náme,Email\n".encode("cp1252"), True),
    ],
)
def test_encodings_are_told_apart(data: bytes, guessed: bool) -> None:
    found = decoding.decode(data)
    assert found.text == "Náme,Email\n"
    assert found.guessed is guessed


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", ".xls"),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", ".xls"),
        ("a.csv", b"%PDF-1.7", "PDF"),
        ("a.csv", b"\x89PNG\r\n", "picture"),
        ("a.csv", b"GIF89a", "picture"),
        ("a.csv", b"<!DOCTYPE html><html>", "web page"),
        ("a.csv", b"  <svg onload=x>", "web page"),
        ("a.xlsm", b"PK\x03\x04", "macros"),
        ("a.ods", b"PK\x03\x04", "OpenDocument"),
        ("a.xlsx", b"Name,Email\n", "no workbook"),
        ("a.csv", b"", "nothing"),
        ("a.csv", b" \n ", "nothing"),
        ("a.csv", b"x" * (5 * 1024 * 1024 + 1), "5 MB"),
        ("a.csv.gz", b"\x1f\x8b\x08", "compressed"),
    ],
)
def test_what_is_no_table_is_named(name: str, data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        decoding.is_workbook(name, data)


@pytest.mark.parametrize(
    "data", [b"Name\0,Email", b"\xff\xfe\x00\x00N\x00\x00\x00", b"\x81\x8d\x8f,x", b"\xff\xfeN"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        decoding.decode(data)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_and_rows_as_a_table_program_counts_them(separator: str) -> None:
    content = separator.join(["Name", "Email", "Team"]) + "\r\n\r\n"
    content += separator.join(['"Isla\nof two lines"', "isla@a.example", '"Loch, side; \ty"'])
    table = tables.read(content)
    assert table.rows == ((3, ("Isla\nof two lines", "isla@a.example", "Loch, side; \ty")),)


def test_a_line_that_declares_the_separator_is_a_row() -> None:
    assert tables.read("sep=;\nName;Email\nA B;a@b.example").rows[0][0] == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Name,Email\n" + "A,b\n" * (MOST_ROWS + 1), "10,000 rows"),
        ("Name,Email" + ",x" * 100_000 + "\nA,b", "100 columns"),
        ('Name,Email\n"' + "x" * 200_000, "never ends"),
        ("Name,Email\n", "no people"),
        ("Name,Name,Email\nA,B,c", "Two columns"),
        ("Full name,NAME,Email\nA,B,c", "Two columns"),
        ("Team,Hours\nA,B", "Two are needed"),
        ("Name,Team\nA,B", "Email"),
        ("Email,Team\nA,B", "Name"),
        ("Name,First name,Last name,Email\nA,B,C,d", "not both"),
    ],
)
def test_a_table_that_cannot_be_used_says_why(content: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        lines.read(tables.read(content))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("E-mail Address", "email"),
        (" WORK EMAIL ", "email"),
        ("line_manager", "supervisor"),
        ("Known As", "known_as"),
        ("Start Date", "start"),
        ("Last working day", "until"),
        ("Hours per week", "hours"),
        ("Shoe size", None),
    ],
)
def test_headings_in_any_case(heading: str, field: str | None) -> None:
    assert columns.field_of(heading) == field


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("01/12/2026", date(2026, 12, 1)),
        ("1.12.2026", date(2026, 12, 1)),
        ("1st December 2026", date(2026, 12, 1)),
        ("29 Feb 2024", date(2024, 2, 29)),
    ],
)
def test_days(cell: str, day: date) -> None:
    assert values.day(cell) == day


@pytest.mark.parametrize(
    "cell",
    ["30/02/2026", "29/02/2023", "1/2/3", "2026-13-01", "45000", "soon", "01/12/26", "0-0-0000"],
)
def test_days_that_are_none(cell: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        values.day(cell)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+SUM(A1)", "-x", "@x", " =1", "'=1", '"=1', "＝1", "=cmd|' /C calc'!A0"]
)
def test_formulas(cell: str) -> None:
    assert values.carried_out(cell)
    assert writing.cell(cell).startswith("'")


def test_numbers_are_no_formulas() -> None:
    assert not values.carried_out("-5")
    assert not values.carried_out("+37.5")


# --- What rows say


def test_what_is_wrong_is_said_with_its_column() -> None:
    rows = planned(
        "Name,Email,Team,Role,Supervisor,Hours,Start date,Last day\n"
        "=HYPERLINK(1),a@b.example,,,,,,\n"
        ",nobody@b.example,,,,,,\n"
        "Isla Gunn,not an address,,,,,,\n"
        "Una Kerr,isla@b.example,Lochsid,king,Nobody Here,many,31/02/2026,\n"
        f"{'x' * 501},long@b.example,,,,,,\n"
        "Rory Innes,same@b.example,,,,,,\nFinn Ross,SAME@b.example,,,,,,\n"
        "Ann Roy,ann@b.example,,supervisor,ann@b.example,500,,\n"
        "Gone Soon,gone@b.example,,,,,,01/01/2020\n"
    )
    assert [row.line.number for row in rows] == list(range(2, 11))
    assert {row.kind for row in rows} == {"problem"}
    text = ["; ".join(said(row)) for row in rows]
    assert text[0].startswith("name: This is a formula")
    assert text[1].startswith("name: Write the full name")
    assert text[2].startswith("email: ")
    assert "Is it Lochside?" in text[3]
    assert {one.partition(":")[0] for one in said(rows[3])} == {
        *("team", "role", "supervisor", "hours", "start")
    }
    assert "501 characters" in text[4]
    assert "stands in row 8" in text[5]
    assert "stands in row 7" in text[6]
    assert "Supervisor is no role" in text[7]
    assert "Nobody supervises themselves" in text[7]
    assert "has left already" in text[8]


def test_an_address_that_looks_like_another() -> None:
    rows = planned("Name,Email\nIsla Gunn,isl\u0430@b.example\nUna Kerr,isla@b.example\n")
    assert any("looks like the one in row 3" in one for one in said(rows[0]))
    assert any("looks like the one in row 2" in one for one in said(rows[1]))


def test_an_address_of_another_organisation_says_nothing_of_it() -> None:
    rows = planned("Name,Email\nIsla,isla@b.example\n", now(taken=frozenset({"isla@b.example"})))
    assert said(rows[0]) == ["email: This address cannot be used here"]


def test_supervisors_by_name_and_address_and_from_another_row() -> None:
    standing = now(
        person(1, "Morag Bell", "morag@b.example"),
        person(2, "Jean Hill", "jean@b.example"),
        person(3, "Jean Hill", "jean.hill@b.example"),
    )
    rows = planned(
        "Name,Email,Supervisor\n"
        "A One,a@b.example,Morag Bell\n"
        "B Two,b@b.example,MORAG@b.example\n"
        "C Three,c@b.example,Jean Hill\n"
        "D Four,d@b.example,F Six\n"
        "E Five,e@b.example,Moragh Bell\n"
        "F Six,f@b.example,a@b.example\n",
        standing,
    )
    assert [row.supervisor for row in rows[:2]] == ["morag@b.example"] * 2
    assert "Several people are called" in said(rows[2])[0]
    assert rows[3].supervisor == "f@b.example"
    assert "Is it Morag Bell?" in said(rows[4])[0]
    order = [row.line.email[0] for row in supervising.in_order(rows)]
    assert order.index("a") < order.index("f") < order.index("d")


def test_rings_are_refused_and_who_hangs_on_a_problem_waits() -> None:
    rows = planned(
        "Name,Email,Supervisor,Hours\n"
        "A One,a@b.example,b@b.example,\n"
        "B Two,b@b.example,c@b.example,\n"
        "C Three,c@b.example,a@b.example,\n"
        "D Four,d@b.example,a@b.example,\n"
        "E Five,e@b.example,,many\n"
        "F Six,f@b.example,e@b.example,\n"
    )
    assert [row.kind for row in rows] == ["problem"] * 6
    assert all("ring" in said(row)[0] for row in rows[:3])
    assert "row 2, which has something to put right" in said(rows[3])[0]
    assert "row 6, which has something to put right" in said(rows[5])[0]


def test_only_what_differs_changes() -> None:
    standing = now(
        person(1, "Morag Bell", "morag@b.example"),
        person(
            2,
            "Isla Gunn",
            "isla@b.example",
            teams={LOCHSIDE},
            roles={"practitioner"},
            supervisors={uuid.UUID(int=1)},
            minutes=2250,
        ),
    )
    head = "Name,Email,Team,Role,Supervisor,Hours,Start date\n"
    same = planned(
        f"{head}Isla Gunn,ISLA@b.example,lochside,practitioner,Morag Bell,37.5,08/01/2024\n",
        standing,
    )
    assert same[0].kind == "same"
    empty = planned(f"{head}Isla Gunn,isla@b.example,,,,,\n", standing)
    assert empty[0].kind == "same"
    other = planned(f"{head}Isla Ross,isla@b.example,Birchwood,curator,,16,01/02/2024\n", standing)
    assert [(one.what, one.before, one.after) for one in other[0].changes] == [
        ("team", "Lochside", "Birchwood"),
        ("name", "Isla Gunn", "Isla Ross"),
        ("hours", "2250", "960"),
        ("start", "2024-01-08", "2024-02-01"),
        ("role", "practitioner", "curator"),
    ]


def test_what_needs_a_second_look_is_proposed_and_never_done() -> None:
    standing = now(
        person(99, "Sandy Ray", "sandy@b.example", roles={"administrator"}),
        person(2, "Isla Gunn", "isla@b.example", roles={"practitioner"}),
    )
    rows = planned(
        "Name,Email,Role,Supervisor,Last day\n"
        'Sandy Ray,sandy@b.example,"administrator, leader",,\n'
        'Isla Gunn,isla@b.example,"practitioner, administrator",Sandy Ray,31/12/2026\n',
        standing,
    )
    assert [row.kind for row in rows] == ["proposed", "proposed"]
    assert [(one.kind, one.detail) for one in rows[0].proposals] == [("role", "leader")]
    assert [(one.kind, one.detail) for one in rows[1].proposals] == [
        ("role", "administrator"),
        ("leaver", "2026-12-31"),
        ("supervisor", "Sandy Ray"),
    ]


HERE = person(2, "Isla Gunn", "isla@b.example", teams={LOCHSIDE}, roles={"practitioner"})


def leaving(cells: str, who: PersonNow = HERE) -> Plan:
    head = "Name,Email,Last day,Team,Start date,Supervisor\n"
    return planned(f"{head}{who.full_name},{who.email},{cells}\n", now(who))[0]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ("30/11/2026,,,", "proposed"),
        ("30/11/2026,Lochside,08/01/2024,", "proposed"),
        ("30/11/2026,Birchwood,,", "change"),
        ("23/11/2026,,,", "proposed"),
        ("22/11/2026,,,", "proposed"),  # has passed, and they are here
        ("08/01/2024,,,", "proposed"),  # the first day was the last
    ],
)
def test_who_leaves_is_proposed_whatever_else_differs(cells: str, kind: str) -> None:
    row = leaving(cells)
    assert row.kind == kind
    assert [(one.kind, one.leaves) for one in row.proposed] == [("leaver", True)]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("soon,,,", "Write the day as in"),
        ("31/11/2026,,,", "until: "),
        ("07/01/2024,,,", "until: The last day is before the first day here"),
        ("30/11/2026,,01/12/2026,", "until: The last day is before the first"),
    ],
)
def test_a_last_day_that_cannot_be_is_a_problem_and_nothing_is_proposed(
    cells: str, words: str
) -> None:
    row = leaving(cells)
    assert (row.kind, row.line.number, row.proposed) == ("problem", 2, [])
    assert words in "; ".join(said(row))


def test_a_last_day_that_is_noted_already_stays() -> None:
    noted = person(2, "Isla Gunn", "isla@b.example", left_on=date(2026, 11, 30))
    noted.roles = {"practitioner"}
    assert leaving("30/11/2026,,,", noted).kind == "same"
    moved = leaving("31/12/2026,,,", noted)
    assert (moved.kind, moved.proposed[0].detail) == ("proposed", "2026-12-31")


def test_who_has_left_on_that_day_stays_and_nothing_else_of_the_row_counts() -> None:
    gone = person(2, "Isla Gunn", "isla@b.example", left_on=date(2026, 11, 1))
    row = leaving("01/11/2026,Birchwood,01/02/2024,Nobody Here", gone)
    assert (row.kind, row.changes, row.proposed) == ("same", [], [])
    assert leaving("02/11/2026,,,", gone).kind == "problem"


def test_what_is_wrong_elsewhere_hides_no_leaver() -> None:
    row = leaving("30/11/2026,No such team,,")
    assert (row.kind, [one.detail for one in row.proposed]) == ("problem", ["2026-11-30"])
    kept = plans.from_json(plans.to_json(row))
    assert kept.proposed == row.proposed
    new = planned("Name,Email,Team,Last day\nUna Kerr,una@b.example,Nowhere,30/11/2026\n")[0]
    assert (new.kind, new.proposed) == ("problem", [])
    twice = "Isla Gunn,isla@b.example,30/11/2026\n"
    rows = planned(f"Name,Email,Last day\n{twice}{twice}", now(HERE))
    assert [(one.kind, one.proposed) for one in rows] == [("problem", [])] * 2


def test_a_file_never_takes_the_role_of_an_administrator() -> None:
    standing = now(person(5, "Ann Roy", "ann@b.example", roles={"administrator", "practitioner"}))
    rows = planned("Name,Email,Role\nAnn Roy,ann@b.example,practitioner\n", standing)
    assert rows[0].kind == "same"


def test_teams_are_made_only_when_asked_and_with_a_service() -> None:
    content = "Name,Email,Team,Service\nA One,a@b.example,Shoreside,New service\n"
    assert "There is no service" in said(planned(content)[0])[0]
    made = planned(content, make_teams=True)[0]
    assert (made.kind, made.makes_team) == ("new", True)
    without = planned("Name,Email,Team\nA One,a@b.example,Shoreside\n", make_teams=True)
    assert without[0].kind == "problem"


def test_people_are_called_by_their_first_name_unless_somebody_is() -> None:
    rows = planned(
        "Name,Email,Known as\nIsla Gunn,a@b.example,\nIsla Ross,b@b.example,\n"
        "Finn Ross,c@b.example,\nMorag Hay,d@b.example,\nAnn Roy,e@b.example,Annie\n",
        now(person(1, "Morag Bell", "morag@b.example")),
    )
    called = [row.known_as for row in rows]
    assert called == ["Isla Gunn", "Isla Ross", "Finn", "Morag Hay", "Annie"]


def test_who_has_left_is_not_brought_back() -> None:
    standing = now(person(1, "Bram Low", "bram@b.example", left_on=date(2026, 1, 1)))
    assert "has left" in said(planned("Name,Email\nBram Low,bram@b.example\n", standing)[0])[0]


def test_who_is_not_in_the_file() -> None:
    standing = now(
        person(1, "Morag Bell", "morag@b.example"),
        person(2, "Ann Roy", "ann@b.example"),
        person(3, "Bram Low", "bram@b.example", left_on=date(2026, 1, 1)),
    )
    table = tables.read("Name,Email\nMorag Bell,MORAG@b.example\n")
    found = planning.not_in_file(lines.read(table)[1], standing)
    assert [one.full_name for one in found] == ["Ann Roy"]


# --- Properties


def test_the_template_is_read_as_it_was_written() -> None:
    content = writing.template()
    rows = planned(content, make_teams=True)
    assert [said(row) for row in rows] == [[], []]
    assert [row.line.email for row in rows] == ["isla@example.org", "finn.sample"]
    table = tables.read(decoding.decode(content.encode()).text)
    assert writing.table([table.header, *(cells for _n, cells in table.rows)]) == content


def test_a_file_that_was_carried_out_changes_nothing() -> None:
    """Were everything done as planned, the same file would leave it as it is."""
    standing = now(person(1, "Morag Bell", "morag@b.example", teams={BIRCHWOOD}))
    content = (
        "Name,Email,Team,Role,Supervisor,Hours,Start date\n"
        'Isla Gunn,isla@b.example,Lochside,"practitioner, curator",Morag Bell,37.5,01/12/2026\n'
        "Morag Bell,morag@b.example,Lochside,leader,,,\n"
    )
    for n, plan in enumerate(planned(content, standing), 50):
        was = standing.by_id.get(plan.person_id) if plan.person_id else None
        done = was or planning.made(plan, uuid.UUID(int=n), standing)
        done.teams, done.minutes = {LOCHSIDE}, plan.line.minutes
        done.roles = set(plan.line.roles or ())
        done.supervisors = {uuid.UUID(int=1)} if plan.supervisor else set()
        standing.put(done)
    assert [one.kind for one in planned(content, standing)] == ["same", "same"]


cells = st.text(
    st.one_of(
        st.characters(blacklist_categories=("Cs",)),
        st.sampled_from("=+-@,;\t\"'\n\r\u202e\u200b@.abc019/"),
    ),
    max_size=40,
)
headings = st.sampled_from([*(str(one) for one in columns.LABELS.values()), "", "Other", "=x"])


@settings(max_examples=150, deadline=None)
@given(st.lists(headings, max_size=8), st.lists(st.lists(cells, max_size=8), max_size=5))
def test_any_table_is_read_or_refused(header: list[str], rows: list[list[str]]) -> None:
    content = writing.table([header, *rows])
    try:
        found = planned(content, make_teams=True)
    except Unreadable:
        return
    for one in found:
        assert one.kind != "problem" or one.problems
        kept = plans.from_json(plans.to_json(one))
        assert (kept.kind, kept.problems, kept.changes) == (one.kind, one.problems, one.changes)
        assert kept.line.email == one.line.email


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        if decoding.is_workbook("people.csv", data):
            return
        lines.read(tables.read(decoding.decode(data).text))
    except Unreadable as refusal:
        assert refusal.sentence


@settings(max_examples=150, deadline=None)
@given(cells)
def test_nothing_handed_out_is_carried_out(cell: str) -> None:
    risky = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝")
    assert not writing.cell(cell).lstrip(' "\u00a0').startswith(risky)
