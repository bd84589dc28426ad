"""Numbers, addresses and dates that tell who someone is."""

from __future__ import annotations

import pytest

from supervision.domain.anonymisation import Finding, findings
from supervision.domain.anonymisation.health_numbers import check_digit, fits, is_chi


def words(text: str, kind: str) -> list[str]:
    return [text[each.start : each.end] for each in findings(text) if each.kind == kind]


def only(text: str) -> Finding:
    (finding,) = findings(text)
    return finding


@pytest.mark.parametrize(
    "postcode", ["EH99 1SP", "eh99 1sp", "EH991SP", "G2 9ZZ", "ZE99 4QX", "W1A 1AA", "EC1A  1BB"]
)
def test_a_postcode_is_found(postcode: str) -> None:
    text = f"The gate at {postcode}, beside the shop."
    assert words(text, "postcode") == [postcode]
    finding = only(text)
    assert (finding.tier, finding.reason) == ("certain", "This is a postcode.")
    assert finding.suggestion == "[a place]"


def test_an_area_that_does_not_exist_is_likely_a_slip() -> None:
    assert only("It says QQ1 2AB on the letter.").tier == "likely"


@pytest.mark.parametrize(
    "text",
    ["The form HR-014 is old.", "B12 3 times a week.", "On ward 5 at 2 pm.", "SW12", "M4 2do"],
)
def test_what_only_looks_like_a_postcode_is_left(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    "number",
    [
        "01632 960417",
        "(01632) 960 228",
        "0131 496 0182",
        "0131-496-0182",
        "07700900512",
        "07700 900 512",
        "+44 7700 900512",
        "+44 (0)1632 960417",
        "0044 1632 960417",
        "020 7946 0123",
        "0808 157 0642",
        "0131 496 0182 ext 12",
        "+48 22 555 01 23",
    ],
)
def test_a_telephone_number_is_found_whole(number: str) -> None:
    text = f"She is on {number} most days."
    assert words(text, "telephone") == [number]
    assert only(text).tier == "certain"


def test_a_short_number_needs_a_word_before_it() -> None:
    assert words("Tel. 960417 after ten.", "telephone") == ["960417"]
    assert findings("The kitty stands at 960417 now.") == []


@pytest.mark.parametrize("text", ["10.15 am, 2:30", "16/24 visits, 98%", "2019-2024", "2 1 0 3 4"])
def test_ordinary_figures_are_left(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    "address", ["h.dalgleish@example.org", "o'hare+1@team.example.co.uk", "ÀILEAN@EXAMPLE.SCOT"]
)
def test_an_email_address_is_found(address: str) -> None:
    text = f"Write to {address}."
    assert words(text, "email") == [address]
    assert only(text).reason == "This is an email address."


def test_a_date_and_a_time_are_not_a_telephone() -> None:
    text = "Seen 01-02-2026 4-30 pm."
    assert words(text, "telephone") == []
    assert words(text, "date") == ["01-02-2026"]


def test_every_email_address_of_a_line_is_found() -> None:
    assert words("To a@b.org; c@d.org", "email") == ["a@b.org", "c@d.org"]


def test_an_at_sign_is_not_an_address() -> None:
    assert findings("see you @ ten, x@y") == []


def test_the_check_digit_of_the_published_example() -> None:
    # The worked example in the NHS Data Dictionary: 943 476 5919.
    assert check_digit("943476591") == 9
    assert fits("9434765919")
    assert not fits("9434765918")


def test_a_check_of_ten_is_never_issued() -> None:
    assert check_digit("000000006") is None


def chi(nine: str) -> str:
    digit = check_digit(nine)
    assert digit is not None
    return f"{nine}{digit}"


def test_a_chi_number_begins_with_a_day_that_exists() -> None:
    assert is_chi(chi("030527382"))
    assert not is_chi(chi("330527382"))
    assert not is_chi(chi("031327382"))
    assert not is_chi(chi("290227382")), "1927 and 2027 have no 29 February"
    assert is_chi(chi("290228384"))


def test_a_number_that_fits_needs_no_label() -> None:
    number = chi("030527382")
    finding = only(f"The folder says {number} on it.")
    assert (finding.kind, finding.tier) == ("chi_number", "certain")
    assert finding.reason == "This is a CHI number: its check digit fits."
    finding = only("The folder says 943 476 5919 on it.")
    assert (finding.kind, finding.tier) == ("nhs_number", "certain")


def test_a_number_that_does_not_fit_is_found_by_its_label() -> None:
    finding = only("Her NHS number is 943 476 5918.")
    assert (finding.kind, finding.tier) == ("nhs_number", "likely")
    assert finding.reason == "This looks like an NHS number, though its check digit does not fit."
    finding = only("CHI: 030527 3820")
    assert (finding.kind, finding.tier) == ("chi_number", "likely")
    assert only("CHI no. 03052738").kind == "chi_number", "a digit short"
    assert only("Her NHS number was read out as 943 476 5918.").kind == "nhs_number"
    assert findings("The folder says 943 476 5918 on it.") == []


def test_the_label_decides_which_number_it_is() -> None:
    number = chi("030527382")
    assert only(f"NHS {number}").kind == "nhs_number"
    assert only(f"CHI {number}").kind == "chi_number"


def test_the_nhs_is_not_the_label_of_a_telephone() -> None:
    assert words("I rang NHS 24 on 0131 496 0182.", "telephone") == ["0131 496 0182"]
    assert words("The NHS line, 0800 157 0642.", "telephone") == ["0800 157 0642"]


@pytest.mark.parametrize(
    "date",
    [
        "14 October",
        "14/10/2026",
        "14/10/26",
        "17.02.1941",
        "2026-05-03",
        "3rd of May",
        "3 May",
        "May 3rd",
        "October 14, 2026",
        "Tuesday 8 September 2026",
        "Tues 8 Sept",
        "14-16 October",
        "14 and 15 October",
        "1st August",
        "fourteenth of October",
        "14mh den Dàmhair",
    ],
)
def test_an_exact_date_is_found_whole(date: str) -> None:
    text = f"We meet on {date}, as agreed."
    assert words(text, "date") == [date]
    assert (only(text).tier, only(text).suggestion) == ("likely", "[a date]")


@pytest.mark.parametrize(
    "text",
    [
        "In May we met on a Tuesday.",
        "the 3rd may be late",
        "16/24 visits",
        "on the 19th",
        "May 10 people come",
        "sort code 80-22-60",
        "31/13/2026",
        "since October 2026",
    ],
)
def test_less_than_an_exact_date_is_left(text: str) -> None:
    assert words(text, "date") == []


def test_a_date_of_birth_is_certain() -> None:
    finding = only("dob 17.02.1941")
    assert (finding.tier, finding.reason) == ("certain", "This is a date of birth.")


def test_a_day_and_month_in_figures_are_a_question() -> None:
    assert only("We met on 14/10 again.").tier == "question"
