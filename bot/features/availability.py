"""`/availability`: giving hours, seeing, changing and removing them."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.models.views import View

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
from bot.views.hours import changed as said_back
from bot.views.hours import form
from bot.views.hours import overview as view
from bot.views.hours import readings as ways
from bot.views.hours import removal as asking
from bot.views.hours.words import OPEN, ListPlace, read_place
from scheduling.errors import (
    AvailabilityChanged,
    AvailabilityGone,
    EndNotAfterStart,
    NotUnderstood,
    SchedulingError,
    SeveralReadings,
)
from scheduling.model import Person, Profile, entry_key
from scheduling.results import AvailabilityChange
from scheduling.usecases.availability import (
    availability_of,
    change_availability,
    give_availability,
    hours_to_remove,
    remove_availability,
    remove_hours,
    undo_availability,
)
from scheduling.wording.reading import (
    ParsedAvailability,
    read_availability,
    read_removals,
    refuse_escapes,
    sentence_of,
)
from scheduling.wording.reading.grammar.questions import quoted

COMMAND = "/availability"
_VERBS = ("help", "list", "for", "off", "pause", "clear", "remove")
_ALL = ("all", "everything", "all hours", "all of them")


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.command(COMMAND)(middleware.answering(availability_command))
    app.action(OPEN)(middleware.answering(open_list))
    app.action(said_back.UNDO)(middleware.answering(undo))
    for action_id in ways.READING_ACTIONS:
        app.action(action_id)(middleware.answering(take_reading))
    app.action(asking.PAUSE_UNTIL)(middleware.answering(pause_until))
    app.action(view.ENTRY_MENU)(middleware.answering(choose_for_entry))
    # Slack refuses two buttons of one action_id in one block.
    for action_id in (view.PAGE_TURN, f"{view.PAGE_TURN}_back"):
        app.action(action_id)(middleware.answering(open_list))
    for action_id in form.ADD_ACTIONS.values():
        app.action(action_id)(middleware.answering(open_form))
    app.view(form.FORM_VIEW)(middleware.submitting(save_form, at_fault=form.at_fault))


async def availability_command(
    request: SlackRequest, command: dict[str, Any], respond: AsyncRespond
) -> None:
    """Answer `/availability`: a form, a list, or what was typed, said back."""
    verb, rest = split_verb(command["text"], verbs=_VERBS)
    refuse_escapes(rest)
    subject = Subject()
    if verb == "for" or (verb is None and rest.startswith("<@")):
        whom, rest = whom_and_rest(rest)
        subject = await subject_named(whom, request)
        verb, rest = split_verb(rest, verbs=_VERBS)
    if verb == "help":
        await respond(text=view.HELP)
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
        await request.surface.open_over(await _list_view(place, request))
    else:
        await _give(verb, rest, subject, request, respond)


async def open_list(request: SlackRequest, action: dict[str, Any]) -> None:
    """Show the list of somebody's hours in the modal that is open, or in a new one."""
    await request.surface.show(await _list_view(read_place(action["value"]), request))


async def take_reading(
    request: SlackRequest, action: dict[str, Any], respond: AsyncRespond
) -> None:
    """Save one of the ways in which hours may have been meant, where the question was."""
    place = ways.read_reading(action["value"])
    subject = await _subject_of(place, request)
    said = _understood(place.sentence, subject.person or subject.member, request)
    await _save_and_say(said, subject, request, respond, in_place=True)


async def pause_until(request: SlackRequest, action: dict[str, Any], respond: AsyncRespond) -> None:
    """Take time off up to the day that was picked, where the question was."""
    subject = await _subject_of(ways.read_reading(action["block_id"]), request)
    today = request.now.astimezone(_zone(subject, request)).date()
    sentence = asking.off_until(date.fromisoformat(action["selected_date"]), today=today)
    said = _understood(sentence, subject.person or subject.member, request)
    await _save_and_say(said, subject, request, respond, in_place=True)


