"""A page that is kept shows at once what has changed, whoever has changed it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from databases import IN_MEMORY, Kind, new_database
from journeys.conftest import MONDAY
from web.in_process import Api, api_on, api_over, traced
from web.pages import CORA, KEYS, RULES, link_to, opens, registers, sends
from web.programs import Answer

from bot.process.signing.candidate_links import CandidateLinks
from bot.process.signing.secret_keys import keys_in
from bot.web.candidate.kept import KeptPages
from scheduling.errors import SchedulingError
from scheduling.model import Interview, Outcome, Person, RequestContext, Role
from scheduling.model.api_access import LinkPurpose, Offer
from scheduling.model.details import GivenDetails
from scheduling.model.interviews import UNSEEN
from scheduling.model.people import WithAhead
from scheduling.results.candidates import actor_of
from scheduling.steps.interviews import AllowedHours
from scheduling.store import Store, interviews, people
from scheduling.store.schema import tables
from scheduling.timespan import HOUR, tick_at
from scheduling.usecases.availability import give_availability
from scheduling.usecases.candidate import (
    ask_to_move,
    change_zone,
    end_links,
    erase_candidate,
    keep_own_locale,
    open_page,
    refuse_move,
)
from scheduling.usecases.interviews import (
    book_interview,
    cancel_interview,
    decline_interview,
    describe_interview,
    move_interview,
    replace_interviewer,
)
from scheduling.usecases.people.merging import merge_people
from scheduling.usecases.people.outcomes import set_outcome
from scheduling.usecases.people.removal import remove_person
from scheduling.usecases.upkeep.erase_candidates import erase_candidates
from scheduling.wording.reading import read_availability

TEN = datetime(2026, 11, 12, 10, tzinfo=UTC)
GZIP = {"accept_encoding": "gzip"}


@dataclass(frozen=True, kw_only=True)
class World:
    """A candidate whose page one bot keeps, and the database as another has it."""

    bot: Api
    other: Store
    dora: Person
    ines: Person
    ivo: Person
    page: str

    def with_names(self) -> Api:
        """A bot by whose settings candidates see whom they meet."""
        return api_over(self.bot.store, rules=replace(RULES, candidates_see_panel=True), keys=KEYS)

    def shown(self) -> Answer:
        return self.bot.get(self.page, **GZIP)

    def anew(self) -> Answer:
        """What a bot shows that has kept nothing."""
        return api_over(self.bot.store, rules=RULES, keys=KEYS).get(self.page, **GZIP)

    def interview(self) -> Interview:
        """Dora's next interview, which is booked where there is none."""
        with self.other.reading() as session:
            found = interviews.upcoming(
                session, ending_after=MONDAY, person_id=self.dora.id, limit=1
            )
        return found[0] if found else books(self)

    def herself(self) -> RequestContext:
        with self.other.reading() as session:
            person = people.get(session, self.dora.id)
        assert person is not None
        return replace(CORA, actor=actor_of(person))


Change = Callable[[World], object]


def books(world: World) -> Interview:
    return book_interview(
        world.other,
        CORA,
        candidate_id=world.dora.id,
        interviewer_ids=(world.ines.id,),
        start=TEN,
        allowed=AllowedHours.ANY,
    ).interview


def says(words: str) -> Change:
    said = read_availability(words, now=MONDAY, zone=ZoneInfo("UTC"))
    return lambda world: give_availability(world.other, CORA, person_id=world.dora.id, said=said)


def describes(**given: str) -> Change:
    details = GivenDetails(**given)
    return lambda world: describe_interview(
        world.other, CORA, interview_id=world.interview().id, given=details
    )


def moves(world: World) -> None:
    before = world.interview()
    start = before.start + HOUR if before.start < TEN + 3 * HOUR else TEN
    move_interview(world.other, CORA, interview_id=before.id, start=start, allowed=AllowedHours.ANY)


def asks(world: World) -> None:
    interview = world.interview()
    wanted = interview.start + 24 * HOUR
    ask_to_move(world.other, world.herself(), interview_id=interview.id, wanted=wanted, seen=UNSEEN)


def is_refused(world: World) -> None:
    asks(world)
    refuse_move(world.other, CORA, interview_id=world.interview().id)


