"""A link to a candidate's page as a coordinator is shown it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.views.candidates.links import link_blocks
from scheduling.model import Person, Role
from scheduling.model.api_access import CandidateLink, LinkPurpose
from scheduling.results import IssuedLink
from scheduling.wording.saying.reader import Reader

CARL = Person(id=2, name="Carl", role=Role.CANDIDATE, time_zone="UTC", is_coordinator=False)


@pytest.mark.parametrize(
    ("ends", "zone", "words"),
    [
        (datetime(2026, 11, 17, tzinfo=UTC), "UTC", "good to the end of Mon 16 Nov"),
        (datetime(2026, 11, 16, 12, tzinfo=UTC), "UTC", "good until Mon 16 Nov, 12:00 PM UTC"),
        # Midnight is another hour where they are.
        (datetime(2026, 11, 17, tzinfo=UTC), "America/New_York", "until Mon 16 Nov, 7:00 PM EST"),
        # In March there, midnight is four hours from UTC.
        (datetime(2027, 3, 16, 4, tzinfo=UTC), "America/New_York", "to the end of Mon 15 Mar"),
    ],
)
def test_a_link_is_good_for_as_long_as_it_says_by_the_readers_clock(
    ends: datetime, zone: str, words: str
) -> None:
    link = CandidateLink(
        id=1,
        word="word",
        purpose=LinkPurpose.HOURS,
        person_id=2,
        made_by=None,
        created_at=datetime(2026, 11, 9, tzinfo=UTC),
        expires_at=ends,
        revoked_at=None,
        offer=None,
    )
    reader = Reader(person=None, zone=ZoneInfo(zone))

    blocks = link_blocks(
        IssuedLink(person=CARL, link=link), address="https://x.test", reader=reader
    )

    assert words in blocks[0].to_dict()["text"]["text"]
