"""Who writes among others and who alone, and that no two who share a rule break it together.

Each pair meets on PostgreSQL at the worst moment: when the first has read, decided and written, and
has not committed yet.
"""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from overlaps import overlaps
from time_builders import at, window
from town import Town
from two_bots import Deed, Pair, TwoBots, meet, two_bots

import scheduling.usecases
from scheduling.model import Channel, Profile, Role, Rules
from scheduling.model.api_access import RequestKey, StoredResponse
from scheduling.model.audit import Acting, Through
from scheduling.model.rounds import RoundAsked
from scheduling.store import Store, audit, interviews
from scheduling.usecases.access.once import carry_out_once
from scheduling.usecases.availability import clear_availability
from scheduling.usecases.delivery import begin, claim_due, mark_sent
from scheduling.usecases.distribute import book_round, draft_round, prepare_round
from scheduling.usecases.interviews import (
    cancel_interview,
    decline_interview,
    move_interview,
    replace_interviewer,
)
from scheduling.usecases.interviews.book import AllowedHours, book_interview
from scheduling.usecases.interviews.feed import first_feed
from scheduling.usecases.people.coordinators import dismiss_coordinator
from scheduling.usecases.register import register_candidate, register_self
from scheduling.wording.reading import ParsedAvailability

AMONG_OTHERS = {
    "book_interview",
    "move_interview",
    "cancel_interview",
    "decline_interview",
    "replace_interviewer",
}
"""They hold the writers' lock with others, and their people alone."""
BY_ROW = {
    *("claim_due", "begin", "give_back", "mark_sent", "mark_unsent", "mark_unknown"),
    "claim_unknown",
}
"""Steps of a message: they hold no lock, and change nothing that their row does not allow."""
LOCKS = {"writing_about": AMONG_OTHERS, "stepping": BY_ROW}
"""Everything else is written by `writing`, alone."""

NOW = at("2026-11-09 08:00")
NINE, TEN, ELEVEN = (at(f"2026-11-10 {hour:02}:00") for hour in (9, 10, 11))
TUESDAY = window("2026-11-10 09:00-12:00")


def test_whoever_does_not_write_alone_stands_in_the_table() -> None:
    found: dict[str, set[str]] = {"writing": set(), **{name: set() for name in LOCKS}}

    for file in Path(scheduling.usecases.__path__[0]).rglob("*.py"):
        for function in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Attribute) and node.attr in found:
                        found[node.attr].add(function.name)

    assert {name: found[name] for name in LOCKS} == LOCKS
    assert len(found["writing"]) > 40
    assert found["writing"] & AMONG_OTHERS == set()


# -- who waits for whom --------------------------------------------------------------------------


@pytest.fixture
def town(servers: None) -> Iterator[TwoBots]:
    with two_bots(now=NOW, rules=Rules(daily_cap=1)) as town:
        for name in ("Cora", "Cleo"):
            town.coordinator(name)
        for name in ("Carl", "Cy"):
            town.candidate(name, TUESDAY)
        for name in ("Ines", "Ivo", "Isla"):
            town.interviewer(name, TUESDAY)
        yield town


def books(candidate: str, *panel: str, start: object = NINE) -> Deed:
    def book(town: Town, store: Store) -> object:
        return book_interview(
            store,
            town.context(),
            candidate_id=town.people[candidate].id,
            interviewer_ids=tuple(town.people[name].id for name in panel),
            start=start,
            allowed=AllowedHours.OFFERED,
        ).interview

    return book


def cancels(town: Town, store: Store) -> object:
    return cancel_interview(store, town.context(), interview_id=1).interview


def moves(town: Town, store: Store) -> object:
    return move_interview(
        store, town.context(), interview_id=1, start=TEN, allowed=AllowedHours.OFFERED
    ).interview


def declines(town: Town, store: Store) -> object:
    return decline_interview(store, town.context("Ines"), interview_id=1).interview


def replaces(coming: str) -> Deed:
    def replace_(town: Town, store: Store) -> object:
        return replace_interviewer(
            store,
            town.context(),
            interview_id=1,
            leaving_id=town.people["Ines"].id,
            coming_id=town.people[coming].id,
        ).interview

    return replace_


def becomes_candidate(name: str) -> Deed:
    return lambda town, store: register_self(
        store, town.context(name), role=Role.CANDIDATE, time_zone=None
    )


def dismisses(name: str) -> Deed:
    profile = Profile(slack_user_id=f"U{name.upper()}", name=name, time_zone="UTC")
    return lambda town, store: dismiss_coordinator(store, town.context(), profile=profile)


def delivers(town: Town, store: Store) -> object:
    """One of Cy's, from its turn to its arrival."""
    (claimed,) = claim_due(store, channel=Channel.SLACK, owner="bot", limit=1, now=NOW)
    assert begin(store, claimed=claimed, now=NOW)
    return mark_sent(store, claimed=claimed, conversation="D1", receipt="1.0", now=NOW)


