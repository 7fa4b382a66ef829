"""What the clients want done: each has people and an hour of their own, so nobody is in the way.

A client is a script: it asks for one thing, and with what it is told for the next.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bench.repeats.asking import Addresses, Answered, Ask, ByButton, ByForm, ByProgram
from bot.views.interviews.booking import BOOK_VIEW
from bot.views.interviews.shown.buttons import CANCEL
from bot.views.register.form import CANDIDATE_VIEW
from bot.views.slots.question import encode
from sandbox.state.people import Person as Member
from sandbox.testing.driver import Sandbox
from scheduling.model import Person
from scheduling.results import SlotsAsked
from scheduling.slots import Match

Asking = Callable[[Ask], Answered]
"""Asks until there is an answer, and then again."""

NAMED = "Client"
"""What the names of people whom clients register begin with."""
_DAY_HOURS = ("9:00", "11:00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """An hour at which a candidate and a panel are free, and no other client wants them."""

    candidate: Person
    panel: tuple[Person, ...]
    start: datetime

    @property
    def told(self) -> dict[str, Any]:
        """As a program asks for it."""
        return {
            "candidate": self.candidate.id,
            "interviewers": [person.id for person in self.panel],
            "start": self.start.isoformat(),
            "any_hour": True,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The workspace in which all of it happens, and the coordinator who presses."""

    slack: Sandbox
    coordinator: Member
    addresses: Addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """The client of a number, with a seat that nobody else wants."""

    number: int
    seat: Seat
    scene: Scene

    @property
    def name(self) -> str:
        """What whoever it registers is called, or begins with."""
        return f"{NAMED} {self.number:05}"

    def program_books(self, ask: Asking) -> None:
        """Register a candidate and book them."""
        candidate = self._registered(ask, self.name)
        ask(self._call("/api/book_interview/", self.seat.told | {"candidate": candidate}))

    def program_distributes(self, ask: Asking) -> None:
        """Register two people with hours, and distribute the one to the other."""
        candidate = self._registered(ask, self.name)
        interviewer = self._registered(ask, f"{self.name} too", role="interviewer")
        day = self.seat.start.date().isoformat()
        start, end = _DAY_HOURS
        for user in (candidate, interviewer):
            hours = {"user": user, "date": day, "start_time": start, "end_time": end}
            ask(self._call("/api/register_availability/", hours, key=f"hours-{user}"))
        wanted = {"candidates": [candidate], "interviewers": [interviewer], "from": day, "to": day}
        ask(self._call("/api/distribute_interviewers/", wanted | {"book": True}))

    def person_books(self, ask: Asking) -> None:
        """Book a seat by the form."""
        values = {
            "date": {"selected_date": self.seat.start.date().isoformat()},
            "time": {"selected_time": self.seat.start.strftime("%H:%M")},
            "any_hour": {"selected_options": [{"value": "any"}]},
            "candidate": {"selected_option": {"value": str(self.seat.candidate.id)}},
            "interviewers": {
                "selected_options": [{"value": str(person.id)} for person in self.seat.panel]
            },
        }
        asked = SlotsAsked(
            candidate_id=self.seat.candidate.id,
            interviewer_ids=(),
            match=Match.ALL,
            start=self.seat.start,
            end=self.seat.start,
        )
        memory = json.dumps({"asked": encode(asked), "url": None})
        ask(self._form(BOOK_VIEW, memory, values))

    def person_registers(self, ask: Asking) -> None:
        """Register a candidate by the form."""
        values = {
            "name": {"value": self.name},
            "email": {"value": None},
            "zone": {"selected_option": {"value": "Europe/Rome"}},
        }
        ask(self._form(CANDIDATE_VIEW, json.dumps({"person": None}), values))

    def person_cancels(self, ask: Asking) -> None:
        """Book a seat, as a program, and cancel it by the button in a message."""
        booked = json.loads(ask(self._call("/api/book_interview/", self.seat.told)).words)
        start = int(self.seat.start.timestamp())
        action = {
            "type": "button",
            "action_id": CANCEL,
            "block_id": "b",
            "text": {"type": "plain_text", "text": "Cancel interview"},
            "value": f"{booked['id']}@{booked['revision']}:{start}",
        }
        place = {"type": "message", "message_ts": f"{self.number}.000000", "channel_id": "D0"}
        payload = self._from("block_actions") | {
            "container": place | {"is_ephemeral": False},
            "channel": {"id": "D0", "name": "directmessage"},
            "actions": [action],
        }
        scene = self.scene
        ask(
            ByButton(
                slack=scene.slack, payload=payload, addresses=scene.addresses, begins="*Cancelled:*"
            )
        )

    def _registered(self, ask: Asking, name: str, *, role: str = "candidate") -> int:
        told = {"name": name, "role": role}
        return int(json.loads(ask(self._call("/api/register_user/", told, key=name)).words)["id"])

    def _call(self, path: str, told: Mapping[str, Any], *, key: str = "") -> ByProgram:
        return ByProgram(path=path, told=told, key=f"{self.number}-{key or path}")

    def _form(self, callback_id: str, memory: str, values: Mapping[str, Any]) -> ByForm:
        view = {
            "id": f"V{self.number}",
            "root_view_id": f"V{self.number}",
            "hash": "1.a",
            "type": "modal",
            "callback_id": callback_id,
            "private_metadata": memory,
            "state": {"values": {block: {"value": state} for block, state in values.items()}},
            "blocks": [],
        }
        payload = self._from("view_submission") | {"view": view, "response_urls": []}
        return ByForm(slack=self.scene.slack, payload=payload)

    def _from(self, type: str) -> dict[str, Any]:
        space, who = self.scene.slack.workspace, self.scene.coordinator
        return {
            "type": type,
            "team": {"id": space.id, "domain": space.domain},
            "user": {"id": who.id, "username": who.name, "team_id": space.id},
            "api_app_id": space.app.id,
            "token": space.tokens.verification,
            "enterprise": None,
            "is_enterprise_install": False,
            "trigger_id": f"{self.number}.1.a",
        }
