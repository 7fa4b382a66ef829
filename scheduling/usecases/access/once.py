"""Carrying out once what may be asked again: by a program, by a press, by a form."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from scheduling.errors import RequestDiffers
from scheduling.model.api_access import RequestKey, StoredResponse
from scheduling.store import Session, Store, api_requests
from scheduling.store.joined import JoinedStore

_KEPT_FOR = timedelta(days=1)

Answer = TypeVar("Answer", bound=StoredResponse | None)


def answer_on_record(store: Store, *, key: RequestKey) -> StoredResponse | None:
    """Return what a request was answered with when it was carried out, or None.

    Raises RequestDiffers when the key came with something else.
    """
    with store.reading() as session:
        return _on_record(session, key)


def carry_out_once(
    store: Store, *, key: RequestKey, now: datetime, change: Callable[[Store], Answer]
) -> tuple[StoredResponse | Answer, bool]:
    """Carry out a change and put its answer on record, both in one transaction.

    `change` is given a store within that transaction, and may call any use case with it. Nobody
    else writes meanwhile: so whoever sends the same request waits, finds its answer on record,
    and gets that. With the answer comes whether it was. What `change` raises undoes all of it,
    and leaves no record; neither does an answer of None, for what has turned out to be nothing to
    put on record. Raises RequestDiffers when the key came with something else.
    """
    with store.writing() as session:
        api_requests.forget_older(session, than=now - _KEPT_FOR)
        if (kept := _on_record(session, key)) is not None:
            return kept, True
        answer = change(JoinedStore(session))
        if answer is not None:
            was_added = api_requests.add(session, key, answer, now=now)
            assert was_added  # else it would have been found above
        return answer, False


def _on_record(session: Session, key: RequestKey) -> StoredResponse | None:
    found = api_requests.find(session, key)
    if found is None:
        return None
    fingerprint, answer = found
    if fingerprint != key.fingerprint:
        raise RequestDiffers()
    return answer