def is_called(name: str) -> Change:
    def renames(world: World) -> None:
        with world.other.writing() as session:
            person = people.get(session, world.dora.id)
            assert person is not None
            people.save(session, replace(person, name=name))

    return renames


def types_at_a_prompt(world: World) -> None:
    world.interview()
    with world.other.writing() as session:
        changed = sa.update(tables.interview).values(title="Typed at a prompt")
        session.execute(changed)


SEEN: dict[str, Change] = {
    "hours": says("Tue 9-12"),
    "weekly hours": says("every Wednesday 9-12"),
    "time off": says("off Wednesday"),
    "a booking": books,
    "a place": describes(place="https://meet.example.com/room"),
    "a title": describes(title="First talk"),
    "a note for the candidate": describes(note_for_candidate="Bring your shoes."),
    "a move": moves,
    "a wish to move": asks,
    "a wish that is refused": is_refused,
    "a time zone": lambda world: change_zone(
        world.other, world.herself(), person_id=world.dora.id, time_zone="Asia/Kolkata"
    ),
    "a language": lambda world: keep_own_locale(
        world.other, world.herself(), person_id=world.dora.id, locale="de"
    ),
    "another language": lambda world: keep_own_locale(
        world.other, world.herself(), person_id=world.dora.id, locale="en-GB"
    ),
    "a name": is_called("Dora Dresden"),
    "a change at a prompt": types_at_a_prompt,
    "a cancellation": lambda world: cancel_interview(
        world.other, CORA, interview_id=world.interview().id
    ),
}
"""What somebody can see on their page; each of them in this order."""


def takes_the_seat(world: World) -> None:
    interview = world.interview()
    leaving = interview.interviewers[0].id
    coming = world.ivo.id if leaving == world.ines.id else world.ines.id
    replace_interviewer(
        world.other, CORA, interview_id=interview.id, leaving_id=leaving, coming_id=coming
    )


def declines(world: World) -> None:
    interview = world.interview()
    actor = replace(CORA, actor=replace(CORA.actor, person=interview.interviewers[0]))
    decline_interview(world.other, actor, interview_id=interview.id)


UNSEEN_CHANGES: dict[str, Change] = {
    "a note for the panel": describes(note_for_panel="Ask about shoes."),
    "another panel": takes_the_seat,
    "a seat that is declined": declines,
    "a link that lasts longer": lambda world: link_to(world.bot, world.dora),
}


@pytest.fixture(name="world")
def _world(tmp_path: Path, database: Kind) -> Iterator[World]:
    url = new_database(tmp_path)
    with api_on(url, rules=RULES, keys=KEYS) as bot, closing(Store.open_beside(url)) as other:
        dora = registers(bot, "Dora Diaz", Role.CANDIDATE, "Europe/Berlin")
        ines, ivo = (registers(bot, name, Role.INTERVIEWER) for name in ("Ines", "Ivo"))
        for person in (ines, ivo):
            said = read_availability("weekdays 9:00-15:00", now=MONDAY, zone=ZoneInfo("UTC"))
            give_availability(other, CORA, person_id=person.id, said=said)
        page = link_to(bot, dora)
        yield World(bot=bot, other=other, dora=dora, ines=ines, ivo=ivo, page=page)


def same(one: Answer, other: Answer) -> bool:
    return (one.status, one.body) == (other.status, other.body)


@pytest.mark.both_databases
def test_each_change_by_another_bot_is_on_the_page_at_once(world: World) -> None:
    for name, change in SEEN.items():
        before = world.shown()
        assert same(world.shown(), before), name

        change(world)

        after = world.shown()
        assert same(after, world.anew()), name
        assert after.body != before.body, name
        assert after.status == 200, name


@pytest.mark.both_databases
def test_after_any_changes_in_any_order_what_is_kept_is_what_would_be_made_anew(
    world: World,
) -> None:
    changes, done = {**SEEN, **UNSEEN_CHANGES}, set()
    # Twice each; whoever looks more than sixty times at once is asked to wait.
    several = sorted([*changes, *changes])
    Random(15).shuffle(several)
    world.shown()
    for name in several:
        try:
            changes[name](world)
            done.add(name)
        except SchedulingError:
            pass  # such as a seat that is declined already: then nothing has changed

        assert same(world.shown(), world.anew()), name
    assert done == set(changes)


