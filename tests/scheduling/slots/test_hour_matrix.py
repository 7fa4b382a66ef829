"""The hours kept of everybody answer as going through everybody's hours does."""

import json
from dataclasses import dataclass, field, replace
from random import Random

from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from time_builders import at, candidate, horizon, interviewer
from time_strategies import availabilities, days, zones

from scheduling.availability import free_hours
from scheduling.model import Person
from scheduling.slots import FoundSlots, SlotQuestion, common_slots
from scheduling.slots.hour_block import MOST_PEOPLE
from scheduling.slots.hour_matrix import HourMatrix, in_parts
from scheduling.timespan import Horizon, tick_at

CARL = candidate("Ines", 1)
NAMES = ("Ines", "ines", "Ivo", "Person 2", "Person 10", "Ana", "Łukasz")
ALL_NAMED = (None, 0, 1, 2)
KEPT = 5 * 96


@dataclass
class Team:
    """Interviewers and their free ticks, and the matrix that is changed as they are."""

    over: Horizon
    workspace_zone: str
    people: dict[int, Person] = field(default_factory=dict)
    free: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.matrix = self.made_anew()

    def made_anew(self) -> HourMatrix:
        matrix = HourMatrix.empty(self.over, workspace_zone=self.workspace_zone)
        for some in in_parts(self.people.values()):
            matrix = matrix.followed_by(some, self.free)
        return matrix

    def becomes(self, *changed: Person, free: dict[int, int], gone: tuple[int, ...] = ()) -> None:
        """Some have come or changed, and some have gone."""
        self.people |= {person.id: person for person in changed}
        self.free |= free
        for person_id in gone:
            self.people.pop(person_id, None)
        touched = {*gone, *(person.id for person in changed)}
        self.matrix = self.matrix.changed(touched, changed, self.free)

    def ask(self, wanted: int, over: Horizon, *, at_once: bool) -> FoundSlots:
        return common_slots(
            SlotQuestion(
                candidate=CARL,
                interviewers=(),
                pool=() if at_once else tuple(self.people.values()),
            ),
            free={CARL.id: wanted} | {id: self.seen(id, over) for id in self.people},
            horizon=over,
            workspace_zone=self.workspace_zone,
            not_before=over.span.start,
            until=over.span.end,
            everybody=self.matrix if at_once else None,
        )

    def seen(self, person_id: int, over: Horizon) -> int:
        return self.free[person_id] >> (over.first_tick - self.over.first_tick) & over.everything


def told(found: FoundSlots) -> tuple[object, ...]:
    """All that can be asked of an answer."""
    pages = [found.page(skip=skip, limit=7, most=most) for skip in (0, 3) for most in ALL_NAMED]
    each = [found.slot_at(slot.start) for slot in found.page(limit=1000)]
    by_id = [
        (slot.start, json.loads(f"[{slot.interviewer_ids}]"), slot.count)
        for most in (0, 1, 2, 1000)
        for slot in found.page_by_id(limit=7, most=most)
    ]
    return found.hours, found.count, pages, each, by_id


def same(team: Team, wanted: int, over: Horizon) -> None:
    slow, quick = (team.ask(wanted, over, at_once=at_once) for at_once in (False, True))
    assert told(quick) == told(slow)
    shown = {person.name.casefold() for person in (CARL, *team.people.values())}
    beside = quick.beside([CARL, *team.people.values()])
    assert {p.id for p in beside if p.name.casefold() in shown} == team.people.keys()


@st.composite
def people(draw: st.DrawFn) -> Person:
    return interviewer(draw(st.sampled_from(NAMES)), draw(st.integers(2, 9)), draw(zones))


@given(st.data())
@settings(max_examples=examples(60), deadline=None)
def test_after_any_changes_and_across_clock_changes_the_answers_are_the_same(
    data: st.DataObject,
) -> None:
    workspace_zone = data.draw(zones)
    day = data.draw(days(workspace_zone))
    over = Horizon(first_tick=tick_at(at(f"{day} 00:00")) - 2 * 96, length=KEPT)
    team = Team(over=over, workspace_zone=workspace_zone)

    for _ in range(data.draw(st.integers(1, 5))):
        changed = data.draw(st.lists(people(), max_size=4, unique_by=lambda person: person.id))
        said = {person.id: data.draw(availabilities(day)) for person in changed}
        free = {
            person.id: free_hours(said[person.id], time_zone=person.time_zone, horizon=over)
            for person in changed
        }
        gone = data.draw(st.sets(st.integers(2, 9))) - free.keys()
        team.becomes(*changed, free=free, gone=tuple(gone))

        first = data.draw(st.integers(0, KEPT - 8))
        asked = Horizon(
            first_tick=over.first_tick + first, length=data.draw(st.integers(4, KEPT - first))
        )
        same(team, asked.everything & ~data.draw(st.integers(0, asked.everything)), asked)
        same(team, asked.everything, asked)


def test_so_many_people_that_they_stand_in_several_blocks_come_change_and_leave() -> None:
    over, chance = horizon("2026-11-09", days=2), Random(5)
    count = 2 * MOST_PEOPLE + 5
    crowd = [interviewer(f"Person {number}", number) for number in range(2, count)]
    free = {person.id: chance.getrandbits(over.length) | 0xFF for person in crowd}
    team = Team(over=over, workspace_zone="Asia/Kolkata")

    team.becomes(*crowd[::2], free=free)
    same(team, over.everything, over)
    team.becomes(*crowd[1::2], free=free)
    same(team, over.everything, over)
    renamed = replace(crowd[0], name="Zoe")
    team.becomes(renamed, crowd[300], free={crowd[300].id: 0}, gone=(5, 400))
    same(team, over.everything, over)

    assert len(team.matrix.blocks) > 2
    assert told(team.ask(over.everything, over, at_once=True)) == told(
        replace_matrix(team).ask(over.everything, over, at_once=True)
    )


def replace_matrix(team: Team) -> Team:
    return Team(
        over=team.over,
        workspace_zone=team.workspace_zone,
        people=team.people,
        free=team.free,
    )


def test_what_was_read_before_a_change_stays_as_it_was() -> None:
    over = horizon("2026-11-09")
    team = Team(over=over, workspace_zone="UTC")
    team.becomes(interviewer("Ines", 2), free={2: over.everything})
    before, found = team.matrix, team.ask(over.everything, over, at_once=True)

    team.becomes(interviewer("Ines", 2), free={2: 0})

    assert found.page(limit=1)[0].count == 1
    assert before.among(over.everything & 1, over).hours == 1
    assert team.ask(over.everything, over, at_once=True).count == 0


def test_it_covers_what_lies_within_it_and_nothing_beyond() -> None:
    team = Team(over=horizon("2026-11-09", days=3), workspace_zone="UTC")

    assert team.matrix.covers(horizon("2026-11-09", days=3))
    assert team.matrix.covers(horizon("2026-11-10"))
    assert not team.matrix.covers(horizon("2026-11-08", days=2))
    assert not team.matrix.covers(horizon("2026-11-11", days=2))
