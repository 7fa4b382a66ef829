"""`/distribute`: a plan of who interviews whom, to look at, and to book whole."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.features.distribute.earlier import look_on
from bot.features.distribute.fresh import freshly
from bot.features.distribute.rebalancing import rebalance_typed
from bot.features.distribute.shown import shown_anew
from bot.features.text.groups import with_groups
from bot.features.text.questions import pointing_out
from bot.features.text.verbs import split_verb
from bot.slack.progress import Message, Place, begin, place_of, put, work
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.repeats import Told
from bot.slack.requests.request import SlackRequest
from bot.views.distribution import form as view
from bot.views.distribution.action_ids import BOOK, BOOK_EVEN, DROP, MORE
from bot.views.distribution.changes import change_words, conflict_words, since_words
from bot.views.distribution.plan import busy_for, plan_message
from bot.views.distribution.rebalance import cannot_rebalance_message
from bot.views.register.people import left_out_words
from scheduling.distribution import Level
from scheduling.model import NO_LIMIT, Limit
from scheduling.model.permissions import Action, require
from scheduling.model.rounds import RoundAsked
from scheduling.results import Draft, RoundBooked
from scheduling.usecases.distribute import (
    Prepared,
    book_even_round,
    book_round,
    draft_first,
    drop_round,
    page_of_draft,
    people_considered,
    people_planned,
    prepare_round,
    prepare_round_for,
    replan_round,
    search_for,
)
from scheduling.wording.reading import days_asked, mentioned_ids

COMMAND = "/distribute"
_VERBS = ("help", "rebalance")


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.command(COMMAND)(middleware.answering(distribute_command))
    app.action(view.OPEN_FORM)(middleware.answering(open_form))
    app.view(view.FORM_VIEW)(middleware.submitting(plan_form, at_fault=view.at_fault))
    for action_id in (MORE, f"{MORE}_back"):
        app.action(action_id)(middleware.answering(shown_anew(turn_page)))
    app.action(BOOK)(middleware.answering(shown_anew(book)))
    app.action(BOOK_EVEN)(middleware.answering(shown_anew(book_even)))
    app.action(DROP)(middleware.answering(shown_anew(drop)))


async def distribute_command(
    request: SlackRequest, command: dict[str, Any], client: AsyncWebClient, respond: AsyncRespond
) -> None:
    """Answer `/distribute`: a form, or a plan for those named, in a direct message."""
    verb, text = split_verb(command["text"], verbs=_VERBS)
    if verb == "help":
        await respond(text=view.HELP)
        return
    require(request.actor, Action.DISTRIBUTE)
    if verb == "rebalance":
        await rebalance_typed(request, text, client, respond)
        return
    if not text:
        await request.surface.open_over(_form(request))
        return
    with pointing_out(text, command=COMMAND, verbs=_VERBS):
        read = await with_groups(text, request)
        profiles = await request.profiles.of_each(mentioned_ids(read.text))
        prepared = await freshly(
            lambda: request.do(prepare_round_for, text=read.text, profiles=profiles), request
        )
    if read.left_out:
        await respond(text=left_out_words(read.left_out, count=read.left_out_count))
    place = await _plan(prepared, request, client)
    if place.channel != command["channel_id"]:
        await respond(text="The plan is in your messages with me. Nothing is booked yet.")


async def open_form(request: SlackRequest) -> None:
    """Open the form from a button."""
    require(request.actor, Action.DISTRIBUTE)
    await request.surface.open_over(_form(request))


async def plan_form(request: SlackRequest, body: dict[str, Any], client: AsyncWebClient) -> None:
    """Begin to plan what the form asks; the plan comes as a direct message."""
    filled = view.read_form(body["view"])
    start, end = days_asked(filled.first_day, filled.last_day, context=request.context)
    asked = RoundAsked(
        start=start,
        end=end,
        candidate_ids=filled.candidate_ids,
        interviewer_ids=filled.interviewer_ids,
        min_panel=filled.min_panel,
        max_panel=filled.max_panel,
        may_meet_again=filled.may_meet_again,
        daily_cap=_other_than(request.rules.daily_cap, filled.daily_cap),
        hand_notice=_other_than(request.rules.hand_notice, filled.hand_notice),
    )
    prepared = await freshly(lambda: request.do(prepare_round, asked=asked), request)
    if await request.is_new():
        begin(_plan(prepared, request, client))


async def turn_page(
    request: SlackRequest, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
) -> None:
    """Show other lines of a plan in the place of these."""
    pressed = view.decode(action["value"])
    draft = await request.do(page_of_draft, **pressed.which, skip=pressed.skip)
    await put(
        client, place_of(body), plan_message(draft, context=request.context, skip=pressed.skip)
    )


async def book(
    request: SlackRequest, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
) -> None:
    """Book the whole plan, or say who can't have theirs any more and plan anew."""
    pressed = view.decode(action["value"])
    await _book(book_round, pressed, request, body, client)