def registers(town: Town, store: Store) -> object:
    return register_candidate(
        store,
        town.context(),
        name="Dana",
        email=None,
        time_zone="UTC",
        said=ParsedAvailability(),
    )


def opens_feed(town: Town, store: Store) -> object:
    return first_feed(store, town.context("Ines"), person_id=town.people["Ines"].id)


def takes_hours_away(town: Town, store: Store) -> object:
    ines = town.people["Ines"]
    return clear_availability(store, town.context("Ines"), person_id=ines.id, version=1)


def books_round(town: Town, store: Store) -> object:
    return book_round(store, town.context("Cora"), round_id=1, version=1)


def booked(*names: str) -> Callable[[Town], object]:
    return lambda town: town.books(*names, start=NINE)


def drafted(town: Town) -> None:
    """Carl with Ines, on Tuesday."""
    asked = RoundAsked(
        start=at("2026-11-10 00:00"),
        end=at("2026-11-11 00:00"),
        candidate_ids=(town.people["Carl"].id,),
        interviewer_ids=(town.people["Ines"].id,),
    )
    context = town.context("Cora")
    prepared = prepare_round(town.store, context=context, asked=asked)
    draft_round(town.store, context=context, prepared=prepared)


def booked_of(town: Town) -> list[tuple[str, ...]]:
    with town.store.reading() as session:
        found = interviews.upcoming(session, ending_after=NOW, limit=10)
        assert overlaps(session) == []
    return [(f"{each.start:%H}", *sorted(p.name for p in each.people)) for each in found]


CARL_AND_INES = ("09", "Carl", "Ines")
PAIRS = (
    Pair(
        name="an interviewer's hour",
        first=books("Carl", "Ines"),
        second=books("Cy", "Ines"),
        hears="SlotTaken",
        stands=(CARL_AND_INES,),
    ),
    Pair(
        name="a candidate's hour",
        first=books("Carl", "Ines"),
        second=books("Carl", "Ivo"),
        hears="SlotTaken",
        stands=(CARL_AND_INES,),
    ),
    Pair(
        name="the same panel, named the other way round",
        first=books("Carl", "Ines", "Ivo"),
        second=books("Cy", "Ivo", "Ines", start=TEN),
        stands=(("09", "Carl", "Ines", "Ivo"), ("10", "Cy", "Ines", "Ivo")),
    ),
    Pair(
        name="one interview, cancelled",
        before=booked("Carl", "Ines"),
        first=cancels,
        second=moves,
        hears="InterviewGone",
    ),
    Pair(
        name="one interview, moved",
        before=booked("Carl", "Ines"),
        first=moves,
        second=cancels,
    ),
    Pair(
        name="a seat that is given up",
        before=booked("Carl", "Ines"),
        first=declines,
        second=replaces("Ivo"),
        stands=(("09", "Carl", "Ivo"),),
    ),
    Pair(
        name="a seat that is somebody else's by now",
        before=booked("Carl", "Ines"),
        first=replaces("Ivo"),
        second=replaces("Isla"),
        hears="NotOnThePanel",
        stands=(("09", "Carl", "Ivo"),),
    ),
    Pair(
        name="the hour of who comes in somebody's place",
        before=booked("Carl", "Ines"),
        first=replaces("Ivo"),
        second=books("Cy", "Ivo"),
        hears="SlotTaken",
        stands=(("09", "Carl", "Ivo"),),
    ),
    Pair(
        name="the hour that an interview is moved to",
        before=booked("Carl", "Ines"),
        first=moves,
        second=books("Cy", "Ines", start=TEN),
        hears="SlotTaken",
        stands=(("10", "Carl", "Ines"),),
    ),
    Pair(name="a free name", first=registers, second=registers, hears="NameTaken"),
    Pair(
        name="the last coordinator",
        first=dismisses("Cora"),
        second=dismisses("Cleo"),
        hears="LastCoordinator",
    ),
    Pair(
        name="a role in use",
        first=books("Carl", "Ines"),
        second=becomes_candidate("Ines"),
        hears="OwnRoleInUse",
        stands=(CARL_AND_INES,),
    ),
    Pair(
        name="a role that is another by now",
        first=becomes_candidate("Ines"),
        second=books("Carl", "Ines"),
        hears="WrongRole",
    ),
    Pair(
        name="hours that are offered no more",
        first=takes_hours_away,
        second=books("Carl", "Ines"),
        hears="OutsideAvailability",
    ),
    Pair(name="one calendar for each", first=opens_feed, second=opens_feed),
    Pair(
        name="a round that is booked once",
        before=drafted,
        first=books_round,
        second=books_round,
        hears="RoundGone",
        stands=(CARL_AND_INES,),
    ),
    Pair(
        name="a round's hour",
        before=drafted,
        first=books_round,
        second=books("Cy", "Ines"),
        hears="SlotTaken",
        stands=(CARL_AND_INES,),
    ),
    Pair(
        name="an hour that a round had meant to take",
        before=drafted,
        first=books("Cy", "Ines"),
        second=books_round,
        stands=(("09", "Cy", "Ines"),),
    ),
    Pair(
        name="the cap of a day",
        before=drafted,
        first=books("Cy", "Ines", start=ELEVEN),
        second=books_round,
        stands=(("11", "Cy", "Ines"),),
    ),
)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_of_two_who_share_a_rule_the_second_sees_what_the_first_has_done(
    town: TwoBots, pair: Pair
) -> None:
    pair.before(town)

    has_waited, outcomes = meet(town, pair.first, pair.second)

    assert has_waited
    assert outcomes == [None, pair.hears]
    assert booked_of(town) == list(pair.stands)


