"""Somebody connects a calendar on a page of their own, out of Slack's sight."""

import asyncio
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from calendars.diaries import Diaries, Event
from databases import new_database
from journeys.conftest import MONDAY
from slack_sdk.web.async_client import AsyncWebClient
from web.in_process import Api, api_on
from web.pages import KEYS, Page, link_to, registers

from bot.calendars.keeping.accounts import SealedAccounts
from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.sources.source import CalendarAccount
from bot.process.settings.page import Company
from bot.process.signing.calendar_links import PATH, CalendarLink, calendar_address, calendar_seal
from bot.process.signing.candidate_links import CandidateLinks
from bot.slack.directory.profiles import Profiles
from bot.web.calendar_page.one_use import connect_once, key_of
from scheduling.errors import CalendarRefused
from scheduling.model import Actor, RequestContext, Role, Rules
from scheduling.model.calendars import SourceKind
from scheduling.store import Store
from scheduling.store.schema import tables
from scheduling.timespan import HOUR, Span
from scheduling.usecases.availability.calendars import calendars_of

ADDRESS = "https://calendar.example.com/private-8f3a5c/basic.ics"
TEN = MONDAY.replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=1)
GIVEN = {"address": ADDRESS, "username": "ines", "password": "horse-battery"}
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.both_databases


class Members:
    """The workspace as Slack tells of it: Ines, Ivo, and Carla, who arranges interviews."""

    def __init__(self) -> None:
        self.profiles = Profiles(AsyncWebClient(), time_zone="UTC")
        for name in ("Ines", "Ivo"):
            self.tells(name)
        self.tells("Carla", is_admin=True)

    def tells(self, name: str, **facts: Any) -> None:
        user = {"id": f"U{name.upper()}", "real_name": name, "tz": "Europe/Berlin", **facts}
        self.profiles.remember({"locale": "en-GB", **user})


@pytest.fixture(name="members")
def _members() -> Members:
    return Members()


@pytest.fixture(name="diaries")
def _diaries() -> Diaries:
    return Diaries(by_address={ADDRESS: [Event(span=Span(start=TEN, end=TEN + HOUR))]})


@pytest.fixture(name="api")
def _api(tmp_path: Path, members: Members, diaries: Diaries) -> Iterator[Api]:
    company = Company(name="Acme", contact="jobs@example.com")
    with api_on(
        new_database(tmp_path),
        keys=KEYS,
        keeper=lambda store: keeper_of(store, diaries),
        profiles=members.profiles,
        company=company,
    ) as api:
        yield api


def keeper_of(store: Store, diaries: Diaries) -> CalendarKeeper:
    return CalendarKeeper(
        store=store,
        clock=lambda: MONDAY,
        sources=dict.fromkeys(SourceKind, diaries),
        accounts=SealedAccounts.with_keys(KEYS),
    )


def page_of(name: str, person_id: int | None = None, ago: timedelta = timedelta()) -> str:
    """The path of the page that somebody is led to from Slack, or was some time ago."""
    link = CalendarLink(slack_user_id=f"U{name.upper()}", person_id=person_id)
    address = calendar_address(CandidateLinks(public_url="", keys=KEYS), link, now=MONDAY - ago)
    assert address is not None
    return address


def sends(api: Api, path: str, **given: str) -> Page:
    """What the page answers to its form, filled in."""
    (form,) = Page(api.get(path)).forms
    return Page(api.sends(path, form.fills(**{**GIVEN, **given}).fields))


def connected(api: Api) -> list[str]:
    """The owners of all calendars."""
    query = sa.select(tables.person.c.name).join(
        tables.calendar, tables.calendar.c.person_id == tables.person.c.id
    )
    with api.store.reading() as session:
        return [str(name) for name in session.scalars(query.order_by(tables.calendar.c.id))]


def test_what_is_entered_is_read_at_once_and_the_page_says_what_was_found(api: Api) -> None:
    shown = Page(api.get(page_of("Ines")))

    answer = sends(api, page_of("Ines"))

    for who in ("Google", "Outlook", "Apple", "Fastmail", "Nextcloud"):
        assert who in shown.words
    assert "calendar.example.com is connected: 1 event in the weeks ahead." in answer.words
    assert "you are busy Tue 10 Nov, 11:00 – 12:00." in answer.words
    assert "You are registered as an interviewer with that." in answer.words
    assert "You have given no hours yet" in answer.words
    assert connected(api) == ["Ines"]


