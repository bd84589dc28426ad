"""What nobody should type and somebody will: values for the fields of any form.

Values are bytes, as a browser or a program sends them, since some are no text at all.
"""

from __future__ import annotations

import uuid

from hypothesis import strategies as st

SHORT, LONG = 200, 20_000  # the limits that the pages state
FAMILY = "👩🏽‍👩🏻‍👧🏾‍👦🏿"  # one letter to the eye, eleven to the machine

TEXTS: tuple[str | bytes, ...] = (
    "",
    " ",
    "\u200b\u2060",
    "0",
    "Plain words, twice over",
    "NUL\x00 in the middle and \x07\x1b[31m\x9f controls",
    b"half a letter \xed\xa0\x80 and \xed\xbf\xbf the other",
    b"no UTF-8: \xff\xfe caf\xe9 \xc0\x80",
    "\ufeffa mark of order, and \ufffe\uffff no letters",
    "\u202eright to left\u202c and \u2066isolated\u2069",
    "אבג דהו ١٢٣ مرحبا بالعالم",
    "e\u0301 and Å\u030a and " + "z" + "\u0321\u0322\u035c" * 40,
    FAMILY * 15,
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇬🇧 ✊🏿 é ß ŀ ſ İ ı ǆ",
    "Dòmhnall, Siân, Þóra, Łukasz, İlayda, ẞ, ﬁ, ǅ",
    "%s %d %(name)s %% %n {0} {name} {{7*7}} ${x} #{x} {% raw %}",
    "'; DROP TABLE people; -- \" OR 1=1 /* \\' ; SELECT pg_sleep(9)",
    'NEAR("a" b, 3) AND * OR NOT ^title : {x} -"',
    "<script>alert(1)</script>\"'><img src=x onerror=x> &amp; &lt; &#0; ]]>",
    "first\r\nsecond\rthird\x0bfourth\x85fifth\u2028sixth\n\n\n  indented\t",
    "../../etc/passwd\\..\\nul CON file:///x javascript:x //evil.example",
    "x" * SHORT,
    "x" * (SHORT + 1),
    "é" * LONG,
    "y" * (LONG + 1),
    "wörds and spaces " * 6000,  # about 100 kB
    "\n" * 5000 + "at the end",
    "Mrs Morag MacLeod, 12 High Street, IV2 3AB, 07700 900123",  # what the check stops
    "None",
    "null",
    "undefined",
    "true",
)
NUMBERS = (
    *("0", "-0", "-1", "1", "60", "480", "481", "99999", "2147483647", "2147483648"),
    *("9223372036854775807", "9223372036854775808", "1e400", "NaN", "inf", "1,5", "1.5", "٣", "½"),
    *("0x10", "1_000", "+5", " 7 ", "", "9" * 5000),
)
DAYS = ("30", "29", "31", "0", "-1", "32", "1st", "٣", "1/2/3", "", "first", "9" * 400, "1e1")
MONTHS = ("2", "13", "0", "Feb", "february", "février", "", "12", "2147483648", "\x00", "Fe")
YEARS = ("0", "9999", "2026", "2024", "2023", "26", "1899", "2101", "", "20 26", "٢٠٢٦", "-2026")
TIMES = (
    *("24:00", "23:59:60", "25:61", "noon", "midnight", "2 pm", "14.30", "1:30", "1", "", "-1:00"),
    *("14:00" * 99, "٣ pm", "2 pm\x00", "00:00"),
)
KEYS = (
    *(str(uuid.UUID(int=0)), "f" * 32, "{" + str(uuid.UUID(int=1)) + "}", "urn:uuid:x", "-1"),
    *("0", "", "none", "new", "[]", "None", "' OR ''='", "\x00", "x" * 3000),
)

texts = st.one_of(
    st.sampled_from(TEXTS),
    st.text(max_size=60),  # any letter there is, half ones too
    st.text("aé\u0301\u202e\u200d\r\n\t '\"%{}<&", max_size=80),
)


def encoded(value: str | bytes) -> bytes:
    """As it is sent, half letters too."""
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


def value_of(name: str, kind: str, offered: list[str], others: list[str]) -> st.SearchStrategy:
    """What is sent in a field.

    Args:
        kind: text, area, password, hidden or choice.
        offered: what the page offers there.
        others: keys of things, of this person and of others.
    """
    if name.endswith("-day"):
        return st.one_of(st.sampled_from(DAYS), st.integers().map(str))
    if name.endswith("-month"):
        return st.one_of(st.sampled_from(MONTHS), st.integers().map(str))
    if name.endswith("-year"):
        return st.one_of(st.sampled_from(YEARS), st.integers().map(str))
    if name == "time":
        return st.one_of(st.sampled_from(TIMES), st.times().map(lambda t: t.strftime("%H:%M")))
    if name == "minutes" or name.startswith("version"):
        return st.one_of(st.sampled_from([*offered, *NUMBERS]), st.integers().map(str))
    if kind in {"text", "area", "password"}:
        return texts
    return st.one_of(st.sampled_from(offered or [""]), st.sampled_from([*KEYS, *others]), texts)
