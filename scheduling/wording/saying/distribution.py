"""A plan in words: how even it is, who waits and why, who is not needed, what would help."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo

from scheduling.distribution.problem.plan import (
    Level,
    Plan,
    Shortage,
    Waiting,
    WhyUnneeded,
    WhyWaiting,
)
from scheduling.model import CapReached, LimitMet, NoticeNeeded
from scheduling.results import BookingConflict, WhyNotBooked
from scheduling.timespan import clock_words, date_words, day_words, instant_of, words_for

Names = Mapping[int, str]
"""How each person is shown, by id: told apart, and safe where it is going to be shown."""

LONGEST_NAME = 40
_MOST_SEATS = 4
_MOST_NAMES = 12
_MOST_BESIDE_SLOTS = 5

_UNNEEDED = {
    WhyUnneeded.TAKEN_OFF: "taken off by you",
    WhyUnneeded.NO_HOURS: "no free hours in these days",
    WhyUnneeded.TOO_SOON: "to be told by hand, and all their hours are too soon for that",
    WhyUnneeded.AT_LIMIT: "at their limit of interviews when they could meet somebody",
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
            return "to be told by hand, and their hours are too soon for that"
        case WhyWaiting.PANEL_TOO_SOON:
            return "who could meet them has to be told by hand, and their hours are too soon"
        case WhyWaiting.AT_LIMIT:
            return "who could meet them is at their limit of interviews then"
        case WhyWaiting.AT_OWN_LIMIT:
            return "at their own limit of interviews on the days of their hours"
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
    WhyNotBooked.HOURS_CHANGED: "has other hours by now",
    WhyNotBooked.BUSY: "is busy then by their calendar",
    WhyNotBooked.TOO_SOON: "would be told too late, as it begins before long",
    WhyNotBooked.BY_HAND: "has to be told by hand, and it is too soon for that",
    WhyNotBooked.OVER_LIMIT: "has enough interviews by now",
    WhyNotBooked.GONE: "takes no part in interviews any more",
}


def why_set_back(conflict: BookingConflict, *, zone: tzinfo) -> str:
    """Say why somebody can't have their interview, and when it was to be."""
    return f"{_WHY_SET_BACK[conflict.why]}: {words_for(conflict.start, zone=zone)}"


def limit_lines(limits: Iterable[LimitMet], people: Names) -> list[str]:
    """Say whom limits hold back, a sentence for each limit; nothing where they do not."""
    found = tuple(limits)
    caps = [each for each in found if isinstance(each, CapReached)]
    notices = [each for each in found if isinstance(each, NoticeNeeded)]
    sentences = [_notice_words(notices, people)] if notices else []
    return [*sentences, *([_caps_words(caps, people)] if caps else [])]


def limits_beside_slots(limits: Sequence[LimitMet], people: Names) -> str:
    """Say which of the slots shown a plan would leave alone; "" where none."""
    parts = [limit_words(each, people) for each in limits[:_MOST_BESIDE_SLOTS]]
    hidden = len(limits) - len(parts)
    listing = "; ".join([*parts, f"{hidden} more"] if hidden > 0 else parts)
    return f"`/distribute` would not use all of these: {listing}." if parts else ""


def limit_words(limit: LimitMet, people: Names) -> str:
    """Say what holds one person back, such as "Ines is at 3 for Mon 7 Dec"."""
    match limit:
        case CapReached():
            return f"{people[limit.person_id]} is at {limit.count} for {_when(limit)}"
        case NoticeNeeded():
            return (
                f"{people[limit.person_id]} has to be told by hand, so not before "
                f"{date_words(limit.first_day)}: {notice_words(limit.working_days)}"
            )


def notice_words(working_days: int) -> str:
    """Return such as "3 working days' notice"."""
    of = "'s" if working_days == 1 else "'"
    return f"{working_days_words(working_days)}{of} notice"


def working_days_words(count: int) -> str:
    """Return such as "3 working days"."""
    return "1 working day" if count == 1 else f"{count} working days"


def _caps_words(caps: list[CapReached], people: Names) -> str:
    days: dict[tuple[str, int], list[int]] = {}
    for each in sorted(caps, key=lambda cap: (cap.is_week, cap.day)):
        days.setdefault((_when(each), each.count), []).append(each.person_id)
    parts = [
        f"{listed_names(ids, people, most=_MOST_NAMES, joiner='and')} "
        f"{'is' if len(ids) == 1 else 'are'} at {count} for {when}"
        for (when, count), ids in days.items()
    ]
    hidden = len(parts) - _MOST_NAMES
    more = f"; and {hidden} days more" if hidden > 0 else ""
    return f"At their limit: {'; '.join(parts[:_MOST_NAMES])}{more}."


def _notice_words(notices: list[NoticeNeeded], people: Names) -> str:
    first, days = notices[0].first_day, notices[0].working_days
    who = listed_names((n.person_id for n in notices), people, most=_MOST_NAMES, joiner="and")
    return f"Told by hand, so not before {date_words(first)} ({notice_words(days)}): {who}."


def _when(cap: CapReached) -> str:
    return f"the week from {date_words(cap.day)}" if cap.is_week else date_words(cap.day)
