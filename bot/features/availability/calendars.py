"""People's calendars: connecting, reading and disconnecting them."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.models.views import View

from bot.calendars.keeping.keeper import CalendarKeeper
from bot.calendars.keeping.signing_in import providers_of
from bot.calendars.sources.source import CalendarAccount
from bot.features.text.calendars import is_about_calendars
from bot.features.text.subject import Subject
from bot.process.signing.calendar_links import GOOD_FOR, CalendarLink, calendar_address
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import escape_sentence
from bot.views.calendars import form, unregistered
from bot.views.calendars import overview as view
from bot.views.hours.calendars import CONNECT, OPEN, CalendarPlace, place_value, read_place
from scheduling.errors import (
    CalendarNotConnected,
    CalendarNotRead,
    NoCalendarsYet,
    NoKeysForCalendars,
    NotUnderstood,
)
from scheduling.usecases.availability.calendars import (
    calendars_of,
    choose_counted,
    disconnect_calendar,
)
from scheduling.usecases.availability.company import connect_company_calendar
from scheduling.usecases.availability.new_owners import register_owner
from scheduling.wording.saying.calendars import disconnected_words

_SCHEMES = ("://", "webcal:", "http:", "https:")


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of calendars."""
    app.action(unregistered.REGISTER_OWNER)(middleware.answering(register_and_open))
    app.action(OPEN)(middleware.answering(open_calendars))
    app.action(CONNECT)(middleware.answering(open_form))
    app.action(view.REFRESH)(middleware.answering(refresh))
    app.action(view.DISCONNECT)(middleware.answering(disconnect))
    for action_id in (view.CHOOSE_ALL_DAY, view.CHOOSE_NO_DAYS, view.CHOOSE_TENTATIVE):
        app.action(action_id)(middleware.answering(choose))
    app.action(view.READ_COMPANYS)(middleware.answering(read_companys))
    app.action(form.OPEN_PAGE)(middleware.answering(opened_page))
    for action_id in form.SIGN_IN.values():
        app.action(action_id)(middleware.answering(opened_page))
    app.view(form.PAGE_VIEW)(middleware.submitting(show_after_page, at_fault=form.at_fault))
    app.view(form.FORM_VIEW)(middleware.submitting(save_form, at_fault=form.at_fault))


def holds_address(text: str) -> bool:
    """Tell whether a command's text holds what may be the address of a calendar."""
    return any(scheme in text.casefold() for scheme in _SCHEMES)


async def refuse_address(respond: AsyncRespond) -> None:
    """Say why no address is taken from a command, and offer the form."""
    await respond(text=form.NO_ADDRESS_IN_COMMANDS, blocks=form.not_in_commands())


async def show_calendars(
    asked: str, subject: Subject, request: SlackRequest, respond: AsyncRespond
) -> None:
    """Answer `/availability calendar` with the list of somebody's calendars."""
    if not is_about_calendars(asked):
        raise NotUnderstood(
            question="`/availability calendar` opens your calendars: there you connect one, have "
            "it read, or disconnect it. Coordinators, for somebody else: `/availability for Ivo: "
            "calendar`"
        )
    if subject.member is not None:
        if not request.actor.is_coordinator:
            raise NoCalendarsYet(name=subject.member.name)
        words = unregistered.offer_words(subject.member)
        await respond(text=words, blocks=unregistered.offer(subject.member))
        return
    await request.surface.open_over(await _list_view(subject.person_id, request))


async def say_what_calendars_take(
    subject: Subject, request: SlackRequest, respond: AsyncRespond
) -> None:
    """Say that calendars are taken from hours, or how to connect one."""
    if subject.member is not None:
        return
    theirs = await request.do(calendars_of, person_id=subject.person_id)
    blocks = view.minus_calendar(theirs, context=request.context)
    await respond(text=view.minus_words(theirs, context=request.context), blocks=blocks)


async def open_calendars(request: SlackRequest, action: dict[str, Any]) -> None:
    """Show the list of somebody's calendars."""
    place = read_place(action["value"])
    await request.surface.open_over(await _list_view(place.person_id, request))


async def register_and_open(request: SlackRequest, action: dict[str, Any]) -> None:
    """Register a member as an interviewer, if they are not yet, and show their calendars."""
    member = await request.profiles.of(action["value"])
    # What is kept of the press is whose calendars it has led to.
    told = await request.once(
        lambda person: Told(text=place_value(CalendarPlace(person_id=person.id))),
        register_owner,
        member=member,
    )
    place = read_place(told.text)
    await request.surface.open_over(await _list_view(place.person_id, request))


