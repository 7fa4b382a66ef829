"""A plan in words: how even it is, who waits and why, who is not needed, what would help."""

from collections.abc import Iterable, Mapping
from datetime import tzinfo

from scheduling.distribution.problem.plan import (
    Level,
    Plan,
    Shortage,
    Waiting,
    WhyUnneeded,
    WhyWaiting,
)
from scheduling.results import BookingConflict, WhyNotBooked
from scheduling.timespan import clock_words, day_words, instant_of, words_for

Names = Mapping[int, str]
"""How each person is shown, by id: told apart, and safe where it is going to be shown."""

LONGEST_NAME = 40
_MOST_SEATS = 4

_UNNEEDED = {
    WhyUnneeded.TAKEN_OFF: "taken off by you",
    WhyUnneeded.NO_HOURS: "no free hours in these days",
    WhyUnneeded.TOO_SOON: "to be told by hand, and all their hours are too soon for that",
    WhyUnneeded.AT_LIMIT: "at the limit of interviews for a day or a week",
    WhyUnneeded.NOBODY_TO_MEET: "no candidate whom they may meet can come at their hours",
    WhyUnneeded.PANELS_FULL: "the panels that they could join are full",
    WhyUnneeded.NOT_AT_THESE_HOURS: "no interview takes place at their hours",
}


def hour_words(tick: int, *, zone: tzinfo) -> str:
    """Return the day and the time of an hour, such as "Tue 10 Nov, 9:00 AM"."""
    start = instant_of(tick)
    return f"{day_words(start, zone=zone)}, {clock_words(start, zone=zone)}"


def is_proven(plan: Plan) -> bool:
    """Tell whether it is proven that no plan serves more, and none is more even."""
    return plan.standing(Level.SERVED).is_proven and not open_levels(plan)


def why_waiting(waiting: Waiting, people: Names, *, least: int, zone: tzinfo) -> str:
    """Say why a candidate waits, as plain text but for the names."""
    match waiting.reason:
        case WhyWaiting.NO_HOURS:
            return "no free hours in these days"
        case WhyWaiting.TOO_SOON:
            return "their hours are too soon for those who have to be told by hand"
        case WhyWaiting.AT_LIMIT:
            return "the limit for a day or a week leaves no interview at their hours"
        case WhyWaiting.NOBODY_FREE:
            if least == 1:
                return "nobody who may interview them is free at their hours"
            return f"fewer than {least} who may interview them are free at each of their hours"
    if waiting.shortage is None:
        return "the interviewers do not go round: others need them at the same hours"
    return _shortage_words(waiting.shortage, people, zone)


def why_unneeded(reason: WhyUnneeded) -> str:
    """Say why an interviewer is on no panel, as plain text."""
    return _UNNEEDED[reason]


def open_levels(plan: Plan) -> list[tuple[Level, int]]:
    judged = {Level.REPEATS, Level.PLACED, Level.MOVES, Level.EVEN}
    found = [standing for standing in plan.standings if standing.level in judged]
    return [(each.level, each.gap) for each in found if not each.is_proven]


def listed_names(ids: Iterable[int], people: Names, *, most: int, joiner: str) -> str:
    """Join names as people do, and count those beyond `most`."""
    found = [people[id] for id in ids if id in people]
    shown = found[:most]
    if len(found) > most:
        shown.append(f"{len(found) - most} more")
    if not shown:
        return "nobody"
    *first, last = shown
    return f"{', '.join(first)} {joiner} {last}" if first else last


def _shortage_words(shortage: Shortage, people: Names, zone: tzinfo) -> str:
    who = listed_names(shortage.candidates, people, most=6, joiner="and")
    seats = [
        f"{people[seat.interviewer]} on {hour_words(seat.hour, zone=zone)}"
        for seat in shortage.seats[:_MOST_SEATS]
        if seat.interviewer in people
    ]
    hidden = len(shortage.seats) - len(seats)
    listing = "; ".join([*seats, f"{hidden} more"] if hidden > 0 else seats)
    count = len(shortage.seats)
    hours = "1 hour of an interviewer" if count == 1 else f"{count} hours of interviewers"
    limit = ""
    if shortage.usable < len(shortage.seats):
        limit = f", of which limits allow {shortage.usable}"
    return f"{who} share only {hours} ({listing}){limit}"


_WHY_SET_BACK = {
    WhyNotBooked.TAKEN: "was booked meanwhile",
    WhyNotBooked.HOURS_CHANGED: "is not free any more",
    WhyNotBooked.TOO_SOON: "could not be told in time",
    WhyNotBooked.GONE: "takes no part in interviews any more",
}


def why_set_back(conflict: BookingConflict, *, zone: tzinfo) -> str:
    """Say why somebody can't have their interview, and when it was to be."""
    return f"{_WHY_SET_BACK[conflict.why]}: {words_for(conflict.start, zone=zone)}"
