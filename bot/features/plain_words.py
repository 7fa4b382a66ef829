"""What people write to the app in plain words: answered with one button that does it."""

from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.web.async_client import AsyncWebClient

from bot.features.register.shown import (
    erasing_question,
    held_link,
    merging_question,
    outcome_question,
    removal_question,
)
from bot.features.text.groups import with_groups
from bot.slack.attention import Attention
from bot.slack.requests.middleware import Middleware
from bot.slack.requests.request import SlackRequest
from bot.views import plain_words as view
from bot.views.block_kit.blocks import Blocks, context_line, escape_sentence
from bot.views.hours import readings as ways
from bot.views.register.people import left_out_words
from bot.views.slots.found import answer_words
from scheduling.errors import SeveralReadings
from scheduling.usecases.find_slots import find_slots_for
from scheduling.usecases.plain_words import meaning_of
from scheduling.wording.reading import (
    AskedBack,
    Ending,
    EndingMeant,
    HoursMeant,
    SlotsMeant,
    SmallTalk,
    mentioned_ids,
    said_words,
    sentence_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said to a message; the text stands alone where there are no blocks."""

    text: str
    blocks: Blocks | None = None


_SMALL_TALK = {
    SmallTalk.HELLO: Answer(text=view.HELLO),
    SmallTalk.THANKS: Answer(text=view.THANKS),
    SmallTalk.ABOUT_THE_APP: Answer(text=view.ABOUT_THE_APP),
    SmallTalk.AGREED: Answer(text=view.AGREED),
    SmallTalk.HELP: Answer(text=view.WAYS),
    SmallTalk.TAKE_AWAY: Answer(text=view.TAKE_AWAY),
    SmallTalk.UNCLEAR: Answer(text=view.UNCLEAR),
    SmallTalk.UNTOLD: Answer(text=view.UNTOLD, blocks=view.untold_message()),
    SmallTalk.INTERVIEWS: Answer(text=view.INTERVIEWS, blocks=view.interviews_message()),
}


def register(app: AsyncApp, middleware: Middleware) -> None:
    """Register the listeners of this feature."""
    attention = Attention()

    async def is_to_be_answered(event: dict[str, Any]) -> bool:
        return attention.takes(event)

    async def answer_or_slow_down(
        request: SlackRequest, event: dict[str, Any], client: AsyncWebClient, bot_user_id: str
    ) -> None:
        if attention.is_too_fast(event):
            await _say(Answer(text=view.TOO_FAST), event, client)
        else:
            await answer_message(request, event, client, bot_user_id)

    for kind in ("message", "app_mention"):
        listener = middleware.noticing(answer_or_slow_down, in_trouble=say_trouble)
        app.event(kind, matchers=[is_to_be_answered])(listener)
        # What is left alone is acknowledged as well, or Slack would send it again.
        app.event(kind)(leave_alone)


async def answer_message(
    request: SlackRequest,
    event: dict[str, Any],
    client: AsyncWebClient,
    bot_user_id: str,
) -> None:
    """Answer what somebody wrote to the app, or with a mention of it in a channel."""
    text = event.get("text", "").replace(f"<@{bot_user_id}>", " ").strip()
    await _say(await _answer(text, request), event, client)


async def leave_alone() -> None:
    """Do nothing about a message that nobody wrote to the app."""


async def say_trouble(args: AsyncArgs, sentence: str) -> None:
    """Say where somebody wrote what is in the way."""
    if args.event is not None:
        await _say(Answer(text=sentence), args.event, args.client)


async def _answer(text: str, request: SlackRequest) -> Answer:
    meant = await request.do(meaning_of, text=text)
    match meant:
        case HoursMeant(said=said):
            lines, sentence = said_words(said), sentence_of(said)
            whose = meant.person
            blocks = view.hours_message(lines, whose, sentence=sentence, reader=request.actor)
            return Answer(text=f"{view.hours_words(whose)} {'; '.join(lines)}", blocks=blocks)
        case AskedBack():
            return _asked_back(meant, request)
        case SlotsMeant():
            return await _slots(meant.ways[0].text, request)
        case EndingMeant():
            words, blocks = await _ending(meant, request)
            return Answer(text=words, blocks=blocks)
        case SmallTalk():
            return _SMALL_TALK[meant]


async def _ending(meant: EndingMeant, request: SlackRequest) -> tuple[str, Blocks]:
    """The question that the command would ask; nothing is done by plain words alone."""
    whom, *others = meant.people or (None,)
    if whom is None or meant.ending is Ending.EXPORT:
        return await held_link(whom, request)
    match meant.ending:
        case Ending.REMOVE:
            return await removal_question(whom, request)
        case Ending.ERASE:
            return await erasing_question(whom, request)
        case Ending.MERGE:
            return await merging_question(whom, others[0], request)
        case Ending.OUTCOME:
            return await outcome_question(whom, request, outcome_said=meant.outcome)


def _asked_back(asked: AskedBack, request: SlackRequest) -> Answer:
    question = asked.question
    if isinstance(question, SeveralReadings):
        person_id = asked.person.id if asked.person else None
        blocks = ways.readings_message(question, ways.ReadingPlace(person_id=person_id))
        return Answer(text=ways.readings_words(question), blocks=blocks)
    sentence = escape_sentence(question.sentence(zone=request.actor.zone))
    # Some refusals say so themselves.
    says_all = "Nothing was" in sentence or not asked.is_about_hours
    return Answer(text=sentence if says_all else f"{sentence} {view.NOTHING_SAVED}")


async def _slots(text: str, request: SlackRequest) -> Answer:
    read = await with_groups(text, request)
    profiles = await request.profiles.of_each(mentioned_ids(read.text))
    answer = await request.do(find_slots_for, text=read.text, profiles=profiles)
    blocks = view.slots_message(answer, reader=request.actor)
    if read.left_out:
        left_out = left_out_words(read.left_out, count=read.left_out_count)
        blocks = [*blocks, context_line(left_out)]
    return Answer(text=answer_words(answer, reader=request.actor), blocks=blocks)


async def _say(answer: Answer, event: dict[str, Any], client: AsyncWebClient) -> None:
    """In a channel to whoever wrote alone; in the thread, if there is one."""
    blocks = answer.blocks or None
    place = {"channel": event["channel"], "thread_ts": event.get("thread_ts")}
    if event["type"] == "app_mention":
        await client.chat_postEphemeral(
            user=event["user"], text=answer.text, blocks=blocks, **place
        )
    else:
        # Of a link, Slack would look at the page for a preview.
        await client.chat_postMessage(text=answer.text, blocks=blocks, unfurl_links=False, **place)