async def open_form(request: SlackRequest, action: dict[str, Any]) -> None:
    """Lead to the page on which a calendar is connected; where we have none, open the form."""
    if _keeper(request).accounts is None:
        raise NoKeysForCalendars
    place = read_place(action["value"])
    await request.surface.open_over(_way_to_page(place, request) or form.connect_view(place))


async def opened_page(request: SlackRequest) -> None:
    """Do nothing: the button has opened the page by itself."""


async def show_after_page(request: SlackRequest, body: dict[str, Any]) -> View:
    """Show the calendars as they stand, one of which may have come on the page."""
    shown = await _list_view(form.page_place(body["view"]).person_id, request)
    if request.surface.is_over_another:
        await request.surface.renew_below(shown)
    return shown


async def save_form(request: SlackRequest, body: dict[str, Any]) -> View:
    """Read the calendar and connect it, and say what was found."""
    filled = form.read_connect(body["view"])
    account = CalendarAccount(
        address=filled.address.strip(),
        username=filled.username.strip(),
        password=filled.password,
    )
    change = await _keeper(request).connect(
        request.context, account, person_id=filled.place.person_id
    )
    if request.surface.is_over_another:
        await request.surface.renew_below(await _list_view(filled.place.person_id, request))
    return view.connected_view(change, context=request.context)


async def refresh(request: SlackRequest, action: dict[str, Any]) -> None:
    """Read a calendar now, and show how it stands."""
    place = read_place(action["value"])
    await _read_now(place.person_id, place.calendar_id or 0, request)


async def read_companys(request: SlackRequest, action: dict[str, Any]) -> None:
    """Have one's calendar be read again by what one's company has set up, and read it."""
    place = read_place(action["value"])
    assert place.source is not None  # its button carries it
    kept = await request.do(connect_company_calendar, source=place.source)
    await _read_now(None, kept.id, request)


async def choose(request: SlackRequest, action: dict[str, Any]) -> None:
    """Have other events of a calendar count."""
    place = read_place(action["value"])
    assert place.counted is not None  # its buttons carry it
    told = await request.once(
        lambda _: Told(text=":white_check_mark: Saved."),
        choose_counted,
        calendar_id=place.calendar_id or 0,
        counted=place.counted,
    )
    await _show(place.person_id, request, notice=told.text)


async def disconnect(request: SlackRequest, action: dict[str, Any]) -> None:
    """Forget a calendar."""
    place = read_place(action["value"])
    calendar_id = place.calendar_id or 0
    told = await request.once(
        lambda gone: Told(text=f":white_check_mark: {disconnected_words(gone.shown.calendar)}"),
        disconnect_calendar,
        calendar_id=calendar_id,
    )
    await _show(place.person_id, request, notice=told.text)


def _way_to_page(place: CalendarPlace, request: SlackRequest) -> View | None:
    """The way to the page; None where the outside world does not reach us, or nothing is signed."""
    who = request.actor.slack_user_id
    assert who is not None  # they ask in Slack
    link = CalendarLink(slack_user_id=who, person_id=place.person_id)
    address = calendar_address(request.links, link, now=request.now)
    if address is None:
        return None
    minutes = int(GOOD_FOR.total_seconds() // 60)
    providers = tuple(providers_of(request.calendars).values())
    return form.page_view(place, address=address, minutes=minutes, providers=providers)


async def _read_now(person_id: int | None, calendar_id: int, request: SlackRequest) -> None:
    try:
        await _keeper(request).refresh(request.context, calendar_id=calendar_id)
        notice = ":white_check_mark: Read just now."
    except (CalendarNotRead, CalendarNotConnected) as error:
        notice = escape_sentence(error.sentence(zone=request.actor.zone))
    await _show(person_id, request, notice=notice)


async def _show(person_id: int | None, request: SlackRequest, *, notice: str) -> None:
    await request.surface.show(await _list_view(person_id, request, notice=notice))


async def _list_view(person_id: int | None, request: SlackRequest, *, notice: str = "") -> View:
    theirs = await request.do(calendars_of, person_id=person_id)
    return view.calendars_view(theirs, context=request.context, notice=notice)


def _keeper(request: SlackRequest) -> CalendarKeeper:
    if request.calendars is None:
        raise NoKeysForCalendars
    return request.calendars
