"""Carrying out once what may be asked again: by a program, by a press, by a form."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from scheduling.errors import RequestDiffers, SchedulingError
from scheduling.model.api_access import RequestKey, StoredResponse
from scheduling.store import Session, Store, api_requests
from scheduling.store.joined import FirstWriteStore, JoinedStore, NeedsToWriteAlone

_KEPT_FOR = timedelta(days=1)

Answer = TypeVar("Answer", bound=StoredResponse | None)


def answer_on_record(store: Store, *, key: RequestKey, now: datetime) -> StoredResponse | None:
    """Return what a request was answered with when it was carried out, or None.

    Raises RequestDiffers when the key came with something else.
    """
    with store.reading() as session:
        return _on_record(session, key, now=now)


def carry_out_once(
    store: Store, *, key: RequestKey, now: datetime, change: Callable[[Store], Answer]
) -> tuple[StoredResponse | Answer, bool]:
    """Carry out a change and put its answer on record, both in one transaction.

    `change` is given a store within that transaction, and may call any use case with it. The
    first that writes decides for whom others wait: a booking's people, or everybody. Whoever sends
    the same request waits too, finds its answer on record, and gets that. With the answer comes
    whether it was. What `change` raises undoes all of it, and leaves no record; neither does an
    answer of None, for what has turned out to be nothing to put on record. `change` is called
    once more where it writes about others than it began with. Raises RequestDiffers when the key
    came with something else.
    """
    try:
        return _among_others(store, key, now=now, change=change), False
    except NeedsToWriteAlone:
        return _alone(store, key, now=now, change=change)
    except _OnRecordAlready:
        refusal = None
    except SchedulingError as error:
        # It may be refused for what it has done itself, a moment ago, sent twice.
        refusal = error
    kept = answer_on_record(store, key=key, now=now)
    if kept is None:
        assert refusal is not None  # what was on record stays there
        raise refusal
    return kept, True


class _OnRecordAlready(Exception):
    """What is to be carried out was so before."""


def _among_others(
    store: Store, key: RequestKey, *, now: datetime, change: Callable[[Store], Answer]
) -> Answer:
    def begun(session: Session) -> None:
        if _on_record(session, key, now=now) is not None:
            raise _OnRecordAlready

    with FirstWriteStore(store, begun=begun) as joined:
        answer = change(joined)
        if answer is not None:
            joined.add_last(lambda session: _put_on_record(session, key, answer, now=now))
        return answer


def _alone(
    store: Store, key: RequestKey, *, now: datetime, change: Callable[[Store], Answer]
) -> tuple[StoredResponse | Answer, bool]:
    with store.writing() as session:
        if (kept := _on_record(session, key, now=now)) is not None:
            return kept, True
        answer = change(JoinedStore(session))
        if answer is not None:
            _put_on_record(session, key, answer, now=now)
        return answer, False


def _put_on_record(
    session: Session, key: RequestKey, answer: StoredResponse, *, now: datetime
) -> None:
    # Of two with one key that are about other people, neither has waited for the other until now.
    if not api_requests.add(session, key, answer, now=now, since=now - _KEPT_FOR):
        raise _OnRecordAlready


def _on_record(session: Session, key: RequestKey, *, now: datetime) -> StoredResponse | None:
    found = api_requests.find(session, key, since=now - _KEPT_FOR)
    if found is None:
        return None
    fingerprint, answer = found
    if not key.asks_for(fingerprint):
        raise RequestDiffers()
    return answer
