"""Somebody signs in with Google or Microsoft, and their calendar is read by what they allowed."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import sqlalchemy as sa
from bot_settings import settings
from sign_in_fake import SECRET
from web.in_process import Api, Crash, crashing
from web.pages import Page, registers
from web.sign_in_world import (
    ANA,
    BEN,
    BUSY,
    GOOGLE,
    MICROSOFT,
    MINUTE,
    NEW,
    World,
    world_of,
)

from bot.cli.calendars import sign_in_findings
from scheduling.model import Role
from scheduling.store.schema import tables
from scheduling.timespan import HOUR


@pytest.fixture(name="world", params=[GOOGLE, MICROSOFT], ids=["google", "microsoft"])
def _world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    with world_of(request.param, tmp_path) as world:
        yield world


at_google = pytest.mark.parametrize("world", [GOOGLE], indirect=True, ids=["google"])
"""Of what is ours, whoever the provider is."""


# -- the way there and back ------------------------------------------------------------------------


@pytest.mark.both_databases
def test_who_signs_in_is_read_at_once_and_shown_what_was_found(world: World) -> None:
    with world.bot() as api:
        page = world.signs_in(api)

        assert f"{world.kind.host} is connected: 1 event in the weeks ahead." in page.words
        assert "you are busy Tue 10 Nov, 11:00 – 12:00." in page.words
        assert ("tentative events count" in page.words) is (world.kind is MICROSOFT)
        (shown,) = world.shown(api)
        assert (shown.calendar.source, shown.busy) == (world.kind.source, (BUSY,))
        assert page.answer.headers["set-cookie"].count("Max-Age=0") == 1


def test_the_least_is_asked_for_once_and_for_good(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)

    (asked,) = world.provider.sign_ins.asked
    scopes = asked["scope"].split()
    assert [s for s in scopes if s.endswith(world.kind.scope)]
    assert [s for s in scopes if "calendar" in s.casefold()] == [
        s for s in scopes if s.endswith(world.kind.scope)
    ]
    assert asked.get("access_type") == "offline" or "offline_access" in scopes
    assert ANA not in f"{asked}"


@at_google
def test_what_is_in_the_calendar_later_is_seen_in_a_round(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        world.provider.calendars[ANA] = []

        world.round(api, 15 * MINUTE)

        assert [shown.busy for shown in world.shown(api)] == [()]


@pytest.mark.both_databases
def test_a_permission_that_is_replaced_at_each_use_is_kept_as_it_is_by_then(world: World) -> None:
    world.provider.sign_ins.rotates = True
    with world.bot() as api:
        world.signs_in(api)
        for _ in range(3):
            first = min(world.provider.sign_ins.grants, key=lambda t: int(t.split("/")[1][:1]))
            del world.provider.sign_ins.grants[first]
            world.round(api, 2 * HOUR)

        (shown,) = world.shown(api)
        assert shown.calendar.failure == ""
        assert shown.calendar.read_at == world.now


def test_two_accounts_of_one_person_are_two_calendars_and_the_same_again_is_one(
    world: World,
) -> None:
    with world.bot() as api:
        world.signs_in(api)
        world.signs_in(api)
        world.provider.sign_ins.account = f"other-{BEN}"
        world.provider.calendars[f"other-{BEN}"] = []

        world.connects(api)
        # Once they have said that it is theirs, they are not asked again.
        world.signs_in(api)

        assert len(world.shown(api)) == 2
        assert world.waiting(api) == ()


# -- what does not come off ------------------------------------------------------------------------


@at_google
@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("access_denied", "You did not allow {name} to tell me when you are busy."),
        ("server_error", "{name} did not let you sign in for this (server_error)."),
        ("<script>", "{name} did not let you sign in for this (no reason was given)."),
    ],
)
def test_what_is_not_allowed_is_said_plainly_and_connects_nothing(
    world: World, error: str, said: str
) -> None:
    world.provider.sign_ins.error = error
    with world.bot() as api:
        page = world.signs_in(api)

        assert said.format(name=world.kind.name) in page.words
        assert "Nothing was connected." in page.words
        assert b"aria-invalid" not in page.answer.body
        assert (page.answer.status, world.shown(api)) == (422, [])
        world.provider.sign_ins.error = ""
        assert "is connected" in world.signs_in(api).words


def test_who_leaves_the_box_empty_is_told_which_one(world: World) -> None:
    world.provider.sign_ins.unticked = frozenset({_scope(world)})
    with world.bot() as api:
        page = world.signs_in(api)

        assert f"not let {world.kind.name} tell me when you are busy" in page.words
        assert "leave the box ticked" in page.words
        assert world.shown(api) == []


def _scope(world: World) -> str:
    there = world.provider.at("/") if world.kind is MICROSOFT else ""
    return f"{there}{world.kind.scope}"


@at_google
@pytest.mark.both_databases
def test_a_second_coming_back_connects_nothing_more(world: World) -> None:
    with world.bot() as api:
        back = world.decides(world.leaves(api))
        first, second = (world.comes_back(api, back) for _ in range(2))

        assert (first.answer.status, second.answer.status) == (200, 410)
        assert "A calendar was connected with this link" in second.words
        assert len(world.shown(api)) == 1


@at_google
def test_what_came_to_nothing_is_not_tried_again_by_opening_it_again(world: World) -> None:
    with world.bot() as api:
        back = world.decides(world.leaves(api))
        world.provider.refuses_tokens = 400, {"error": "invalid_grant"}
        first = world.comes_back(api, back)
        world.provider.refuses_tokens = None

        second = world.comes_back(api, back)

        assert (first.answer.status, second.answer.status) == (422, 409)
        assert "If your calendar does not show in Slack, sign in again." in second.words
        assert world.shown(api) == []


@at_google
def test_who_only_looks_whether_it_is_there_uses_nothing_up(world: World) -> None:
    with world.bot() as api:
        back = world.decides(world.leaves(api))

        assert world.comes_back(api, back, "HEAD").answer.status == 404
        assert world.comes_back(api, back).answer.status == 200


@at_google
def test_after_ten_minutes_it_is_over(world: World) -> None:
    with world.bot() as api:
        back = world.decides(world.leaves(api))
    world.now += 10 * MINUTE
    with world.bot() as api:
        page = world.comes_back(api, back)

        assert "each is good once, and for 10 minutes" in page.words
        assert (page.answer.status, world.shown(api)) == (409, [])
        assert len(world.provider.sign_ins.codes) == 1


@at_google
def test_who_was_sent_the_way_back_of_somebody_else_connects_nothing_for_them(
    world: World,
) -> None:
    with world.bot() as api:
        of_ivo = world.leaves(api, "Ivo")
        world.cookies.clear()
        world.leaves(api, "Ines")

        # Ivo has Ines sign in by what he has begun.
        page = world.comes_back(api, world.decides(of_ivo))

        assert (page.answer.status, world.shown(api)) == (409, [])
        assert page.forms == []


@at_google
def test_two_that_are_under_way_in_one_browser_are_kept_apart(world: World) -> None:
    world.tells("Ivo", profile={"email": BEN})
    with world.bot() as api:
        first, second = world.leaves(api, "Ines"), world.leaves(api, "Ivo")

        world.comes_back(api, world.decides(first))
        world.provider.sign_ins.account = BEN
        world.comes_back(api, world.decides(second))

        assert len(world.shown(api)) == 2


@at_google
def test_who_begins_one_sign_in_after_the_other_has_to_wait(world: World) -> None:
    world.provider.sign_ins.allows = False
    with world.bot() as api:
        pages = [world.signs_in(api) for _ in range(7)]

        assert [page.answer.status for page in pages] == [422] * 6 + [429]
        assert int(pages[-1].answer.headers["retry-after"]) > 0


@at_google
def test_what_was_altered_on_the_way_back_opens_nothing(world: World) -> None:
    with world.bot() as api:
        back = urlsplit(world.decides(world.leaves(api)))
        query = {name: values[0] for name, values in parse_qs(back.query).items()}
        word, _, signature = query["state"].partition(".")
        other = "microsoft" if world.kind is GOOGLE else "google"
        refused = [
            {**query, "state": f"{word.replace('UINES', 'UIVO')}.{signature}"},
            {**query, "state": "x"},
            {"code": query["code"]},
        ]

        for each in refused:
            page = world.comes_back(api, f"{back.path}?{urlencode(each)}")
            assert page.answer.status == 404
        at_another = back.path.replace(world.kind.word, other)
        assert world.comes_back(api, f"{at_another}?{back.query}").answer.status == 404
        assert world.comes_back(api, f"{back.path}?{back.query}").answer.status == 200


@at_google
def test_a_code_of_another_sign_in_is_refused_by_the_provider(world: World) -> None:
    with world.bot() as api:
        first, second = (urlsplit(world.decides(world.leaves(api))) for _ in range(2))
        state = parse_qs(first.query)["state"][0]
        code = parse_qs(second.query)["code"][0]

        mixed = urlencode({"state": state, "code": code})
        page = world.comes_back(api, f"{first.path}?{mixed}")

        assert "(invalid_grant)" in page.words
        assert world.shown(api) == []


@at_google
def test_who_has_left_meanwhile_connects_nothing(world: World) -> None:
    with world.bot() as api:
        back = world.decides(world.leaves(api))
        world.tells("Ines", deleted=True)

        assert world.comes_back(api, back).answer.status == 404
        assert world.shown(api) == []


@at_google
def test_whose_calendar_it_was_to_be_is_taken_out_meanwhile_and_nothing_is_connected(
    world: World,
) -> None:
    world.tells("Carla", is_admin=True)
    with world.bot() as api:
        ines = registers(api, "Ines Iversen", Role.INTERVIEWER)
        back = world.decides(world.leaves(api, "Carla", ines.id))
        assert api.post("/api/remove_user/", {"id": ines.id}).status == 200

        page = world.comes_back(api, back)

        assert (page.answer.status, world.provider.sign_ins.grants) == (404, {})


@at_google
@pytest.mark.both_databases
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("commit", [1, 2])
def test_a_crash_between_coming_back_and_the_first_reading_leaves_no_half_of_it(
    world: World, when: str, commit: int
) -> None:
    with world.bot() as api:
        back = world.decides(world.leaves(api))
        with crashing(when, commit), pytest.raises(Crash):
            world.comes_back(api, back)
    with world.bot() as api:
        world.comes_back(api, back)
        already = world.shown(api)
        if not already:
            world.signs_in(api)

        (shown,) = world.shown(api)
        assert shown.busy == (BUSY,)


def test_a_provider_that_does_not_answer_is_said_and_what_is_connected_stays(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
        back = world.decides(world.leaves(api))
        world.provider.meets = [(503, "", {})] * 5

        page = world.comes_back(api, back)

        assert "asks me to come back later" in page.words
        world.provider.meets = []
        world.round(api, 15 * MINUTE)
        assert world.provider.sign_ins.revoked == []
        assert [shown.calendar.failure for shown in world.shown(api)] == [""]


@at_google
@pytest.mark.parametrize("address", ["https://hour.example", "https://hour.example/bot"])
def test_over_tls_the_cookie_goes_back_by_tls_alone_and_to_the_way_back_alone(
    world: World, address: str
) -> None:
    with world.bot(address=address) as api:
        page = world.page()
        there = f"{page}/sign-in/{world.kind.word}"
        answer = api.get(there)

        _, *told = (part.strip() for part in answer.headers["set-cookie"].split(";"))
        path = f"{urlsplit(address).path}/calendar/signed-in"
        wanted = ["HttpOnly", "Max-Age=600", f"Path={path}", "SameSite=lax", "Secure"]
        assert sorted(told) == wanted
        asked = parse_qs(urlsplit(answer.headers["location"]).query)
        assert asked["redirect_uri"] == [f"{address}/calendar/signed-in/{world.kind.word}"]


@at_google
def test_whose_calendar_it_counts_as_is_said_before_and_after(world: World) -> None:
    world.tells("Ivo", profile={"email": ANA})
    world.tells("Carla", is_admin=True)
    with world.bot() as api:
        ivan = registers(api, "Ivan Ilic", Role.INTERVIEWER, email=BEN)
        assert "It counts as the calendar of Ivo." in Page(api.get(world.page("Ivo"))).words
        theirs = Page(api.get(world.page("Carla", ivan.id))).words
        assert "It counts as the calendar of Ivan Ilic." in theirs

        assert "Connected for Ivo" in world.signs_in(api, "Ivo").words
        world.provider.sign_ins.account = BEN
        back = world.decides(world.leaves(api, "Carla", ivan.id))
        assert "Connected for Ivan Ilic" in world.comes_back(api, back).words


def test_nothing_of_the_way_there_and_back_is_kept_or_told_to_others(world: World) -> None:
    with world.bot() as api:
        left = api.get(world.button(api))
        answers = [left, world.signs_in(api).answer]

    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "same-origin"


# -- later -----------------------------------------------------------------------------------------


@pytest.mark.both_databases
def test_what_was_taken_back_is_silence_with_its_reason_until_they_sign_in_again(
    world: World,
) -> None:
    with world.bot() as api:
        world.signs_in(api)
        world.provider.sign_ins.end(ANA)

        world.round(api, 2 * HOUR)

        (shown,) = world.shown(api)
        assert (shown.calendar.failure, shown.busy) == ("sign-in-ended", (BUSY,))
        assert "is connected" in world.signs_in(api).words
        (shown,) = world.shown(api)
        assert (shown.calendar.failure, shown.busy) == ("", (BUSY,))


def test_a_client_that_is_not_known_any_more_is_said_to_whoever_runs_the_bot(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with world.bot() as api:
        world.signs_in(api)
        world.provider.sign_ins.secret = "another"
        keeper = world.keeper(api.store)
        world.now += 2 * HOUR

        asyncio.run(keeper.read_due())

        (shown,) = world.shown(api)
        assert shown.calendar.failure == "sign-in-closed"
        assert len(keeper.troubles()) == 1
        assert "invalid_client" in keeper.troubles()[0]
        assert ANA not in caplog.text


def test_a_wrong_secret_is_said_to_whoever_runs_the_bot_when_somebody_comes_back(
    world: World,
) -> None:
    world.provider.sign_ins.secret = "another"
    with world.bot() as api:
        page = world.signs_in(api)

        assert "Whoever runs this bot has to mend that" in page.words
        assert "Nothing was connected." in page.words
        assert world.shown(api) == []


def test_a_client_that_may_not_ask_for_this_is_said_so_too(world: World) -> None:
    world.provider.sign_ins.error = "unauthorized_client"
    with world.bot() as api:
        page = world.signs_in(api)

        assert "Whoever runs this bot has to mend that" in page.words
        assert "Nothing was connected." in page.words


@at_google
@pytest.mark.both_databases
def test_with_a_newer_key_it_is_sealed_anew_and_read_on(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)
    world.keys = NEW
    with world.bot() as api:
        world.round(api, 15 * MINUTE)
    world.keys = NEW.partition(",")[0]
    with world.bot() as api:
        world.round(api, 15 * MINUTE)

        (shown,) = world.shown(api)
        assert (shown.calendar.failure, shown.calendar.read_at) == ("", world.now)


@at_google
def test_who_signs_in_again_after_a_key_is_lost_has_the_same_calendar_read_again(
    world: World,
) -> None:
    with world.bot() as api:
        world.signs_in(api)
        (before,) = world.shown(api)
    world.keys = f"3:{'z' * 40}"
    with world.bot() as api:
        world.round(api, 15 * MINUTE)
        assert [shown.calendar.failure for shown in world.shown(api)] == ["key-lost"]

        world.signs_in(api)

        (shown,) = world.shown(api)
        assert (shown.calendar.id, shown.calendar.failure) == (before.calendar.id, "")


@at_google
def test_a_key_that_changes_while_they_are_away_changes_nothing(world: World) -> None:
    with world.bot() as api:
        back = world.decides(world.leaves(api))
    world.keys = NEW
    with world.bot() as api:
        assert world.comes_back(api, back).answer.status == 200


def test_check_says_the_way_back_and_whether_the_client_is_known(world: World) -> None:
    chosen = settings(**world.kind.settings_of(world.provider), public_url="https://x.example")

    (well,) = asyncio.run(sign_in_findings(chosen))
    world.provider.sign_ins.secret = "another"
    (wrong,) = asyncio.run(sign_in_findings(chosen))

    assert (well.well, wrong.well) == (True, False)
    assert f"https://x.example/calendar/signed-in/{world.kind.word}." in well.sentence
    assert f"{world.kind.name} says invalid_client" in wrong.sentence
    assert world.provider.sign_ins.grants == {}


def test_programs_are_told_of_which_kind_it_is(world: World) -> None:
    with world.bot() as api:
        world.signs_in(api)

        (told,) = api.get("/api/get_calendars/", f"user={_owner(world, api)}").json

        assert (told["source"], told["host"]) == (world.kind.source.value, world.kind.host)
        assert ANA not in f"{told}"


def _owner(world: World, api: Api) -> int:
    shown = world.shown(api)[0]
    return shown.calendar.person_id


def test_what_opens_it_stands_nowhere_in_the_clear(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with world.bot() as api, caplog.at_level(logging.DEBUG):
        page = world.signs_in(api)
        world.provider.sign_ins.end(ANA)
        world.round(api, 2 * HOUR)

        with api.store.reading() as session:
            rows = [
                repr(tuple(row))
                for table in tables.metadata.sorted_tables
                for row in session.execute(sa.select(table))
            ]
    everywhere = "\n".join([*rows, caplog.text, page.words])
    for secret in ("refresh/", "code/", SECRET, "token-", ANA, *world.cookies.values()):
        assert secret not in everywhere, secret
