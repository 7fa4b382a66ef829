"""Names, addresses and time zones: what is kept, and what is refused with a reason."""

import unicodedata
from datetime import UTC
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.errors import EmailNotUsable, NameNotUsable, UnknownTimeZone
from scheduling.wording.reading import clean_name, read_email, read_zone


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Carl", "Carl"),
        ("  Carl \t\n Chen ", "Carl Chen"),
        ("Carl\u00a0Chen", "Carl Chen"),
        ("Carl\u2028Chen", "Carl Chen"),
        ("Zoe\u0308", "Zoë"),
        ("Carl\u202e\u2066\u200f Chen", "Carl Chen"),
        ("Ca\u200b\u200c\u200d\u2060\ufeffrl", "Carl"),
        ("Ca\x00\x1b\x7frl", "Carl"),
        ("Carl\ud800", "Carl"),
        ("Carl\u3164\u115f", "Carl"),
        ("<!channel>", "<!channel>"),
        ("O'Brien & <b>Sons</b>", "O'Brien & <b>Sons</b>"),
        ("陈伟", "陈伟"),
        ("محمد", "محمد"),
        ("Carl 🦄", "Carl 🦄"),
        ("7", "7"),
        ("x" * 150, "x" * 150),
        ("x" * 150 + "\u200b" * 10_000, "x" * 150),
    ],
)
def test_a_name_keeps_what_people_can_see(text: str, name: str) -> None:
    assert clean_name(text) == name


@pytest.mark.parametrize(
    "text", ["", "   ", "!!!", "🦄", "\u200b\u202e", "\u3164", "x" * 151, "x" * 10_000, "."]
)
def test_a_name_that_nobody_could_read_or_find_is_refused(text: str) -> None:
    with pytest.raises(NameNotUsable) as refused:
        clean_name(text)

    assert "at most 150 characters" in refused.value.sentence(zone=UTC)


@given(text=st.text(max_size=200))
def test_a_clean_name_is_one_visible_line_and_stays_as_it_is(text: str) -> None:
    try:
        name = clean_name(text)
    except NameNotUsable:
        name = "Nobody"

    assert clean_name(name) == name
    assert not {unicodedata.category(sign)[0] for sign in name} & {"C"}
    assert name == " ".join(name.split())


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("carl@example.com", "carl@example.com"),
        ("  Carl.Chen+jobs@Example.COM ", "Carl.Chen+jobs@example.com"),
        ("<mailto:carl@example.com|carl@example.com>", "carl@example.com"),
        ("<mailto:carl@example.com>", "carl@example.com"),
        ("&lt;carl@example.com&gt;", "carl@example.com"),
        ("o'brien@example.co.uk", "o'brien@example.co.uk"),
        ("zoe@müller.de", "zoe@müller.de"),
        ("a@b.co", "a@b.co"),
    ],
)
def test_an_email_address_is_read_as_typed_or_as_slack_links_it(text: str, email: str) -> None:
    assert read_email(text) == email


@pytest.mark.parametrize(
    "text",
    [
        "",
        "carl",
        "carl@",
        "@example.com",
        "carl@example",
        "carl@@example.com",
        "carl chen@example.com",
        "carl@exam ple.com",
        "zoë@example.com",
        "carl@exa\u00adß\u0131.com",
        "a@b.org, c@d.org",
        "carl@xn--bcher-kva\u00fc.example",
        "carl@-example.com",
        "carl@example-.com",
        "carl@example..com",
        "carl@.com",
        ".carl@example.com",
        "ca..rl@example.com",
        "carl@example.c0m\u202e",
        "ca\u200brl@example.com",
        "carl@example.com\nBcc: all@example.com",
        "carl@example.com, ana@example.com",
        "x" * 65 + "@example.com",
        "carl@" + "x." * 130 + "com",
        "<!channel>@example.com",
    ],
)
def test_what_is_no_email_address_is_refused(text: str) -> None:
    with pytest.raises(EmailNotUsable):
        read_email(text)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        (" EUROPE/BERLIN. ", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("america/new york", "America/New_York"),
        ("New York", "America/New_York"),
        ("new_york", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("San Francisco", "America/Los_Angeles"),
        ("Kolkata", "Asia/Kolkata"),
        ("Mumbai", "Asia/Kolkata"),
        ("Kathmandu", "Asia/Kathmandu"),
        ("Port-au-Prince", "America/Port-au-Prince"),
        ("Ushuaia", "America/Argentina/Ushuaia"),
        ("Louisville", "America/Louisville"),
        ("utc", "UTC"),
        ("Etc/UTC", "Etc/UTC"),
    ],
)
def test_a_zone_is_read_by_its_name_or_its_city(text: str, zone: str) -> None:
    assert read_zone(text) == zone


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("CET", "Did you mean Europe/Berlin or Europe/Paris?"),
        ("ist", "Did you mean Asia/Kolkata, Europe/Dublin or Asia/Jerusalem?"),
        ("EST", "Did you mean America/New_York?"),
        ("PST8PDT", "Did you mean America/Los_Angeles?"),
        ("UTC+2", "Name a place"),
        ("GMT-5", "Name a place"),
        ("+05:30", "Name a place"),
        ("Europe/Berlim", "Did you mean Europe/Berlin"),
        ("Amsterdaam", "Did you mean Europe/Amsterdam"),
        ("Lothlorien", "Use a name such as Europe/Berlin"),
        ("", "Use a name such as"),
        ("../../etc/passwd", "Use a name such as"),
        ("x" * 10_000, "Use a name such as"),
        ("Factory", "Use a name such as"),
    ],
)
def test_what_is_no_zone_is_refused_with_what_may_be_meant(text: str, hint: str) -> None:
    with pytest.raises(UnknownTimeZone) as refused:
        read_zone(text)

    assert hint in refused.value.hint
    assert len(refused.value.sentence(zone=UTC)) < 300


def test_every_zone_with_a_place_is_read_by_its_own_name() -> None:
    places = [name for name in available_timezones() if "/" in name]

    assert [name for name in places if read_zone(name) != name] == []


@given(text=st.text(max_size=30))
def test_whatever_is_read_as_a_zone_exists(text: str) -> None:
    try:
        zone = read_zone(text)
    except UnknownTimeZone as refused:
        zone = refused.hint and "UTC"

    assert ZoneInfo(zone)
