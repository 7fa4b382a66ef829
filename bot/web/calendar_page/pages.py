"""How the page looks: a form, and what was found in the calendar that it is about."""

import math

from starlette.responses import Response

from bot.calendars.keeping.signing_in import providers_of
from bot.calendars.sources.source import CalendarAccount
from bot.process.signing.calendar_links import GOOD_FOR
from bot.web.calendar_page.door import CalendarVisit
from scheduling.errors import SchedulingError
from scheduling.results import CalendarChange, OwnerAsked
from scheduling.timespan import day_words
from scheduling.wording.saying.calendars import (
    NO_HOURS,
    NO_HOURS_OF_THEM,
    WHERE_TO_FIND,
    called,
    elsewhere_words,
    found_words,
    left_out,
    left_out_words,
    shown_words,
    skipped_words,
)

_TOO_OFTEN = (
    "That was too often in a short time, so I have not looked. Nothing was connected. Please wait "
    "a minute, and try again."
)


def form_shown(
    visit: CalendarVisit,
    *,
    trouble: str = "",
    account: CalendarAccount | None = None,
    status: int = 422,
    is_of_address: bool = True,
) -> Response:
    """Return the form, with what was typed but for the password.

    `is_of_address` says that what is the trouble is the address.
    """
    providers = [
        (name, f"{visit.base}/sign-in/{name.casefold()}")
        for name in providers_of(visit.calendars).values()
    ]
    return visit.looks.shown(
        "calendar.html",
        visit.request,
        status=status if trouble else 200,
        base=visit.base,
        owner=visit.owner,
        whose=visit.whose,
        form=visit.form_token,
        trouble=trouble,
        is_wrong=bool(trouble) and is_of_address,
        address=account.address if account else "",
        username=account.username if account else "",
        where=WHERE_TO_FIND,
        minutes=int(GOOD_FOR.total_seconds() // 60),
        providers=providers,
    )


def too_often_shown(
    visit: CalendarVisit, *, wait: float, account: CalendarAccount | None = None
) -> Response:
    """Return the form for whoever has to wait some seconds, with what they typed."""
    answer = form_shown(visit, trouble=_TOO_OFTEN, account=account, status=429, is_of_address=False)
    answer.headers["Retry-After"] = str(math.ceil(wait))
    return answer


def trouble_shown(
    visit: CalendarVisit, error: SchedulingError, *, account: CalendarAccount | None = None
) -> Response:
    """Return the form, with why nothing was connected; None where no account was typed."""
    sentence = error.sentence(zone=visit.context.actor.zone).replace("`", "")
    is_typed = account is not None
    return form_shown(visit, trouble=sentence, account=account, is_of_address=is_typed)


def used_shown(visit: CalendarVisit) -> Response:
    """Return what is said of a link with which a calendar was connected."""
    return visit.looks.shown("calendar_used.html", visit.request, status=410)


def connected_shown(visit: CalendarVisit, change: CalendarChange) -> Response:
    """Return what was found in a calendar that was just connected."""
    calendar, context = change.shown.calendar, visit.context
    whose = "they are" if visit.owner else "you are"
    lines = [
        shown_words(change.shown, now=context.now, zone=context.actor.zone, whose=whose),
        *(skipped_words(each) for each in change.skipped),
    ]
    if change.is_elsewhere:
        lines.insert(0, elsewhere_words(called(calendar)))
    if count := left_out(calendar):
        lines.append(f"{left_out_words(count)} In Slack, one press counts them.")
    if change.newly_registered:
        lines.append("You are registered as an interviewer with that.")
    if not change.has_hours:
        lines.append(NO_HOURS_OF_THEM if visit.owner else NO_HOURS)
    found = found_words(called(calendar), change.events or 0)
    source = calendar.source
    return visit.looks.shown(
        "calendar_connected.html",
        visit.request,
        owner=visit.owner,
        whose=visit.whose,
        found=found,
        lines=lines,
        tells_all_day=source.tells_all_day,
        tells_tentative=source.tells_tentative,
    )


def asked_shown(visit: CalendarVisit, asked: OwnerAsked) -> Response:
    """Return what is said where a calendar waits for somebody to say that it is theirs."""
    return visit.looks.shown(
        "calendar_asked.html",
        visit.request,
        whose=asked.person.name,
        address=asked.unconfirmed.address,
        provider=asked.unconfirmed.host,
        until=day_words(asked.unconfirmed.until, zone=visit.context.actor.zone),
        newly_registered=asked.newly_registered,
    )
