"""Every mail in every language: nothing is left in English, and the page's clock is the mail's."""

from dataclasses import replace

import pytest
from catalogues.leftovers import OTHERS, leftovers
from icalendar import Calendar
from mail_builders import CARL, CORA, HEAD, INES, INTERVIEW, NOW, TEN, mail_about
from post_office import html_of, invite_of, text_of
from time_builders import at

from languages.style import LANGUAGES
from scheduling.model import Invites, Notice, Person
from scheduling.model.api_access import LinkPurpose
from scheduling.model.details import Detail, Details
from scheduling.model.notices import (
    Added,
    Booked,
    Cancelled,
    DetailsChanged,
    Moved,
    Reminder,
    Removed,
)
from scheduling.model.notices_about_people import LinkSent
from scheduling.model.request import Who
from scheduling.timespan import HOUR

BY_CORA, BY_CARL, BY_INES = Who.of(CORA), Who.of(CARL), Who.of(INES)
NAMES = (
    "Carl Chen Cora Costa Ines Iversen Ivo Ito Acme Berlin UTC example people https "
    "jobs program privacy Zweite Runde Wien meet Ausweis Tisch"
)
FOR_CANDIDATES = (Detail.TITLE, Detail.PLACE, Detail.NOTE_FOR_CANDIDATE)
WITH_DETAILS = replace(
    INTERVIEW,
    details=Details(
        title="Zweite Runde",
        place="Wien, https://meet.example/7",
        note_for_candidate="Ausweis",
        note_for_panel="Tisch",
    ),
)
UNTIL = at("2026-11-17 00:00")
TO_CANDIDATES: list[Notice] = [
    Booked(by=BY_CORA, start=TEN),
    Booked(by=BY_CARL, start=TEN),
    Moved(by=BY_CORA, start=TEN, was=TEN - HOUR),
    Moved(by=BY_CARL, start=TEN, was=TEN - HOUR),
    Cancelled(by=BY_CORA, start=TEN, words="Grippe"),
    Cancelled(by=BY_CARL, start=TEN, words="Grippe"),
    Reminder(),
    *(DetailsChanged(by=BY_CORA, start=TEN, said=(each,)) for each in FOR_CANDIDATES),
    *(LinkSent(by=BY_CORA, purpose=each, word="w", until=UNTIL) for each in LinkPurpose),
]
TO_INTERVIEWERS: list[Notice] = [
    Booked(by=BY_CARL, start=TEN),
    Added(by=BY_CORA, start=TEN),
    Added(by=BY_INES, start=TEN),
    Removed(by=BY_CORA, start=TEN),
    Removed(by=BY_INES, start=TEN),
    Cancelled(by=BY_CORA, start=TEN),
    Reminder(),
    *(DetailsChanged(by=BY_CORA, start=TEN, said=(each,)) for each in Detail),
    DetailsChanged(by=BY_INES, start=TEN, said=(Detail.TITLE, Detail.PLACE)),
]


def reads(person: Person, locale: str) -> Person:
    """The same, and of another language; by which clock nobody has said."""
    return replace(person, own_locale=locale, clock=None)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(
    ("to", "notice"),
    [*((CARL, each) for each in TO_CANDIDATES), *((INES, each) for each in TO_INTERVIEWERS)],
    ids=lambda each: getattr(each, "name", None) or str(each.kind),
)
@pytest.mark.parametrize("has_all", [True, False])
def test_nothing_is_left_in_english(
    to: Person, notice: Notice, language: str, has_all: bool
) -> None:
    link = "https://example.com/p" if has_all or isinstance(notice, LinkSent) else None
    head = replace(HEAD, privacy_url="https://example.com/privacy")

    mail = mail_about(
        notice,
        to=reads(to, language),
        interview=WITH_DETAILS if has_all else INTERVIEW,
        head=head,
        invites=Invites.EVERYBODY,
        link_of=lambda _: link,
    )

    for words in (mail["Subject"], text_of(mail), html_of(mail).partition("</style>")[2]):
        assert leftovers(words, language=language, but=NAMES) == []
    assert mail["Content-Language"] == language
    assert f'<html lang="{language}">' in html_of(mail)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_company_and_late_it_is_said_in_the_language_as_well(language: str) -> None:
    head, begun = replace(HEAD, company=None), replace(INTERVIEW, start=NOW - HOUR)

    mail = mail_about(
        Booked(by=BY_CORA, start=begun.start), to=reads(CARL, language), interview=begun, head=head
    )

    assert leftovers(text_of(mail), language=language, but=NAMES) == []
    assert ("Sorry" in text_of(mail)) is (language == "en")


def test_a_mail_in_german_says_all_that_the_english_one_does() -> None:
    mail = mail_about(Booked(by=BY_CORA, start=TEN), to=reads(CARL, "de-AT"))

    assert mail["Subject"] == "Ihr Vorstellungsgespräch am Di., 10. Nov., 11:00 Uhr MEZ (Acme)"
    assert text_of(mail) == (
        "Guten Tag, Carl Chen,\n"
        "\n"
        "Cora Costa hat ein Vorstellungsgespräch für Sie gebucht: Di., 10. Nov.,\n"
        "11:00 Uhr MEZ, bei Acme.\n"
        "\n"
        "Dienstag, 10. November 2026, 11:00 bis 12:00 Uhr (Berlin, UTC+01:00)\n"
        "\n"
        "Dieser E-Mail liegt ein Eintrag für Ihren Kalender bei. Ihn dort\n"
        "abzulehnen, sagt nichts ab: Diese Antwort liest niemand.\n"
        "\n"
        "Um es zu verschieben oder abzusagen, antworten Sie bitte auf diese\n"
        "E-Mail.\n"
        "\n"
        "-- \n"
        "Acme · people@acme.example, +49 30 123\n"
        "Diese E-Mail hat ein Programm geschrieben. Antworten darauf lesen\n"
        "Menschen.\n"
    )
    (event,) = Calendar.from_ical(invite_of(mail)).walk("VEVENT")
    assert event["summary"] == "Vorstellungsgespräch bei Acme"


@pytest.mark.parametrize(
    ("locale", "label"),
    [("fr", "Le déplacer ou l’annuler\N{NO-BREAK SPACE}:"), ("de", "Verschieben oder absagen:")],
)
def test_a_colon_stands_as_it_does_in_the_language(locale: str, label: str) -> None:
    mail = mail_about(Reminder(), to=reads(CARL, locale), link_of=lambda _: "https://a.example/1")

    assert f"{label}\nhttps://a.example/1" in text_of(mail)


@pytest.mark.parametrize(
    ("locale", "usual", "language"),
    [("fr", "de", "fr"), (None, "de", "de"), (None, "en-GB", "en"), ("it-IT", "de", "en")],
)
def test_whoever_has_said_nothing_is_written_to_as_is_usual(
    locale: str | None, usual: str, language: str
) -> None:
    carl = replace(CARL, own_locale=locale)

    mail = mail_about(Reminder(), to=carl, head=replace(HEAD, locale=usual))

    assert mail["Content-Language"] == language


@pytest.mark.parametrize(("locale", "time"), [("en-GB", "11:00"), ("en-US", "11:00 AM")])
def test_whoever_reads_a_clock_on_their_page_reads_the_same_in_their_mail(
    locale: str, time: str
) -> None:
    mail = mail_about(Booked(by=BY_CORA, start=TEN), to=reads(CARL, locale))

    assert f"10, {time} CET" in mail["Subject"] or f"10 Nov, {time} CET" in mail["Subject"]
