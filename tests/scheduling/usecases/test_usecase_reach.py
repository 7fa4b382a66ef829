"""An address that is added, changed or taken away is followed by what has not been sent yet."""

from collections import Counter
from dataclasses import replace

import pytest
from time_builders import at, window
from town import Town, town_at

from scheduling.messages.reach import UNREACHED, Reach, channel_of
from scheduling.model import Channel, ClaimedMessage, Interview, MessageKind, MessageState, Person
from scheduling.store import people
from scheduling.timespan import HOUR
from scheduling.usecases import delivery
from scheduling.usecases.interviews import upcoming_interviews

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
NINE = at("2026-11-10 09:00")
TUESDAY = window("2026-11-10 09:00-12:00")
SLACK, EMAIL = Channel


def by_either(person: Person) -> Channel | None:
    """By Slack whoever is in it, and by e-mail everybody else who has an address."""
    return channel_of(person) or (EMAIL if person.email else None)


def booked(town: Town) -> Interview:
    town.coordinator("Cora")
    town.candidate("Carl", TUESDAY)
    town.interviewer("Ines", TUESDAY)
    return town.books("Carl", "Ines", start=NINE)


def becomes(town: Town, name: str, **facts: object) -> None:
    """Somebody is reached otherwise from now on."""
    changed = replace(town.people[name], **facts)
    with town.store.writing() as session:
        people.save(session, changed)
    town.people[name] = changed


def claimed(
    town: Town, channel: Channel = SLACK, *, reach: Reach = by_either
) -> tuple[ClaimedMessage, ...]:
    return delivery.claim_due(
        town.store, channel=channel, owner="us", limit=20, now=town.now, reach=reach
    )


def recipients(town: Town, claimed: tuple[ClaimedMessage, ...]) -> list[str]:
    names = {person.id: name for name, person in town.people.items()}
    return sorted(names[one.message.person_id] for one in claimed)


def are_sent(town: Town, *channels: Channel) -> Counter[tuple[str, MessageKind, Channel]]:
    """All that is due by these channels, sent; who has got what, and by which."""
    names = {person.id: name for name, person in town.people.items()}
    got: Counter[tuple[str, MessageKind, Channel]] = Counter()
    while batch := [one for channel in channels for one in claimed(town, channel)]:
        for one in batch:
            delivery.begin(town.store, claimed=one, now=town.now)
            delivery.mark_sent(
                town.store, claimed=one, conversation="there", receipt="1", now=town.now
            )
            got[names[one.message.person_id], one.message.kind, one.message.channel] += 1
    return got


def test_whoever_leaves_slack_and_has_an_e_mail_address_gets_it_by_e_mail() -> None:
    with town_at(NOW) as town:
        booked(town)
        becomes(town, "Carl", slack_user_id=None, email="carl@example.com")

        got = are_sent(town, SLACK, EMAIL)

        assert got == {
            ("Carl", MessageKind.BOOKED, EMAIL): 1,
            ("Ines", MessageKind.BOOKED, SLACK): 1,
        }


def test_whoever_comes_into_slack_gets_there_what_was_planned_for_e_mail() -> None:
    with town_at(NOW) as town:
        booked(town)
        becomes(town, "Carl", slack_user_id=None, email="carl@example.com")
        assert recipients(town, claimed(town)) == ["Ines"]
        becomes(town, "Carl", slack_user_id="UCARL")

        assert claimed(town, EMAIL) == ()

        assert recipients(town, claimed(town)) == ["Carl"]


def test_reminders_follow_as_well_and_there_is_one_of_each() -> None:
    with town_at(NOW) as town:
        booked(town)
        are_sent(town, SLACK, EMAIL)
        becomes(town, "Carl", slack_user_id=None, email="carl@example.com")
        town.now = NINE - 24 * HOUR
        day_before = are_sent(town, SLACK, EMAIL)
        becomes(town, "Carl", slack_user_id="UCARL")
        town.now = NINE - HOUR

        hour_before = are_sent(town, SLACK, EMAIL)

        assert day_before["Carl", MessageKind.REMINDER, EMAIL] == 1
        assert hour_before["Carl", MessageKind.REMINDER, SLACK] == 1
        assert day_before.total() == hour_before.total() == 2


def test_another_account_in_slack_gets_it_there_and_nobody_hears_of_it() -> None:
    with town_at(NOW) as town:
        booked(town)
        becomes(town, "Carl", slack_user_id="UCARL2")

        assert recipients(town, claimed(town)) == ["Carl", "Ines"]


def test_what_reaches_nobody_any_more_is_undeliverable_and_coordinators_are_told_once() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        becomes(town, "Carl", slack_user_id=None)

        got = are_sent(town, SLACK)
        town.now = NINE - HOUR
        later = are_sent(town, SLACK)

        assert got["Cora", MessageKind.UNDELIVERED, SLACK] == 1
        assert later == {("Ines", MessageKind.REMINDER, SLACK): 1}
        carls = [s for m, s in town.messages(interview) if m.person_id == town.people["Carl"].id]
        assert carls.count(MessageState.DEAD) == 2


def test_coordinators_see_who_is_out_of_reach_among_the_interviews() -> None:
    with town_at(NOW) as town:
        interview = booked(town)
        becomes(town, "Carl", slack_user_id=None)

        are_sent(town, SLACK)

        page = upcoming_interviews(town.store, context=town.context(), skip=0, limit=5)
        (missed,) = page.undelivered
        assert (missed.interview_id, missed.person_id) == (interview.id, town.people["Carl"].id)
        assert (missed.state, missed.reason) == (MessageState.DEAD, UNREACHED)


def test_what_one_person_can_not_get_holds_up_nobody_else() -> None:
    with town_at(NOW) as town:
        booked(town)
        becomes(town, "Carl", slack_user_id=None)

        first = delivery.claim_due(town.store, channel=SLACK, owner="us", limit=1, now=town.now)

        assert recipients(town, first) in (["Ines"], ["Cora"])
