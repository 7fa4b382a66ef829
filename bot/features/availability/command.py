"""`/availability`, typed: giving hours, seeing them and taking them away."""

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond

from bot.features.availability.asking import ask_for_hours
from bot.features.availability.calendars import (
    holds_address,
    refuse_address,
    say_what_calendars_take,
    show_calendars,
)
from bot.features.availability.listing import list_view
from bot.features.availability.saying import (
    ask_which,
    place_of,
    said_back_to,
    save_and_say,
    understood,
    zone_of,
)
from bot.features.text.calendars import is_about_calendars, without_calendar
from bot.features.text.subject import (
    WHOSE,
    Subject,
    subject_named,
    whom_and_rest,
    whose_list,
)
from bot.features.text.verbs import (
    off_text,
    pointing_to_help,
    split_verb,
    starts_with_a_day,
)
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackRequest
from bot.views.hours import overview as view
from bot.views.hours import removal as asking
from bot.views.hours.words import ListPlace
from scheduling.errors import NotUnderstood, SeveralReadings
from scheduling.usecases.availability import availability_of, hours_to_remove, remove_hours
from scheduling.wording.reading import read_removals, refuse_escapes, sentence_of
from scheduling.wording.reading.grammar.questions import quoted

COMMAND = "/availability"
_VERBS = ("help", "list", "for", "ask", "off", "pause", "clear", "remove", "calendars", "calendar")
_MINUS_OF_WHAT = (
    "Of which hours? Say them together: `/availability weekdays 9-17 unless my calendar says "
    "otherwise`"
)
_ALL = ("all", "everything", "all hours", "all of them")


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the command."""
    app.command(COMMAND)(middleware.answering(availability_command))


async def availability_command(
    request: SlackRequest, command: dict[str, Any], respond: AsyncRespond
) -> None:
    """Answer `/availability`: a form, a list, or what was typed, said back."""
    verb, rest = split_verb(command["text"], verbs=_VERBS)
    if holds_address(rest):
        await refuse_address(respond)
        return
    refuse_escapes(rest)
    subject = Subject()
    if verb == "for" or (verb is None and rest.startswith("<@")):
        whom, rest = whom_and_rest(rest)
        subject = await subject_named(whom, request)
        verb, rest = split_verb(rest, verbs=_VERBS)
    if verb == "help":
        await respond(text=view.HELP)
    elif verb in ("calendar", "calendars") or is_about_calendars(f"{verb or ''} {rest}"):
        await show_calendars(f"{verb or ''} {rest}", subject, request, respond)
    elif verb == "ask":
        await ask_for_hours(rest, subject, request, respond)
    elif verb == "list":
        subject = await whose_list(rest, subject, request)
        await _list(subject.registered_id(), request, respond)
    elif verb == "pause" and not rest:
        await _ask_how_long(subject, request, respond)
    elif verb == "clear" or (verb == "remove" and rest.casefold() in _ALL):
        await _ask_to_clear(rest, subject, request, respond)
    elif verb == "remove":
        await _remove(rest, subject, request, respond)
    elif verb is None and not rest:
        place = ListPlace(person_id=subject.registered_id())
        await request.surface.open_over(await list_view(place, request))
    else:
        await _give(verb, rest, subject, request, respond)


async def _give(
    verb: str | None,
    rest: str,
    subject: Subject,
    request: SlackRequest,
    respond: AsyncRespond,
) -> None:
    if verb == "off" and not rest:
        raise NotUnderstood(question="Off on which days? `/availability off 24 Dec - 2 Jan`")
    if "<@" in rest:
        raise NotUnderstood(question=WHOSE)
    text = off_text(verb, rest) if verb in ("off", "pause") else rest
    text, is_minus_calendar = without_calendar(text)
    if is_minus_calendar and not text:
        raise NotUnderstood(question=_MINUS_OF_WHAT)
    try:
        said = understood(text, subject.person or subject.member, request)
    except SeveralReadings as several:
        await ask_which(several, subject, respond)
    except NotUnderstood as error:
        today = request.now.astimezone(request.actor.zone).date()
        verbs = () if starts_with_a_day(text, today=today) else _VERBS
        raise pointing_to_help(error, command=COMMAND, text=text, verbs=verbs) from None
    else:
        await save_and_say(said, subject, request, respond)
    if is_minus_calendar:
        await say_what_calendars_take(subject, request, respond)


async def _ask_how_long(subject: Subject, request: SlackRequest, respond: AsyncRespond) -> None:
    today = request.now.astimezone(zone_of(subject, request)).date()
    blocks = asking.pause_message(place_of(subject), subject.person, today=today)
    await respond(text=asking.pause_words(subject.person), blocks=blocks)


async def _ask_to_clear(
    rest: str, subject: Subject, request: SlackRequest, respond: AsyncRespond
) -> None:
    if rest and rest.casefold() not in _ALL:
        raise NotUnderstood(
            question=f"`clear` removes all hours, so I did not understand {quoted(rest)}. "
            "For some of them: `/availability remove Tuesdays 9-12`"
        )
    person, stands = await request.do(availability_of, person_id=subject.registered_id())
    if person is None or not stands.entries:
        await respond(text=asking.NOTHING_THERE)
        return
    blocks = asking.clear_question(person, stands, actor=request.actor)
    await respond(text=asking.clear_words(person, actor=request.actor), blocks=blocks)


async def _remove(
    rest: str, subject: Subject, request: SlackRequest, respond: AsyncRespond
) -> None:
    """Take away what is meant, or ask which of several that stand."""
    if not rest:
        raise NotUnderstood(question="Remove which hours? `/availability remove Tuesdays 9-12`")
    person_id = subject.registered_id()
    meant = read_removals(rest, now=request.now, zone=zone_of(subject, request))
    changes = await request.do(hours_to_remove, person_id=person_id, meant=meant)
    pairs = zip(meant, changes, strict=True)
    # Two readings that take the same away are one.
    found = {change.after: (said, change) for said, change in pairs if change.removed}
    if not found:
        blocks = asking.nothing_to_remove(rest, subject.person, actor=request.actor)
        await respond(text=asking.nothing_words(rest), blocks=blocks)
    elif len(found) == 1:
        ((said, _),) = found.values()
        told = await request.once(
            partial(said_back_to, request), remove_hours, person_id=person_id, said=said
        )
        await respond(text=told.text, blocks=told.blocks)
    else:
        offered = [
            (change, place_of(subject, sentence=sentence_of(said)))
            for said, change in found.values()
        ]
        await respond(text=asking.REMOVAL_WORDS, blocks=asking.removal_question(offered))


async def _list(person_id: int | None, request: SlackRequest, respond: AsyncRespond) -> None:
    person, stands = await request.do(availability_of, person_id=person_id)
    blocks = view.list_message(person=person, stands=stands, context=request.context)
    lines = view.summary_lines(person, stands, reader=request.actor, now=request.now)
    await respond(text="\n".join(lines), blocks=blocks)
