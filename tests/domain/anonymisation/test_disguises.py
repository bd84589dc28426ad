"""Words that Word, a PDF or a trickster has dressed up: found, whole, and taken out whole."""

from __future__ import annotations

import pytest

from supervision.domain.anonymisation import Finding, Kind, findings, replace

# Code points by name, as on the page most of them cannot be seen or told apart.
ZERO_WIDTH, NON_JOINER, JOINER, WORD_JOINER = "\u200b", "\u200c", "\u200d", "\u2060"
SOFT, BOM, VARIANT, GRAPHEME_JOINER = "\u00ad", "\ufeff", "\ufe0f", "\u034f"
LEFT, RIGHT_OVER, POP, ISOLATE, POP_ISOLATE = "\u200e", "\u202e", "\u202c", "\u2068", "\u2069"
THIN, NARROW, NO_BREAK, FIGURE, IDEOGRAPHIC = "\u2009", "\u202f", "\u00a0", "\u2007", "\u3000"
STIFF, MINUS, EN, EM = "\u2011", "\u2212", "\u2013", "\u2014"
LINE, PARAGRAPH = "\u2028", "\u2029"


def wide(words: str) -> str:
    """Write ASCII in full width."""
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in words)


def mathematical(words: str, capital: int, small: int) -> str:
    return "".join(
        chr((capital - 65 if each.isupper() else small - 97) + ord(each)) for each in words
    )


NAMES = [
    *(f"Iso{each}bel" for each in (ZERO_WIDTH, NON_JOINER, JOINER, WORD_JOINER, SOFT, BOM)),
    *(f"Iso{each}bel" for each in (VARIANT, GRAPHEME_JOINER, LEFT, "\x1f", "\U000e0041")),
    f"I{SOFT}s{ZERO_WIDTH}o{JOINER}b{WORD_JOINER}e{SOFT}l",
    f"I{ISOLATE}sob{POP_ISOLATE}el",
    f"I{RIGHT_OVER}sob{POP}el",
    wide("Isobel"),
    mathematical("Isobel", 0x1D400, 0x1D41A),
    mathematical("Isobel", 0x1D5D4, 0x1D5EE),
    mathematical("Isobel", 0x1F130, 0x24D0),  # squared and circled
    "\U0001f158\U0001f162\U0001f15e\U0001f151\U0001f154\U0001f15b",  # in dark circles
    "\u026a\ua731\u1d0f\u0299\u1d07\u029f",  # small capitals
    "I\u0336s\u0336o\u0336b\u0336e\u0336l",  # struck through
    "I\u20ddsobel",
    "Is\u043ebel",
    "\u0406s\u043eb\u0435l",
    "\u0399sobel",
    "I\u0455\u043eb\u0435\u04cf",
    "\u0410nn\u0430",
    "\u041c\u0430\u0443\u0430",  # Maya, all in Cyrillic letters
    "\ufb01ona",
    "\ufb01nlay",
    "iSOBEL",
    "iSobel",
    "IsoBEL",
    "jOHN",
    "iso-\nbel",
    "Iso\u2010\r\nbel",
    f"Isobel{ZERO_WIDTH}MacDonald",
    "IsobelMacDonald",
]
TITLED = [
    *(f"Mrs{gap}MacDonald" for gap in (THIN, NARROW, NO_BREAK, FIGURE, IDEOGRAPHIC, "\t", "_")),
    *(f"Mrs{gap}MacDonald" for gap in ("\n", "\r\n", "\v", LINE, PARAGRAPH, " \n ", "    ")),
    f"Mrs.{NARROW}MacDonald",
    "Mrs.\nMacDonald",
    f"M{SOFT}rs Mac{ZERO_WIDTH}Donald",
    "\u041crs MacDonald",
    f"mrs{NARROW}macdonald",
    "Mrs mACDONALD",
    f"Mrs{ZERO_WIDTH}MacDonald",
    "MrsMacDonald",
]
TELEPHONES = [
    *(f"07700{gap}900123" for gap in (THIN, NARROW, NO_BREAK, FIGURE, STIFF, MINUS, EN, EM)),
    *(f"07700{gap}900123" for gap in ("/", "_", "    ", SOFT, ZERO_WIDTH, WORD_JOINER, "\u00b7")),
    *(f"07700{gap}900123" for gap in ("\n", "\r\n", "\v", LINE, " \n ", " / ", f" {EM} ")),
    f"0{SOFT}7{SOFT}7{SOFT}0{SOFT}0 900123",
    f"+44{THIN}7700{NARROW}900123",
    f"(01632){STIFF}960{MINUS}417",
    wide("07700900123"),
    mathematical("", 0, 0).join(chr(0x1D7CE + int(each)) for each in "07700900123"),
    "".join(chr(0x0660 + int(each)) for each in "07700900123"),
    "0\u03367\u03367\u033600900123",
]
POSTCODES = [
    *(f"IV2{gap}3AB" for gap in ("\n", "\r\n", LINE, THIN, NARROW, NO_BREAK, "_", "    ")),
    *(f"IV2{gap}3AB" for gap in ("-", STIFF, MINUS, EN, EM, ",", ", ", SOFT, ZERO_WIDTH)),
    wide("IV2 3AB"),
    wide("IV23AB"),
    "I\u04742 3\u0410\u0412",
    "iv2,3ab",
]
EMAILS = [
    "h.bain\uff20example.org",
    wide("h.bain@example.org"),
    "h.bain @example.org",
    "h.bain@ example.org",
    f"h.bain{NARROW}@{THIN}example.org",
    "h.bain@\nexample.org",
    "h.bain@example .org",
    "h.bain@example. co. uk",
    f"h.ba{SOFT}in@exam{SOFT}ple.org",
    f"h.bain{ZERO_WIDTH}@example.org",
    f"h.bain@example{WORD_JOINER}.org",
]
HEALTH = [
    *(f"943{gap}476{gap}5919" for gap in (STIFF, MINUS, THIN, NARROW, NO_BREAK, "\n", LINE)),
    *(f"943{gap}476{gap}5919" for gap in (ZERO_WIDTH, SOFT, "_", "/", "   ", EN)),
    wide("943 476 5919"),
]
DATES = [
    *(f"14{gap}October" for gap in (THIN, NARROW, NO_BREAK, "\n", LINE, STIFF, "   ")),
    *(f"14{gap}10{gap}1941" for gap in ("\uff0f", "\u2215", STIFF, MINUS, EN, THIN, NARROW)),
    *(f"14{gap}10{gap}1941" for gap in ("/\n", f"{ZERO_WIDTH}/", f"{SOFT}.", " / ", "_")),
    f"14 Oc{SOFT}tober",
    f"October{NARROW}14,{THIN}1941",
    wide("14/10/1941"),
]
TABLE: list[tuple[Kind, str]] = [
    *(("given_name", each) for each in NAMES),
    *(("titled_name", each) for each in TITLED),
    *(("telephone", each) for each in TELEPHONES),
    *(("postcode", each) for each in POSTCODES),
    *(("email", each) for each in EMAILS),
    *(("nhs_number", each) for each in HEALTH),
    *(("date", each) for each in DATES),
]


