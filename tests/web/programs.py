"""A program that uses the API, over real HTTP."""

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

PRACTICE = "practice"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Program:
    """Calls the bot at an address, with a token or without."""

    address: str
    token: str | None = PRACTICE

    def get(self, path: str, **query: Any) -> Answer:
        asked = {name.rstrip("_"): value for name, value in query.items()}
        return self.sends("GET", f"{path}?{urlencode(asked, doseq=True)}" if asked else path)

    def post(self, path: str, given: object, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = json.dumps(given).encode()
        return self.sends("POST", path, body, {"Content-Type": "application/json", **named})

    def sends(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        own = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        try:
            connection.request(method, path, body or None, {**own, **(headers or {})})
            answer = connection.getresponse()
            got = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, got, answer.read())
        finally:
            connection.close()

    # What several tests do first.

    def registers(self, name: str, **more: object) -> int:
        answer = self.post("/api/register_user/", {"name": name, **more})
        assert answer.status == 201, answer.body
        return int(answer.json["id"])

    def gives(self, user: int, start: str, end: str, **more: object) -> Answer:
        given = {"user": user, "start_time": start, "end_time": end, **more}
        answer = self.post("/api/register_availability/", given)
        assert answer.status == 201, answer.body
        return answer

    def books(self, candidate: int, *interviewers: int, start: str) -> Answer:
        given = {"candidate": candidate, "interviewers": list(interviewers), "start": start}
        return self.post("/api/book_interview/", given)
