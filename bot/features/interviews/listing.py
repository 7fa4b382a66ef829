"""`/interviews`: the list of what is ahead, and one of them."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.models.blocks import Option

from bot.features.interviews.describing_in_words import EXAMPLES, describe_in_words
from bot.features.interviews.shown import page_of, show_list, taking_dead_buttons_away
from bot.features.text.groups import with_me
from bot.features.text.questions import pointing_out
from bot.features.text.verbs import split_verb
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.carried import carried_id
from bot.views.interviews import conflict, filters, listing
from bot.views.interviews.shown import buttons, rows
from bot.views.interviews.shown import history as past
from bot.views.interviews.stand_ins import stand_ins_view
from scheduling.model.interviews import EVERYTHING
from scheduling.usecases.audit import history
from scheduling.usecases.interviews import interview_of, interviews_asked_for, stand_ins_for
from scheduling.usecases.people.listing import people_matching
from scheduling.wording.reading import mentioned_ids

COMMAND = "/interviews"
_CHOICES = 20
_VERBS = ("help", "list", "calendar", "export", "history", *EXAMPLES)


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    app.command(COMMAND)(middleware.answering(interviews_command))
    for action_id in (listing.MORE, f"{listing.MORE}_back"):
        app.action(action_id)(middleware.answering(turn_page))
    app.action(listing.OPEN)(middleware.answering(open_list))
    for action_id in (filters.PERSON, filters.DAYS, filters.NEED):
        app.action(action_id)(middleware.answering(choose))
    app.options(filters.PERSON)(middleware.suggesting(people_to_choose))
    app.action(buttons.FIND)(middleware.answering(taking_dead_buttons_away(find_somebody)))
    app.action(conflict.OPEN_ONE)(middleware.answering(taking_dead_buttons_away(open_one)))


async def interviews_command(
    request: SlackRequest, command: dict[str, Any], respond: AsyncRespond
) -> None:
    """Answer `/interviews` with the interviews ahead, or those that the words ask for."""
    verb, rest = split_verb(command["text"], verbs=_VERBS)
    if verb == "help":
        await respond(text=listing.HELP)
    elif verb == "history":
        found = await request.do(history, limit=past.PAGE)
        await respond(text=past.HEAD, blocks=past.history_blocks(found, reader=request.actor))
    elif verb in EXAMPLES:
        words = await describe_in_words(verb, rest, request)
        # Of a link, Slack would look at the page for a preview.
        await respond(text=words, unfurl_links=False)
    elif rest:
        rest = with_me(rest, request, of_theirs=True)
        with pointing_out(rest, command=COMMAND, verbs=_VERBS):
            profiles = await request.profiles.of_each(mentioned_ids(rest))
            page = await request.do(
                interviews_asked_for, text=rest, profiles=profiles, limit=listing.PAGE
            )
        await show_list(page, request)
    else:
        await show_list(await page_of(0, request), request)


async def turn_page(request: SlackRequest, action: dict[str, Any]) -> None:
    """Show another page of the list in the place of this one."""
    skip, wanted = listing.read_page(action["value"])
    await show_list(await page_of(skip, request, wanted=wanted), request)


async def choose(request: SlackRequest, action: dict[str, Any]) -> None:
    """Show what was chosen in one of the menus of a list, in its place."""
    wanted = filters.filter_chosen(action, context=request.context)
    await show_list(await page_of(0, request, wanted=wanted), request)


async def people_to_choose(request: SlackRequest, payload: dict[str, Any]) -> list[Option]:
    """Return the people whose name contains what was typed."""
    found = await request.do(people_matching, text=payload["value"], role=None, limit=_CHOICES)
    return filters.person_choices(found)


async def open_list(request: SlackRequest, action: dict[str, Any]) -> None:
    """Open the list over the Home tab."""
    # The button of an older version has no value of its own.
    value = action["value"]
    skip, wanted = listing.read_page(value) if value != "-" else (0, EVERYTHING)
    page = await page_of(skip, request, wanted=wanted)
    blocks = listing.list_blocks(page, context=request.context)
    await request.surface.open_over(listing.list_view(blocks))


async def find_somebody(request: SlackRequest, action: dict[str, Any]) -> None:
    """Show who could take the seat of whoever can't make it."""
    found = await request.do(stand_ins_for, interview_id=carried_id(action["value"]))
    await request.surface.open_over(stand_ins_view(found, reader=request.actor))


async def open_one(request: SlackRequest, action: dict[str, Any]) -> None:
    """Show an interview with all that its reader can do."""
    interview = await request.do(interview_of, interview_id=carried_id(action["value"]))
    await request.surface.open_over(rows.one_view(interview, reader=request.actor))