def test_by_two_links_the_same_calendar_is_connected_once(api: Api) -> None:
    answers = [sends(api, page_of("Ines")).answer.status for _ in range(2)]

    assert (answers, connected(api)) == ([200, 200], ["Ines"])


def test_a_link_connects_one_calendar_and_says_so_to_whoever_comes_again(
    api: Api, diaries: Diaries
) -> None:
    path, other = page_of("Ines"), f"{ADDRESS}?other"
    diaries.by_address[other] = []
    (form,) = Page(api.get(path)).forms
    shown_again = api.get(path).status
    api.sends(path, form.fills(**GIVEN).fields)
    asked = len(diaries.read_for)

    again = Page(api.sends(path, form.fills(**{**GIVEN, "address": other}).fields))
    opened = Page(api.get(path))

    assert (shown_again, again.answer.status, opened.answer.status) == (200, 410, 410)
    for page in (again, opened):
        assert "Each link connects one calendar, so it opens nothing more." in page.words
        assert "press Connect my calendar on the Home tab in Slack" in page.words
    assert (len(diaries.read_for), connected(api)) == (asked, ["Ines"])
    assert sends(api, page_of("Ines"), address=other).answer.status == 200


def test_what_could_not_be_read_leaves_the_link_as_good_as_it_was(
    api: Api, diaries: Diaries
) -> None:
    path, there = page_of("Ines"), diaries.by_address[ADDRESS]
    diaries.by_address[ADDRESS] = CalendarRefused(host="calendar.example.com")
    refused = sends(api, path).answer.status
    diaries.by_address[ADDRESS] = there

    assert (refused, sends(api, path).answer.status, connected(api)) == (422, 200, ["Ines"])


def test_of_two_who_use_a_link_at_once_one_connects_a_calendar(api: Api, diaries: Diaries) -> None:
    other = f"{ADDRESS}?other"
    diaries.by_address[other] = []
    ines = registers(api, "Ines Iversen", Role.INTERVIEWER)
    carla = Actor(name="Carla", time_zone="UTC", slack_user_id="UCARLA", is_coordinator=True)
    context = RequestContext(actor=carla, now=MONDAY, rules=Rules())
    keeper = keeper_of(api.store, diaries)
    key = key_of("UCARLA-1-1-0123456789abcdef", slack_user_id="UCARLA")

    async def connects(address: str) -> bool:
        new = await keeper.look(context, CalendarAccount(address=address), person_id=ines.id)
        change = await connect_once(keeper, context, new=new, person_id=ines.id, key=key)
        return change is not None

    async def both() -> list[bool]:
        return await asyncio.gather(connects(ADDRESS), connects(other))

    assert sorted(asyncio.run(both())) == [False, True]
    assert connected(api) == ["Ines Iversen"]


def test_what_can_t_be_read_is_said_and_typed_again_but_for_the_password(
    api: Api, diaries: Diaries
) -> None:
    diaries.by_address[ADDRESS] = CalendarRefused(host="calendar.example.com")

    answer = sends(api, page_of("Ines"))
    too_long = sends(api, page_of("Ines"), address="https://" + "x" * 3_000)

    assert (answer.answer.status, too_long.answer.status) == (422, 422)
    assert "calendar.example.com does not let me in: the address, the user" in answer.words
    assert "connect the calendar anew. Nothing was connected." in answer.words
    assert "longer than any address" in too_long.words
    fields = dict(answer.forms[0].fields)
    assert (fields["address"], fields["username"]) == (ADDRESS, "ines")
    assert "horse-battery" not in answer.answer.body.decode()
    assert connected(api) == []


def test_a_coordinator_connects_a_calendar_of_somebody_else(api: Api) -> None:
    ines = registers(api, "Ines Iversen", Role.INTERVIEWER)

    shown = Page(api.get(page_of("Carla", ines.id)))
    answer = sends(api, page_of("Carla", ines.id))

    assert "Connect a calendar of Ines Iversen" in shown.words
    assert "they are busy Tue 10 Nov" in answer.words
    assert connected(api) == ["Ines Iversen"]


