"""The page that a link leads to: one's interviews, one's hours, and a way to give more."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby, islice
from typing import Any

from starlette.responses import RedirectResponse, Response

from bot.web.candidate.door import Visit
from bot.web.candidate.grid import marked_in, shape_at, shown_weeks, weeks_of
from bot.web.candidate.kept import names_others
from bot.web.candidate.looks import takes_gzip
from bot.web.candidate.words import EXAMPLE, hour_words, kept_words, span_words
from languages.catalogue import N_, gettext
from languages.days import alone, city_of, whole_date, whole_day
from languages.style import LANGUAGES
from scheduling.errors import Reading, SchedulingError, SeveralReadings
from scheduling.model import Interview
from scheduling.timespan import current_style, instant_of, tick_at
from scheduling.usecases.candidate import hours_to_pick
from scheduling.wording.reading import without_commands
from scheduling.wording.saying.dates import zone_words
from scheduling.wording.saying.details import detail_lines
from scheduling.wording.saying.hours import entry_words
from scheduling.wording.saying.marked import Marked, plain
from scheduling.wording.saying.naming import Names
from scheduling.wording.saying.reader import Reader

_MOST_DAYS = 14
_FRESH = 300
"""Seconds for which it is said what was done."""
_MOST_DIGITS = 10
_NEWS = {
    "picked": N_("Your interview is booked. Everybody in it is told."),
    "hours": N_("Your hours are saved. Thank you!"),
    "unchanged": N_("Nothing was different, so nothing was changed."),
    "zone": N_("Times are shown by that clock from now on."),
    "moved": N_("Your interview is moved. Everybody in it is told."),
    "cancelled": N_("Your interview is cancelled. Everybody in it is told."),
    "asked": N_(
        "Your wish is with the people who arrange interviews. This page shows their answer."
    ),
    "changed": N_(
        "Your interview had changed meanwhile, so nothing was done. This is how it stands."
    ),
    "gone": N_("That interview is not ahead any more: it was cancelled, or is over."),
    "late": N_("It is too late for that now: the interview has begun, or is over."),
    "unknown-zone": N_("That time zone is not known here. Please choose one from the list."),
    "language": N_("This page and mails to you are in English from now on."),
}
"""What is said after something was done, by the word for it in the address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownInterview:
    """An interview in words."""

    id: int
    day: str
    hour: str
    # Whom they meet; empty where candidates are shown nobody's name.
    met: str
    # Where it is, and what else is said of it.
    details: tuple[Marked, ...]
    # What the candidate asks for, and what became of it; empty where they ask for nothing.
    request: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was typed and could not be saved as it is."""

    text: str = ""
    question: str = ""
    # What may have been meant.
    readings: tuple[Reading, ...] = ()

    @classmethod
    def refused(cls, text: str, error: SchedulingError, visit: Visit) -> "Said":
        """Return what was typed with what is asked back."""
        if isinstance(error, SeveralReadings):
            return cls(text=text, question=error.asked, readings=error.readings)
        question = without_commands(error.sentence(zone=visit.page.person.zone)).replace("`", "")
        return cls(text=text, question=question)


NOTHING_SAID = Said()


async def main_page(visit: Visit, *, said: Said = NOTHING_SAID, trouble: str = "") -> Response:
    """Show the page; `said` is what could not be understood.

    `trouble` says why an hour could not be picked.
    """
    pick, link = None, visit.page.link
    if link.offer is not None:
        pick = await asyncio.to_thread(
            hours_to_pick, visit.dependencies.store, visit.context, link=link
        )
    news = _news(visit)
    make = partial(_made, visit, said=said, trouble=trouble, news=news, pick=pick)
    is_usual = said is NOTHING_SAID and not (trouble or news)
    named = names_others(visit.page, visit.context.rules)
    if not is_usual or named or not takes_gzip(visit.request):
        return make()
    way = (visit.base, current_style(), _is_whole_day(visit), pick)
    return visit.kept.answer(way, make)


def frame_of(visit: Visit) -> dict[str, Any]:
    """Return what stands on every page."""
    person, page = visit.page.person, visit.page
    return {
        "base": visit.base,
        "name": person.name,
        "zone": zone_words(page.now, zone=person.zone),
        "city": city_of(person.time_zone),
        "time_zone": person.time_zone,
        "languages": tuple(LANGUAGES.items()),
        "language_form": visit.signed("language"),
    }


def back(visit: Visit, done: str) -> Response:
    """Return to the page, with a sentence on what was done: sent again, nothing is done twice."""
    at = int(visit.page.now.timestamp())
    # Whoever sees all hours of the day still does afterwards.
    as_before = "&all" if "all" in visit.request.query_params else ""
    return RedirectResponse(f"{visit.base}?done={done}&at={at}{as_before}", status_code=303)


def day_and_hour(start: datetime, visit: Visit) -> tuple[str, str]:
    """Return the day of an interview and its hour, by the candidate's clock, for a sentence."""
    zone = visit.page.person.zone
    return whole_date(start.astimezone(zone).date()), span_words(start, zone=zone)


