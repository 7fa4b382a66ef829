"""Weekly hours said beside longer ones that stand: whether they are meant as well, or instead."""

from dataclasses import replace
from datetime import date

from languages.catalogue import N_, gettext
from scheduling.availability import (
    HoursChange,
    hours_left_out,
    with_weekly,
    with_weekly_instead,
)
from scheduling.errors import Reading, SeveralReadings
from scheduling.model import Availability, Beside, Weekday, WeeklyHours
from scheduling.wording.reading import ParsedAvailability, said_words, sentence_of
from scheduling.wording.saying.hours import weekly_words

_LABELS = {Beside.AS_WELL: N_("As well"), Beside.INSTEAD: N_("Instead")}


def with_weekly_said(stood: Availability, said: ParsedAvailability, *, today: date) -> HoursChange:
    """Add the weekly hours to those that stand, or put them in the place of some."""
    if said.beside is Beside.INSTEAD:
        return with_weekly_instead(stood, said.weekly, today=today)
    return with_weekly(stood, said.weekly)


def check_beside(stood: Availability, said: ParsedAvailability, *, today: date) -> None:
    """Pass what leaves no days out of weekly hours that stand, and what says how it is meant.

    Raises SeveralReadings, with what each of the two ways leaves, for anything else.
    """
    held = hours_left_out(stood, said.weekly, today=today)
    if said.beside is not None or not held:
        return
    asked = gettext("{held}: that stands already. Do you mean {said} as well, or instead?").format(
        held="; ".join(weekly_words(held)), said=_inside(weekly_words(said.weekly))
    )
    raise SeveralReadings(
        question=gettext("{asked} Nothing was saved.").format(asked=asked),
        asked=asked,
        readings=tuple(_reading(stood, replace(said, beside=way), today=today) for way in Beside),
    )


def _reading(stood: Availability, said: ParsedAvailability, *, today: date) -> Reading:
    assert said.beside is not None  # or there would be nothing to choose
    left = with_weekly_said(stood, said, today=today).after.weekly
    days = {each.weekday for each in said.weekly}
    return Reading(
        label=gettext(_LABELS[said.beside]),
        sentence=sentence_of(said),
        words=(*_leaving(left, days), *said_words(replace(said, weekly=()))),
        beside=said.beside,
    )


def _leaving(left: tuple[WeeklyHours, ...], days: set[Weekday]) -> tuple[str, ...]:
    return weekly_words(tuple(each for each in left if each.weekday in days))


def _inside(lines: tuple[str, ...]) -> str:
    """Write lines as they stand within a sentence."""
    return "; ".join(line[0].lower() + line[1:] for line in lines)