ENDS: dict[str, Change] = {
    "the link is ended": lambda world: end_links(world.other, CORA, person_id=world.dora.id),
    "they are removed": lambda world: remove_person(
        world.other, CORA, person_id=world.dora.id, with_ahead=WithAhead.CANCEL
    ),
    "they are hired": lambda world: set_outcome(
        world.other,
        CORA,
        person_id=world.dora.id,
        outcome=Outcome.HIRED,
        with_ahead=WithAhead.CANCEL,
    ),
    "they are erased": lambda world: erase_candidate(world.other, CORA, person_id=world.dora.id),
    "they are long past": lambda world: list(
        erase_candidates(world.other, kept_for=HOUR, now=MONDAY + timedelta(days=400))
    ),
}


@pytest.mark.both_databases
@pytest.mark.parametrize("end", ENDS)
def test_a_page_that_is_kept_is_refused_as_soon_as_its_link_opens_nothing(
    world: World, end: str
) -> None:
    assert world.shown().status == 200

    ENDS[end](world)

    assert world.shown().status == 404
    assert same(world.shown(), world.anew())


@pytest.mark.both_databases
def test_the_page_of_a_double_is_that_of_whoever_stays(world: World) -> None:
    dana = registers(world.bot, "Dana Diaz", Role.CANDIDATE)
    assert "Dora" in opens(world.bot, world.page).words

    merge_people(world.other, CORA, double_id=world.dora.id, into_id=dana.id)
    merged = world.shown()
    give_availability(
        world.other,
        CORA,
        person_id=dana.id,
        said=read_availability("Tue 9-12", now=MONDAY, zone=ZoneInfo("UTC")),
    )

    assert "Hello Dana" in opens(world.bot, world.page).words
    assert world.shown().body != merged.body
    assert same(world.shown(), world.anew())


@pytest.mark.both_databases
def test_the_hours_to_pick_are_those_that_are_free_by_now(world: World) -> None:
    offer = Offer(interviewer_ids=(world.ines.id,), seats=1)
    page = link_to(world.bot, world.dora, LinkPurpose.PICK, offer)
    cy = registers(world.bot, "Cy", Role.CANDIDATE)
    ten = str(tick_at(TEN))
    assert f'value="{ten}"' in world.bot.get(page).body.decode()
    before = world.bot.get(page, **GZIP)

    book_interview(
        world.other,
        CORA,
        candidate_id=cy.id,
        interviewer_ids=(world.ines.id,),
        start=TEN,
        allowed=AllowedHours.ANY,
    )
    after = world.bot.get(page, **GZIP)

    assert after.body != before.body
    assert f'value="{ten}"' not in world.bot.get(page).body.decode()


@pytest.mark.both_databases
def test_a_page_in_which_nothing_has_changed_takes_one_question(world: World) -> None:
    world.interview()
    world.shown()

    with traced() as trace:
        answer = world.shown()

    assert answer.status == 200
    assert [one.split()[0] for one in trace.asked if one != "BEGIN"] == ["SELECT"]


@pytest.mark.both_databases
def test_whom_they_meet_is_on_the_page_where_the_settings_say_so_as_they_are_called_now(
    world: World,
) -> None:
    world.interview()
    bot = world.with_names()
    before = opens(bot, world.page).words

    with world.other.writing() as session:
        people.save(session, replace(world.ines, name="Ines Iversen-Alves"))
    renamed = opens(bot, world.page).words
    takes_the_seat(world)

    assert "with Ines" in before
    assert "with Ines Iversen-Alves" in renamed
    assert "with Ivo" in opens(bot, world.page).words
    assert "Iv" not in opens(world.bot, world.page).words


# -- one bot -------------------------------------------------------------------------------------


@pytest.fixture(name="api")
def _api() -> Iterator[Api]:
    with api_on(IN_MEMORY, rules=RULES, keys=KEYS) as api:
        yield api