def test_hours_that_go_after_a_booking_find_it_and_have_somebody_told(town: TwoBots) -> None:
    has_waited, outcomes = meet(town, books("Carl", "Ines"), takes_hours_away)

    assert has_waited
    assert outcomes == [None, None]
    with town.store.reading() as session:
        assert interviews.in_conflict(session, ending_after=NOW) == {1}


def test_bookings_of_other_people_do_not_wait_for_each_other(town: TwoBots) -> None:
    has_waited, outcomes = meet(town, books("Carl", "Ines"), books("Cy", "Ivo"))

    assert not has_waited
    assert outcomes == [None, None]
    assert booked_of(town) == [CARL_AND_INES, ("09", "Cy", "Ivo")]


def once(deed: Deed, *, key: str, content: str = "") -> Deed:
    """The same as a press in Slack has it done, or a program that may ask again."""

    def done(town: Town, store: Store) -> object:
        def answered(joined: Store) -> StoredResponse:
            deed(town, joined)
            return StoredResponse(status=200, headers=(), body=key)

        request = RequestKey(sender="slack:U1", key=key, fingerprint=content)
        return carry_out_once(store, key=request, now=NOW, change=answered)

    return done


@pytest.mark.parametrize(
    "deed", [once(books("Cy", "Ivo"), key="2"), delivers], ids=["booking", "delivery"]
)
def test_what_is_carried_out_once_lets_others_write_about_others(town: TwoBots, deed: Deed) -> None:
    town.books("Cy", "Ivo", start=TEN)

    has_waited, outcomes = meet(town, once(books("Carl", "Ines"), key="1"), deed)

    assert not has_waited
    assert outcomes == [None, None]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_rule_that_two_share_holds_where_both_are_carried_out_once(
    town: TwoBots, pair: Pair
) -> None:
    pair.before(town)

    has_waited, outcomes = meet(town, once(pair.first, key="1"), once(pair.second, key="2"))

    assert has_waited
    assert outcomes == [None, pair.hears]
    assert booked_of(town) == list(pair.stands)


def test_one_press_that_comes_twice_at_once_is_carried_out_once(town: TwoBots) -> None:
    press = once(books("Carl", "Ines"), key="1")

    has_waited, outcomes = meet(town, press, press)

    assert has_waited
    assert outcomes == [None, None]
    assert booked_of(town) == [CARL_AND_INES]


def test_of_two_requests_with_one_key_about_other_people_the_second_changes_nothing(
    town: TwoBots,
) -> None:
    has_waited, outcomes = meet(
        town,
        once(books("Carl", "Ines"), key="1", content="Carl"),
        once(books("Cy", "Ivo"), key="1", content="Cy"),
    )

    assert has_waited
    assert outcomes == [None, "RequestDiffers"]
    assert booked_of(town) == [CARL_AND_INES]


@pytest.mark.parametrize("first", [books("Carl", "Ines"), registers], ids=["among", "alone"])
def test_a_message_on_its_way_waits_for_nobody(town: TwoBots, first: Deed) -> None:
    town.books("Cy", "Ivo", start=NINE)

    has_waited, outcomes = meet(town, first, delivers)

    assert not has_waited
    assert outcomes == [None, None]


def test_more_people_than_there_is_room_for_locks_are_written_about_alone(town: TwoBots) -> None:
    def everybody(_: Town, store: Store) -> None:
        with store.writing_about(range(1000, 1065)):
            pass

    has_waited, _ = meet(town, everybody, books("Carl", "Ines"))

    assert has_waited


def test_whoever_acts_is_written_about_too(town: TwoBots) -> None:
    """What they do is put on record, and that may change their own row."""
    acting = Acting(through=Through.SLACK, person_id=town.people["Cora"].id)

    def by_cora(deed: Deed) -> Deed:
        def done(town: Town, store: Store) -> object:
            with audit.acting(acting):
                return deed(town, store)

        return done

    has_waited, outcomes = meet(town, by_cora(books("Carl", "Ines")), by_cora(books("Cy", "Ivo")))

    assert has_waited
    assert outcomes == [None, None]


def test_a_thread_that_writes_can_not_begin_to_write_anew(town: TwoBots) -> None:
    with (
        town.store.writing_about([town.people["Ines"].id]),
        pytest.raises(RuntimeError, match="open already"),
        town.store.writing(),
    ):
        pass