async def book_even(
    request: SlackRequest, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
) -> None:
    """Do the same with the more even plan of a round that is levelled again."""
    pressed = view.decode(action["value"])
    await _book(book_even_round, pressed, request, body, client)


async def _book(
    use_case: Callable[..., RoundBooked],
    pressed: view.Pressed,
    request: SlackRequest,
    body: dict[str, Any],
    client: AsyncWebClient,
) -> None:
    in_the_way: list[RoundBooked] = []

    def told(booked: RoundBooked) -> Told | None:
        if booked.conflicts or booked.since:
            in_the_way.append(booked)
            return None
        return Told.message(
            plan_message(booked.draft, context=request.context, untold=booked.untold)
        )

    await request.read_calendars(await request.do(people_planned, round_id=pressed.round_id))
    done = await request.once(told, use_case, **pressed.which)
    if done is None:
        await _plan_anew(in_the_way[0], place_of(body), request, client)
    else:
        await put(client, place_of(body), (done.text, done.blocks))


async def drop(
    request: SlackRequest, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
) -> None:
    """Discard a plan."""
    pressed = view.decode(action["value"])
    dropped = await request.once(
        lambda draft: Told.message(plan_message(draft, context=request.context)),
        drop_round,
        **pressed.which,
    )
    await put(client, place_of(body), (dropped.text, dropped.blocks))


async def _plan(prepared: Prepared, request: SlackRequest, client: AsyncWebClient) -> Place:
    """Show a plan as soon as there is one, and leave the search for earlier hours to itself."""
    stages, drafts = list[Level](), list[Draft]()
    search = search_for(
        prepared,
        context=request.context,
        patience=request.searches.patience,
        progress=stages.append,
    )

    def shown(draft: Draft) -> Message:
        drafts.append(draft)
        return plan_message(draft, context=request.context)

    place = await work(
        request.job(draft_first, prepared=prepared, search=search),
        place=Place(channel=request.actor.slack_user_id or ""),
        shown=shown,
        busy=busy_for(len(prepared.round.candidates), stages, context=request.context),
        context=request.context,
        client=client,
    )
    if drafts and drafts[0].round.earlier is not None:
        looking = look_on(drafts[0], prepared, search, place=place, request=request, client=client)
        request.searches.begin(looking)
    return place


async def _plan_anew(
    booked: RoundBooked, place: Place, request: SlackRequest, client: AsyncWebClient
) -> None:
    """Says what has come in between, and what would change with the fewest moves."""
    draft, zone = booked.draft, request.actor.zone
    is_rebalanced = draft.round.rebalances is not None
    why = since_words(booked.since, zone=zone) or conflict_words(booked.conflicts, zone=zone)
    plan, stages = draft.outcome.plan, list[Level]()
    # Also of those who can come in the place of whoever can't.
    await request.read_calendars(await request.do(people_considered, round_id=draft.round.id))

    def shown(after: Draft) -> Message:
        # A round that is planned again says itself what changes.
        news = (why,) if is_rebalanced else (why, change_words(after, zone=zone))
        return plan_message(after, context=request.context, news=news)

    def otherwise(trouble: str) -> Message:
        if is_rebalanced:
            return cannot_rebalance_message(draft, news=(why, trouble))
        return plan_message(draft, context=request.context, news=(why, trouble))

    await work(
        request.job(
            replan_round,
            round_id=draft.round.id,
            version=draft.round.version,
            progress=stages.append,
        ),
        place=place,
        shown=shown,
        busy=busy_for(len(plan.seatings) + len(plan.waiting), stages, context=request.context),
        otherwise=otherwise,
        context=request.context,
        client=client,
    )


def _other_than(usual: int | None, chosen: Limit) -> Limit | None:
    """What was chosen, or nothing where that is what holds anyway."""
    return None if chosen == (NO_LIMIT if usual is None else usual) else chosen


def _form(request: SlackRequest) -> View:
    today = request.now.astimezone(request.actor.zone).date()
    last_day = today + request.rules.look_ahead
    return view.form_view(first_day=today, last_day=last_day, rules=request.rules)
