"""Carrying out what a request changes: for each Idempotency-Key, once."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response

from bot.web.api.shared.dependencies import dependencies_of
from scheduling.model.api_access import RequestKey, StoredResponse
from scheduling.store import Store
from scheduling.usecases.access.once import carry_out_once

REPLAYED = "Idempotent-Replayed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a request changes; `key` is what tells it from others when it is sent again."""

    store: Store
    key: RequestKey | None
    now: datetime

    async def carry_out(
        self, change: Callable[[Store], BaseModel], *, status: int = 200
    ) -> Response:
        """Return the answer to the change, made on a thread of its own.

        `change` does it with the store that it is given, and returns what is to be told of it.
        With a key, its answer is put on record in the same transaction.
        """
        return await asyncio.to_thread(self.carried_out, change, status=status)

    def carried_out(self, change: Callable[[Store], BaseModel], *, status: int = 200) -> Response:
        """Do the same on this thread."""

        def answered(store: Store) -> StoredResponse:
            headers = (("content-type", "application/json"),)
            body = change(store).model_dump_json()
            return StoredResponse(status=status, headers=headers, body=body)

        if self.key is None:
            return _response(answered(self.store))
        kept, is_repeated = carry_out_once(self.store, key=self.key, now=self.now, change=answered)
        return repeated(kept) if is_repeated else _response(kept)


async def change_of(request: Request) -> Change:
    """Return the means to carry out what a request changes."""
    dependencies = dependencies_of(request)
    key = getattr(request.state, "key", None)
    return Change(store=dependencies.store, key=key, now=dependencies.clock())


def repeated(kept: StoredResponse) -> Response:
    """Return an answer once more, and say that it is the one from before."""
    response = _response(kept)
    response.headers[REPLAYED] = "true"
    return response


def _response(kept: StoredResponse) -> Response:
    return Response(kept.body, status_code=kept.status, headers=dict(kept.headers))
