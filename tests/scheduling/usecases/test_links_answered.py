"""What came of a link by which an hour may be picked: whoever is booked by hand picks no second."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from time_builders import at, window
from town import Town, town_at

from scheduling.model import RequestContext
from scheduling.model.api_access import CandidateLink, LinkPurpose, Offer
from scheduling.store import interviews
from scheduling.usecases.candidate import hours_to_pick, issue_link, pick_hour
from scheduling.usecases.interviews import cancel_interview

pytestmark = pytest.mark.both_databases

NOW, TEN = at("2026-11-09 08:00"), at("2026-11-10 10:00")
TUESDAY = window("2026-11-10 09:00-12:00")


@pytest.fixture(name="town")
def _town() -> Iterator[Town]:
    with town_at(NOW) as town:
        town.coordinator("Cora")
        for name in ("Ines", "Ivo"):
            town.interviewer(name, TUESDAY)
        town.candidate("Carl", TUESDAY)
        yield town


def cora(town: Town, *, minutes: int) -> RequestContext:
    """The coordinator, so long before the town's clock, or after."""
    return replace(town.context("Cora"), now=NOW + timedelta(minutes=minutes))


def asks(town: Town, offer: Offer, *, minutes: int) -> CandidateLink:
    """Let Carl have a link by which he may pick an hour."""
    carl = town.people["Carl"]
    context = cora(town, minutes=minutes)
    return issue_link(
        town.store, context, person_id=carl.id, purpose=LinkPurpose.PICK, offer=offer
    ).link


def test_whoever_is_booked_by_hand_picks_nothing_by_the_link_from_before(town: Town) -> None:
    carl, person = town.context("Carl"), town.people["Carl"]
    link = asks(town, Offer(), minutes=-5)
    booked = town.books("Carl", "Ines", start=TEN)

    came = pick_hour(town.store, carl, link=link, start=at("2026-11-10 11:00"))
    again = asks(town, Offer(), minutes=5)

    assert came.id == booked.id
    assert hours_to_pick(town.store, carl, link=link) is None
    assert again.id != link.id
    assert hours_to_pick(town.store, carl, link=again) is not None
    with town.store.reading() as session:
        ahead = interviews.upcoming(session, ending_after=NOW, person_id=person.id, limit=9)
    assert [each.id for each in ahead] == [booked.id]
    cancel_interview(town.store, town.context("Cora"), interview_id=booked.id)
    assert hours_to_pick(town.store, carl, link=link) is not None


def test_an_interview_with_nobody_of_the_offer_or_by_another_link_is_none_of_it(
    town: Town,
) -> None:
    carl, ivo = town.context("Carl"), town.people["Ivo"]
    any_hour = asks(town, Offer(), minutes=-5)
    of_ivo = asks(town, Offer(interviewer_ids=(ivo.id,)), minutes=-5)

    town.books("Carl", "Ines", start=TEN)
    assert hours_to_pick(town.store, carl, link=of_ivo) is not None
    pick_hour(town.store, carl, link=of_ivo, start=at("2026-11-10 11:00"))

    assert hours_to_pick(town.store, carl, link=any_hour) is None
