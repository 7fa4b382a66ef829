"""A candidate's pages in each language: chosen, asked for by the browser, and nothing left over."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from catalogues.leftovers import OTHERS, leftovers
from databases import IN_MEMORY
from icalendar import Calendar
from journeys.conftest import MONDAY
from web.in_process import Api, api_on
from web.pages import CORA, KEYS, RULES, Page, link_to, opens, registers, sends

from bot.web.candidate.giving import zone_names
from bot.web.candidate.words import EXAMPLE
from languages.catalogue import gettext
from languages.locales import own_style_of
from languages.style import LANGUAGES, written_in
from scheduling.model import Interview, Person, Role
from scheduling.model.api_access import LinkPurpose, Offer
from scheduling.steps.interviews import AllowedHours
from scheduling.store import availability, people
from scheduling.timespan import tick_at
from scheduling.usecases.availability import give_availability
from scheduling.usecases.candidate import refuse_move
from scheduling.usecases.interviews import book_interview
from scheduling.wording.reading import read_availability

DATA = "Dora Diaz Berlin UTC English Deutsch Français Español"
"""What stands on a page whatever language it is in."""
DONE = (
    *("picked", "hours", "unchanged", "zone", "moved"),
    *("cancelled", "asked", "changed", "late", "gone", "language"),
)
JUST_NOW = int(MONDAY.timestamp())
SAID = (
    "every Mon to Thu 9-12 from 1 December until 1 March; "
    "every 2 weeks on Friday from 13 Nov 14-16; 20 Nov 9-10; "
    "21 Nov 22:00 - 22 Nov 01:00; off 24 Dec - 2 Jan; off 4 Jan 9-10"
)


@pytest.fixture(name="api")
def _api() -> Iterator[Api]:
    with api_on(IN_MEMORY, rules=RULES, keys=KEYS) as api:
        yield api


@pytest.fixture(name="dora")
def _dora(api: Api) -> Person:
    return registers(api, "Dora Diaz", Role.CANDIDATE, "Europe/Berlin")


@pytest.fixture(name="page")
def _page(api: Api, dora: Person) -> str:
    return link_to(api, dora)


def books(api: Api, dora: Person) -> Interview:
    """Dora meets Ines on Thursday at ten; Ines is free on every morning."""
    ines = registers(api, "Ines Iversen", Role.INTERVIEWER)
    said = read_availability("weekdays 9:00-12:00", now=MONDAY, zone=ZoneInfo("UTC"))
    give_availability(api.store, CORA, person_id=ines.id, said=said)
    return book_interview(
        api.store,
        CORA,
        candidate_id=dora.id,
        interviewer_ids=(ines.id,),
        start=datetime(2026, 11, 12, 10, tzinfo=UTC),
        allowed=AllowedHours.ANY,
    ).interview


def locale_of(api: Api, person: Person) -> str | None:
    with api.store.reading() as session:
        found = people.get(session, person.id)
    assert found is not None
    return found.own_locale


def chooses(api: Api, page: Page, language: str) -> Page:
    return sends(api, page.form("/language").fills(language=language))


def language_of(page: Page) -> str:
    found = re.search(r'<html lang="(\w+)">', page.answer.body.decode())
    assert found
    return found[1]


# -- which language ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "language", "time"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de", "11:00 – 12:00 Uhr"),
        ("it-IT, fr-CA;q=0.5, de;q=0.7, es;q=0", "de", "11:00 – 12:00 Uhr"),
        ("fr", "fr", "11:00 – 12:00"),
        ("es-MX", "es", "11:00\N{NO-BREAK SPACE}a.\N{NO-BREAK SPACE}m."),
        ("it-IT", "en", "11:00 – 12:00"),
        ("en-US,en;q=0.5", "en", "11:00 AM"),
        ("", "en", "11:00 AM"),
        ("*", "en", "11:00 AM"),
        ("de;q=x, ;;, \x7f, xx-", "en", "11:00 AM"),
    ],
)
def test_a_page_is_in_the_language_and_by_the_clock_that_the_browser_asks_for(
    api: Api, dora: Person, page: str, accepted: str, language: str, time: str
) -> None:
    books(api, dora)

    shown = opens(replace(api, language=accepted), page)

    assert language_of(shown) == language
    assert time.replace("\N{NO-BREAK SPACE}", " ") in shown.words.replace("\N{NO-BREAK SPACE}", " ")
    assert locale_of(api, dora) is None


def test_what_is_chosen_is_kept_and_comes_before_the_browser(
    api: Api, dora: Person, page: str
) -> None:
    german = replace(api, language="de-AT,en;q=0.5")

    chosen = chooses(german, opens(german, page), "fr")

    assert "désormais en français" in chosen.words
    assert language_of(opens(german, page)) == "fr"
    assert locale_of(api, dora) == "fr"


@pytest.mark.parametrize(
    ("accepted", "chosen", "kept"),
    [
        ("de-AT,en;q=0.5", "de", "de-AT"),
        ("fr, de-CH;q=0.1", "de", "de-CH"),
        ("de-AT", "en", "en-AT"),
        ("de-AT,en-US", "en", "en-US"),
        ("", "en", "en"),
        ("en-US", "de", "de"),
    ],
)
def test_a_language_is_kept_as_it_is_spoken_where_the_browser_is(
    api: Api, dora: Person, page: str, accepted: str, chosen: str, kept: str
) -> None:
    there = replace(api, language=accepted)

    chooses(there, opens(there, page), chosen)

    assert locale_of(api, dora) == kept


def test_what_the_browser_asks_for_is_kept_with_the_first_that_is_sent_and_not_changed_by_others(
    api: Api, dora: Person, page: str
) -> None:
    german, spanish = replace(api, language="de-AT"), replace(api, language="es")

    sends(german, opens(german, page).form("/words").fills(words="morgen 9-12"))
    sends(spanish, opens(spanish, page).form("/words").fills(words="mañana 13-14"))

    assert locale_of(api, dora) == "de-AT"
    assert language_of(opens(spanish, page)) == "de"


@pytest.mark.parametrize("given", ["tlh", "", "de-DE", "<script>"])
def test_a_language_that_we_do_not_speak_changes_nothing(
    api: Api, dora: Person, page: str, given: str
) -> None:
    answered = chooses(api, opens(api, page), given)

    assert "nothing was changed" in answered.words
    assert locale_of(api, dora) is None


def test_where_nothing_is_known_the_workspace_says_which(api: Api, dora: Person) -> None:
    rules = replace(RULES, candidate_locale="es")
    with api_on(IN_MEMORY, rules=rules, keys=KEYS) as spanish:
        page = link_to(spanish, registers(spanish, "Dora Diaz", Role.CANDIDATE))

        shown = [opens(replace(spanish, language=each), page) for each in ("", "it-IT", "fr")]

    assert list(map(language_of, shown)) == ["es", "es", "fr"]


def test_a_link_that_opens_nothing_says_so_in_the_language_of_the_browser(api: Api) -> None:
    refused = opens(replace(api, language="fr-CH"), "/candidate/nothing")

    assert language_of(refused) == "fr"
    assert "Ce lien n’ouvre rien" in refused.words
    assert leftovers(refused.words, language="fr") == []


# -- all that is said ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_each_language_is_read_and_means_the_same(language: str) -> None:
    with written_in(own_style_of(language)):
        example = gettext(EXAMPLE)

    said = read_availability(example, now=MONDAY, zone=ZoneInfo("Europe/Berlin"))

    assert [f"{window.day:%a}" for window in said.windows] == ["Tue"]
    assert [weekly.weekday.name for weekly in said.weekly] == ["THURSDAY"]
    assert [off.day.month for off in said.time_off] == [12]


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english_on_a_page_with_hours(
    api: Api, dora: Person, page: str, language: str
) -> None:
    said = read_availability(SAID, now=MONDAY, zone=dora.zone)
    give_availability(api.store, CORA, person_id=dora.id, said=said)
    there = replace(api, language=language)

    shown = [opens(there, page), opens(there, f"{page}?all"), opens(there, f"{page}/zone")]

    zones = " ".join(zone_names()).replace("_", " ")
    left = [leftovers(each.words, language=language, but=f"{DATA} {zones}") for each in shown]
    assert left == [[], [], []]


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english_whatever_becomes_of_an_interview(
    api: Api, dora: Person, page: str, language: str
) -> None:
    there, booked = replace(api, language=language), books(api, dora)
    own = f"{page}/interviews/{booked.id}"
    move = opens(there, f"{own}/move")
    shown = [move, opens(there, f"{own}/cancel")]

    shown.append(sends(there, move.form("/ask").fills(wanted="2026-11-20T18:00")))
    refuse_move(api.store, CORA, interview_id=booked.id)
    shown.append(opens(there, page))
    taken = move.form("/move").fills(start=str(tick_at(datetime(2026, 11, 14, 3, tzinfo=UTC))))
    shown.append(sends(there, taken))
    for day in (13, 16):
        start = datetime(2026, 11, day, 9, tzinfo=UTC)
        form = opens(there, f"{own}/move").form("/move").fills(start=str(tick_at(start)))
        shown.append(sends(there, form))
    shown += [sends(there, move.form("/move").fills(start=str(tick_at(MONDAY))))]
    shown.append(opens(there, f"{own}/move"))
    shown.append(sends(there, opens(there, f"{own}/cancel").form("/cancel")))

    assert [leftovers(each.words, language=language, but=DATA) for each in shown] == [[]] * len(
        shown
    )


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("done", DONE)
def test_what_was_done_is_said_in_the_language(
    api: Api, page: str, language: str, done: str
) -> None:
    there = replace(api, language=language)

    shown, before = (
        opens(there, f"{page}?done={done}&at={JUST_NOW}"),
        opens(there, page),
    )

    assert len(shown.words) > len(before.words) + 10
    assert leftovers(shown.words, language=language, but=DATA) == []


@pytest.mark.parametrize("language", OTHERS)
def test_hours_to_choose_from_are_offered_in_the_language(
    api: Api, dora: Person, language: str
) -> None:
    there = replace(api, language=language)
    page = link_to(api, dora, LinkPurpose.PICK, Offer())
    none = opens(there, page)
    ines = registers(api, "Ines Iversen", Role.INTERVIEWER)
    said = read_availability("weekdays 9:00-12:00", now=MONDAY, zone=ZoneInfo("UTC"))
    give_availability(api.store, CORA, person_id=ines.id, said=said)

    some = opens(there, page)

    assert len(some.words) > len(none.words)
    shown = (none, some)
    assert [leftovers(each.words, language=language, but=DATA) for each in shown] == [[], []]


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        ("de", "Vorstellungsgespräch"),
        ("fr", "Entretien"),
        ("es", "Entrevista"),
        ("en", "Interview"),
    ],
)
def test_an_entry_for_the_calendar_is_in_the_language_and_says_which_that_is(
    api: Api, dora: Person, page: str, language: str, summary: str
) -> None:
    there, booked = replace(api, language=language), books(api, dora)

    answer = there.get(f"{page}/interviews/{booked.id}/interview.ics")

    (event,) = Calendar.from_ical(answer.body.decode()).walk("VEVENT")
    assert event["summary"] == summary
    assert event["summary"].params["LANGUAGE"] == language
    assert leftovers(str(event["description"]), language=language) == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_asked_back_and_every_reading_of_it_are_in_the_language_and_can_be_saved(
    api: Api, dora: Person, page: str, language: str
) -> None:
    there = replace(api, language=language)
    unread = sends(there, opens(there, page).form("/words").fills(words="blabla"))
    long = sends(there, opens(there, page).form("/words").fills(words="x" * 501))

    asked = sends(there, opens(there, page).form("/words").fills(words="Tue 5-7"))
    chosen = [each for each in asked.forms if each.action.endswith("/words")][1]
    saved = sends(there, chosen)

    for shown in (unread, long, asked, saved):
        assert leftovers(shown.words, language=language, but=f"{DATA} Tue") == []
    assert (unread.answer.status, long.answer.status, asked.answer.status) == (422, 422, 422)
    assert "/register" not in unread.words
    with api.store.reading() as session:
        assert availability.of(session, [dora.id])[dora.id].windows


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(
    "wanted", ["2026-11-20T18:30", "2026-11-02T18:00", "2026-11-09T09:00", "soon", ""]
)
def test_why_an_hour_can_not_be_asked_for_is_said_in_the_language(
    api: Api, dora: Person, page: str, language: str, wanted: str
) -> None:
    there, booked = replace(api, language=language), books(api, dora)
    move = opens(there, f"{page}/interviews/{booked.id}/move")

    refused = sends(there, move.form("/ask").fills(wanted=wanted))

    assert refused.answer.status == 422
    assert leftovers(refused.words, language=language, but=f"{DATA} {wanted}") == []
