"""Bookings that come in while everything fails: a program that asks until it is answered."""

import json
import random
import threading
import urllib.request
from collections.abc import Sequence
from urllib.error import HTTPError

from bench.soak.crowd import Diary
from bench.soak.fleet import TOKEN, Bot

_SECONDS = 15.0
_AGAIN_SECONDS = 0.3


class Program:
    """Books one interview after the other, each at whichever bot is up, until it is told to end.

    Each is asked for with a key of its own, so that asking again books nothing twice.
    """

    def __init__(self, bots: Sequence[Bot], diary: Diary, *, every: float, seed: int) -> None:
        """`every` is how many seconds there are between two bookings."""
        self._bots, self._diary, self._every = bots, diary, every
        self._chance = random.Random(seed)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._work)
        self._first = threading.Event()
        self.booked = 0

    def start(self) -> None:
        """Begin to book."""
        self._thread.start()

    def has_booked(self, *, within: float) -> bool:
        """Wait so many seconds at most for the first booking; then its token is known."""
        return self._first.wait(within)

    def finish(self) -> int:
        """End after the booking under way, and return how many were made."""
        self._ending.set()
        self._thread.join()
        return self.booked

    def _work(self) -> None:
        number = 0
        while not self._ending.wait(self._every):
            (candidate, *panel), start = self._diary.next_seat()
            number += 1
            told = {
                "candidate": candidate.id,
                "interviewers": [person.id for person in panel],
                "start": start.isoformat(),
                "any_hour": True,
            }
            while not self._is_booked(told, key=f"booking-{number}"):
                if self._ending.wait(_AGAIN_SECONDS):
                    return

    def _is_booked(self, told: dict[str, object], *, key: str) -> bool:
        """Whether that is settled; a refusal settles it too, but is counted as nothing."""
        port = self._chance.choice(self._bots).port
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/api/book_interview/",
            data=json.dumps(told).encode(),
            headers={
                "Authorization": f"Bearer {TOKEN}",
                "Content-Type": "application/json",
                "Idempotency-Key": key,
            },
            method="POST",
        )
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
                self.booked += answer.status == 201
                self._first.set()
                return True
        except HTTPError as refused:
            refused.close()
            return refused.code < 500
        except (OSError, ValueError):
            return False
