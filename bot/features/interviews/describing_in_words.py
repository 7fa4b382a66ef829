"""`/interviews place Carl: Room 4`: what the form of place and notes does, in one line."""

import re

from bot.features.text.groups import with_me
from bot.slack.requests.request import SlackRequest
from bot.views.interviews import changes
from scheduling.errors import NotUnderstood
from scheduling.model import Interview
from scheduling.model.details import Detail, GivenDetails
from scheduling.usecases.interviews import describe_interview, interviews_asked_for
from scheduling.wording.reading import mentioned_ids
from scheduling.wording.reading.grammar.tokens import unescaped

EXAMPLES = {
    "place": (Detail.PLACE, "Room 4"),
    "title": (Detail.TITLE, "System design"),
    "note for panel": (Detail.NOTE_FOR_PANEL, "she asks for a quiet room"),
    "note": (Detail.NOTE_FOR_CANDIDATE, "bring a laptop"),
}
"""What each verb says something of, and what that might be; the longer verb first."""
_NOTHING = "none"
_ESCAPED = re.compile(r"<(?P<sign>[@#!]?)(?P<target>[^|>]*)(?:\|(?P<label>[^>]*))?>")
# A colon that ends a word: "https://" and "9:00" have others.
_WHOSE = re.compile(r"\s*(?P<whose>[^\s:].*?)\s*:(?:\s+(?P<said>.*))?", re.DOTALL)


async def describe_in_words(verb: str, text: str, request: SlackRequest) -> str:
    """Keep what was typed of the one interview that it names, and say what has become of that.

    Raises NotUnderstood where it names none or several, and what describing it raises.
    """
    detail, example = EXAMPLES[verb]
    parts = _WHOSE.fullmatch(text)
    if parts is None or not parts["said"]:
        raise NotUnderstood(
            question="Which interview, and what is to be said of it? "
            f"`/interviews {verb} Carl tomorrow: {example}`, or `{_NOTHING}` to take it away."
        )
    interview = await _the_one(verb, parts["whose"], example, request)
    said = _as_typed(parts["said"])
    given = GivenDetails(**{detail.value: "" if said.casefold() == _NOTHING else said})
    change = await request.do(describe_interview, interview_id=interview.id, given=given)
    return changes.described_words(change, reader=request.actor)


async def _the_one(verb: str, whose: str, example: str, request: SlackRequest) -> Interview:
    asked = with_me(whose, request, of_theirs=True)
    profiles = await request.profiles.of_each(mentioned_ids(asked))
    page = await request.do(interviews_asked_for, text=asked, profiles=profiles, limit=1)
    if page.total == 1:
        return page.interviews[0]
    there = f"These are {page.total} interviews" if page.total else "There is no such interview"
    raise NotUnderstood(
        question=f"{there}, and one is needed: name who is in it, and the day or the hour. "
        f"`/interviews {verb} Carl with @ines tomorrow: {example}`. Nothing was changed."
    )


def _as_typed(said: str) -> str:
    """What somebody has typed: Slack sends links and mentions in brackets."""
    return unescaped(_ESCAPED.sub(_unbracketed, said)).strip()


def _unbracketed(found: re.Match[str]) -> str:
    sign, label = found["sign"], found["label"]
    if not sign:
        return found["target"].removeprefix("mailto:")
    return f"{'' if sign == '!' else sign}{(label or found['target']).removeprefix(sign)}"