async def undo(
    request: SlackRequest, body: dict[str, Any], action: dict[str, Any], respond: AsyncRespond
) -> None:
    """Take the last change back and show how things stand, where the button was."""
    try:
        given = await request.do(undo_availability, token=action["value"])
    except AvailabilityChanged as changed:
        if "view" not in body:
            raise
        await _redraw(body["view"], _sentence(changed, request), request)
        return
    words = said_back.undone_words(given, context=request.context)
    if "view" in body:
        await _redraw(body["view"], words, request)
    else:
        blocks = view.undone_message(given, context=request.context)
        await respond(text=words, blocks=blocks, replace_original=True)


async def choose_for_entry(
    request: SlackRequest, body: dict[str, Any], action: dict[str, Any]
) -> None:
    """Change or remove the entry whose menu was used, in the list that shows it."""
    verb, key = view.read_entry_choice(action["selected_option"]["value"])
    place = read_place(body["view"]["private_metadata"])
    try:
        if verb == "change":
            await request.surface.open_over(await _change_view(place.person_id, key, request))
            return
        given = await request.do(remove_availability, person_id=place.person_id, key=key)
    except AvailabilityGone as gone:
        # The list on the screen is older than the hours, so it is brought up to date.
        await _redraw(body["view"], _sentence(gone, request), request)
        return
    await request.surface.show(await _list_view(place, request, just_now=given))


async def open_form(request: SlackRequest, body: dict[str, Any], action: dict[str, Any]) -> None:
    """Open the form for a new entry over the list."""
    person_id = read_place(body["view"]["private_metadata"]).person_id
    kind = form.kind_of_action(action["action_id"])
    place = form.FormPlace(kind=kind, person_id=person_id)
    person = await _person(person_id, request)
    zone = person.time_zone if person else request.actor.time_zone
    other = person if person_id is not None else None
    await request.surface.open_over(form.form_view(place, entry=None, time_zone=zone, other=other))


async def save_form(request: SlackRequest, body: dict[str, Any]) -> None:
    """Save what the form says and bring the list below it up to date."""
    place, text = form.read_form(body["view"])
    try:
        said = _understood(text, await _person(place.person_id, request), request)
    except EndNotAfterStart as error:
        raise form.in_the_form(error, place.kind) from None
    given = await _save(place, said, request)
    below = ListPlace(person_id=place.person_id)
    await request.surface.renew_below(await _list_view(below, request, just_now=given))


async def _save(
    place: form.FormPlace, said: ParsedAvailability, request: SlackRequest
) -> AvailabilityChange:
    whose = place.person_id
    if place.key is None:
        return await request.do(give_availability, person_id=whose, said=said)
    return await request.do(change_availability, person_id=whose, key=place.key, said=said)


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
    try:
        said = _understood(text, subject.person or subject.member, request)
    except SeveralReadings as several:
        await _ask_which(several, subject, respond)
        return
    except NotUnderstood as error:
        today = request.now.astimezone(request.actor.zone).date()
        verbs = () if starts_with_a_day(text, today=today) else _VERBS
        raise pointing_to_help(error, command=COMMAND, text=text, verbs=verbs) from None
    await _save_and_say(said, subject, request, respond)


async def _ask_which(several: SeveralReadings, subject: Subject, respond: AsyncRespond) -> None:
    member_id = subject.member.slack_user_id if subject.member else None
    blocks = ways.readings_message(several, person_id=subject.person_id, member_id=member_id)
    await respond(text=ways.readings_words(several), blocks=blocks)


async def _save_and_say(
    said: ParsedAvailability,
    subject: Subject,
    request: SlackRequest,
    respond: AsyncRespond,
    *,
    in_place: bool = False,
) -> None:
    given = await request.do(
        give_availability,
        person_id=subject.person_id,
        said=said,
        member=subject.member,
    )
    await _say(given, request, respond, in_place=in_place)


async def _say(
    given: AvailabilityChange,
    request: SlackRequest,
    respond: AsyncRespond,
    *,
    in_place: bool = False,
) -> None:
    words = said_back.given_words(given, context=request.context)
    blocks = said_back.given_message(given, context=request.context)
    await respond(text=words, blocks=blocks, replace_original=in_place)