def hours_by_day(
    starts: tuple[datetime, ...], visit: Visit
) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Yield days in words with their hours, each as the tick at which it begins and in words."""
    zone = visit.page.person.zone
    by_day = groupby(starts, key=lambda start: start.astimezone(zone).date())
    for day, several in islice(by_day, _MOST_DAYS):
        yield (
            alone(whole_day(day)),
            [(tick_at(s), hour_words(s.astimezone(zone).time())) for s in several],
        )


def _made(
    visit: Visit, *, said: Said, trouble: str, news: str, pick: tuple[datetime, ...] | None
) -> Response:
    page, is_whole_day = visit.page, _is_whole_day(visit)
    # The same for all of the quarter: what is kept of a page must be what it would be made again.
    wall = instant_of(page.version.tick).astimezone(page.person.zone).replace(tzinfo=None)
    weeks = weeks_of(
        shape_at(
            page.now,
            time_zone=page.person.time_zone,
            workspace_zone=visit.context.rules.time_zone,
            style=current_style(),
            is_whole_day=is_whole_day,
        )
    )
    marked = marked_in(weeks, given=page.given, horizon=page.horizon)
    status = 422 if said.question or trouble else 200
    return visit.looks.shown(
        "main.html",
        visit.request,
        status=status,
        **frame_of(visit),
        news=gettext(news),
        interviews=[_shown(each, visit) for each in page.interviews],
        hours=entry_words(page.hours.ahead(wall).entries),
        weeks=list(shown_weeks(weeks, marked)),
        was=" ".join(map(str, sorted(marked))),
        is_whole_day=is_whole_day,
        said=said,
        example=gettext(EXAMPLE),
        pick=pick,
        days=list(hours_by_day(pick or (), visit)),
        trouble=trouble,
        kept=kept_words(visit.looks.company),
        pick_form=visit.signed("pick"),
        hours_form=visit.signed("hours"),
        words_form=visit.signed("words"),
        zone_form=visit.signed("zone"),
    )


def _is_whole_day(visit: Visit) -> bool:
    return "all" in visit.request.query_params


def _news(visit: Visit) -> str:
    """What was done just now; when a page is looked at again later, it may not be true."""
    query = visit.request.query_params
    at, now = query.get("at", ""), int(visit.page.now.timestamp())
    is_fresh = at.isascii() and at.isdigit() and 0 <= now - int(at[:_MOST_DIGITS]) <= _FRESH
    return _NEWS.get(query.get("done", ""), "") if is_fresh else ""


def _shown(interview: Interview, visit: Visit) -> ShownInterview:
    day, hour = day_and_hour(interview.start, visit)
    reader = Reader.of(visit.page.person, channel=None)
    return ShownInterview(
        id=interview.id,
        day=alone(day),
        hour=hour,
        met=_met(interview, reader) if visit.context.rules.candidates_see_panel else "",
        details=detail_lines(interview, reader=reader),
        request=_request(interview, visit),
    )


def _met(interview: Interview, reader: Reader) -> str:
    names = Names.among(interview.people, reader=reader)
    panel = names.in_a_row([names.of_person(each) for each in interview.interviewers])
    return plain(reader.gettext("with {panel}", panel=panel))


def _request(interview: Interview, visit: Visit) -> str:
    asked = visit.page.requests.get(interview.id)
    if asked is None:
        return ""
    zone = visit.page.person.zone
    day = whole_day(asked.wanted.astimezone(zone).date())
    wanted = f"{day}, {span_words(asked.wanted, zone=zone)}"
    if asked.is_refused:
        sentence = gettext("You asked for {wanted}. That can't be, so it stays where it is.")
    else:
        sentence = gettext("You asked for {wanted}. Nobody has answered yet.")
    return sentence.format(wanted=wanted)