def only(text: str) -> Finding:
    (finding,) = findings(text)
    return finding


@pytest.mark.parametrize(("kind", "disguise"), TABLE, ids=[ascii(each) for _, each in TABLE])
def test_a_disguise_is_found_whole_and_taken_out_whole(kind: Kind, disguise: str) -> None:
    for before, after in (
        ("We know that ", " was on it."),
        ("\U0001f9e1\u00ad \ufb01t ", ", yes."),
    ):
        text = f"{before}{disguise}{after}"
        finding = only(text)
        assert (finding.kind, text[finding.start : finding.end]) == (kind, disguise)
        assert finding.tier in ("certain", "likely")
        assert replace(text, finding) == f"{before}{finding.suggestion}{after}"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("tel07700900123", "07700900123"),
        ("x07700 900123mob", "07700 900123"),
        ("_07700900123_", "07700900123"),
        ("07700900123\u00b2", "07700900123"),
    ],
)
def test_what_is_glued_to_a_number_does_not_hide_it(text: str, number: str) -> None:
    finding = only(text)
    assert (finding.kind, text[finding.start : finding.end]) == ("telephone", number)


def test_the_mark_of_a_note_does_not_hide_a_name() -> None:
    text = "We met Isobel\u00b9 and Callum\u00b9\u00b2."
    assert [text[each.start : each.end] for each in findings(text)] == ["Isobel", "Callum"]


@pytest.mark.parametrize("gap", ["\n", THIN, NARROW, STIFF, f":{NO_BREAK}", ":\r\n"])
def test_a_label_is_read_over_odd_gaps(gap: str) -> None:
    assert only(f"CHI number{gap}030527{THIN}3820").kind == "chi_number"
    finding = only(f"Date of birth{gap}17\uff0f02\uff0f1941")
    assert (finding.kind, finding.tier) == ("date", "certain")


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (
            "Isobel MacDonald, IV2 3AB, 07700 900123",
            ["Isobel MacDonald", "IV2 3AB", "07700 900123"],
        ),
        ("Isobel", ["Isobel"]),
        ("morag", ["morag"]),
        ("the daughter morag", ["morag"]),
        ("mrs bain", ["mrs bain"]),
        ("ring 07700900123", ["07700900123"]),
        ("iv2 3ab", ["iv2 3ab"]),
        ("a@b.org", ["a@b.org"]),
        ("9434765919", ["9434765919"]),
        ("14 October", ["14 October"]),
        ("the per\u00adson \uff29sobel", ["\uff29sobel"]),
    ],
)
def test_brackets_hide_nobody(inside: str, words: list[str]) -> None:
    text = f"[{inside}] said so"
    assert [text[each.start : each.end] for each in findings(text)] == words


def test_genuine_words_of_other_alphabets_are_left() -> None:
    assert findings("Привет, как дела? Καλημέρα, όλα καλά. Добрый день.") == []


@pytest.mark.parametrize(
    "text",
    [
        "B12, 2hr apart.",
        "Room E5, 1st floor.",
        "1.\n2.\n30",
        "9.\n10.\n11.",
        "Between 9.10-10 am.",
        "Versions 0.17.6 / 2.4.1 / 1.49.9 came.",
        "07.30, 08.15, 09.45, 10.30",
        "We met @ the hall. Then home.",
        "The Dr\nThe nurse",
        "Father\nVisits at two.",
        "Lines – and dashes — and 16½ hours, 5 µg, 20 °C, 3 m².",
        "Using the pH and the iPad, 5 kWh.",
        "We chose 5\nMay I ask?",
    ],
)
def test_what_only_looks_like_a_disguise_is_left(text: str) -> None:
    assert findings(text) == []
