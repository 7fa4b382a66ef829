"""A list of interviews stays within Slack's limits; its menus and buttons mean what they show."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.home import home_view
from bot.views.interviews.filters import DAYS, NEED, PERSON, filter_chosen
from bot.views.interviews.listing import PAGE, list_blocks, page_value, read_page, with_news
from scheduling.model import (
    Actor,
    Availability,
    Interview,
    MessageKind,
    MessageState,
    Person,
    RequestContext,
    Role,
    Rules,
    Undelivered,
)
from scheduling.model.details import Details
from scheduling.model.interviews import EVERYTHING, InterviewFilter, Need, Which
from scheduling.results import Arranged, HomeState, InterviewPage

NOW = datetime(2026, 11, 11, 8, tzinfo=UTC)
CORA = Actor(name="Cora", time_zone="Europe/Lisbon", is_coordinator=True)
CONTEXT = RequestContext(actor=CORA, now=NOW, rules=Rules())
CARL = Person(id=1, name="Carl", role=Role.CANDIDATE, time_zone="Asia/Kolkata")
PANEL = tuple(
    Person(id=id, name=f"I{id}", role=Role.INTERVIEWER, time_zone="America/New_York")
    for id in range(2, 6)
)
MINUTES = st.integers(0, 10**6).map(lambda each: NOW + timedelta(minutes=each))
FILTERS = st.builds(
    InterviewFilter,
    person_ids=st.lists(st.integers(1, 10**9), max_size=3).map(tuple),
    start=st.none() | MINUTES,
    end=st.none() | MINUTES,
    need=st.none() | st.sampled_from(Need),
    which=st.sampled_from(Which),
)


def troubled(id: int, start: datetime) -> Interview:
    """An interview of which there is as much to say as there can be."""
    return Interview(
        id=id,
        candidate=CARL,
        interviewers=PANEL,
        start=start,
        declined=frozenset({2}),
        in_conflict=frozenset({1, 3}),
    )


def missed(interview: Interview) -> Undelivered:
    return Undelivered(
        interview_id=interview.id,
        person_id=1,
        kind=MessageKind.BOOKED,
        state=MessageState.DEAD,
        reason="account_inactive",
    )


@given(FILTERS, st.integers(0, 5000))
def test_a_button_remembers_the_page_and_the_filter(wanted: InterviewFilter, skip: int) -> None:
    value = page_value(wanted, skip=skip)

    assert read_page(value) == (skip, wanted)
    assert len(value) <= 200


def test_a_button_of_before_shows_everything() -> None:
    assert read_page("5") == (5, EVERYTHING)


def test_the_fullest_page_fits_into_a_message_below_what_was_done() -> None:
    interviews = tuple(troubled(id, NOW + timedelta(days=id)) for id in range(1, PAGE + 1))
    page = InterviewPage(
        interviews=interviews,
        skip=PAGE,
        total=500,
        undelivered=tuple(map(missed, interviews)),
        has_people_to_tell=True,
        wanted=InterviewFilter(person_ids=(1,), need=Need.ANYTHING),
        named=(CARL,),
    )

    blocks = with_news("Moved.", list_blocks(page, context=CONTEXT))

    assert len(blocks) <= 50
    assert all(len(block.block_id or "") <= 255 for block in blocks)


def test_the_fullest_home_fits_into_a_view() -> None:
    waiting = tuple(troubled(id, NOW + timedelta(hours=id)) for id in range(1, 6))
    coming = tuple(troubled(id, NOW + timedelta(hours=2 * id)) for id in range(1, 61))
    state = HomeState(
        actor=CORA,
        now=NOW,
        interviews=waiting,
        total=5000,
        availability=Availability(person_id=0),
        arranged=Arranged(
            waiting=waiting,
            waiting_total=900,
            undelivered=tuple(map(missed, waiting)),
            coming=coming,
            coming_total=700,
            total=5000,
        ),
    )

    blocks = home_view(state).blocks or []

    assert len(blocks) <= 100


@pytest.mark.parametrize(("count", "is_linked"), [(3, True), (30, False)])
def test_a_line_of_home_opens_where_it_is_unless_its_day_is_too_full_for_that(
    count: int, is_linked: bool
) -> None:
    place = f"https://meet.acme.example/{'x' * 80}?a=1&b=2"
    coming = tuple(
        Interview(
            id=id,
            candidate=CARL,
            interviewers=PANEL[:1],
            start=NOW + timedelta(hours=1),
            details=Details(title="A round", place=place),
        )
        for id in range(count)
    )
    arranged = Arranged(
        waiting=(), waiting_total=0, undelivered=(), coming=coming, coming_total=count, total=count
    )
    state = HomeState(
        actor=CORA,
        now=NOW,
        interviews=(),
        total=0,
        availability=Availability(person_id=0),
        arranged=arranged,
    )

    text = str(home_view(state).to_dict())

    link = f"· <{place.replace('&', '&amp;')}|Link>"
    assert text.count(link) == (count if is_linked else 0)
    assert text.count("· A round") == count


def test_a_coordinator_without_anything_to_see_to_is_told_so() -> None:
    nothing = Arranged(
        waiting=(), waiting_total=0, undelivered=(), coming=(), coming_total=0, total=3
    )
    state = HomeState(
        actor=CORA,
        now=NOW,
        interviews=(),
        total=0,
        availability=Availability(person_id=0),
        arranged=nothing,
    )

    text = str(home_view(state).to_dict())

    assert "Nothing: every seat is taken, everybody is told, all within their hours." in text
    assert "No interviews in the next seven days. Later: 3." in text
    assert "None ahead" not in text


@pytest.mark.parametrize(
    ("action_id", "value", "expected"),
    [
        (PERSON, "7", InterviewFilter(person_ids=(7,), need=Need.UNTOLD)),
        (PERSON, "all", InterviewFilter(need=Need.UNTOLD)),
        (NEED, "open", InterviewFilter(person_ids=(1,), need=Need.OPEN_SEAT)),
        (NEED, "all", InterviewFilter(person_ids=(1,))),
        (NEED, "cancelled", InterviewFilter(person_ids=(1,), which=Which.CANCELLED)),
        (
            DAYS,
            "Next week",
            InterviewFilter(
                person_ids=(1,),
                need=Need.UNTOLD,
                start=datetime(2026, 11, 16, tzinfo=UTC),
                end=datetime(2026, 11, 23, tzinfo=UTC),
            ),
        ),
    ],
)
def test_a_menu_changes_its_own_part_of_the_filter(
    action_id: str, value: str, expected: InterviewFilter
) -> None:
    wanted = InterviewFilter(person_ids=(1,), need=Need.UNTOLD)
    page = InterviewPage(interviews=(), skip=0, total=0, wanted=wanted, named=(CARL,))
    menus = list_blocks(page, context=CONTEXT)[1]

    chosen = filter_chosen(
        {
            "action_id": action_id,
            "block_id": menus.block_id,
            "selected_option": {"value": value},
        },
        context=CONTEXT,
    )

    assert chosen == expected