def test_whoever_may_not_is_refused_as_whoever_has_no_link_at_all(
    api: Api, members: Members
) -> None:
    ivo = registers(api, "Ivo Ito", Role.INTERVIEWER)
    dora = registers(api, "Dora", Role.CANDIDATE)
    good = page_of("Ines")
    word, _, signature = good.rpartition("/")[2].partition(".")
    of_form = dict(Page(api.get(good)).forms[0].fields)["form"]
    of_candidate = link_to(api, dora).rpartition("/")[2]
    members.tells("Otto", deleted=True)
    refused = {
        "altered": f"{PATH}/{word}.{signature[:-1]}{'A' if signature[-1] != 'A' else 'B'}",
        "of somebody else, by hand": f"{PATH}/{word.replace('UINES', 'UIVO')}.{signature}",
        "of a form": f"{PATH}/{of_form}",
        "of a candidate": f"{PATH}/{of_candidate}",
        "of no shape": f"{PATH}/{calendar_seal(KEYS).signed('UINES')}",
        "whose right it never was": page_of("Ines", ivo.id),
        "of nobody": page_of("Carla", 999),
        "who has left": page_of("Otto"),
        "nothing": f"{PATH}/",
        "with more behind it": f"{good}/more",
        "over": page_of("Ines", ago=30 * MINUTE),
    }

    answers = {name: api.get(path) for name, path in refused.items()}

    assert {each.status for each in answers.values()} == {404}
    assert len({each.body for each in answers.values()}) == 1
    over = Page(answers["over"]).words
    assert "Links to this page are good for 30 minutes." in over
    assert "Nothing was connected. Press Connect my calendar on the Home tab in Slack" in over
    assert api.get(page_of("Ines", ago=29 * MINUTE)).status == 200


def test_a_form_that_no_page_of_ours_has_sent_connects_nothing(api: Api) -> None:
    path = page_of("Ines")
    of_ivo = dict(Page(api.get(page_of("Ivo"))).forms[0].fields)["form"]

    statuses = [
        api.sends(path, [*GIVEN.items(), ("form", token)]).status for token in ("", "x", of_ivo)
    ]

    assert (statuses, connected(api)) == ([404, 404, 404], [])


def test_whoever_tries_one_address_after_the_other_has_to_wait(api: Api, diaries: Diaries) -> None:
    diaries.by_address[ADDRESS] = CalendarRefused(host="calendar.example.com")

    answers = [sends(api, page_of("Ines")) for _ in range(7)]
    statuses = [each.answer.status for each in answers]

    assert statuses == [422] * 6 + [429]
    assert "so I have not looked. Nothing was connected." in answers[-1].words
    assert dict(answers[-1].forms[0].fields)["address"] == ADDRESS


def test_the_page_sets_no_cookies_runs_nothing_of_others_and_is_kept_nowhere(api: Api) -> None:
    for answer in (api.get(page_of("Ines")), sends(api, page_of("Ines")).answer):
        assert answer.headers["cache-control"] == "no-store"
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self';")
        assert "form-action 'self'" in policy
        assert "set-cookie" not in answer.headers


def test_what_was_entered_stands_nowhere_in_the_clear(
    api: Api, diaries: Diaries, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answers = [sends(api, page_of("Ines"))]
        diaries.by_address[ADDRESS] = RuntimeError(f"can't read {ADDRESS}")
        sends(api, page_of("Ivo"))

    with api.store.reading() as session:
        rows = [
            repr(tuple(row))
            for table in tables.metadata.sorted_tables
            for row in session.execute(sa.select(table))
        ]
        through = session.scalars(sa.select(tables.audit.c.through)).all()
    everywhere = "\n".join([*rows, caplog.text, *(each.words for each in answers)])
    assert "slack" in through
    for secret in ("private-8f3a5c", "horse-battery"):
        assert secret not in everywhere


def test_a_calendar_connected_there_is_theirs_in_slack(api: Api) -> None:
    sends(api, page_of("Ines"))

    with api.store.reading() as session:
        row = session.execute(sa.select(tables.person.c.id, tables.person.c.slack_user_id)).one()
    assert row.slack_user_id == "UINES"
    actor = Actor(name="Cora", time_zone="UTC", is_coordinator=True)
    theirs = calendars_of(
        api.store, RequestContext(actor=actor, now=MONDAY, rules=Rules()), person_id=row.id
    )
    assert [each.calendar.host for each in theirs.calendars] == ["calendar.example.com"]
