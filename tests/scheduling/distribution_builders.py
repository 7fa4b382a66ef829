"""Rounds for the tests of the distribution: by hand in few words, and drawn."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

from scheduling.distribution import Candidate, Cap, Interviewer, Pin, Promise, Round


def candidate(id: int, *hours: int, needs: Iterable[str] = ()) -> Candidate:
    return Candidate(id=id, free=frozenset(hours), needs=frozenset(needs))


def interviewer(
    id: int, *hours: int, past: int = 0, most: int | None = None, tags: Iterable[str] = ()
) -> Interviewer:
    caps = () if most is None else (Cap(hours=frozenset(hours), most=most),)
    return Interviewer(
        id=id, free=frozenset(hours), past_load=past, caps=caps, tags=frozenset(tags)
    )


def round_of(
    candidates: Iterable[Candidate], interviewers: Iterable[Interviewer], **rules: object
) -> Round:
    bare = Round(candidates=tuple(candidates), interviewers=tuple(interviewers))
    return replace(bare, **rules)  # type: ignore[arg-type]


def at_one_hour(interviewers: int, candidates: int, **rules: object) -> Round:
    return round_of(
        [candidate(n, 9) for n in range(1, candidates + 1)],
        [interviewer(n, 9) for n in range(1, interviewers + 1)],
        **rules,
    )


def drawn_round(draw: Random, *, most: int = 4, hours: int = 4) -> Round:
    """A tiny round with everything that can make one hard: scarce hours, caps within caps, past
    loads, pairs kept apart, tags, limits of panels, promises, pins, people taken off.
    """
    thin = draw.choice([0.3, 0.5, 0.7, 0.9])
    candidates = [
        candidate(n, *_hours(draw, hours, thin), needs=["python"] if draw.random() < 0.15 else [])
        for n in range(1, _many(draw, most) + 1)
    ]
    interviewers = [_interviewer(draw, n, hours, thin) for n in range(1, _many(draw, most) + 1)]
    smallest = draw.choice([1, 1, 1, 2])
    return round_of(
        candidates,
        interviewers,
        min_panel=smallest,
        max_panel=draw.choice([None, None, smallest, smallest + 1]),
        apart=frozenset(
            (c.id, i.id) for c in candidates for i in interviewers if draw.random() < 0.06
        ),
        promised=frozenset(_promises(draw, candidates, interviewers)),
        pins=tuple(
            Pin(candidate=c.id, hour=draw.randrange(hours))
            for c in candidates
            if draw.random() < 0.05
        ),
        off=frozenset(i.id for i in interviewers if draw.random() < 0.05),
    )


def larger_round(draw: Random, *, candidates: int, interviewers: int, hours: int) -> Round:
    """A round too large to try everything, with days of four hours and weeks of twelve."""
    thin = draw.choice([0.1, 0.2, 0.4])
    return round_of(
        [candidate(n, *_hours(draw, hours, thin)) for n in range(1, candidates + 1)],
        [
            Interviewer(
                id=n,
                free=frozenset(_hours(draw, hours, thin)),
                past_load=draw.randint(0, 6),
                caps=(
                    *(_cap(start, 4, draw.randint(1, 2)) for start in range(0, hours, 4)),
                    *(_cap(start, 12, draw.randint(1, 3)) for start in range(0, hours, 12)),
                ),
            )
            for n in range(1, interviewers + 1)
        ],
    )


def shuffled(round: Round, draw: Random) -> Round:
    """The same round, with all that comes in an order in another one."""
    candidates, interviewers, pins = map(list, (round.candidates, round.interviewers, round.pins))
    for each in (candidates, interviewers, pins):
        draw.shuffle(each)
    turned = tuple(replace(each, caps=each.caps[::-1]) for each in interviewers)
    return replace(round, candidates=tuple(candidates), interviewers=turned, pins=tuple(pins))


def renamed(round: Round, draw: Random) -> Round:
    """The same round, with everybody under another id, in another order."""
    new_c = _new_ids(draw, {each.id for each in round.candidates} | {c for c, _ in round.apart})
    new_i = _new_ids(draw, {each.id for each in round.interviewers} | {i for _, i in round.apart})
    return replace(
        round,
        candidates=tuple(replace(c, id=new_c[c.id]) for c in round.candidates),
        interviewers=tuple(replace(i, id=new_i[i.id]) for i in round.interviewers),
        apart=frozenset((new_c[c], new_i[i]) for c, i in round.apart),
        promised=frozenset(
            replace(each, candidate=new_c[each.candidate], interviewer=new_i[each.interviewer])
            for each in round.promised
        ),
        pins=tuple(replace(pin, candidate=new_c[pin.candidate]) for pin in round.pins),
        off=frozenset(new_i[i] for i in round.off),
    )


def _new_ids(draw: Random, ids: set[int]) -> dict[int, int]:
    return dict(zip(sorted(ids), draw.sample(range(100, 999), len(ids)), strict=True))


def _interviewer(draw: Random, id: int, hours: int, thin: float) -> Interviewer:
    caps = []
    if draw.random() < 0.4:
        caps += [_cap(start, 2, draw.choice([0, 1, 1, 1, 2])) for start in range(0, hours, 2)]
    if draw.random() < 0.4:
        caps.append(_cap(0, hours, draw.choice([0, 1, 2, 2, 3])))
    return Interviewer(
        id=id,
        free=frozenset(_hours(draw, hours, thin)),
        past_load=draw.choice([0, 0, 1, 3, 5]),
        caps=tuple(caps),
        tags=frozenset(["python"] if draw.random() < 0.7 else []),
    )


def _promises(
    draw: Random, candidates: list[Candidate], interviewers: list[Interviewer]
) -> Iterator[Promise]:
    """Of an interviewer and an hour, one at most."""
    for each in interviewers:
        for hour in sorted(each.free):
            if candidates and draw.random() < 0.06:
                yield Promise(candidate=draw.choice(candidates).id, interviewer=each.id, hour=hour)


def _many(draw: Random, most: int) -> int:
    return draw.choice([0, *range(1, most), most - 1, most, most, most, most])


def _hours(draw: Random, hours: int, thin: float) -> list[int]:
    return [hour for hour in range(hours) if draw.random() < thin]


def _cap(start: int, length: int, most: int) -> Cap:
    return Cap(hours=frozenset(range(start, start + length)), most=most)
