"""What a company's servers say in JSON: asked for in bounds, and read without trust."""

import json
from collections.abc import Mapping
from typing import Any

from bot.calendars.fetching.fetcher import Answer, Fetcher, Request
from scheduling.errors import CalendarFailing, CalendarTooLarge

_LARGEST = 10_000_000
"""Bytes: fifty people with an event in each quarter of an hour for 90 days are 30 times less."""
_LONGEST_WORDS = 200


class JsonAnswer:
    """An answer, and the object in it; empty where none came."""

    def __init__(self, answer: Answer, body: bytes) -> None:
        """`body` is what came with a success."""
        self.status, self.host, self.answer = answer.status, answer.host, answer
        self.facts = _object_in(body if body else answer.failure)


async def asked_for_json(fetcher: Fetcher, request: Request) -> JsonAnswer:
    """Ask, and return the object that was answered. Raises CalendarNotRead where none comes.

    A failure has one as well, or none; a success without one is no answer.
    """
    body = bytearray()

    def take(piece: bytes) -> None:
        body.extend(piece)
        if len(body) > _LARGEST:
            raise CalendarTooLarge

    answer = JsonAnswer(await fetcher.fetch(request, take), bytes(body))
    if answer.status == 200 and not answer.facts:
        raise CalendarFailing(host=answer.host)
    return answer


def words_of(*facts: object) -> str:
    """Return what a server says of a failure, as one short line for whoever runs the bot."""
    words = " ".join(" ".join(str(each).split()) for each in facts if each)
    visible = "".join(letter if letter.isprintable() else "?" for letter in words)
    return visible[:_LONGEST_WORDS]


def objects_in(value: object) -> list[Mapping[str, Any]]:
    """Return the objects in a list of JSON; whatever else is there is left out."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _object_in(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
