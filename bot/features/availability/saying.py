"""What the parts of `/availability` have in common: whose hours, what was read, what is said."""

from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from slack_bolt.context.respond.async_respond import AsyncRespond

from bot.features.text.subject import Subject
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.hours import changed as said_back
from bot.views.hours import readings as ways
from scheduling.errors import SeveralReadings
from scheduling.model import Person, Profile
from scheduling.results import AvailabilityChange
from scheduling.usecases.availability import availability_of, give_availability
from scheduling.wording.reading import ParsedAvailability, read_availability


async def ask_which(
    several: SeveralReadings, subject: Subject, respond: AsyncRespond, *, in_place: bool = False
) -> None:
    """Ask which of several ways is meant, with a button for each."""
    blocks = ways.readings_message(several, place_of(subject))
    await respond(text=ways.readings_words(several), blocks=blocks, replace_original=in_place)


async def save_and_say(
    said: ParsedAvailability,
    subject: Subject,
    request: SlackRequest,
    respond: AsyncRespond,
    *,
    in_place: bool = False,
) -> None:
    """Save what was said, or ask whether it is instead of hours that stand; `in_place` of what
    was asked before.
    """
    try:
        told = await request.once(
            partial(said_back_to, request),
            give_availability,
            person_id=subject.person_id,
            said=said,
            member=subject.member,
        )
    except SeveralReadings as several:
        await ask_which(several, subject, respond, in_place=in_place)
        return
    await respond(text=told.text, blocks=told.blocks, replace_original=in_place)


def said_back_to(request: SlackRequest, given: AvailabilityChange) -> Told:
    """Return what says what has changed, with the way to undo it."""
    return Told(
        text=said_back.given_words(given, context=request.context),
        blocks=said_back.given_message(given, context=request.context),
    )


def place_of(subject: Subject, *, sentence: str = "") -> ways.ReadingPlace:
    """Return what a button is to remember of whose hours are meant."""
    member_id = subject.member.slack_user_id if subject.member else None
    return ways.ReadingPlace(sentence=sentence, person_id=subject.person_id, member_id=member_id)


def zone_of(subject: Subject, request: SlackRequest) -> ZoneInfo:
    """Return the zone by whose clock times are meant."""
    whose = subject.person or subject.member
    return ZoneInfo(whose.time_zone) if whose else request.actor.zone


async def subject_of(place: ways.ReadingPlace, request: SlackRequest) -> Subject:
    """Return whose hours a button means; saving looks again whether a member is registered."""
    if place.member_id is not None:
        return Subject(member=await request.profiles.of(place.member_id))
    if place.person_id is None:
        return Subject()
    return Subject(person=await person_of(place.person_id, request))


async def person_of(person_id: int | None, request: SlackRequest) -> Person | None:
    """Return somebody by id; None is the actor, registered or not."""
    person, _ = await request.do(availability_of, person_id=person_id)
    return person


def chosen(
    place: ways.ReadingPlace, whose: Person | Profile | None, request: SlackRequest
) -> ParsedAvailability:
    """Return what a button says, and how it is meant beside hours that stand."""
    return replace(understood(place.sentence, whose, request), beside=place.beside)


def understood(
    text: str, whose: Person | Profile | None, request: SlackRequest
) -> ParsedAvailability:
    """Return what was typed, by the clock of whom it is about."""
    zone = ZoneInfo(whose.time_zone) if whose else request.actor.zone
    return read_availability(text, now=request.now, zone=zone)