def test_an_interview_is_gone_from_a_page_that_is_kept_once_it_is_over(api: Api) -> None:
    moments = [TEN + HOUR - timedelta(seconds=1), TEN + HOUR]
    clock = iter([MONDAY, *moments])
    dora = registers(api, "Dora Diaz", Role.CANDIDATE)
    ines = registers(api, "Ines", Role.INTERVIEWER)
    page = link_to(api, dora)
    book_interview(
        api.store,
        CORA,
        candidate_id=dora.id,
        interviewer_ids=(ines.id,),
        start=TEN,
        allowed=AllowedHours.ANY,
    )
    bot = api_over(api.store, rules=RULES, keys=KEYS, clock=lambda: next(clock))

    booked, still, over = (opens(bot, page).words for _ in range(3))

    shown = ["Add to my calendar" in words for words in (booked, still, over)]
    assert shown == [True, True, False]


def test_a_link_is_refused_at_the_moment_at_which_it_is_over(api: Api) -> None:
    dora = registers(api, "Dora Diaz", Role.CANDIDATE)
    page = link_to(api, dora)
    with api.store.reading() as session:
        ends = session.scalars(sa.select(tables.candidate_link.c.expires_at)).one()
    clock = iter([ends - timedelta(seconds=2), ends - timedelta(seconds=1), ends])
    bot = api_over(api.store, rules=RULES, keys=KEYS, clock=lambda: next(clock))

    assert [bot.get(page, **GZIP).status for _ in range(3)] == [200, 200, 404]


def test_each_way_to_read_a_page_is_kept_by_itself(api: Api) -> None:
    page = link_to(api, registers(api, "Dora Diaz", Role.CANDIDATE))
    ways = [("", "en-US"), ("", "de"), ("all", "de"), ("", "fr"), ("all", "es"), ("", "en-GB")]

    def looks() -> list[bytes]:
        return [
            api.get(page, query, accept_language=language, **GZIP).body for query, language in ways
        ]

    first = looks()

    assert looks() == first
    assert len(set(first)) == len(ways)


def test_whoever_takes_no_gzip_reads_the_same_page(api: Api) -> None:
    page = link_to(api, registers(api, "Dora Diaz", Role.CANDIDATE))
    packed = api.get(page, **GZIP)

    plain = api.get(page)

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert "Hello Dora Diaz" in opens(api, page).words


def test_what_was_done_is_said_once_and_is_not_on_the_page_that_is_kept(api: Api) -> None:
    page = link_to(api, registers(api, "Dora Diaz", Role.CANDIDATE))
    kept = api.get(page, **GZIP)

    form = opens(api, page).form("/hours").ticks(tick_at(TEN))
    assert "Your hours are saved" in sends(api, form).words

    assert api.get(page, **GZIP).body != kept.body
    assert "Your hours are saved" not in opens(api, page).words


def test_two_signatures_of_one_link_have_a_page_each(api: Api) -> None:
    dora = registers(api, "Dora Diaz", Role.CANDIDATE)
    old = link_to(api, dora)
    newer = keys_in(f"2:{'n' * 40},1:{'k' * 40}")
    word = old.rpartition("/")[2].partition(".")[0]
    renewed = CandidateLinks(public_url="", keys=newer).address(word)
    bot = api_over(api.store, rules=RULES, keys=newer)

    pages = {path: bot.get(path, **GZIP) for path in (old, renewed)}
    kept = {path: bot.get(path, **GZIP) for path in (old, renewed)}

    assert old != renewed
    assert [path for path in pages if not same(pages[path], kept[path])] == []
    assert all(opens(bot, path).form("/hours").action.startswith(path) for path in pages)


def test_no_more_pages_are_kept_than_there_is_room_for(api: Api) -> None:
    words = []
    for name in ("Dora Diaz", "Otto Olsen", "Pia Paz"):
        words.append(link_to(api, registers(api, name, Role.CANDIDATE)).rpartition("/")[2])
    kept = KeptPages(most=2)

    for word in (each.partition(".")[0] for each in words):
        kept.keep(word, open_page(api.store, word=word, now=MONDAY))

    here = [kept.page(each.partition(".")[0]) is not None for each in words]
    assert here == [False, True, True]
    assert kept.keep(words[1].partition(".")[0], None) is None
    assert kept.page(words[1].partition(".")[0]) is None