async def _ask_how_long(subject: Subject, request: SlackRequest, respond: AsyncRespond) -> None:
    today = request.now.astimezone(_zone(subject, request)).date()
    blocks = asking.pause_message(_place(subject), subject.person, today=today)
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
    meant = read_removals(rest, now=request.now, zone=_zone(subject, request))
    changes = await request.do(hours_to_remove, person_id=person_id, meant=meant)
    pairs = zip(meant, changes, strict=True)
    # Two readings that take the same away are one.
    found = {change.after: (said, change) for said, change in pairs if change.removed}
    if not found:
        blocks = asking.nothing_to_remove(rest, subject.person, actor=request.actor)
        await respond(text=asking.nothing_words(rest), blocks=blocks)
    elif len(found) == 1:
        ((said, _),) = found.values()
        await _say(await request.do(remove_hours, person_id=person_id, said=said), request, respond)
    else:
        offered = [
            (change, _place(subject, sentence=sentence_of(said))) for said, change in found.values()
        ]
        await respond(text=asking.REMOVAL_WORDS, blocks=asking.removal_question(offered))


def _place(subject: Subject, *, sentence: str = "") -> ways.ReadingPlace:
    member_id = subject.member.slack_user_id if subject.member else None
    return ways.ReadingPlace(sentence=sentence, person_id=subject.person_id, member_id=member_id)


def _zone(subject: Subject, request: SlackRequest) -> ZoneInfo:
    whose = subject.person or subject.member
    return ZoneInfo(whose.time_zone) if whose else request.actor.zone


async def _list(person_id: int | None, request: SlackRequest, respond: AsyncRespond) -> None:
    person, stands = await request.do(availability_of, person_id=person_id)
    blocks = view.list_message(person=person, stands=stands, context=request.context)
    lines = view.summary_lines(person, stands, reader=request.actor, now=request.now)
    await respond(text="\n".join(lines), blocks=blocks)


async def _redraw(shown: dict[str, Any], notice: str, request: SlackRequest) -> None:
    """Shows the list as it stands, and a sentence in it."""
    place = read_place(shown["private_metadata"])
    await request.surface.show(await _list_view(place, request, notice=notice))


async def _list_view(
    place: ListPlace,
    request: SlackRequest,
    *,
    just_now: AvailabilityChange | None = None,
    notice: str = "",
) -> View:
    person, stands = await request.do(availability_of, person_id=place.person_id)
    return view.list_view(
        person=just_now.person if just_now else person,
        stands=just_now.availability if just_now else stands,
        context=request.context,
        just_now=just_now,
        notice=notice,
        skip=place.skip,
    )


async def _change_view(person_id: int | None, key: str, request: SlackRequest) -> View:
    person, stands = await request.do(availability_of, person_id=person_id)
    entry = next((each for each in stands.entries if entry_key(each) == key), None)
    if entry is None or person is None:
        raise AvailabilityGone()
    place = form.FormPlace(kind=form.form_kind_of(entry), person_id=person_id, key=key)
    other = person if person_id is not None else None
    return form.form_view(place, entry=entry, time_zone=person.time_zone, other=other)


async def _subject_of(place: ways.ReadingPlace, request: SlackRequest) -> Subject:
    """A member may have been registered since; saving looks again."""
    if place.member_id is not None:
        return Subject(member=await request.profiles.of(place.member_id))
    if place.person_id is None:
        return Subject()
    return Subject(person=await _person(place.person_id, request))


async def _person(person_id: int | None, request: SlackRequest) -> Person | None:
    person, _ = await request.do(availability_of, person_id=person_id)
    return person


def _understood(
    text: str, whose: Person | Profile | None, request: SlackRequest
) -> ParsedAvailability:
    zone = ZoneInfo(whose.time_zone) if whose else request.actor.zone
    return read_availability(text, now=request.now, zone=zone)


def _sentence(error: SchedulingError, request: SlackRequest) -> str:
    return error.sentence(zone=request.actor.zone)
